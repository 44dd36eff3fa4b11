"""What committees ask: recorded once, answered with a reason, done in a version, shown until then, printed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from actionplans.actions import save_version
from actionplans.actions.recommendations import (
    answer_recommendation,
    complete_recommendation,
    edit_recommendation,
    record_recommendation,
    reopen_recommendation,
)
from actionplans.exports.asked import about_words, asked_blocks, done_words
from actionplans.exports.build import annex
from actionplans.models import EditConflict, PlanRefused, Recommendation
from actionplans.snapshot import take
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import BodyFactory, MeetingFactory, RecommendationFactory, VersionFactory, york_plan

pytestmark = pytest.mark.django_db

ASKED_ON, TODAY = date(2022, 6, 28), date(2022, 7, 28)
Answer = Recommendation.Answer


@pytest.fixture(autouse=True)
def _a_month_later():
    """A month after York's scrutiny committee met."""
    with as_if_on(TODAY):
        yield


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def asked(plan):
    return RecommendationFactory(plan=plan)


def record(plan, by, meeting=None, entry=None, areas=(), items=()):
    made = Recommendation(plan=plan, meeting=meeting or MeetingFactory(plan=plan), text="Show the previous rating.")
    return record_recommendation(recommendation=made, areas=areas, items=items, by=by, entry=entry)


def answer(asked, by, to=Answer.ACCEPTED, reason="", on=TODAY):
    answer_recommendation(recommendation=asked, answer=to, reason=reason, on=on, by=by)


def test_each_gets_the_next_number_and_what_it_is_about(plan, editor):
    area, item = plan.responses.first(), plan.items.last()
    first = record(plan, editor, areas=[area], items=[item])
    second = record(plan, editor, meeting=first.meeting)
    assert (first.number, second.number) == (1, 2)
    assert (list(first.responses.all()), list(first.items.all())) == ([area], [item])
    assert first.history.first().history_change_reason == f"Recorded by {editor}"


def test_the_same_form_sent_twice_records_one(plan, editor):
    entry, meeting = uuid4(), MeetingFactory(plan=plan)
    first = record(plan, editor, meeting=meeting, entry=entry)
    assert record(plan, editor, meeting=meeting, entry=entry) == first
    assert plan.recommendations.count() == 1


def test_a_meeting_of_another_plan_is_refused(plan, editor, asked):
    with pytest.raises(PlanRefused, match="Choose a meeting of this plan"):
        record(plan, editor, meeting=MeetingFactory())
    asked.meeting = MeetingFactory()
    with pytest.raises(PlanRefused, match="Choose a meeting of this plan"):
        edit_recommendation(recommendation=asked, areas=[], items=[], revision=0, by=editor)


def test_who_saves_second_is_shown_what_the_first_saved(asked, editor, lead):
    asked.text = "The first text."
    edit_recommendation(recommendation=asked, areas=[], items=[], revision=0, by=editor)
    asked.text = "The second text."
    with pytest.raises(EditConflict) as refused:
        edit_recommendation(recommendation=asked, areas=[], items=[], revision=0, by=lead)
    assert refused.value.current.text == "The first text."


def test_an_answer_is_kept_with_its_reason_its_day_and_who_gave_it(asked, editor):
    answer(asked, editor, Answer.PARTLY, "Only for areas rated amber.")
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_on, asked.answered_by) == (Answer.PARTLY, TODAY, editor)
    assert asked.history.first().history_change_reason == f"Answered by {editor}: Partly accepted"


@pytest.mark.parametrize("to", [Answer.PARTLY, Answer.REJECTED])
def test_all_but_a_plain_yes_needs_a_reason(asked, editor, to):
    with pytest.raises(PlanRefused, match="Enter the reason"):
        answer(asked, editor, to, " ")
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        Recommendation.objects.update(answer=to, answered_on=TODAY)


@pytest.mark.parametrize(
    ("on", "words"),
    [(TODAY + timedelta(days=1), "today or in the past"), (ASKED_ON - timedelta(days=1), "asked on 28 June 2022")],
)
def test_an_answer_comes_after_the_question_and_not_tomorrow(asked, editor, on, words):
    with pytest.raises(PlanRefused, match=words):
        answer(asked, editor, on=on)
    answer(asked, editor)
    with pytest.raises(PlanRefused, match=words):
        complete_recommendation(recommendation=asked, on=on, by=editor)


def test_an_unknown_answer_is_refused(asked, editor):
    with pytest.raises(PlanRefused, match="Choose the answer"):
        answer(asked, editor, "perhaps", "Who knows")


def test_only_what_was_accepted_is_done(asked, editor):
    with pytest.raises(PlanRefused, match="Answer it first"):
        complete_recommendation(recommendation=asked, on=TODAY, by=editor)
    answer(asked, editor, Answer.REJECTED, "Too dear.")
    with pytest.raises(PlanRefused, match="Answer it first"):
        complete_recommendation(recommendation=asked, on=TODAY, by=editor)


