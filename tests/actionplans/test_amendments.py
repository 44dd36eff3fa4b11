"""A plan that was sent changes only by amendments: proposed by one person, carried out when another approves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actionplans import actions
from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    AreaResponse,
    EditConflict,
    PlanLocked,
    PlanRefused,
    Stage,
)
from actionplans.permissions import can_decide_amendment, can_withdraw_amendment
from actionplans.snapshot import take
from actionplans.snapshot.past import as_it_stood
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.at_once import at_once
from tests.factories import (
    AmendmentFactory,
    AreaResponseFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db
LATER = date(2022, 10, 3)
BACK = date(2022, 11, 7)
ENTRY = "6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11"


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(LATER):
        yield


@pytest.fixture
def plan(york, lead):
    """York's plan with one action in each of its seven areas, sent on 11 August 2022."""
    return sent(york_plan(york), by=lead)


@pytest.fixture
def item(plan):
    """Its first action."""
    return plan.items.get(reference="1.1")


def edited(row, **changes):
    """Another copy of a row with something typed into it."""
    copy = type(row).objects.get(pk=row.pk)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def propose(row, by, also_serves=None, reason="The board asked for it.", entry=None, **changes):
    copy = edited(row, **changes)
    proposed = actions.propose_edit(
        edited=copy, revision=copy.revision, reason=reason, by=by, also_serves=also_serves, entry=entry
    )
    return proposed.amendment


def printed(plan):
    """Everything anybody can read of the plan."""
    return take(ActionPlan.objects.get(pk=plan.pk), on=LATER, calendar=current_calendar())


# The lock


def test_a_sent_plan_is_locked_against_every_verb_that_changes_its_text(plan, item, editor):
    before, response, other = printed(plan), plan.responses.get(number=1), plan.responses.get(number=2)
    deleted = plan.items.get(reference="7.1")
    ActionItem.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    before = printed(plan)
    late = ImprovementAreaFactory(inspection=plan.inspections.get())
    several = [*plan.inspections.all(), InspectionFactory(authority=plan.authority, started_on=date(2019, 3, 4))]

    def edit_item(**changes):
        copy = edited(item, **changes)
        actions.edit_action(item=copy, also_serves=[], revision=copy.revision, by=editor, reason="Because.")

    texts = {"action": "Other.", "due_on": date(2023, 3, 1), "starts_on": None, "partners": "Police"}
    texts |= {"success_measure": "x", "how_we_will_know": "x", "resources": "x", "monitoring_body": "x"}
    tries = [
        *(lambda change=change: edit_item(**dict([change])) for change in texts.items()),
        lambda: actions.edit_action(item=edited(item), also_serves=[other], revision=item.revision, by=editor),
        lambda: actions.edit_action(item=edited(deleted), also_serves=[], revision=deleted.revision, by=editor),
        lambda: actions.save_edited(edited=edited(response, outcome="Other."), revision=0, by=editor),
        *(
            lambda name=name: actions.change_plan(
                plan=edited(plan, **{name: "Other."}),
                inspections=plan.inspections.all(),
                revision=plan.revision,
                by=editor,
            )
            for name in ActionPlan.EDITED_FIELDS
        ),
        lambda: actions.change_plan(plan=edited(plan), inspections=several, revision=plan.revision, by=editor),
        lambda: actions.add_action(response=response, item=ActionItem(action="New."), also_serves=[], by=editor),
        lambda: actions.move_action(item=edited(item), to=other, by=editor),
        lambda: actions.shift_action(item=edited(item), up=True, by=editor),
        lambda: actions.bring_in_areas(plan=plan),
        lambda: actions.take_out_area(response=response),
        lambda: edited(item).delete_by(by=editor),
        lambda: edited(deleted).restore(by=editor),
    ]
    for attempt in tries:
        with pytest.raises(PlanRefused), transaction.atomic():
            attempt()
    assert printed(plan) == before
    assert actions.areas_not_in(plan) == [late]


