"""Dates that a critical reader would question, held against the inspections the plan answers.

The clock of the plan starts on its day zero: the day the report was received, else the day it was published, else the
first day on site, the earliest of its inspections. The plan ends when the next graded inspection is expected at the
latest; a plan without such an expectation has no end. Work often begins while inspectors are still on site and say
what they find, so a start is outside the plan only before the first of those days, while nothing in it can have been
due before day zero.
"""

from collections.abc import Iterator
from datetime import date

from actionplans.readiness.kinds import Missing
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot
from ilacs.design.wording import date_in_words


def day_zero(snapshot: PlanSnapshot) -> date | None:
    """The day the plan's clock starts; None for a plan without an inspection."""
    days = (each.received_on or each.published_on or each.started_on for each in snapshot.inspections)
    return min(days, default=None)


def next_inspection_by(snapshot: PlanSnapshot) -> date | None:
    """The last day by which the next graded inspection is expected, counted from the newest; None without a rule."""
    return max((each.next_to for each in snapshot.inspections if each.next_to), default=None)


def questioned_dates(snapshot: PlanSnapshot) -> Iterator[Missing]:
    """Every date to question: of actions, and of areas that end too late as a whole."""
    for area in snapshot.areas:
        yield from _ends_too_late(snapshot, area)
        for item in area.items:
            for field, words, code in _of_item(snapshot, item):
                yield Missing(area.number, item.reference, field, f"Action {item.reference} {words}", code)


def _of_item(snapshot: PlanSnapshot, item: ItemSnapshot) -> Iterator[tuple[str, str, str]]:
    """The dates of an action to question: the field, words that follow its reference, the code."""
    yield from _before_plan(snapshot, item)
    yield from _outside(snapshot, item)
    yield from _past(snapshot, item)


def _before_plan(snapshot: PlanSnapshot, item: ItemSnapshot) -> Iterator[tuple[str, str, str]]:
    zero = day_zero(snapshot)
    if zero and item.due_on and item.due_on < zero:
        words = f"is due on {_said(item.due_on)}, before there was a plan: its clock starts on {_said(zero)}"
        yield "due_on", words, "due-before-plan"


def _outside(snapshot: PlanSnapshot, item: ItemSnapshot) -> Iterator[tuple[str, str, str]]:
    """A start before inspectors came, or an end (else a start) after they are expected back."""
    began = min((each.started_on for each in snapshot.inspections), default=None)
    if began and item.starts_on and item.starts_on < began:
        words = f"starts on {_said(item.starts_on)}, before the inspection began on {_said(began)}"
        yield "starts_on", words, "dates-outside-plan"
    until = next_inspection_by(snapshot)
    if until and item.due_on and item.due_on > until:
        words = f"is due on {_said(item.due_on)}, after the next inspection, expected by {_said(until)}"
        yield "due_on", words, "dates-outside-plan"
    elif until and item.starts_on and item.starts_on > until:
        words = f"starts on {_said(item.starts_on)}, after the next inspection, expected by {_said(until)}"
        yield "starts_on", words, "dates-outside-plan"


def _past(snapshot: PlanSnapshot, item: ItemSnapshot) -> Iterator[tuple[str, str, str]]:
    """The date first given has gone by: the original one, or the due date while none has been fixed."""
    first = item.original_due_on or item.due_on
    if first and first < snapshot.as_at and not item.is_complete:
        words = "was first due" if item.has_moved else "was due"
        yield "due_on", f"{words} on {_said(first)} and is not complete", "original-date-past"


def _ends_too_late(snapshot: PlanSnapshot, area: AreaSnapshot) -> Iterator[Missing]:
    """Whether nothing of the area, actions of other areas that serve it included, ends before inspectors are back."""
    until = next_inspection_by(snapshot)
    serving = [item for item in snapshot.items if item.reference in area.also_served_by]
    ends = [item.due_on for item in (*area.items, *serving)]
    if until and ends and all(day and day > until for day in ends):
        words = f"Every action of area {area.number} ends after the next inspection, expected by {_said(until)}"
        yield Missing(area.number, None, "items", words, "ends-after-next-inspection")


def _said(day: date) -> str:
    return date_in_words(day)
