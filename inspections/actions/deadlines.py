"""Fixing deadlines: a date that was reported never moves in silence, and each statement of it is kept."""

from datetime import datetime

from django.db import transaction

from ilacs.authorities.models import User
from ilacs.design.today import now
from inspections.actions.claims import lock
from inspections.deadlines import Deadline, Duty
from inspections.models import FixedDeadline, Inspection, current_calendar
from inspections.working_days import WorkingDayCalendar

LONGEST_REASON = 255
WHEN_NO_DATE_WAS_KNOWN = "when no date could be computed yet"


@transaction.atomic
def fix_deadline(
    inspection: Inspection,
    *,
    by: User | None,
    reason: str,
    at: datetime | None = None,
    duty: Duty = Duty.ACTION_PLAN,
    calendar: WorkingDayCalendar | None = None,
    move: bool = False,
) -> FixedDeadline | None:
    """Fixes the deadline as it is computed now: from here on it is the reported date, and it never moves silently.

    Rows are only ever added. A date that is fixed already stays, unless this is a decision to `move` it; moving it to
    none says that the duty is owed no longer. Returns the row that holds, or None while no date can be computed: the
    plan's deadline then counts as reported, and the first date an edit of the inspection leads to is fixed.
    """
    stored = lock(inspection)
    newest: FixedDeadline | None = stored.fixed_deadline(duty)
    computed = stored.computed_deadline(duty, calendar or current_calendar())
    if newest is None and computed is None:
        _remember_as_reported(inspection, stored, duty, reason)
        return None
    if newest and (not move or rests_on(newest.as_deadline()) == rests_on(computed)):
        return newest
    return FixedDeadline.objects.create(
        inspection=inspection,
        duty=duty,
        due_on=computed.due_on if computed else None,
        basis=computed.basis if computed else "",
        counted_from=computed.counted_from if computed else None,
        stated_reason=computed.reason if computed else "",
        reason=reason[:LONGEST_REASON],
        fixed_at=at or now(),
        fixed_by=by,
    )


def fix_reported_deadline(
    inspection: Inspection, *, by: User, at: datetime | None = None, calendar: WorkingDayCalendar | None = None
) -> FixedDeadline | None:
    """Fixes the first date that can be computed of a deadline that was reported before there was one; else None."""
    stored = lock(inspection)
    if not stored.deadline_reported_reason or stored.fixed_deadline(Duty.ACTION_PLAN):
        return None
    room = LONGEST_REASON - len(WHEN_NO_DATE_WAS_KNOWN) - 2
    reason = f"{stored.deadline_reported_reason[:room]}, {WHEN_NO_DATE_WAS_KNOWN}"
    return fix_deadline(inspection, by=by, reason=reason, at=at, calendar=calendar)


def rests_on(deadline: Deadline | None) -> tuple[object, ...] | None:
    """What makes two deadlines the same: the date, its basis and reason, and the day counted from."""
    return (deadline.due_on, deadline.basis, deadline.counted_from, deadline.reason) if deadline else None


def _remember_as_reported(inspection: Inspection, stored: Inspection, duty: Duty, reason: str) -> None:
    """Keeps that the plan's deadline was reported, and the first reason for it."""
    if duty is Duty.ACTION_PLAN and not stored.deadline_reported_reason:
        inspection.deadline_reported_reason = reason[:LONGEST_REASON]
        Inspection.objects.filter(pk=stored.pk).update(deadline_reported_reason=inspection.deadline_reported_reason)
