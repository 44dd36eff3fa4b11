"""The plan as it stood on a past day is what was seen on that day."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actionplans.actions import move_action, take_out_area
from actionplans.changes import compare
from actionplans.models import CouncilPractice, DeliveryRating, ImpactRating, SignOff
from actionplans.snapshot import take
from actionplans.snapshot.past import as_it_stood
from ilacs.design.today import as_if_on, now
from inspections.actions import fix_deadline
from inspections.models import current_calendar
from inspections.working_days import WorkingDayCalendar
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    CouncilRatingFactory,
    DateMoveFactory,
    EvidenceFactory,
    GlossaryTermFactory,
    ImprovementAreaFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MilestoneFactory,
    ProgressUpdateFactory,
    ReadingFactory,
    RecommendationFactory,
    SignOffFactory,
    VoiceFactory,
    fill_with_progress,
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


def test_what_was_reported_shown_measured_and_heard_is_as_it_was_seen_on_each_day(plan, editor, lead):
    pages = {}
    for day, happen in ((MAY, begin), (JUNE, go_on), (JULY, put_right), (AUGUST, put_away)):
        with as_if_on(day):
            happen(plan, editor, lead)
            pages[day] = seen(plan, day)
    for day, page in pages.items():
        assert without_meeting(as_it_stood(plan, on=day, calendar=CALENDAR)) == page
    first = [page.areas[0].items[0] for page in pages.values()]
    assert [item.said_rating for item in first] == ["not_started", "on_track", "complete", "evidenced"]
    assert [item.progress and item.progress.what_changed for item in first] == [None, "Begun.", "Done.", "Done."]
    assert [len(item.moves) for item in first] == [0, 1, 2, 2]
    assert [[each.name for each in item.milestones] for item in first] == [
        ["Draft it", "Test it"],
        ["Draft it", "Test it"],
        ["Test it everywhere", "Draft it"],
        ["Test it everywhere"],
    ]
    assert [[each.shows for each in item.evidence] for item in first] == [
        [],
        ["Ten audits."],
        ["A survey.", "Twenty audits."],
        ["A survey."],
    ]
    assert [(item.awaits_sign_off, item.returned_note) for item in first] == [
        (False, ""),
        (False, ""),
        (False, "Add the audit."),
        (False, ""),
    ]
    measured = [page.measures for page in pages.values()]
    assert [[each.name for each in measures] for measures in measured] == [
        ["Visits in time", "Plans"],
        ["Visits in time", "Plans"],
        ["Visits kept in time", "Plans"],
        ["Visits kept in time"],
    ]
    values = [[int(reading.value) for reading in measures[0].readings] for measures in measured]
    assert values == [[], [70], [71, 80], [71, 80]]
    assert [[int(target.value) for target in measures[0].targets] for measures in measured] == [[85], [85], [90], [90]]
    assert [measures[0].references for measures in measured] == [("1.1",), ("1.1", "2.1"), ("2.1",), ()]
    assert [[voice.did for voice in page.voices] for page in pages.values()] == [[""], [""], ["We answer."], []]
    assert [[term.term for term in page.glossary] for page in pages.values()] == [
        ["MASH"],
        ["LAC", "MASH"],
        ["LAC"],
        ["LAC"],
    ]
    assert [page.ratings[1].word for page in pages.values()] == ["On track", "Green", "Going well", "Going well"]
    assert [page.silent_after_days for page in pages.values()] == [60, 60, 30, 30]


def change(row, **values):
    """Saves new values of a row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def begin(plan, editor, lead):
    """What was there from the first day."""
    item, other = plan.items.get(reference="1.1"), plan.items.get(reference="2.1")
    MilestoneFactory(item=item, name="Draft it", due_on=date(2022, 6, 1))
    MilestoneFactory(item=item, name="Test it", due_on=date(2022, 7, 1))
    measure = MeasureFactory(plan=plan, name="Visits in time", owner_person=editor)
    measure.items.add(item)
    measure.responses.add(other.response)
    MeasureTargetFactory(measure=measure)
    MeasureFactory(plan=plan, name="Plans")
    VoiceFactory(plan=plan, response=item.response, did="", added_at=now())
    GlossaryTermFactory(authority=plan.authority, term="MASH")


