"""A year of York's plan, replayed from its fixture through the real verbs: every figure is known beforehand.

The expected values were counted by hand from fixtures/demonstration/years/york-2022.json.
"""

from dataclasses import asdict
from datetime import date

import pytest

from actionplans.actions import snapshot_of
from actionplans.demonstration import load
from actionplans.figures import summarise
from actionplans.models import (
    ActionPlan,
    Amendment,
    AskedAction,
    DateMove,
    ProgressUpdate,
    Reading,
    SignOff,
)
from actionplans.snapshot import take
from actionplans.snapshot.past import as_it_stood
from inspections.models import current_calendar

END = date(2023, 8, 31)
MONITORED_FROM = date(2022, 9, 1)
DELIVERY = ("not_started", "on_track", "at_risk", "off_track", "complete", "evidenced")
IMPACT = ("too_early", "no_change", "some", "embedded", "worse")


def expected(rating, impact, *, silent_by, **counts):
    """The figures of a plan of 30 actions as `summarise` gives them, areas apart."""
    by_rating, by_impact = dict(zip(DELIVERY, rating, strict=True)), dict(zip(IMPACT, impact, strict=True))
    counts |= {"silent": sum(silent_by), "silent_by_rating": dict(zip(DELIVERY, silent_by, strict=True))}
    assert sum(rating) == sum(impact) == 30
    complete = by_rating["complete"] + by_rating["evidenced"]
    whole = {"total": 30, "without_lead": 0, "without_due_date": 0}
    return {**whole, "by_rating": by_rating, "by_impact": by_impact, "complete": complete, **counts}


# What is true of the plan at the end of a day: the closing of each of the four rounds, and the last of the year.
YEAR = {
    date(2022, 9, 15): expected(
        (11, 6, 2, 3, 6, 2),
        (24, 0, 6, 0, 0),
        overdue=2,
        lapsed=2,
        moved=0,
        moves=0,
        days_slipped=0,
        most_slipped=0,
        silent_by=(0, 5, 0, 2, 0, 0),
        awaiting_sign_off=3,
        without_evidence=3,
    ),
    date(2022, 11, 28): expected(
        (6, 3, 3, 3, 4, 11),
        (21, 0, 8, 1, 0),
        overdue=1,
        lapsed=1,
        moved=4,
        moves=4,
        days_slipped=95 + 91 + 182 + 74,
        most_slipped=182,
        silent_by=(5, 3, 2, 2, 0, 0),
        awaiting_sign_off=0,
        without_evidence=4,
    ),
    date(2023, 3, 9): expected(
        (1, 3, 1, 4, 3, 18),
        (20, 0, 7, 3, 0),
        overdue=1,
        lapsed=1,
        moved=8,
        moves=9,
        days_slipped=95 + 105 + 182 + 63 + 91 + 182 + 74 + 197,
        most_slipped=197,
        silent_by=(1, 1, 0, 2, 0, 0),
        awaiting_sign_off=1,
        without_evidence=2,
    ),
    date(2023, 6, 19): expected(
        (0, 2, 1, 3, 3, 21),
        (17, 1, 9, 3, 0),
        overdue=2,
        lapsed=1,
        moved=10,
        moves=12,
        days_slipped=95 + 105 + 182 + 63 + 273 + 182 + 74 + 168 + 197 + 63,
        most_slipped=273,
        silent_by=(0, 1, 0, 2, 0, 0),
        awaiting_sign_off=2,
        without_evidence=0,
    ),
    END: expected(
        (0, 0, 0, 6, 3, 21),
        (17, 1, 9, 3, 0),
        overdue=5,
        lapsed=4,
        moved=10,
        moves=12,
        days_slipped=1402,
        most_slipped=273,
        silent_by=(0, 0, 0, 6, 0, 0),
        awaiting_sign_off=2,
        without_evidence=0,
    ),
}

# Where somebody chose another rating than the program proposed: the action, the proposal, the choice.
OVERRIDDEN = [
    ("3.4", "on_track", "at_risk"),
    ("1.2", "on_track", "off_track"),
    ("4.1", "off_track", "at_risk"),
    ("7.4", "at_risk", "not_started"),
    ("3.2", "on_track", "at_risk"),
    ("6.3", "at_risk", "off_track"),
    ("7.4", "at_risk", "on_track"),
    ("3.4", "on_track", "at_risk"),
]


@pytest.fixture
def plan(db):
    """York's plan at the end of the year."""
    load(END, councils=["york"])
    return ActionPlan.objects.named("york/2022")


