"""The bodies that plans go to, and how the council works with its plans."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import actions, permissions
from actionplans.actions.bodies import USUAL_BODIES
from actionplans.forms.bodies import BodyForm, PracticeForm
from actionplans.models import ActionPlan, Body, CouncilPractice, EditConflict, PlanRefused
from actionplans.views.conflicts import conflict_rows
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import Conflict, conflict_of
from ilacs.design.wording import in_a_row

LONGEST_KEY = 10
"""Digits in the number of a plan that a page may send along."""


def body_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """The bodies of a council with their rules; everybody of the council may read them."""
    authority = authority_or_404(request, slug)
    bodies = list(authority.bodies.prefetch_related("own_deadlines"))
    context = {
        "bodies": [body for body in bodies if body.ended_on is None],
        "ended": [body for body in bodies if body.ended_on is not None],
        "usual": USUAL_BODIES,
        "may_manage": permissions.can_manage_meetings(request.user, authority),
        "may_change_practice": permissions.can_change_practice(request.user, authority),
    }
    return render(request, "actionplans/body_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new body, with when its papers are published and the council's own deadlines."""
    authority = _council_to_manage(request, slug)
    form = BodyForm(posted_or_kept(request), authority=authority)
    if request.method == "POST" and form.is_valid():
        try:
            body = actions.add_body(body=form.instance, own=form.own(), by=request.user)
        except PlanRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{body} has been added.")
            return redirect("body-list", slug)
    return _body_page(request, {"authority": authority, "form": form, "heading": "Add a body"})


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: SignedInRequest, slug: str, body_pk: int) -> HttpResponse:
    """The rules of a body; meetings to come follow them. Refused, with both texts, when somebody else saved first."""
    authority = _council_to_manage(request, slug)
    body = get_object_or_404(authority.bodies.prefetch_related("own_deadlines"), pk=body_pk)
    form = BodyForm(posted_or_kept(request), instance=body, authority=authority)
    context = {"authority": authority, "body": body, "form": form, "heading": str(body)}
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            actions.edit_body(body=form.instance, own=form.own(), revision=revision, by=request.user)
        except PlanRefused as refusal:
            form.add_error("name", str(refusal))
        except EditConflict as conflict:
            context["conflict"] = _body_conflict(form, conflict)
        else:
            messages.success(request, "The body has been saved.")
            return redirect("body-list", slug)
    return _body_page(request, context)


def _body_page(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "actionplans/body_form.html", context, status=_status(request, context))


def _body_conflict(form: BodyForm, conflict: EditConflict) -> Conflict:
    """Both versions of a body, with the deadlines of the council's own."""
    shown = conflict_rows(form, conflict)
    stored: Body = conflict.current
    theirs = {row.name: row.working_days for row in stored.own_deadlines.all()}
    yours = form.own()
    row = ("The council’s own deadlines", _own_words(theirs), _own_words(yours), theirs != yours)
    return replace(shown, rows=(*shown.rows, row))


def _own_words(own: dict[str, int]) -> str:
    return "\n".join(f"{name}: {days} working days before" for name, days in own.items())


@require_POST
def body_add_usual(request: SignedInRequest, slug: str) -> HttpResponse:
    """Adds the bodies that most councils have, then leads back to the meeting somebody was about to add."""
    authority = _council_to_manage(request, slug)
    added = actions.add_usual_bodies(authority=authority, by=request.user)
    if added:
        messages.success(request, f"{in_a_row([str(body) for body in added])} added. Change their names as you like.")
    else:
        messages.info(request, "The council has a body of each kind already.")
    wanted = request.POST.get("plan", "")
    if wanted.isdecimal() and len(wanted) < LONGEST_KEY:
        known = ActionPlan.objects.visible_to(request.user).filter(authority=authority, pk=wanted)
        if known.exists():
            return redirect("meeting-add", slug, int(wanted))
    return redirect("body-list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def council_settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """The stages the council uses and the warnings it sees."""
    authority = authority_or_404(request, slug)
    if not permissions.can_change_practice(request.user, authority):
        raise PermissionDenied
    form = PracticeForm(posted_or_kept(request), practice=CouncilPractice.of(authority))
    context: dict[str, Any] = {"authority": authority, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_practice(
                authority=authority,
                skipped=form.skipped(),
                off=form.turned_off(),
                revision=form.cleaned_data["revision"],
                by=request.user,
            )
        except EditConflict as conflict:
            context["conflict"] = _practice_conflict(form, conflict.current)
        else:
            messages.success(request, "The settings have been saved.")
            return redirect("council-settings", slug)
    return render(request, "actionplans/council_settings.html", context, status=_status(request, context))


def _practice_conflict(form: PracticeForm, stored: CouncilPractice) -> Conflict:
    """What somebody else chose beside what was chosen here."""
    theirs = PracticeForm(practice=stored).initial
    rows = []
    for name in ("stages", "warnings"):
        their_words, yours = form.words_of(name, theirs[name]), form.words_of(name, form.cleaned_data[name])
        rows.append((str(form.fields[name].label), their_words, yours, their_words != yours))
    return conflict_of(stored, form, rows)


def _council_to_manage(request: SignedInRequest, slug: str) -> LocalAuthority:
    """The council, for those who keep its bodies; 403 for everybody else who belongs to it."""
    authority = authority_or_404(request, slug)
    if not permissions.can_manage_meetings(request.user, authority):
        raise PermissionDenied
    return authority


def _status(request: SignedInRequest, context: dict[str, Any]) -> int:
    """409 when somebody else saved first, 422 when something typed must be mended."""
    if request.method != "POST":
        return 200
    return 409 if "conflict" in context else 422
