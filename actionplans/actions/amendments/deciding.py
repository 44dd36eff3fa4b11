"""Deciding on an amendment: a second person approves or refuses it, or its proposer withdraws it."""

from typing import Any

from django.db import transaction

from actionplans.actions.amendments.carrying_out import CARRY_OUT
from actionplans.actions.amendments.values import IN_A_SENTENCE, LABELS, as_json, sent_plan, target_of
from actionplans.actions.versions import save_version
from actionplans.models import ActionItem, ActionPlan, Amendment, AreaResponse, PlanRefused, Version
from actionplans.models.plan import same_text
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import mid_sentence

Kind, State = Amendment.Kind, Amendment.State


class AmendmentDecided(PlanRefused):
    """An amendment on which somebody has decided already, or that was withdrawn."""


@transaction.atomic
def approve_amendment(*, amendment: Amendment, by: User, note: str = "") -> Amendment:
    """Carries an amendment out: a version of the plan just before it, then the change, both or neither.

    Raises AmendmentDecided for one decided already, and PlanRefused for one's own, when the plan is no longer sent, and
    when what it was written against has changed since.
    """
    waiting = _waiting(amendment)
    plan = sent_plan(amendment.plan_id)
    _refuse_own(waiting, by)
    _refuse_stale(waiting)
    title = f"Amendment {waiting.number}"
    before = save_version(
        plan=plan, by=by, reason=f"Before {mid_sentence(title)}: {waiting.reason}", cause=Version.Cause.AMENDMENT
    )
    approved = f"{title}, proposed by {waiting.proposed_by}, approved by {by}: {waiting.reason}"
    waiting.item = CARRY_OUT[waiting.kind](waiting, by, approved)
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
    """The locked amendment with its number; AmendmentDecided when somebody has decided."""
    ActionPlan.objects.select_for_update().get(pk=amendment.plan_id)
    # The plan's lock is every decision's; a row with a counted number cannot be locked itself.
    stored = Amendment.objects.numbered().select_related("plan__authority", "proposed_by", "item", "response")
    waiting = stored.get(pk=amendment.pk)
    if not waiting.is_waiting:
        raise AmendmentDecided(f"This amendment has been {waiting.get_state_display().lower()} already")
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
    target = target_of(amendment)
    again = f"Refuse it, or let {amendment.proposed_by} withdraw it and propose again"
    if isinstance(target, ActionItem) and target.is_deleted != (amendment.kind == Kind.RESTORE_ACTION):
        happened = "was taken out of the plan" if target.is_deleted else "is back in the plan"
        raise PlanRefused(f"The action {happened} since. {again}")
    for name, value in amendment.before.items():
        if not same_text(as_json(target, name), value):
            whose = {ActionPlan: "plan", AreaResponse: "area", ActionItem: "action"}[type(target)]
            what = IN_A_SENTENCE.get(name) or mid_sentence(LABELS[name])
            raise PlanRefused(f"The {whose}’s {what} has changed since. {again}")
