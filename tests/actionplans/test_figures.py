"""The counts of a plan."""

from dataclasses import replace
from datetime import date

from actionplans.figures import Counts, summarise
from actionplans.models import DeliveryRating
from tests.actionplans.snapshots import a_move, a_piece, a_plan, a_plan_of_all_sorts, an_area, an_item


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


def test_what_keeps_a_promise_is_counted_for_the_plan_and_for_each_area():
    moved = a_move()
    items = (
        an_item(1, 1, impact_rating="some", silent_days=63, is_silent=True, delivery_rating="on_track"),
        an_item(1, 2, original_due_on=date(2022, 12, 31), moves=(moved, moved), impact_rating="worse"),
        an_item(
            1,
            3,
            original_due_on=date(2023, 3, 1),
            said_rating="on_track",
            delivery_rating="off_track",
            is_complete=False,
        ),
        an_item(1, 4, delivery_rating="complete", is_complete=True, evidence=(a_piece(contradicts=True),)),
        an_item(1, 5, delivery_rating="complete", is_complete=True, evidence=(a_piece(),), awaits_sign_off=True),
        an_item(1, 6, due_on=date(2023, 3, 30), moves=(moved,), original_due_on=None),
    )
    figures = summarise(replace(a_plan(areas=0), areas=(replace(an_area(items=0), items=items),)))
    assert figures.by_impact == {"too_early": 4, "no_change": 0, "some": 1, "embedded": 0, "worse": 1}
    assert (figures.moved, figures.moves) == (3, 4)
    unrated = summarise(
        replace(a_plan(areas=0), areas=(replace(an_area(items=0), items=(an_item(impact_rating=""),)),))
    )
    assert (unrated.total, sum(unrated.by_impact.values())) == (1, 0)
    # 90 days from 31 December to 31 March, 30 from 1 March, 89 from the first date it was moved from.
    assert (figures.days_slipped, figures.most_slipped) == (209, 90)
    assert (figures.silent, figures.lapsed, figures.awaiting_sign_off, figures.without_evidence) == (1, 1, 1, 1)
    assert {code for code, number in figures.silent_by_rating.items() if number} == {"on_track"}
    (area,) = figures.areas
    assert {name: getattr(area, name) for name in Counts.__dataclass_fields__} == {
        name: getattr(figures, name) for name in Counts.__dataclass_fields__
    }


def test_a_date_that_was_fixed_and_kept_has_not_moved():
    plan = a_plan(areas=1, items=1)
    item = replace(plan.items[0], due_on=date(2023, 3, 31), original_due_on=date(2023, 3, 31))
    area = replace(plan.areas[0], items=(item,))
    assert summarise(replace(plan, areas=(area,))).moved == 0


def test_a_plan_without_areas_has_nothing():
    figures = summarise(a_plan(areas=0))
    assert figures.total == figures.largest_area == 0
    assert set(figures.by_rating.values()) == {0}
