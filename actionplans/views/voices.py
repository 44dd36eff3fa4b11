"""What children, families and staff said about a plan, and what we did: the list, and the forms behind it."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actionplans import actions, history, permissions
from actionplans.forms.refusals import say_refused
from actionplans.forms.voices import ArchiveForm, VoiceAnswerForm, VoiceFilter, VoiceForm, place_words
from actionplans.history import Change
from actionplans.models import ActionItem, ActionPlan, AreaResponse, EditConflict, PlanRefused, Voice
from actionplans.views.conflicts import conflict_rows, step_conflict
from actionplans.views.found import plan_or_404, refuse_unless
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import Conflict
from ilacs.design.today import today

NAMES = {
    "who": "Who said it",
    "heard_on": "When we heard it",
    "how": "How we heard it",
    "said": "What they said",
    "did": "What we did",
    "did_on": "When we did it",
}
READ = ("response__area", "item__response", "added_by", "archived_by")


@dataclass(frozen=True)
class Heard:
    """One voice as its card shows it: what this person may do about it, and who changed what."""

    voice: Voice
    may_answer: bool
    may_edit: bool
    changes: tuple[Change, ...]


def voice_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What was heard, what nobody has answered first; everybody who may see the plan may read it."""
    plan = plan_or_404(request, slug, pk)
    form = VoiceFilter(request.GET, plan=plan)
    chosen = form.cleaned_data if form.is_valid() else {}
    voices = list(_chosen(plan.voices.current().select_related(*READ), chosen))
    gone = list(plan.voices.filter(archived_at__isnull=False).select_related(*READ))
    heard = heard_by(request.user, plan, [*voices, *gone])
    shown = [each for each in heard if not each.voice.is_archived]
    context = {
        "plan": plan,
        "form": form,
        "in_use": sum(bool(value) for value in chosen.values()),
        "unanswered": [each for each in shown if not each.voice.did],
        "answered": [each for each in shown if each.voice.did],
        "gone": [each for each in heard if each.voice.is_archived],
        "may_add": permissions.can_add_voice(request.user, plan),
    }
    return render(request, "actionplans/voice_list.html", context)


def heard_by(user: User, plan: ActionPlan, voices: list[Voice]) -> list[Heard]:
    """The voices with what this person may do about each, and their histories (one query)."""
    changes = history.changes_of_voices(voices)
    heard = []
    for voice in voices:
        voice.plan = plan
        may_edit = permissions.can_edit_voice(user, voice)
        may_answer = permissions.can_answer_voice(user, voice)
        heard.append(Heard(voice, may_answer, may_edit, changes.get(voice.pk, ())))
    return heard


def _chosen(voices: Any, chosen: dict[str, Any]) -> Any:
    """Those of them that the filter asks for: of some people, about an area and the actions under it."""
    if chosen.get("who"):
        voices = voices.filter(who=chosen["who"])
    if chosen.get("area"):
        voices = voices.of_area(chosen["area"])
    return voices


@require_http_methods(["GET", "HEAD", "POST"])
def voice_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Something that was said; the address may name the area or action somebody came from."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_add_voice(request.user, plan), plan)
    about = request.GET.get("about", "")
    form = VoiceForm(posted_or_kept(request), plan=plan, on=today(), about=about)
    if request.method == "POST" and form.is_valid():
        entry = form.cleaned_data["entry"]
        try:
            voice = actions.add_voice(voice=form.instance, by=request.user, today=today(), entry=entry)
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            messages.success(request, "What was said has been added.")
            return redirect(voice)
    return _form_page(request, plan, form, "Add what was said", button="Add")


