"""The page that shows the whole road of a plan: one line of working days, and a table of every day on it."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actionplans import clock, permissions
from actionplans.models import ActionPlan
from actionplans.timetable import READ, Kind, Row, Timetable, drawing, latest_meeting, timetable_of
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.models import current_calendar


@dataclass(frozen=True)
class Line:
    """One line of the table: the row, the number of its mark on the drawing (none for today), and where it leads.

    what_to_do leaves out what the person cannot do: only those who keep the meetings record days.
    """

    row: Row
    number: int | None
    url: str
    what_to_do: str


def plan_timetable(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Everybody who may see the plan sees its road; those who keep the meetings find the way to add one."""
    plan = plan_or_404(request, slug, pk)
    calendar = current_calendar()
    shown = timetable_today(plan)
    may_manage = permissions.can_manage_meetings_of(request.user, plan)
    context = {
        "plan": plan,
        "shown": shown,
        "lines": lines_of(plan, shown, may_record=may_manage),
        "lying": drawing.lying(shown, calendar),
        "standing": drawing.standing(shown, calendar),
        "drawn_in_words": drawing.in_words(shown),
        "latest": latest_meeting(shown.due_on, calendar=calendar) if shown.due_on else None,
        "may_manage": may_manage,
    }
    return render(request, "actionplans/timetable.html", context)


def timetable_today(plan: ActionPlan) -> Timetable:
    """The timetable of one plan that was found without it (a fixed number of queries)."""
    inspections = (f"inspections__{name}" for name in clock.READ)
    prefetch_related_objects([plan], *inspections, *READ)
    return timetable_of(plan, on=today(), calendar=current_calendar())


def lines_of(plan: ActionPlan, shown: Timetable, *, may_record: bool) -> list[Line]:
    """The rows with the numbers that the drawing gives them: a meeting leads to its page, a duty to its record."""
    numbers = drawing.numbered(shown)
    record = reverse("plan-publication", args=[plan.authority.slug, plan.pk])
    return [
        Line(
            row,
            numbers.get(row.key),
            _url(row, record),
            what_to_do="" if row.asks_for_a_record and not may_record else row.what_to_do,
        )
        for row in shown.rows
    ]


def _url(row: Row, record: str) -> str:
    if row.kind in (Kind.DUTY, Kind.MADE_KNOWN):
        return record
    return row.meeting.url if row.meeting and row.kind is Kind.MEETING else ""