def test_every_text_that_is_edited_is_locked_but_the_lead():
    locked = {name for model in (ActionPlan, AreaResponse, ActionItem) for name in model.EDITED_FIELDS}
    assert locked - set(actions.amendments.LABELS) == set()


def test_the_refusal_says_when_the_plan_was_sent_and_what_to_do(item, editor):
    with pytest.raises(PlanLocked, match=r"sent on 11 August 2022, so its text is locked\. Propose the change"):
        item.delete_by(by=editor)


def test_who_leads_changes_without_an_amendment(plan, item, editor, lead):
    copy = edited(item, lead_post="Principal Social Worker", lead_person=lead)
    actions.edit_action(item=copy, also_serves=[], revision=item.revision, by=editor)
    actions.save_edited(edited=edited(plan.responses.get(number=1), lead_post="Director"), revision=0, by=editor)
    assert (edited(item).lead, edited(item).action) == ("Principal Social Worker, Lee Lead", "Action 1.1.")
    assert plan.responses.get(number=1).lead_post == "Director"


def test_a_plan_that_is_over_changes_by_nothing(plan, item, editor):
    ActionPlan.objects.filter(pk=plan.pk).update(stage="closed", closed_on=LATER)
    for attempt in (
        lambda: item.delete_by(by=editor),
        lambda: propose(item, editor, action="Other."),
        lambda: actions.save_edited(edited=edited(item, lead_post="Other"), revision=item.revision, by=editor),
    ):
        with pytest.raises(PlanRefused):
            attempt()


# Proposing


def test_a_proposal_holds_only_what_differs_and_changes_nothing(plan, item, editor):
    before = printed(plan)
    third, second = plan.responses.get(number=3), plan.responses.get(number=2)
    amendment = propose(item, editor, also_serves=[third, second], due_on=date(2023, 3, 31), partners="Police")
    assert amendment.before == {"partners": "", "due_on": "2022-12-31", "also_serves": []}
    assert amendment.after == {"partners": "Police", "due_on": "2023-03-31", "also_serves": [2, 3]}
    assert (amendment.item, amendment.response, amendment.kind) == (item, None, Amendment.Kind.EDIT_ACTION)
    assert printed(plan) == before


def test_the_ends_of_lines_are_no_difference(item, editor):
    ActionItem.objects.filter(pk=item.pk).update(action="One.\nTwo.")
    with pytest.raises(PlanRefused, match="Nothing differs"):
        propose(item, editor, action="One.\r\nTwo.")


def test_a_new_lead_in_the_same_form_is_saved_at_once(item, editor):
    copy = edited(item, lead_post="Principal Social Worker", action="Other.")
    proposed = actions.propose_edit(edited=copy, revision=copy.revision, reason="Why.", by=editor)
    assert proposed.leads_saved
    assert proposed.amendment.after == {"action": "Other."}
    assert (edited(item).lead_post, edited(item).action) == ("Principal Social Worker", "Action 1.1.")
    alone = edited(item, lead_post="Director")
    only = actions.propose_edit(edited=alone, revision=alone.revision, reason="", by=editor)
    assert (only.amendment, only.leads_saved) == (None, True)


def test_a_reason_is_demanded_whoever_asks(plan, item, editor):
    to = plan.responses.get(number=2)
    for attempt in (
        lambda: propose(item, editor, reason=" ", action="Other."),
        lambda: actions.propose_removal(item=item, reason="", by=editor),
        lambda: actions.propose_move(item=item, to=to, reason="", by=editor),
        lambda: actions.propose_new_action(
            response=to, item=ActionItem(action="New."), also_serves=[], reason="", by=editor
        ),
    ):
        with pytest.raises(PlanRefused, match="Enter the reason"):
            attempt()
    assert not Amendment.objects.exists()


def test_an_action_keeps_a_due_date(item, editor):
    with pytest.raises(PlanRefused, match="must keep one"):
        propose(item, editor, due_on=None)


def test_a_proposal_on_top_of_somebody_elses_save_is_a_conflict(item, editor, lead):
    opened = edited(item, action="Mine.")
    actions.edit_action(item=edited(item, lead_post="Director"), also_serves=[], revision=item.revision, by=lead)
    with pytest.raises(EditConflict):
        actions.propose_edit(edited=opened, revision=opened.revision, reason="Why.", by=editor)


