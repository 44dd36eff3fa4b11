"""What committees asked of a plan: the list, one recommendation, its answer, and that it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from actionplans import permissions
from actionplans.actions import recommendations as actions
from actionplans.forms.recommendations import AnswerForm, DoneForm, RecommendationForm, ReopenForm, TakeBackForm
from actionplans.forms.refusals import say_refused
from actionplans.history import changes_of_recommendation
from actionplans.models import ActionPlan, EditConflict, Meeting, PlanRefused, Recommendation
from actionplans.views.conflicts import conflict_rows, step_conflict
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today

READ = ("plan__authority", "meeting__body", "owner_person", "done_version", "answered_by")
LONGEST_KEY = 10
"""Digits in the number of a meeting that an address may name."""
NOT_SEEN = -1
"""A revision that nothing has."""
CHANGED = "Somebody has changed this recommendation since you opened the page. Look at it again before you open it."
NAMES = {
    "text": "Recommendation",
    "meeting": "Meeting",
    "asked_by": "Asked by",
    "answer": "Answer",
    "reason": "Reason",
    "answered_on": "Date of the answer",
    "owner_post": "Owner",
    "owner_person": "Person",
    "due_on": "Due",
    "done_on": "Date it was done",
    "done_version": "Version that shows it",
}
"""What people call the fields of a recommendation, in the order of its page."""


def recommendation_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that was asked of a plan: what waits for an answer first, then what is to be done, then the rest."""
    plan = plan_or_404(request, slug, pk)
    asked = list(plan.recommendations.select_related(*READ).order_by("meeting__body__name", "number"))
    context = {
        "plan": plan,
        "groups": _groups(asked),
        "on": today(),
        "may_manage": permissions.can_manage_meetings(request.user, plan.authority),
    }
    return render(request, "actionplans/recommendation_list.html", context)


def _groups(asked: list[Recommendation]) -> list[tuple[str, list[Recommendation]]]:
    """The recommendations under the heading that says how far each is; headings without any are left out."""
    groups = (
        ("Waiting for an answer", [each for each in asked if not each.answer]),
        ("To be done", [each for each in asked if each.answer and each.is_open]),
        ("Done", [each for each in asked if each.done_on]),
        ("Rejected", [each for each in asked if each.answer == Recommendation.Answer.REJECTED]),
    )
    return [(heading, rows) for heading, rows in groups if rows]


def recommendation_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Records what a meeting asked; ?meeting= names the meeting."""
    plan = _plan_to_manage(request, slug, pk)
    meetings = plan.meetings.standing().order_by("-held_on")
    if not meetings.exists():
        return render(request, "actionplans/recommendation_needs_meeting.html", {"plan": plan})
    form = RecommendationForm(posted_or_kept(request), plan=plan, initial={"meeting": _suggested(request, meetings)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_recommendation(
                recommendation=form.instance, by=request.user, entry=form.cleaned_data["entry"], **form.about()
            )
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            messages.success(request, f"{made} has been recorded.")
            return redirect(made)
    return _form_page(request, plan, form, "Record a recommendation", button="Record")


def _suggested(request: SignedInRequest, meetings: Any) -> int | None:
    """The meeting the person came from, else the one held last."""
    wanted = request.GET.get("meeting", "")
    known = meetings.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < LONGEST_KEY else None
    chosen = known or meetings.filter(held_on__lte=today()).first()
    return chosen.pk if chosen else None


def recommendation_detail(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One recommendation: who asked what, the answer, what it is about, and who recorded what."""
    plan = plan_or_404(request, slug, pk)
    return _detail_page(request, recommendation_or_404(plan, number))


def _detail_page(request: SignedInRequest, asked: Recommendation, status: int = 200) -> HttpResponse:
    """The page of one recommendation as it is now."""
    context = {
        "plan": asked.plan,
        "asked": asked,
        "areas": list(asked.responses.select_related("area")),
        "items": list(asked.items.all()),
        "changes": changes_of_recommendation(asked),
        "on": today(),
        "may_manage": permissions.can_manage_meetings(request.user, asked.plan.authority),
    }
    return render(request, "actionplans/recommendation_detail.html", context, status=status)


