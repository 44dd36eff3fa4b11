"""The statutory clock: what an authority owes after an inspection, by when, and counted from what.

The only file with 70, 30 and 20 and the law they come from. Education and Inspections Act 2006 sections 136 and 137;
SI 2007/462: the clock starts on receipt of the report, the day of receipt is not counted, and days are working days.
Pure: days, facts and the calendar are arguments, and nothing here reads the clock on the wall.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ilacs.design.wording import date_in_words, working_days_in_words
from inspections.countdown import Countdown, Timeliness, count_down, sent_in_time
from inspections.frameworks import KINDS, PlanRule
from inspections.working_days import WorkingDayCalendar


class Basis(StrEnum):
    """What a deadline rests on; shown wherever the deadline is."""

    RECEIPT = "receipt"
    PUBLICATION = "publication"
    STATED = "stated"
    ENTERED = "entered"

    @property
    def label(self) -> str:
        """The basis in words for a page or a paper."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    Basis.RECEIPT: "counted from receipt of the report",
    Basis.PUBLICATION: "estimated from publication",
    Basis.STATED: "stated by Ofsted",
    Basis.ENTERED: "entered by the council",
}


class Duty(StrEnum):
    """Something an authority owes after an inspection."""

    PUBLISH_REPORT = "publish_report"
    ACTION_PLAN = "action_plan"
    DRAFT_STATEMENT = "draft_statement"

    @property
    def label(self) -> str:
        """The duty in words."""
        return _TERMS[self].label

    @property
    def working_days(self) -> int:
        """How many working days the authority has, the day of receipt not counted."""
        return _TERMS[self].working_days

    @property
    def law(self) -> str:
        """The rule the number of days comes from."""
        return _TERMS[self].law


class _Terms(NamedTuple):
    """The terms of one duty."""

    label: str
    working_days: int
    law: str


_TERMS = {
    Duty.PUBLISH_REPORT: _Terms(
        "Publish Ofsted's report",
        30,
        "Education and Inspections Act 2006, section 137, and SI 2007/462: "
        "the report is published within 30 working days of receiving it.",
    ),
    Duty.ACTION_PLAN: _Terms(
        "Publish the action plan and send it to Ofsted and the Secretary of State",
        70,
        "Education and Inspections Act 2006, section 137, and SI 2007/462: the statement of proposed action "
        "is published within 70 working days of receiving the report.",
    ),
    Duty.DRAFT_STATEMENT: _Terms(
        "Send Ofsted a draft of the action plan for the area for priority action",
        20,
        "Ofsted's framework for inspecting local authority children's services (ILACS): after a focused visit that "
        "names an area for priority action, a draft within 20 working days of receiving the letter.",
    ),
}


