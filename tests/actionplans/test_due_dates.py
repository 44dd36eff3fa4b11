"""No due date slips unseen: when a move needs a reason, when a second person, and what is kept of it for ever."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from actionplans import actions
from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    DeliveryRating,
    EditConflict,
    PlanLocked,
    PlanRefused,
    Stage,
)
from actionplans.snapshot import take
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import ActionItemFactory, MilestoneFactory, a_report, sent, york_plan

pytestmark = pytest.mark.django_db
DUE, LATER, LATEST = date(2022, 12, 31), date(2023, 1, 31), date(2023, 3, 31)
ENTRY = "6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11"
WHY = "The supplier delivers in January."


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(date(2022, 10, 3)):
        yield


@pytest.fixture
def item():
    """An action of a plan in draft, due at the end of 2022."""
    return ActionItemFactory()


@pytest.fixture
def sent_item(york, lead):
    """The first action of York's plan, which was sent on 11 August 2022."""
    return sent(york_plan(york), by=lead).items.get(reference="1.1")


def again(item):
    """The action as it is stored now."""
    return ActionItem.objects.get(pk=item.pk)


def in_stage(item, stage):
    ActionPlan.objects.filter(pk=item.plan_id).update(stage=stage)
    return again(item)


def ask(item, by, to=LATER, reason=WHY, **more):
    item = again(item)
    return actions.request_date(
        item=item, due_on=to, reason=reason, by=by, revision=more.pop("revision", item.revision)
    )


def edit(item, by, reason="", **changes):
    """The ordinary form of an action."""
    edited = again(item)
    for name, value in changes.items():
        setattr(edited, name, value)
    actions.edit_action(item=edited, also_serves=[], revision=edited.revision, by=by, reason=reason)


def kept(item):
    """Every move as it is kept."""
    return [
        (move.from_on, move.to_on, move.reason, str(move.moved_by), str(move.approved_by or ""))
        for move in again(item).date_moves.all()
    ]


def seen(item):
    """What everybody reads: original date, present date, number of moves, days slipped."""
    snapshot = take(ActionPlan.objects.get(pk=item.plan_id), on=date(2022, 10, 3), calendar=current_calendar())
    found = next(each for each in snapshot.items if each.pk == item.pk)
    return found.original_due_on, found.due_on, len(found.moves), found.days_slipped


# Before the plan is sent


def test_in_draft_a_date_is_typed_like_words_and_nothing_is_counted(item, editor):
    assert ask(item, editor, reason="") is None
    edit(item, editor, due_on=LATEST)
    edit(item, editor, due_on=None)
    edit(item, editor, due_on=DUE)
    assert kept(item) == []
    assert seen(item) == (None, DUE, 0, 0)


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.SCRUTINY, Stage.APPROVAL])
@pytest.mark.parametrize(
    "move", [ask, lambda item, by, reason: edit(item, by, reason, due_on=LATER)], ids=["page", "form"]
)
def test_once_others_read_the_plan_a_date_moves_at_once_with_a_reason(stage, move, item, editor):
    item = in_stage(item, stage)
    with pytest.raises(PlanRefused, match="Enter the reason for the new due date") as refusal:
        move(item, editor, reason="  ")
    assert refusal.value.field == "reason"
    assert kept(item) == []
    move(item, editor, reason=WHY)
    assert kept(item) == [(DUE, LATER, WHY, "Eddie Editor", "")]
    assert seen(item) == (None, LATER, 1, 31)


def test_a_date_that_others_have_seen_is_not_emptied_and_set_again_to_get_round_the_reason(item, editor):
    item = in_stage(item, Stage.CONSULTATION)
    with pytest.raises(PlanRefused, match="Others have seen the one it has") as refusal:
        edit(item, editor, due_on=None, reason="Ongoing")
    assert refusal.value.field == "due_on"
    assert again(item).due_on == DUE


def test_a_first_date_is_no_move(item, editor):
    ActionItem.objects.filter(pk=item.pk).update(due_on=None)
    item = in_stage(item, Stage.CONSULTATION)
    assert ask(item, editor, reason="") is None
    assert kept(item) == []


