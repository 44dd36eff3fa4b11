"""Whom a request reaches, and which actions would be forgotten because nobody can be asked about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actionplans.models import ActionItem, ActionPlan
from ilacs.authorities.models import Membership, Role, User
from ilacs.authorities.permissions import EDITORS
from inspections.models import NamedPerson

REPORTING = (*EDITORS, Role.ACTION_OWNER)
"""Whoever reports on an action they lead."""


@dataclass(frozen=True)
class Reached:
    """The people who are asked, each with their actions, and the actions nobody is asked about, each with why."""

    people: tuple[tuple[User, tuple[ActionItem, ...]], ...]
    nobody: tuple[tuple[ActionItem, str], ...]


def reach(plan: ActionPlan, items: Iterable[ActionItem], *, on: date) -> Reached:
    """Who is asked about these actions, by name, and who is not (three queries); read them with their lead_person."""
    roles = {role.user_id: role for role in plan.authority.memberships.standing()}
    named = _named(plan, on)
    asked: dict[User, list[ActionItem]] = {}
    nobody = []
    for item in items:
        why = _why_not(item, roles, named)
        if why or item.lead_person is None:
            nobody.append((item, why))
        else:
            asked.setdefault(item.lead_person, []).append(item)
    people = sorted(asked.items(), key=lambda pair: (str(pair[0]).casefold(), pair[0].pk))
    return Reached(tuple((person, tuple(theirs)) for person, theirs in people), tuple(nobody))


def _why_not(item: ActionItem, roles: dict[int, Membership], named: list[set[int]]) -> str:
    """Why nobody is asked about an action, in words; empty where its lead is."""
    person = item.lead_person
    if person is None:
        return f"Only a post leads it: {item.lead_post}" if item.lead_post else "Nobody leads it"
    role = roles.get(person.pk)
    if role is None:
        return f"{person} has left"
    if role.joined_on is None:
        return f"{role.known_as} has not joined yet"
    if not person.is_active:
        return f"The account of {person} is closed"
    if role.role not in REPORTING:
        return f"{person} only reads here, and cannot report"
    if any(person.pk not in people for people in named):
        return f"{person} is not named on the report, which is under embargo"
    return ""


def _named(plan: ActionPlan, on: date) -> list[set[int]]:
    """The keys of the people named on each report under embargo that the plan answers (two queries)."""
    people: dict[int, set[int]] = {inspection.pk: set() for inspection in plan.inspections.embargoed(on)}
    for naming in NamedPerson.objects.filter(inspection__in=people, removed_at__isnull=True):
        people[naming.inspection_id].add(naming.user_id)
    return list(people.values())