def test_the_same_form_sent_twice_proposes_once(plan, item, editor):
    to = plan.responses.get(number=2)
    sends = {
        1: lambda: propose(item, editor, action="Other.", lead_post="Director", entry=ENTRY),
        2: lambda: actions.propose_removal(item=item, reason="Done.", by=editor, entry=ENTRY[:-1] + "2"),
        3: lambda: actions.propose_move(item=item, to=to, reason="Fits.", by=editor, entry=ENTRY[:-1] + "3"),
        4: lambda: actions.propose_new_action(
            response=to,
            item=ActionItem(action="New."),
            also_serves=[],
            reason="Gap.",
            by=editor,
            entry=ENTRY[:-1] + "4",
        ),
    }
    for number, send in sends.items():
        assert send() == send()
        assert Amendment.objects.count() == number


def test_the_same_form_sent_with_other_words_is_refused(plan, item, editor):
    to, third = plan.responses.get(number=2), plan.responses.get(number=3)
    propose(item, editor, action="Other.", entry=ENTRY)
    actions.propose_move(item=item, to=to, reason="Fits.", by=editor, entry=ENTRY[:-1] + "3")
    sends = [
        lambda: propose(item, editor, action="Another.", entry=ENTRY),
        lambda: propose(item, editor, action="Other.", partners="Police", entry=ENTRY),
        lambda: propose(item, editor, action="Other.", lead_post="Director", entry=ENTRY),
        lambda: propose(item, editor, action="Other.", reason="Because.", entry=ENTRY),
        lambda: propose(item, editor, action="Other.", also_serves=[third], entry=ENTRY),
        lambda: actions.propose_move(item=item, to=third, reason="Fits.", by=editor, entry=ENTRY[:-1] + "3"),
        lambda: actions.propose_removal(item=item, reason="Other.", by=editor, entry=ENTRY),
    ]
    for send in sends:
        with pytest.raises(actions.AlreadySaved, match="Save again to add this as another amendment"):
            send()
    assert Amendment.objects.count() == 2


def test_only_a_sent_plan_is_amended(york, editor):
    item = york_plan(york).items.get(reference="1.1")
    with pytest.raises(PlanRefused, match="in stage draft"):
        propose(item, editor, action="Other.")


# Deciding


def test_an_approved_edit_is_in_the_plan_with_a_version_before_it_and_a_trace_in_the_history(plan, item, editor, lead):
    before = printed(plan)
    second = plan.responses.get(number=2)
    amendment = propose(item, editor, also_serves=[second], due_on=date(2023, 3, 31), action="Audit more.")
    decided = actions.approve_amendment(amendment=amendment, by=lead, note="Agreed by the board.")
    now = edited(item)
    assert (now.action, now.due_on, now.original_due_on) == ("Audit more.", date(2023, 3, 31), date(2022, 12, 31))
    assert list(now.also_serves.all()) == [second]
    assert now.revision == item.revision + 1
    assert (decided.state, decided.decided_by, decided.decision_note) == ("approved", lead, "Agreed by the board.")
    assert (decided.version.cause, decided.version.reason) == (
        "amendment",
        "Before amendment 1: The board asked for it.",
    )
    assert actions.snapshot_of(decided.version).areas == before.areas
    words = "Amendment 1, proposed by Eddie Editor, approved by Lee Lead: The board asked for it."
    assert words in [row.history_change_reason for row in now.history.all()]
    after = printed(plan)
    assert after.areas[0].items[0].amended_on == LATER
    assert (after.areas[0].amended_on, after.areas[1].items[0].amended_on) == (None, None)


