"""Starting a plan, its details, and recording that it was sent or has ended."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from actionplans import actions, permissions
from actionplans.forms.plans import PlanForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionPlan, EditConflict, PlanRefused
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404, refuse_unless
from actionplans.views.proposed import PROPOSED
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.wording import counted
from inspections.models import Inspection

LONGEST_KEY = 10
"""Digits in the number of an inspection that an address may name."""


def plan_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new draft plan for one or more inspections; ?inspection= names the one the person came from."""
    authority = authority_or_404(request, slug)
    if not permissions.can_add_plan(request.user, authority):
        raise PermissionDenied
    known = Inspection.objects.visible_to(request.user).filter(authority=authority)
    if not known.exists():
        context = {"authority": authority, "back_url": reverse("plan-list", args=[slug])}
        return render(request, "actionplans/plan_needs_inspection.html", context)
    suggested = _suggested(request.GET.get("inspection", ""), known)
    form = PlanForm(posted_or_kept(request), authority=authority, person=request.user, initial=suggested)
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        del details["revision"]
        inspections = list(details.pop("inspections"))
        try:
            plan = actions.start_plan(authority=authority, inspections=inspections, by=request.user, **details)
        except PlanRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, f"{plan} has been started. Now draft the actions under each area.")
            return redirect("plan-draft", slug, plan.pk)
    context = {
        "authority": authority,
        "heading": "Start an action plan",
        "back_url": reverse("plan-list", args=[slug]),
        "answered_by": _answering(request, form),
    }
    return _form_page(request, form, context)


def _answering(request: SignedInRequest, form: PlanForm) -> list[ActionPlan]:
    """The plans that already answer an inspection the form suggests."""
    plans = ActionPlan.objects.visible_to(request.user).filter(inspections__in=form.initial.get("inspections", ()))
    return list(plans.select_related("authority").distinct())


def _suggested(wanted: str, known: Any) -> dict[str, Any]:
    """The inspection the person came from, else the only one there is, and a title to go with it; else nothing.

    Nothing is chosen for them among several: a plan that answers an embargoed inspection is hidden with it.
    """
    is_key = wanted.isdecimal() and len(wanted) < LONGEST_KEY
    chosen = (list(known.filter(pk=wanted)) if is_key else []) or list(known[:2])
    if len(chosen) != 1:
        return {}
    return {"inspections": [chosen[0].pk], "title": f"Improvement plan {chosen[0].started_on.year}"}


def plan_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The details papers print about the plan, and the inspections it answers."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    form = PlanForm(posted_or_kept(request), instance=plan, authority=plan.authority, person=request.user)
    about = _about(plan, "Plan details")
    if request.method == "POST" and form.is_valid():
        try:
            done = _change(request, form)
        except PlanRefused as refusal:
            say_refused(form, refusal, beside="reason" if "reason" in form.fields else "inspections")
        except EditConflict as conflict:
            about["conflict"] = conflict_rows(form, conflict)
        else:
            messages.success(request, done)
            return redirect(plan)
    return _form_page(request, form, about)


def _change(request: SignedInRequest, form: PlanForm) -> str:
    """Saves the details of the plan or, when it was sent, proposes what differs; says what was done."""
    typed, plan = form.cleaned_data, form.instance
    if plan.is_sent:
        actions.propose_edit(
            edited=plan, revision=typed["revision"], reason=typed["reason"], by=request.user, entry=typed["entry"]
        )
        return f"{PROPOSED}."
    actions.change_plan(plan=plan, inspections=typed["inspections"], revision=typed["revision"], by=request.user)
    return "The details of the plan have been saved."


def _about(plan: ActionPlan, heading: str) -> dict[str, Any]:
    """What the page of a form about an existing plan shows around the form."""
    return {"authority": plan.authority, "plan": plan, "heading": heading, "back_url": plan.get_absolute_url()}


@require_POST
def plan_bring_in_areas(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Adds the areas of its inspections that the plan does not answer yet."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    try:
        added = actions.bring_in_areas(plan=plan)
    except PlanRefused as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, f"{counted(added, 'area')} added to the plan.")
    return redirect("plan-draft", slug, pk)


def _form_page(request: SignedInRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    """The one page of every form about a plan; 422 when something typed must be mended."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in context else 422
    return render(request, "actionplans/plan_form.html", {**context, "form": form}, status=status)
