"""How a deadline stands on a day, and whether something was sent in time. On the deadline is in time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilacs.design.wording import date_in_words, working_days_in_words
from inspections.working_days import WorkingDayCalendar


class State(StrEnum):
    """Where a clock stands on a day."""

    NOT_STARTED = "not started"
    RUNNING = "running"
    DUE_TODAY = "due today"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Countdown:
    """How a deadline stands on one day, in working days. `used` and `total` are None when nothing is counted from."""

    used: int | None
    left: int
    total: int | None
    state: State
    days_overdue: int = 0

    @property
    def sentence(self) -> str:
        """The countdown in words."""
        if self.state is State.OVERDUE:
            return f"Overdue by {working_days_in_words(self.days_overdue)}."
        if self.state is State.DUE_TODAY:
            return "Due today."
        if self.used is None:
            return f"{working_days_in_words(self.left)} left."
        return f"{self.used} of {self.total} working days used, {self.left} left."


def count_down(counted_from: date | None, due_on: date, on: date, calendar: WorkingDayCalendar) -> Countdown:
    """The working days used and left on a day; only those left when the deadline is not counted from any day."""
    used, total, left = None, None, calendar.between(on, due_on)
    if counted_from is not None:
        used = calendar.between(counted_from, on)
        total = calendar.between(counted_from, due_on)
        left = min(left, total)
    return Countdown(used, left, total, _state(counted_from, due_on, on), _working_days_late(due_on, on, calendar))


def _state(counted_from: date | None, due_on: date, on: date) -> State:
    """Where the clock stands on a day."""
    if on > due_on:
        return State.OVERDUE
    if on == due_on:
        return State.DUE_TODAY
    if counted_from is not None and on < counted_from:
        return State.NOT_STARTED
    return State.RUNNING


def _working_days_late(due_on: date, on: date, calendar: WorkingDayCalendar) -> int:
    """Working days after the deadline; a day that is no working day counts as the next one. 0 when not late."""
    if on <= due_on:
        return 0
    return calendar.between(due_on, on if calendar.is_working_day(on) else calendar.add(on, 1))


@dataclass(frozen=True)
class Timeliness:
    """Whether something was sent in time. Numbers are working days; `working_day` is None when nothing is counted."""

    sent_on: date
    due_on: date
    in_time: bool
    working_day: int | None
    to_spare: int
    late_by: int

    @property
    def sentence(self) -> str:
        """The answer in words."""
        if not self.in_time:
            due, sent = date_in_words(self.due_on), date_in_words(self.sent_on)
            return f"Late by {working_days_in_words(self.late_by)}: due on {due}, sent on {sent}."
        when = f" on working day {self.working_day}" if self.working_day else f" on {date_in_words(self.sent_on)}"
        return f"In time: sent{when}, {working_days_in_words(self.to_spare)} to spare."


def sent_in_time(counted_from: date | None, due_on: date, sent_on: date, calendar: WorkingDayCalendar) -> Timeliness:
    """Whether something due that day and sent this day was in time, and by how many working days."""
    return Timeliness(
        sent_on=sent_on,
        due_on=due_on,
        in_time=sent_on <= due_on,
        working_day=None if counted_from is None else calendar.between(counted_from, sent_on),
        to_spare=calendar.between(sent_on, due_on),
        late_by=_working_days_late(due_on, sent_on, calendar),
    )
