"""Moving the due date of an action, and what its page says of the dates it had."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from actionplans import actions, permissions
from actionplans.forms.dates import MoveDateForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionItem, EditConflict, PlanRefused, RatingRule, RatingScales
from actionplans.snapshot import ItemSnapshot, MoveSnapshot, take
from actionplans.views.conflicts import step_conflict
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless
from actionplans.views.proposed import ShownAmendment, of_item, slipped_words, waiting_of
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import date_in_words
from inspections.models import current_calendar

NAMES = {"due_on": "Due date", "action": "Action", "starts_on": "Start"}
"""What a conflict about a moved date compares."""


@dataclass(frozen=True)
class Dates:
    """The due dates an action had and has, the requests that wait to move it, and whether this person may move it."""

    item: ItemSnapshot
    requests: tuple[ShownAmendment, ...]
    may_move: bool

    @property
    def original(self) -> date | None:
        """The date it was sent with; before that, the first one that others have seen."""
        return self.item.original_due_on or (self.item.moves[0].from_on if self.item.moves else self.item.due_on)

    @property
    def is_fixed(self) -> bool:
        """Whether the original date can never change any more, because the plan was sent with it."""
        return self.item.original_due_on is not None

    @property
    def moves(self) -> tuple[tuple[MoveSnapshot, str], ...]:
        """Every move, the newest first, and how far it went in words."""
        return tuple((move, slipped_words(move.days)) for move in reversed(self.item.moves))

    @property
    def slipped(self) -> str:
        """How far the date is from the original one, in words."""
        return slipped_words(self.item.days_slipped) if self.item.days_slipped else "None"

    def slipped_by(self, to_on: date) -> str:
        """How far another day would be from the original date, in words."""
        days = (to_on - self.original).days if self.original else 0
        return f"{slipped_words(days)} than first planned" if days else "on the day first planned"


def dates_of(item: ActionItem, shown: ItemSnapshot, waiting: Iterable[ShownAmendment], user: User) -> Dates:
    """The dates of an action as its page shows them; `waiting` are the amendments of it that nobody has decided on."""
    return Dates(
        item=shown,
        requests=tuple(each for each in waiting if each.amendment.after.get("due_on")),
        may_move=permissions.can_edit_action(user, item) and not item.is_deleted,
    )


def dates_now(item: ActionItem, user: User) -> Dates:
    """The same for a page that shows nothing else of the plan."""
    snapshot = take(item.plan, on=today(), calendar=current_calendar())
    shown = next(each for each in snapshot.items if each.pk == item.pk)
    return dates_of(item, shown, of_item(waiting_of(item.plan, user), item.pk), user)


def rating_after(item: ActionItem, due_on: date, on: date) -> tuple[RatingRule, bool]:
    """What an action is shown with once it is due on another day, and whether that is what was reported last."""
    moved = copy(item)
    moved.due_on = due_on
    rule = RatingScales.of_council(item.plan.authority_id).rule(moved.shown_rating(on))
    return rule, not moved.has_lapsed(on)


def action_date(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Moves the due date of an action, with the reason; in a plan that was sent it asks a second person to."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_action(request.user, item) and not item.is_deleted, plan)
    form = MoveDateForm(posted_or_kept(request), item=item)
    context: dict[str, Any] = {"plan": plan, "item": item, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(request, item, form.cleaned_data)
        except EditConflict as conflict:
            context["conflict"] = step_conflict(form, conflict, NAMES, due_on=form.cleaned_data["due_on"])
        except PlanRefused as refusal:
            say_refused(form, refusal)
    context["dates"] = dates_now(item, request.user)
    status = 200 if request.method != "POST" else 409 if "conflict" in context else 422
    return render(request, "actionplans/date_form.html", context, status=status)


def _moved(request: SignedInRequest, item: ActionItem, typed: dict[str, Any]) -> HttpResponse:
    """Moves the date or asks for it; on to the action, which shows it."""
    amendment = actions.request_date(
        item=item,
        due_on=typed["due_on"],
        reason=typed.get("reason", ""),
        by=request.user,
        revision=typed["revision"],
        entry=typed["entry"],
    )
    day = date_in_words(typed["due_on"])
    if amendment is None:
        messages.success(request, f"Action {item.reference} is now due on {day}.")
    else:
        messages.success(
            request,
            f"You have asked to move action {item.reference} to {day}. It waits for a second person to approve it.",
        )
    return redirect(item)
