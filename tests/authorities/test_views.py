"""The start page, the pages anybody may read, and the people of a council."""

import re
from smtplib import SMTPException

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from actionplans.forms.plans import people_of
from ilacs.authorities.models import Role, User
from tests.factories import MembershipFactory, UserFactory

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
    MembershipFactory(authority=york, user__name="Ina Invited", user__email="a@example.gov.uk", joined_on=None)
    words = _words(admin_browser.get(_url("people-list", york)))
    assert "3 people" in words
    assert "Addy Administrator (you)" in words
    assert "a@example.gov.uk a@example.gov.uk Reader (scrutiny member) Has not joined yet" in words
    assert "Ina" not in words
    assert words.index("Eddie Editor") < words.index("a@example.gov.uk")
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
    assert "We have written to jo.march@example.gov.uk. The message says what to do next." in _words(answer)
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


#: Somebody unknown, somebody known elsewhere, somebody whose account is closed, somebody who has no password yet.
STRANGERS = {
    "unknown": None,
    "known": {"name": "Josephine March"},
    "closed": {"name": "Josephine March", "is_active": False},
    "invited elsewhere": {"name": "Josephine March", "password": None},
}


@pytest.fixture
def added(admin_browser, york):
    """What an administrator sees after adding Jo March: the page that follows, and the page about them."""

    def added(account):
        if account is not None:
            MembershipFactory(user=UserFactory(email="jo.march@example.gov.uk", **account))
        list_of_people = _words(admin_browser.post(_url("people-add", york), NEW, follow=True))
        role = york.memberships.get(user__email="jo.march@example.gov.uk")
        about = _words(admin_browser.get(_url("people-edit", york, role.pk))).replace(f"/{role.pk}/", "/1/")
        again = _words(admin_browser.post(_url("people-add", york), NEW))
        sent = _words(admin_browser.post(_url("people-invite", york, role.pk), follow=True))
        ended = _words(admin_browser.post(_url("people-end", york, role.pk), follow=True))
        return [list_of_people, about, again, sent, ended]

    return added


@pytest.mark.parametrize("account", list(STRANGERS.values())[1:], ids=list(STRANGERS)[1:])
def test_an_administrator_learns_nothing_of_an_account_by_adding_its_address(added, york, account):
    pages = added(account)
    york.memberships.filter(user__email="jo.march@example.gov.uk").delete()
    User.objects.get(email="jo.march@example.gov.uk").memberships.all().delete()
    User.objects.filter(email="jo.march@example.gov.uk").delete()
    assert pages == added(None)
    for page in pages:
        assert "Josephine" not in page
        assert "Jo March" not in page.replace("value", "")


@pytest.mark.parametrize(
    ("account", "subject", "words"),
    [
        ("unknown", "Set your password for City of York Council improvement plans", "first set a password"),
        ("known", "You are invited to City of York Council improvement plans", "password you have already"),
        ("closed", "You are invited to City of York Council improvement plans", "your account has been closed"),
        (
            "invited elsewhere",
            "Set your password for City of York Council improvement plans",
            "first set a password",
        ),
    ],
)
def test_everybody_who_is_added_gets_the_letter_that_fits(added, mailoutbox, account, subject, words):
    added(STRANGERS[account])
    letter = mailoutbox[0]
    assert (letter.subject, letter.to) == (subject, ["jo.march@example.gov.uk"])
    assert words in letter.body


def test_somebody_who_is_added_sees_nothing_and_is_not_named_until_they_join(
    admin_browser, client_of, york, outsider, elsewhere
):
    admin_browser.post(_url("people-add", york), {**NEW, "email": outsider.email})
    theirs = client_of(outsider)
    assert theirs.get("/york/").status_code == 404
    assert not people_of(york).filter(pk=outsider.pk).exists()
    assert "City of York Council Your role would be: Editor." in _words(theirs.get("/"))
    role = york.memberships.get(user=outsider)
    assert theirs.post(reverse("invitation-join", args=[role.pk])).url == "/york/"
    assert theirs.get("/york/").status_code == 200
    assert people_of(york).filter(pk=outsider.pk).exists()
    assert "Otto Outsider otto.outsider@example.gov.uk Editor" in _words(admin_browser.get(_url("people-list", york)))


