"""The same person added twice at the same moment: the second is answered in words."""

import pytest

from ilacs.authorities.actions import add_person
from ilacs.authorities.models import Membership, Role, RoleRefused, User
from tests.at_once import at_once
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _adds(authority, by):
    new = {"email": "Jo.March@example.gov.uk", "name": "Jo March", "role": Role.READER, "post": ""}
    return lambda: add_person(authority=authority, by=by, **new)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_form_that_arrives_twice_at_once_adds_one_person(york, administrator, is_known):
    if is_known:
        UserFactory(email="jo.march@example.gov.uk")
    results = at_once(*[_adds(york, administrator)] * 5)
    assert sorted(type(each).__name__ for each in results) == ["Membership", *["RoleRefused"] * 4]
    refused = next(each for each in results if isinstance(each, RoleRefused))
    assert str(refused).startswith("jo.march@example.gov.uk has a role here already")


def test_two_councils_that_add_the_same_person_at_once_share_the_account(york, elsewhere, administrator, outsider):
    results = at_once(_adds(york, administrator), _adds(elsewhere, outsider))
    assert [type(each) for each in results] == [Membership, Membership]
    assert User.objects.filter(email="jo.march@example.gov.uk").count() == 1
