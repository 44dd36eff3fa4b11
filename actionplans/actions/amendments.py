"""Changing a plan that was sent: one person proposes an amendment, another approves or refuses it.

An amendment is carried out by the same verbs as every other change; only its words open their lock.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.actions.drafting import add_action, edit_action, move_action, plan_key, refuse_lost_date, save_edited
from actionplans.actions.versions import save_version
from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    AreaResponse,
    EditConflict,
    PlanRefused,
    Version,
)
from actionplans.models.plan import LEAD_FIELDS, leads_changed, same_text, texts_changed
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import mid_sentence

Kind, State = Amendment.Kind, Amendment.State
EDITS = {
    ActionPlan: (Kind.EDIT_PLAN, ""),
    AreaResponse: (Kind.EDIT_AREA, "response"),
    ActionItem: (Kind.EDIT_ACTION, "item"),
}
"""The kind of amendment that an edit becomes, and the field that says of what."""
LABELS = {
    "title": "Title",
    "introduction": "Introduction",
    "monitoring_arrangements": "Monitoring arrangements",
    "outcome": "Outcome for children",
    "action": "Action",
    "lead_post": "Lead officer",
    "lead_person": "Person",
    "partners": "Supporting partners",
    "starts_on": "Start",
    "due_on": "Due date",
    "success_measure": "Success measure",
    "how_we_will_know": "How we will know",
    "resources": "Resources",
    "monitoring_body": "Monitored by",
    "also_serves": "Also serves areas",
    "area": "Area",
}
"""What the fields that an amendment holds are called."""
IN_A_SENTENCE = {
    "monitoring_body": "monitoring body",
    "how_we_will_know": "text on how we will know",
    "also_serves": "list of other areas",
}
"""What those are called in a sentence whose labels would not fit into one."""


@dataclass(frozen=True)
class Proposed:
    """What became of an edit of a sent plan: the amendment where texts differ, and whether leads were saved."""

    amendment: Amendment | None
    leads_saved: bool


# Proposing


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
    plan = _sent_plan(plan_key(edited))
    if made := _made_with(plan, entry):
        return Proposed(made, leads_saved=False)
    stored: Any = type(edited)._default_manager.select_for_update().get(pk=edited.pk)
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
    plan = _sent_plan(response.plan_id)
    after = {name: value for name in item.EDITED_FIELDS if (value := _as_json(item, name))}
    numbers = sorted(other.number for other in also_serves)
    after |= {"also_serves": numbers} if numbers else {}
    return _propose(plan, Kind.ADD_ACTION, reason, by, entry, response=response, after=after)


@transaction.atomic
def propose_removal(*, item: ActionItem, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to take an action out of the plan, as it reads now."""
    plan, item = _sent_plan(item.plan_id), _locked(item)
    if item.is_deleted and not _made_with(plan, entry):
        raise PlanRefused("This action is not in the plan any more")
    before = _values(item, _locked_names(item))
    return _propose(plan, Kind.DELETE_ACTION, reason, by, entry, item=item, response=item.response, before=before)


