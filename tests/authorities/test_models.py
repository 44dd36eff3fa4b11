"""Roles: given, changed and ended, and every council keeps an administrator."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ilacs.authorities import permissions
from ilacs.authorities.models import LocalAuthority, Role, RoleRefused, User
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory

TODAY = date(2022, 6, 28)


def _role_of(person):
    return person.memberships.get()


def test_a_person_is_found_by_e_mail_address_however_it_is_typed(editor):
    assert User.objects.get_by_natural_key("EDDIE.Editor@example.gov.uk") == editor


def test_two_people_cannot_share_an_address_in_other_capitals(editor):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=editor.email.upper(), name="Another")


@pytest.mark.django_db
def test_a_person_made_without_a_password_cannot_sign_in_until_they_set_one():
    assert not User.objects.create_user("New@Example.gov.uk", name="New").has_usable_password()


@pytest.mark.django_db
def test_a_superuser_may_use_the_site_administration():
    assert User.objects.create_superuser("site@example.gov.uk", "a long enough password", name="Site").is_staff


@pytest.mark.django_db
def test_a_person_is_named_by_name_and_without_one_by_address():
    assert str(UserFactory(name="", email="jo@example.gov.uk")) == "jo@example.gov.uk"
    named = UserFactory(name="Jo March")
    assert [str(named), named.get_full_name(), named.get_short_name()] == ["Jo March"] * 3


def test_a_council_is_visible_to_its_own_people_only(york, editor, outsider, nobody):
    visible = [york in LocalAuthority.objects.visible_to(person) for person in (editor, outsider, nobody)]
    assert visible == [True, False, False]


def test_a_council_is_not_visible_to_somebody_whose_role_has_ended(york, editor, administrator):
    _role_of(editor).end(by=administrator, on=TODAY)
    assert york not in LocalAuthority.objects.visible_to(editor)
    assert not permissions.has_role(editor, york, *Role)


def test_a_council_is_not_visible_to_somebody_whose_account_is_closed(york, editor):
    editor.is_active = False
    assert york not in LocalAuthority.objects.visible_to(editor)


def test_a_council_goes_by_its_own_name_where_it_is_known(york, elsewhere):
    assert (york.title, elsewhere.title) == ("City of York Council", "Elsewhere")


@pytest.mark.django_db
def test_a_real_council_must_have_its_codes():
    with pytest.raises(IntegrityError, match="a_real_authority_has_its_codes"):
        AuthorityFactory(is_invented=False)


def test_natural_keys_find_what_they_name(york, editor):
    assert LocalAuthority.objects.get_by_natural_key(*york.natural_key()) == york
    assert User.objects.get_by_natural_key(*editor.natural_key()) == editor


def test_a_role_can_be_changed(editor, administrator):
    role = _role_of(editor)
    role.change(role=Role.LEAD, post="Director", by=administrator)
    role.refresh_from_db()
    assert (role.role, role.post) == (Role.LEAD, "Director")
    assert role.history.first().history_change_reason == "Changed by Addy Administrator"


def test_a_role_that_ended_cannot_be_changed_or_ended_again(editor, administrator):
    role = _role_of(editor)
    role.end(by=administrator, on=TODAY)
    for refused in (
        lambda: role.change(role=Role.READER, post="", by=administrator),
        lambda: role.end(by=administrator, on=TODAY),
    ):
        with pytest.raises(RoleRefused, match="has ended"):
            refused()


def test_a_role_that_ended_can_be_given_again(editor, administrator):
    role = _role_of(editor)
    role.end(by=administrator, on=TODAY)
    role.revive(role=Role.READER, post="Member", by=administrator)
    role.refresh_from_db()
    assert (role.is_current, role.role, role.post) == (True, Role.READER, "Member")


def test_a_current_role_cannot_be_given_again(editor, administrator):
    with pytest.raises(RoleRefused, match="has a role here already: Editor"):
        _role_of(editor).revive(role=Role.READER, post="", by=administrator)


def test_nobody_ends_their_own_role(editor):
    with pytest.raises(RoleRefused, match="your own role"):
        _role_of(editor).end(by=editor, on=TODAY)


def test_an_administrator_does_not_step_down_by_themselves(york, administrator):
    MembershipFactory(authority=york, role=Role.ADMINISTRATOR)
    with pytest.raises(RoleRefused, match="Ask another administrator"):
        _role_of(administrator).change(role=Role.EDITOR, post="", by=administrator)


def test_an_administrator_may_change_their_own_job_title(administrator):
    _role_of(administrator).change(role=Role.ADMINISTRATOR, post="Head of Performance", by=administrator)
    assert _role_of(administrator).post == "Head of Performance"


def test_the_last_administrator_stays(administrator, outsider):
    role = _role_of(administrator)
    with pytest.raises(RoleRefused, match="the only administrator"):
        role.end(by=outsider, on=TODAY)
    with pytest.raises(RoleRefused, match="the only administrator"):
        role.change(role=Role.READER, post="", by=outsider)


def test_an_administrator_whose_account_is_closed_does_not_count(york, administrator, outsider):
    MembershipFactory(authority=york, role=Role.ADMINISTRATOR, user__is_active=False)
    with pytest.raises(RoleRefused, match="the only administrator"):
        _role_of(administrator).end(by=outsider, on=TODAY)


def test_one_of_two_administrators_may_go(york, administrator, several):
    _role_of(administrator).end(by=several, on=TODAY)
    assert [each.user for each in york.memberships.administrators()] == [several]


def test_an_invited_administrator_does_not_count(york, administrator, outsider):
    MembershipFactory(authority=york, role=Role.ADMINISTRATOR, joined_on=None)
    with pytest.raises(RoleRefused, match="the only administrator"):
        _role_of(administrator).end(by=outsider, on=TODAY)


def test_an_invited_person_may_do_nothing_until_they_join(york):
    invited = MembershipFactory(authority=york, role=Role.ADMINISTRATOR, joined_on=None)
    assert york not in LocalAuthority.objects.visible_to(invited.user)
    assert not permissions.has_role(invited.user, york, *Role)
    invited.join(on=TODAY)
    person = User.objects.get(pk=invited.user_id)
    assert york in LocalAuthority.objects.visible_to(person)
    assert permissions.has_role(person, york, Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({"joined_on": None}, "invited"),
        ({"joined_on": TODAY}, "current"),
        ({"joined_on": TODAY, "ended_on": TODAY}, ""),
        ({"joined_on": None, "ended_on": TODAY}, ""),
    ],
)
def test_one_role_and_many_agree_on_who_has_joined(york, days, state):
    role = MembershipFactory(authority=york, **days)
    assert (role.is_invited, role in york.memberships.invited()) == (state == "invited",) * 2
    assert (role.is_current, role in york.memberships.current()) == (state == "current",) * 2
    assert (role in york.memberships.standing()) == bool(state)


def test_an_invitation_is_answered_once(york):
    invited = MembershipFactory(authority=york, joined_on=None)
    invited.decline(on=TODAY)
    for answer in (invited.join, invited.decline):
        with pytest.raises(RoleRefused, match="answered or withdrawn"):
            answer(on=TODAY)


def test_somebody_who_did_not_join_may_be_invited_again(york, administrator):
    invited = MembershipFactory(authority=york, joined_on=None)
    invited.decline(on=TODAY)
    invited.revive(role=Role.READER, post="", by=administrator)
    assert invited.is_invited


def test_a_person_is_known_by_address_until_they_join(york):
    invited = MembershipFactory(authority=york, user__name="Jo March", user__email="jo@example.gov.uk", joined_on=None)
    assert (invited.known_as, str(invited)[:8]) == ("jo@example.gov.uk", "Jo March")
    invited.join(on=TODAY)
    assert invited.known_as == "Jo March"
