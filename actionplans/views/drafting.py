"""The drafting page: areas down the side, Ofsted's words in view, the actions of one area to write and order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from actionplans import actions, permissions, readiness
from actionplans.forms.plans import ResponseForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionItem, ActionPlan, EditConflict, PlanRefused
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot, take
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404, refuse_unless, response_or_404
from actionplans.views.proposed import done_words, of_area, of_item, waiting_of
from actionplans.views.readiness import warnings_off
from actionplans.views.voices import voices_beside
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted
from inspections.models import current_calendar


def plan_draft(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Opens the first area with something missing; a plan without areas is told what to do first."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_draft_in_plan(request.user, plan), plan)
    snapshot = take(plan, on=today(), calendar=current_calendar())
    unfinished = (area for area in snapshot.areas if not readiness.area_is_complete(area))
    area = next(unfinished, snapshot.areas[0] if snapshot.areas else None)
    if area is None:
        new_areas = actions.areas_not_in(plan)
        return render(request, "actionplans/draft_empty.html", {"plan": plan, "new_areas": new_areas})
    return redirect("plan-draft-area", slug, pk, area.number)


def plan_draft_area(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One area with its outcome and its actions."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_draft_in_plan(request.user, plan), plan)
    response = response_or_404(plan, number)
    deleted = list(response.items.filter(deleted_at__isnull=False).select_related("deleted_by").order_by("-deleted_at"))
    said = list(messages.get_messages(request))
    notices = {message.extra_tags: str(message) for message in said if message.extra_tags}
    context = {
        **drafting_context(request, plan, number, notices),
        # What was done to one action is said where it stands.
        "messages": [message for message in said if not message.extra_tags],
        "deleted": deleted,
        "just_deleted": None if plan.is_sent else _named(deleted, request.GET.get("deleted", "")),
        "new_areas": actions.areas_not_in(plan),
        "voices": voices_beside(plan, request.user, response),
    }
    return render(request, "actionplans/draft.html", context)


def _named(deleted: list[ActionItem], pk: str) -> ActionItem | None:
    """The action that the address says was deleted just now."""
    return next((item for item in deleted if str(item.pk) == pk), None)


def drafting_context(
    request: SignedInRequest, plan: ActionPlan, number: int, notices: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """What the drafting page and its fragments show: the steps, the area, and each action with what it lacks."""
    on, calendar = today(), current_calendar()
    snapshot = take(plan, on=on, calendar=calendar)
    place, area = next((place, area) for place, area in enumerate(snapshot.areas) if area.number == number)
    lacking = [gap for gap in readiness.missing(snapshot, off=warnings_off(plan)) if gap.area_number == number]
    may_edit = permissions.can_edit_plan(request.user, plan)
    waiting = waiting_of(plan, request.user)
    owned = set(plan.items.filter(lead_person=request.user).values_list("pk", flat=True))
    return {
        "plan": plan,
        "area": area,
        "steps": _steps(snapshot, number),
        "area_gaps": _of_place(lacking, None),
        "cards": [
            {
                **_card(item, area, lacking, may_edit or item.pk in owned, notices),
                "rating": snapshot.scales.rule(item.delivery_rating),
                "waiting": of_item(waiting, item.pk),
            }
            for item in area.items
        ],
        "area_waiting": of_area(waiting, area.pk),
        "may_edit": may_edit,
        "due_on": snapshot.deadline.due_on if snapshot.deadline and plan.is_draft else None,
        "days_left": calendar.between(on, snapshot.deadline.due_on) if snapshot.deadline else 0,
        "next_area": snapshot.areas[place + 1] if place + 1 < len(snapshot.areas) else None,
    }


def card_of(item_pk: int) -> str:
    """The id of an action's card on the drafting page."""
    return f"action-{item_pk}"


def _card(
    item: ItemSnapshot, area: AreaSnapshot, lacking: list[Any], may_edit: bool, notices: Mapping[str, str]
) -> dict[str, Any]:
    """One action on the drafting page; notice says what was just done to it."""
    notice = notices.get(card_of(item.pk), "")
    return {
        "notice": notice,
        "takes_focus": bool(notice),
        "item": item,
        "gaps": _of_place(lacking, item.reference),
        "may_edit": may_edit,
        "is_first": item == area.items[0],
        "is_last": item == area.items[-1],
    }


def _of_place(gaps: list[readiness.Missing], reference: str | None) -> list[readiness.Missing]:
    """The gaps of one action, or of the area itself, what stops submission first."""
    return sorted((gap for gap in gaps if gap.item_reference == reference), key=lambda gap: not gap.is_must)


def _steps(snapshot: PlanSnapshot, current: int) -> list[dict[str, Any]]:
    """The areas down the side, ticked when nothing in them stops submission."""
    return [
        {
            "label": area.label,
            "url": reverse("plan-draft-area", args=[snapshot.council_slug, snapshot.pk, area.number]),
            "current": area.number == current,
            "complete": readiness.area_is_complete(area),
            "note": counted(len(area.items), "action"),
        }
        for area in snapshot.areas
    ]


def response_edit(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The outcome for children in one area, and its lead."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    response = response_or_404(plan, number)
    form = ResponseForm(posted_or_kept(request), instance=response)
    context: dict[str, Any] = {"plan": plan, "response": response, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _response_saved(request, form)
            except EditConflict as conflict:
                status = 409
                context["conflict"] = conflict_rows(form, conflict)
            except PlanRefused as refusal:
                say_refused(form, refusal, beside="reason" if "reason" in form.fields else "outcome")
    context["waiting"] = of_area(waiting_of(plan, request.user), response.pk)
    return render(request, "actionplans/response_form.html", context, status=status)


def _response_saved(request: SignedInRequest, form: ResponseForm) -> HttpResponse:
    """Saves the outcome and the lead or, when the plan was sent, proposes the outcome; back to the area."""
    typed, response = form.cleaned_data, form.instance
    if not response.plan.is_sent:
        actions.save_edited(edited=response, revision=typed["revision"], by=request.user)
        return redirect(response)
    proposed = actions.propose_edit(
        edited=response, revision=typed["revision"], reason=typed["reason"], by=request.user, entry=typed["entry"]
    )
    messages.success(request, f"{done_words(proposed.amendment, leads_saved=proposed.leads_saved)}.")
    return redirect(response)


@require_POST
def response_remove(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Takes an area without actions out of the plan; it is then offered again as a new area."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_plan(request.user, plan), plan)
    response = response_or_404(plan, number)
    try:
        actions.take_out_area(response=response)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(response)
    messages.success(request, f"Area {number} has been taken out of the plan.")
    return redirect("plan-draft", slug, pk)
