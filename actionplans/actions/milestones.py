"""Milestones: the steps inside an action, which whoever carries it out keeps without anybody's approval."""

from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.actions.same_form import made_before
from actionplans.models import ActionItem, ActionPlan, EditConflict, Milestone, PlanRefused, Stage
from ilacs.authorities.models import User
from ilacs.design.today import today as current_day
from ilacs.design.wording import date_in_words


@transaction.atomic
def add_milestone(*, item: ActionItem, name: str, due_on: date, by: User, entry: UUID | None = None) -> Milestone:
    """A new step inside an action, by a day no later than the action's own; the same form sent twice adds one.

    Raises AlreadySaved where the form made another one, PlanRefused for a later day, and when the action is not in the
    plan or the plan is over.
    """
    _plan, stored = _locked_action(item.pk)
    home, said = ("item_id", stored.pk, "action"), {"name": name.strip(), "due_on": due_on}
    made: Milestone | None = made_before(Milestone, entry, home=home, what="milestone", said=said)
    if made:
        return made
    _refuse_nameless(name)
    _refuse_later_than_action(stored, due_on, "due_on")
    milestone = Milestone(item=stored, name=name.strip(), due_on=due_on, entry=entry)
    milestone._change_reason = f"Added by {by}"
    milestone.save()
    return milestone


@transaction.atomic
def edit_milestone(*, milestone: Milestone, revision: int, by: User, reason: str = "") -> None:
    """Saves the words and the day of a milestone. Once the plan is no draft its day moves only with a reason.

    The day it had first stays known as its original one. Raises EditConflict when somebody saved it since `revision`,
    PlanRefused for a day after the action's own, a move without reason, and one that is reached or taken away.
    """
    plan, item = _locked_action(milestone.item_id)
    stored = _locked(milestone)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_stopped(stored)
    moves = milestone.due_on != stored.due_on
    if moves and stored.done_on:
        raise PlanRefused("This milestone is reached, so its day stays. Open it again first", "due_on")
    _refuse_nameless(milestone.name)
    if moves:
        _refuse_later_than_action(item, milestone.due_on, "due_on")
    if moves and plan.stage != Stage.DRAFT:
        if not reason.strip():
            raise PlanRefused("Enter the reason for the new day", "reason")
        stored.original_due_on = stored.original_due_on or stored.due_on
    stored.name, stored.due_on = milestone.name.strip(), milestone.due_on
    _save(stored, reason or f"Edited by {by}", "name", "due_on", "original_due_on")


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, by: User, today: date) -> None:
    """Says that a step was reached on a day, today or earlier. Said twice of one day it changes nothing.

    Raises PlanRefused for a day still to come, and when it was reached on another day already.
    """
    _locked_action(milestone.item_id)
    stored = _locked(milestone)
    if on > today:
        raise PlanRefused("The day it was reached must be today or earlier", "done_on")
    if stored.done_on == on:
        return
    _refuse_stopped(stored)
    if stored.done_on:
        day = date_in_words(stored.done_on)
        raise PlanRefused(f"It was reached on {day} already. Open it again first", "done_on")
    stored.done_on, stored.done_by = on, by
    _save(stored, f"Reached on {date_in_words(on)}, recorded by {by}", "done_on", "done_by")


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, by: User, reason: str) -> None:
    """Takes back that a step was reached, with the reason; one that is open stays so.

    Raises PlanRefused without a reason, and when the action has become due before the milestone's day.
    """
    _plan, item = _locked_action(milestone.item_id)
    stored = _locked(milestone)
    if not reason.strip():
        raise PlanRefused("Enter why it is opened again", "reason")
    if stored.done_on is None:
        return
    _refuse_stopped(stored)
    _refuse_later_than_action(item, stored.due_on, "reason")
    stored.done_on = stored.done_by = None
    _save(stored, reason, "done_on", "done_by")


@transaction.atomic
def archive_milestone(*, milestone: Milestone, by: User, reason: str) -> None:
    """Puts a step away with the reason: it stays on record and counts no more. A second time changes nothing."""
    _locked_action(milestone.item_id)
    _locked(milestone).archive(by=by, reason=reason)


def _locked_action(item_pk: int) -> tuple[ActionPlan, ActionItem]:
    """The plan and the action as they are stored now, until the transaction ends; PlanRefused when either is over."""
    plan_pk = ActionItem.objects.values_list("plan", flat=True).get(pk=item_pk)
    plan = ActionPlan.objects.lock_to_lead(plan_pk)
    item = ActionItem.objects.select_for_update().get(pk=item_pk)
    item.plan = plan
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    return plan, item


def _locked(milestone: Milestone) -> Milestone:
    stored: Milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    return stored


def _refuse_stopped(milestone: Milestone) -> None:
    if milestone.is_archived:
        raise PlanRefused("This milestone was taken away. Add a new one")


def _refuse_nameless(name: str) -> None:
    if not name.strip():
        raise PlanRefused("Enter the milestone", "name")


def _refuse_later_than_action(item: ActionItem, due_on: date, field: str) -> None:
    """Steps end with their action; those of an overdue one may be later, for they are its recovery."""
    if item.due_on and due_on > item.due_on and not item.is_overdue(current_day()):
        day = date_in_words(item.due_on)
        raise PlanRefused(
            f"The action itself is due on {day}, before the milestone. "
            "Choose that day or an earlier one, or move the action’s date first",
            field,
        )


def _save(milestone: Milestone, change: str, *fields: str) -> None:
    """Saves these fields as the next revision, with what the history says of it."""
    milestone.revision += 1
    milestone._change_reason = change
    milestone.save(update_fields=[*fields, "revision"])
