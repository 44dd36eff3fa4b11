"""Coming in: no sign-up, a limit on guessing, one door for the site administration, and a way to a new password."""

import pytest
from django.urls import reverse

from ilacs.authorities.models import User
from tests.factories import PASSWORD, MembershipFactory

LOGIN = "/accounts/login/"


def test_a_person_signs_in_with_e_mail_address_and_password(client, editor):
    assert client.post(LOGIN, {"login": editor.email, "password": PASSWORD}).url == "/"


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client, editor):
    asked = client.get("/york/people/")
    assert client.post(asked.url, {"login": editor.email, "password": PASSWORD}).url == "/york/people/"


def test_signing_in_never_leads_to_another_site(client, editor):
    answer = client.post(f"{LOGIN}?next=https://elsewhere.example/", {"login": editor.email, "password": PASSWORD})
    assert answer.url == "/"


def test_a_wrong_password_is_refused_without_saying_which_part_was_wrong(client, editor):
    wrong = client.post(LOGIN, {"login": editor.email, "password": "not the right one"})
    unknown = client.post(LOGIN, {"login": "who@example.gov.uk", "password": "not the right one"})
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_guessing_is_stopped_after_a_few_attempts_even_with_the_right_password(client, editor):
    for _ in range(5):
        client.post(LOGIN, {"login": editor.email, "password": "a guess"})
    answer = client.post(LOGIN, {"login": editor.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "There were too many attempts" in answer.content.decode()


def test_nobody_makes_an_account_for_themselves(client, db):
    answer = client.post("/accounts/signup/", {"email": "me@example.gov.uk", "password1": PASSWORD})
    assert "The administrator of your council" in answer.content.decode()
    assert not User.objects.exists()


def test_signing_out_takes_a_press_of_the_button(client_of, editor):
    browser = client_of(editor)
    browser.get("/accounts/logout/")
    assert browser.get("/").status_code == 302
    assert browser.get("/").url == "/york/"
    assert browser.post("/accounts/logout/").url == LOGIN
    assert browser.get("/").url == f"{LOGIN}?next=/"


def test_the_site_administration_has_no_sign_in_of_its_own(client, db):
    shown = client.get("/admin/", follow=True)
    assert shown.redirect_chain[-1] == (f"{LOGIN}?next=%2Fadmin%2F", 302)
    assert client.post("/admin/login/", {"username": "who@example.gov.uk", "password": "a guess"}).url.startswith(LOGIN)


def test_the_site_administration_is_closed_to_officers(client_of, administrator):
    assert client_of(administrator).get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("model", ["user", "localauthority", "membership"])
def test_the_site_administration_shows_councils_people_and_roles(client_of, york, editor, model):
    editor.is_staff = editor.is_superuser = True
    editor.save()
    browser = client_of(editor)
    for page in ("changelist", "add"):
        assert browser.get(reverse(f"admin:authorities_{model}_{page}")).status_code == 200


def test_a_person_made_in_the_site_administration_has_no_password_yet(client_of, editor):
    editor.is_staff = editor.is_superuser = True
    editor.save()
    client_of(editor).post(
        reverse("admin:authorities_user_add"),
        {"email": "jo@example.gov.uk", "name": "Jo March", "usable_password": "false"},
    )
    assert not User.objects.get(email="jo@example.gov.uk").has_usable_password()


def test_a_person_who_forgot_their_password_gets_a_letter(client, editor, mailoutbox):
    client.post("/accounts/password/reset/", {"email": editor.email})
    [letter] = mailoutbox
    assert letter.subject == "Set a new password for your council's improvement plans"
    assert "Hello Eddie Editor" in letter.body
    assert "/accounts/password/reset/key/" in letter.body


def test_an_unknown_address_gets_no_letter_and_the_same_answer(client, editor, mailoutbox):
    answers = [
        client.post("/accounts/password/reset/", {"email": email}).url for email in (editor.email, "who@example.gov.uk")
    ]
    assert answers[0] == answers[1]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("url", ["/accounts/password/change/", "/accounts/password/reset/", "/accounts/inactive/"])
def test_the_pages_about_passwords_open(client_of, editor, client, url):
    browser = client_of(editor) if "change" in url else client
    assert browser.get(url).status_code == 200


def test_an_invited_person_whose_link_ran_out_can_ask_for_another(client, york, mailoutbox):
    invited = MembershipFactory(authority=york, user__password=None).user
    client.post("/accounts/password/reset/", {"email": invited.email})
    assert [letter.to for letter in mailoutbox] == [[invited.email]]