@require_http_methods(["GET", "HEAD", "POST"])
def voice_edit(request: SignedInRequest, slug: str, pk: int, voice_pk: int) -> HttpResponse:
    """Mends what was recorded; refused, with both texts, when somebody else saved first."""
    plan = plan_or_404(request, slug, pk)
    voice = voice_or_404(plan, voice_pk)
    refuse_unless(permissions.can_edit_voice(request.user, voice), plan)
    form = VoiceForm(posted_or_kept(request), instance=voice, plan=plan, on=today())
    more: dict[str, Any] = {"voice": voice}
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_voice(voice=form.instance, revision=revision, by=request.user, today=today())
        except EditConflict as conflict:
            more["conflict"] = shown = _edit_conflict(form, conflict)
            if not shown.differs:
                return redirect(voice)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The change has been saved.")
            return redirect(voice)
    return _form_page(request, plan, form, "Edit what was said", button="Save", **more)


def _edit_conflict(form: VoiceForm, conflict: EditConflict) -> Conflict:
    """Both versions, with what each is about."""
    stored: Voice = conflict.current
    typed: Voice = form.instance
    theirs, yours = place_words(stored.item or stored.response), place_words(typed.item or typed.response)
    shown = conflict_rows(form, conflict)
    return replace(shown, rows=(*shown.rows, ("What is it about?", theirs, yours, theirs != yours)))


@require_http_methods(["GET", "HEAD", "POST"])
def voice_answer(request: SignedInRequest, slug: str, pk: int, voice_pk: int) -> HttpResponse:
    """What we did about it, and when."""
    plan = plan_or_404(request, slug, pk)
    voice = voice_or_404(plan, voice_pk)
    refuse_unless(permissions.can_answer_voice(request.user, voice), plan)
    begun = {"did": voice.did, "did_on": voice.did_on or today(), "revision": voice.revision}
    form = VoiceAnswerForm(posted_or_kept(request), initial=begun)
    more: dict[str, Any] = {"voice": voice, "shows_voice": True}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.answer_voice(voice=voice, by=request.user, today=today(), **typed)
        except EditConflict as conflict:
            did = {"did": typed["did"], "did_on": typed["did_on"]}
            more["conflict"] = shown = step_conflict(form, conflict, NAMES, **did)
            if not shown.differs:
                return redirect(voice)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The answer has been saved.")
            return redirect(voice)
    return _form_page(request, plan, form, "What did we do?", button="Save the answer", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def voice_archive(request: SignedInRequest, slug: str, pk: int, voice_pk: int) -> HttpResponse:
    """Takes it away with a reason; it stays readable under the others."""
    plan = plan_or_404(request, slug, pk)
    voice = voice_or_404(plan, voice_pk)
    refuse_unless(permissions.can_edit_voice(request.user, voice), plan)
    form = ArchiveForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        actions.archive_voice(voice=voice, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "It has been taken away. It is kept at the end of the list.")
        return redirect("voice-list", slug, pk)
    more = {"voice": voice, "shows_voice": True}
    return _form_page(request, plan, form, "Take away what was said", button="Take it away", **more)


def voices_beside(plan: ActionPlan, user: User, place: ActionItem | AreaResponse) -> dict[str, Any]:
    """What the section about one action, or one area as a whole, shows: what was said, unanswered first."""
    voices = list(plan.voices.current().about(place).select_related(*READ))
    return {
        "heard": heard_by(user, plan, sorted(voices, key=lambda voice: bool(voice.did))),
        "about": f"{'action' if isinstance(place, ActionItem) else 'area'}-{place.pk}",
        "may_add": permissions.can_add_voice(user, plan),
    }


def voice_or_404(plan: ActionPlan, voice_pk: int) -> Voice:
    """What was said about this plan, under this key, unless it was taken away."""
    voice: Voice = get_object_or_404(plan.voices.current().select_related(*READ), pk=voice_pk)
    voice.plan = plan
    return voice


def _form_page(
    request: SignedInRequest, plan: ActionPlan, form: Any, heading: str, *, button: str, **more: Any
) -> HttpResponse:
    """The one page of every form about what was said; 422 when something typed must be mended."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in more else 422
    context = {"plan": plan, "form": form, "heading": heading, "button": button, **more}
    return render(request, "actionplans/voice_form.html", context, status=status)
