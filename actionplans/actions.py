"""Changes that touch more than one model of a plan; each is one transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    DeliveryRating,
    EditConflict,
    PlanRefused,
    ProgressUpdate,
)
from ilacs.authorities.models import LocalAuthority, User
from inspections.actions import fix_deadline
from inspections.models import ImprovementArea, Inspection


@transaction.atomic
def start_plan(*, authority: LocalAuthority, inspections: Iterable[Inspection], by: User, **details: Any) -> ActionPlan:
    """A draft plan with a response for each area of these inspections, whose deadline is fixed from now on."""
    plan = ActionPlan(authority=authority, **details)
    plan._change_reason = f"Started by {by}"
    plan.save()
    plan.inspections.set(inspections)
    for inspection in inspections:
        fix_deadline(inspection, by=by, reason=f"Reported when the plan '{plan.title}' was started")
    bring_in_areas(plan=plan)
    return plan


@transaction.atomic
def change_plan(*, plan: ActionPlan, inspections: Iterable[Inspection], by: User) -> None:
    """Saves edited details of a plan; inspections that are new to it have their deadline fixed and areas brought in.

    Raises PlanRefused when an inspection is taken away whose areas the plan already answers with actions.
    """
    kept = set(inspections)
    for inspection in set(plan.inspections.all()) - kept:
        responses = plan.responses.filter(area__inspection=inspection)
        if ActionItem.objects.filter(response__in=responses).exists():
            raise PlanRefused(
                f"{inspection} has actions in this plan. Move them to another area before you take it out."
            )
        responses.delete()
    plan.save()
    for inspection in kept - set(plan.inspections.all()):
        fix_deadline(inspection, by=by, reason=f"Reported when it was added to the plan '{plan.title}'")
    plan.inspections.set(kept)
    bring_in_areas(plan=plan)


@transaction.atomic
def submit_plan(*, plan: ActionPlan, by: User, on: date) -> None:
    """Records the day the plan was sent; from then on every action keeps its due date of that day as the original one.

    Raises PlanRefused as `plan.submit` does.
    """
    plan.submit(by=by, on=on)
    items = list(plan.items.current().filter(original_due_on__isnull=True, due_on__isnull=False))
    for item in items:
        item.original_due_on = item.due_on
    reason = f"Due date fixed when the plan was sent, recorded by {by}"
    bulk_update_with_history(items, ActionItem, ["original_due_on"], default_user=by, default_change_reason=reason)


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
    last = plan.responses.aggregate(last=Max("number"))["last"] or 0
    new = [AreaResponse(plan=plan, area=area, number=last + place) for place, area in enumerate(areas_not_in(plan), 1)]
    bulk_create_with_history(new, AreaResponse)
    return len(new)


@transaction.atomic
def save_edited(*, edited: ActionItem | AreaResponse, revision: int, by: User, reason: str = "") -> None:
    """Saves an edited action or area response if nobody saved it since revision `revision` was read.

    Raises EditConflict, carrying the stored row, when somebody did; then nothing is written.
    """
    model = type(edited)
    claimed = model._default_manager.filter(pk=edited.pk, revision=revision).update(revision=revision + 1)
    if not claimed:
        raise EditConflict(model._default_manager.get(pk=edited.pk))
    edited.revision = revision + 1
    edited._change_reason = reason or f"Edited by {by}"
    edited.save(update_fields=[*edited.EDITED_FIELDS, *edited.FIXED_FIELDS, "revision"])


@transaction.atomic
def edit_action(
    *, item: ActionItem, also_serves: Iterable[AreaResponse], revision: int, by: User, reason: str = ""
) -> None:
    """Saves an edited action and the other areas it serves; raises EditConflict when somebody else saved first.

    An action deleted meanwhile comes back: whoever saves it has been shown that it was deleted.
    """
    _fix_original_date(item)
    save_edited(edited=item, revision=revision, by=by, reason=reason)
    item.also_serves.set(also_serves)
    if item.is_deleted:
        item.restore(by=by)


@transaction.atomic
def add_action(
    *, response: AreaResponse, item: ActionItem, also_serves: Iterable[AreaResponse], by: User
) -> ActionItem:
    """Puts a new action last under an area and gives it the next reference, which then never changes."""
    # Two people adding at once queue here, so that no reference is given twice.
    response = AreaResponse.objects.select_for_update().select_related("plan").get(pk=response.pk)
    item.plan = response.plan
    item.response = response
    item.reference = response.next_reference()
    item.position = response.next_position()
    _fix_original_date(item)
    item._change_reason = f"Added by {by}"
    item.save()
    item.also_serves.set(also_serves)
    return item


def _fix_original_date(item: ActionItem) -> None:
    """In a plan that has been sent, the first due date an action gets is its original one."""
    if not item.plan.is_draft and item.original_due_on is None:
        item.original_due_on = item.due_on


def duplicate_action(*, item: ActionItem, by: User) -> ActionItem:
    """A copy under the same area with a reference of its own, not started and with no history of progress."""
    copy = ActionItem(**{name: getattr(item, name) for name in ActionItem.EDITED_FIELDS})
    return add_action(response=item.response, item=copy, also_serves=item.also_serves.all(), by=by)


@transaction.atomic
def move_action(*, item: ActionItem, to: AreaResponse, by: User) -> None:
    """Prints the action under another area of the same plan. Its reference stays, because papers have quoted it."""
    if to.plan_id != item.plan_id:
        raise PlanRefused("An action can only move within its own plan.")
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


@transaction.atomic
def report_progress(
    *, item: ActionItem, by: User, on: date, what_changed: str, delivery_rating: DeliveryRating, next_step: str = ""
) -> ProgressUpdate:
    """Adds a dated update and sets the action's delivery rating to the one reported."""
    update = ProgressUpdate.objects.create(
        item=item,
        reported_on=on,
        what_changed=what_changed,
        delivery_rating=delivery_rating,
        next_step=next_step,
        made_by=by,
        made_at=timezone.now(),
    )
    if item.delivery_rating != delivery_rating:
        item.delivery_rating = delivery_rating
        item._change_reason = f"Progress reported by {by}"
        item.save(update_fields=["delivery_rating"])
    return update
