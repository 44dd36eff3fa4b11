"""Dates and counts in words."""

from datetime import UTC, date, datetime

import pytest

from ilacs.design.templatetags.design import count_of, date_words, govdate, working_days
from ilacs.design.wording import mid_sentence


def test_a_date_reads_as_people_say_it():
    assert date_words(date(2022, 8, 12)) == "12 August 2022"
    assert date_words(None) == ""


def test_a_moment_reads_as_its_day_in_london():
    assert date_words(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert date_words(datetime(2026, 6, 30, 23, 30)) == "30 June 2026"  # noqa: DTZ001 a moment without a zone is the case


def test_a_date_can_be_read_by_machines_too():
    assert govdate(date(2022, 8, 12)) == '<time datetime="2022-08-12">12 August 2022</time>'
    assert govdate(None) == ""


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 working day"), (33, "33 working days"), (0, "0 working days"), (-5, "5 working days")]
)
def test_working_days_are_counted_in_the_right_number(number, words):
    assert working_days(number) == words


def test_a_count_takes_its_noun_in_the_right_number():
    assert count_of(1, "action") == "1 action"
    assert count_of(2400, "action") == "2,400 actions"
    assert count_of(2, "inquiry,inquiries") == "2 inquiries"


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Due date", "due date"),
        ("DfE number", "DfE number"),
        ("Ofsted report", "Ofsted report"),
        ("E-mail", "e-mail"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence_starts_small_unless_it_is_an_abbreviation(label, inside):
    assert mid_sentence(label) == inside
