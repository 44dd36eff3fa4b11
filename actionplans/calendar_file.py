"""The days of plans as a calendar file (iCalendar, RFC 5545): pure, and the same bytes for the same plans and day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from actionplans.timetable import Kind, Row, State, Timetable
from ilacs.design.wording import working_days_in_words

ENTERED = {Kind.OWN, Kind.NOTICE, Kind.PAPERS, Kind.DUTY, Kind.MEETING, Kind.DEADLINE}
"""What goes into a calendar: what is to be done by a day, and the meetings. What is only a record does not."""
EMBARGOED = "Embargoed: "
HOST = "improvement-plans.invalid"
"""Ends the identity of each entry; it is no address."""


@dataclass(frozen=True)
class PlanDays:
    """The days of one plan. url: its timetable, whole; embargo: the words of the mark, empty when there is none."""

    council_slug: str
    council: str
    pk: int
    title: str
    shown: Timetable
    url: str
    embargo: str = ""


def calendar_of(plans: Iterable[PlanDays], *, name: str) -> bytes:
    """A calendar of every deadline and meeting of these plans, as entries of a whole day that block nobody's time."""
    calendar = Calendar()
    calendar.add("prodid", "-//Improvement plans//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for plan in plans:
        for event in _events(plan):
            calendar.add_component(event)
    content: bytes = calendar.to_ical(sorted=False)
    return content


def plan_calendar(plan: PlanDays) -> bytes:
    """The calendar of one plan, named after it and marked while its report is embargoed."""
    return calendar_of([plan], name=f"{EMBARGOED if plan.embargo else ''}{plan.title}")


def _events(plan: PlanDays) -> Iterator[Event]:
    for row in plan.shown.rows:
        if row.kind in ENTERED:
            yield _event(plan, row)


def _event(plan: PlanDays, row: Row) -> Event:
    """One entry. Its identity stays when the day moves, so that a calendar moves it too."""
    event = Event()
    event.add("uid", f"{plan.council_slug}-plan-{plan.pk}-{_identity(row)}@{HOST}")
    event.add("dtstamp", datetime.combine(plan.shown.on, time(), UTC))
    event.add("dtstart", row.day)
    event.add("dtend", _day_after(row.day))
    event.add("summary", _summary(plan, row))
    event.add("description", "\n".join(_description(plan, row)))
    event.add("url", plan.url)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if row.state is State.CANCELLED else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _identity(row: Row) -> str:
    """What the entry is, in letters that every calendar takes."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in row.key)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def _summary(plan: PlanDays, row: Row) -> str:
    cancelled = "Cancelled: " if row.state is State.CANCELLED else ""
    return f"{EMBARGOED if plan.embargo else ''}{cancelled}{row.what} ({plan.title})"


def _description(plan: PlanDays, row: Row) -> Iterator[str]:
    """What a person reads who opens the entry: the mark first, then what it belongs to and what is wrong."""
    if plan.embargo:
        yield f"{plan.embargo}."
    yield f"{plan.title}, {plan.council}."
    if row.number is not None and plan.shown.total:
        yield f"Working day {row.number} of {working_days_in_words(plan.shown.total)}."
    yield from filter(None, (row.note, row.problem, "" if row.asks_for_a_record else row.what_to_do))
    yield plan.url