def go_on(plan, editor, lead):
    """The plan is sent; a first report, reading, piece of evidence and moved date."""
    change(plan, stage=plan.Stage.SUBMITTED, submitted_on=JUNE)
    item, other = plan.items.get(reference="1.1"), plan.items.get(reference="2.1")
    ProgressUpdateFactory(item=item, what_changed="Begun.", made_at=now(), reported_on=JUNE)
    rate(item, DeliveryRating.ON_TRACK, JUNE)
    DateMoveFactory(item=item, moved_at=now(), moved_by=editor, approved_by=lead)
    change(item, due_on=date(2023, 1, 31), original_due_on=date(2022, 12, 31))
    EvidenceFactory(item=item, shows="Ten audits.", added_at=now(), added_by=editor)
    change(item.milestones.get(name="Draft it"), done_on=JUNE)
    measure = plan.measures.get(name="Visits in time")
    measure.items.add(other)
    ReadingFactory(measure=measure, ends_on=date(2022, 3, 31), value=70, made_at=now())
    GlossaryTermFactory(authority=plan.authority, term="LAC")
    CouncilRatingFactory(authority=plan.authority, word="Green")


def put_right(plan, editor, lead):
    """A report is corrected and returned, a date moves again, and everything is worded anew."""
    item, other = plan.items.get(reference="1.1"), plan.items.get(reference="2.1")
    done = ProgressUpdateFactory(
        item=item,
        what_changed="Done.",
        corrects=item.updates.get(),
        delivery_rating=DeliveryRating.COMPLETE,
        made_at=now(),
        reported_on=JULY,
    )
    rate(item, DeliveryRating.COMPLETE, JULY, impact=ImpactRating.SOME)
    DateMoveFactory(item=item, moved_at=now())
    change(item.evidence.get(), shows="Twenty audits.")
    EvidenceFactory(item=item, shows="A survey.", dated_on=date(2022, 7, 2), added_at=now())
    SignOffFactory(update=done, note="Add the audit.", made_by=lead, made_at=now())
    change(item.milestones.get(name="Draft it"), due_on=date(2022, 9, 1), done_on=None)
    change(item.milestones.get(name="Test it"), name="Test it everywhere")
    measure = plan.measures.get(name="Visits in time")
    change(measure, name="Visits kept in time", tolerance=2, owner_person=None)
    measure.items.remove(item)
    ReadingFactory(measure=measure, ends_on=date(2022, 3, 31), value=71, made_at=now(), note="Counted again")
    ReadingFactory(measure=measure, ends_on=date(2022, 6, 30), value=80, made_at=now())
    measure.targets.all().delete()
    MeasureTargetFactory(measure=measure, value=90)
    change(plan.voices.get(), did="We answer.", did_on=JULY, response=None, item=other)
    plan.authority.glossary.get(term="MASH").archive(by=editor, reason="Nobody says it.")
    change(plan.authority.ratings.get(), word="Going well", tone="blue")
    CouncilPractice.objects.create(authority=plan.authority, silent_after_days=30)


def put_away(plan, editor, lead):
    """It is signed off; what is not needed any more is archived."""
    item = plan.items.get(reference="1.1")
    SignOffFactory(update=item.updates.first(), outcome=SignOff.Outcome.ACCEPTED, made_by=lead, made_at=now())
    rate(item, DeliveryRating.EVIDENCED, JULY)
    item.evidence.get(shows="Twenty audits.").archive(by=editor, reason="It was another team's.")
    item.milestones.get(name="Draft it").archive(by=editor, reason="Not needed.")
    plan.items.get(reference="2.1").delete_by(by=editor, approved="Amendment 1")
    plan.measures.get(name="Plans").archive(by=editor, reason="Counted elsewhere.")
    plan.voices.get().archive(by=editor, reason="Said twice.")


def rate(item, rating, day, **values):
    """Sets the rating that holds from a day on, as a report does."""
    change(item, delivery_rating=rating, rated_on=day, rating_reason=f"Said on {day}.", **values)


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
    for council, actions in ((york, 1), (elsewhere, 5)):
        with as_if_on(MAY):
            plan = york_plan(council, actions_per_area=actions)
            fill_with_progress(plan)
        with django_assert_num_queries(38):
            as_it_stood(plan, on=AUGUST, calendar=current_calendar())
