"""Working days, clear days and notice: which days count in the law on inspections and on committee papers.

A working day is not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales (SI 2007/462).
Pure: the holidays come from the `holidays` package and from the caller, and nothing here reads the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
CLEAR_DAYS_FOR_PAPERS = 5
"""Clear days between publishing a committee's papers and the meeting (Local Government Act 1972, section 100B)."""
CLEAR_DAYS_FOR_KEY_DECISIONS = 28
"""Clear calendar days of notice before a key decision (SI 2012/2089, regulation 9)."""


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """The holidays of one year in England and Wales, day -> name (England and Wales have the same ones)."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


@dataclass(frozen=True)
class WorkingDayCalendar:
    """Which days are working days in England and Wales: all but weekends and holidays.

    `extra_holidays` are bank holidays proclaimed after the `holidays` package was released. `withdrawn_holidays` are
    bank holidays that were moved away, as the first Monday of May was in 2020.
    """

    extra_holidays: frozenset[date] = frozenset()
    withdrawn_holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts: neither a weekend nor a holiday."""
        return day.weekday() < SATURDAY and not self._is_holiday(day)

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, which is itself not counted (SI 2007/462).

        A negative count goes backwards. A count of 0 gives `day` back unchanged, working day or not.
        Raises OverflowError when the answer lies outside the years 1 to 9999.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 when `end` is not after `start`.

        With the day of receipt as `start` this is the number of the working day that `end` is.
        """
        if end <= start:
            return 0
        known = {day for year in range(start.year, end.year + 1) for day in bank_holidays(year)}
        off = (known - self.withdrawn_holidays) | self.extra_holidays
        lost = sum(start < day <= end and day.weekday() < SATURDAY for day in off)
        return _weekdays_up_to(end) - _weekdays_up_to(start) - lost

    def publish_papers_by(self, meeting: date, clear_days: int = CLEAR_DAYS_FOR_PAPERS) -> date:
        """The last working day on which papers may be published for that many clear days before the meeting.

        Clear days are working days between, with both the day of publication and the day of the meeting left out
        (Local Government Act 1972, section 100B). Raises ValueError when `clear_days` is negative.
        """
        if clear_days < 0:
            raise ValueError("The number of clear days cannot be negative.")
        return self.add(meeting, -(clear_days + 1))

    def on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the last one before it."""
        return day if self.is_working_day(day) else self.add(day, -1)

    def _is_holiday(self, day: date) -> bool:
        """Whether the day is a bank holiday, by the package or by proclamation."""
        if day in self.extra_holidays:
            return True
        return day in bank_holidays(day.year) and day not in self.withdrawn_holidays


def _weekdays_up_to(day: date) -> int:
    """How many Mondays to Fridays there have been up to and including that day since 1 January of year 1, a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * SATURDAY + min(rest, SATURDAY)


def key_decision_notice_by(meeting: date) -> date:
    """The last day for the notice of a key decision: 28 clear calendar days before the meeting (SI 2012/2089)."""
    return meeting - timedelta(days=CLEAR_DAYS_FOR_KEY_DECISIONS + 1)
