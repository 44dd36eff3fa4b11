"""Reporting rounds: who is asked, what counts as answered, reviewing, and the version a round makes."""

from datetime import date, timedelta

import pytest

from actionplans import actions
from actionplans.answer_days import last_answer_day, papers_day, proposed_answer_day, wrong_answer_day
from actionplans.models import (
    ActionPlan,
    AskedAction,
    DeliveryRating,
    EditConflict,
    PlanRefused,
    Round,
    Stage,
    Standing,
    Version,
)
from actionplans.models.stages import Move, Way
from actionplans.snapshot import PlanSnapshot
from actionplans.views.round_rows import review_of
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    OwnDeadlineFactory,
    PlanFactory,
    ProgressUpdateFactory,
    closed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

OPENED = date(2022, 9, 1)
HELD = date(2022, 10, 4)
DUE = date(2022, 9, 21)
PAPERS = date(2022, 9, 26)
Review = AskedAction.Review


@pytest.fixture
def plan(york, lead):
    """York's plan of seven actions, sent on 11 August 2022."""
    return sent(york_plan(york), by=lead)


@pytest.fixture
def meeting(plan):
    """Scrutiny on Tuesday 4 October 2022: its papers are due on Monday 26 September."""
    return MeetingFactory(plan=plan, held_on=HELD, body=BodyFactory(authority=plan.authority, name="Scrutiny"))


def opened(plan, meeting, by, **more):
    """A round opened on 1 September through the real verb."""
    with as_if_on(OPENED):
        wanted = {"answers_due_on": DUE, "message": "", "on": OPENED, **more}
        return actions.open_round(plan=plan, meeting=meeting, by=by, **wanted)


def answered(item, by, on=date(2022, 9, 5), rating=DeliveryRating.ON_TRACK, corrects=None, **more):
    """A report on an action through the real verb, with a reason, so that no proposal stands in its way."""
    with as_if_on(on):
        report = actions.Report(
            on=on, what_changed="Audits are done.", delivery=rating, reason="It goes well.", next_step="More.", **more
        )
        return actions.report_progress(item=item, by=by, report=report, today=on, corrects=corrects)


def asked(round, reference="1.1"):
    """The asked action with this reference as it is stored, with its answer."""
    return AskedAction.objects.with_answers().select_related("item").get(round=round, item__reference=reference)


# Days


def test_the_papers_of_a_public_meeting_are_due_five_clear_days_before(meeting):
    assert papers_day(meeting, current_calendar()) == PAPERS


def test_without_a_rule_papers_are_due_with_the_meeting(plan):
    meeting = MeetingFactory(
        plan=plan, held_on=HELD, body=BodyFactory(authority=plan.authority, papers_clear_days=None)
    )
    assert papers_day(meeting, current_calendar()) == HELD


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (OPENED, date(2022, 9, 23)),
        (date(2022, 9, 23), date(2022, 9, 23)),
        (date(2022, 9, 24), date(2022, 10, 3)),
        (date(2022, 10, 3), date(2022, 10, 3)),
        (HELD, None),
    ],
)
def test_answers_are_due_before_the_papers_or_at_least_before_the_meeting(meeting, on, last):
    assert last_answer_day(meeting, on=on, calendar=current_calendar()) == last


@pytest.mark.parametrize(
    ("on", "proposed"),
    [
        (OPENED, DUE),
        (date(2022, 9, 21), date(2022, 9, 22)),
        (date(2022, 9, 24), date(2022, 9, 29)),
        (HELD, None),
    ],
)
def test_the_day_proposed_leaves_three_working_days_for_reading(meeting, on, proposed):
    assert proposed_answer_day(meeting, on=on, calendar=current_calendar()) == proposed


def test_the_day_proposed_is_before_the_councils_own_deadlines(meeting):
    OwnDeadlineFactory(body=meeting.body, working_days=11)  # 16 September, after the bank holiday of the funeral
    assert proposed_answer_day(meeting, on=OPENED, calendar=current_calendar()) == date(2022, 9, 13)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 9, 23), ""),
        (OPENED, ""),
        (date(2022, 8, 31), "Choose today or a later day"),
        (date(2022, 9, 10), "10 September 2022 is no working day. Choose a working day"),
        (
            PAPERS,
            "The papers of this meeting are due on 26 September 2022. Choose 23 September 2022 or an earlier day",
        ),
    ],
)
def test_a_day_that_cannot_be_says_why(meeting, day, words):
    assert wrong_answer_day(day, meeting, on=OPENED, calendar=current_calendar()) == words


