"""Working days, clear days and notice, against published papers and against an independent count day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.working_days import WorkingDayCalendar, bank_holidays, key_decision_notice_by

CALENDAR = WorkingDayCalendar()

# Day 0, then the working days 20, 30 and 70 after it.
COUNTED = [
    ("2016-05-06", "2016-06-06", "2016-06-20", "2016-08-15"),
    ("2017-02-07", "2017-03-07", "2017-03-21", "2017-05-19"),
    ("2018-07-18", "2018-08-15", "2018-08-30", "2018-10-25"),
    ("2018-08-10", "2018-09-10", "2018-09-24", "2018-11-19"),
    ("2021-12-17", "2022-01-19", "2022-02-02", "2022-03-30"),
    ("2022-05-04", "2022-06-01", "2022-06-17", "2022-08-12"),
    ("2022-06-21", "2022-07-19", "2022-08-02", "2022-09-29"),
    ("2023-05-09", "2023-06-07", "2023-06-21", "2023-08-16"),
    ("2025-04-15", "2025-05-16", "2025-06-02", "2025-07-28"),
    ("2026-08-20", "2026-09-18", "2026-10-02", "2026-11-27"),
    ("2026-12-24", "2027-01-26", "2027-02-09", "2027-04-08"),
    ("2026-09-05", "2026-10-02", "2026-10-16", "2026-12-11"),
    ("2026-09-04", "2026-10-02", "2026-10-16", "2026-12-11"),
    ("2026-04-03", "2026-05-05", "2026-05-19", "2026-07-15"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


# An independent count: the holidays by the rules of the Banking and Financial Dealings Act 1971, Easter by Gauss.

ONE_OFF = {day(text) for text in ("2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08")}
MOVED = {
    day("2012-05-28"): day("2012-06-04"),
    day("2020-05-04"): day("2020-05-08"),
    day("2022-05-30"): day("2022-06-02"),
}


def easter_sunday(year: int) -> date:
    """Gauss's rule for the Gregorian calendar, with the constants that hold from 1900 to 2099."""
    golden = (19 * (year % 19) + 24) % 30
    shift = (2 * (year % 4) + 4 * (year % 7) + 6 * golden + 5) % 7
    offset = golden + shift
    if (golden, shift) == (29, 6) or (golden, shift, year % 19 > 10) == (28, 6, True):
        offset -= 7
    return date(year, 3, 22) + timedelta(days=offset)


def monday_on_or_after(start: date) -> date:
    return start + timedelta(days=-start.weekday() % 7)


def holidays_by_rule(year: int) -> set[date]:
    found = {easter_sunday(year) - timedelta(days=2), easter_sunday(year) + timedelta(days=1)}
    mondays = (monday_on_or_after(start) for start in (date(year, 5, 1), date(year, 5, 25), date(year, 8, 25)))
    found |= {MOVED.get(monday, monday) for monday in mondays}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        following = (fixed + timedelta(days=number) for number in range(5))
        found.add(next(each for each in following if each.weekday() < 5 and each not in found))
    return found | {each for each in ONE_OFF if each.year == year}


RULED = frozenset().union(*(holidays_by_rule(year) for year in range(2009, 2039)))


def works(each: date) -> bool:
    return each.weekday() < 5 and each not in RULED


def count_one_by_one(start: date, end: date) -> int:
    return sum(works(start + timedelta(days=number)) for number in range(1, (end - start).days + 1))


DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))
COUNTS = st.integers(min_value=1, max_value=250)
WITHDRAWN = st.frozensets(st.sampled_from(sorted(RULED)))


