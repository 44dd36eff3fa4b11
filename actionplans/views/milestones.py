"""Milestones of an action: adding, editing, reaching, opening again and taking away, each a small page of its own."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from actionplans import actions, permissions
from actionplans.forms.dates import ArchiveMilestoneForm, MilestoneForm, ReachForm, ReopenMilestoneForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionItem, EditConflict, Milestone, PlanRefused
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless
from actionplans.views.proposed import slipped_words
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today


@dataclass(frozen=True)
class Change:
    """One change of a milestone: its words or its day moved, reached, or open again; who, when and why."""

    what: str
    before: str | date
    after: str | date
    by: str
    at: datetime
    reason: str

    @property
    def slipped(self) -> str:
        """How many days later or earlier a moved day became, in words; empty for anything else."""
        if isinstance(self.before, date) and isinstance(self.after, date):
            return slipped_words((self.after - self.before).days)
        return ""


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as the page of its action shows it."""

    milestone: Milestone
    is_late: bool
    changes: tuple[Change, ...]


def milestones_of(item: ActionItem, on: date) -> list[MilestoneRow]:
    """The milestones of an action by their day, those taken away last, each with what was changed (two queries)."""
    found = list(item.milestones.select_related("done_by", "archived_by").order_by("due_on", "pk"))
    past: dict[int, list[Any]] = defaultdict(list)
    history = Milestone.history.filter(item=item).select_related("history_user").order_by("history_date", "history_id")
    for row in history if found else ():
        past[row.id].append(row)
    rows = [MilestoneRow(each, each.is_late(on), tuple(_changes(past[each.pk]))) for each in found]
    return sorted(rows, key=lambda row: row.milestone.is_archived)


def _changes(past: list[Any]) -> "list[Change]":
    """What each save changed that a reader wants to know of: the words, the day, and that it was opened again."""
    found = []
    for old, new in pairwise(past):
        seen = (
            ("Renamed", old.name, new.name),
            ("Moved", old.due_on, new.due_on),
            ("Opened again", old.done_on if not new.done_on else None, None),
        )
        by, reason = str(new.history_user or ""), new.history_change_reason or ""
        why = "" if reason.endswith(f" by {by}") else reason
        found += [
            Change(what, before or "", after or "", by, new.history_date, why)
            for what, before, after in seen
            if before != after
        ]
    return found


def milestone_add(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """A new step inside an action."""
    item = _item_to_change(request, slug, pk, item_pk)
    form = MilestoneForm(posted_or_kept(request), item=item)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.add_milestone(
                item=item, name=typed["name"], due_on=typed["due_on"], by=request.user, entry=typed["entry"]
            )
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            return _done(request, item, "The milestone has been added.")
    return _form_page(request, item, form, heading="Add a milestone", button="Add milestone")


def milestone_edit(request: SignedInRequest, slug: str, pk: int, item_pk: int, milestone_pk: int) -> HttpResponse:
    """The words and the day of a milestone; refused, with both texts shown, when somebody else saved first."""
    item = _item_to_change(request, slug, pk, item_pk)
    milestone = milestone_or_404(item, milestone_pk)
    form = MilestoneForm(posted_or_kept(request), instance=milestone, item=item)
    more: dict[str, Any] = {"milestone": milestone}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.edit_milestone(
                milestone=form.instance,
                revision=typed["revision"] or 0,
                by=request.user,
                reason=typed.get("reason", ""),
            )
        except EditConflict as conflict:
            more["conflict"] = shown = conflict_rows(form, conflict)
            if not shown.differs:  # a button pressed twice
                return redirect(_place(item))
        except PlanRefused as refusal:
            _add_error(form, refusal)
        else:
            return _done(request, item, "The milestone has been saved.")
    return _form_page(request, item, form, heading="Edit milestone", button="Save milestone", **more)


def milestone_reach(request: SignedInRequest, slug: str, pk: int, item_pk: int, milestone_pk: int) -> HttpResponse:
    """Says that a milestone was reached: today with the one button of the action's page, or on another day."""
    item = _item_to_change(request, slug, pk, item_pk)
    milestone = milestone_or_404(item, milestone_pk)
    if request.method == "POST" and "today" in request.POST:
        form = ReachForm(
            {f"done_on_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}, on=today()
        )
    else:
        form = ReachForm(posted_or_kept(request), on=today())

    def reach(typed: dict[str, Any]) -> None:
        actions.reach_milestone(milestone=milestone, on=typed["done_on"], by=request.user, today=today())

    return _step(request, milestone, form, reach, heading="Milestone reached", button="Save", said="reached")


def milestone_reopen(request: SignedInRequest, slug: str, pk: int, item_pk: int, milestone_pk: int) -> HttpResponse:
    """Takes back that a milestone was reached, with the reason."""
    item = _item_to_change(request, slug, pk, item_pk)
    milestone = milestone_or_404(item, milestone_pk)

    def reopen(typed: dict[str, Any]) -> None:
        actions.reopen_milestone(milestone=milestone, by=request.user, reason=typed["reason"])

    form = ReopenMilestoneForm(posted_or_kept(request))
    return _step(
        request, milestone, form, reopen, heading="Open a milestone again", button="Open again", said="open again"
    )


def milestone_archive(request: SignedInRequest, slug: str, pk: int, item_pk: int, milestone_pk: int) -> HttpResponse:
    """Takes a milestone away, with the reason; it stays on record."""
    item = _item_to_change(request, slug, pk, item_pk)
    milestone = milestone_or_404(item, milestone_pk)

    def archive(typed: dict[str, Any]) -> None:
        actions.archive_milestone(milestone=milestone, by=request.user, reason=typed["reason"])

    form = ArchiveMilestoneForm(posted_or_kept(request))
    return _step(
        request, milestone, form, archive, heading="Take a milestone away", button="Take away", said="taken away"
    )


def milestone_or_404(item: ActionItem, milestone_pk: int) -> Milestone:
    """The action's milestone with this key, put away or not."""
    milestone: Milestone = get_object_or_404(item.milestones, pk=milestone_pk)
    milestone.item = item
    return milestone


def _item_to_change(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> ActionItem:
    """The action, for somebody who keeps its milestones; 403 for the others, and where it is not in the plan."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_change_milestones(request.user, item) and not item.is_deleted, plan)
    return item


def _step(
    request: SignedInRequest,
    milestone: Milestone,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    *,
    said: str,
    **words: str,
) -> HttpResponse:
    """The page of one step with a milestone, and what follows from it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except PlanRefused as refusal:
            _add_error(form, refusal)
        else:
            return _done(request, milestone.item, f"The milestone “{milestone}” is {said}.")
    return _form_page(request, milestone.item, form, milestone=milestone, **words)


def _add_error(form: forms.BaseForm, refusal: PlanRefused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _done(request: SignedInRequest, item: ActionItem, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(_place(item))


def _place(item: ActionItem) -> str:
    """Where the milestones of an action stand."""
    return f"{item.get_absolute_url()}#milestones"


def _form_page(request: SignedInRequest, item: ActionItem, form: Any, **context: Any) -> HttpResponse:
    """The one page of every form about a milestone; 422 when something typed must be mended, 409 for a conflict."""
    status = 200 if request.method != "POST" else 409 if "conflict" in context else 422
    context |= {"plan": item.plan, "item": item, "form": form}
    return render(request, "actionplans/milestone_form.html", context, status=status)