def test_once_the_papers_are_out_answers_are_due_before_the_meeting(meeting):
    late = date(2022, 9, 27)
    words = "The meeting is on 4 October 2022. Choose 3 October 2022 or an earlier day"
    assert wrong_answer_day(HELD, meeting, on=late, calendar=current_calendar()) == words
    words = "No working day is left before the meeting on 4 October 2022. Choose a later meeting"
    assert wrong_answer_day(HELD, meeting, on=HELD, calendar=current_calendar()) == words


# Opening


def test_opening_asks_every_current_action_that_is_not_evidenced_and_keeps_how_it_stood(plan, meeting, editor):
    evidenced, deleted, overdue = (plan.items.get(reference=each) for each in ("1.1", "2.1", "3.1"))
    plan.items.filter(pk=evidenced.pk).update(delivery_rating=DeliveryRating.EVIDENCED)
    plan.items.filter(pk=overdue.pk).update(due_on=date(2022, 8, 31), impact_rating="no_change")
    deleted.delete_by(by=editor, approved="By amendment.")
    round = opened(plan, meeting, editor)
    assert [row.item.reference for row in round.asked.all()] == ["3.1", "4.1", "5.1", "6.1", "7.1"]
    late = asked(round, "3.1")
    assert (late.delivery_before, late.impact_before, late.due_before) == ("off_track", "no_change", date(2022, 8, 31))
    assert asked(round, "4.1").delivery_before == "not_started"
    assert (round.number, round.opened_on, round.opened_by, round.is_open) == (1, OPENED, editor, True)
    assert late.history.get().history_change_reason == "Asked by Eddie Editor"


def test_the_same_form_sent_twice_opens_one_round(plan, meeting, editor):
    assert opened(plan, meeting, editor) == opened(plan, meeting, editor)
    assert plan.rounds.count() == 1


def refusal(call):
    with pytest.raises(PlanRefused) as refused:
        call()
    return str(refused.value), refused.value.field


def test_a_second_round_waits_until_the_first_is_over(plan, meeting, editor, lead):
    opened(plan, meeting, editor)
    words = "Round 1 is open. Close or cancel it first"
    assert refusal(lambda: opened(plan, meeting, lead)) == (words, "")


def test_a_plan_that_was_not_sent_or_is_over_has_no_round(york, plan, meeting, lead):
    words = "Only of a plan that was sent are owners asked to report. This one was not sent, or is over"
    draft = PlanFactory(authority=york)
    assert refusal(lambda: opened(draft, MeetingFactory(plan=draft, held_on=HELD), lead)) == (words, "")
    closed(plan, on=date(2022, 8, 20), by=lead)
    assert refusal(lambda: opened(plan, meeting, lead)) == (words, "")


def test_a_round_is_for_a_meeting_of_the_plan_that_is_still_to_be(york, plan, meeting, editor):
    held = MeetingFactory(plan=plan, held_on=date(2022, 8, 31))
    words = "This meeting was on 31 August 2022. Choose a meeting to come"
    assert refusal(lambda: opened(plan, held, editor)) == (words, "meeting")
    assert refusal(lambda: opened(plan, MeetingFactory(held_on=HELD), editor)) == (
        "Choose a meeting of this plan",
        "meeting",
    )
    actions.cancel_meeting(meeting=meeting, reason="No quorum.", on=OPENED, by=editor)
    words = "This meeting was cancelled. Choose another meeting"
    assert refusal(lambda: opened(plan, meeting, editor)) == (words, "meeting")


def test_a_day_that_cannot_be_is_refused_beside_its_field(plan, meeting, editor):
    words, field = refusal(lambda: opened(plan, meeting, editor, answers_due_on=PAPERS))
    assert (words[:20], field) == ("The papers of this m", "answers_due_on")


