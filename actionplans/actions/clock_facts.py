"""What the clock says of a sending on the day it is recorded: in time or late, and of which deadline."""

from dataclasses import replace
from datetime import date
from typing import Any

from actionplans.actions.versions import snapshot_of
from actionplans.models import ActionPlan, Submission
from actionplans.snapshot import DeadlineSnapshot, InspectionSnapshot, PlanSnapshot, take
from ilacs.design.wording import date_in_words
from inspections.countdown import sent_in_time
from inspections.models import current_calendar


def facts_of_the_clock(plan: ActionPlan, sent_on: date) -> dict[str, Any]:
    """The facts of the clock on the day of sending, as a submission stores them.

    They are those of the earliest deadline. Once that has passed, of the earliest that no sending before met: what was
    in time is not late because the plan was corrected, or took in another inspection.
    """
    snapshot = take(plan, on=sent_on, calendar=current_calendar())
    earliest = snapshot.deadline
    if earliest is None or sent_on <= earliest.due_on:
        return _timeliness(earliest, sent_on)
    met = _met_before(plan, snapshot)
    owed = tuple(inspection for inspection in snapshot.inspections if inspection.pk not in met)
    deadline = replace(snapshot, inspections=owed).deadline
    return _timeliness(deadline, sent_on) if deadline or not met else {"basis": _met_words(earliest, met)}


def _met_before(plan: ActionPlan, snapshot: PlanSnapshot) -> dict[int, date]:
    """The inspections whose deadline an earlier sending has met, by their keys, each with the day of that sending."""
    met: dict[int, date] = {}
    for earlier in plan.submissions.select_related("version"):
        contained = {inspection.pk for inspection in snapshot_of(earlier.version).inspections}
        for inspection in snapshot.inspections:
            if inspection.pk in contained and _is_met(inspection, earlier):
                met.setdefault(inspection.pk, earlier.sent_on)
    return met


def _is_met(inspection: InspectionSnapshot, submission: Submission) -> bool:
    return inspection.deadline is not None and submission.sent_on <= inspection.deadline.due_on


def _met_words(deadline: DeadlineSnapshot, met: dict[int, date]) -> str:
    """Why nothing was due any more."""
    first = date_in_words(min(met.values()))
    return f"The deadline of {date_in_words(deadline.due_on)} was met when the plan was sent on {first}."


def _timeliness(deadline: DeadlineSnapshot | None, sent_on: date) -> dict[str, Any]:
    """In time or late of one deadline; nothing where there is none."""
    if deadline is None:
        return {}
    timing = sent_in_time(deadline.counted_from, deadline.due_on, sent_on, current_calendar())
    return {
        "due_on": deadline.due_on,
        "basis": deadline.explanation,
        "counted_from": deadline.counted_from,
        "working_day": timing.working_day,
        "spare": timing.to_spare if timing.in_time else -timing.late_by,
    }
