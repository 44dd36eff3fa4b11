"""What the law asks to be made known, and what of it is done: a checklist for each report and for the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from actionplans.models import ActionPlan, PublicationEntry
from ilacs.design.wording import date_in_words, working_days_in_words
from inspections.countdown import sent_in_time
from inspections.deadlines import Deadline, Duty
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar

Way = PublicationEntry.Way
REPORT_WAYS = (Way.WEBSITE, Way.OFFICES, Way.COPY, Way.PARTNERS, Way.NEWSPAPER, Way.RADIO)
"""How a report is made known (SI 2007/462)."""
PLAN_WAYS = (Way.OFSTED, Way.SECRETARY, *REPORT_WAYS)
"""How a plan is made known: besides, it is sent to Ofsted and the Secretary of State."""


@dataclass(frozen=True)
class WayLine:
    """One way: its entries, and in words whether it was in time. state: done, late, open, overdue, or none."""

    way: PublicationEntry.Way
    entries: tuple[PublicationEntry, ...]
    state: str
    words: str


@dataclass(frozen=True)
class Checklist:
    """What is to be made known by when. inspection is None for the plan; due is None while nothing counts."""

    inspection: Inspection | None
    title: str
    due: Deadline | None
    lines: tuple[WayLine, ...]
    struck: tuple[PublicationEntry, ...]


def ways_open(logged: Iterable[PublicationEntry]) -> list[PublicationEntry.Way]:
    """The ways in which a report is still to be made known; a copy is given only to whoever asks for one."""
    done = {entry.way for entry in logged}
    return [way for way in REPORT_WAYS if way is not Way.COPY and way not in done]


def checklists(plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar) -> list[Checklist]:
    """One for the report of each inspection and one for the plan, on a day (a fixed number of queries)."""
    entries = list(plan.publication_entries.select_related("recorded_by", "struck_by"))
    inspections = list(plan.inspections.prefetch_related("areas", "fixed_deadlines").order_by("started_on"))
    found = [
        _checklist(
            inspection,
            f"Ofsted’s report: {inspection}",
            inspection.computed_deadline(Duty.PUBLISH_REPORT, calendar),
            REPORT_WAYS,
            [entry for entry in entries if entry.inspection_id == inspection.pk],
            on,
            calendar,
        )
        for inspection in inspections
        if Duty.PUBLISH_REPORT in inspection.duties() or any(entry.inspection_id == inspection.pk for entry in entries)
    ]
    owed = [due for inspection in inspections if (due := inspection.plan_deadline(calendar))]
    due = min(owed, key=lambda deadline: deadline.due_on, default=None)
    about_plan = [entry for entry in entries if entry.inspection_id is None]
    own = _checklist(None, "The action plan", due, PLAN_WAYS, about_plan, on, calendar)
    return [*found, _with_sending(own, plan.submitted_on, calendar)]


def _with_sending(checklist: Checklist, sent_on: date | None, calendar: WorkingDayCalendar) -> Checklist:
    """The same; that the plan was sent to Ofsted is known without an entry in the log."""
    if sent_on is None:
        return checklist
    state, words = _done(sent_on, checklist.due, calendar)
    known = f"{words}: recorded as sent on {date_in_words(sent_on)}"
    lines = (
        replace(line, state=state, words=known) if line.way is Way.OFSTED and not line.entries else line
        for line in checklist.lines
    )
    return replace(checklist, lines=tuple(lines))


def _checklist(
    inspection: Inspection | None,
    title: str,
    due: Deadline | None,
    ways: Iterable[PublicationEntry.Way],
    entries: list[PublicationEntry],
    on: date,
    calendar: WorkingDayCalendar,
) -> Checklist:
    standing = [entry for entry in entries if not entry.is_struck]
    shown = [*ways, *sorted({Way(entry.way) for entry in standing} - set(ways))]
    return Checklist(
        inspection=inspection,
        title=title,
        due=due,
        lines=tuple(_line(way, standing, due, on, calendar) for way in shown),
        struck=tuple(entry for entry in entries if entry.is_struck),
    )


def _line(
    way: PublicationEntry.Way,
    standing: list[PublicationEntry],
    due: Deadline | None,
    on: date,
    calendar: WorkingDayCalendar,
) -> WayLine:
    done = tuple(entry for entry in standing if entry.way == way)
    if done:
        state, words = _done(done[0].done_on, due, calendar)
    else:
        state, words = _not_done(way, due, on, calendar)
    return WayLine(way, done, state, words)


def _done(first: date, due: Deadline | None, calendar: WorkingDayCalendar) -> tuple[str, str]:
    """Whether what was done first was in time."""
    if due is None:
        return "done", f"Done on {date_in_words(first)}"
    timing = sent_in_time(due.counted_from, due.due_on, first, calendar)
    if not timing.in_time:
        return "late", f"Late by {working_days_in_words(timing.late_by)}"
    return "done", f"In time, on working day {timing.working_day}" if timing.working_day else "In time"


def _not_done(
    way: PublicationEntry.Way, due: Deadline | None, on: date, calendar: WorkingDayCalendar
) -> tuple[str, str]:
    """How long there is for what is not done."""
    if way is Way.COPY:
        return "none", "Nobody has asked for one"
    if due is None:
        return "open", "Not yet"
    timing = sent_in_time(due.counted_from, due.due_on, on, calendar)
    if timing.in_time:
        return "open", f"Not yet: {working_days_in_words(timing.to_spare)} left"
    return "overdue", f"Not yet: overdue by {working_days_in_words(timing.late_by)}"
