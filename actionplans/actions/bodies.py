"""The bodies of a council and the deadlines it sets itself before their meetings; and how it works with its plans."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from actionplans.models import Body, CouncilPractice, EditConflict, OwnDeadline, PlanRefused
from ilacs.authorities.models import LocalAuthority, User
from inspections.working_days import CLEAR_DAYS_FOR_PAPERS

NAME_TAKEN = "There is already a body with this name. Choose another name"


class UsualBody(NamedTuple):
    """A body that most councils have; clear_days is None where papers are not published."""

    kind: Body.Kind
    name: str
    chair_post: str
    clear_days: int | None
    own: Mapping[str, int]


USUAL_BODIES = (
    UsualBody(
        Body.Kind.SCRUTINY,
        "Scrutiny committee",
        "Chair of the scrutiny committee",
        CLEAR_DAYS_FOR_PAPERS,
        {"First draft to the clerk": 16, "Report signed off by the director": 9},
    ),
    UsualBody(
        Body.Kind.EXECUTIVE,
        "Executive",
        "Leader of the council",
        CLEAR_DAYS_FOR_PAPERS,
        {"First draft to the clerk": 21, "Report signed off by the director": 11},
    ),
    UsualBody(Body.Kind.BOARD, "Improvement board", "Independent chair", CLEAR_DAYS_FOR_PAPERS, {}),
    UsualBody(Body.Kind.PARTNERSHIP, "Safeguarding partnership", "Independent scrutineer", CLEAR_DAYS_FOR_PAPERS, {}),
    UsualBody(Body.Kind.LEADERSHIP, "Leadership team", "Director of children’s services", None, {}),
)
"""What a council begins with that has named none of its own; it changes each as it likes."""


@transaction.atomic
def add_body(*, body: Body, own: Mapping[str, int], by: User) -> Body:
    """Adds a body with the council's own deadlines, name -> working days. PlanRefused when the name is taken."""
    LocalAuthority.objects.select_for_update().get(pk=body.authority_id)
    _refuse_a_second(body)
    body._change_reason = f"Added by {by}"
    body.save()
    _store_own(body, own)
    return body


@transaction.atomic
def edit_body(*, body: Body, own: Mapping[str, int], revision: int, by: User) -> Body:
    """Saves an edited body and its deadlines; meetings to come follow them.

    Raises EditConflict when somebody saved since `revision`, and PlanRefused when the name is taken.
    """
    stored = Body.objects.select_for_update().get(pk=body.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_a_second(body)
    for name in Body.EDITED_FIELDS:
        setattr(stored, name, getattr(body, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*Body.EDITED_FIELDS, "revision"])
    _store_own(stored, own)
    return stored


@transaction.atomic
def add_usual_bodies(*, authority: LocalAuthority, by: User) -> list[Body]:
    """Adds those of the usual bodies of whose kind the council has none yet; gives those it added."""
    LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    known = set(authority.bodies.filter(ended_on__isnull=True).values_list("kind", flat=True))
    names = {name.casefold() for name in authority.bodies.values_list("name", flat=True)}
    wanted = [usual for usual in USUAL_BODIES if usual.kind not in known and usual.name.casefold() not in names]
    return [add_body(body=_from_usual(authority, usual), own=usual.own, by=by) for usual in wanted]


def _from_usual(authority: LocalAuthority, usual: UsualBody) -> Body:
    return Body(
        authority=authority,
        name=usual.name,
        kind=usual.kind,
        chair_post=usual.chair_post,
        papers_clear_days=usual.clear_days,
    )


def _refuse_a_second(body: Body) -> None:
    if body.authority.bodies.filter(name__iexact=body.name).exclude(pk=body.pk).exists():
        raise PlanRefused(NAME_TAKEN)


def _store_own(body: Body, own: Mapping[str, int]) -> None:
    """Keeps the deadlines that stay, so that calendars go on knowing them, and takes away those that were left out."""
    before = {row.name: row for row in body.own_deadlines.all()}
    for name, row in before.items():
        if name not in own:
            row.delete()
    for name, working_days in own.items():
        row = before.get(name) or OwnDeadline(body=body, name=name)
        if row.working_days != working_days:
            row.working_days = working_days
            row.save()


@transaction.atomic
def change_practice(
    *, authority: LocalAuthority, skipped: Iterable[str], off: Iterable[str], revision: int, by: User
) -> CouncilPractice:
    """Says which stages the council does without and which warnings it does not want.

    Raises EditConflict when somebody said otherwise since `revision`.
    """
    LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    stored = CouncilPractice.of(authority)
    if stored.revision != revision:
        raise EditConflict(stored)
    stored.skipped_stages, stored.warnings_off = list(skipped), list(off)
    stored.revision += 1
    stored._change_reason = f"Changed by {by}"
    stored.full_clean(exclude=["authority"])
    stored.save()
    return stored
