"""Naming the people who may know of a report before Ofsted publishes it. Whatever else there is, one of them edits."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from ilacs.authorities.models import Role, User
from ilacs.design.today import now
from inspections.actions.claims import lock
from inspections.models import Inspection, NamedPerson


class EmbargoRefused(Exception):
    """A naming that may not happen or may not be taken back; its words are fit for the page."""


@transaction.atomic
def name_people(inspection: Inspection, *, people: Iterable[User], by: User, on: date) -> list[NamedPerson]:
    """Lets these people know of the inspection and its plan; gives the namings that are new.

    Raises EmbargoRefused when the report is not embargoed on the day `on`, and for somebody without a role in the
    council.
    """
    stored = lock(inspection)
    _refuse_without_embargo(stored, on)
    wanted = list(people)
    members = set(_members(stored).filter(user__in=wanted).values_list("user", flat=True))
    if strangers := [str(person) for person in wanted if person.pk not in members]:
        raise EmbargoRefused(f"{', '.join(strangers)}: no role in the council any more. Choose somebody else")
    return _name(stored, wanted, by=by)


@transaction.atomic
def take_back_naming(naming: NamedPerson, *, by: User, on: date) -> bool:
    """From now on the person no longer knows of the inspection and its plan; False when they were removed already.

    Raises EmbargoRefused when the report is not embargoed on the day `on`, and for the last one who may edit it.
    """
    stored = lock(naming.inspection)
    _refuse_without_embargo(stored, on)
    current = stored.named_people.current().filter(pk=naming.pk).first()
    if current is None:
        return False
    editors = stored.named_people.who_can_edit()
    if editors.filter(pk=naming.pk).exists() and not editors.exclude(pk=naming.pk).exists():
        raise EmbargoRefused(
            f"{naming.user} is the only one named who can edit inspections. Name another editor, lead or "
            "administrator first."
        )
    current.take_back(by=by, at=now())
    return True


def name_by_default(inspection: Inspection, *, by: User, on: date) -> list[NamedPerson]:
    """Names who recorded a report that is embargoed on the day `on`, or who put it under embargo; gives new namings.

    When nobody is named yet the council's leads are too: Ofsted sends its report to the director.
    """
    if not inspection.is_embargoed(on):
        return []
    people = [by]
    if not inspection.named_people.current().exists():
        leads = _members(inspection).filter(role=Role.LEAD).select_related("user")
        people += [membership.user for membership in leads]
    return _name(inspection, people, by=None)


def _name(inspection: Inspection, people: Iterable[User], *, by: User | None) -> list[NamedPerson]:
    """Stores a naming for each of these people who is not named now."""
    named = set(inspection.named_people.current().values_list("user", flat=True))
    new = {person.pk: person for person in people if person.pk not in named}
    at = now()
    return [
        NamedPerson.objects.create(inspection=inspection, user=person, named_by=by, named_at=at)
        for person in new.values()
    ]


def _members(inspection: Inspection) -> Any:
    """Those who hold a role in the council now, and whose account is open."""
    return inspection.authority.memberships.current().filter(user__is_active=True)


def _refuse_without_embargo(inspection: Inspection, on: date) -> None:
    """Who could see a report before its publication is history afterwards."""
    if not inspection.is_embargoed(on):
        raise EmbargoRefused("The report is not under embargo, so everybody in the council can see it.")
