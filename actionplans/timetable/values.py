"""What a timetable is made from and what it consists of. Knows no database and no clock."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ilacs.design.wording import working_days_in_words

SCRUTINY, EXECUTIVE = "scrutiny", "executive"
"""The kinds of body whose meetings the law opens to the public."""
CONSULT, SCRUTINISE, DECIDE, MONITOR = "consult", "scrutinise", "decide", "monitor"
"""What a plan goes to a meeting for."""
DELEGATE, EXTRA, URGENT = "delegate", "extra", "urgent"
"""What may be done about a day that is too late."""


class Kind(StrEnum):
    """What a line of the timetable is about, in the order in which lines of one day are printed."""

    RECEIPT = "receipt"
    TODAY = "today"
    OWN = "own"
    SIGNED_OFF = "signed_off"
    NOTICE = "notice"
    PAPERS = "papers"
    MADE_KNOWN = "made_known"
    DUTY = "duty"
    MEETING = "meeting"
    SENT = "sent"
    DEADLINE = "deadline"

    @property
    def place(self) -> int:
        """Where it stands among the lines of one day."""
        return list(Kind).index(self)


class State(StrEnum):
    """How a line stands on a day."""

    DONE = "done"
    MISSED = "missed"
    TODAY = "today"
    SOON = "soon"
    AHEAD = "ahead"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    PASSED = "passed"

    @property
    def label(self) -> str:
        """The state in a word or two."""
        return _LABELS[self]


_LABELS = {
    State.DONE: "Done",
    State.MISSED: "Missed",
    State.TODAY: "Today",
    State.SOON: "Soon",
    State.AHEAD: "Ahead",
    State.TOO_LATE: "Too late",
    State.UNKNOWN: "Not recorded",
    State.ANSWERED: "Answered",
    State.CANCELLED: "Cancelled",
    State.PASSED: "Passed",
}


@dataclass(frozen=True)
class OwnStep:
    """A deadline the council sets itself before the meetings of a body, in working days before the meeting."""

    name: str
    working_days: int
    key: str = ""


@dataclass(frozen=True)
class PlannedMeeting:
    """One meeting the plan goes to. clear_days is None where no rule says when papers are published.

    purpose is one of CONSULT, SCRUTINISE, DECIDE and MONITOR; remedy one of DELEGATE, EXTRA and URGENT, or empty.
    """

    key: str
    body: str
    body_kind: str
    held_on: date
    purpose: str
    purpose_words: str = ""
    clear_days: int | None = None
    own: tuple[OwnStep, ...] = ()
    is_key_decision: bool = False
    signed_off_on: date | None = None
    papers_published_on: date | None = None
    notice_published_on: date | None = None
    remedy: str = ""
    remedy_words: str = ""
    remedy_reason: str = ""
    cancelled_on: date | None = None
    cancelled_reason: str = ""
    url: str = field(default="", compare=False)

    @property
    def is_public(self) -> bool:
        """Whether the law opens it to the public and asks for five clear days."""
        return self.body_kind in (SCRUTINY, EXECUTIVE)

    @property
    def is_standing(self) -> bool:
        """Whether it was not cancelled."""
        return self.cancelled_on is None


@dataclass(frozen=True)
class DutyStep:
    """Something owed before the plan, with the last day for it and, where it is recorded, the day it was done.

    ways_open: how many of the ways in which the law asks for it are not logged yet. done_what: the words once done.
    """

    key: str
    what: str
    due_on: date
    law: str
    done_on: date | None = None
    ways_open: int = 0
    done_what: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it is recorded as done in every way."""
        return self.done_on is not None and not self.ways_open


@dataclass(frozen=True)
class Road:
    """Everything a timetable is built from. Without a deadline due_on is None; counted_from is None where none counts.

    is_over: nothing is asked for any more. needs_scrutiny and needs_decision: what the council's practice asks for.
    """

    due_on: date | None = None
    counted_from: date | None = None
    is_estimate: bool = False
    duties: tuple[DutyStep, ...] = ()
    meetings: tuple[PlannedMeeting, ...] = ()
    submitted_on: date | None = None
    is_over: bool = False
    needs_scrutiny: bool = True
    needs_decision: bool = True

    @property
    def is_waiting(self) -> bool:
        """Whether the plan is still to be sent."""
        return self.submitted_on is None and not self.is_over


@dataclass(frozen=True)
class Row:
    """One line of the timetable. number is its working day of the 70, None where nothing is counted.

    note says what is recorded, problem what is wrong, what_to_do how to mend it; each is empty or whole sentences.
    """

    key: str
    kind: Kind
    day: date
    number: int | None
    what: str
    state: State
    meeting: PlannedMeeting | None = None
    note: str = ""
    problem: str = ""
    what_to_do: str = ""

    @property
    def is_red(self) -> bool:
        """Whether it is too late and nothing has been decided about it."""
        return self.state is State.TOO_LATE

    @property
    def asks_for_a_record(self) -> bool:
        """Whether all there is to do is to record what was done, which only some can."""
        return self.state is State.UNKNOWN

    @property
    def is_milestone(self) -> bool:
        """Whether it happens on that day; the others are what must be ready by it."""
        return self.kind in {Kind.RECEIPT, Kind.MADE_KNOWN, Kind.DUTY, Kind.MEETING, Kind.SENT, Kind.DEADLINE}


@dataclass(frozen=True)
class Warning:
    """Something odd about the road as a whole, and what to do about it."""

    problem: str
    what_to_do: str


@dataclass(frozen=True)
class Timetable:
    """The road of one plan as it stands on a day, in the order of the days. total is the working days counted."""

    on: date
    rows: tuple[Row, ...]
    warnings: tuple[Warning, ...] = ()
    due_on: date | None = None
    counted_from: date | None = None
    total: int | None = None
    number_today: int | None = None

    @property
    def sentence(self) -> str:
        """How far along the road it is, in words; nothing where no day is counted, or once the plan was sent."""
        if self.total is None or self.number_today is None or not any(row.kind is Kind.TODAY for row in self.rows):
            return ""
        left = self.total - self.number_today
        if left < 0 or any(row.kind is Kind.SENT for row in self.rows):
            return ""
        return f"Today is working day {self.number_today} of {self.total}: {working_days_in_words(left)} left."

    @property
    def too_late(self) -> tuple[Row, ...]:
        """The lines that are too late and unanswered."""
        return tuple(row for row in self.rows if row.is_red)

    @property
    def lines(self) -> tuple[Row, ...]:
        """Every line but the mark of today."""
        return tuple(row for row in self.rows if row.kind is not Kind.TODAY)

    def of_meeting(self, key: str) -> tuple[Row, ...]:
        """The lines of one meeting."""
        return tuple(row for row in self.rows if row.meeting and row.meeting.key == key)
