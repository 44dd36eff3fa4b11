"""The days the demonstration is written in."""

from datetime import date

import pytest

from actionplans.demonstration.days import RelativeDays
from inspections.working_days import WorkingDayCalendar


@pytest.mark.parametrize(
    ("on", "text", "day"),
    [
        (date(2026, 11, 20), "2022-05-04", date(2022, 5, 4)),
        (date(2026, 11, 20), None, None),
        (date(2026, 11, 20), "1 working day before", date(2026, 11, 19)),
        (date(2026, 11, 20), "5 working days after", date(2026, 11, 27)),
        (date(2026, 12, 29), "1 working day before", date(2026, 12, 24)),
        (date(2026, 12, 27), "1 working day before", date(2026, 12, 23)),
        (date(2026, 11, 20), "Monday 1 week before", date(2026, 11, 9)),
        (date(2026, 11, 20), "Friday 2 weeks after", date(2026, 12, 4)),
        (date(2026, 11, 20), "month end 3 months after", date(2027, 2, 28)),
        (date(2026, 11, 20), "month end 0 months after", date(2026, 11, 30)),
        (date(2026, 1, 31), "month end 2 months before", date(2025, 11, 30)),
    ],
)
def test_a_day_is_read_as_it_is_written(on, text, day):
    assert RelativeDays(on, WorkingDayCalendar()).read(text) == day


@pytest.mark.parametrize("text", ["soon", "3 days before", "monday 2 weeks before", "2022-02-30"])
def test_words_that_mean_no_day_are_refused(text):
    with pytest.raises(ValueError, match=r"Invalid isoformat|day is out of range"):
        RelativeDays(date(2026, 11, 20), WorkingDayCalendar()).read(text)