class TestCountingForwards:
    @pytest.mark.parametrize(("start", "twenty", "thirty", "seventy"), COUNTED)
    def test_twenty_thirty_and_seventy_working_days_after_day_zero(self, start, twenty, thirty, seventy):
        counted = [CALENDAR.add(day(start), count) for count in (20, 30, 70)]
        assert counted == [day(twenty), day(thirty), day(seventy)]

    @pytest.mark.parametrize(("start", "twenty", "thirty", "seventy"), COUNTED)
    def test_the_number_of_a_working_day_is_how_many_lie_between(self, start, twenty, thirty, seventy):
        counted = [CALENDAR.between(day(start), day(end)) for end in (twenty, thirty, seventy)]
        assert counted == [20, 30, 70]

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ("2022-07-13", "calendar days"),
            ("2022-08-10", "no bank holidays"),
            ("2022-08-11", "the day of receipt counted"),
        ],
    )
    def test_the_usual_wrong_answers_for_york_are_not_given(self, wrong, why):
        assert CALENDAR.add(day("2022-05-04"), 70) != day(wrong), why

    def test_a_count_of_nothing_gives_the_day_back_even_on_a_sunday(self):
        assert CALENDAR.add(day("2026-09-06"), 0) == day("2026-09-06")

    def test_a_negative_count_goes_backwards(self):
        assert CALENDAR.add(day("2022-08-12"), -70) == day("2022-05-04")

    def test_a_day_beyond_the_calendar_overflows(self):
        with pytest.raises(OverflowError):
            CALENDAR.add(date(9999, 12, 30), 5)

    def test_nothing_lies_between_a_day_and_an_earlier_one(self):
        assert CALENDAR.between(day("2022-08-12"), day("2022-05-04")) == 0

    def test_nothing_lies_between_a_day_and_itself(self):
        assert CALENDAR.between(day("2022-08-12"), day("2022-08-12")) == 0

    def test_the_first_day_is_left_out_and_the_last_counted(self):
        assert CALENDAR.between(day("2026-04-01"), day("2026-04-07")) == 2
        assert CALENDAR.between(day("2026-04-02"), day("2026-04-06")) == 0


class TestWorkingDays:
    @pytest.mark.parametrize(
        "text", ["2022-06-02", "2022-09-19", "2023-05-08", "2026-12-28", "2021-12-28", "2026-04-03", "2026-12-25"]
    )
    def test_a_bank_holiday_is_no_working_day(self, text):
        assert not CALENDAR.is_working_day(day(text))

    @pytest.mark.parametrize("text", ["2026-04-02", "2026-12-24", "2020-05-04", "2022-05-30"])
    def test_an_ordinary_day_before_a_holiday_or_left_by_one_is_a_working_day(self, text):
        assert CALENDAR.is_working_day(day(text))

    @pytest.mark.parametrize("text", ["2026-09-05", "2026-09-06"])
    def test_a_weekend_is_no_working_day(self, text):
        assert not CALENDAR.is_working_day(day(text))

    @pytest.mark.parametrize("year", range(2010, 2036))
    def test_the_package_knows_the_holidays_the_law_gives(self, year):
        known = {each for each in bank_holidays(year) if each.weekday() < 5}
        assert known == holidays_by_rule(year)


class TestProclaimedDays:
    def test_a_day_proclaimed_while_the_clock_runs_moves_the_deadline(self):
        funeral = day("2022-09-19")
        before = WorkingDayCalendar(withdrawn_holidays=frozenset({funeral}))
        after = WorkingDayCalendar(withdrawn_holidays=frozenset({funeral}), extra_holidays=frozenset({funeral}))
        assert before.add(day("2022-06-21"), 70) == day("2022-09-28")
        assert after.add(day("2022-06-21"), 70) == day("2022-09-29")

    def test_a_proclaimed_day_is_no_working_day(self):
        calendar = WorkingDayCalendar(extra_holidays=frozenset({day("2027-06-15")}))
        assert not calendar.is_working_day(day("2027-06-15"))

    def test_proclaiming_a_known_holiday_again_changes_nothing(self):
        calendar = WorkingDayCalendar(extra_holidays=frozenset({day("2026-12-25")}))
        assert calendar.add(day("2026-12-24"), 70) == day("2027-04-08")

    def test_a_withdrawn_holiday_is_worked(self):
        calendar = WorkingDayCalendar(withdrawn_holidays=frozenset({day("2026-05-04")}))
        assert calendar.is_working_day(day("2026-05-04"))


