"""What is impossible (errors) or odd (warnings) about the dates of an inspection, in words that say what to do.

Real papers hold such errors: one council's paper ended a four-week inspection a year late, in 2017 instead of 2016.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ilacs.design.wording import date_in_words
from inspections.deadlines import received_after_published
from inspections.frameworks import KINDS

FIRST_POSSIBLE_DAY = date(2007, 4, 1)
"""SI 2007/462 came into force on this day; an earlier date is a slip."""
LAST_POSSIBLE_DAY = date(2100, 12, 31)
"""Bank holidays are known up to here; a later date is a slip."""
LONGEST_USUAL_NOTICE = 30
"""Calendar days between Ofsted's contact and the first day on site beyond which the dates deserve a second look."""
LONGEST_USUAL_WAIT = 60
"""Calendar days until a first day on site, or a publication, that is still to come, beyond which it is looked at."""


@dataclass(frozen=True)
class Finding:
    """One thing to say about one field: an error stops the form, a warning only asks for a second look."""

    level: Literal["error", "warning"]
    field: str
    message: str


class _Dates(NamedTuple):
    """The dates of one inspection, each None while unknown, its kind, and the day on which they are checked."""

    kind: str
    on: date
    notified_on: date | None
    started_on: date | None
    ended_on: date | None
    received_on: date | None
    published_on: date | None
    stated_deadline_on: date | None


def check_dates(
    kind: str,
    notified_on: date | None,
    started_on: date | None,
    ended_on: date | None,
    received_on: date | None,
    published_on: date | None,
    stated_deadline_on: date | None = None,
    *,
    on: date,
) -> list[Finding]:
    """Everything to say on the day `on` about the dates of an inspection, errors first; empty when there is nothing.

    A date that is None is not checked. Raises KeyError for a kind that is not in frameworks.KINDS.
    """
    dates = _Dates(kind, on, notified_on, started_on, ended_on, received_on, published_on, stated_deadline_on)
    found = [finding for check in _CHECKS for finding in check(dates)]
    return sorted(found, key=lambda finding: finding.level)


def _check_years(dates: _Dates) -> Iterator[Finding]:
    """A date outside living memory of the law is a slip of the keyboard."""
    for field in _Dates._fields[2:]:
        day = getattr(dates, field)
        if day and not FIRST_POSSIBLE_DAY <= day <= LAST_POSSIBLE_DAY:
            yield Finding(
                "error",
                field,
                f"Check the year: {date_in_words(day)} is not between {date_in_words(FIRST_POSSIBLE_DAY)}, "
                f"when these inspections began, and {LAST_POSSIBLE_DAY.year}.",
            )


def _check_length(dates: _Dates) -> Iterator[Finding]:
    """An inspection ends on or after its first day, and within the time its kind may take."""
    if not dates.started_on or not dates.ended_on:
        return
    kind = KINDS[dates.kind]
    length = (dates.ended_on - dates.started_on).days + 1
    if length < 1:
        yield Finding(
            "error",
            "ended_on",
            f"The last day on site is before the first, {date_in_words(dates.started_on)}. "
            "Check the day, month and year.",
        )
    elif length > kind.limit_days:
        yield Finding(
            "error",
            "ended_on",
            f"The inspection would last {length} days, longer than {kind.limit_days // 7} weeks. "
            "Check the year of both dates.",
        )
    elif kind.usual_days and length > kind.usual_days:
        yield Finding(
            "warning",
            "ended_on",
            f"{kind.name}: this one lasts {length} days from first to last, and the usual is at most "
            f"{kind.usual_days}. Check both dates and the kind.",
        )


def _check_notice(dates: _Dates) -> Iterator[Finding]:
    """Ofsted makes contact shortly before it comes, never afterwards."""
    if not dates.started_on or not dates.notified_on:
        return
    notice = (dates.started_on - dates.notified_on).days
    if notice < 0:
        yield Finding(
            "warning",
            "notified_on",
            f"The council was contacted on {date_in_words(dates.notified_on)}, after the first day on site, "
            f"{date_in_words(dates.started_on)}. Check both dates.",
        )
    elif notice > LONGEST_USUAL_NOTICE:
        yield Finding(
            "warning",
            "notified_on",
            f"The council was contacted {notice} days before the first day on site. That is unusually long. "
            "Check the year.",
        )


def _check_report(dates: _Dates) -> Iterator[Finding]:
    """The report is received and published after the inspection it reports."""
    if dates.received_on and dates.started_on and dates.received_on < dates.started_on:
        yield Finding(
            "error",
            "received_on",
            f"The report cannot be received before the first day on site, {date_in_words(dates.started_on)}. "
            "Check both dates.",
        )
    last_day = dates.ended_on or dates.started_on
    if dates.published_on and last_day and dates.published_on < last_day:
        yield Finding(
            "error",
            "published_on",
            f"The report cannot be published before the inspection ended, on {date_in_words(last_day)}. "
            "Check both dates.",
        )
    if dates.received_on and dates.published_on and dates.received_on > dates.published_on:
        yield Finding("warning", "received_on", received_after_published(dates.received_on, dates.published_on))


def _check_days_to_come(dates: _Dates) -> Iterator[Finding]:
    """A report that is here came today or before. What is only announced may lie ahead, but not far."""
    if dates.received_on and dates.on < dates.received_on <= LAST_POSSIBLE_DAY:
        yield Finding("error", "received_on", "The day the report was received must be today or in the past")
    announced = (("started_on", "The first day on site"), ("published_on", "The day the report is published"))
    for field, words in announced:
        day = getattr(dates, field)
        if day and (ahead := (day - dates.on).days) > LONGEST_USUAL_WAIT:
            yield Finding("warning", field, f"{words} is {ahead} days ahead. That is unusually long. Check the year.")


def _check_stated_deadline(dates: _Dates) -> Iterator[Finding]:
    """Nobody owes a plan before the inspection began or before its report came."""
    if not dates.stated_deadline_on:
        return
    for before, words in ((dates.received_on, "the report was received"), (dates.started_on, "the first day on site")):
        if before and dates.stated_deadline_on < before:
            yield Finding(
                "error",
                "stated_deadline_on",
                f"The deadline cannot be before {words}, {date_in_words(before)}. Check both dates.",
            )
            return


_CHECKS: tuple[Callable[[_Dates], Iterator[Finding]], ...] = (
    _check_years,
    _check_length,
    _check_notice,
    _check_report,
    _check_days_to_come,
    _check_stated_deadline,
)
