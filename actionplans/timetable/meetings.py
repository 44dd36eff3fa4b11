"""The lines of one meeting: what must be ready by when, and the meeting itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from actionplans.timetable import backwards
from actionplans.timetable.standing import Moment, Standing
from actionplans.timetable.values import DELEGATE, MONITOR, URGENT, Kind, OwnStep, PlannedMeeting, Road, Row, State
from ilacs.design.wording import date_in_words
from inspections.working_days import key_decision_notice_by

SIGNING = re.compile(r"\bsign|\bapprov|\bclear(?:ed|ance)\b", re.IGNORECASE)
NOT_ANSWERED_BY = {Kind.MEETING: URGENT, Kind.NOTICE: DELEGATE}
"""An urgent item does not bring a meeting before the deadline; an officer's key decision needs notice too."""
CAN_BE_ANSWERED = {State.TOO_LATE, State.MISSED, State.UNKNOWN}
NOT_RECORDED = Standing(
    State.UNKNOWN, "The meeting has been held, and no day is recorded.", "", "Record the day on its page."
)


def lines_of(meeting: PlannedMeeting, road: Road, at: Moment) -> Iterator[Row]:
    """Every line of a meeting; of a cancelled one only that it was cancelled."""
    if not meeting.is_standing:
        cancelled = Standing(State.CANCELLED, meeting.cancelled_reason)
        yield at.row(Kind.MEETING, meeting.key, meeting.held_on, _title(meeting), cancelled, meeting)
        return
    standing = _meeting(meeting, road, at)
    held = at.row(Kind.MEETING, meeting.key, meeting.held_on, _title(meeting), standing, meeting)
    for row in (*_own(meeting, at), *_signed_off(meeting, at), *_notice(meeting, at), *_papers(meeting, at), held):
        yield _left_alone(row) if road.is_over else _answered(row, meeting)


def _title(meeting: PlannedMeeting) -> str:
    return f"{meeting.body}: {meeting.purpose_words or meeting.purpose}"


def _left_alone(row: Row) -> Row:
    """The line of a plan that is over: nothing is too late any more."""
    return replace(row, state=State.PASSED, problem="", what_to_do="") if row.is_red else row


def _answered(row: Row, meeting: PlannedMeeting) -> Row:
    """The line as it is once the council has decided what to do about what is wrong with it."""
    if not row.problem or row.state not in CAN_BE_ANSWERED:
        return row
    if not meeting.remedy or meeting.remedy == NOT_ANSWERED_BY.get(row.kind):
        return row
    answer = f"{meeting.remedy_words or 'Decided'}: {meeting.remedy_reason}".rstrip(": ")
    note = " ".join(filter(None, (row.note, row.problem, answer)))
    return replace(row, state=State.ANSWERED, note=note, problem="", what_to_do="")


def _meeting(meeting: PlannedMeeting, road: Road, at: Moment) -> Standing:
    """How the meeting itself stands: too late when it is to come and cannot change the plan before it is due."""
    if meeting.held_on < at.on:
        return Standing(State.DONE)
    if road.due_on is None or not road.is_waiting or meeting.purpose == MONITOR or meeting.held_on <= road.due_on:
        return Standing(at.waiting(meeting.held_on))
    problem = f"It meets {at.late(road.due_on, meeting.held_on)} after the plan is due."
    what_to_do = backwards.meeting_too_late(meeting, road.due_on, at.on, at.calendar)
    return Standing(State.TOO_LATE, "", problem, what_to_do)


def _own(meeting: PlannedMeeting, at: Moment) -> Iterator[Row]:
    """The council's own deadlines; the one for signing off stands on the day of signing off once that is recorded."""
    signing = _signing_step(meeting)
    for step in meeting.own:
        day = at.calendar.add(meeting.held_on, -step.working_days)
        standing = _signing(meeting, day, at) if step is signing else Standing(at.waiting(day))
        if step is signing and meeting.signed_off_on is not None and _speaks_of_signing(step):
            note = f"{standing.note.rstrip('.')}; to be ready by {date_in_words(day)}."
            day, standing = meeting.signed_off_on, standing._replace(note=note)
        what = f"{step.name}, for {meeting.body}"
        yield at.row(Kind.OWN, f"{meeting.key}-own-{step.key or step.name}", day, what, standing, meeting)


def _speaks_of_signing(step: OwnStep) -> bool:
    """Whether the council's own deadline is the signing off itself."""
    return bool(SIGNING.search(step.name))


