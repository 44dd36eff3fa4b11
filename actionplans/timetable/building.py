"""From the facts of a road to its lines, each with its state on a day, what is wrong and what to do about it."""

from collections.abc import Iterator
from datetime import date

from actionplans.timetable.meetings import lines_of
from actionplans.timetable.oddities import warnings_of
from actionplans.timetable.standing import Moment, Standing
from actionplans.timetable.values import DutyStep, Kind, Road, Row, State, Timetable
from ilacs.design.wording import counted, date_in_words
from inspections.working_days import WorkingDayCalendar

RECEIVED = "Ofsted’s report received"
PUBLISHED = "Ofsted’s report published: counted from here, because the day it was received is not recorded"
DUE = "The plan is due: published, and sent to Ofsted and the Secretary of State"


def timetable(road: Road, *, on: date, calendar: WorkingDayCalendar) -> Timetable:
    """The road as it stands on the day `on`: every line in the order of the days."""
    at = Moment(on, calendar, road.counted_from)
    return Timetable(
        on=on,
        rows=tuple(sorted(_rows(road, at), key=lambda row: (row.day, row.kind.place, row.key))),
        warnings=tuple(warnings_of(road, at)),
        due_on=road.due_on,
        counted_from=road.counted_from,
        total=at.number(road.due_on) if road.due_on else None,
        number_today=at.number(on),
    )


def _rows(road: Road, at: Moment) -> Iterator[Row]:
    """Every line, in no order."""
    if (start := road.counted_from) is not None:
        standing = Standing(State.DONE if start <= at.on else at.waiting(start))
        yield at.row(Kind.RECEIPT, "receipt", start, PUBLISHED if road.is_estimate else RECEIVED, standing)
    for step in road.duties:
        yield from _of_step(step, at)
    for meeting in road.meetings:
        yield from lines_of(meeting, road, at)
    if road.due_on is not None:
        yield at.row(Kind.DEADLINE, "deadline", road.due_on, DUE, _of_deadline(road, road.due_on, at))
    if road.submitted_on is not None:
        yield at.row(Kind.SENT, "sent", road.submitted_on, "The plan was sent to Ofsted", Standing(State.DONE))
    if _anything_ahead(road, at.on):
        yield at.row(Kind.TODAY, "today", at.on, "Today", Standing(State.TODAY))


def _of_step(step: DutyStep, at: Moment) -> Iterator[Row]:
    """What was done stands on its own day; the last day for it stands there until nothing is left to do."""
    if step.done_on is not None:
        standing = at.done(step.due_on, step.done_on, "Done")
        yield at.row(Kind.MADE_KNOWN, f"{step.key}-done", step.done_on, step.done_what or step.what, standing)
    if not step.is_done:
        yield at.row(Kind.DUTY, step.key, step.due_on, step.what, _of_duty(step, at))


def _of_duty(step: DutyStep, at: Moment) -> Standing:
    """How something still owed on the way stands: the report is to be published, a draft is to be sent."""
    open_words = f"{counted(step.ways_open, 'way')} still to be logged."
    if step.done_on is not None:
        open_words = f"On the website since {date_in_words(step.done_on)}; {open_words}"
    note = open_words if step.ways_open else ""
    if step.due_on >= at.on:
        return Standing(at.waiting(step.due_on), note)
    missing = "not every way is logged" if step.done_on else "it is not recorded that this was done"
    problem = f"The last day has passed, and {missing}."
    return Standing(State.UNKNOWN, note, problem, "If it was done, record where and when. If not, do it now.")


def _of_deadline(road: Road, due_on: date, at: Moment) -> Standing:
    """How the deadline itself stands."""
    if road.submitted_on is not None:
        return at.done(due_on, road.submitted_on, "Sent")
    if due_on >= at.on or not road.is_waiting:
        return Standing(at.waiting(due_on))
    problem = f"The plan is overdue by {at.late(due_on, at.on)}."
    what_to_do = "Send it as soon as it can be decided, and tell Ofsted when that will be."
    return Standing(State.TOO_LATE, "", problem, what_to_do)


def _anything_ahead(road: Road, on: date) -> bool:
    """Whether there is a road before us, on which to mark today."""
    held = [meeting.held_on for meeting in road.meetings if meeting.is_standing]
    if road.is_waiting and (road.due_on is not None or held):
        return True
    return any(day >= on for day in (*held, *filter(None, [road.due_on])))