def test_a_date_moved_in_consultation_still_needs_a_reason_back_in_draft(item, editor):
    ask(in_stage(item, Stage.CONSULTATION), editor)
    item = in_stage(item, Stage.DRAFT)
    with pytest.raises(PlanRefused, match="Enter the reason"):
        edit(item, editor, due_on=LATEST)
    edit(item, editor, due_on=LATEST, reason="Later still.")
    assert seen(item) == (None, LATEST, 2, 90)


def test_no_verb_that_saves_texts_moves_a_date_past_its_record(item, editor):
    item = in_stage(item, Stage.CONSULTATION)
    item.due_on = LATER
    with pytest.raises(PlanRefused, match="moved on a page of its own"):
        actions.save_edited(edited=item, revision=item.revision, by=editor, reason=WHY)
    assert again(item).due_on == DUE


def test_a_date_moved_back_to_the_original_counts_as_two_moves_and_no_slip(item, editor):
    item = in_stage(item, Stage.CONSULTATION)
    ask(item, editor)
    ask(item, editor, to=DUE, reason="It works after all.")
    assert [move[:2] for move in kept(item)] == [(DUE, LATER), (LATER, DUE)]
    assert seen(item) == (None, DUE, 2, 0)


def test_the_same_form_sent_twice_moves_once(item, editor):
    item = in_stage(item, Stage.CONSULTATION)
    for _ in range(2):
        assert ask(item, editor, revision=0) is None
    assert len(kept(item)) == 1
    assert again(item).revision == 1


def test_somebody_who_moves_it_to_the_same_day_for_another_reason_is_told(item, editor, lead):
    item = in_stage(item, Stage.CONSULTATION)
    ask(item, lead)
    with pytest.raises(PlanRefused, match="This is the due date already"):
        ask(item, editor, reason="Another reason.", revision=0)


def test_a_date_moved_meanwhile_is_shown_and_not_lost(item, editor, lead):
    item = in_stage(item, Stage.CONSULTATION)
    ask(item, lead)
    with pytest.raises(EditConflict) as conflict:
        ask(item, editor, to=LATEST, revision=0)
    assert conflict.value.current.due_on == LATER
    assert len(kept(item)) == 1


def test_no_date_comes_before_the_start(item, editor):
    with pytest.raises(PlanRefused, match="The action starts on 1 June 2022"):
        ask(item, editor, to=date(2022, 5, 31))


def test_no_date_comes_before_an_open_milestone_and_the_refusal_names_it(item, editor):
    MilestoneFactory(item=item, name="Audit tool agreed", due_on=date(2022, 11, 30))
    MilestoneFactory(item=item, due_on=date(2022, 12, 20), done_on=date(2022, 9, 1))
    for attempt in (ask, lambda item, by, to: edit(item, by, due_on=to)):
        with pytest.raises(PlanRefused, match="The milestone “Audit tool agreed” is on 30 November 2022") as refusal:
            attempt(item, editor, to=date(2022, 11, 29))
        assert refusal.value.field == "due_on"
    assert ask(item, editor, to=date(2022, 11, 30)) is None


def test_nothing_moves_in_a_plan_that_is_over_nor_out_of_it(item, editor):
    item.delete_by(by=editor)
    with pytest.raises(PlanRefused, match="not in the plan any more"):
        ask(item, editor)
    ActionPlan.objects.filter(pk=item.plan_id).update(stage="closed", closed_on=date(2022, 9, 1))
    with pytest.raises(PlanRefused, match="This plan is over"):
        ask(item, editor)


# After sending


def test_after_sending_a_move_is_asked_for_and_another_person_makes_it(sent_item, editor, lead):
    asked = ask(sent_item, editor)
    assert (asked.kind, asked.before, asked.after) == (
        Amendment.Kind.EDIT_ACTION,
        {"due_on": "2022-12-31"},
        {"due_on": "2023-01-31"},
    )
    assert seen(sent_item) == (DUE, DUE, 0, 0)
    assert actions.date_requests(sent_item) == [asked]
    actions.approve_amendment(amendment=asked, by=lead, note="Agreed with the board.")
    assert kept(sent_item) == [(DUE, LATER, WHY, "Eddie Editor", "Lee Lead")]
    assert again(sent_item).date_moves.get().amendment == asked
    assert seen(sent_item) == (DUE, LATER, 1, 31)
    assert actions.date_requests(sent_item) == []