class TestPapersAndNotice:
    @pytest.mark.parametrize(
        ("meeting", "published"),
        [
            ("2022-06-28", "2022-06-20"),
            ("2017-09-19", "2017-09-11"),
            ("2018-10-04", "2018-09-26"),
            ("2020-02-07", "2020-01-30"),
            ("2026-04-08", "2026-03-27"),
            ("2027-01-05", "2026-12-23"),
        ],
    )
    def test_papers_are_public_five_clear_days_before_the_meeting(self, meeting, published):
        assert CALENDAR.publish_papers_by(day(meeting)) == day(published)

    def test_no_clear_days_means_the_working_day_before(self):
        assert CALENDAR.publish_papers_by(day("2026-04-07"), 0) == day("2026-04-02")

    def test_a_negative_number_of_clear_days_is_refused(self):
        with pytest.raises(ValueError, match="cannot be negative"):
            CALENDAR.publish_papers_by(day("2022-06-28"), -1)

    def test_a_key_decision_needs_twenty_eight_clear_calendar_days(self):
        assert key_decision_notice_by(day("2022-06-28")) == day("2022-05-30")


class TestAgainstADayByDayCount:
    @given(start=DAYS, length=st.integers(min_value=-400, max_value=800))
    def test_between_is_the_day_by_day_count(self, start, length):
        end = start + timedelta(days=length)
        assert CALENDAR.between(start, end) == count_one_by_one(start, end)

    @given(start=DAYS, length=st.integers(min_value=-40, max_value=800), extra=st.frozensets(DAYS), withdrawn=WITHDRAWN)
    def test_with_days_proclaimed_and_withdrawn_two_ways_of_counting_agree(self, start, length, extra, withdrawn):
        calendar = WorkingDayCalendar(extra_holidays=extra, withdrawn_holidays=withdrawn)
        end = start + timedelta(days=length)
        passed = [start + timedelta(days=number) for number in range(1, length + 1)]
        working = [each for each in passed if calendar.is_working_day(each)]
        assert calendar.between(start, end) == len(working)

    @given(start=DAYS, count=COUNTS)
    def test_add_lands_on_the_working_day_with_that_number(self, start, count):
        end = CALENDAR.add(start, count)
        assert works(end)
        assert count_one_by_one(start, end) == count

    @given(end=DAYS, count=COUNTS)
    def test_counting_backwards_leaves_that_many_working_days_from_there_to_the_eve(self, end, count):
        start = CALENDAR.add(end, -count)
        assert works(start)
        eve = timedelta(days=1)
        assert count_one_by_one(start - eve, end - eve) == count

    @given(start=DAYS.filter(works), count=COUNTS)
    def test_there_and_back_is_home_from_a_working_day(self, start, count):
        assert CALENDAR.add(CALENDAR.add(start, count), -count) == start
        assert CALENDAR.add(CALENDAR.add(start, -count), count) == start

    @given(meeting=DAYS, clear_days=st.integers(min_value=0, max_value=40))
    def test_papers_leave_the_clear_days_and_a_working_day_later_would_not(self, meeting, clear_days):
        published = CALENDAR.publish_papers_by(meeting, clear_days)
        eve = meeting - timedelta(days=1)
        assert works(published)
        assert count_one_by_one(published, eve) == clear_days
        assert count_one_by_one(CALENDAR.add(published, 1), eve) < max(clear_days, 1)

    @given(meeting=DAYS)
    def test_the_notice_of_a_key_decision_leaves_twenty_eight_whole_days(self, meeting):
        assert (meeting - key_decision_notice_by(meeting)).days - 1 == 28