def test_there_is_no_round_when_all_is_signed_off(plan, meeting, editor):
    plan.items.update(delivery_rating=DeliveryRating.EVIDENCED)
    words = "Every action is complete and evidenced, so there is nothing to ask"
    assert refusal(lambda: opened(plan, meeting, editor)) == (words, "")


# Answers


def test_an_action_is_answered_by_a_standing_report_made_since_the_round_was_opened(plan, meeting, editor, lead):
    item = plan.items.get(reference="1.1")
    answered(item, lead, on=date(2022, 8, 31))
    round = opened(plan, meeting, editor)
    assert (asked(round).answer, asked(round).standing) == (None, Standing.SILENT)
    report = answered(item, lead)
    assert (asked(round).answer, asked(round).standing) == (report, Standing.TO_REVIEW)
    with as_if_on(date(2022, 9, 6)):
        correction = actions.report_progress(
            item=item,
            by=lead,
            report=actions.Report(
                on=date(2022, 9, 5), what_changed="Half are done.", delivery=DeliveryRating.ON_TRACK, reason="Sic."
            ),
            today=date(2022, 9, 6),
            corrects=report,
        )
    assert asked(round).answer == correction


def test_a_newer_report_takes_the_review_back(plan, meeting, editor, lead):
    round, item = opened(plan, meeting, editor), plan.items.get(reference="1.1")
    answered(item, lead)
    actions.review_answer(asked=asked(round), outcome=Review.RETURNED, note="How many?", by=editor)
    assert (asked(round).standing, asked(round).is_waited_for) == (Standing.RETURNED, True)
    answered(item, lead, on=date(2022, 9, 7))
    assert (asked(round).standing, asked(round).is_waited_for) == (Standing.TO_REVIEW, False)
    actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=editor)
    stored = asked(round)
    assert (stored.standing, stored.note, stored.reviewed_by) == (Standing.ACCEPTED, "", editor)
    reasons = [row.history_change_reason for row in stored.history.all()]
    assert reasons == ["Accepted by Eddie Editor", "Returned by Eddie Editor", "Asked by Eddie Editor"]


def test_my_actions_are_told_what_rounds_ask(plan, meeting, editor, lead, action_owner, elsewhere):
    plan.items.filter(reference__in=("1.1", "2.1", "3.1")).update(lead_person=action_owner)
    plan.items.filter(reference="3.1").update(delivery_rating=DeliveryRating.EVIDENCED)
    round = opened(plan, meeting, editor)
    answered(plan.items.get(reference="2.1"), action_owner)
    found = actions.asked_of(action_owner)
    assert [(row.item.reference, row.standing) for row in found] == [("1.1", "silent"), ("2.1", "to_review")]
    assert (found[0].round, found[0].round.answers_due_on) == (round, DUE)
    assert [len(actions.asked_of(action_owner, each)) for each in (plan, MeetingFactory().plan)] == [2, 0]
    assert actions.asked_of(lead) == []
    action_owner.memberships.update(ended_on=OPENED)
    assert actions.asked_of(action_owner) == []


def test_a_round_that_is_over_asks_nobody(plan, meeting, editor, action_owner):
    plan.items.update(lead_person=action_owner)
    round = opened(plan, meeting, editor)
    assert len(actions.asked_of(action_owner)) == 7
    actions.cancel_round(round=round, reason="The inspection came first.", by=editor)
    assert actions.asked_of(action_owner) == []


# Reviewing


@pytest.fixture
def round(plan, meeting, editor, lead):
    """A round in which the lead answered on 1.1 and the editor on 2.1."""
    round = opened(plan, meeting, editor)
    answered(plan.items.get(reference="1.1"), lead)
    answered(plan.items.get(reference="2.1"), editor)
    return round


def test_only_an_answer_of_somebody_else_is_reviewed(round, editor):
    def accepts(reference):
        return lambda: actions.review_answer(asked=asked(round, reference), outcome=Review.ACCEPTED, by=editor)

    assert refusal(accepts("3.1"))[0] == "Nobody has answered yet, so there is nothing to review"
    assert refusal(accepts("2.1"))[0] == "This is your own work. Ask somebody else who may to review it"
    assert accepts("1.1")().standing == Standing.ACCEPTED


