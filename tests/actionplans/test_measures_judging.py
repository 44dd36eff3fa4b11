"""What a reading says: rating, distance, direction, comparison; and how its numbers are written and read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.measures import difference, in_unit, judge, judge_reading, target_for
from actionplans.measures.judging import BETTER, SAME, WORSE
from actionplans.measures.numbers import NotANumber, read_number
from actionplans.measures.periods import last_period, next_to_read, period_after, period_before, read_period
from tests.actionplans.measured import a_measure, a_reading, a_target

ON_THE_DAY = a_reading(date(2022, 12, 31))
"""76 in the quarter whose end is the day of the target."""
VALUES = st.decimals(min_value=-10_000, max_value=10_000, places=3)


def test_distance_to_target_is_said_in_numbers_with_its_unit():
    standing = judge(a_measure(readings=(ON_THE_DAY,)))
    assert standing.sentence == "76% is 9 percentage points below the target of 85% by 31 December 2022"
    assert standing.distance == -9
    assert standing.distance_words == "9 percentage points below target"
    assert (standing.code, standing.look.word, standing.look.letter) == ("missed", "Target missed", "X")


@pytest.mark.parametrize(
    ("unit", "value", "target", "polarity", "said"),
    [
        ("percent", 86, 85, "higher", "86% is 1 percentage point above the target of 85% by 31 December 2022"),
        ("percent", 85, 85, "higher", "85% is exactly the target of 85% by 31 December 2022"),
        ("number", 1234, 1000, "lower", "1,234 is 234 above the target of 1,000 by 31 December 2022"),
        ("days", 46, 45, "lower", "46 days is 1 day above the target of 45 days by 31 December 2022"),
        ("cases", "17.5", 16, "lower", "17.5 cases is 1.5 cases above the target of 16 cases by 31 December 2022"),
        ("score", 1, 3, "higher", "1 point is 2 points below the target of 3 points by 31 December 2022"),
        (
            "rate",
            "61.25",
            60,
            "lower",
            (
                "61.25 per 10,000 children is 1.25 per 10,000 children above"
                " the target of 60 per 10,000 children by 31 December 2022"
            ),
        ),
    ],
)
def test_the_sentence_of_every_unit(unit, value, target, polarity, said):
    measure = a_measure(
        unit=unit, polarity=polarity, targets=(a_target(value=target),), readings=(a_reading(value=value),)
    )
    assert judge(measure).sentence == said


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (90, "met", "5 percentage points better than target"),
        (85, "met", "At target"),
        (80, "near", "5 percentage points below target"),
        ("79.999", "missed", "5.001 percentage points below target"),
    ],
)
def test_within_tolerance_is_close_and_beyond_it_is_missed(value, code, words):
    standing = judge(a_measure(readings=(replace(ON_THE_DAY, value=Decimal(value)),)))
    assert (standing.code, standing.distance_words) == (code, words)


@pytest.mark.parametrize(
    ("value", "words"),
    [(18, "2 cases above target"), (16, "At target"), ("15.5", "0.5 cases better than target")],
)
def test_where_lower_is_better_it_is_said_that_the_value_is_above_target(value, words):
    measure = a_measure(unit="cases", polarity="lower", targets=(a_target(value=16),))
    assert judge(replace(measure, readings=(a_reading(date(2022, 12, 31), value),))).distance_words == words


@pytest.mark.parametrize(
    ("ends_on", "value", "code", "words"),
    [
        (date(2022, 6, 30), 77, "not_due", "8 percentage points to go until 31 December 2022"),
        (date(2022, 12, 30), 84, "not_due", "1 percentage point to go until 31 December 2022"),
        (date(2022, 6, 30), 85, "met", "At target"),
        (date(2022, 6, 30), 86, "met", "1 percentage point better than target"),
        (date(2022, 12, 31), 77, "missed", "8 percentage points below target"),
        (date(2023, 3, 31), 84, "near", "1 percentage point below target"),
    ],
)
def test_a_target_is_not_missed_before_its_day(ends_on, value, code, words):
    standing = judge(a_measure(readings=(a_reading(ends_on, value),)))
    assert (standing.code, standing.distance_words) == (code, words)


@given(ends_on=st.dates(date(2022, 1, 1), date(2024, 1, 1)), value=VALUES, target=VALUES)
def test_only_a_target_whose_day_has_come_can_be_close_or_missed(ends_on, value, target):
    measure = a_measure(targets=(a_target(value=target),), readings=(a_reading(ends_on, value),))
    code = judge(measure).code
    if value >= target:
        assert code == "met"
    elif ends_on < date(2022, 12, 31):
        assert code == "not_due"
    else:
        assert code == ("near" if target - value <= 5 else "missed")


def test_without_tolerance_nothing_is_close():
    assert judge(a_measure(tolerance=Decimal(0), readings=(a_reading(date(2022, 12, 31), "84.999"),))).code == "missed"


def test_without_a_target_or_a_reading_no_distance_is_made_up():
    no_target = judge(a_measure(targets=()))
    assert (no_target.code, no_target.distance, no_target.distance_words) == ("no_target", None, "")
    assert no_target.sentence == "76%, and no target has been set"
    unread = judge(a_measure(readings=()))
    assert (unread.code, unread.distance, unread.direction) == ("no_reading", None, "")
    assert unread.sentence == "Not read yet: the target is 85% by 31 December 2022"
    assert judge(a_measure(readings=(), targets=())).sentence == "Not read yet, and no target has been set"


def test_a_reading_is_held_against_its_periods_target_else_the_next_else_the_last():
    targets = (a_target(date(2022, 6, 15), 78), a_target(date(2022, 12, 31), 85), a_target(date(2023, 12, 31), 95))
    measure = a_measure(targets=targets)
    assert target_for(measure, date(2022, 3, 31)) == targets[0]
    assert target_for(measure, date(2022, 6, 30)) == targets[0]
    assert target_for(measure, date(2022, 9, 30)) == targets[1]
    assert target_for(measure, date(2022, 12, 31)) == targets[1]
    assert target_for(measure, date(2023, 1, 31)) == targets[1]
    assert target_for(measure, date(2023, 3, 31)) == targets[2]
    assert target_for(measure, date(2030, 3, 31)) == targets[2]
    assert target_for(a_measure(targets=()), date(2022, 6, 30)) is None


def test_of_a_day_only_what_had_ended_by_then_is_judged():
    measure = a_measure(readings=(a_reading(), a_reading(date(2022, 9, 30), 86)))
    assert judge(measure).reading.value == 86
    assert judge(measure, date(2022, 9, 29)).reading.value == 76
    assert judge(measure, date(2022, 6, 29)).code == "no_reading"


def test_the_first_reading_is_held_against_the_baseline_and_later_ones_against_the_one_before():
    later = a_reading(date(2022, 9, 30), "75.5")
    measure = a_measure(readings=(a_reading(), later, a_reading(date(2022, 12, 31), "75.5")))
    first, second, third = (judge_reading(measure, reading) for reading in measure.readings)
    assert (first.direction, first.direction_words) == (
        BETTER,
        "Better than the baseline by 4 percentage points (72%)",
    )
    assert (second.direction, second.direction_words) == (
        WORSE,
        "Worse than 30 June 2022 by 0.5 percentage points (76%)",
    )
    assert (third.direction, third.direction_words) == (SAME, "The same as 30 September 2022 (75.5%)")
    assert judge(a_measure(baseline=None)).direction == ""
    assert judge(a_measure(baseline_on=date(2022, 6, 30))).direction_words == ""


def test_others_are_compared_in_words_by_which_way_is_better():
    reading = a_reading(neighbours=76, region=70, england=82)
    assert judge(a_measure(readings=(reading,))).against == (
        "The same as statistical neighbours (76%)",
        "6 percentage points better than the region (70%)",
        "6 percentage points worse than England (82%)",
    )
    assert judge(a_measure(polarity="lower", readings=(reading,))).against[1:] == (
        "6 percentage points worse than the region (70%)",
        "6 percentage points better than England (82%)",
    )


@given(value=VALUES, target=VALUES, before=VALUES, tolerance=st.decimals(0, 100, places=3))
def test_the_other_polarity_of_the_mirrored_numbers_gives_the_same_rating_and_direction(
    value, target, before, tolerance
):
    measure = a_measure(
        tolerance=tolerance,
        targets=(a_target(value=target),),
        readings=(a_reading(date(2022, 3, 31), before), a_reading(value=value)),
    )
    mirrored = replace(
        measure,
        polarity="lower",
        targets=tuple(replace(each, value=-each.value) for each in measure.targets),
        readings=tuple(replace(each, value=-each.value) for each in measure.readings),
    )
    one, other = judge(measure), judge(mirrored)
    assert (one.code, one.distance, one.direction) == (other.code, other.distance, other.direction)
    assert one.distance_words == other.distance_words.replace("above", "below")


@given(value=VALUES, target=VALUES)
def test_with_no_tolerance_both_polarities_are_met_only_on_the_target_itself(value, target):
    measure = a_measure(tolerance=Decimal(0), targets=(a_target(value=target),), readings=(a_reading(value=value),))
    met = [judge(replace(measure, polarity=polarity)).code == "met" for polarity in ("higher", "lower")]
    assert any(met)
    assert all(met) == (value == target)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("90.000", "percent", "90%"),
        ("0.000", "percent", "0%"),
        ("-0.000", "number", "0"),
        ("1234.5", "number", "1,234.5"),
        ("1000000", "number", "1,000,000"),
        ("1.000", "days", "1 day"),
        ("0", "days", "0 days"),
        ("1.5", "cases", "1.5 cases"),
        ("60", "rate", "60 per 10,000 children"),
    ],
)
def test_values_are_written_exactly(value, unit, said):
    assert in_unit(Decimal(value), unit) == said


def test_a_difference_has_no_sign_and_its_own_words():
    assert difference(Decimal("-9.000"), "percent") == "9 percentage points"
    assert difference(Decimal("1.0"), "percent") == "1 percentage point"
    assert difference(Decimal(-12), "number") == "12"


@given(value=VALUES, unit=st.sampled_from(["percent", "number"]))
def test_what_is_written_is_read_again_as_the_same_number(value, unit):
    assert read_number(in_unit(value, unit), unit) == value


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("82.5%", "percent", "82.5"),
        (" 82.5 % ", "percent", "82.5"),
        ("1,234", "number", "1234"),
        ("12,345,678.9", "number", "12345678.9"),
        ("−3", "number", "-3"),
        ("82.33333333", "percent", "82.333"),
        ("0.0005", "number", "0.001"),
        ("+4", "days", "4"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, unit, value):
    assert read_number(typed, unit) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["n/a", "", "12,34", "1,2345", "82,5", "1e5", "٣", "NaN", "Infinity", "5 of 7", "9" * 41]
)
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(NotANumber, match=r"is not a number\. Enter a number such as 82\.5"):
        read_number(typed, "percent")


def test_a_per_cent_of_days_and_a_number_beyond_the_database_are_refused():
    with pytest.raises(NotANumber, match="Enter the number without %"):
        read_number("12%", "days")
    with pytest.raises(NotANumber, match="too large"):
        read_number("100,000,000,000", "number")


@given(st.text(max_size=60))
def test_reading_a_number_gives_a_value_or_says_why_not(typed):
    try:
        value = read_number(typed, "percent")
    except NotANumber as problem:
        value = str(problem)
    assert "Enter" in value if isinstance(value, str) else abs(value) < 10**11


@pytest.mark.parametrize(
    ("on", "frequency", "ended"),
    [
        (date(2022, 6, 30), "monthly", date(2022, 6, 30)),
        (date(2022, 6, 29), "monthly", date(2022, 5, 31)),
        (date(2022, 1, 15), "monthly", date(2021, 12, 31)),
        (date(2022, 8, 1), "quarterly", date(2022, 6, 30)),
        (date(2022, 2, 1), "quarterly", date(2021, 12, 31)),
        (date(2022, 9, 29), "half_yearly", date(2022, 3, 31)),
        (date(2022, 9, 30), "half_yearly", date(2022, 9, 30)),
        (date(2022, 3, 30), "yearly", date(2021, 3, 31)),
        (date(2022, 12, 31), "yearly", date(2022, 3, 31)),
    ],
)
def test_the_periods_of_a_councils_year_end_with_march(on, frequency, ended):
    assert last_period(on, frequency) == ended


def test_the_next_period_follows_the_last_that_was_read():
    assert next_to_read(date(2022, 11, 30), date(2023, 6, 1), "quarterly") == date(2023, 2, 28)
    assert next_to_read(None, date(2023, 6, 1), "quarterly") == date(2023, 3, 31)
    assert period_after(date(2023, 12, 15), "monthly") == date(2024, 1, 31)
    assert period_before(date(2024, 3, 31), "monthly") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/6/2026", date(2026, 6, 30)),
        ("2026-06-30", date(2026, 6, 30)),
        ("30 June 2026", date(2026, 6, 30)),
        ("Jun 2026", date(2026, 6, 30)),
        ("June-26", date(2026, 6, 30)),
        ("02/2024", date(2024, 2, 29)),
        ("2024-2", date(2024, 2, 29)),
        (" 31.12.2026 ", date(2026, 12, 31)),
    ],
)
def test_the_end_of_a_period_is_read_as_people_type_it(typed, day):
    assert read_period(typed) == day
