"""The amendments of a sent plan: their list, one with its decision, and proposing what needs no form but a why."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from actionplans import actions, permissions
from actionplans.forms.amendments import DecisionForm, ProposeForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionPlan, Amendment, PlanRefused
from actionplans.views.dates import dates_now, rating_after
from actionplans.views.found import amendment_or_404, item_or_404, plan_or_404, refuse_unless
from actionplans.views.proposed import shown
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today


def amendment_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every amendment of a plan, those that wait first; everybody who may see the plan may see them."""
    plan = plan_or_404(request, slug, pk)
    found = plan.amendments.numbered().select_related("proposed_by", "decided_by", "version", "item", "response")
    rows = shown(plan, found, request.user)
    waiting = [row for row in reversed(rows) if row.amendment.is_waiting]
    context = {
        "plan": plan,
        "waiting": waiting,
        "date_moves": [row for row in waiting if row.moves_date],
        "others": [row for row in waiting if not row.moves_date],
        "decided": sorted(
            (row for row in rows if not row.amendment.is_waiting),
            key=lambda row: row.amendment.decided_at,
            reverse=True,
        ),
    }
    return render(request, "actionplans/amendment_list.html", context)


def amendment_detail(request: SignedInRequest, slug: str, pk: int, amendment_pk: int) -> HttpResponse:
    """One amendment: both texts, the reason, and the form of the decision for whoever may decide."""
    plan = plan_or_404(request, slug, pk)
    return _detail(request, plan, amendment_or_404(plan, amendment_pk), DecisionForm())


def _detail(request: SignedInRequest, plan: ActionPlan, amendment: Any, form: DecisionForm) -> HttpResponse:
    """The page of an amendment; 422 when the decision must be mended."""
    (row,) = shown(plan, [amendment], request.user)
    context = {"plan": plan, "row": row, "amendment": amendment, "form": form if row.may_decide else None}
    if row.moves_date and not amendment.item.is_deleted:
        amendment.item.plan = plan
        context["dates"] = dates = dates_now(amendment.item, request.user)
        due_on = date.fromisoformat(amendment.after["due_on"])
        context["would_slip"] = dates.slipped_by(due_on)
        context["would_show"], context["is_as_reported"] = rating_after(amendment.item, due_on, today())
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/amendment_detail.html", context, status=status)


def amendment_decide(request: SignedInRequest, slug: str, pk: int, amendment_pk: int) -> HttpResponse:
    """A second person approves or refuses; what was proposed is then in the plan, or is not."""
    plan = plan_or_404(request, slug, pk)
    amendment = amendment_or_404(plan, amendment_pk)
    if not permissions.can_decide_amendment(request.user, amendment):
        raise PermissionDenied
    form = DecisionForm(posted_or_kept(request))
    if request.method != "POST" or not form.is_valid():
        return _detail(request, plan, amendment, form)
    try:
        decided = _decide(amendment, form, request)
    except actions.AmendmentDecided as refusal:
        messages.error(request, f"{refusal}.")
        return redirect(amendment)
    except PlanRefused as refusal:
        form.add_error("decision", str(refusal))
        return _detail(request, plan, amendment, form)
    state = decided.get_state_display().lower()
    messages.success(request, f"Amendment {amendment.number} has been {state}.")
    return redirect(amendment)


def _decide(amendment: Amendment, form: DecisionForm, request: SignedInRequest) -> Amendment:
    decided = form.cleaned_data
    verb = actions.approve_amendment if decided["decision"] == "approve" else actions.refuse_amendment
    return verb(amendment=amendment, by=request.user, note=decided["note"])


@require_POST
def amendment_withdraw(request: SignedInRequest, slug: str, pk: int, amendment_pk: int) -> HttpResponse:
    """The person who proposed it takes it back."""
    plan = plan_or_404(request, slug, pk)
    amendment = amendment_or_404(plan, amendment_pk)
    if amendment.proposed_by_id != request.user.pk:
        raise PermissionDenied
    try:
        actions.withdraw_amendment(amendment=amendment, by=request.user)
    except PlanRefused as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, f"Amendment {amendment.number} has been withdrawn.")
    return redirect(amendment)


def action_propose(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Why an action shall leave a sent plan, or a deleted one come back; before it is sent, that needs no why."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    if not plan.is_sent:
        return redirect(item)
    form = ProposeForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        verb = actions.propose_return if item.is_deleted else actions.propose_removal
        try:
            amendment = verb(item=item, by=request.user, **form.cleaned_data)
        except PlanRefused as refusal:
            say_refused(form, refusal, beside="reason")
        else:
            messages.success(request, "Proposed. It waits for a second person to approve it.")
            return redirect(amendment)
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/action_propose.html", {"plan": plan, "item": item, "form": form}, status=status)
