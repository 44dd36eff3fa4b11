"""The statutory clock of a plan on one day, as its pages show it: pure, from a snapshot."""

from dataclasses import dataclass
from datetime import date

from actionplans.snapshot import PlanSnapshot
from inspections.countdown import State, count_down, sent_in_time
from inspections.working_days import WorkingDayCalendar

SOON = 10
"""Working days left from which the clock asks for attention."""


@dataclass(frozen=True)
class ClockFace:
    """What the clock shows. Numbers are working days; used and total are None for a date nobody counted.

    left is how many are left, or how many late when the state is "overdue"; state is running, soon, today, overdue or
    done; basis is the sentence under the bar.
    """

    heading: str
    state: str
    used: int | None
    left: int
    total: int | None
    due_on: date
    basis: str
    explanation: str


def clock_of(snapshot: PlanSnapshot, calendar: WorkingDayCalendar) -> ClockFace | None:
    """The clock of the plan on the day of the snapshot, stopped on the day it was sent; None when no plan is owed."""
    deadline = snapshot.deadline
    if deadline is None:
        return None
    if snapshot.submitted_on is not None:
        sent = sent_in_time(deadline.counted_from, deadline.due_on, snapshot.submitted_on, calendar)
        heading, state, left = "The action plan was sent to Ofsted", "done", sent.to_spare
        used, basis = sent.working_day, sent.sentence
        total = count_down(deadline.counted_from, deadline.due_on, deadline.due_on, calendar).total
    else:
        now = count_down(deadline.counted_from, deadline.due_on, snapshot.as_at, calendar)
        heading, state = "Time to send the action plan to Ofsted", _state(now.state, now.left)
        left = now.days_overdue if state == "overdue" else now.left
        used, total, basis = now.used, now.total, _counted(deadline.basis_words)
    return ClockFace(heading, state, used, left, total, deadline.due_on, basis, deadline.explanation)


def _state(state: State, left: int) -> str:
    if state is State.OVERDUE:
        return "overdue"
    if state is State.DUE_TODAY:
        return "today"
    return "soon" if left <= SOON else "running"


def _counted(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
