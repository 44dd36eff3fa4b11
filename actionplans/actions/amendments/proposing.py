"""Proposing to change a plan that was sent: nothing in it changes until a second person approves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from actionplans.actions.amendments.values import areas_served, as_json, locked_names, sent_plan, values_of
from actionplans.actions.drafting import plan_key, save_edited
from actionplans.actions.due_dates import refuse_lost_date
from actionplans.actions.same_form import AlreadySaved
from actionplans.models import ActionItem, ActionPlan, Amendment, AreaResponse, EditConflict, PlanRefused
from actionplans.models.plan import LEAD_FIELDS, leads_changed, texts_changed
from ilacs.authorities.models import User
from ilacs.design.today import now

Kind = Amendment.Kind
SERVES = "also_serves"
EDITS = {
    ActionPlan: (Kind.EDIT_PLAN, ""),
    AreaResponse: (Kind.EDIT_AREA, "response"),
    ActionItem: (Kind.EDIT_ACTION, "item"),
}
"""The kind of amendment that an edit becomes, and the field that says of what."""


@dataclass(frozen=True)
class Proposed:
    """What became of an edit of a sent plan: the amendment where texts differ, and whether leads were saved."""

    amendment: Amendment | None
    leads_saved: bool


@transaction.atomic
def propose_edit(
    *,
    edited: ActionPlan | AreaResponse | ActionItem,
    revision: int,
    reason: str,
    by: User,
    also_serves: Iterable[AreaResponse] | None = None,
    entry: UUID | None = None,
) -> Proposed:
    """Proposes the texts in which an edited plan, area or action differs from the stored one, and saves its leads.

    Raises EditConflict when somebody else saved it since `revision`, and PlanRefused when nothing differs, when the
    reason is missing, or when the action is not in the plan. `also_serves` are the areas an action shall serve.
    """
    plan = sent_plan(plan_key(edited))
    also_serves = also_serves if also_serves is None else list(also_serves)
    stored: Any = type(edited)._default_manager.select_for_update().get(pk=edited.pk)
    if made := _made_with(plan, entry):
        _refuse_other_words(made, stored, edited, also_serves, reason)
        return Proposed(made, leads_saved=False)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_wrong_edit(stored, edited, reason)
    before, after = _difference(stored, edited, also_serves)
    has_new_leads = leads_changed(stored, edited)
    if not after and not has_new_leads:
        raise PlanRefused("Nothing differs from the plan. Change something, or cancel")
    amendment = None
    if after:
        kind, about = EDITS[type(edited)]
        named = {about: stored} if about else {}
        amendment = _propose(plan, kind, reason, by, entry, before=before, after=after, **named)
    if has_new_leads:
        for name in LEAD_FIELDS:
            setattr(stored, name, getattr(edited, name))
        save_edited(edited=stored, revision=revision, by=by)
    return Proposed(amendment, leads_saved=has_new_leads)


@transaction.atomic
def propose_new_action(
    *,
    response: AreaResponse,
    item: ActionItem,
    also_serves: Iterable[AreaResponse],
    reason: str,
    by: User,
    entry: UUID | None = None,
) -> Amendment:
    """Proposes an action under an area; it gets its reference when it is approved."""
    plan = sent_plan(response.plan_id)
    after = {name: value for name in item.EDITED_FIELDS if (value := as_json(item, name))}
    numbers = sorted(other.number for other in also_serves)
    after |= {"also_serves": numbers} if numbers else {}
    return _propose(plan, Kind.ADD_ACTION, reason, by, entry, response=response, after=after)


@transaction.atomic
def propose_removal(*, item: ActionItem, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to take an action out of the plan, as it reads now."""
    plan, item = sent_plan(item.plan_id), _locked(item)
    if item.is_deleted and not _made_with(plan, entry):
        raise PlanRefused("This action is not in the plan any more")
    before = values_of(item, locked_names(item))
    return _propose(plan, Kind.DELETE_ACTION, reason, by, entry, item=item, response=item.response, before=before)