def test_somebody_who_does_not_want_to_join_stays_unknown(admin_browser, client_of, york, outsider):
    admin_browser.post(_url("people-add", york), {**NEW, "email": outsider.email})
    role = york.memberships.get(user=outsider)
    theirs = client_of(outsider)
    answer = theirs.post(reverse("invitation-decline", args=[role.pk]), follow=True)
    assert "You have not joined City of York Council." in _words(answer)
    assert theirs.get("/york/").status_code == 404
    words = _words(admin_browser.get(_url("people-list", york)))
    assert "otto.outsider@example.gov.uk: Editor until" in words
    assert "Otto" not in words


def test_an_invitation_is_answered_once_and_by_its_person_only(client_of, york, outsider, nobody):
    role = MembershipFactory(authority=york, user=outsider, joined_on=None)
    address = reverse("invitation-join", args=[role.pk])
    assert client_of(nobody).post(address).status_code == 404
    assert client_of(outsider).post(address).status_code == 302
    assert client_of(outsider).post(address).status_code == 404
    assert client_of(outsider).post(reverse("invitation-decline", args=[role.pk])).status_code == 404


def test_a_new_person_keeps_the_name_that_was_typed_and_a_known_one_their_own(added):
    added(None)
    assert User.objects.get(email="jo.march@example.gov.uk").name == "Jo March"


def test_a_known_person_keeps_their_own_name(added):
    added(STRANGERS["known"])
    assert User.objects.get(email="jo.march@example.gov.uk").name == "Josephine March"


@pytest.mark.parametrize("field", ["name", "post"])
@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\x0b", "\u2028", "\x85"])
def test_a_name_and_a_job_title_are_one_line(admin_browser, york, field, between):
    answer = admin_browser.post(_url("people-add", york), {**NEW, field: f"Jo{between}Bcc: all@example.gov.uk"})
    assert answer.context["form"].errors == {field: ["Write this on one line, without line breaks or tabs"]}


@pytest.mark.parametrize("letter", ["added", "closed", "invitation"])
def test_the_subject_of_a_letter_is_no_page(york, letter):
    york.council_name = "Bath & North East Somerset's <Council>"
    membership = MembershipFactory.build(authority=york)
    subject = render_to_string(f"authorities/email/{letter}_subject.txt", {"membership": membership})
    assert "Bath & North East Somerset's <Council> improvement plans" in subject


def test_the_public_pages_answer_a_request_for_their_head(client, client_of, editor):
    assert client_of(editor).head("/").status_code == 302
    assert [client.head(f"/{page}/").status_code for page in ("accessibility", "privacy", "help")] == [200] * 3


def test_a_person_who_is_here_already_is_refused_beside_the_address(admin_browser, york, editor):
    answer = admin_browser.post(_url("people-add", york), {**NEW, "email": editor.email})
    assert answer.status_code == 422
    assert "Eddie Editor has a role here already: Editor. Change that one instead." in _words(answer)


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
    assert "Send the message again" not in words


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


def test_the_message_can_be_sent_again_until_the_person_has_joined(admin_browser, york, mailoutbox, on):
    invited = MembershipFactory(authority=york, user__password=None, joined_on=None)
    again = _url("people-invite", york, invited.pk)
    assert "Send the message again" in _words(admin_browser.get(_url("people-edit", york, invited.pk)))
    admin_browser.post(again)
    invited.join(on=on)
    assert "has joined." in _words(admin_browser.post(again, follow=True))
    assert len(mailoutbox) == 1


def test_a_role_of_another_council_is_not_found(admin_browser, york, outsider):
    theirs = outsider.memberships.get().pk
    for name in ("people-edit", "people-end", "people-invite"):
        assert admin_browser.post(_url(name, york, theirs), {}).status_code == 404