def test_the_outcome_of_an_area_and_the_texts_of_the_plan_are_amended(plan, editor, lead):
    response = plan.responses.get(number=3)
    actions.approve_amendment(amendment=propose(response, editor, outcome="Every child is heard."), by=lead)
    texts = {"title": "Improvement plan", "introduction": "New.", "monitoring_arrangements": "Every month."}
    actions.approve_amendment(amendment=propose(plan, editor, **texts), by=lead)
    after = printed(plan)
    assert after.areas[2].outcome == "Every child is heard."
    assert after.areas[2].amended_on == LATER
    assert (after.title, after.introduction, after.monitoring_arrangements) == tuple(texts.values())


def test_an_amended_text_of_the_plan_itself_is_marked(plan, editor, lead):
    assert printed(plan).amended_on is None
    actions.approve_amendment(amendment=propose(plan, editor, introduction="New."), by=lead)
    after = printed(plan)
    assert (after.amended_on, after.areas[0].amended_on) == (LATER, None)


def test_only_what_was_amended_since_the_newest_sending_is_marked(plan, item, editor, lead, administrator):
    for row, change in ((item, {"action": "Other."}), (plan, {"introduction": "New."})):
        actions.approve_amendment(amendment=propose(row, editor, **change), by=lead)
    with as_if_on(BACK):
        plan.refresh_from_db()
        back = actions.Wish(Stage.DRAFT, Stage.SUBMITTED, administrator, BACK, BACK, note="Wrong.")
        actions.move_plan(plan=plan, wish=back)
        assert marks_of(printed(plan)) == {None}
        sent(plan, on=BACK, by=lead)
        assert marks_of(printed(plan)) == {None}
        actions.approve_amendment(amendment=propose(plan.items.get(reference="2.1"), editor, action="Other."), by=lead)
    after = printed(plan)
    assert (after.areas[0].items[0].amended_on, after.areas[1].items[0].amended_on) == (None, BACK)
    then = as_it_stood(plan, on=LATER, calendar=current_calendar())
    assert (then.amended_on, then.areas[0].items[0].amended_on) == (LATER, LATER)


def marks_of(snapshot):
    """Every day on which something in it was amended; None for what was not."""
    parts = (snapshot, *snapshot.areas, *snapshot.items)
    return {part.amended_on for part in parts}


def test_an_action_deleted_before_the_plan_was_sent_gets_its_original_date_when_it_comes_back(york, editor, lead):
    plan = york_plan(york, actions_per_area=2)
    item = plan.items.get(reference="1.2")
    item.delete_by(by=editor)
    sent(plan, by=lead)
    actions.approve_amendment(amendment=actions.propose_return(item=item, reason="It is needed.", by=editor), by=lead)
    assert edited(item).original_due_on == date(2022, 12, 31)
    actions.approve_amendment(amendment=propose(edited(item), editor, due_on=date(2023, 3, 1)), by=lead)
    assert (edited(item).due_on, edited(item).original_due_on) == (date(2023, 3, 1), date(2022, 12, 31))


def test_an_added_action_gets_the_next_reference_and_its_original_date(plan, editor, lead):
    response, other = plan.responses.get(number=2), plan.responses.get(number=5)
    new = ActionItem(action="Train every chair.", due_on=date(2023, 2, 1), lead_person=lead, lead_post="Director")
    amendment = actions.propose_new_action(
        response=response, item=new, also_serves=[other], reason="The visit found a gap.", by=editor
    )
    assert amendment.after["lead_person"] == lead.pk
    assert not plan.items.filter(action="Train every chair.").exists()
    decided = actions.approve_amendment(amendment=amendment, by=lead)
    item = plan.items.get(reference="2.2")
    assert (decided.item, item.original_due_on, item.lead_person) == (item, date(2023, 2, 1), lead)
    assert list(item.also_serves.all()) == [other]
    assert printed(plan).areas[1].items[1].amended_on == LATER


def test_an_action_is_taken_out_and_brought_back(plan, item, editor, lead):
    out = actions.propose_removal(item=item, reason="It was done before.", by=editor)
    actions.approve_amendment(amendment=out, by=lead)
    assert edited(item).is_deleted
    assert printed(plan).areas[0].amended_on == LATER
    with pytest.raises(PlanRefused, match="not in the plan"):
        propose(item, editor, action="Other.")
    with pytest.raises(PlanRefused, match="not in the plan"):
        actions.propose_removal(item=item, reason="Again.", by=editor)
    back = actions.propose_return(item=item, reason="It was not.", by=editor)
    actions.approve_amendment(amendment=back, by=lead)
    assert not edited(item).is_deleted
    with pytest.raises(PlanRefused, match="in the plan already"):
        actions.propose_return(item=item, reason="Again.", by=editor)
    assert [row.number for row in Amendment.objects.numbered().order_by("pk")] == [1, 2]


