"""Judgements over the years: like with like, and nothing left out."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from inspections.history import judgement_story
from inspections.models import Inspection
from tests.factories import InspectionFactory, JudgementFactory, york_2022

pytestmark = pytest.mark.django_db


def inspected(authority, framework, kind, day, **grades):
    inspection = InspectionFactory(
        authority=authority, framework=framework, kind=kind, started_on=day, ended_on=None, published_on=None
    )
    for code, grade in grades.items():
        JudgementFactory(inspection=inspection, code=code, grade=grade)
    return inspection


def cells(story):
    """Each row as its label and the grades or words of each inspection."""
    return {
        row.label: [[grade.printed_grade for grade in cell.grades] or cell.words for cell in row.cells]
        for row in story.rows
    }


@pytest.fixture
def york_2025(york):
    """York's inspection of 2025, with invented grades."""
    return inspected(
        york,
        "ilacs_2023",
        "ilacs_standard",
        date(2025, 2, 24),
        impact_of_leaders="good",
        help_and_protection="good",
        in_care="good",
        care_leavers="outstanding",
        overall="good",
    )


def story_of(authority):
    return judgement_story(Inspection.objects.filter(authority=authority).graded().prefetch_related("judgements"))


def test_one_judgement_of_2022_stands_beside_the_two_that_follow_it(york, york_2025):
    york_2022(york)
    story = story_of(york)
    needs = "Requires improvement to be good"
    assert [heading for heading, _ in story.columns] == [
        "ILACS standard inspection, February 2025",
        "ILACS standard inspection, March 2022",
    ]
    assert cells(story)["The experiences and progress of children in care"] == [["Good"], [needs]]
    assert cells(story)["The experiences and progress of care leavers"] == [["Outstanding"], [needs]]
    assert list(cells(story))[-1] == "Overall effectiveness"


def test_a_cell_names_the_judgement_where_its_name_differs(york, york_2025):
    york_2022(york)
    row = next(row for row in story_of(york).rows if row.label == "The experiences and progress of care leavers")
    assert [grade.label for grade in row.cells[1].grades] == [
        "The experiences and progress of children in care and care leavers"
    ]
    assert row.cells[0].grades[0].label == ""


def test_what_has_no_successor_keeps_a_row_of_its_own(york):
    york_2022(york)
    inspected(
        york, "sif", "sif", date(2016, 11, 14), leadership="good", adoption="good", care_leavers="good", overall="good"
    )
    found = cells(story_of(york))
    assert found["Adoption performance"] == ["Not judged", ["Good"]]
    assert found["The impact of leaders on social work practice with children and families"][1] == ["Good"]
    assert len(found) == 5


def test_since_april_2026_the_overall_row_says_why_it_is_empty(york):
    york_2022(york)
    inspected(york, "ilacs_2026", "ilacs_standard", date(2026, 4, 27), in_care="good")
    found = cells(story_of(york))
    assert found["Overall effectiveness"] == ["Not given since April 2026", ["Requires improvement to be good"]]
    assert list(found)[-1] == "Overall effectiveness"


def test_inspections_without_judgements_are_left_out(york):
    InspectionFactory(authority=york)
    assert story_of(york) == judgement_story([])


def test_it_asks_the_database_for_nothing(york, york_2025, count_queries):
    york_2022(york)
    inspections = list(
        Inspection.objects.filter(authority=york).select_related("authority").prefetch_related("judgements")
    )
    assert count_queries(lambda: judgement_story(inspections)) == 0


def test_the_component_shows_every_grade_and_says_why_there_is_none(york, york_2025):
    york_2022(york)
    inspected(york, "sif", "sif", date(2016, 11, 14), adoption="good")
    page = render_to_string("inspections/_judgement_history.html", {"story": story_of(york)})
    for words in ("Outstanding", "Adoption performance", "Not judged", 'data-label="November 2016"'):
        assert words in page
    nothing = render_to_string("inspections/_judgement_history.html", {"story": judgement_story([])})
    assert "No graded inspection is recorded yet." in nothing
