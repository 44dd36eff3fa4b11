"""The snapshot: the whole plan as one value, the same after a journey through JSON, in few queries."""

import json
from dataclasses import replace
from datetime import date

import pytest

from actionplans.models import AreaResponse
from actionplans.snapshot import PlanSnapshot, take
from inspections.models import current_calendar
from inspections.working_days import WorkingDayCalendar
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    MembershipFactory,
    PlanFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    UserFactory,
    fill_with_progress,
    york_plan,
)

pytestmark = pytest.mark.django_db
CALENDAR = WorkingDayCalendar()


def test_a_snapshot_holds_what_the_report_and_the_plan_say(york, on):
    snapshot = take(york_plan(york), on=on, calendar=CALENDAR)
    inspection = snapshot.inspections[0]
    assert (snapshot.council, len(snapshot.areas), len(snapshot.items)) == ("City of York Council", 7, 7)
    assert [row.grade for row in inspection.judgements] == ["Requires improvement to be good"] * 4
    assert len(inspection.strengths) == 9
    assert snapshot.deadline.due_on == date(2022, 8, 12)
    assert snapshot.deadline.basis == "publication"
    assert snapshot.is_draft


def test_a_plan_without_a_deadline_or_areas_is_a_snapshot_too(on):
    snapshot = take(PlanFactory(), on=on, calendar=CALENDAR)
    assert (snapshot.deadline, snapshot.areas, snapshot.items) == (None, (), ())


def test_an_action_shows_its_newest_update_and_the_areas_it_serves(on):
    item = ActionItemFactory(due_on=date(2022, 6, 27), original_due_on=date(2022, 6, 20))
    other = AreaResponseFactory(plan=item.plan)
    item.also_serves.add(other)
    ProgressUpdateFactory(item=item, what_changed="First.")
    ProgressUpdateFactory(item=item, what_changed="Second.", made_at=item.history.latest().history_date)
    snapshot = take(item.plan, on=on, calendar=CALENDAR)
    seen = snapshot.areas[0].items[0]
    assert seen.progress.what_changed == "Second."
    assert (seen.area_numbers, seen.is_overdue, seen.has_moved) == ((2,), True, True)
    assert snapshot.areas[1].also_served_by == ("1.1",)


def test_deleted_actions_are_not_in_the_snapshot(on, editor):
    item = ActionItemFactory()
    item.delete_by(by=editor)
    assert take(item.plan, on=on, calendar=CALENDAR).items == ()


def test_a_snapshot_survives_the_journey_through_json(york, on):
    snapshot = take(york_plan(york), on=on, calendar=CALENDAR)
    assert PlanSnapshot.from_json(snapshot.to_json()) == snapshot
    assert PlanSnapshot.from_json(snapshot.to_json()).to_json() == snapshot.to_json()


def test_the_number_of_queries_does_not_grow_with_the_plan(york, elsewhere, on, django_assert_num_queries):
    small, large = york_plan(york), york_plan(elsewhere, actions_per_area=5)
    for plan in (small, large):
        fill_with_progress(plan)
        with django_assert_num_queries(29):
            take(plan, on=on, calendar=current_calendar())
        with django_assert_num_queries(19):
            take(plan, on=on, calendar=current_calendar(), actions_only=True)


def test_a_snapshot_of_the_actions_only_says_the_same_of_them(york, on):
    plan = york_plan(york)
    fill_with_progress(plan)
    whole = take(plan, on=on, calendar=CALENDAR)
    part = take(plan, on=on, calendar=CALENDAR, actions_only=True)
    assert (part.recommendations, part.measures, part.voices, part.glossary) == ((), (), (), ())
    beside = {name: getattr(whole, name) for name in ("recommendations", "measures", "voices", "glossary")}
    assert replace(part, **beside) == whole


