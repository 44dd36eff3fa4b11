"""The periods a measure is read for: each ends on the last day of a month."""

import calendar
import re
from datetime import date

from ilacs.design.dates import TypedDate, month_number, read_date

MONTHS_OF = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
"""How many months a period has, by how often the measure is read."""
YEAR_ENDS_IN = 3
"""A council's year ends with March, and its quarters and half-years with it."""
MONTH_AND_YEAR = re.compile(r"([^\W\d_]+|\d{1,2})[\s/.,-]+(\d{4}|\d{2})\Z")
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{1,2})\Z")
LONGEST = 40
"""Characters in a date; what is longer is text."""


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; months beyond December belong to the next years, those before January to earlier."""
    years, place = divmod(month - 1, 12)
    return date(year + years, place + 1, calendar.monthrange(year + years, place + 1)[1])


def period_after(day: date, frequency: str) -> date:
    """The end of the period that follows the one which ended on a day."""
    return last_of_month(day.year, day.month + MONTHS_OF[frequency])


def period_before(day: date, frequency: str) -> date:
    """The end of the period before the one that ends on a day, so that what lies after it is of that period."""
    return last_of_month(day.year, day.month - MONTHS_OF[frequency])


def last_period(on: date, frequency: str) -> date:
    """The end of the period of the council's year that ended last by a day, that day included."""
    length = MONTHS_OF[frequency]
    month = on.month if on == last_of_month(on.year, on.month) else on.month - 1
    return last_of_month(on.year, month - (month - YEAR_ENDS_IN) % length)


def next_to_read(last_read: date | None, on: date, frequency: str) -> date:
    """The end of the period to be read next: the one after the last that was read, else the one that ended last."""
    return period_after(last_read, frequency) if last_read else last_period(on, frequency)


def read_period(text: str) -> date:
    """The day a period ended, from "30/6/2026", "2026-06-30", "30 June 2026", or "Jun 2026" for the month's last day.

    Raises ValidationError in words.
    """
    typed = " ".join(text.split())[:LONGEST]
    if found := MONTH_AND_YEAR.match(typed) or None:
        return _month_end(found[1], found[2], typed)
    if found := YEAR_AND_MONTH.match(typed):
        return _month_end(found[2], found[1], typed)
    return read_date(TypedDate(typed, "", "").spread(), "end of the period")


def _month_end(month: str, year: str, typed: str) -> date:
    number = month_number(month)
    if number is None or not 1 <= number <= 12:
        return read_date(TypedDate(typed, "", ""), "end of the period")
    return last_of_month(int(year) if len(year) == 4 else 2000 + int(year), number)