@pytest.mark.parametrize(
    ("to", "rating", "reason"),
    [
        (date(2022, 10, 4), "off_track", ""),
        (date(2022, 10, 5), "off_track", "One auditor is ill."),
        (LATER, "at_risk", "One auditor is ill."),
    ],
)
def test_a_date_moved_to_before_the_last_report_is_not_explained_by_it_even_if_approved_late(
    to, rating, reason, sent_item, editor, lead
):
    asked = ask(sent_item, editor, to=to)
    said = a_report(on=date(2022, 10, 5), delivery=DeliveryRating.AT_RISK, reason="One auditor is ill.")
    actions.report_progress(item=again(sent_item), by=editor, report=said, today=said.on)
    actions.approve_amendment(amendment=asked, by=lead)
    item = again(sent_item)
    assert (item.due_on, item.shown_rating(date(2022, 10, 6)), item.rating_reason) == (to, rating, reason)
    assert item.updates.get().reason == "One auditor is ill."


def test_a_first_date_in_the_past_is_not_explained_by_what_was_said_before(item, editor):
    ActionItem.objects.filter(pk=item.pk).update(
        due_on=None, delivery_rating="on_track", rated_on=date(2022, 10, 2), rating_reason="All is well."
    )
    edit(item, editor, due_on=date(2022, 10, 1))
    assert again(item).shown_rating(date(2022, 10, 3)) == "off_track"


def test_the_reason_for_off_track_stays_whatever_becomes_of_the_date(item, editor):
    ActionItem.objects.filter(pk=item.pk).update(
        delivery_rating="off_track", rated_on=date(2022, 10, 2), rating_reason="Nobody could be hired."
    )
    edit(item, editor, due_on=date(2022, 10, 1))
    assert again(item).rating_reason == "Nobody could be hired."


def test_nobody_approves_the_date_they_asked_for(sent_item, lead):
    asked = ask(sent_item, lead)
    with pytest.raises(PlanRefused, match="Nobody decides on their own amendment"):
        actions.approve_amendment(amendment=asked, by=lead)
    assert again(sent_item).due_on == DUE


def test_a_refused_request_moves_nothing_and_keeps_the_note(sent_item, editor, lead):
    asked = ask(sent_item, editor)
    refused = actions.refuse_amendment(amendment=asked, by=lead, note="Children cannot wait.")
    assert (refused.state, refused.decision_note) == (Amendment.State.REFUSED, "Children cannot wait.")
    assert kept(sent_item) == []
    assert seen(sent_item) == (DUE, DUE, 0, 0)


@pytest.mark.parametrize(
    ("to", "reason", "words", "field"),
    [
        (LATER, " ", "Enter the reason for the new due date", "reason"),
        (DUE, WHY, "This is the due date already", "due_on"),
        (date(2022, 5, 1), WHY, "The action starts on 1 June 2022", "due_on"),
    ],
)
def test_a_request_that_cannot_be_is_refused_beside_its_field(to, reason, words, field, sent_item, editor):
    with pytest.raises(PlanRefused, match=words) as refusal:
        ask(sent_item, editor, to=to, reason=reason)
    assert refusal.value.field == field
    assert not Amendment.objects.exists()


def test_the_same_request_sent_twice_asks_once(sent_item, editor):
    item = again(sent_item)
    asked = [
        actions.request_date(item=item, due_on=LATER, reason=WHY, by=editor, revision=item.revision, entry=ENTRY)
        for _ in range(2)
    ]
    assert asked[0] == asked[1]
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize(("due_on", "reason"), [(date(2022, 12, 1), WHY), (LATER, "Nobody is free.")])
def test_the_same_form_that_asks_for_something_else_is_refused(sent_item, editor, due_on, reason):
    item = again(sent_item)
    asked = {"item": item, "by": editor, "revision": item.revision, "entry": ENTRY}
    actions.request_date(due_on=LATER, reason=WHY, **asked)
    with pytest.raises(actions.AlreadySaved, match="Save again to add this as another request"):
        actions.request_date(due_on=due_on, reason=reason, **asked)
    assert Amendment.objects.count() == 1


def test_a_date_that_waits_already_is_not_asked_for_again_but_another_is(sent_item, editor, lead):
    ask(sent_item, editor)
    with pytest.raises(PlanRefused, match="Eddie Editor has asked for this date already"):
        ask(sent_item, lead)
    assert ask(sent_item, lead, to=LATEST).is_waiting


