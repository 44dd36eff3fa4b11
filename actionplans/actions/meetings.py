"""Putting a plan before a body, changing what is known of that meeting, and cancelling it."""

from datetime import date

from django.db import transaction

from actionplans.models import EditConflict, Meeting, PlanRefused
from ilacs.authorities.models import User

TWICE = "The plan already goes to this body on this day. Choose another day, or change that meeting"
OVER = "The plan is over, so its meetings do not change any more"
CANCELLED = "This meeting was cancelled. If it takes place after all, add it again"


@transaction.atomic
def add_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Puts the plan before a body on a day. Raises PlanRefused when it is there already, or the plan is over."""
    meeting.plan.lock()
    if meeting.plan.is_closed:
        raise PlanRefused("The plan is over, so it goes to no more meetings")
    _refuse_what_cannot_be(meeting)
    meeting._change_reason = f"Added by {by}"
    meeting.save()
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: Meeting, revision: int, by: User) -> Meeting:
    """Saves what was edited of a meeting. Returns the stored row.

    Raises EditConflict, carrying the stored row, when somebody saved it since `revision`; PlanRefused when the meeting
    was cancelled, another one is on that day, or the plan is over.
    """
    meeting.plan.lock()
    if meeting.plan.is_closed:
        raise PlanRefused(OVER)
    stored: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stored.cancelled_on is not None:
        raise PlanRefused(CANCELLED)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_what_cannot_be(meeting)
    for name in Meeting.EDITED_FIELDS:
        setattr(stored, name, getattr(meeting, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*Meeting.EDITED_FIELDS, "revision"])
    return stored


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, on: date, by: User) -> Meeting:
    """Keeps the meeting, struck, with the reason; a second time changes nothing.

    Raises PlanRefused without a reason, and when the plan is over.
    """
    meeting.plan.lock()
    stored: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stored.cancelled_on is not None:
        return stored
    if meeting.plan.is_closed:
        raise PlanRefused(OVER)
    if not reason.strip():
        raise PlanRefused("Enter why the meeting is cancelled")
    stored.cancelled_on, stored.cancelled_reason = on, reason
    stored.revision += 1
    stored._change_reason = f"Cancelled by {by}: {reason}"
    stored.save(update_fields=["cancelled_on", "cancelled_reason", "revision"])
    return stored


def _refuse_what_cannot_be(meeting: Meeting) -> None:
    """Raises PlanRefused for a meeting of another council or another plan's version, or one that is there already."""
    if meeting.body.authority_id != meeting.plan.authority_id:
        raise PlanRefused("Choose a body of this council")
    if meeting.version is not None and meeting.version.plan_id != meeting.plan_id:
        raise PlanRefused("Choose a version of this plan")
    same = meeting.plan.meetings.standing().filter(body=meeting.body, held_on=meeting.held_on)
    if same.exclude(pk=meeting.pk).exists():
        raise PlanRefused(TWICE)
