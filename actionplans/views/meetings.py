"""The meetings a plan goes to: adding one, its page, editing and cancelling it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actionplans import actions, permissions
from actionplans.actions.bodies import USUAL_BODIES
from actionplans.forms.meetings import CancelForm, MeetingAddForm, MeetingForm
from actionplans.models import ActionPlan, EditConflict, Meeting, PlanRefused
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404
from actionplans.views.recommendations import recommendations_at
from actionplans.views.since import since_meeting
from actionplans.views.timetable import lines_of, timetable_today
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today


def meeting_or_404(plan: ActionPlan, meeting_pk: int) -> Meeting:
    """The meeting of the plan with this key, cancelled or not."""
    meeting: Meeting = get_object_or_404(plan.meetings.select_related("body__authority", "version"), pk=meeting_pk)
    meeting.plan = plan
    return meeting


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Puts the plan before a body; a council without bodies is offered the usual ones first."""
    plan = _plan_to_manage(request, slug, pk)
    form = MeetingAddForm(posted_or_kept(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.add_meeting(meeting=form.instance, by=request.user)
        except PlanRefused as refusal:
            form.add_error("held_on", str(refusal))
        else:
            messages.success(request, f"{meeting} has been added.")
            return redirect("plan-timetable", slug, pk)
    context = {
        "plan": plan,
        "form": form,
        "has_bodies": plan.authority.bodies.filter(ended_on__isnull=True).exists(),
        "usual": USUAL_BODIES,
    }
    return render(request, "actionplans/meeting_add.html", context, status=_status(request))


def meeting_detail(request: SignedInRequest, slug: str, pk: int, meeting_pk: int) -> HttpResponse:
    """What the plan went there for, what the meeting saw, when its papers were due, and what came of it."""
    plan = plan_or_404(request, slug, pk)
    meeting = meeting_or_404(plan, meeting_pk)
    shown = timetable_today(plan)
    rows = shown.of_meeting(f"meeting-{meeting.pk}")
    may_change = permissions.can_manage_meetings_of(request.user, plan)
    context = {
        "plan": plan,
        "meeting": meeting,
        "is_held": meeting.is_held(today()),
        "lines": [line for line in lines_of(plan, shown, may_record=may_change) if line.row in rows],
        "counted": shown.counted_from,
        "since": since_meeting(meeting, on=today()),
        "on": today(),
        **recommendations_at(meeting),
        "may_change": may_change,
        "may_manage": permissions.can_manage_meetings(request.user, plan.authority),
    }
    return render(request, "actionplans/meeting_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, slug: str, pk: int, meeting_pk: int) -> HttpResponse:
    """Everything known of a meeting; refused, with both texts shown, when somebody else saved first."""
    plan = _plan_to_manage(request, slug, pk)
    meeting = meeting_or_404(plan, meeting_pk)
    form = MeetingForm(posted_or_kept(request), instance=meeting, plan=plan, on=today())
    context: dict[str, Any] = {"plan": plan, "meeting": meeting, "form": form, "heading": str(meeting)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_meeting(meeting=form.instance, revision=form.cleaned_data["revision"], by=request.user)
        except PlanRefused as refusal:
            form.add_error("held_on", str(refusal))
        except EditConflict as conflict:
            context["conflict"] = conflict_rows(form, conflict)
        else:
            messages.success(request, "The meeting has been saved.")
            return redirect(meeting)
    return render(request, "actionplans/meeting_form.html", context, status=_status(request, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: SignedInRequest, slug: str, pk: int, meeting_pk: int) -> HttpResponse:
    """Cancels a meeting with a reason; it stays on the timetable, struck."""
    plan = _plan_to_manage(request, slug, pk)
    meeting = meeting_or_404(plan, meeting_pk)
    form = CancelForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(meeting=meeting, reason=form.cleaned_data["reason"], on=today(), by=request.user)
        except PlanRefused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"{meeting} is cancelled. It stays on the timetable, struck.")
            return redirect("plan-timetable", slug, pk)
    context = {"plan": plan, "meeting": meeting, "form": form}
    return render(request, "actionplans/meeting_cancel.html", context, status=_status(request))


def _plan_to_manage(request: SignedInRequest, slug: str, pk: int) -> ActionPlan:
    """The plan, for those who keep its meetings; 403 for everybody else of the council, and once it is over."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_manage_meetings_of(request.user, plan):
        raise PermissionDenied
    return plan


def _status(request: SignedInRequest, **context: Any) -> int:
    """409 when somebody else saved first, 422 when something typed must be mended."""
    if request.method != "POST":
        return 200
    return 409 if "conflict" in context else 422
