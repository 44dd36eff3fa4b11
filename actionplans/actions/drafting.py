"""Starting a plan and writing it: areas, their answers, actions; each change is one transaction."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from simple_history.utils import bulk_create_with_history

from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    EditConflict,
    PlanRefused,
)
from ilacs.authorities.models import LocalAuthority, User
from inspections.actions import fix_deadline
from inspections.models import ImprovementArea, Inspection

Edited = TypeVar("Edited", ActionPlan, AreaResponse, ActionItem)


@transaction.atomic
def start_plan(*, authority: LocalAuthority, inspections: Iterable[Inspection], by: User, **details: Any) -> ActionPlan:
    """A draft plan with a response for each area of these inspections, whose deadline is fixed from now on.

    Raises PlanRefused when the council has a plan of this title already.
    """
    # Two plans begun at once queue here, so that the second is told and not broken off.
    LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    if authority.plans.filter(title=details["title"]).exists():
        raise PlanRefused("There is already a plan with this title. Choose another title")
    plan = ActionPlan(authority=authority, **details)
    plan._change_reason = f"Started by {by}"
    plan.save()
    plan.inspections.set(inspections)
    for inspection in inspections:
        fix_deadline(inspection, by=by, reason=f"Reported when the plan '{plan.title}' was started")
    bring_in_areas(plan=plan)
    return plan


@transaction.atomic
def change_plan(*, plan: ActionPlan, inspections: Iterable[Inspection], revision: int, by: User) -> None:
    """Saves edited details of a plan; inspections that are new to it have their deadline fixed and areas brought in.

    Raises EditConflict when somebody else saved first, and PlanRefused when an inspection is taken away for whose areas
    something has been written.
    """
    stored = save_edited(edited=plan, revision=revision, by=by)
    before, after = set(stored.inspections.all()), set(inspections)
    for inspection in before - after:
        responses = stored.responses.filter(area__inspection=inspection)
        if responses.filter(Q(items__isnull=False) | ~Q(outcome="")).exists():
            raise PlanRefused(
                f"{inspection}: actions or outcomes are written for its areas in this plan, so it cannot be taken out."
            )
        responses.delete()
    for inspection in after - before:
        fix_deadline(inspection, by=by, reason=f"Reported when it was added to the plan '{stored.title}'")
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
    """Adds an empty response for each area the plan does not answer yet; says how many."""
    plan.lock()
    # Nobody removes an area of these inspections while it is being brought in.
    list(Inspection.objects.select_for_update(no_key=True, of=("self",)).filter(plans=plan).order_by("pk"))
    last = plan.responses.aggregate(last=Max("number"))["last"] or 0
    new = [AreaResponse(plan=plan, area=area, number=last + place) for place, area in enumerate(areas_not_in(plan), 1)]
    bulk_create_with_history(new, AreaResponse)
    return len(new)


@transaction.atomic
def take_out_area(*, response: AreaResponse) -> None:
    """Takes an area out of the plan while nothing is done about it. Raises PlanRefused when it has actions."""
    response.lock()
    if response.items.exists():
        raise PlanRefused("This area has actions, or had some that were deleted. Move them to another area first.")
    response.delete()


@transaction.atomic
def save_edited(*, edited: Edited, revision: int, by: User, reason: str = "") -> Edited:
    """Saves what was edited of a plan, an area's response or an action, unless somebody saved it since `revision`.

    Returns the stored row. Raises EditConflict, carrying the stored row, when somebody did; then nothing is written.
    """
    stored: Edited = type(edited)._default_manager.select_for_update().get(pk=edited.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    for name in edited.EDITED_FIELDS:
        setattr(stored, name, getattr(edited, name))
    stored.revision += 1
    stored._change_reason = reason or f"Edited by {by}"
    stored.save(update_fields=[*stored.EDITED_FIELDS, "revision"])
    return stored


@transaction.atomic
def edit_action(
    *, item: ActionItem, also_serves: Iterable[AreaResponse], revision: int, by: User, reason: str = ""
) -> None:
    """Saves an edited action and the other areas it serves; raises EditConflict when somebody else saved first.

    A due date that was fixed when the plan was sent moves only with a reason, and is never taken away: PlanRefused.
    An action deleted meanwhile comes back: whoever saves it has been shown that it was deleted.
    """
    before = ActionItem.objects.select_for_update().get(pk=item.pk)
    if before.revision == revision and before.original_due_on and item.due_on != before.due_on:
        if item.due_on is None:
            raise PlanRefused("Enter a due date. The plan was sent with one, so the action must keep one")
        if not reason:
            raise PlanRefused("Enter the reason for the new due date")
    stored = save_edited(edited=item, revision=revision, by=by, reason=reason)
    if _gets_its_original_date(stored):
        stored.save(update_fields=["original_due_on"])
    stored.also_serves.set(also_serves)
    stored.restore(by=by)


@transaction.atomic
def add_action(
    *,
    response: AreaResponse,
    item: ActionItem,
    also_serves: Iterable[AreaResponse],
    by: User,
    entry: UUID | None = None,
) -> ActionItem:
    """Puts a new action last under an area and gives it the next reference, which then never changes.

    `entry` names the form it was typed into: the same form sent twice gives the action it made the first time.
    """
    # Two people adding at once queue here, so that no reference is given twice.
    response = AreaResponse.objects.select_for_update().get(pk=response.pk)
    if entry and (made := ActionItem.objects.filter(entry=entry, response__plan=response.plan_id).first()):
        return made
    item.entry = entry
    item.plan = response.plan
    item.response = response
    item.reference = response.next_reference()
    item.position = response.next_position()
    _gets_its_original_date(item)
    item._change_reason = f"Added by {by}"
    item.save()
    item.also_serves.set(also_serves)
    return item


def _gets_its_original_date(item: ActionItem) -> bool:
    """In a plan that has been sent, the first due date an action gets becomes its original one; says whether it did."""
    if item.plan.is_draft or item.original_due_on is not None or item.due_on is None:
        return False
    item.original_due_on = item.due_on
    return True


@transaction.atomic
def move_action(*, item: ActionItem, to: AreaResponse, by: User) -> None:
    """Prints the action under another area of the same plan. Its reference stays, because papers have quoted it."""
    if to.plan_id != item.plan_id:
        raise PlanRefused("An action can only move within its own plan.")
    to.lock()
    item.lock()
    moved_from = item.response.number
    item.response = to
    item.position = to.next_position()
    item.revision += 1
    item._change_reason = f"Moved from area {moved_from} to area {to.number} by {by}"
    item.save(update_fields=["response", "position", "revision"])
    item.also_serves.remove(to)


@transaction.atomic
def shift_action(*, item: ActionItem, up: bool, by: User) -> bool:
    """Changes places with the action above or below it; False when there is none."""
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