def test_a_version_stored_before_any_of_this_was_known_is_still_read(york, on):
    plan = york_plan(york)
    fill_with_progress(plan)
    snapshot = take(plan, on=on, calendar=CALENDAR)
    value = json.loads(snapshot.to_json())
    for name in ("embargo", "recommendations", "amended_on", *NEW_OF_PLAN):
        del value[name]
    for area in value["areas"]:
        del area["lead_post"], area["amended_on"]
        for item in area["items"]:
            for name in ("lead_post", "amended_on", *NEW_OF_ITEM):
                del item[name]
            for name in ("impact_rating", "share_done", "proposed_rating", "proposed_because", "reason"):
                del item["progress"][name]
    old = PlanSnapshot.from_json(json.dumps(value))
    assert (old.ratings, old.measures, old.voices, old.glossary, old.silent_after_days) == ((), (), (), (), 60)
    item = old.items[0]
    assert (item.action, item.said_rating, item.impact_rating, item.evidence) == ("Action 1.1.", "", "", ())
    assert (item.progress.what_changed, item.progress.proposed_rating) == ("The first audits are done.", "")
    assert [item.has_lapsed, item.is_silent, item.awaits_sign_off, item.has_moved] == [False] * 4


NEW_OF_PLAN = ("ratings", "measures", "voices", "glossary", "silent_after_days")
NEW_OF_ITEM = (
    "said_rating",
    "rating_because",
    "rated_on",
    "impact_rating",
    "moves",
    "milestones",
    "evidence",
    "silent_days",
    "is_silent",
    "awaits_sign_off",
    "returned_note",
)


@pytest.mark.parametrize(
    ("starts_on", "reported_on", "day", "silent_days"),
    [
        (date(2022, 6, 1), None, date(2022, 6, 28), 18),  # from the day the plan was sent, 10 June
        (date(2022, 6, 20), None, date(2022, 6, 28), 8),
        (date(2022, 6, 29), None, date(2022, 6, 28), None),
        (date(2022, 6, 29), date(2022, 5, 1), date(2022, 6, 28), None),
        (None, date(2022, 5, 1), date(2022, 6, 28), 58),
        (None, date(2022, 5, 1), date(2022, 6, 9), None),
    ],
)
def test_silence_is_counted_while_a_report_is_owed(starts_on, reported_on, day, silent_days):
    item = ActionItemFactory(
        starts_on=starts_on, response__plan__stage="submitted", response__plan__submitted_on=date(2022, 6, 10)
    )
    if reported_on:
        ProgressUpdateFactory(item=item, reported_on=reported_on)
    (seen,) = take(item.plan, on=day, calendar=CALENDAR).items
    assert (seen.silent_days, seen.is_silent) == (silent_days, False)


def test_an_action_is_silent_after_more_days_than_the_council_allows():
    item = ActionItemFactory(response__plan__stage="submitted", response__plan__submitted_on=date(2022, 6, 10))
    seen = {day: take(item.plan, on=day, calendar=CALENDAR).items[0] for day in (date(2022, 8, 9), date(2022, 8, 10))}
    assert [(each.silent_days, each.is_silent) for each in seen.values()] == [(60, False), (61, True)]


def test_a_lead_without_a_post_is_known_by_their_job_title_in_the_council(york, on):
    person = MembershipFactory(authority=york, post="Head of Quality").user
    MembershipFactory(user=person, post="Something elsewhere")
    item = ActionItemFactory(response__plan=PlanFactory(authority=york), lead_person=person, lead_post="")
    typed = ActionItemFactory(response=item.response, lead_person=person, lead_post="Principal Social Worker")
    nobody = ActionItemFactory(response=item.response, lead_person=UserFactory(), lead_post="")
    AreaResponse.objects.update(lead_person=person, lead_post="")
    RecommendationFactory(plan=item.plan, owner_person=person)
    snapshot = take(item.plan, on=on, calendar=CALENDAR)
    posts = {each.reference: each.lead_post for each in snapshot.items}
    assert posts == {
        item.reference: "Head of Quality",
        typed.reference: "Principal Social Worker",
        nobody.reference: "",
    }
    assert snapshot.areas[0].lead_post == snapshot.recommendations[0].owner_post == "Head of Quality"


@pytest.mark.parametrize(
    ("rating", "is_silent", "unconfirmed"),
    [
        ("on_track", True, True),
        ("at_risk", True, True),
        ("on_track", False, False),
        ("off_track", True, False),
        ("complete", True, False),
    ],
)
def test_a_rating_that_lets_hope_is_unconfirmed_once_nobody_reports(york, rating, is_silent, unconfirmed):
    (item, *_) = take(york_plan(york), on=date(2022, 6, 1), calendar=CALENDAR).items
    assert replace(item, delivery_rating=rating, is_silent=is_silent).is_unconfirmed is unconfirmed
