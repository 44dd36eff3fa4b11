"""How one line stands on a day: its number, whether it is done, waits or went by."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from actionplans.timetable.values import Kind, PlannedMeeting, Row, State
from ilacs.design.wording import date_in_words, working_days_in_words
from inspections.countdown import sent_in_time
from inspections.working_days import WorkingDayCalendar

SOON = 5
"""Working days before it from which something still to do is soon."""


class Standing(NamedTuple):
    """The state of a line and the sentences that go with it."""

    state: State
    note: str = ""
    problem: str = ""
    what_to_do: str = ""


@dataclass(frozen=True)
class Moment:
    """The day from which a road is seen, with its calendar and the day counted from."""

    on: date
    calendar: WorkingDayCalendar
    counted_from: date | None

    def number(self, day: date) -> int | None:
        """Which working day after receipt it is; a day that is none has the number of the one before it."""
        if self.counted_from is None or day < self.counted_from:
            return None
        return self.calendar.between(self.counted_from, day)

    def waiting(self, day: date) -> State:
        """The state of something still to come, or of a day that went by with nothing said about it."""
        if day == self.on:
            return State.TODAY
        if day < self.on:
            return State.PASSED
        return State.SOON if self.calendar.between(self.on, day) <= SOON else State.AHEAD

    def done(self, by: date, done_on: date, verb: str) -> Standing:
        """How something stands that is recorded as done on a day, in time or not."""
        number = self.number(done_on)
        note = f"{verb} on {date_in_words(done_on)}" + (f", working day {number}." if number is not None else ".")
        if done_on <= by:
            return Standing(State.DONE, note)
        return Standing(State.MISSED, note, f"That was {self.late(by, done_on)} too late.")

    def late(self, by: date, day: date) -> str:
        """How late a day is, in words."""
        return working_days_in_words(sent_in_time(None, by, day, self.calendar).late_by)

    def row(
        self, kind: Kind, key: str, day: date, what: str, standing: Standing, meeting: PlannedMeeting | None = None
    ) -> Row:
        """One line with its number."""
        return Row(key, kind, day, self.number(day), what, *_in_order(standing, meeting))


def _in_order(standing: Standing, meeting: PlannedMeeting | None) -> tuple[State, PlannedMeeting | None, str, str, str]:
    return (standing.state, meeting, standing.note, standing.problem, standing.what_to_do)
