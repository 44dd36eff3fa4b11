"""A long form survives an expired session, and nobody but its writer ever sees it."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from ilacs.authorities.models import Role
from ilacs.authorities.unsaved import KEPT_FOR, MOST_FORMS, PERSON_COOKIE, STILL_KEPT
from tests.factories import PASSWORD, MembershipFactory

TYPED = {"email": "new.person@example.gov.uk", "name": "A long name, carefully typed", "post": "Head of Practice"}
BANNER = "Your text is still here"


@pytest.fixture
def address(york):
    return reverse("people-add", args=[york.slug])


def _sign_in(client, person, **extra):
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD, **extra})
    assert answer.status_code == 302, answer.content.decode()
    return answer


@pytest.fixture
def expired(client, administrator):
    """A browser whose person signed in once and whose session is over."""
    _sign_in(client, administrator)
    Session.objects.all().delete()
    return client


def test_what_was_typed_is_back_in_the_form_after_signing_in_again(expired, administrator, address):
    sent = expired.post(address, TYPED)
    assert sent.url == f"{reverse('account_login')}?next={address}"
    assert _sign_in(expired, administrator, next=address).url == address
    shown = expired.get(address).content.decode()
    assert BANNER in shown
    for text in TYPED.values():
        assert f'value="{text}"' in shown


def test_the_sign_in_page_says_that_what_was_typed_is_kept(expired, address):
    page = expired.post(address, TYPED, follow=True).content.decode()
    assert STILL_KEPT in page
    assert STILL_KEPT not in expired.get(reverse("account_login")).content.decode()


def test_the_sign_in_page_promises_nothing_when_nothing_was_kept(client, address):
    assert STILL_KEPT not in client.post(address, TYPED, follow=True).content.decode()


def test_showing_the_text_again_saves_nothing(expired, administrator, address, york):
    expired.post(address, {**TYPED, "role": Role.READER})
    _sign_in(expired, administrator)
    expired.get(address)
    assert york.memberships.count() == 1


def test_once_saved_the_text_is_gone(expired, administrator, address):
    expired.post(address, TYPED)
    _sign_in(expired, administrator)
    assert expired.post(address, {**TYPED, "role": Role.READER}).status_code == 302
    assert BANNER not in expired.get(address).content.decode()


def test_a_form_sent_with_a_mistake_does_not_lose_the_text(expired, administrator, address):
    expired.post(address, TYPED)
    _sign_in(expired, administrator)
    assert expired.post(address, {"email": "no address"}).status_code == 422
    assert TYPED["name"] in expired.get(address).content.decode()


def test_another_person_on_the_same_browser_never_sees_the_text(expired, address, york):
    other = MembershipFactory(authority=york, role=Role.ADMINISTRATOR).user
    expired.post(address, TYPED)
    _sign_in(expired, other)
    shown = expired.get(address).content.decode()
    assert BANNER not in shown
    assert TYPED["name"] not in shown
    assert expired.session["unsaved_forms"] == {}


def test_nothing_is_kept_for_a_browser_where_nobody_ever_signed_in(client, administrator, address):
    sent = client.post(address, TYPED, headers={"referer": f"http://testserver{address}"})
    assert sent.url == f"{reverse('account_login')}?next={address}"
    _sign_in(client, administrator)
    assert BANNER not in client.get(address).content.decode()


def test_nothing_is_kept_on_the_word_of_a_forged_cookie(client, administrator, address):
    client.cookies[PERSON_COOKIE] = f"{administrator.pk}:made-up:signature"
    client.post(address, TYPED)
    assert not client.session.keys()


def test_after_an_hour_the_text_is_gone(expired, administrator, address):
    expired.post(address, TYPED)
    session = expired.session
    session["unsaved_forms"][address]["at"] -= KEPT_FOR.total_seconds()
    session.save()
    _sign_in(expired, administrator)
    assert BANNER not in expired.get(address).content.decode()


def test_passwords_are_never_kept(expired):
    address = reverse("account_change_password")
    expired.post(address, {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"})
    assert "another" not in str(dict(expired.session))
    assert PASSWORD not in str(dict(expired.session))


def test_a_text_too_long_to_keep_is_not_kept(expired, address):
    expired.post(address, {"name": "x" * 200_001}, headers={"referer": f"http://testserver{address}"})
    assert not expired.session.keys()


def test_only_the_newest_few_forms_are_kept(expired, york):
    for number in range(MOST_FORMS + 2):
        expired.post(reverse("people-edit", args=[york.slug, number]), {"post": f"Post {number}"})
    kept = expired.session["unsaved_forms"]
    assert [each["text"] for each in kept.values()] == [f"post=Post+{number}" for number in range(2, MOST_FORMS + 2)]


def test_a_button_pressed_when_signed_out_leads_back_to_its_page_and_does_nothing(expired, administrator, york):
    person = MembershipFactory(authority=york)
    address, button = (reverse(name, args=[york.slug, person.pk]) for name in ("people-edit", "people-end"))
    sent = expired.post(button, headers={"referer": f"http://testserver{address}?from=list"})
    assert sent.url == f"{reverse('account_login')}?next={button}"
    _sign_in(expired, administrator)
    assert expired.get(button).url == f"{address}?from=list"
    person.refresh_from_db()
    assert person.is_current


def test_the_page_of_a_button_is_never_on_another_site(expired, administrator, york):
    button = reverse("people-end", args=[york.slug, 1])
    expired.post(button, headers={"referer": "https://elsewhere.example/people/"})
    _sign_in(expired, administrator)
    assert expired.get(button).url == "/"


def test_an_htmx_request_when_signed_out_sends_the_whole_page_to_sign_in(expired, address):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    answers = expired.get("/", headers=headers), expired.post(address, TYPED, headers=headers)
    expected = f"{reverse('account_login')}?next={address}"
    assert [each.headers["HX-Redirect"] for each in answers] == [expected, expected]


def test_a_page_asked_for_when_signed_out_keeps_nothing(expired, address):
    assert expired.get(address).url == f"{reverse('account_login')}?next={address}"
    assert not expired.session.keys()


def test_a_form_loaded_before_the_session_ended_still_passes_the_csrf_check(administrator, address):
    browser = Client(enforce_csrf_checks=True)
    token = _token(browser.get(reverse("account_login")))
    _sign_in(browser, administrator, csrfmiddlewaretoken=token)
    token = _token(browser.get(address))
    Session.objects.all().delete()
    assert browser.post(address, {**TYPED, "csrfmiddlewaretoken": token}).status_code == 302
    sign_in_token = _token(browser.get(reverse("account_login")))
    _sign_in(browser, administrator, csrfmiddlewaretoken=sign_in_token)
    shown = browser.get(address).content.decode()
    assert TYPED["name"] in shown
    assert token not in shown


def test_a_form_without_its_token_is_refused_with_words_and_not_kept(administrator, address, client_of):
    browser = client_of(administrator, enforce_csrf_checks=True)
    answer = browser.post(address, TYPED)
    assert answer.status_code == 403
    assert "Please send the form again" in answer.content.decode()


def test_the_cookie_that_names_the_person_is_out_of_reach_of_scripts(client, administrator):
    cookie = _sign_in(client, administrator).cookies[PERSON_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == timedelta(days=90).total_seconds()


def _token(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())[1]
