"""Moving a plan along its road: what is stored, what is refused and in what words, and coming back."""

from dataclasses import replace
from datetime import date

import pytest

from actionplans.actions import (
    MoveRefused,
    StageConflict,
    Wish,
    move_plan,
    moves_of,
    save_version,
    snapshot_of,
    submit_plan,
    what_stops,
    what_to_weigh,
)
from actionplans.models import ActionItem, CouncilPractice, PlanRefused, Stage, Version
from actionplans.models.stages import ROAD, Move, Way, moves_from
from actionplans.snapshot import PlanSnapshot
from actionplans.views.road import Progress, road_of
from ilacs.authorities.models import Role
from ilacs.design.today import as_if_on
from tests.factories import (
    BodyFactory,
    InspectionFactory,
    MeetingFactory,
    MembershipFactory,
    PlanFactory,
    closed,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

TODAY = date(2022, 8, 11)


def wish(plan, to, by, **changes):
    """The wish to move a plan from where it is, today."""
    return replace(Wish(Stage(to), Stage(plan.stage), by, TODAY, TODAY), **changes)


def go(plan, by, *stages, on=TODAY):
    """The plan after it was moved to each stage in turn."""
    for to in stages:
        asked = wish(plan, to, by, on=on, today=on, note="A reason.")
        if to == Stage.SUBMITTED and plan.is_draft:
            submit_plan(plan=plan, wish=asked, sent_to="inspections@ofsted.example")
        else:
            move_plan(plan=plan, wish=asked)
    return plan


@pytest.fixture
def plan(york):
    return york_plan(york)


def test_a_move_is_stored_with_who_when_why_and_the_version_it_made(plan, editor):
    move = move_plan(plan=plan, wish=wish(plan, "consultation", editor, on=date(2022, 6, 1), note="To partners."))
    assert (move.from_stage, move.to_stage, move.moved_on) == ("draft", "consultation", date(2022, 6, 1))
    assert (move.note, move.moved_by, plan.stage) == ("To partners.", editor, "consultation")
    version = move.version
    assert (version.number, version.cause, version.stage) == (1, Version.Cause.STAGE, "consultation")
    assert version.reason == "Moved from Draft to Consultation: To partners."
    assert PlanSnapshot.from_json(version.content).stage == "consultation"
    newest = plan.history.first()
    assert newest.stage == "consultation"
    assert str(editor) in newest.history_change_reason


def test_submitting_fixes_dates_and_proves_what_was_sent(plan, lead):
    go(plan, lead, "consultation", "scrutiny", "approval", on=date(2022, 7, 1))
    submission = submit_plan(
        plan=plan,
        wish=wish(plan, "submitted", lead),
        sent_to="a@ofsted.example\n\n b@education.example",
        reference="R1",
    )
    assert (plan.stage, plan.submitted_on) == ("submitted", TODAY)
    assert submission.addresses == ["a@ofsted.example", "b@education.example"]
    assert (submission.working_day, submission.spare, submission.due_on) == (69, 1, date(2022, 8, 12))
    assert submission.timeliness.sentence == "In time: sent on working day 69, 1 working day to spare."
    assert submission.version == submission.move.version
    assert {item.original_due_on for item in plan.items.all()} == {date(2022, 12, 31)}
    assert plan.inspections.get().fixed_deadlines.get().due_on == date(2022, 8, 12)


def test_a_plan_sent_late_says_by_how_many_working_days(plan, lead):
    late = date(2022, 8, 16)
    sent(plan, on=late, by=lead)
    submission = plan.submissions.get()
    assert submission.spare == -2
    assert submission.timeliness.sentence == ("Late by 2 working days: due on 12 August 2022, sent on 16 August 2022.")


def test_a_plan_without_a_known_deadline_is_sent_all_the_same(york, lead):
    plan = york_plan(york)
    plan.inspections.update(published_on=None)
    sent(plan, by=lead)
    assert plan.submissions.get().timeliness is None


@pytest.mark.parametrize(
    ("to", "changes", "field", "words"),
    [
        ("consultation", {"on": date(2022, 8, 12)}, "on", "The date must be today or in the past"),
        (
            "consultation",
            {"on": date(2022, 3, 6)},
            "on",
            "The inspection began on 7 March 2022. Enter that day or a later one",
        ),
        ("superseded", {}, "note", "Enter the reason"),
        ("superseded", {"note": "Both in one."}, "successor", "Choose the plan that takes its place"),
    ],
)
def test_what_was_typed_about_a_move_is_refused_beside_its_field(plan, lead, to, changes, field, words):
    with pytest.raises(MoveRefused) as refused:
        move_plan(plan=plan, wish=wish(plan, to, lead, **changes))
    assert refused.value.field == field
    assert str(refused.value).startswith(words)
    plan.refresh_from_db()
    assert plan.stage == "draft"
    assert not plan.versions.exists()


def test_no_move_is_made_before_the_day_of_the_one_before_or_of_the_report(plan, lead):
    go(plan, lead, "consultation", on=date(2022, 7, 1))
    with pytest.raises(MoveRefused, match="The plan moved to consultation on 1 July 2022"):
        move_plan(plan=plan, wish=wish(plan, "scrutiny", lead, on=date(2022, 6, 30)))
    plan.inspections.update(received_on=date(2022, 7, 4))
    with pytest.raises(MoveRefused, match="The report was received on 4 July 2022"):
        move_plan(plan=plan, wish=wish(plan, "scrutiny", lead, on=date(2022, 7, 2)))


def test_a_plan_takes_the_place_of_another_only_if_it_could(plan, lead, york, elsewhere):
    over = PlanFactory(authority=york, stage=Stage.CLOSED, closed_on=TODAY)
    for other, words in (
        (plan, "Choose the plan that takes its place"),
        (PlanFactory(authority=elsewhere), "Choose the plan that takes its place"),
        (over, "Choose a plan that is not over"),
    ):
        with pytest.raises(MoveRefused, match=words):
            move_plan(plan=plan, wish=wish(plan, "superseded", lead, note="One plan.", successor=other))


@pytest.fixture
def york_plan_of_a_council_without_scrutiny(york):
    CouncilPractice.objects.create(authority=york, skipped_stages=["consultation", "scrutiny"])
    return york_plan(york)


def test_a_council_skips_the_stages_it_does_not_use(york_plan_of_a_council_without_scrutiny, editor):
    plan = york_plan_of_a_council_without_scrutiny
    assert [move.to for move in moves_of(plan)] == ["approval", "superseded"]
    with pytest.raises(PlanRefused, match="A plan cannot go from Draft to Consultation"):
        move_plan(plan=plan, wish=wish(plan, "consultation", editor))
    go(plan, editor, "approval")
    assert [move.to for move in moves_of(plan)] == ["submitted", "draft", "superseded"]


def test_a_plan_that_lacks_something_is_not_submitted_and_the_refusal_names_it(plan, lead):
    go(plan, lead, "consultation", "scrutiny", "approval")
    ActionItem.objects.filter(plan=plan, reference__in=["1.1", "2.1"]).update(success_measure="")
    with pytest.raises(PlanRefused, match=r"2 things have to be put right before the plan can be submitted.*1\.1"):
        submit_plan(plan=plan, wish=wish(plan, "submitted", lead), sent_to="a@ofsted.example")
    assert not plan.submissions.exists()


def test_a_plan_is_not_sent_without_an_address_nor_by_the_plain_verb(plan, lead):
    go(plan, lead, "consultation", "scrutiny", "approval")
    with pytest.raises(MoveRefused, match="Enter where the plan was sent") as refused:
        submit_plan(plan=plan, wish=wish(plan, "submitted", lead), sent_to=" \n")
    assert refused.value.field == "sent_to"
    with pytest.raises(PlanRefused, match="with the address"):
        move_plan(plan=plan, wish=wish(plan, "submitted", lead))


def test_a_plan_is_not_sent_before_the_only_day_that_is_known_of_its_report(plan, lead):
    """Published on 4 May 2022; while the day of receipt is not recorded, no working day can be counted before that."""
    early = date(2022, 5, 3)
    words = (
        "The report was published on 4 May 2022. Enter that day or a later one, or first record the day it was received"
    )
    with pytest.raises(MoveRefused, match=words) as refused:
        sent(plan, on=early, by=lead)
    assert refused.value.field == "on"
    plan.refresh_from_db()
    plan.inspections.update(received_on=date(2022, 5, 2))
    sent(plan, on=early, by=lead)
    assert (plan.submissions.get().working_day, plan.submissions.get().spare) == (1, 69)


def test_what_the_first_sending_did_in_time_is_not_late_when_the_plan_is_sent_again(plan, lead, administrator):
    """A focused visit a year later is taken into the same plan; its own deadline counts, the first was met."""
    sent(plan, by=lead)
    later, again = date(2023, 6, 1), date(2023, 7, 3)
    go(plan, administrator, "draft", on=later)
    visit = InspectionFactory(
        authority=plan.authority,
        started_on=date(2023, 4, 17),
        ended_on=date(2023, 4, 20),
        notified_on=None,
        received_on=date(2023, 5, 2),
        published_on=None,
    )
    plan.inspections.add(visit)
    go(plan, lead, "submitted", on=again)
    first, second = plan.submissions.all()
    assert (first.due_on, first.spare) == (date(2022, 8, 12), 1)
    assert (second.due_on, second.counted_from) == (date(2023, 8, 10), date(2023, 5, 2))
    assert second.timeliness.in_time


def test_a_correction_sent_after_the_deadline_that_was_met_is_not_late(plan, lead, administrator):
    sent(plan, by=lead)
    later = date(2022, 9, 5)
    go(plan, administrator, "draft", on=later)
    go(plan, lead, "submitted", on=later)
    again = plan.submissions.last()
    assert (again.timeliness, again.due_on) == (None, None)
    assert again.basis == "The deadline of 12 August 2022 was met when the plan was sent on 11 August 2022."


def test_a_deadline_that_was_missed_stays_missed_when_the_plan_is_sent_again(plan, lead, administrator):
    sent(plan, on=date(2022, 8, 16), by=lead)
    go(plan, administrator, "draft", on=date(2022, 8, 17))
    go(plan, lead, "submitted", on=date(2022, 8, 17))
    assert [each.spare for each in plan.submissions.all()] == [-2, -3]


def test_a_plan_under_embargo_is_not_published(plan, lead):
    sent(plan, by=lead)
    inspection = embargoed(plan.inspections.get(), lead)
    publishing = next(move for move in moves_of(plan) if move.publishes)
    assert (
        "Ofsted has not published the report yet" in what_stops(plan, publishing, on=inspection.received_on, by=lead)[0]
    )


def test_a_plan_goes_back_with_a_reason_and_what_was_sent_stays_on_record(plan, lead, administrator):
    sent(plan, by=lead)
    CouncilPractice.objects.all().delete()
    plan.refresh_from_db()
    with pytest.raises(MoveRefused, match="Enter the reason"):
        move_plan(plan=plan, wish=wish(plan, "approval", lead, note=" "))
    go(plan, administrator, "approval", "draft")
    assert (plan.submitted_on, plan.is_draft) == (None, True)
    assert plan.submissions.get().taken_back(plan.moves.all()).to_stage == "approval"
    assert {item.original_due_on for item in plan.items.all()} == {date(2022, 12, 31)}
    go(plan, lead, "consultation", "scrutiny", "approval", "submitted")
    first, second = plan.submissions.all()
    assert first.taken_back(plan.moves.all())
    assert second.taken_back(plan.moves.all()) is None
    assert plan.submitted_on == TODAY


def test_nobody_both_takes_a_sent_plan_back_and_sends_it_again(plan, lead, administrator):
    sent(plan, by=lead)
    go(plan, lead, "draft")
    again = next(move for move in moves_of(plan) if move.sends)
    words = "You took this plan back. Another lead must send it again, so that two people have seen the change"
    assert what_stops(plan, again, on=TODAY, by=lead) == (words,)
    with pytest.raises(PlanRefused, match=words):
        go(plan, lead, "submitted")
    second = MembershipFactory(authority=plan.authority, role=Role.LEAD).user
    assert not what_stops(plan, again, on=TODAY, by=second)
    go(plan, second, "submitted")
    go(plan, administrator, "draft")
    go(plan, lead, "submitted")
    assert [each.recorded_by for each in plan.submissions.all()] == [lead, second, lead]


def test_before_it_was_ever_sent_whoever_moves_a_plan_back_may_send_it(plan, lead):
    go(plan, lead, "consultation", "scrutiny", "approval", "draft")
    sent(plan, by=lead)
    assert plan.is_sent


def test_a_plan_replaced_by_another_can_come_back_to_where_it_was(plan, lead, york):
    go(plan, lead, "consultation", "scrutiny")
    successor = PlanFactory(authority=york, title="Both in one")
    move = move_plan(plan=plan, wish=wish(plan, "superseded", lead, note="One plan for both.", successor=successor))
    assert (move.successor, plan.is_closed, plan.closed_on) == (successor, True, TODAY)
    assert [(each.to, each.words) for each in moves_of(plan)] == [("scrutiny", "Bring the plan back to scrutiny")]
    move_plan(plan=plan, wish=wish(plan, "scrutiny", lead, note="It was the other plan.", successor=successor))
    assert (plan.stage, plan.closed_on) == ("scrutiny", None)
    assert plan.moves.last().successor is None


def test_a_closed_plan_is_opened_again_with_a_reason(plan, lead):
    closed(sent(plan, by=lead), by=lead)
    assert plan.closed_on == date(2024, 3, 1)
    move_plan(
        plan=plan, wish=wish(plan, "monitoring", lead, on=date(2024, 3, 2), today=date(2024, 3, 2), note="Too early.")
    )
    assert (plan.stage, plan.closed_on, plan.submitted_on) == ("monitoring", None, TODAY)


def test_whoever_saw_another_stage_is_told_and_changes_nothing(plan, lead, editor):
    late = wish(plan, "consultation", lead)
    go(plan, editor, "consultation")
    with pytest.raises(StageConflict, match="Somebody has moved this plan to Consultation"):
        move_plan(plan=plan, wish=late)
    assert plan.moves.count() == 1


@pytest.mark.parametrize("stage", Stage)
def test_every_move_has_words_and_forward_comes_first(stage):
    moves = moves_from(stage, skipped=frozenset(), came_from=Stage.MONITORING)
    assert moves
    assert all(move.words for move in moves)
    ways = [move.way for move in moves]
    assert ways == sorted(ways, key=list(Way).index)
    assert stage.meaning


def _road(plan, skipped=()):
    return [(step.stage.value, step.progress) for step in road_of(plan, list(plan.moves.all()), skipped)]


def test_the_road_marks_where_the_plan_is_and_leaves_out_what_it_skipped(plan, lead):
    assert _road(plan, ["scrutiny"]) == [
        (stage.value, Progress.NOW if stage is Stage.DRAFT else Progress.TO_COME)
        for stage in ROAD
        if stage != "scrutiny"
    ]
    sent(plan, by=lead)
    assert _road(plan)[:3] == [("draft", "done"), ("submitted", "now"), ("published", "to come")]
    steps = road_of(plan, list(plan.moves.all()), ())
    assert [(step.on, step.by) for step in steps[:2]] == [(None, ""), (TODAY, str(lead))]
    other = PlanFactory(authority=plan.authority)
    move_plan(plan=plan, wish=wish(plan, "superseded", lead, note="One plan.", successor=other))
    assert _road(plan) == [("draft", "done"), ("submitted", "done"), ("superseded", "now")]


def test_what_to_weigh_before_sending_and_closing_is_said_and_forbids_nothing(plan):
    sent_too_early = Move(Stage.APPROVAL, Stage.SUBMITTED, Way.FORWARD)
    MeetingFactory(
        plan=plan,
        body=BodyFactory(authority=plan.authority, name="Cabinet"),
        held_on=date(2022, 8, 30),
        purpose="decide",
    )
    assert what_to_weigh(plan, sent_too_early, on=TODAY) == ("Cabinet meets on 30 August 2022, to decide",)
    assert what_to_weigh(plan, sent_too_early, on=date(2022, 8, 31)) == ()
    closing = Move(Stage.MONITORING, Stage.CLOSED, Way.FORWARD)
    assert what_to_weigh(plan, closing, on=TODAY) == ("0 of 7 actions complete",)


def test_a_paper_made_for_a_meeting_names_that_meeting(plan, editor):
    MeetingFactory(
        plan=plan, body=BodyFactory(authority=plan.authority, name="Improvement Board"), held_on=date(2022, 6, 20)
    )
    scrutiny = MeetingFactory(
        plan=plan, body=BodyFactory(authority=plan.authority, name="Scrutiny"), held_on=date(2022, 6, 28)
    )
    with as_if_on(date(2022, 6, 15)):
        version = save_version(plan=plan, by=editor, reason="For scrutiny", meeting=scrutiny)
    snapshot = snapshot_of(version)
    assert (snapshot.committee, snapshot.meeting_on) == ("Scrutiny", date(2022, 6, 28))