def test_nobody_reviews_a_report_they_made_first_nor_one_on_an_action_they_led_since(round, plan, editor, lead):
    first = asked(round, "2.1").answer
    answered(first.item, lead, corrects=first)
    led = plan.items.get(reference="1.1")
    for person in (editor, lead):
        led.lead_person = person
        led.save()
    answered(plan.items.get(reference="3.1"), lead)
    for reference in ("2.1", "1.1"):
        with pytest.raises(PlanRefused, match="This is your own work"):
            actions.review_answer(asked=asked(round, reference), outcome=Review.ACCEPTED, by=editor)
    shown = {row.item.reference: row.is_own for row in review_of(round, editor).to_review}
    assert shown == {"1.1": True, "2.1": True, "3.1": False}
    assert [row.item.reference for row in actions.accept_all(round=round, by=editor)] == ["3.1"]


def test_a_return_says_what_is_missing(round, editor):
    words = "Enter what is missing, so that the owner knows what to add"
    assert refusal(lambda: actions.review_answer(asked=asked(round), outcome=Review.RETURNED, note=" ", by=editor)) == (
        words,
        "note",
    )
    assert asked(round).standing == Standing.TO_REVIEW


def test_an_answer_that_came_in_meanwhile_is_not_reviewed_unread(round, plan, editor, lead):
    read = asked(round).answer.pk
    answered(plan.items.get(reference="1.1"), lead, on=date(2022, 9, 8))
    words = "A newer answer has come in. Read it first"
    assert refusal(
        lambda: actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=editor, seen=read)
    ) == (words, "")


def test_the_same_review_is_kept_once_and_another_ones_is_not_overwritten_unseen(round, editor, administrator):
    for _ in range(2):
        actions.review_answer(asked=asked(round), outcome=Review.RETURNED, note="How many?", by=editor, was="")
    assert asked(round).history.count() == 2
    words = "Somebody else has reviewed it meanwhile. Look at what they said first"
    assert refusal(
        lambda: actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=administrator, was="")
    ) == (words, "")
    actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=administrator, was="returned")
    assert asked(round).standing == Standing.ACCEPTED


def test_accepting_all_leaves_ones_own_the_returned_and_what_came_in_since(round, plan, editor, lead):
    answered(plan.items.get(reference="3.1"), lead)
    read = {asked(round, reference).answer.pk for reference in ("1.1", "2.1", "3.1")}
    answered(plan.items.get(reference="4.1"), lead)
    actions.review_answer(asked=asked(round, "3.1"), outcome=Review.RETURNED, note="How many?", by=editor)
    accepted = actions.accept_all(round=round, by=editor, seen=read)
    assert [row.item.reference for row in accepted] == ["1.1"]
    standings = [asked(round, reference).standing for reference in ("1.1", "2.1", "3.1", "4.1", "5.1")]
    assert standings == ["accepted", "to_review", "returned", "to_review", "silent"]
    assert [row.item.reference for row in actions.accept_all(round=round, by=editor)] == ["4.1"]


def test_an_action_that_was_taken_out_is_not_reviewed(round, plan, editor):
    plan.items.get(reference="1.1").delete_by(by=editor, approved="By amendment.")
    words = "This action is not in the plan any more"
    assert refusal(lambda: actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=editor))[0] == words
    assert actions.accept_all(round=round, by=editor) == []


# Closing


def test_closing_makes_the_version_the_meeting_sees(round, plan, meeting, editor, lead):
    with as_if_on(date(2022, 9, 22)):
        version = actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    meeting.refresh_from_db()
    round.refresh_from_db()
    assert (meeting.version, version.meeting, round.version) == (version, meeting, version)
    assert (round.closed_on, round.closed_by, round.is_open) == (date(2022, 9, 22), lead, False)
    words = "Reporting round 1 for Scrutiny, 4 October 2022: 2 of 7 actions answered, 5 without an answer"
    assert (version.reason, version.cause) == (words, Version.Cause.SAVED)
    snapshot = PlanSnapshot.from_json(version.content)
    assert (snapshot.committee, snapshot.items[0].progress.what_changed) == ("Scrutiny", "Audits are done.")
    assert actions.close_round(round=round, by=editor, on=date(2022, 9, 22)) == version
    assert plan.versions.filter(cause=Version.Cause.SAVED).count() == 1