def test_of_two_requests_the_second_is_not_approved_on_top_of_the_first(sent_item, editor, lead, administrator):
    first, second = ask(sent_item, editor), ask(sent_item, lead, to=LATEST)
    actions.approve_amendment(amendment=first, by=lead)
    with pytest.raises(PlanRefused, match="The action’s due date has changed since"):
        actions.approve_amendment(amendment=second, by=administrator)
    assert seen(sent_item) == (DUE, LATER, 1, 31)


def test_a_date_that_moves_together_with_words_is_a_move_all_the_same(sent_item, editor, lead):
    edited = again(sent_item)
    edited.due_on, edited.partners = LATER, "Police"
    proposed = actions.propose_edit(edited=edited, revision=edited.revision, reason=WHY, by=editor)
    assert not actions.moves_only_the_date(proposed.amendment)
    actions.approve_amendment(amendment=proposed.amendment, by=lead)
    assert kept(sent_item) == [(DUE, LATER, WHY, "Eddie Editor", "Lee Lead")]
    assert again(sent_item).partners == "Police"


def test_words_amended_while_a_date_waits_leave_it_to_be_approved(sent_item, editor, lead, administrator):
    asked = ask(sent_item, editor)
    edited = again(sent_item)
    edited.partners = "Police"
    words = actions.propose_edit(edited=edited, revision=edited.revision, reason="They help.", by=editor).amendment
    actions.approve_amendment(amendment=words, by=lead)
    actions.approve_amendment(amendment=asked, by=administrator)
    assert (again(sent_item).partners, again(sent_item).due_on) == ("Police", LATER)


def test_a_milestone_added_while_a_date_waits_stops_the_approval(sent_item, editor, lead):
    asked = ask(sent_item, editor, to=date(2022, 11, 1))
    actions.add_milestone(item=sent_item, name="Audit tool agreed", due_on=date(2022, 12, 1), by=editor)
    with pytest.raises(PlanRefused, match="Audit tool agreed"):
        actions.approve_amendment(amendment=asked, by=lead)
    assert again(sent_item).due_on == DUE


def test_after_sending_nothing_but_an_amendment_moves_a_date(sent_item, editor):
    with pytest.raises(PlanLocked):
        edit(sent_item, editor, due_on=LATER, reason=WHY)
    assert again(sent_item).due_on == DUE


def test_in_a_plan_taken_back_the_original_stays_and_a_move_needs_a_reason_but_nobody_else(sent_item, editor):
    item = in_stage(sent_item, Stage.DRAFT)
    with pytest.raises(PlanRefused, match="Enter the reason"):
        ask(item, editor, reason="")
    assert ask(item, editor) is None
    assert kept(item) == [(DUE, LATER, WHY, "Eddie Editor", "")]
    assert seen(item) == (DUE, LATER, 1, 31)


def test_an_action_added_after_sending_has_its_first_date_as_original_and_no_move(sent_item, editor, lead):
    new = actions.propose_new_action(
        response=sent_item.response,
        item=ActionItem(action="Train managers.", due_on=LATER),
        also_serves=[],
        reason="The board asked for it.",
        by=editor,
    )
    added = actions.approve_amendment(amendment=new, by=lead).item
    assert seen(added) == (LATER, LATER, 0, 0)


def test_an_action_taken_out_and_brought_back_keeps_its_moves(sent_item, editor, lead):
    actions.approve_amendment(amendment=ask(sent_item, editor), by=lead)
    out = actions.propose_removal(item=again(sent_item), reason="Done by others.", by=editor)
    actions.approve_amendment(amendment=out, by=lead)
    back = actions.propose_return(item=again(sent_item), reason="It was not.", by=editor)
    actions.approve_amendment(amendment=back, by=lead)
    assert seen(sent_item) == (DUE, LATER, 1, 31)


def test_a_kept_move_can_neither_be_changed_nor_deleted(item, editor):
    ask(in_stage(item, Stage.CONSULTATION), editor)
    move = again(item).date_moves.get()
    move.reason = "Another."
    for attempt in (move.save, move.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert kept(item) == [(DUE, LATER, WHY, "Eddie Editor", "")]
