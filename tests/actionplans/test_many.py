"""Changing many actions for one reason: each keeps its own rules, and what is refused leaves the others alone."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from actionplans import actions
from actionplans.actions.many import CHANGED_SINCE
from actionplans.models import ActionItem, ActionPlan, Amendment, DeliveryRating, PlanRefused, Stage
from actionplans.models.dates import DateMove
from ilacs.design.today import as_if_on
from tests.factories import MilestoneFactory, ProgressUpdateFactory, SignOffFactory, sent, york_plan

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 3)
DUE, LATER = date(2022, 12, 31), date(2023, 1, 31)
ENTRY = UUID("6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11")
WHY = "The service was reorganised."
DATE_WORDS = "Due date: 31 December 2022 becomes 31 January 2023"
LEAD_WORDS = "Lead: Head of Service becomes Head of Service, Ash Owner"


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(TODAY):
        yield


@pytest.fixture
def plan(york):
    """York's plan with one action in each of its seven areas, read by partners."""
    plan = york_plan(york)
    ActionPlan.objects.update(stage=Stage.CONSULTATION)
    plan.refresh_from_db()
    return plan


def first(plan, number=3):
    """The first actions of a plan, as they are now."""
    return list(plan.items.order_by("response__number")[:number])


def change(plan, by, items=None, verb=actions.change_many, **wanted):
    """What became of the first three actions: reference, done, requested, refused."""
    made = actions.ManyChange(**{"reason": WHY, "entry": ENTRY, **wanted})
    outcomes = verb(items=first(plan) if items is None else items, change=made, by=by, today=TODAY)
    return [(each.item.reference, each.done, each.requested, each.refused) for each in outcomes]


def test_before_sending_leads_and_dates_change_at_once_each_with_the_reason(plan, editor, action_owner):
    assert change(plan, editor, person=action_owner, due_on=LATER) == [
        (reference, (LEAD_WORDS, DATE_WORDS), (), "") for reference in ("1.1", "2.1", "3.1")
    ]
    for item in first(plan):
        assert (item.lead_person, item.lead_post, item.due_on) == (action_owner, "Head of Service", LATER)
        assert item.date_moves.get().reason == WHY
        assert [row.history_change_reason for row in item.history.all()[:2]] == [WHY, WHY]
    assert plan.items.filter(due_on=DUE).count() == 4


def test_after_sending_leads_change_at_once_and_dates_are_asked_for_one_by_one(plan, editor, lead, action_owner):
    sent(plan, by=lead)
    assert change(plan, editor, person=action_owner, due_on=LATER) == [
        (reference, (LEAD_WORDS,), (DATE_WORDS,), "") for reference in ("1.1", "2.1", "3.1")
    ]
    assert {item.due_on for item in first(plan)} == {DUE}
    assert sorted(asked.item.reference for asked in Amendment.objects.waiting()) == ["1.1", "2.1", "3.1"]
    assert {(asked.reason, asked.proposed_by) for asked in Amendment.objects.all()} == {(WHY, editor)}


def test_a_rating_is_a_progress_update_of_each_action(plan, editor):
    on_track = change(plan, editor, rating=DeliveryRating.ON_TRACK)
    assert on_track == [
        (reference, ("Rating: Not started becomes On track",), (), "") for reference in ("1.1", "2.1", "3.1")
    ]
    for item in first(plan):
        update = item.updates.get()
        assert (item.delivery_rating, item.rated_on) == ("on_track", TODAY)
        assert (update.what_changed, update.reason) == ("Rating changed together with others.", WHY)
        assert (update.made_by, update.reported_on) == (editor, TODAY)


def test_what_a_rating_demands_is_demanded_of_each(plan, editor):
    refused = change(plan, editor, rating=DeliveryRating.OFF_TRACK)
    assert ["needs a recovery step" in row[3] for row in refused] == [True] * 3
    assert not any(item.updates.exists() for item in first(plan))
    changed = change(plan, editor, rating=DeliveryRating.OFF_TRACK, next_step="Hire two.")
    assert [row[1] for row in changed] == [("Rating: Not started becomes Off track",)] * 3


def test_another_rating_says_which_sign_off_it_undoes(plan, editor):
    item = first(plan, 1)[0]
    update = ProgressUpdateFactory(item=item, delivery_rating=DeliveryRating.COMPLETE)
    SignOffFactory(update=update, item=item, outcome="accepted", note="", made_at=datetime(2022, 9, 21, 10, tzinfo=UTC))
    ActionItem.objects.filter(pk=item.pk).update(delivery_rating=DeliveryRating.EVIDENCED)
    wanted = actions.ManyChange(reason=WHY, rating=DeliveryRating.AT_RISK, next_step="Hire two.")
    shown = actions.preview_many(items=first(plan, 2), change=wanted, by=editor, today=TODAY)
    assert [(each.done, each.undoes) for each in shown] == [
        (("Rating: Complete and evidenced becomes At risk",), "This undoes the sign-off of 21 September 2022"),
        (("Rating: Not started becomes At risk",), ""),
    ]


