"""What is odd about a road as a whole: a meeting that is missing, in the wrong order, or on a day nobody works."""

from collections.abc import Iterator

from actionplans.timetable.backwards import missing_meeting
from actionplans.timetable.standing import Moment
from actionplans.timetable.values import DECIDE, SCRUTINISE, PlannedMeeting, Road, Warning
from ilacs.design.wording import date_in_words


def warnings_of(road: Road, at: Moment) -> Iterator[Warning]:
    """Everything odd; nothing once the plan was sent or is over."""
    if not road.is_waiting:
        return
    standing = [meeting for meeting in road.meetings if meeting.is_standing]
    yield from _missing(road, standing, at)
    yield from _decided_unseen(standing)
    yield from _on_no_working_day(standing, at)


def _missing(road: Road, standing: list[PlannedMeeting], at: Moment) -> Iterator[Warning]:
    """No meeting of a purpose that the council's own practice asks for."""
    purposes = {meeting.purpose for meeting in standing}
    for purpose, is_needed, words in (
        (SCRUTINISE, road.needs_scrutiny, "No meeting scrutinises the plan."),
        (DECIDE, road.needs_decision, "No meeting decides on the plan."),
    ):
        if is_needed and purpose not in purposes:
            yield Warning(words, missing_meeting(purpose, road.due_on, at.on, at.calendar))


def _decided_unseen(standing: list[PlannedMeeting]) -> Iterator[Warning]:
    """A decision before the first meeting that scrutinises."""
    seen = min((each.held_on for each in standing if each.purpose == SCRUTINISE), default=None)
    for meeting in standing:
        if seen is not None and meeting.purpose == DECIDE and meeting.held_on < seen:
            yield Warning(
                f"{meeting.body} decides on {date_in_words(meeting.held_on)}, before scrutiny has seen the plan on "
                f"{date_in_words(seen)}.",
                "Ask for an earlier scrutiny meeting, or have the decision taken after it.",
            )


def _on_no_working_day(standing: list[PlannedMeeting], at: Moment) -> Iterator[Warning]:
    for meeting in standing:
        if meeting.held_on >= at.on and not at.calendar.is_working_day(meeting.held_on):
            day = f"{meeting.held_on:%A} {date_in_words(meeting.held_on)}"
            words = f"{meeting.body} is to meet on {day}, which is not a working day."
            yield Warning(words, "Check the date of the meeting.")
