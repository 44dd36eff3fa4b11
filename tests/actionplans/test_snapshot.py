"""The snapshot: the whole plan as one value, the same after a journey through JSON, in few queries."""

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
    small, large = york_plan(york), york_plan(elsewhere, actions_per_area=30)
    for plan in (small, large):
        ProgressUpdateFactory(item=plan.items.first())
        with django_assert_num_queries(13):
            take(plan, on=on, calendar=current_calendar())


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