def test_a_round_that_everybody_answered_says_nothing_of_silence(round, plan, lead):
    for item in plan.items.exclude(reference__in=("1.1", "2.1")):
        answered(item, lead)
    with as_if_on(date(2022, 9, 22)):
        version = actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    assert version.reason == "Reporting round 1 for Scrutiny, 4 October 2022: 7 of 7 actions answered"


def test_what_came_in_since_the_page_was_read_stops_the_closing(round, plan, lead):
    read = actions.fingerprint(actions.asked_rows(round))
    answered(plan.items.get(reference="3.1"), lead)
    with pytest.raises(actions.RoundMovedOn):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22), seen=read)
    again = actions.fingerprint(actions.asked_rows(round))
    with as_if_on(date(2022, 9, 22)):
        assert actions.close_round(round=round, by=lead, on=date(2022, 9, 22), seen=again).number == 2


def test_a_round_is_not_closed_for_a_meeting_that_was_cancelled_or_is_over(round, meeting, editor):
    words = "The meeting was on 4 October 2022. Change the round to a meeting to come first, or cancel it"
    day_after = HELD + timedelta(days=1)
    assert refusal(lambda: actions.close_round(round=round, by=editor, on=day_after)) == (words, "")
    actions.cancel_meeting(meeting=meeting, reason="No quorum.", on=DUE, by=editor)
    words = "The meeting was cancelled. Change the round to another meeting first, or cancel it"
    assert refusal(lambda: actions.close_round(round=round, by=editor, on=DUE)) == (words, "")
    assert Round.objects.get().is_open


def test_a_round_of_a_plan_that_is_over_is_not_closed(round, plan, lead):
    ActionPlan.objects.filter(pk=plan.pk).update(stage=ActionPlan.Stage.CLOSED, closed_on=date(2022, 9, 20))
    words = "Only of a plan that was sent are owners asked to report. This one was not sent, or is over"
    assert refusal(lambda: actions.close_round(round=round, by=lead, on=DUE)) == (words, "")


def test_nothing_of_a_round_that_is_over_changes(round, plan, meeting, editor, lead):
    with as_if_on(date(2022, 9, 22)):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    over = "This round is over, so nothing in it changes"
    tries = (
        lambda: actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=editor),
        lambda: actions.accept_all(round=round, by=editor),
        lambda: actions.edit_round(round=round, revision=0, by=editor, on=DUE),
        lambda: actions.cancel_round(round=round, reason="Too late.", by=editor),
    )
    assert [refusal(each)[0] for each in tries] == [over] * 4


def test_a_closed_round_says_what_was_said_in_it_and_not_what_came_later(round, plan, lead):
    first = asked(round).answer
    with as_if_on(date(2022, 9, 22)):
        actions.close_round(round=round, by=lead, on=date(2022, 9, 22))
    answered(plan.items.get(reference="1.1"), lead, on=date(2022, 9, 30))
    answered(plan.items.get(reference="3.1"), lead, on=date(2022, 9, 30))
    round.refresh_from_db()
    rows = {row.item.reference: row for row in actions.asked_rows(round)}
    assert (rows["1.1"].answer, rows["3.1"].answer) == (first, None)


# Changing and cancelling


def test_the_day_and_the_message_change_and_the_history_keeps_both(round, editor):
    round.answers_due_on, round.message = date(2022, 9, 20), "Please be brief."
    actions.edit_round(round=round, revision=0, by=editor, on=OPENED)
    stored = Round.objects.get()
    assert (stored.answers_due_on, stored.message, stored.revision) == (date(2022, 9, 20), "Please be brief.", 1)
    assert [row.answers_due_on for row in stored.history.all()] == [date(2022, 9, 20), DUE]
    with pytest.raises(EditConflict):
        actions.edit_round(round=round, revision=0, by=editor, on=OPENED)


