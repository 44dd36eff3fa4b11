"""The counts of a plan."""

from dataclasses import replace
from datetime import date

from actionplans.figures import summarise
from actionplans.models import DeliveryRating
from tests.actionplans.snapshots import a_plan, a_plan_of_all_sorts


def test_ratings_are_counted_in_the_order_of_the_scale_with_their_zeros():
    figures = summarise(a_plan(areas=1, items=2))
    assert list(figures.by_rating) == DeliveryRating.values
    assert figures.by_rating["not_started"] == 1
    assert figures.by_rating["off_track"] == 1
    assert sum(figures.by_rating.values()) == figures.total == 2


def test_the_areas_add_up_to_the_plan():
    figures = summarise(a_plan_of_all_sorts())
    assert [area.total for area in figures.areas] == [4, 2, 0, 0]
    for rating, number in figures.by_rating.items():
        assert sum(area.by_rating[rating] for area in figures.areas) == number
    assert sum(area.overdue for area in figures.areas) == figures.overdue == 1
    assert sum(area.complete for area in figures.areas) == figures.complete
    assert figures.largest_area == 4
    assert figures.areas_without_actions == 2


def test_what_has_moved_and_what_is_missing_is_counted():
    figures = summarise(a_plan_of_all_sorts())
    assert (figures.moved, figures.without_lead, figures.without_due_date) == (1, 1, 1)


def test_a_date_that_was_fixed_and_kept_has_not_moved():
    plan = a_plan(areas=1, items=1)
    item = replace(plan.items[0], due_on=date(2023, 3, 31), original_due_on=date(2023, 3, 31))
    area = replace(plan.areas[0], items=(item,))
    assert summarise(replace(plan, areas=(area,))).moved == 0


def test_a_plan_without_areas_has_nothing():
    figures = summarise(a_plan(areas=0))
    assert figures.total == figures.largest_area == 0
    assert set(figures.by_rating.values()) == {0}
