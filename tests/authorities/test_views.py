"""The start page, the pages anybody may read, and the people of a council."""

import re
from smtplib import SMTPException

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from ilacs.authorities.models import Role, User
from tests.factories import PASSWORD, MembershipFactory, UserFactory

NEW = {"email": "Jo.March@example.gov.uk", "name": "Jo March", "role": "editor", "post": "Head of Practice"}


@pytest.fixture
def admin_browser(client_of, administrator):
    return client_of(administrator)


def _url(name, york, *args):
    return reverse(name, args=[york.slug, *args])


def _words(answer):
    """The text of a page as it is read, without tags and repeated spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_somebody_with_one_council_goes_straight_to_it(client_of, editor):
    assert client_of(editor).get("/").url == "/york/"


def test_somebody_with_several_councils_chooses(client_of, several):
    words = _words(client_of(several).get("/"))
    assert "You have a role in 2 councils." in words
    assert "Elsewhere City of York Council" in words


def test_somebody_without_a_council_is_told_what_to_do(client_of, nobody):
    words = _words(client_of(nobody).get("/"))
    assert "You have no role in a council yet" in words
    assert "nat.nobody@example.gov.uk" in words
    assert "site administration" not in words


def test_a_site_administrator_without_a_council_is_shown_the_way(client_of, nobody):
    nobody.is_staff = True
    nobody.save(update_fields=["is_staff"])
    assert "Go to the site administration" in _words(client_of(nobody).get("/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("accessibility", "Equality Advisory and Support Service"),
        ("privacy", "A plan must never hold anything that identifies a child"),
        ("help", "70 working days from the day the council receives the report"),
    ],
)
def test_anybody_may_read_the_pages_about_the_site(client, name, words):
    assert words in _words(client.get(reverse(name)))


def test_the_list_of_people_says_how_many_and_who(admin_browser, york, administrator, editor):
    MembershipFactory(authority=york, user__name="Ina Invited", user__password=None)
    words = _words(admin_browser.get(_url("people-list", york)))
    assert "3 people" in words
    assert "Addy Administrator (you)" in words
    assert "Reader (scrutiny member) Has not set a password yet" in words
    assert "roles have ended" not in words


def test_the_list_of_people_names_those_whose_role_has_ended(admin_browser, york, administrator, editor, on):
    editor.memberships.get().end(by=administrator, on=on)
    words = _words(admin_browser.get(_url("people-list", york)))
    assert "1 person" in words
    assert "1 role has ended" in words
    assert "Eddie Editor, eddie.editor@example.gov.uk: Editor until 28 June 2022" in words


def test_the_list_of_people_costs_the_same_for_one_and_for_thirty(admin_browser, york, count_queries):
    def list_people():
        assert admin_browser.get(_url("people-list", york)).status_code == 200

    for_one = count_queries(list_people)
    MembershipFactory.create_batch(30, authority=york)
    assert count_queries(list_people) == for_one


def test_a_new_person_gets_a_role_and_a_link_that_lets_them_in(admin_browser, client, york, mailoutbox):
    answer = admin_browser.post(_url("people-add", york), NEW, follow=True)
    assert "We have written to jo.march@example.gov.uk with a link to set a password." in _words(answer)
    person = User.objects.get(email="jo.march@example.gov.uk")
    assert (person.name, person.has_usable_password()) == ("Jo March", False)
    [letter] = mailoutbox
    assert letter.subject == "Set your password for City of York Council improvement plans"
    assert letter.to == ["jo.march@example.gov.uk"]
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", letter.body)[1]
    page = client.get(link)
    chosen = {"password1": "a password of her own", "password2": "a password of her own"}
    assert client.post(page.url, chosen).status_code == 302
    sign_in = {"login": "JO.MARCH@example.gov.uk", "password": "a password of her own"}
    assert client.post(reverse("account_login"), sign_in).url == "/"


def test_somebody_who_has_an_account_keeps_their_name_and_is_told(admin_browser, york, mailoutbox):
    person = UserFactory(email="jo.march@example.gov.uk", name="Josephine March")
    answer = admin_browser.post(_url("people-add", york), NEW, follow=True)
    assert "they sign in as before" in _words(answer)
    person.refresh_from_db()
    assert person.name == "Josephine March"
    assert person.memberships.get().role == Role.EDITOR
    assert [letter.subject for letter in mailoutbox] == [
        "You now have a role in City of York Council improvement plans"
    ]
    assert "password you have already" in mailoutbox[0].body


def test_a_person_who_is_here_already_is_refused_beside_the_address(admin_browser, york, editor):
    answer = admin_browser.post(_url("people-add", york), {**NEW, "email": editor.email})
    assert answer.status_code == 422
    assert "Eddie Editor has a role here already: Editor. Change that one instead." in _words(answer)


def test_a_person_whose_account_is_closed_is_refused(admin_browser, york):
    UserFactory(email="jo.march@example.gov.uk", is_active=False)
    assert "This account has been closed." in _words(admin_browser.post(_url("people-add", york), NEW))


def test_adding_somebody_again_revives_their_role(admin_browser, york, administrator, editor, on):
    role = editor.memberships.get()
    role.end(by=administrator, on=on)
    admin_browser.post(_url("people-add", york), {**NEW, "email": editor.email, "role": "lead"})
    role.refresh_from_db()
    assert (role.is_current, role.role) == (True, Role.LEAD)


def test_an_empty_form_says_what_to_enter(admin_browser, york):
    words = _words(admin_browser.post(_url("people-add", york), {}))
    for error in ("Enter the person's e-mail address", "Enter the person's full name", "Choose what this person does"):
        assert error.replace("'", "&#x27;") in words


class BrokenPost(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        raise SMTPException


def test_a_letter_that_cannot_be_sent_is_said_and_the_role_stays(admin_browser, york, settings):
    settings.EMAIL_BACKEND = f"{__name__}.{BrokenPost.__name__}"
    answer = admin_browser.post(_url("people-add", york), NEW, follow=True)
    assert "The message to jo.march@example.gov.uk could not be sent." in _words(answer)
    assert york.memberships.filter(user__email="jo.march@example.gov.uk").exists()


def test_a_role_and_job_title_can_be_changed(admin_browser, york, editor):
    role = editor.memberships.get()
    answer = admin_browser.post(_url("people-edit", york, role.pk), {"role": "lead", "post": "Director"}, follow=True)
    role.refresh_from_db()
    assert (role.role, role.post) == (Role.LEAD, "Director")
    assert "Eddie Editor: Lead (director)." in _words(answer)


def test_the_page_of_one_person_shows_what_they_are(admin_browser, york, editor):
    words = _words(admin_browser.get(_url("people-edit", york, editor.memberships.get().pk)))
    assert "Eddie Editor will no longer see anything of City of York Council." in words
    assert "Send the link again" not in words


def test_an_administrator_is_told_why_they_cannot_step_down(admin_browser, york, administrator):
    own = _url("people-edit", york, administrator.memberships.get().pk)
    assert "You cannot end your own role." in _words(admin_browser.get(own))
    answer = admin_browser.post(own, {"role": "reader", "post": ""})
    assert answer.status_code == 422
    assert "You cannot stop being administrator yourself." in _words(answer)


def test_a_role_can_be_ended(admin_browser, client_of, york, editor):
    answer = admin_browser.post(_url("people-end", york, editor.memberships.get().pk), follow=True)
    assert "Eddie Editor can no longer see City of York Council." in _words(answer)
    assert client_of(editor).get("/york/people/").status_code == 404


def test_ending_ones_own_role_is_refused_with_words(admin_browser, york, administrator):
    own = administrator.memberships.get()
    answer = admin_browser.post(_url("people-end", york, own.pk), follow=True)
    assert "You cannot end your own role." in _words(answer)
    own.refresh_from_db()
    assert own.is_current


def test_the_link_can_be_sent_again_until_it_has_been_used(admin_browser, york, mailoutbox):
    invited = MembershipFactory(authority=york, user__password=None)
    again = _url("people-invite", york, invited.pk)
    assert "Send the link again" in _words(admin_browser.get(_url("people-edit", york, invited.pk)))
    admin_browser.post(again)
    invited.user.set_password(PASSWORD)
    invited.user.save()
    assert "has set a password." in _words(admin_browser.post(again, follow=True))
    assert len(mailoutbox) == 1


def test_a_role_of_another_council_is_not_found(admin_browser, york, outsider):
    theirs = outsider.memberships.get().pk
    for name in ("people-edit", "people-end", "people-invite"):
        assert admin_browser.post(_url(name, york, theirs), {}).status_code == 404