def test_a_day_that_has_passed_is_questioned_only_when_it_is_changed(round, editor):
    late = date(2022, 9, 23)
    round.message = "Still waiting."
    actions.edit_round(round=round, revision=0, by=editor, on=late)
    round.answers_due_on = date(2022, 9, 22)
    words = "Choose today or a later day"
    assert refusal(lambda: actions.edit_round(round=round, revision=1, by=editor, on=late)) == (words, "answers_due_on")


def test_a_round_moves_to_another_meeting_that_is_still_to_be(round, plan, meeting, editor):
    actions.cancel_meeting(meeting=meeting, reason="No quorum.", on=DUE, by=editor)
    round.meeting = MeetingFactory(plan=plan, held_on=date(2022, 10, 11))
    actions.edit_round(round=round, revision=0, by=editor, on=DUE)
    assert Round.objects.get().meeting.held_on == date(2022, 10, 11)
    round.meeting = MeetingFactory(plan=plan, held_on=date(2022, 8, 31))
    assert refusal(lambda: actions.edit_round(round=round, revision=1, by=editor, on=DUE))[1] == "meeting"


def test_a_cancelled_round_keeps_its_reason_and_makes_way_for_another(round, plan, meeting, editor, lead):
    assert refusal(lambda: actions.cancel_round(round=round, reason=" ", by=editor))[1] == "reason"
    cancelled = actions.cancel_round(round=round, reason="The inspection came first.", by=editor)
    assert (cancelled.archived_reason, cancelled.archived_by, cancelled.is_open) == (
        "The inspection came first.",
        editor,
        False,
    )
    actions.cancel_round(round=round, reason="Again.", by=lead)
    assert Round.objects.get().archived_reason == "The inspection came first."
    assert opened(plan, meeting, editor).number == 2


def test_a_round_is_late_once_answers_were_due_until_it_is_over(round, editor):
    assert [round.is_late(day) for day in (DUE, DUE + timedelta(days=1))] == [False, True]
    cancelled = actions.cancel_round(round=round, reason="The inspection came first.", by=editor)
    assert not cancelled.is_late(DUE + timedelta(days=1))


def test_a_report_of_the_same_moment_as_the_opening_is_an_answer(plan, meeting, editor):
    round = opened(plan, meeting, editor)
    item = plan.items.get(reference="1.1")
    ProgressUpdateFactory(item=item, made_at=round.opened_at - timedelta(microseconds=1))
    assert asked(round).standing == Standing.SILENT
    ProgressUpdateFactory(item=item, made_at=round.opened_at)
    assert asked(round).standing == Standing.TO_REVIEW


# Leaving the stages in which anybody reports


@pytest.mark.parametrize(
    ("to", "way"), [(Stage.CLOSED, Way.FORWARD), (Stage.SUPERSEDED, Way.AWAY), (Stage.DRAFT, Way.BACK)]
)
def test_a_plan_does_not_leave_its_open_round_behind(plan, meeting, lead, to, way):
    move = Move(Stage.SUBMITTED, to, way)
    round = opened(plan, meeting, lead)
    assert actions.what_stops(plan, move, on=OPENED, by=lead) == ("Round 1 is open. Close or cancel it first",)
    actions.cancel_round(round=round, reason="It is over.", by=lead)
    assert actions.what_stops(plan, move, on=OPENED, by=lead) == ()


def test_the_verb_refuses_to_take_a_plan_with_an_open_round_back(plan, meeting, lead):
    opened(plan, meeting, lead)
    (back,) = [move.to for move in actions.moves_of(plan) if move.takes_back]
    wish = actions.Wish(to=back, expected=Stage.SUBMITTED, by=lead, on=OPENED, today=OPENED, note="A mistake.")
    with pytest.raises(PlanRefused, match=r"^Round 1 is open\. Close or cancel it first$"):
        actions.move_plan(plan=plan, wish=wish)
    plan.refresh_from_db()
    assert plan.stage == Stage.SUBMITTED


def test_a_plan_with_an_open_round_still_goes_on_while_it_is_reported_on(plan, meeting, lead):
    opened(plan, meeting, lead)
    onward = [move for move in actions.moves_of(plan) if move.to in (Stage.PUBLISHED, Stage.MONITORING)]
    assert [actions.what_stops(plan, move, on=date(2023, 1, 1), by=lead) for move in onward] == [()] * len(onward)
    assert onward
