"""Reporting rounds of a plan: their list, opening one, changing and cancelling it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actionplans import actions, permissions
from actionplans.actions.requests import deliver, reach
from actionplans.forms.rounds import CancelRoundForm, OpenRoundForm, RoundForm
from actionplans.models import ActionPlan, AskedAction, DeliveryRating, EditConflict, PlanRefused, Round
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import now, today
from ilacs.design.wording import counted


def round_or_404(plan: ActionPlan, number: int) -> Round:
    """The round of the plan with this number, over or not."""
    found = plan.rounds.select_related(
        "meeting__body", "version__made_by", "version__stored", "opened_by", "closed_by", "archived_by"
    )
    round: Round = get_object_or_404(found, number=number)
    round.plan = round.meeting.plan = plan
    if round.version:
        round.version.plan = plan
    return round


def plan_to_manage(request: SignedInRequest, slug: str, pk: int) -> ActionPlan:
    """The plan, for those who keep its rounds; 403 for everybody else of the council, and once it is over."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_manage_rounds(request.user, plan):
        raise PermissionDenied
    return plan


def round_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every round of a plan, the newest first: for which meeting, how many answered, and the version it made."""
    plan = plan_or_404(request, slug, pk)
    found = AskedAction.objects.filter(round__plan=plan).counted(now())
    rounds = list(plan.rounds.select_related("meeting__body", "version"))
    for round in rounds:
        round.plan = plan
        if round.version:
            round.version.plan = plan
    context = {
        "plan": plan,
        "rounds": [(round, *found.get(round.pk, (0, 0))) for round in rounds],
        "running": next((round for round in rounds if round.is_open), None),
        "on": today(),
        "may_manage": permissions.can_manage_rounds(request.user, plan),
    }
    return render(request, "actionplans/round_list.html", context)


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Asks everybody at once, after a look at who that is; whoever is written to now is so once all is stored."""
    plan = plan_to_manage(request, slug, pk)
    form = OpenRoundForm(posted_or_kept(request), plan=plan, on=today())
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in Round.EDITED_FIELDS}
        try:
            made = actions.open_round(plan=plan, by=request.user, on=today(), **wanted)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"Round {made.number} is open. Everybody who leads an action in it is asked.")
            if form.cleaned_data["ask_now"]:
                ask(request, made)
            return redirect(made.get_absolute_url())
    elif running := plan.rounds.open().first():
        messages.info(request, f"Round {running.number} is open. Close or cancel it before you open another.")
        return redirect("round-detail", slug, pk, running.number)
    items = plan.items.current().exclude(delivery_rating=DeliveryRating.EVIDENCED).select_related("lead_person")
    context = {
        "plan": plan,
        "form": form,
        "has_meeting": bool(form.fields["meeting"].choices),  # type: ignore[attr-defined]  # a choice of meetings
        "reached": reach(plan, items, on=today()),
    }
    return render(request, "actionplans/round_open.html", context, status=_status(request))


def ask(request: SignedInRequest, round: Round) -> None:
    """Writes now to those the round asks and tells the person how many that were; all that was stored is committed."""
    sent, failed = deliver(on=today(), round=round)
    if sent:
        messages.success(request, f"{counted(sent, 'person has', 'people have')} been asked by e-mail.")
    elif not failed:
        messages.info(request, "Nobody was written to: whoever is waited for has had a message, or none reaches them.")
    if failed:
        messages.error(request, "The e-mails could not all be sent. The next daily run tries again.")


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Another meeting, day or message; refused, with both texts shown, when somebody else saved first."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    form = RoundForm(posted_or_kept(request), instance=round, plan=plan, on=today())
    context: dict[str, Any] = {"plan": plan, "round": round, "form": form}
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_round(round=form.instance, revision=revision, by=request.user, on=today())
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        except EditConflict as conflict:
            context["conflict"] = conflict_rows(form, conflict)
        else:
            messages.success(request, "The round has been changed.")
            return redirect(round.get_absolute_url())
    return render(request, "actionplans/round_edit.html", context, status=_status(request, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Ends a round without a version, with a reason."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    form = CancelRoundForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_round(round=round, reason=form.cleaned_data["reason"], by=request.user)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"Round {round.number} is cancelled. What was reported in it stays.")
            return redirect(round.get_absolute_url())
    context = {"plan": plan, "round": round, "form": form}
    return render(request, "actionplans/round_cancel.html", context, status=_status(request))


def _status(request: SignedInRequest, **context: Any) -> int:
    """409 when somebody else saved first, 422 when something typed must be mended."""
    if request.method != "POST":
        return 200
    return 409 if "conflict" in context else 422
