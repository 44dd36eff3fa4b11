"""What committees ask: recorded once, answered with a reason, done in a version, shown until then, printed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from actionplans.actions import AlreadySaved, save_version
from actionplans.actions.recommendations import (
    answer_recommendation,
    complete_recommendation,
    edit_recommendation,
    record_recommendation,
    reopen_recommendation,
    take_answer_back,
)
from actionplans.exports.asked import about_words, asked_blocks, done_words
from actionplans.exports.build import annex
from actionplans.models import EditConflict, PlanRefused, Recommendation
from actionplans.snapshot import take
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import BodyFactory, MeetingFactory, PlanFactory, RecommendationFactory, VersionFactory, york_plan

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
    answer_recommendation(recommendation=asked, answer=to, reason=reason, on=on, revision=revision_of(asked), by=by)


def complete(asked, by, version=None, on=TODAY):
    complete_recommendation(recommendation=asked, on=on, version=version, revision=revision_of(asked), by=by)


def reopen(asked, by):
    reopen_recommendation(recommendation=asked, revision=revision_of(asked), by=by)


def revision_of(asked):
    """What a page opened now would send."""
    return Recommendation.objects.get(pk=asked.pk).revision


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


def test_the_same_form_sent_with_another_meeting_or_area_is_refused(plan, editor):
    entry, meeting = uuid4(), MeetingFactory(plan=plan)
    record(plan, editor, meeting=meeting, entry=entry)
    others = {"meeting": MeetingFactory(plan=plan)}, {"meeting": meeting, "areas": [plan.responses.first()]}
    for other in others:
        with pytest.raises(AlreadySaved, match="Save again to add this as another recommendation"):
            record(plan, editor, entry=entry, **other)
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


def test_a_form_of_another_plan_sent_again_is_refused(plan, editor):
    entry = uuid4()
    record(PlanFactory(authority=plan.authority), editor, entry=entry)
    with pytest.raises(PlanRefused, match="Open the page again"):
        record(plan, editor, entry=entry)


def test_an_answer_to_what_has_changed_meanwhile_is_refused(asked, editor, lead):
    opened = asked.revision
    answer(asked, lead, Answer.REJECTED, "Too dear.")
    for late in (
        lambda: answer_recommendation(
            recommendation=asked, answer=Answer.ACCEPTED, reason="", on=TODAY, revision=opened, by=editor
        ),
        lambda: complete_recommendation(recommendation=asked, on=TODAY, revision=opened, by=editor),
        lambda: take_answer_back(recommendation=asked, reason="A slip.", revision=opened, by=editor),
    ):
        with pytest.raises(EditConflict) as refused:
            late()
        assert (refused.value.current.answer, refused.value.current.reason) == (Answer.REJECTED, "Too dear.")


def test_every_step_is_a_revision_of_its_own(asked, editor):
    answer(asked, editor)
    complete(asked, editor)
    reopen(asked, editor)
    take_answer_back(recommendation=asked, reason="Given too early.", revision=3, by=editor)
    asked.refresh_from_db()
    assert asked.revision == 4
    assert [row.revision for row in asked.history.all()] == [4, 3, 2, 1, 0]


def test_what_was_done_again_meanwhile_is_not_opened(asked, editor, lead):
    answer(asked, editor)
    complete(asked, editor)
    opened = revision_of(asked)
    reopen(asked, lead)
    complete(asked, lead)
    with pytest.raises(EditConflict):
        reopen_recommendation(recommendation=asked, revision=opened, by=editor)


def edit(asked, by, **changes):
    edited = Recommendation.objects.get(pk=asked.pk)
    for name, value in changes.items():
        setattr(edited, name, value)
    edit_recommendation(recommendation=edited, areas=[], items=[], revision=revision_of(asked), by=by)


def test_the_words_that_were_answered_stand(asked, plan, editor):
    asked.text = "Print the previous rating.\nIn every report."
    asked.save()
    answer(asked, editor)
    for field, value in (("text", "Quite other words."), ("meeting", MeetingFactory(plan=plan))):
        with pytest.raises(
            PlanRefused, match=r"The answer stands under these words\. Take the answer back first"
        ) as no:
            edit(asked, editor, **{field: value})
        assert no.value.field == field
    edit(asked, editor, text="Print the previous rating.\r\nIn every report.", owner_post="Head of Quality")
    asked.refresh_from_db()
    assert asked.owner_post == "Head of Quality"


def test_an_answer_is_taken_back_with_a_reason_that_is_kept_and_then_the_words_can_change(asked, editor):
    answer(asked, editor, Answer.PARTLY, "From September.")
    take_answer_back(recommendation=asked, reason="The minutes were corrected.", revision=1, by=editor)
    asked.refresh_from_db()
    assert (asked.answer, asked.reason, asked.answered_on, asked.answered_by) == ("", "", None, None)
    newest, before = asked.history.all()[:2]
    assert newest.history_change_reason == f"Answer taken back by {editor}: The minutes were corrected."
    assert (before.answer, before.reason) == (Answer.PARTLY, "From September.")
    edit(asked, editor, text="The corrected words.")
    asked.refresh_from_db()
    assert asked.text == "The corrected words."


def test_an_answer_is_not_taken_back_without_a_reason_without_an_answer_or_when_done(asked, editor):
    def refusal(reason="A slip."):
        with pytest.raises(PlanRefused) as refused:
            take_answer_back(recommendation=asked, reason=reason, revision=revision_of(asked), by=editor)
        return str(refused.value), refused.value.field

    assert refusal() == ("It has no answer to take back", "")
    answer(asked, editor)
    assert refusal(" ") == ("Enter why the answer is taken back", "reason")
    complete(asked, editor)
    assert refusal() == ("It is recorded as done. Open it again first", "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": "perhaps", "reason": "Who knows"}, "answer"),
        ({"to": Answer.PARTLY}, "reason"),
        ({"on": TODAY + timedelta(days=1)}, "answered_on"),
    ],
)
def test_a_refusal_names_the_field_to_mend(asked, editor, change, field):
    with pytest.raises(PlanRefused) as refused:
        answer(asked, editor, **change)
    assert refused.value.field == field


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
        complete(asked, editor, on=on)


def test_an_unknown_answer_is_refused(asked, editor):
    with pytest.raises(PlanRefused, match="Choose the answer"):
        answer(asked, editor, "perhaps", "Who knows")


def test_only_what_was_accepted_is_done(asked, editor):
    with pytest.raises(PlanRefused, match="Answer it first"):
        complete(asked, editor)
    answer(asked, editor, Answer.REJECTED, "Too dear.")
    with pytest.raises(PlanRefused, match="Answer it first"):
        complete(asked, editor)


def test_it_is_done_in_a_version_of_its_own_plan_and_once(asked, plan, editor):
    answer(asked, editor)
    with pytest.raises(PlanRefused, match="a version of this plan"):
        complete(asked, editor, VersionFactory())
    version = VersionFactory(plan=plan)
    complete(asked, editor, version)
    asked.refresh_from_db()
    assert (asked.done_on, asked.done_version, asked.is_open) == (TODAY, version, False)
    with pytest.raises(PlanRefused, match="done on 28 July 2022 already"):
        complete(asked, editor)


def test_what_is_done_is_opened_again_before_it_is_rejected(asked, editor):
    answer(asked, editor)
    complete(asked, editor)
    with pytest.raises(PlanRefused, match="Open it again first"):
        answer(asked, editor, Answer.REJECTED, "No")
    reopen(asked, editor)
    reopen(asked, editor)
    asked.refresh_from_db()
    assert asked.is_open
    assert asked.history.first().history_change_reason == f"Opened again by {editor}"
    assert asked.history.count() == 4


def test_one_recommendation_and_many_agree_on_what_is_open(plan, editor):
    rows = RecommendationFactory.create_batch(4, plan=plan, meeting=MeetingFactory(plan=plan))
    answer(rows[1], editor)
    answer(rows[2], editor, Answer.REJECTED, "No")
    answer(rows[3], editor)
    complete(rows[3], editor)
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
    complete(done, editor)
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
    complete(asked, lead, version)
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
