"""Starting a plan and writing it: areas, their answers, actions; each change is one transaction."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from simple_history.utils import bulk_create_with_history

from actionplans.actions.due_dates import explanation_set_aside, gets_its_original_date, keep_move, refuse_lost_date
from actionplans.actions.same_form import made_before, values_said
from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    AreaResponse,
    EditConflict,
    PlanLocked,
    PlanRefused,
    Recommendation,
)
from actionplans.models.plan import LEAD_FIELDS, texts_changed
from ilacs.authorities.models import LocalAuthority, User
from inspections.actions import fix_deadline
from inspections.models import ImprovementArea, Inspection

Edited = TypeVar("Edited", ActionPlan, AreaResponse, ActionItem, Recommendation)
ANOTHER_SCOPE = (
    "This plan was sent for these inspections and areas, so they stay. "
    "Move the plan back to draft, with a reason, or start a new plan"
)


@transaction.atomic
def start_plan(*, authority: LocalAuthority, inspections: Iterable[Inspection], by: User, **details: Any) -> ActionPlan:
    """A draft plan with a response for each area of these inspections, whose deadline is fixed from now on.

    Raises PlanRefused when the council has a plan of this title already. Whoever reads about one of the inspections
    may not know of the plan, so no reason names it.
    """
    # Two plans begun at once queue here, so that the second is told and not broken off.
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    plan = ActionPlan(authority=authority, **details)
    if taken := plan.title_taken(by):
        raise PlanRefused(taken)
    plan._change_reason = f"Started by {by}"
    plan.save()
    plan.inspections.set(inspections)
    for inspection in inspections:
        fix_deadline(inspection, by=by, reason="Reported when an action plan was started")
    bring_in_areas(plan=plan)
    return plan


@transaction.atomic
def change_plan(*, plan: ActionPlan, inspections: Iterable[Inspection], revision: int, by: User) -> None:
    """Saves edited details of a plan; inspections that are new to it have their deadline fixed and areas brought in.

    Raises EditConflict when somebody else saved first, and PlanRefused when an inspection is taken away for whose areas
    something has been written; in a plan that was sent neither texts nor inspections change here.
    """
    stored = save_edited(edited=plan, revision=revision, by=by)
    before, after = set(stored.inspections.all()), set(inspections)
    if before != after and stored.is_sent:
        raise PlanRefused(ANOTHER_SCOPE)
    for inspection in before - after:
        responses = stored.responses.filter(area__inspection=inspection)
        if responses.filter(Q(items__isnull=False) | ~Q(outcome="")).exists():
            raise PlanRefused(
                f"{inspection}: actions or outcomes are written for its areas in this plan, so it cannot be taken out."
            )
        responses.delete()
    for inspection in after - before:
        fix_deadline(inspection, by=by, reason="Reported when it was added to an action plan")
    stored.inspections.set(after)
    bring_in_areas(plan=stored)


def areas_not_in(plan: ActionPlan) -> list[ImprovementArea]:
    """Areas of the plan's inspections that the plan does not answer yet, in the order of the reports."""
    return list(
        ImprovementArea.objects.filter(inspection__plans=plan)
        .exclude(responses__plan=plan)
        .select_related("inspection")
        .order_by("inspection__started_on", "position")
    )


@transaction.atomic
def bring_in_areas(*, plan: ActionPlan) -> int:
    """Adds an empty response for each area the plan does not answer yet; says how many. PlanRefused once sent."""
    _refuse_another_scope(plan.pk)
    # Nobody removes an area of these inspections while it is being brought in.
    list(Inspection.objects.select_for_update(no_key=True, of=("self",)).filter(plans=plan).order_by("pk"))
    last = plan.responses.aggregate(last=Max("number"))["last"] or 0
    new = [AreaResponse(plan=plan, area=area, number=last + place) for place, area in enumerate(areas_not_in(plan), 1)]
    bulk_create_with_history(new, AreaResponse)
    return len(new)


@transaction.atomic
def take_out_area(*, response: AreaResponse) -> None:
    """Takes an area out of the plan while nothing is done about it.

    Raises PlanRefused when it has actions, and in a plan that was sent.
    """
    _refuse_another_scope(response.plan_id)
    response.lock()
    if response.items.exists():
        raise PlanRefused("This area has actions, or had some that were deleted. Move them to another area first.")
    response.delete()


def _refuse_another_scope(plan_pk: int) -> None:
    """Keeps a plan from answering other inspections and areas than those it was sent with."""
    if ActionPlan.objects.lock_to_lead(plan_pk).is_sent:
        raise PlanRefused(ANOTHER_SCOPE)


@transaction.atomic
def save_edited(*, edited: Edited, revision: int, by: User, reason: str = "", approved: str = "") -> Edited:
    """Saves what was edited of a plan, an area's response, an action or a recommendation, if it still has `revision`.

    Returns the stored row. Raises EditConflict, carrying the stored row, when somebody saved it since; then nothing is
    written. In a plan that was sent only leads are saved, and PlanLocked is raised when a text differs, unless
    `approved` says which amendment is carried out. An action's due date is not moved here: `edit_action` keeps moves.
    """
    return _save_edited(edited, revision, by, reason=reason, approved=approved)