def figures_of(snapshot):
    """The figures, areas apart."""
    whole = asdict(summarise(snapshot))
    del whole["areas"]
    return whole


def test_every_figure_of_the_year_is_what_was_counted_by_hand(plan):
    """In the version each round made, on the page today, and rebuilt from the history of each of those days."""
    calendar = current_calendar()
    now, past = take(plan, on=END, calendar=calendar), {}
    for round in plan.rounds.order_by("number"):
        past[round.closed_on] = as_it_stood(plan, on=round.closed_on, calendar=calendar)
        assert figures_of(snapshot_of(round.version)) == YEAR[round.closed_on]
        assert figures_of(past[round.closed_on]) == YEAR[round.closed_on]
    assert [*past, END] == sorted(YEAR)
    assert figures_of(now) == figures_of(as_it_stood(plan, on=END, calendar=calendar)) == YEAR[END]
    areas = summarise(now).areas
    for name in ("total", "complete", "overdue", "lapsed", "moved", "moves", "days_slipped", "silent"):
        assert sum(getattr(area, name) for area in areas) == YEAR[END][name]
    assert [area.overdue for area in areas] == [1, 0, 1, 1, 0, 0, 2]
    assert [area.days_slipped for area in areas] == [200, 182, 336, 182, 74, 168, 260]
    assert_nothing_overdue_is_shown_as_kept([*past.values(), now])


def assert_nothing_overdue_is_shown_as_kept(snapshots):
    """Past due and not complete is off track, or somebody has said since why not."""
    overdue = [item for snapshot in snapshots for item in snapshot.items if item.is_overdue]
    assert len(overdue) == 2 + 1 + 1 + 2 + 5
    assert {item.delivery_rating for item in overdue} == {"off_track"}
    assert all("and is not complete. Nobody" in item.rating_because for item in overdue if item.has_lapsed)


def test_the_year_holds_what_was_promised_and_nothing_without_a_reason(plan):
    """Four rounds, forty updates, twelve moved dates, three challenged ratings."""
    updates = ProgressUpdate.objects.filter(item__plan=plan, reported_on__gte=MONITORED_FROM)
    moves = DateMove.objects.filter(item__plan=plan, moved_at__date__gte=MONITORED_FROM)
    challenged = AskedAction.history.filter(round__plan=plan, review=AskedAction.Review.RETURNED)
    assert (plan.rounds.count(), updates.count(), moves.count(), challenged.count()) == (4, 40, 12, 3)
    asked = AskedAction.objects.filter(pk__in=challenged.values("id"))
    assert [(each.item.reference, each.review) for each in asked] == [
        ("1.3", "accepted"),
        ("4.1", "accepted"),
        ("3.4", "accepted"),
    ]
    assert all(move.reason and move.approved_by and move.approved_by != move.moved_by for move in moves)
    decided = sorted(plan.amendments.values_list("state", flat=True))
    assert decided == [Amendment.State.APPROVED] * 12 + [Amendment.State.REFUSED]
    overridden = [
        (update.item.reference, update.proposed_rating, update.delivery_rating)
        for update in updates.select_related("item").order_by("reported_on", "pk")
        if update.is_overridden and update.reason
    ]
    assert overridden == OVERRIDDEN
    signed = SignOff.objects.filter(item__plan=plan, outcome=SignOff.Outcome.ACCEPTED)
    assert (signed.count(), SignOff.objects.filter(item__plan=plan).count()) == (21, 23)
    assert all(each.made_by != each.reported_by and each.item.evidence.supporting().exists() for each in signed)
    assert_readings_are_as_corrected(plan)


def assert_readings_are_as_corrected(plan):
    assert Reading.objects.filter(measure__plan=plan).count() == 41
    measures = take(plan, on=END, calendar=current_calendar()).measures
    assert [len(measure.readings) for measure in measures] == [5] * 8
    first = measures[2].readings[0]
    assert (first.value, first.note) == (83, "Corrected: one team was counted twice.")


def test_a_plan_loaded_in_the_middle_of_the_year_has_come_as_far_as_that(db):
    load(date(2022, 11, 22), councils=["york"])
    plan = ActionPlan.objects.named("york/2022")
    assert [(each.number, each.is_open) for each in plan.rounds.order_by("number")] == [(1, False), (2, True)]
    assert plan.rounds.open().get().asked.filter(review=AskedAction.Review.RETURNED).count() == 2