def test_an_action_is_moved_with_its_reference(plan, item, editor, lead):
    to = plan.responses.get(number=4)
    amendment = actions.propose_move(item=item, to=to, reason="It fits there.", by=editor)
    actions.approve_amendment(amendment=amendment, by=lead)
    assert (edited(item).response, edited(item).reference) == (to, "1.1")
    with pytest.raises(PlanRefused, match="already"):
        actions.propose_move(item=item, to=to, reason="Again.", by=editor)
    with pytest.raises(PlanRefused, match="its own plan"):
        actions.propose_move(item=item, to=AreaResponseFactory(), reason="Away.", by=editor)


def test_a_refused_amendment_says_why_and_changes_nothing(plan, item, editor, lead):
    before, amendment = printed(plan), propose(item, editor, action="Other.")
    with pytest.raises(PlanRefused, match="Enter why"):
        actions.refuse_amendment(amendment=amendment, by=lead, note=" ")
    refused = actions.refuse_amendment(amendment=amendment, by=lead, note="The date was promised to Ofsted.")
    assert (refused.state, refused.decided_by) == ("refused", lead)
    assert printed(plan) == before
    assert plan.versions.filter(cause="amendment").count() == 0


def test_only_its_proposer_withdraws_an_amendment_and_only_while_it_waits(item, editor, lead):
    amendment = propose(item, editor, action="Other.")
    assert can_withdraw_amendment(editor, amendment)
    assert not can_withdraw_amendment(lead, amendment)
    with pytest.raises(PlanRefused, match="Only the person who proposed"):
        actions.withdraw_amendment(amendment=amendment, by=lead)
    actions.withdraw_amendment(amendment=amendment, by=editor)
    for attempt in (
        lambda: actions.withdraw_amendment(amendment=amendment, by=editor),
        lambda: actions.approve_amendment(amendment=amendment, by=lead),
        lambda: actions.refuse_amendment(amendment=amendment, by=lead, note="No."),
    ):
        with pytest.raises(PlanRefused, match="has been withdrawn already"):
            attempt()


def test_nobody_decides_on_their_own_amendment(plan, item, lead, editor, administrator):
    amendment = propose(item, lead, action="Other.")
    for attempt in (
        lambda: actions.approve_amendment(amendment=amendment, by=lead),
        lambda: actions.refuse_amendment(amendment=amendment, by=lead, note="No."),
    ):
        with pytest.raises(PlanRefused, match="Nobody decides on their own"):
            attempt()
    assert [can_decide_amendment(who, amendment) for who in (lead, editor, administrator)] == [False, False, True]
    version = plan.versions.first()
    for state in ("approved", "refused"):
        with pytest.raises(IntegrityError, match="nobody_decides_on_their_own_amendment"), transaction.atomic():
            Amendment.objects.filter(pk=amendment.pk).update(
                state=state, decided_by=lead, decision_note="Mine.", version=version
            )


def test_of_two_amendments_of_one_field_the_second_is_out_of_date(plan, item, editor, action_owner, lead):
    first = propose(item, editor, due_on=date(2023, 2, 1))
    second = propose(item, action_owner, due_on=date(2023, 3, 1), partners="Police")
    other = propose(item, editor, resources="One post.")
    actions.approve_amendment(amendment=first, by=lead)
    versions = plan.versions.count()
    with pytest.raises(PlanRefused, match=r"The action’s due date has changed since\. Refuse it, or let Ash Owner"):
        actions.approve_amendment(amendment=second, by=lead)
    assert plan.versions.count() == versions
    actions.approve_amendment(amendment=other, by=lead)
    assert (edited(item).resources, edited(item).partners) == ("One post.", "")


