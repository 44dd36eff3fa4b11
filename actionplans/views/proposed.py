"""What pages show of amendments: what each changes, as the words of both texts, and who may do what with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actionplans import permissions
from actionplans.actions import moves_only_the_date
from actionplans.actions.amendments import LABELS
from actionplans.changes import Kind, Run, difference
from actionplans.models import ActionPlan, Amendment
from ilacs.authorities.models import User
from ilacs.design.wording import counted, date_in_words, in_a_row

PROPOSED = "Proposed. It waits for a second person to approve it"
DAYS = ("starts_on", "due_on")
WHOLE = (*DAYS, "area", "also_serves")
"""What is struck and set whole, because half a date reads badly."""


@dataclass(frozen=True)
class ChangedField:
    """One field on both sides: on the left what stays or is removed, on the right what stays or is added."""

    label: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True)
class ShownAmendment:
    """One amendment with what it changes and what the person who looks may do with it."""

    amendment: Any
    title: str
    fields: tuple[ChangedField, ...]
    may_decide: bool
    may_withdraw: bool
    moves_date: bool = False

    @property
    def has_two_sides(self) -> bool:
        """Whether both sides say something, so that they stand beside each other."""
        return bool(self.amendment.before and self.amendment.after)


def shown(plan: ActionPlan, amendments: Iterable[Any], user: User) -> list[ShownAmendment]:
    """The amendments of a plan as its pages show them (one query for the people they name)."""
    found = list(amendments)
    keys = {amendment.after.get("lead_person") for amendment in found} - {None}
    people = User.objects.in_bulk(keys) if keys else {}
    for amendment in found:
        amendment.plan = plan
    return [_shown(amendment, people, user) for amendment in found]


def waiting_of(plan: ActionPlan, user: User) -> list[ShownAmendment]:
    """The amendments of a sent plan that wait, with what they change; a plan that is not sent has none."""
    if not plan.is_sent:
        return []
    waiting = plan.amendments.waiting().numbered()
    return shown(plan, waiting.select_related("proposed_by", "item", "response").order_by("pk"), user)


def of_item(waiting: Iterable[ShownAmendment], item_pk: int) -> list[ShownAmendment]:
    """Those that change one action."""
    return [each for each in waiting if each.amendment.item_id == item_pk]


def of_area(waiting: Iterable[ShownAmendment], response_pk: int) -> list[ShownAmendment]:
    """Those that change the answer to one area, add an action under it or bring one back."""
    kinds = (Amendment.Kind.EDIT_AREA, Amendment.Kind.ADD_ACTION, Amendment.Kind.RESTORE_ACTION)
    return [each for each in waiting if each.amendment.response_id == response_pk and each.amendment.kind in kinds]


def _shown(amendment: Any, people: dict[int, User], user: User) -> ShownAmendment:
    return ShownAmendment(
        amendment=amendment,
        title=title_of(amendment),
        fields=tuple(_fields(amendment, people)),
        may_decide=amendment.is_waiting and permissions.can_decide_amendment(user, amendment),
        may_withdraw=permissions.can_withdraw_amendment(user, amendment),
        moves_date=moves_only_the_date(amendment),
    )


def title_of(amendment: Any) -> str:
    """What it changes, in words: "Change action 1.1", or that a due date moves, from when to when."""
    if moves_only_the_date(amendment):
        return _moved_words(amendment)
    kinds = Amendment.Kind
    reference = amendment.item.reference if amendment.item else ""
    number = amendment.response.number if amendment.response else ""
    return {
        kinds.EDIT_PLAN: "Change the plan’s own texts",
        kinds.EDIT_AREA: f"Change the outcome of area {number}",
        kinds.EDIT_ACTION: f"Change action {reference}",
        kinds.ADD_ACTION: f"Add {f'action {reference}' if reference else 'an action'} under area {number}",
        kinds.DELETE_ACTION: f"Take action {reference} out",
        kinds.RESTORE_ACTION: f"Bring action {reference} back",
        kinds.MOVE_ACTION: f"Move action {reference} to area {number}",
    }[amendment.kind]


def _moved_words(amendment: Any) -> str:
    before, after = (date.fromisoformat(side["due_on"]) for side in (amendment.before, amendment.after))
    what = f"Move the due date of {amendment.item.reference}"
    return f"{what} from {date_in_words(before)} to {date_in_words(after)} ({slipped_words((after - before).days)})"


def slipped_words(days: int) -> str:
    """How far a date moved: "31 days later", "1 day earlier"."""
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _fields(amendment: Any, people: dict[int, User]) -> Iterable[ChangedField]:
    for name, label in LABELS.items():
        before, after = (_words(name, side.get(name), people) for side in (amendment.before, amendment.after))
        if before or after:
            yield ChangedField(label, *_sides(before, after, whole=name in WHOLE))


def _sides(before: str, after: str, *, whole: bool) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs of words; where one side is empty, nothing is marked in the other."""
    if not before or not after:
        return tuple(tuple(Run(Kind.SAME, text) for text in (side,) if text) for side in (before, after))  # type: ignore[return-value]
    if whole:
        return (Run(Kind.REMOVED, before),), (Run(Kind.ADDED, after),)
    runs = difference(before, after)
    return (
        tuple(run for run in runs if run.kind is not Kind.ADDED),
        tuple(run for run in runs if run.kind is not Kind.REMOVED),
    )


def _words(name: str, value: Any, people: dict[int, User]) -> str:
    """One stored value as the page prints it; empty for nothing."""
    if not value:
        return ""
    if name in DAYS:
        return date_in_words(date.fromisoformat(value))
    if name == "lead_person":
        return str(people.get(value, ""))
    if name == "also_serves":
        return in_a_row([str(number) for number in value])
    return str(value)


def done_words(amendment: Amendment | None, *, leads_saved: bool) -> str:
    """What became of an edit of a sent plan, for the person who made it."""
    return ". ".join([PROPOSED] * bool(amendment) + ["The lead was saved at once"] * leads_saved)