def _save_edited(
    edited: Edited, revision: int, by: User, *, reason: str, approved: str, keeps_move: bool = False
) -> Edited:
    """The same; `keeps_move` where the caller keeps it for ever that a due date is moved."""
    locked = _locked_by(edited, approved)
    stored: Edited = type(edited)._default_manager.select_for_update().get(pk=edited.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    if locked and texts_changed(stored, edited):
        raise PlanLocked(locked)
    if not (keeps_move or locked):
        _refuse_moved_date(stored, edited)
    names: tuple[str, ...] = tuple(name for name in type(edited).EDITED_FIELDS if name in LEAD_FIELDS or not locked)
    set_aside: tuple[str, ...] = explanation_set_aside(stored, edited)
    for name in names:
        setattr(stored, name, getattr(edited, name))
    for name in set_aside:
        setattr(stored, name, "")
    stored.revision += 1
    stored._change_reason = approved or reason or f"Edited by {by}"
    stored.save(update_fields=[*names, *set_aside, "revision"])
    return stored


def _refuse_moved_date(stored: Any, edited: Any) -> None:
    if isinstance(stored, ActionItem) and edited.due_on != stored.due_on:
        raise PlanRefused("A due date is moved on a page of its own, with the reason", "due_on")


def _locked_by(edited: Any, approved: str) -> ActionPlan | None:
    """The sent plan that what is edited is a text of; None where it is none, and where an amendment opens the lock."""
    if not isinstance(edited, ActionPlan | AreaResponse | ActionItem):
        return None
    plan = ActionPlan.objects.lock_to_lead(plan_key(edited))
    return plan if plan.is_sent and not approved else None


def plan_key(edited: ActionPlan | AreaResponse | ActionItem) -> int:
    """The key of the plan that something edited belongs to."""
    return edited.pk if isinstance(edited, ActionPlan) else edited.plan_id


@transaction.atomic
def edit_action(
    *,
    item: ActionItem,
    also_serves: Iterable[AreaResponse],
    revision: int,
    by: User,
    reason: str = "",
    approved: str = "",
    amendment: Amendment | None = None,
) -> None:
    """Saves an edited action and the other areas it serves; raises EditConflict when somebody else saved first.

    Once others have seen a due date it is never taken away and moves only with a reason, and the move is kept; an
    action is never due before a step of it that is open: PlanRefused. `amendment` is the one that is carried out, whose
    proposer moved the date and which `by` approves.
    An action deleted meanwhile comes back: whoever saves it has been shown that it was deleted. `approved` as for
    `save_edited`: in a plan that was sent neither the areas it serves change without it, nor does it come back.
    """
    plan = ActionPlan.objects.lock_to_lead(item.plan_id)
    before = ActionItem.objects.select_for_update().get(pk=item.pk)
    serves = set(also_serves)
    if before.revision == revision:
        if plan.is_sent and not approved and (before.is_deleted or serves != set(before.also_serves.all())):
            raise PlanLocked(plan)
        refuse_lost_date(before, item.due_on, plan=plan, reason=approved or reason)
    stored = _save_edited(item, revision, by, reason=reason, approved=approved, keeps_move=True)
    if gets_its_original_date(stored):
        stored.save(update_fields=["original_due_on"])
    keep_move(stored, before, plan, reason=reason, by=by, amendment=amendment)
    if serves != set(stored.also_serves.all()):
        stored.also_serves.set(serves)
    if stored.is_deleted:
        stored.restore(by=by, approved=approved)


@transaction.atomic
def add_action(
    *,
    response: AreaResponse,
    item: ActionItem,
    also_serves: Iterable[AreaResponse],
    by: User,
    entry: UUID | None = None,
    approved: str = "",
) -> ActionItem:
    """Puts a new action last under an area and gives it the next reference, which then never changes.

    `entry` names the form it was typed into: the same form sent twice gives the action it made the first time. Raises
    AlreadySaved where it was sent with other words, PlanLocked in a plan that was sent, unless `approved` says which
    amendment is carried out.
    """
    ActionPlan.objects.lock_to_write(response.plan_id, approved=approved)
    # Two people adding at once queue here, so that no reference is given twice.
    response = AreaResponse.objects.select_for_update().get(pk=response.pk)
    also_serves = list(also_serves)
    made: ActionItem | None = made_before(
        ActionItem,
        entry,
        home=("plan_id", response.plan_id, "plan"),
        what="action",
        said=values_said(item) | {"response_id": response.pk},
        links={"also_serves": also_serves},
    )
    if made:
        return made
    item.entry = entry
    item.plan = response.plan
    item.response = response
    item.reference = response.next_reference()
    item.position = response.next_position()
    gets_its_original_date(item)
    item._change_reason = approved or f"Added by {by}"
    item.save()
    item.also_serves.set(also_serves)
    return item


@transaction.atomic
def move_action(*, item: ActionItem, to: AreaResponse, by: User, approved: str = "") -> None:
    """Prints the action under another area of the same plan. Its reference stays, because papers have quoted it.

    `approved` as for `add_action`.
    """
    ActionPlan.objects.lock_to_write(item.plan_id, approved=approved)
    if to.plan_id != item.plan_id:
        raise PlanRefused("An action can only move within its own plan.")
    to.lock()
    item.lock()
    moved_from = item.response.number
    item.response = to
    item.position = to.next_position()
    item.revision += 1
    item._change_reason = approved or f"Moved from area {moved_from} to area {to.number} by {by}"
    item.save(update_fields=["response", "position", "revision"])
    item.also_serves.remove(to)


@transaction.atomic
def shift_action(*, item: ActionItem, up: bool, by: User) -> bool:
    """Changes places with the action above or below it; False when there is none. PlanRefused once it was sent."""
    if ActionPlan.objects.lock_to_lead(item.plan_id).is_sent:
        raise PlanRefused("This plan was sent in this order, so its actions stay in it")
    order = list(item.response.items.current().select_for_update().order_by("position", "pk"))
    here = next(place for place, other in enumerate(order) if other.pk == item.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    for position, other in enumerate(order, 1):
        if other.position != position:
            other.position = position
            other._change_reason = f"Order changed by {by}"
            other.save(update_fields=["position"])
    return True