def test_an_amendment_of_what_was_taken_out_moved_or_brought_back_is_out_of_date(plan, item, editor, lead):
    edit, to = propose(item, editor, action="Other."), plan.responses.get(number=2)
    move = actions.propose_move(item=item, to=to, reason="Fits.", by=editor)
    again = actions.propose_move(item=item, to=plan.responses.get(number=3), reason="Fits.", by=editor)
    out, twice = (actions.propose_removal(item=item, reason="Done.", by=editor) for _ in range(2))
    actions.approve_amendment(amendment=move, by=lead)
    for stale in (again, out, twice):
        with pytest.raises(PlanRefused, match="The action’s area has changed since"):
            actions.approve_amendment(amendment=stale, by=lead)
    actions.approve_amendment(amendment=actions.propose_removal(item=item, reason="Done.", by=editor), by=lead)
    with pytest.raises(PlanRefused, match="was taken out of the plan since"):
        actions.approve_amendment(amendment=edit, by=lead)
    backs = [actions.propose_return(item=item, reason="Not done.", by=editor) for _ in range(2)]
    actions.approve_amendment(amendment=backs[0], by=lead)
    with pytest.raises(PlanRefused, match="is back in the plan since"):
        actions.approve_amendment(amendment=backs[1], by=lead)


def test_two_amendments_that_do_not_go_together_are_not_both_carried_out(plan, york, item, editor, lead):
    late, early = propose(item, editor, starts_on=date(2022, 12, 1)), propose(item, editor, due_on=date(2022, 11, 1))
    actions.approve_amendment(amendment=late, by=lead)
    with pytest.raises(PlanRefused, match="the same as or after the start date"):
        actions.approve_amendment(amendment=early, by=lead)
    renamed = propose(plan, editor, title="A title taken meanwhile")
    ActionPlan.objects.create(authority=york, title="A title taken meanwhile")
    with pytest.raises(PlanRefused, match="already a plan with this title"):
        actions.approve_amendment(amendment=renamed, by=lead)


def test_no_amendment_is_carried_out_in_a_plan_that_is_not_sent_any_more(plan, item, editor, lead):
    amendment = propose(item, editor, action="Other.")
    ActionPlan.objects.filter(pk=plan.pk).update(stage="approval", submitted_on=None)
    with pytest.raises(PlanRefused, match="in stage approval"):
        actions.approve_amendment(amendment=amendment, by=lead)


def test_numbers_count_within_a_plan(plan, item, editor, elsewhere):
    AmendmentFactory(plan__authority=elsewhere, item=None)
    propose(item, editor, action="One.")
    propose(item, editor, action="Two.")
    assert [row.number for row in plan.amendments.numbered().order_by("pk")] == [1, 2]


# Several people at once


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_approve_at_once_one_wins_and_the_other_is_told(plan, item, editor, lead, administrator):
    amendment = propose(item, editor, action="Other.")

    def approves(by):
        return lambda: actions.approve_amendment(amendment=Amendment.objects.get(pk=amendment.pk), by=by)

    results = at_once(approves(lead), approves(administrator))
    assert sorted(type(result).__name__ for result in results) == ["Amendment", "AmendmentDecided"]
    assert any("has been approved already" in str(result) for result in results)
    assert plan.versions.filter(cause="amendment").count() == 1


@pytest.mark.django_db(transaction=True)
def test_approving_while_somebody_proposes_loses_neither(plan, item, editor, action_owner, lead):
    waiting, opened = propose(item, editor, due_on=date(2023, 2, 1)), edited(item, partners="Police")
    results = at_once(
        lambda: actions.approve_amendment(amendment=waiting, by=lead),
        lambda: actions.propose_edit(edited=opened, revision=item.revision, reason="Why.", by=action_owner),
    )
    assert isinstance(results[0], Amendment)
    # Who came second either waits for a decision, or is shown both texts.
    assert isinstance(results[1], actions.Proposed | EditConflict)
    assert edited(item).due_on == date(2023, 2, 1)