@transaction.atomic
def propose_return(*, item: ActionItem, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to bring a deleted action back."""
    plan, item = _sent_plan(item.plan_id), _locked(item)
    if not item.is_deleted and not _made_with(plan, entry):
        raise PlanRefused("This action is in the plan already")
    after = _values(item, _locked_names(item))
    return _propose(plan, Kind.RESTORE_ACTION, reason, by, entry, item=item, response=item.response, after=after)


@transaction.atomic
def propose_move(*, item: ActionItem, to: AreaResponse, reason: str, by: User, entry: UUID | None = None) -> Amendment:
    """Proposes to print an action under another area of the plan."""
    plan, item = _sent_plan(item.plan_id), _locked(item)
    if to.plan_id != plan.pk or item.is_deleted:
        raise PlanRefused("An action can only move within its own plan, and while it is in it")
    if to.pk == item.response_id and not _made_with(plan, entry):
        raise PlanRefused(f"This action is under area {to.number} already")
    before, after = {"area": item.response.number}, {"area": to.number}
    return _propose(plan, Kind.MOVE_ACTION, reason, by, entry, item=item, response=to, before=before, after=after)


def _sent_plan(pk: int) -> ActionPlan:
    """The locked plan; PlanRefused when it is not one that is changed by amendments."""
    plan: ActionPlan = ActionPlan.objects.select_for_update().get(pk=pk)
    if not plan.is_sent:
        stage = plan.get_stage_display().lower()
        raise PlanRefused(f"This plan is in stage {stage}, where no amendments are made")
    return plan


def _made_with(plan: ActionPlan, entry: UUID | None) -> Amendment | None:
    """What was proposed with this form before."""
    return plan.amendments.filter(entry=entry).first() if entry else None


def _locked(item: ActionItem) -> ActionItem:
    """The action as it is stored now, until the transaction ends."""
    return ActionItem.objects.select_for_update(of=("self",)).select_related("response").get(pk=item.pk)


def _refuse_wrong_edit(stored: Any, edited: Any, reason: str) -> None:
    """What no amendment of an action may ask for."""
    if not isinstance(stored, ActionItem):
        return
    if stored.is_deleted:
        raise PlanRefused("This action is not in the plan any more. Propose to bring it back first")
    refuse_lost_date(stored, edited.due_on, reason=reason)


def _difference(
    stored: Any, edited: Any, also_serves: Iterable[AreaResponse] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The texts that differ, as they are stored and as they shall be."""
    names = texts_changed(stored, edited)
    before = _values(stored, names)
    after = {name: _as_json(edited, name) for name in names}
    if also_serves is not None:
        now_serves, shall_serve = _serves(stored), sorted(other.number for other in also_serves)
        if now_serves != shall_serve:
            before["also_serves"], after["also_serves"] = now_serves, shall_serve
    return before, after


def _propose(
    plan: ActionPlan, kind: Amendment.Kind, reason: str, by: User, entry: UUID | None, **about: Any
) -> Amendment:
    """The stored amendment; the one made before when the same form was sent already."""
    if made := _made_with(plan, entry):
        return made
    if not reason.strip():
        raise PlanRefused("Enter the reason for the change")
    amendment: Amendment = Amendment.objects.create(
        plan=plan, kind=kind, reason=reason, proposed_by=by, proposed_at=now(), entry=entry, **about
    )
    return amendment


# Values as an amendment holds them


def _locked_names(item: ActionItem) -> list[str]:
    """Everything of an action that is locked."""
    return ["area", *(name for name in item.EDITED_FIELDS if name not in LEAD_FIELDS), "also_serves"]


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _as_json(row, name) for name in names}


def _as_json(row: Any, name: str) -> Any:
    """One field: a text, an ISO date, the key of a person, the number of an area or of several."""
    if name == "also_serves":
        return _serves(row)
    if name == "area":
        return row.response.number
    value = getattr(row, f"{name}_id" if name == "lead_person" else name)
    return value.isoformat() if isinstance(value, date) else value


def _serves(item: ActionItem) -> list[int]:
    return sorted(item.also_serves.values_list("number", flat=True))


# Deciding


@transaction.atomic
def approve_amendment(*, amendment: Amendment, by: User, note: str = "") -> Amendment:
    """Carries an amendment out: a version of the plan just before it, then the change, both or neither.

    Raises PlanRefused for one's own amendment, for one decided already, when the plan is no longer sent, and when what
    it was written against has changed since.
    """
    plan = _sent_plan(amendment.plan_id)
    waiting = _waiting(amendment)
    _refuse_own(waiting, by)
    _refuse_stale(waiting)
    title = f"Amendment {waiting.number}"
    before = save_version(
        plan=plan, by=by, reason=f"Before {mid_sentence(title)}: {waiting.reason}", cause=Version.Cause.AMENDMENT
    )
    approved = f"{title}, proposed by {waiting.proposed_by}, approved by {by}: {waiting.reason}"
    waiting.item = _CARRY_OUT[waiting.kind](waiting, by, approved)
    waiting.version = before
    return _decide(waiting, State.APPROVED, by, note)


@transaction.atomic
def refuse_amendment(*, amendment: Amendment, by: User, note: str) -> Amendment:
    """Refuses an amendment and says why; the plan stays as it is. Raises PlanRefused as `approve_amendment` does."""
    waiting = _waiting(amendment)
    _refuse_own(waiting, by)
    if not note.strip():
        raise PlanRefused("Enter why it is refused")
    return _decide(waiting, State.REFUSED, by, note)


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: User) -> Amendment:
    """Takes back one's own amendment before anybody has decided."""
    waiting = _waiting(amendment)
    if waiting.proposed_by_id != by.pk:
        raise PlanRefused("Only the person who proposed an amendment withdraws it")
    return _decide(waiting, State.WITHDRAWN, by, "")


