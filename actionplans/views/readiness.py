"""The page that says what still stops a plan being sent, and what a critical reader would question in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from actionplans import permissions
from actionplans.models import ActionPlan, CouncilPractice
from actionplans.readiness import WARNINGS, Kind, Missing, missing
from actionplans.snapshot import PlanSnapshot, take
from actionplans.views.found import plan_or_404
from actionplans.views.gaps import GapPlaces
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.models import current_calendar


@dataclass(frozen=True)
class TurnedOff:
    """One warning the council does not want, and who turned it off when; nobody where the history does not say."""

    kind: Kind
    by: str
    at: datetime | None


@dataclass(frozen=True)
class Group:
    """The gaps of the plan itself or of one area, each with the address where it is mended."""

    heading: str
    lines: list[tuple[Missing, str]]


def warnings_off(plan: ActionPlan) -> frozenset[str]:
    """The codes of the warnings that the plan's council turned off (one query)."""
    return CouncilPractice.of(plan.authority).turned_off


def plan_readiness(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Everybody who may see the plan may see what it lacks; those who may mend it find the way there."""
    plan = plan_or_404(request, slug, pk)
    practice = CouncilPractice.of(plan.authority)
    snapshot = take(plan, on=today(), calendar=current_calendar())
    gaps = missing(snapshot, off=practice.turned_off)
    places = GapPlaces.seen_by(request.user, plan, snapshot)
    questions = [gap for gap in gaps if not gap.is_must]
    stops = [gap for gap in gaps if gap.is_must]
    context = {
        "plan": plan,
        "snapshot": snapshot,
        "stops": _grouped(snapshot, places.of(stops)),
        "stops_count": len(stops),
        "questions": _grouped(snapshot, places.of(questions)),
        "questions_count": len(questions),
        "kinds": list({gap.code: gap.kind for gap in (*stops, *questions)}.values()),
        "turned_off": _turned_off(practice),
        "may_change_practice": permissions.can_change_practice(request.user, plan.authority),
    }
    return render(request, "actionplans/readiness.html", context)


def _grouped(snapshot: PlanSnapshot, lines: Iterable[tuple[Missing, str]]) -> list[Group]:
    """The lines under the plan itself and under each area, in the order of the plan."""
    labels = {area.number: f"Area {area.number}: {area.label}" for area in snapshot.areas}
    return [
        Group(labels[number] if number is not None else "The plan itself", list(several))
        for number, several in groupby(lines, key=lambda line: line[0].area_number)
    ]


def _turned_off(practice: CouncilPractice) -> list[TurnedOff]:
    """The warnings turned off, in the order of the table, each with the person who turned it off last (one query)."""
    if not practice.turned_off:
        return []
    who: dict[str, tuple[str, datetime]] = {}
    before: set[str] = set()
    for row in practice.history.select_related("history_user").order_by("history_date", "history_id"):
        for code in set(row.warnings_off) - before:
            who[code] = (str(row.history_user or ""), row.history_date)
        before = set(row.warnings_off)
    kinds = [kind for code, kind in WARNINGS.items() if code in practice.turned_off]
    return [TurnedOff(kind, *who.get(kind.code, ("", None))) for kind in kinds]