def test_no_rating_in_bulk_is_one_that_only_sign_off_gives(plan, editor):
    refused = change(plan, editor, rating=DeliveryRating.EVIDENCED)
    assert all("Only a second person" in row[3] for row in refused)


def test_an_action_whose_rules_forbid_a_part_stays_whole_and_the_others_change(plan, editor, action_owner):
    MilestoneFactory(item=first(plan)[1], name="Audit tool agreed", due_on=date(2022, 12, 1))
    outcomes = change(plan, editor, person=action_owner, due_on=date(2022, 11, 30))
    assert [bool(row[3]) for row in outcomes] == [False, True, False]
    assert "Audit tool agreed" in outcomes[1][3]
    assert [(item.lead_person, item.due_on) for item in first(plan)] == [
        (action_owner, date(2022, 11, 30)),
        (None, DUE),
        (action_owner, date(2022, 11, 30)),
    ]


def test_one_that_somebody_changed_since_is_refused_and_can_be_tried_again(plan, editor, lead, action_owner):
    seen = first(plan)
    theirs = ActionItem.objects.get(pk=seen[0].pk)
    theirs.partners = "Police"
    actions.edit_action(item=theirs, also_serves=[], revision=0, by=lead)
    outcomes = change(plan, editor, items=seen, person=action_owner)
    assert [row[3][:31] for row in outcomes] == ["Somebody has changed this actio", "", ""]
    again = change(plan, editor, items=first(plan, 1), person=action_owner)
    assert again == [("1.1", (LEAD_WORDS,), (), "")]


def test_another_rating_is_refused_where_somebody_reported_or_changed_the_action_since(plan, editor, lead):
    read = {item.pk: 0 for item in first(plan)}
    seen = first(plan)
    ProgressUpdateFactory(item=seen[0], made_by=lead)
    theirs = ActionItem.objects.get(pk=seen[1].pk)
    theirs.partners = "Police"
    actions.edit_action(item=theirs, also_serves=[], revision=0, by=lead)
    for _ in range(2):
        outcomes = change(plan, editor, items=seen, rating=DeliveryRating.COMPLETE, reports=read)
        assert [row[3] for row in outcomes] == [CHANGED_SINCE, CHANGED_SINCE, ""]
    assert [item.updates.count() for item in first(plan)] == [1, 0, 1]


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_same_form_sent_twice_does_nothing_twice(is_sent, plan, editor, lead, action_owner):
    if is_sent:
        sent(plan, by=lead)
    seen = first(plan)
    wanted = {"person": action_owner, "due_on": LATER, "rating": DeliveryRating.ON_TRACK}
    change(plan, editor, items=seen, **wanted)

    def stored():
        return (
            [item.revision for item in first(plan)],
            [item.updates.count() for item in first(plan)],
            [item.history.count() for item in first(plan)],
            DateMove.objects.count(),
            Amendment.objects.count(),
        )

    before = stored()
    outcomes = change(plan, editor, items=seen, **wanted)
    assert [row[3] for row in outcomes] == ["", "", ""]
    assert stored() == before


def test_a_preview_says_what_would_be_and_leaves_everything_as_it_was(plan, editor, action_owner):
    wanted = {"person": action_owner, "due_on": LATER, "rating": DeliveryRating.ON_TRACK}
    before = [(item.revision, item.history.count()) for item in first(plan)]
    shown = change(plan, editor, verb=actions.preview_many, **wanted)
    assert [(item.revision, item.history.count()) for item in first(plan)] == before
    assert not DateMove.objects.exists()
    assert shown == change(plan, editor, **wanted)


def test_what_is_so_already_is_not_done_again(plan, editor):
    assert change(plan, editor, post="Head of Service", due_on=DUE) == [
        (reference, ("Nothing to do: it is so already",), (), "") for reference in ("1.1", "2.1", "3.1")
    ]


def test_nobody_by_name_takes_the_person_and_leaves_the_post(plan, editor, action_owner):
    change(plan, editor, person=action_owner, entry=None)
    change(plan, editor, person=False, post="Director", entry=None)
    assert {item.lead for item in first(plan)} == {"Director"}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [({"reason": " ", "due_on": LATER}, "Enter the reason"), ({}, "Choose what to change")],
)
def test_without_a_reason_or_anything_to_change_nothing_begins(wanted, words, plan, editor):
    with pytest.raises(PlanRefused, match=words):
        change(plan, editor, **wanted)


def test_nothing_changes_in_a_plan_that_is_over(plan, editor, action_owner):
    ActionPlan.objects.update(stage="closed", closed_on=TODAY)
    assert {row[3] for row in change(plan, editor, person=action_owner)} == {
        "This plan is over, so nothing in it changes"
    }


def test_an_action_deleted_meanwhile_is_refused(plan, editor, action_owner):
    seen = first(plan, 1)
    ActionItem.objects.get(pk=seen[0].pk).delete_by(by=editor)
    assert change(plan, editor, items=seen, person=action_owner)[0][3] == "This action is not in the plan any more"
