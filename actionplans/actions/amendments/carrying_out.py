"""Carrying an amendment out, by the same verbs as every other change; only its words open their lock.

Each function is told the amendment, who approves, and the words that open the lock; it gives the action, if any.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from actionplans.actions.amendments.values import areas_served, target_of
from actionplans.actions.drafting import add_action, edit_action, move_action, save_edited
from actionplans.actions.due_dates import gets_its_original_date
from actionplans.models import ActionItem, ActionPlan, Amendment, PlanRefused
from ilacs.authorities.models import User

Kind = Amendment.Kind


def _edit(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    target = target_of(amendment)
    _fill(target, amendment.after)
    _refuse_invalid(target, by=by)
    if not isinstance(target, ActionItem):
        save_edited(edited=target, revision=target.revision, by=by, approved=approved)
        return None
    numbers = amendment.after.get("also_serves", areas_served(target))
    serves = _areas(amendment, numbers).exclude(pk=target.response_id)
    edit_action(
        item=target, also_serves=serves, revision=target.revision, by=by, approved=approved, amendment=amendment
    )
    return target


def _add(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item = ActionItem(plan=amendment.plan)
    _fill(item, amendment.after)
    serves = _areas(amendment, amendment.after.get("also_serves", ()))
    response: Any = amendment.response
    return add_action(response=response, item=item, also_serves=serves, by=by, approved=approved)


def _delete(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = target_of(amendment)
    item.delete_by(by=by, approved=approved)
    return item


def _restore(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = target_of(amendment)
    item.restore(by=by, approved=approved)
    if gets_its_original_date(item):
        item.save(update_fields=["original_due_on"])
    return item


def _move(amendment: Amendment, by: User, approved: str) -> ActionItem | None:
    item: ActionItem = target_of(amendment)
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


def _refuse_invalid(target: Any, *, by: User) -> None:
    """Raises PlanRefused when the change does not go together with what was changed since."""
    try:
        target.clean()
    except ValidationError as problem:
        raise PlanRefused(". ".join(problem.messages)) from None
    if isinstance(target, ActionPlan) and (taken := target.title_taken(by)):
        raise PlanRefused(taken)


CARRY_OUT: dict[str, Callable[[Amendment, User, str], ActionItem | None]] = {
    Kind.EDIT_PLAN: _edit,
    Kind.EDIT_AREA: _edit,
    Kind.EDIT_ACTION: _edit,
    Kind.ADD_ACTION: _add,
    Kind.DELETE_ACTION: _delete,
    Kind.RESTORE_ACTION: _restore,
    Kind.MOVE_ACTION: _move,
}
"""What carries out an amendment of each kind."""
