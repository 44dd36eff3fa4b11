"""Reading a stored plan into the facts of its road."""

from dataclasses import replace
from datetime import date
from typing import Any

from actionplans import clock
from actionplans.models import ActionPlan, CouncilPractice, Meeting, PublicationEntry, Stage
from actionplans.publicity import ways_open
from actionplans.timetable.building import timetable
from actionplans.timetable.values import DutyStep, OwnStep, PlannedMeeting, Road, Timetable
from inspections.deadlines import Deadline, Duty
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar

READ = ("meetings__body__own_deadlines", "publication_entries")
"""What a timetable reads of a plan beside its clock; prefetch it."""
WAYPOINTS = {
    Duty.PUBLISH_REPORT: "Last day to publish Ofsted’s report",
    Duty.DRAFT_STATEMENT: "Last day to send Ofsted a draft of the plan",
}

ON_THE_WEBSITE = "Ofsted’s report on the council’s website"


def read_for_timetables(plans: Any) -> Any:
    """The plans of a queryset with everything their timetables read (a fixed number of queries)."""
    return clock.with_clocks(plans).prefetch_related(*READ)


def timetable_of(
    plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar, practice: CouncilPractice | None = None
) -> Timetable:
    """The timetable of a plan on a day, by the earliest clock it has; find the plan with `read_for_timetables`."""
    panel = clock.clock_of(plan, on, calendar)
    deadline = panel.deadline if panel else None
    skips = (practice or CouncilPractice.of(plan.authority)).skips
    road = Road(
        due_on=deadline.due_on if deadline else None,
        counted_from=deadline.counted_from if deadline else None,
        is_estimate=bool(deadline and _is_estimate(deadline)),
        duties=tuple(_duties(plan, calendar)) if deadline else (),
        meetings=tuple(planned(meeting, plan) for meeting in plan.meetings.all()),
        submitted_on=plan.submitted_on,
        is_over=plan.is_closed,
        needs_scrutiny=Stage.SCRUTINY not in skips,
        needs_decision=Stage.APPROVAL not in skips,
    )
    return timetable(road, on=on, calendar=calendar)


def next_meeting(shown: Timetable) -> PlannedMeeting | None:
    """The next meeting that was not cancelled, on the day of the timetable or after it."""
    ahead = (row.meeting for row in shown.rows if row.meeting and row.kind == "meeting" and row.day >= shown.on)
    return next((meeting for meeting in ahead if meeting.is_standing), None)


def planned(meeting: Meeting, plan: ActionPlan) -> PlannedMeeting:
    """A stored meeting as the timetable takes it."""
    meeting.plan = plan
    body = meeting.body
    return PlannedMeeting(
        key=f"meeting-{meeting.pk}",
        body=body.name,
        body_kind=body.kind,
        held_on=meeting.held_on,
        purpose=meeting.purpose,
        purpose_words=meeting.get_purpose_display().lower(),
        clear_days=body.papers_clear_days,
        own=tuple(OwnStep(each.name, each.working_days, str(each.pk)) for each in body.own_deadlines.all()),
        is_key_decision=meeting.is_key_decision,
        signed_off_on=meeting.signed_off_on,
        papers_published_on=meeting.papers_published_on,
        notice_published_on=meeting.notice_published_on,
        remedy=meeting.remedy,
        remedy_words=meeting.get_remedy_display() if meeting.remedy else "",
        remedy_reason=meeting.remedy_reason,
        cancelled_on=meeting.cancelled_on,
        cancelled_reason=meeting.cancelled_reason,
        url=meeting.get_absolute_url(),
    )


def _is_estimate(deadline: Deadline) -> bool:
    """Whether day 0 is the day of publication; also when Ofsted stated another date for the plan."""
    return deadline.is_estimate or bool(deadline.computed and deadline.computed.is_estimate)


def _duties(plan: ActionPlan, calendar: WorkingDayCalendar) -> list[DutyStep]:
    """What else is owed after the plan's inspections, each named where there are several."""
    inspections = list(plan.inspections.all())
    several = len(inspections) > 1
    due = ((each, each.computed_deadline(duty, calendar)) for each in inspections for duty in WAYPOINTS)
    return [_duty(plan, inspection, deadline, several=several) for inspection, deadline in due if deadline]


def _duty(plan: ActionPlan, inspection: Inspection, due: Deadline, *, several: bool) -> DutyStep:
    named = f": {inspection}" if several else ""
    step = DutyStep(
        key=f"{due.duty}-{inspection.pk}", what=f"{WAYPOINTS[due.duty]}{named}", due_on=due.due_on, law=due.duty.law
    )
    if due.duty is not Duty.PUBLISH_REPORT:
        return step
    logged = [
        entry
        for entry in plan.publication_entries.all()
        if entry.inspection_id == inspection.pk and entry.struck_at is None
    ]
    return replace(
        step,
        done_on=min((entry.done_on for entry in logged if entry.way == PublicationEntry.Way.WEBSITE), default=None),
        ways_open=len(ways_open(logged)),
        done_what=f"{ON_THE_WEBSITE}{named}",
    )
