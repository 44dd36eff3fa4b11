"""The day by which the owners of actions answer before a meeting: its papers must be ready, and somebody reads them.

The days come from the meeting's timetable: the clear days of its papers, and what the council set itself before them.
"""

from datetime import date

from actionplans.models import Meeting
from ilacs.design.wording import date_in_words
from inspections.working_days import WorkingDayCalendar

REVIEW_DAYS = 3
"""Working days that are left for reading the answers before the first paper is due, where there is time."""


def papers_day(meeting: Meeting, calendar: WorkingDayCalendar) -> date:
    """The last day on which the papers of a meeting are published; without a rule the day of the meeting."""
    clear_days = meeting.body.papers_clear_days
    if clear_days is None:
        return meeting.held_on
    return calendar.publish_papers_by(meeting.held_on, clear_days)


def last_answer_day(meeting: Meeting, *, on: date, calendar: WorkingDayCalendar) -> date | None:
    """The working day before the papers' day; before the meeting itself where that has passed. None: no day is left."""
    before = (calendar.add(day, -1) for day in (papers_day(meeting, calendar), meeting.held_on))
    return next((day for day in before if day >= on), None)


def proposed_answer_day(meeting: Meeting, *, on: date, calendar: WorkingDayCalendar) -> date | None:
    """So early that the answers can be read before the first deadline of the meeting that is still ahead."""
    last = last_answer_day(meeting, on=on, calendar=calendar)
    if last is None:
        return None
    own = (calendar.add(meeting.held_on, -step.working_days) for step in meeting.body.own_deadlines.all())
    ahead = [day for day in (papers_day(meeting, calendar), *own) if calendar.add(day, -1) >= on]
    wanted = calendar.add(min(ahead, default=meeting.held_on), -REVIEW_DAYS)
    return min(max(wanted, calendar.add(on, 1)), last)


def wrong_answer_day(day: date, meeting: Meeting, *, on: date, calendar: WorkingDayCalendar) -> str:
    """Why answers cannot be due on this day, in words for the page; empty when they can."""
    last = last_answer_day(meeting, on=on, calendar=calendar)
    if last is None:
        return f"No working day is left before the meeting on {date_in_words(meeting.held_on)}. Choose a later meeting"
    if day < on:
        return "Choose today or a later day"
    if not calendar.is_working_day(day):
        return f"{date_in_words(day)} is no working day. Choose a working day"
    if day > last:
        return f"{_why(meeting, last, calendar)}. Choose {date_in_words(last)} or an earlier day"
    return ""


def _why(meeting: Meeting, last: date, calendar: WorkingDayCalendar) -> str:
    papers_on = papers_day(meeting, calendar)
    if last < papers_on:
        return f"The papers of this meeting are due on {date_in_words(papers_on)}"
    return f"The meeting is on {date_in_words(meeting.held_on)}"