@dataclass(frozen=True)
class Clock:
    """The facts the clock runs on: when the report was received and published, and any date Ofsted stated instead."""

    received_on: date | None
    published_on: date | None
    stated_on: date | None = None
    stated_reason: str = ""

    @property
    def day_zero(self) -> date | None:
        """The day counted from and not itself counted: receipt, else publication as a stand-in, else None."""
        return self.received_on or self.published_on

    @property
    def basis(self) -> Basis | None:
        """What the plan's deadline rests on; None while nothing is known."""
        return Basis.STATED if self.stated_on else self.counted_basis

    @property
    def counted_basis(self) -> Basis | None:
        """What a counted date rests on, whatever Ofsted stated; None while neither day is known."""
        if self.received_on:
            return Basis.RECEIPT
        return Basis.PUBLICATION if self.published_on else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for the officer about what is odd or estimated; none of them stops anything."""
        found = []
        if self.basis is Basis.PUBLICATION:
            found.append(
                "The deadline is an estimate, counted from publication, because the day the report was received is not "
                "recorded. Reports are usually received two to four working days earlier, and the true deadline is "
                "earlier by as much. Enter the day of receipt."
            )
        if self.received_on and self.published_on and self.received_on > self.published_on:
            found.append(received_after_published(self.received_on, self.published_on))
        if self.stated_on and not self.stated_reason:
            found.append("Ofsted stated another deadline, but no reason is recorded. Enter the reason.")
        return tuple(found)


def received_after_published(received_on: date, published_on: date) -> str:
    """The warning for a report received after it was published: unusual, and possible."""
    return (
        f"The report is recorded as received on {date_in_words(received_on)}, after it was published on "
        f"{date_in_words(published_on)}. Check both dates."
    )


@dataclass(frozen=True)
class Deadline:
    """When one duty falls due, what the date rests on and, beside a date Ofsted stated, the date the law would give.

    `counted_from` is day 0 and `working_days` the number counted; both are None for a date nobody counted.
    """

    duty: Duty
    due_on: date
    basis: Basis
    counted_from: date | None = None
    working_days: int | None = None
    reason: str = ""
    computed: "Deadline | None" = None

    @property
    def is_estimate(self) -> bool:
        """Whether the date is only estimated, because receipt is not recorded."""
        return self.basis is Basis.PUBLICATION

    @property
    def explanation(self) -> str:
        """Why the deadline is that day, in a sentence or two for a page or a paper."""
        if self.basis in {Basis.STATED, Basis.ENTERED}:
            return self._explain_given()
        if self.counted_from is None or self.working_days is None:
            return f"{self._basis_words}."
        what = "published" if self.is_estimate else "received"
        note = " (an estimate: the clock starts on receipt, which is not recorded)" if self.is_estimate else ""
        count, day = working_days_in_words(self.working_days), date_in_words(self.counted_from)
        return f"{count} after {day}, the day the report was {what}{note}."

    @property
    def _basis_words(self) -> str:
        """The basis as a sentence begins, with the capitals of names kept."""
        return self.basis.label[0].upper() + self.basis.label[1:]

    def _explain_given(self) -> str:
        """The explanation of a date somebody gave, with the counted date beside it."""
        reason = f": {self.reason.rstrip('.')}" if self.reason else ""
        given = f"{self._basis_words}{reason}."
        if self.computed is None:
            return given
        return f"{given} The law would give {date_in_words(self.computed.due_on)}: {self.computed.explanation}"

    def countdown(self, on: date, calendar: WorkingDayCalendar) -> Countdown:
        """The working days used and left on a day. On the deadline itself it is due today, not overdue."""
        return count_down(self.counted_from, self.due_on, on, calendar)


def deadline(duty: Duty, clock: Clock, calendar: WorkingDayCalendar) -> Deadline | None:
    """When a duty falls due; None while neither receipt nor publication (nor, for the plan, a stated date) is known.

    A date stated by Ofsted is a date for the action plan and overrides the counted one there; the counted one is kept
    in `computed`, so that both can be shown.
    """
    counted = _counted(duty, clock, calendar)
    if duty is not Duty.ACTION_PLAN or clock.stated_on is None:
        return counted
    return Deadline(
        duty=duty,
        due_on=clock.stated_on,
        basis=Basis.STATED,
        counted_from=clock.day_zero,
        reason=clock.stated_reason,
        computed=counted,
    )


def _counted(duty: Duty, clock: Clock, calendar: WorkingDayCalendar) -> Deadline | None:
    """The deadline counted in working days from day 0, whatever Ofsted stated."""
    if clock.day_zero is None or clock.counted_basis is None:
        return None
    return Deadline(
        duty=duty,
        due_on=calendar.add(clock.day_zero, duty.working_days),
        basis=clock.counted_basis,
        counted_from=clock.day_zero,
        working_days=duty.working_days,
    )


def entered_deadline(due_on: date, reason: str = "") -> Deadline:
    """The deadline of a plan that no rule here counts: the date the council entered, and why."""
    return Deadline(duty=Duty.ACTION_PLAN, due_on=due_on, basis=Basis.ENTERED, reason=reason)


def timeliness(deadline: Deadline, sent_on: date, calendar: WorkingDayCalendar) -> Timeliness:
    """Whether a plan sent on that day was in time (on the deadline is in time), and by how many working days."""
    return sent_in_time(deadline.counted_from, deadline.due_on, sent_on, calendar)


def duties_for(kind: str, has_priority_action: bool = False, statement_required: bool = False) -> tuple[Duty, ...]:
    """What an authority owes after an inspection of this kind, the soonest first.

    Empty where nothing is owed by law, and where the council enters its own date. Raises KeyError for an unknown kind.
    """
    rule = KINDS[kind].plan_rule
    if rule is PlanRule.ALWAYS:
        return (Duty.PUBLISH_REPORT, Duty.ACTION_PLAN)
    if rule is PlanRule.IF_PRIORITY_ACTION and has_priority_action:
        return (Duty.DRAFT_STATEMENT, Duty.ACTION_PLAN)
    if rule is PlanRule.IF_STATEMENT_REQUIRED and statement_required:
        return (Duty.ACTION_PLAN,)
    return ()


NEXT_INSPECTION_FROM_MONTHS = 30
NEXT_INSPECTION_TO_MONTHS = 42


def next_inspection_window(previous_start: date, is_inadequate: bool) -> tuple[date, date] | None:
    """When the next graded inspection may be expected: three years after the last began, six months either way.

    First and last day, an expectation and not a rule. None after "inadequate", when monitoring visits follow instead:
    inadequate overall or, since April 2026 when there is no overall grade, in any judgement of the authority.
    """
    if is_inadequate:
        return None
    return (
        _months_after(previous_start, NEXT_INSPECTION_FROM_MONTHS),
        _months_after(previous_start, NEXT_INSPECTION_TO_MONTHS),
    )


def _months_after(day: date, count: int) -> date:
    """The same day of the month some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