def _signing_step(meeting: PlannedMeeting) -> OwnStep | None:
    """Which of the body's own deadlines the day of signing off answers: the last that speaks of it, else the last.

    Only signing off is recorded; the others simply pass.
    """
    latest_first = sorted(meeting.own, key=lambda step: step.working_days)
    return next(filter(_speaks_of_signing, latest_first), next(iter(latest_first), None))


def _signing(meeting: PlannedMeeting, day: date, at: Moment) -> Standing:
    """How signing off stands against the council's own deadline for it."""
    if meeting.signed_off_on is not None:
        return at.done(day, meeting.signed_off_on, "Signed off")
    if day >= at.on:
        return Standing(at.waiting(day))
    if meeting.held_on < at.on:
        return NOT_RECORDED
    problem = "The day has passed, and it is not recorded that the report was signed off."
    return Standing(State.MISSED, "", problem, backwards.OWN_RULE)


def _signed_off(meeting: PlannedMeeting, at: Moment) -> Iterator[Row]:
    """The day of signing off, where no deadline of the council's own shows it already."""
    if meeting.signed_off_on is not None and not any(map(_speaks_of_signing, meeting.own)):
        what, key = f"Report signed off, for {meeting.body}", f"{meeting.key}-signed"
        yield at.row(Kind.SIGNED_OFF, key, meeting.signed_off_on, what, Standing(State.DONE), meeting)


def _notice(meeting: PlannedMeeting, at: Moment) -> Iterator[Row]:
    """The last working day for the notice; the law counts calendar days, so its own last day may be a later one."""
    if not meeting.is_key_decision:
        return
    legal = key_decision_notice_by(meeting.held_on)
    day, standing = at.calendar.on_or_before(legal), _of_notice(meeting, legal, at)
    if day != legal:
        by_law = f"By law the last day is {legal:%A} {date_in_words(legal)}, which is not a working day."
        standing = standing._replace(note=f"{by_law} {standing.note}".strip())
    what, key = f"Last day for notice of a key decision by {meeting.body}", f"{meeting.key}-notice"
    yield at.row(Kind.NOTICE, key, day, what, standing, meeting)


def _of_notice(meeting: PlannedMeeting, legal: date, at: Moment) -> Standing:
    """How the notice stands; too late only while the meeting is still to come."""
    is_ahead = meeting.held_on >= at.on
    if meeting.notice_published_on is not None:
        standing = at.done(legal, meeting.notice_published_on, "Notice published")
        if standing.problem and is_ahead:
            what_to_do = backwards.notice_too_late(meeting, at.on, at.calendar)
            return standing._replace(state=State.TOO_LATE, what_to_do=what_to_do)
        return standing
    if legal >= at.on:
        day = at.calendar.on_or_before(legal)
        return Standing(State.SOON if day < at.on else at.waiting(day))
    if not is_ahead:
        return NOT_RECORDED
    problem = "It is not recorded that notice was given, and the 28 clear days the law asks for can no longer be kept."
    what_to_do = f"If it was given, record the day. If not: {backwards.notice_too_late(meeting, at.on, at.calendar)}"
    return Standing(State.TOO_LATE, "", problem, what_to_do)


def _papers(meeting: PlannedMeeting, at: Moment) -> Iterator[Row]:
    if meeting.clear_days is not None:
        day = at.calendar.publish_papers_by(meeting.held_on, meeting.clear_days)
        what, key = f"Last day to publish the papers for {meeting.body}", f"{meeting.key}-papers"
        yield at.row(Kind.PAPERS, key, day, what, _of_papers(meeting, day, at), meeting)


def _of_papers(meeting: PlannedMeeting, day: date, at: Moment) -> Standing:
    """How the publication of the papers stands; too late only while the meeting is still to come."""
    is_ahead = meeting.held_on >= at.on
    if meeting.papers_published_on is not None:
        standing = at.done(day, meeting.papers_published_on, "Published")
        if standing.problem and is_ahead:
            return standing._replace(state=State.TOO_LATE, what_to_do=backwards.papers_too_late(meeting))
        return standing
    if day >= at.on:
        return Standing(at.waiting(day))
    if not is_ahead and meeting.is_public:
        return NOT_RECORDED
    if not is_ahead:
        return Standing(State.PASSED)
    problem = f"It is not recorded that the papers are out, and {_clear_days(meeting)} can no longer be kept."
    return Standing(
        State.TOO_LATE, "", problem, f"If they are out, record the day. If not: {backwards.papers_too_late(meeting)}"
    )


def _clear_days(meeting: PlannedMeeting) -> str:
    number = meeting.clear_days or 0
    words = f"{number} clear {'day' if number == 1 else 'days'}"
    return f"the {words} that the law asks for" if meeting.is_public else words