def _waiting(amendment: Amendment) -> Any:
    """The locked amendment with its number; PlanRefused when somebody has decided."""
    ActionPlan.objects.select_for_update().get(pk=amendment.plan_id)
    # The plan's lock is every decision's; a row with a counted number cannot be locked itself.
    stored = Amendment.objects.numbered().select_related("plan__authority", "proposed_by", "item", "response")
    waiting = stored.get(pk=amendment.pk)
    if not waiting.is_waiting:
        raise PlanRefused(f"This amendment has been {waiting.get_state_display().lower()} already")
    return waiting


def _refuse_own(amendment: Amendment, by: User) -> None:
    if amendment.proposed_by_id == by.pk:
        raise PlanRefused("Nobody decides on their own amendment. Another person must do it")


def _decide(amendment: Amendment, state: Amendment.State, by: User, note: str) -> Amendment:
    amendment.state = state
    amendment.decided_by = by
    amendment.decided_at = now()
    amendment.decision_note = note
    amendment.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "version", "item"])
    return amendment


def _refuse_stale(amendment: Amendment) -> None:
    """Raises PlanRefused when the plan no longer reads as it did when the amendment was written."""
    target = _target(amendment)
    again = f"Refuse it, or let {amendment.proposed_by} withdraw it and propose again"
    if isinstance(target, ActionItem) and target.is_deleted != (amendment.kind == Kind.RESTORE_ACTION):
        happened = "was taken out of the plan" if target.is_deleted else "is back in the plan"
        raise PlanRefused(f"The action {happened} since. {again}")
    for name, value in amendment.before.items():
        if not same_text(_as_json(target, name), value):
            whose = {ActionPlan: "plan", AreaResponse: "area", ActionItem: "action"}[type(target)]
            what = IN_A_SENTENCE.get(name) or mid_sentence(LABELS[name])
            raise PlanRefused(f"The {whose}’s {what} has changed since. {again}")


def _target(amendment: Amendment) -> Any:
    """What an amendment changes, locked: its action, its area, or the plan."""
    row = amendment.item or amendment.response or amendment.plan
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


# Carrying out: each is told the amendment, who approves, and the words that open the lock; gives the action, if any


def _edit(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    target = _target(amendment)
    _fill(target, amendment.after)
    _refuse_invalid(target)
    if not isinstance(target, ActionItem):
        save_edited(edited=target, revision=target.revision, by=by, approved=approved)
        return None
    numbers = amendment.after.get("also_serves", _serves(target))
    serves = _areas(amendment, numbers).exclude(pk=target.response_id)
    edit_action(item=target, also_serves=serves, revision=target.revision, by=by, approved=approved)
    return target


def _add(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item = ActionItem(plan=amendment.plan)
    _fill(item, amendment.after)
    serves = _areas(amendment, amendment.after.get("also_serves", ()))
    response: Any = amendment.response
    return add_action(response=response, item=item, also_serves=serves, by=by, approved=approved)


def _delete(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = _target(amendment)
    item.delete_by(by=by, approved=approved)
    return item


def _restore(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = _target(amendment)
    item.restore(by=by, approved=approved)
    return item


def _move(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = _target(amendment)
    to = _areas(amendment, [amendment.after["area"]]).get()
    move_action(item=item, to=to, by=by, approved=approved)
    return item


def _fill(row: Any, after: Mapping[str, Any]) -> None:
    """Puts the proposed values into a row; a person who is no longer known leads nothing."""
    for name, value in after.items():
        if name == "lead_person":
            row.lead_person = User.objects.filter(pk=value).first()
        elif name != "also_serves":
            setattr(row, name, row._meta.get_field(name).to_python(value))


def _areas(amendment: Amendment, numbers: Iterable[int]) -> Any:
    return amendment.plan.responses.filter(number__in=numbers)


def _refuse_invalid(target: Any) -> None:
    """Raises PlanRefused when the change does not go together with what was changed since."""
    try:
        target.clean()
    except ValidationError as problem:
        raise PlanRefused(". ".join(problem.messages)) from None
    if isinstance(target, ActionPlan):
        twins = ActionPlan.objects.filter(authority=target.authority_id, title=target.title).exclude(pk=target.pk)
        if twins.exists():
            raise PlanRefused("There is already a plan with this title")


_CARRY_OUT: dict[str, Callable[[Amendment, User, str], ActionItem | None]] = {
    Kind.EDIT_PLAN: _edit,
    Kind.EDIT_AREA: _edit,
    Kind.EDIT_ACTION: _edit,
    Kind.ADD_ACTION: _add,
    Kind.DELETE_ACTION: _delete,
    Kind.RESTORE_ACTION: _restore,
    Kind.MOVE_ACTION: _move,
}
