"""Moving the due date of one action: at once while the plan is being written, by a second person's word after that."""

from copy import copy
from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.actions.amendments import propose_edit
from actionplans.actions.drafting import edit_action
from actionplans.actions.same_form import AlreadySaved
from actionplans.models import ActionItem, ActionPlan, Amendment, EditConflict, PlanRefused
from ilacs.authorities.models import User
from ilacs.design.wording import date_in_words

DATE_FIELD = "due_on"


@transaction.atomic
def request_date(
    *, item: ActionItem, due_on: date, reason: str, by: User, revision: int, entry: UUID | None = None
) -> Amendment | None:
    """Moves the due date of an action or, in a plan that was sent, asks a second person to approve the move.

    Returns the amendment that asks for it, None where the date was moved at once. The same form sent twice moves and
    asks once. Raises AlreadySaved where it asked for something else, EditConflict when somebody changed the action
    since `revision`, and PlanRefused, with the field to mend, when the date cannot be, is asked for already, or others
    have seen the old one and no reason is given.
    """
    plan = ActionPlan.objects.lock_to_lead(item.plan_id)
    stored = ActionItem.objects.select_for_update().get(pk=item.pk)
    if plan.is_sent and (made := _asked_with(plan, entry)):
        if (made.item_id, made.reason, made.after.get(DATE_FIELD)) != (item.pk, reason, due_on.isoformat()):
            raise AlreadySaved(made, "request")
        return made
    if stored.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    if stored.due_on == due_on:
        if stored.revision != revision and _moved_so(stored, reason=reason, by=by):
            return None
        raise PlanRefused("This is the due date already. Enter another day", DATE_FIELD)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_impossible(stored, due_on)
    edited = copy(stored)
    edited.due_on = due_on
    if plan.is_sent:
        _refuse_asked_again(stored, due_on)
        return propose_edit(edited=edited, revision=revision, reason=reason, by=by, entry=entry).amendment
    edit_action(item=edited, also_serves=stored.also_serves.all(), revision=revision, by=by, reason=reason)
    return None


def date_requests(item: ActionItem) -> list[Amendment]:
    """The amendments that wait and ask for nothing but another due date of an action, the oldest first."""
    waiting = item.amendments.waiting().filter(kind=Amendment.Kind.EDIT_ACTION).select_related("proposed_by")
    return [each for each in waiting.order_by("pk") if moves_only_the_date(each)]


def moves_only_the_date(amendment: Amendment) -> bool:
    """Whether an amendment moves a due date and changes nothing else."""
    return (
        amendment.kind == Amendment.Kind.EDIT_ACTION
        and list(amendment.after) == [DATE_FIELD]
        and bool(amendment.before.get(DATE_FIELD) and amendment.after[DATE_FIELD])
    )


def _asked_with(plan: ActionPlan, entry: UUID | None) -> Amendment | None:
    """The request that the same form made before."""
    found: Amendment | None = plan.amendments.filter(entry=entry).first() if entry else None
    return found


def _moved_so(item: ActionItem, *, reason: str, by: User) -> bool:
    """Whether this person has just moved the date to where it is, for this reason: the form was sent a second time."""
    newest = item.date_moves.last()
    return newest is None or (newest.to_on, newest.moved_by_id, newest.reason) == (item.due_on, by.pk, reason)


def _refuse_impossible(item: ActionItem, due_on: date) -> None:
    if item.starts_on and due_on < item.starts_on:
        day = date_in_words(item.starts_on)
        raise PlanRefused(f"The action starts on {day}. Enter that day or a later one", DATE_FIELD)


def _refuse_asked_again(item: ActionItem, due_on: date) -> None:
    for asked in date_requests(item):
        if asked.after[DATE_FIELD] == due_on.isoformat():
            raise PlanRefused(
                f"{asked.proposed_by} has asked for this date already, and it waits for a second person", DATE_FIELD
            )
