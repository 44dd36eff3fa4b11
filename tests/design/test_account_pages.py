"""The pages of allauth in our frame and words: signing in and out, changing and resetting a password."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories import PASSWORD

NEW = "a-much-longer-password"


@pytest.fixture
def signed_in(member, client_of):
    """A browser in which the scrutiny member has signed in."""
    return client_of(member)


def test_signing_in_with_nothing_says_what_to_enter(client, db):
    html = client.post(reverse("account_login"), {}).content.decode()
    assert '<a href="#id_login">Enter the e-mail address</a>' in html
    assert '<a href="#id_password">Enter the password</a>' in html
    assert "placeholder" not in html


def test_a_wrong_password_does_not_say_which_part_is_wrong(client, member):
    html = client.post(reverse("account_login"), {"login": member.email, "password": "wrong"}).content.decode()
    assert "The e-mail address or the password is not right." in html


def test_signing_in_leads_on_without_a_message(client, member):
    answer = client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD}, follow=True)
    assert answer.context["user"] == member
    assert "govuk-notification-banner" not in answer.content.decode()


def test_signing_out_asks_first_and_then_says_so(signed_in):
    assert "Do you want to sign out?" in signed_in.get(reverse("account_logout")).content.decode()
    assert "You have signed out." in signed_in.post(reverse("account_logout"), follow=True).content.decode()


def test_a_password_is_changed_by_whoever_knows_the_old_one(signed_in, member):
    address = reverse("account_change_password")
    assert "Current password" in signed_in.get(address).content.decode()
    wrong = signed_in.post(address, {"oldpassword": "wrong", "password1": NEW, "password2": NEW}).content.decode()
    assert "The current password is not right" in wrong
    right = signed_in.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed." in right.content.decode()
    member.refresh_from_db()
    assert member.check_password(NEW)


def test_a_forgotten_password_is_replaced_through_a_link(client, member, mailoutbox):
    assert "Send the link" in client.get(reverse("account_reset_password")).content.decode()
    sent = client.post(reverse("account_reset_password"), {"email": member.email}, follow=True).content.decode()
    assert "Check your e-mail" in sent
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mailoutbox[0].body)[1]
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.content.decode()
    done = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True).content.decode()
    assert "Sign in with the new password" in done
    member.refresh_from_db()
    assert member.check_password(NEW)


def test_a_link_that_was_used_or_is_too_old_says_what_to_do(client, db):
    address = reverse("account_reset_password_from_key", args=["1", "stale-key"])
    assert "Ask for a new link" in client.get(address, follow=True).content.decode()


def test_pages_of_allauth_that_are_not_rewritten_stand_in_our_frame(signed_in):
    html = signed_in.get(reverse("account_reauthenticate")).content.decode()
    assert "govuk-main-wrapper" in html
    assert 'class="app-form"' in html
    assert '<button class="govuk-button"' in html


@pytest.mark.parametrize(
    ("element", "attrs", "part"),
    [
        ("h2", {}, '<h2 class="govuk-heading-m">Codes</h2>'),
        ("button", {"href": "/codes"}, 'href="/codes" role="button"'),
        ("button", {"tags": ["danger"]}, "govuk-button--warning"),
        ("button", {"tags": ["cancel"]}, "govuk-button--secondary"),
    ],
)
def test_the_parts_of_allauths_pages_have_our_look(element, attrs, part):
    html = render_to_string(f"allauth/elements/{element}.html", {"attrs": attrs, "slots": {"default": ["Codes"]}})
    assert part in html
