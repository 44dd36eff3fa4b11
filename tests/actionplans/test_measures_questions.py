"""What is asked before a reading, a target or a measure is saved, and what is simply wrong."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.measures.questions import (
    errors_of_reading,
    questions_of_measure,
    questions_of_reading,
    questions_of_targets,
    standing_questions,
)
from tests.actionplans.measured import a_measure, a_reading, a_target

AUTUMN = date(2022, 9, 30)


def _asked(measure, reading):
    return [(question.field, question.words) for question in questions_of_reading(measure, reading)]


def test_an_ordinary_reading_is_not_questioned():
    assert _asked(a_measure(), a_reading(AUTUMN, 80, neighbours=79, england=82)) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (760, "760 is ten times the last value, 76, or more. Is it right?"),
        (759, None),
        ("7.6", "7.6 is a tenth of the last value, 76, or less. Is it right?"),
        ("7.601", None),
        (0, None),
    ],
)
def test_ten_times_the_last_value_or_a_tenth_of_it_is_questioned(value, words):
    asked = _asked(a_measure(unit="number"), a_reading(AUTUMN, value))
    assert asked == ([("value", words)] if words else [])


def test_the_first_reading_is_held_against_the_baseline():
    measure = a_measure(readings=(), unit="number")
    assert _asked(measure, a_reading(value=720)) == [
        ("value", "720 is ten times the baseline, 72, or more. Is it right?")
    ]
    assert _asked(a_measure(readings=(), baseline=None), a_reading()) == []


def test_per_cents_beyond_their_limits_are_questioned_those_of_others_too():
    reading = a_reading(AUTUMN, "100.1", neighbours=-1, england=820)
    assert _asked(a_measure(), reading) == [
        ("value", "The value is 100.1%, which is more than 100%. Is it right?"),
        ("neighbours", "The value for statistical neighbours is -1%, which is below 0. Is it right?"),
        ("england", "The value for England is 820%, which is more than 100%. Is it right?"),
    ]
    assert _asked(a_measure(unit="days"), a_reading(AUTUMN, 101)) == []


def test_a_period_that_was_read_already_is_questioned():
    assert _asked(a_measure(), a_reading(value=77)) == [
        ("ends_on", "The period to 30 June 2022 was read before: 76%. Shall this value stand in its place?")
    ]


def test_a_period_still_to_come_is_an_error_and_no_question():
    assert errors_of_reading(AUTUMN, AUTUMN) == ()
    assert [each.words for each in errors_of_reading(AUTUMN, date(2022, 9, 29))] == [
        "30 September 2022 is still to come. Enter the end of a period that is over"
    ]


def test_targets_that_are_nothing_or_worse_than_the_baseline_are_questioned():
    asked = [each.words for each in questions_of_targets(a_measure(), (a_target(value=0),))]
    assert asked == [
        "The target by 31 December 2022 is 0%. Shall it be nothing at all?",
        "The target by 31 December 2022, 0%, is 72 percentage points worse than the baseline of 72%. Is it right?",
    ]
    lower = a_measure(polarity="lower")
    assert [each.words for each in questions_of_targets(lower, (a_target(value=73), a_target(value=72)))] == [
        "The target by 31 December 2022, 73%, is 1 percentage point worse than the baseline of 72%. Is it right?"
    ]
    assert questions_of_targets(a_measure(), (a_target(),)) == ()


def test_a_measure_without_a_target_is_questioned_and_stays_so():
    assert [each.words for each in questions_of_targets(a_measure(), ())] == [
        "Without a target nobody can say whether the measure is met. Shall it have none?"
    ]
    assert standing_questions(a_measure(targets=(), baseline=None)) == (
        "Without a target nobody can say whether the measure is met. Set one",
        "Without a baseline nobody can say whether it has become better since the plan began",
    )
    assert standing_questions(a_measure(targets=(a_target(value=0),))) == (
        "The target by 31 December 2022 is nothing at all",
    )
    assert standing_questions(a_measure()) == ()


def test_a_changed_baseline_is_held_against_the_targets_there_are():
    asked = [each.words for each in questions_of_measure(a_measure(baseline=Decimal(101)))]
    assert asked == [
        "The baseline is 101%, which is more than 100%. Is it right?",
        "The target by 31 December 2022, 85%, is 16 percentage points worse than the baseline of 101%. Is it right?",
    ]
    assert questions_of_measure(a_measure(targets=(), baseline=None)) == ()


@given(value=st.decimals(-(10**10), 10**10, places=3), last=st.decimals(-(10**10), 10**10, places=3))
def test_whatever_is_read_is_questioned_in_sentences(value, last):
    measure = a_measure(readings=(a_reading(value=last),))
    assert all(each.words.endswith("?") for each in questions_of_reading(measure, a_reading(AUTUMN, value)))