def recommendation_edit(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The words, the owner and what it is about; refused, with both texts shown, when somebody else saved first."""
    plan = _plan_to_manage(request, slug, pk)
    asked = recommendation_or_404(plan, number)
    form = RecommendationForm(posted_or_kept(request), instance=asked, plan=plan)
    more: dict[str, Any] = {"asked": asked}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_recommendation(
                recommendation=form.instance, revision=form.cleaned_data["revision"], by=request.user, **form.about()
            )
        except EditConflict as conflict:
            more["conflict"] = conflict_rows(form, conflict)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect(asked)
    return _form_page(request, plan, form, f"Edit recommendation {number}", button="Save", **more)


def recommendation_answer(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What the council says to it, with the reason."""
    plan = _plan_to_manage(request, slug, pk)
    asked = recommendation_or_404(plan, number)
    begun = {"answer": asked.answer or None, "reason": asked.reason, "answered_on": asked.answered_on or today()}
    step = Step(
        f"Answer recommendation {number}",
        "Save the answer",
        "The answer has been saved.",
        act=actions.answer_recommendation,
        told=lambda typed: {"answer": typed["answer"], "reason": typed["reason"], "on": typed["answered_on"]},
        sets=lambda typed: {name: typed[name] for name in ("answer", "reason", "answered_on")},
    )
    form = AnswerForm(posted_or_kept(request), initial={**begun, "revision": asked.revision})
    return _take_step(request, asked, form, step)


def recommendation_take_back(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Takes the answer back, with the reason; then its words can change, or it is answered anew."""
    plan = _plan_to_manage(request, slug, pk)
    asked = recommendation_or_404(plan, number)
    step = Step(
        f"Take back the answer to recommendation {number}",
        "Take it back",
        "The answer has been taken back.",
        act=actions.take_answer_back,
        told=lambda typed: {"reason": typed["reason"]},
        sets=lambda typed: {"answer": "", "reason": "", "answered_on": None},
    )
    form = TakeBackForm(posted_or_kept(request), initial={"revision": asked.revision})
    return _take_step(request, asked, form, step)


def recommendation_done(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """That it is done, when, and in which version."""
    plan = _plan_to_manage(request, slug, pk)
    asked = recommendation_or_404(plan, number)
    step = Step(
        f"Recommendation {number} is done",
        "Save",
        f"{asked} is done.",
        act=actions.complete_recommendation,
        told=lambda typed: {"on": typed["done_on"], "version": typed["version"]},
        sets=lambda typed: {"done_on": typed["done_on"], "done_version": typed["version"]},
    )
    begun = {"done_on": today(), "revision": asked.revision}
    return _take_step(request, asked, DoneForm(posted_or_kept(request), plan=plan, initial=begun), step)


@dataclass(frozen=True)
class Step:
    """What somebody does about a recommendation: how its page reads, the verb, what the verb is told and would set."""

    heading: str
    button: str
    said: str
    act: Callable[..., None]
    told: Callable[[dict[str, Any]], dict[str, Any]]
    sets: Callable[[dict[str, Any]], dict[str, Any]]


def _take_step(request: SignedInRequest, asked: Recommendation, form: forms.Form, step: Step) -> HttpResponse:
    """The page of one step; refused, with both texts shown, when somebody else changed it first."""
    more: dict[str, Any] = {"asked": asked}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            step.act(recommendation=asked, revision=typed["revision"], by=request.user, **step.told(typed))
        except EditConflict as conflict:
            more["conflict"] = shown = step_conflict(form, conflict, NAMES, **step.sets(typed))
            if not shown.differs:  # a button pressed twice
                return redirect(asked)
            asked.refresh_from_db(fields=["text", "meeting"])
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, step.said)
            return redirect(asked)
    return _form_page(request, asked.plan, form, step.heading, button=step.button, **more)


@require_POST
def recommendation_reopen(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Takes back that it is done, unless somebody changed it since the page was opened."""
    plan = _plan_to_manage(request, slug, pk)
    asked = recommendation_or_404(plan, number)
    form = ReopenForm(request.POST)
    seen = form.cleaned_data["revision"] if form.is_valid() else NOT_SEEN
    try:
        actions.reopen_recommendation(recommendation=asked, revision=seen, by=request.user)
    except EditConflict:
        messages.warning(request, CHANGED)
        return _detail_page(request, recommendation_or_404(plan, number), status=409)
    messages.success(request, f"{asked} is open again.")
    return redirect(asked)


def recommendation_or_404(plan: ActionPlan, number: int) -> Recommendation:
    """The plan's recommendation of this number."""
    asked: Recommendation = get_object_or_404(plan.recommendations.select_related(*READ), number=number)
    asked.plan = plan
    return asked


def recommendations_at(meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting shows: what the body asked earlier and waits for, and what this meeting asked."""
    readable = Recommendation.objects.select_related(*READ)
    return {
        "still_open": list(readable.open_for(meeting).order_by("number")),
        "asked_here": list(readable.filter(meeting=meeting).order_by("number")),
    }


def _plan_to_manage(request: SignedInRequest, slug: str, pk: int) -> ActionPlan:
    """The plan, for somebody who keeps its meetings; 403 for the others."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_manage_meetings(request.user, plan.authority):
        raise PermissionDenied
    return plan


def _form_page(
    request: SignedInRequest, plan: ActionPlan, form: Any, heading: str, *, button: str, **more: Any
) -> HttpResponse:
    """The one page of every form about a recommendation; 422 when something typed must be mended."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in more else 422
    context = {"plan": plan, "form": form, "heading": heading, "button": button, **more}
    return render(request, "actionplans/recommendation_form.html", context, status=status)
