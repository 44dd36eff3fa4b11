"""The plan as it stood on a past day is what was seen on that day."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actionplans.actions import move_action, take_out_area
from actionplans.changes import compare
from actionplans.snapshot import take
from actionplans.snapshot.past import as_it_stood
from ilacs.design.today import as_if_on, now
from inspections.actions import fix_deadline
from inspections.models import current_calendar
from inspections.working_days import WorkingDayCalendar
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    ImprovementAreaFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    york_plan,
)

pytestmark = pytest.mark.django_db
CALENDAR = WorkingDayCalendar()
MAY, JUNE, JULY, AUGUST = (date(2022, month, 9) for month in (5, 6, 7, 8))


@pytest.fixture
def plan(york):
    """York's plan as it was written on 9 May 2022."""
    with as_if_on(MAY):
        return york_plan(york)


def seen(plan, day):
    """The plan as a page showed it on the evening of a day, but for the meeting it was to go to next."""
    return without_meeting(take(plan, on=day, calendar=CALENDAR))


def without_meeting(snapshot):
    """Meetings are told as they are arranged now, not as they were arranged then."""
    return replace(snapshot, committee="", meeting_on=None)


def test_the_record_does_not_reach_back_before_the_plan(plan):
    assert as_it_stood(plan, on=date(2022, 5, 8), calendar=CALENDAR) is None
    assert as_it_stood(plan, on=MAY, calendar=CALENDAR) is not None


def test_a_plan_nobody_has_touched_is_the_same_on_every_day_since(plan):
    assert as_it_stood(plan, on=JULY, calendar=CALENDAR) == seen(plan, JULY)


def test_every_day_is_as_it_was_seen_then_whatever_was_done_later(plan, editor):
    pages = {}
    with as_if_on(MAY):
        pages[MAY] = seen(plan, MAY)
    with as_if_on(JUNE):
        edit_everything(plan, editor)
        pages[JUNE] = seen(plan, JUNE)
    with as_if_on(JULY):
        undo_much(plan, editor)
        pages[JULY] = seen(plan, JULY)
    for day, page in pages.items():
        assert without_meeting(as_it_stood(plan, on=day, calendar=CALENDAR)) == page
    between = as_it_stood(plan, on=date(2022, 7, 8), calendar=CALENDAR)
    assert compare(between, pages[JUNE]).is_empty


def edit_everything(plan, editor):
    """One change of each kind."""
    plan.introduction = "What we will do."
    plan.save()
    first, second, *_ = plan.responses.all()
    first.outcome, first.lead_person = "Children are heard.", editor
    first.save()
    first.area.short_label = "Records"
    first.area.save()
    item, other = first.items.get(), second.items.get()
    item.action, item.lead_person = "Audit every file.", editor
    item.due_on = date(2023, 1, 31)
    item.save()
    item.also_serves.add(second)
    other.delete_by(by=editor)
    added = ActionItemFactory(response=second)
    move_action(item=plan.items.get(reference="3.1"), to=second, by=editor)
    ProgressUpdateFactory(item=item, made_at=now(), what_changed="Half the files are audited.")
    asked = RecommendationFactory(plan=plan)
    asked.responses.add(second)
    asked.items.add(added)


def undo_much(plan, editor):
    """Later changes of the same things."""
    plan.title = "Another title"
    plan.save()
    first, second, *_, last = plan.responses.all()
    item = first.items.get()
    item.also_serves.clear()
    item.delete_by(by=editor)
    second.items.get(reference="2.1").restore(by=editor)
    first.area.text = "Other words."
    first.area.save()
    ProgressUpdateFactory(item=item, made_at=now(), what_changed="All files are audited.")
    asked = plan.recommendations.get()
    asked.answer, asked.reason, asked.answered_on = "partly", "As far as money goes.", JULY
    asked.save()
    asked.responses.clear()
    AreaResponseFactory(plan=plan, area=ImprovementAreaFactory(inspection=last.area.inspection))


def test_an_area_taken_out_since_is_still_there_on_the_days_before(plan):
    with as_if_on(JUNE):
        response = AreaResponseFactory(plan=plan)
        page = seen(plan, JUNE)
    with as_if_on(JULY):
        area = response.area
        take_out_area(response=response)
        area.delete()
    assert as_it_stood(plan, on=JUNE, calendar=CALENDAR) == page
    assert len(as_it_stood(plan, on=JULY, calendar=CALENDAR).areas) == 7


def test_what_an_inspection_found_and_when_is_as_it_was_recorded_then(plan, editor):
    with as_if_on(JUNE):
        page = seen(plan, JUNE)
    with as_if_on(JULY):
        inspection = plan.inspections.get()
        inspection.received_on, inspection.stated_deadline_on = date(2022, 4, 29), date(2022, 9, 1)
        inspection.stated_deadline_reason = "Agreed with Ofsted."
        inspection.save()
        judgement = inspection.judgements.first()
        judgement.grade, judgement.printed_grade = "good", "Good"
        judgement.save()
        inspection.strengths.first().delete()
        fix_deadline(inspection=inspection, by=editor, reason="Reported to the committee")
        later = seen(plan, JULY)
    then = as_it_stood(plan, on=JUNE, calendar=CALENDAR)
    assert without_meeting(then) == page
    (change,) = compare(then, later).inspections_changed
    assert [move.label for move in change.dates] == ["Report received", "Plan due"]
    assert len(change.judgements) == len(change.strengths_removed) == 1


def test_a_day_ends_at_midnight_in_london(plan, editor):
    item = plan.items.first()
    late = datetime(2022, 6, 9, 23, 59, 59, tzinfo=ZoneInfo("Europe/London"))
    ProgressUpdateFactory(item=item, made_at=late, what_changed="Late in the evening.")
    then = as_it_stood(plan, on=JUNE, calendar=CALENDAR)
    assert then.items[0].progress.what_changed == "Late in the evening."
    assert as_it_stood(plan, on=date(2022, 6, 8), calendar=CALENDAR).items[0].progress is None


def test_what_is_overdue_is_judged_on_that_day(plan):
    assert not any(item.is_overdue for item in as_it_stood(plan, on=date(2022, 12, 31), calendar=CALENDAR).items)
    assert all(item.is_overdue for item in as_it_stood(plan, on=date(2023, 1, 1), calendar=CALENDAR).items)


def test_the_number_of_queries_does_not_grow_with_the_plan(york, elsewhere, django_assert_num_queries):
    for council, actions in ((york, 1), (elsewhere, 30)):
        with as_if_on(MAY):
            plan = york_plan(council, actions_per_area=actions)
            ProgressUpdateFactory(item=plan.items.first())
            for _number in range(actions):
                RecommendationFactory(plan=plan)
        with django_assert_num_queries(22):
            as_it_stood(plan, on=JUNE, calendar=current_calendar())