def test_it_is_done_in_a_version_of_its_own_plan_and_once(asked, plan, editor):
    answer(asked, editor)
    with pytest.raises(PlanRefused, match="a version of this plan"):
        complete_recommendation(recommendation=asked, on=TODAY, version=VersionFactory(), by=editor)
    version = VersionFactory(plan=plan)
    complete_recommendation(recommendation=asked, on=TODAY, version=version, by=editor)
    asked.refresh_from_db()
    assert (asked.done_on, asked.done_version, asked.is_open) == (TODAY, version, False)
    with pytest.raises(PlanRefused, match="done on 28 July 2022 already"):
        complete_recommendation(recommendation=asked, on=TODAY, by=editor)


def test_what_is_done_is_opened_again_before_it_is_rejected(asked, editor):
    answer(asked, editor)
    complete_recommendation(recommendation=asked, on=TODAY, by=editor)
    with pytest.raises(PlanRefused, match="Open it again first"):
        answer(asked, editor, Answer.REJECTED, "No")
    reopen_recommendation(recommendation=asked, by=editor)
    reopen_recommendation(recommendation=asked, by=editor)
    asked.refresh_from_db()
    assert asked.is_open
    assert asked.history.first().history_change_reason == f"Opened again by {editor}"
    assert asked.history.count() == 4


def test_one_recommendation_and_many_agree_on_what_is_open(plan, editor):
    rows = RecommendationFactory.create_batch(4, plan=plan, meeting=MeetingFactory(plan=plan))
    answer(rows[1], editor)
    answer(rows[2], editor, Answer.REJECTED, "No")
    answer(rows[3], editor)
    complete_recommendation(recommendation=rows[3], on=TODAY, by=editor)
    every = list(plan.recommendations.all())
    assert list(plan.recommendations.open()) == [each for each in every if each.is_open] == [rows[0], rows[1]]


def test_a_body_is_shown_at_its_next_meeting_what_it_still_waits_for(plan, york, editor):
    scrutiny, board = BodyFactory(authority=york), BodyFactory(authority=york)
    june = MeetingFactory(plan=plan, body=scrutiny, held_on=ASKED_ON)
    september = MeetingFactory(plan=plan, body=scrutiny, held_on=date(2022, 9, 20))
    elsewhere = MeetingFactory(plan=plan, body=board, held_on=date(2022, 9, 21))
    open_one, done, rejected = RecommendationFactory.create_batch(3, plan=plan, meeting=june)
    RecommendationFactory(plan=plan, meeting=elsewhere)
    answer(done, editor)
    complete_recommendation(recommendation=done, on=TODAY, by=editor)
    answer(rejected, editor, Answer.REJECTED, "No")
    assert list(Recommendation.objects.open_for(september)) == [open_one]
    assert list(Recommendation.objects.open_for(june)) == []
    assert list(Recommendation.objects.open_for(elsewhere)) == []


def snapshot_of(plan):
    return take(plan, on=TODAY, calendar=current_calendar())


def test_papers_print_what_was_asked_only_where_something_was(plan):
    assert list(asked_blocks(snapshot_of(plan))) == []
    RecommendationFactory(plan=plan)
    headings = [block.text for block in annex(snapshot_of(plan)).plain_blocks() if hasattr(block, "level")]
    assert headings[-1] == "What committees asked"


def test_a_row_of_the_paper_says_all_of_it(plan, editor, lead):
    asked = record(plan, editor, areas=plan.responses.all()[:2], items=plan.items.all()[:1])
    Recommendation.objects.update(asked_by="The task group", owner_post="Head of Quality", due_on=date(2022, 9, 30))
    asked.refresh_from_db()
    answer(asked, lead, Answer.PARTLY, "From September.")
    version = save_version(plan=plan, by=lead, reason="Done")
    complete_recommendation(recommendation=asked, on=TODAY, version=version, by=lead)
    _, table = asked_blocks(snapshot_of(plan))
    said = [[part.text for part in cell if part] for cell in table.rows[0]]
    body = str(asked.meeting.body)
    assert said == [
        ["1"],
        ["Show the previous rating.", "areas 1 and 2, action 1.1"],
        [body, "The task group", "28 June 2022"],
        ["Partly accepted", "From September."],
        ["Head of Quality", "30 September 2022", "28 July 2022, in version 1"],
    ]


def test_what_is_missing_is_not_said(plan):
    asked = snapshot_of(RecommendationFactory(plan=plan).plan).recommendations[0]
    assert (about_words(asked), done_words(asked)) == ("", "")
    _, table = asked_blocks(snapshot_of(plan))
    assert [part.text for part in table.rows[0][3] if part] == ["No answer yet"]
    assert [part for part in table.rows[0][4] if part] == []
