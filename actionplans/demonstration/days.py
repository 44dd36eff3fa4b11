"""The days the demonstration is written in: a date, or so long before or after the day it is loaded."""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta

from inspections.working_days import WorkingDayCalendar

_WORKING_DAYS = re.compile(r"(?P<count>\d+) working days? (?P<way>before|after)")
_WEEKS = re.compile(r"(?P<weekday>[A-Z][a-z]+day) (?P<count>\d+) weeks? (?P<way>before|after)")
_MONTHS = re.compile(r"month end (?P<count>\d+) months? (?P<way>before|after)")
_WEEKDAYS = list(months.day_name)


@dataclass(frozen=True)
class RelativeDays:
    """Reads days as the content writes them, seen from the day `on` on which it is loaded.

    "2022-05-04" is itself. "30 working days before" counts from the last working day, so that a demonstration loaded on
    a Sunday is the one loaded on the Friday before. "Monday 13 weeks before" is the Monday of that week, and
    "month end 2 months after" the last day of that month.
    """

    on: date
    calendar: WorkingDayCalendar

    def read(self, text: str | None) -> date | None:
        """The day a text means; None for no text. Raises ValueError for words that mean no day."""
        if not text:
            return None
        for pattern, read in ((_WORKING_DAYS, self._working), (_WEEKS, self._week), (_MONTHS, self._month_end)):
            if found := pattern.fullmatch(text):
                count = int(found["count"]) * (1 if found["way"] == "after" else -1)
                return read(count, found.groupdict().get("weekday") or "")
        return date.fromisoformat(text)

    def _working(self, count: int, _weekday: str) -> date:
        last = self.on if self.calendar.is_working_day(self.on) else self.calendar.add(self.on, -1)
        return self.calendar.add(last, count)

    def _week(self, count: int, weekday: str) -> date:
        monday = self.on - timedelta(days=self.on.weekday())
        return monday + timedelta(weeks=count, days=_WEEKDAYS.index(weekday))

    def _month_end(self, count: int, _weekday: str) -> date:
        year, month = divmod(self.on.year * 12 + self.on.month - 1 + count, 12)
        return date(year, month + 1, months.monthrange(year, month + 1)[1])
