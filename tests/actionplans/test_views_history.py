"""The pages that tell who changed what."""

from datetime import date

import pytest

from actionplans import history
from actionplans.history import FieldChange
from actionplans.models import AskedAction, CouncilPractice, Recommendation, Voice
from ilacs.design.today import as_if_on
from tests.factories import (
    AskedActionFactory,
    BodyFactory,
    CouncilRatingFactory,
    GlossaryTermFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MeetingFactory,
    ProgressUpdateFactory,
    ReadingFactory,
    RecommendationFactory,
    RoundFactory,
    StageMoveFactory,
    VoiceFactory,
    york_plan,
)

pytestmark = pytest.mark.django_db
LONG = "A very long text that is never cut. " * 200


@pytest.fixture
def plan(york):
    """York's draft plan with one action in each area."""
    return york_plan(york)


def change(row, by=None, because=None, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user, row._change_reason = by, because
    row.save()


def told(changes):
    """Every change without its moment, newest first."""
    return [
        (each.subject, each.what, each.by, each.reason, [(one.name, one.before, one.after) for one in each.fields])
        for each in changes
    ]


def test_texts_of_the_plan_and_its_areas_are_told_whole_with_reason_and_person(plan, editor):
    change(plan, by=editor, because="Asked for by the board", introduction=LONG)
    response = plan.responses.first()
    change(response, by=editor, because="Edited by Eddie Editor", outcome="Children are heard.", lead_person=editor)
    StageMoveFactory(plan=plan, from_stage="draft", to_stage="consultation", note="Out to partners", moved_by=editor)
    changes = told(history.changes_of_plan(plan, "plan"))
    assert ("The plan", "Changed", "Eddie Editor", "Asked for by the board", [("Introduction", "", LONG)]) in changes
    assert (
        "Area 1",
        "Changed",
        "Eddie Editor",
        "",
        [
            ("Outcome for children", "Children get help sooner.", "Children are heard."),
            ("Lead", "Director of Children's Services", "Director of Children's Services, Eddie Editor"),
        ],
    ) in changes
    assert (
        "The plan",
        "Stage moved",
        "Eddie Editor",
        "Out to partners",
        [("Stage", "Draft", "Consultation")],
    ) in changes


def test_a_measure_its_targets_and_its_readings_are_one_story(plan, editor):
    measure = MeasureFactory(plan=plan, name="Visits", owner_person=editor)
    measure.items.add(plan.items.get(reference="1.1"))
    target = MeasureTargetFactory(measure=measure)
    change(target, by=editor, because="The board asks for more", value=90)
    ReadingFactory(measure=measure, made_by=editor)
    measure.archive(by=editor, reason="Counted elsewhere")
    changes = told(history.changes_of_plan(plan, "measures"))
    assert changes == told(history.changes_of_measure(measure))
    assert changes[0] == ("M1 Visits", "Taken away", "", "Counted elsewhere", [])
    assert changes[1] == (
        "Target of M1 for 31 December 2022",
        "Changed",
        "Eddie Editor",
        "The board asks for more",
        [("Target", "85", "90")],
    )
    assert changes[3] == ("M1 Visits", "Changed", "", "", [("Actions", "", "1.1")])
    assert ("Value", "", "76") in changes[-1][-1]
    assert changes[-1][:2] == ("M1 Visits", "Reading added")


def test_voices_meetings_recommendations_and_rounds_are_told(plan, editor):
    voice = VoiceFactory(plan=plan, did="")
    change(voice, by=editor, did="A duty worker answers.", who=Voice.Who.CHILDREN)
    meeting = MeetingFactory(plan=plan, held_on=date(2022, 6, 28))
    change(meeting, by=editor, held_on=date(2022, 7, 5), is_key_decision=True)
    asked = RecommendationFactory(plan=plan, meeting=meeting)
    change(asked, answer=Recommendation.Answer.PARTLY, reason="As far as money goes.", answered_on=date(2022, 7, 6))
    AskedActionFactory(round=RoundFactory(plan=plan, meeting=meeting), item=plan.items.first())
    assert told(history.changes_of_plan(plan, "voices"))[0] == (
        "Children and young people, 15 June 2022",
        "Changed",
        "Eddie Editor",
        "",
        [
            ("Who said it", "Parents, carers and families", "Children and young people"),
            ("What we did", "", "A duty worker answers."),
        ],
    )
    assert told(history.changes_of_voice(voice)) == told(history.changes_of_plan(plan, "voices"))
    meetings = told(history.changes_of_plan(plan, "meetings"))
    assert meetings[0][1:] == (
        "Changed",
        "",
        "",
        [
            ("Answer", "", "Partly accepted"),
            ("Reason for the answer", "", "As far as money goes."),
            ("Answered on", "", "6 July 2022"),
        ],
    )
    assert meetings[0] == told(history.changes_of_recommendation(asked))[0]
    assert meetings[2][-1] == [
        ("Date of the meeting", "28 June 2022", "5 July 2022"),
        ("Is key decision", "No", "Yes"),
    ]
    assert [each[0] for each in told(history.changes_of_plan(plan, "rounds"))] == ["Action 1.1 in round 1", "Round 1"]


def test_what_holds_for_every_plan_of_a_council_is_told_beside_what_held_before(york, editor, plan):
    rating = CouncilRatingFactory(authority=york, word="Green")
    change(rating, by=editor, because="The board’s word", word="Going well")
    term = GlossaryTermFactory(authority=york, term="LAC", meaning="Looked-after child")
    change(term, by=editor, meaning="Child in care")
    CouncilPractice.objects.create(authority=york, skipped_stages=["scrutiny"], silent_after_days=30)
    BodyFactory(authority=york, name="Board")
    changes = told(history.changes_of_council(york))
    assert (
        "“LAC”",
        "Changed",
        "Eddie Editor",
        "",
        [("What it stands for", "Looked-after child", "Child in care")],
    ) in (changes)
    assert (
        "How the council works",
        "Changed",
        "",
        "",
        [
            ("Stages it does without", "", "Scrutiny"),
            ("Days without an update until an action is silent", "60", "30"),
        ],
    ) in changes
    ratings = told(history.changes_of_rating(york, "on_track"))
    assert ratings == [
        ("Rating “Going well”", "Changed", "Eddie Editor", "The board’s word", [("Word", "Green", "Going well")]),
        (
            "Rating “Green”",
            "Changed",
            "",
            "",
            [
                ("Word", "On track", "Green"),
                ("Definition", "Work is going to plan and will finish by its due date.", "All is well."),
            ],
        ),
    ]
    assert [each for each in changes if each[0].startswith("Rating")] == ratings


@pytest.mark.parametrize("part", history.STORIES)
def test_everybody_of_the_council_reads_every_part(part, plan, member, client_of):
    page = client_of(member).get(f"/york/plans/{plan.pk}/history/?of={part}")
    assert page.status_code == 200
    assert history.STORIES[part].name in page.content.decode()


def test_a_part_that_is_not_there_is_not_found(plan, member, client_of):
    assert client_of(member).get(f"/york/plans/{plan.pk}/history/?of=secrets").status_code == 404


def test_a_long_story_has_pages(plan, editor, member, client_of):
    for number in range(60):
        with as_if_on(date(2022, 6, 1 + number % 28)):
            change(plan, by=editor, introduction=f"Words {number}.")
    browser = client_of(member)
    first = browser.get(f"/york/plans/{plan.pk}/history/").content.decode()
    assert "69 changes, page 1 of 2" in first
    assert 'href="?of=plan&amp;page=2"' in first
    assert "Words 27." in first
    last = browser.get(f"/york/plans/{plan.pk}/history/?page=99").content.decode()
    assert "page 2 of 2" in last
    assert "Newer changes" in last


@pytest.mark.parametrize("part", history.STORIES)
def test_the_same_number_of_queries_however_much_was_changed(part, plan, york, editor, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(10) as found:
            list(history.changes_of_plan(plan, part))
        return len(found)

    _one_of_each(plan, editor)
    before = count()
    for _number in range(4):
        _one_of_each(plan, editor)
    assert count() == before


def _one_of_each(plan, editor):
    plan.introduction += "More words. "
    change(plan, by=editor)
    measure = MeasureTargetFactory(measure__plan=plan).measure
    measure.items.add(plan.items.first())
    measure.responses.add(plan.responses.first())
    ReadingFactory(measure=measure, made_by=editor)
    change(VoiceFactory(plan=plan, item=plan.items.first(), response=plan.responses.first()), by=editor, how="Heard")
    asked = RecommendationFactory(plan=plan, owner_person=editor)
    asked.items.add(plan.items.last())
    asked.responses.add(plan.responses.last())
    asking = plan.rounds.first() or RoundFactory(plan=plan)
    for item in plan.items.exclude(asked_in__round=asking)[:1]:
        AskedActionFactory(round=asking, item=item)


def test_a_review_is_told_with_the_report_it_was_of(plan, editor, lead):
    item = plan.items.get(reference="1.1")
    first = ProgressUpdateFactory(item=item, reported_on=date(2022, 9, 5), made_by=editor)
    asked = AskedActionFactory(round=RoundFactory(plan=plan), item=item)
    asked.review, asked.update, asked.reviewed_by = AskedAction.Review.ACCEPTED, first, lead
    asked.save()
    asked.update = ProgressUpdateFactory(item=item, reported_on=date(2022, 9, 6), made_by=None, number=2)
    asked.save()
    words = "Reported for 5 September 2022, by Eddie Editor"
    told_of = [
        change.fields for change in history.changes_of_plan(plan, "rounds") if change.subject.startswith("Action")
    ]
    assert told_of[:2] == [
        (FieldChange("Report that was reviewed", words, "Reported for 6 September 2022"),),
        (FieldChange("Review", "Not reviewed", "Accepted"), FieldChange("Report that was reviewed", "", words)),
    ]