@transaction.atomic
def propose_return(*, item: ActionItem, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to bring a deleted action back."""
    plan, item = sent_plan(item.plan_id), _locked(item)
    if not item.is_deleted and not _made_with(plan, entry):
        raise PlanRefused("This action is in the plan already")
    after = values_of(item, locked_names(item))
    return _propose(plan, Kind.RESTORE_ACTION, reason, by, entry, item=item, response=item.response, after=after)


@transaction.atomic
def propose_move(*, item: ActionItem, to: AreaResponse, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to print an action under another area of the plan."""
    plan, item = sent_plan(item.plan_id), _locked(item)
    if to.plan_id != plan.pk or item.is_deleted:
        raise PlanRefused("An action can only move within its own plan, and while it is in it")
    if to.pk == item.response_id and not _made_with(plan, entry):
        raise PlanRefused(f"This action is under area {to.number} already")
    before, after = {"area": item.response.number}, {"area": to.number}
    return _propose(plan, Kind.MOVE_ACTION, reason, by, entry, item=item, response=to, before=before, after=after)


def _made_with(plan: ActionPlan, entry: UUID | None) -> Amendment | None:
    """What was proposed with this form before."""
    return plan.amendments.filter(entry=entry).first() if entry else None


def _refuse_other_words(
    made: Amendment, stored: Any, edited: Any, also_serves: Iterable[AreaResponse] | None, reason: str
) -> None:
    """Raises AlreadySaved where a form that proposed an edit is sent again and asks for something else."""
    wanted = {name: as_json(edited, name) for name in made.after if name != SERVES}
    if SERVES in made.after and also_serves is not None:
        wanted[SERVES] = sorted(other.number for other in also_serves)
    _, differs = _difference(stored, edited, also_serves)
    asks_more = set(differs) - set(made.after) or leads_changed(stored, edited)
    if asks_more or made.reason != reason or wanted != {name: made.after[name] for name in wanted}:
        raise AlreadySaved(made, "amendment")


def _locked(item: ActionItem) -> ActionItem:
    """The action as it is stored now, until the transaction ends."""
    return ActionItem.objects.select_for_update(of=("self",)).select_related("response").get(pk=item.pk)


def _refuse_wrong_edit(stored: Any, edited: Any, reason: str) -> None:
    """What no amendment of an action may ask for."""
    if not isinstance(stored, ActionItem):
        return
    if stored.is_deleted:
        raise PlanRefused("This action is not in the plan any more. Propose to bring it back first")
    refuse_lost_date(stored, edited.due_on, plan=stored.plan, reason=reason)


def _difference(
    stored: Any, edited: Any, also_serves: Iterable[AreaResponse] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The texts that differ, as they are stored and as they shall be."""
    names = texts_changed(stored, edited)
    before = values_of(stored, names)
    after = {name: as_json(edited, name) for name in names}
    if also_serves is not None:
        now_serves, shall_serve = areas_served(stored), sorted(other.number for other in also_serves)
        if now_serves != shall_serve:
            before["also_serves"], after["also_serves"] = now_serves, shall_serve
    return before, after


def _propose(
    plan: ActionPlan, kind: Amendment.Kind, reason: str, by: User, entry: UUID | None, **about: Any
) -> Amendment:
    """The stored amendment; the one made before when the same form was sent already."""
    if made := _made_with(plan, entry):
        said = {"kind": kind, "reason": reason, **about}
        drifts = ("before", "after") if kind == Kind.RESTORE_ACTION else ("before",)
        if any(getattr(made, name) != value for name, value in said.items() if name not in drifts):
            raise AlreadySaved(made, "amendment")
        return made
    if not reason.strip():
        raise PlanRefused("Enter the reason for the change")
    amendment: Amendment = Amendment.objects.create(
        plan=plan, kind=kind, reason=reason, proposed_by=by, proposed_at=now(), entry=entry, **about
    )
    return amendment
