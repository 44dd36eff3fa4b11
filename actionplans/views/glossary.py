"""The glossary of a council, and the abbreviations of one plan that nobody explains yet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import actions, history, permissions
from actionplans.actions.glossary import USUAL_TERMS
from actionplans.forms.glossary import TermForm
from actionplans.forms.voices import ArchiveForm
from actionplans.glossary import used_in
from actionplans.models import ActionPlan, EditConflict, GlossaryTerm, PlanRefused
from actionplans.readiness import unexplained_in
from actionplans.readiness.texts import texts_of
from actionplans.snapshot import take
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted
from inspections.models import current_calendar

LONGEST_KEY = 10
"""Digits in the number of a plan that a page may send along."""


def term_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every abbreviation the council explains; everybody of the council may read it."""
    authority = authority_or_404(request, slug)
    every = list(authority.glossary.select_related("archived_by"))
    terms = sorted((term for term in every if not term.is_archived), key=_alphabetic)
    known = {term.term.casefold() for term in terms}
    may_edit = permissions.can_edit_glossary(request.user, authority)
    plans = ActionPlan.objects.visible_to(request.user).filter(authority=authority) if may_edit else []
    context = {
        "terms": terms,
        "gone": [term for term in every if term.is_archived],
        "usual_count": sum(term.casefold() not in known for term in USUAL_TERMS),
        "plans": [plan for plan in plans if not plan.is_closed],
        "changes": history.changes_of_glossary(authority),
        "may_edit": may_edit,
        "may_change_practice": permissions.can_change_practice(request.user, authority),
    }
    return render(request, "actionplans/term_list.html", context)


def _alphabetic(term: GlossaryTerm) -> tuple[str, str]:
    return term.term.casefold(), term.term


@require_http_methods(["GET", "HEAD", "POST"])
def term_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Explains an abbreviation; the address may bring it, and the plan somebody came from."""
    authority = _council_to_explain(request, slug)
    letters = request.GET.get("term", "")[: GlossaryTerm._meta.get_field("term").max_length or 0]
    begun = {"term": letters, "meaning": USUAL_TERMS.get(letters, "")}
    form = TermForm(posted_or_kept(request), authority=authority, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            term = actions.add_term(term=form.instance, by=request.user)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{term.term} is explained now.")
            return _back(request, authority)
    return _form_page(request, {"form": form, "heading": "Explain an abbreviation", "button": "Add"})


@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request: SignedInRequest, slug: str, term_pk: int) -> HttpResponse:
    """Other words for an abbreviation; refused, with both texts, when somebody else saved first."""
    authority = _council_to_explain(request, slug)
    term = _term_or_404(authority, term_pk)
    heading = f"Edit {term.term}"
    form = TermForm(posted_or_kept(request), authority=authority, instance=term)
    context: dict[str, Any] = {"form": form, "heading": heading, "button": "Save", "term": term}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_term(term=form.instance, revision=form.cleaned_data["revision"], by=request.user)
        except EditConflict as conflict:
            context["conflict"] = shown = conflict_rows(form, conflict)
            if not shown.differs:
                return redirect("term-list", slug)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The change has been saved.")
            return redirect("term-list", slug)
    return _form_page(request, context)


@require_http_methods(["GET", "HEAD", "POST"])
def term_archive(request: SignedInRequest, slug: str, term_pk: int) -> HttpResponse:
    """Takes an abbreviation out of the glossary with a reason; pages and papers no longer explain it."""
    authority = _council_to_explain(request, slug)
    term = _term_or_404(authority, term_pk)
    form = ArchiveForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        actions.archive_term(term=term, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{term.term} has been taken away.")
        return redirect("term-list", slug)
    context = {"form": form, "heading": f"Take away {term.term}", "button": "Take it away", "term": term}
    return _form_page(request, context)


@require_POST
def term_add_usual(request: SignedInRequest, slug: str) -> HttpResponse:
    """Takes over the usual abbreviations of the sector that the council does not explain yet."""
    authority = _council_to_explain(request, slug)
    added = actions.add_usual_terms(authority=authority, by=request.user)
    if added:
        said = f"{counted(len(added), 'abbreviation')} added. Read them, and change the words as you like."
        messages.success(request, said)
    else:
        messages.info(request, "The council explains all the usual abbreviations already.")
    return redirect("term-list", slug)


def plan_abbreviations(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The abbreviations of a plan that nobody explains, each with its places, and those the glossary explains."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_edit_glossary(request.user, plan.authority):
        raise PermissionDenied
    snapshot = take(plan, on=today(), calendar=current_calendar())
    context = {
        "plan": plan,
        "unexplained": unexplained_in(snapshot),
        "explained": used_in((text.words for text in texts_of(snapshot)), snapshot.glossary),
    }
    return render(request, "actionplans/plan_abbreviations.html", context)


def _council_to_explain(request: SignedInRequest, slug: str) -> LocalAuthority:
    """The council, for those who edit its glossary; 403 for everybody else who belongs to it."""
    authority = authority_or_404(request, slug)
    if not permissions.can_edit_glossary(request.user, authority):
        raise PermissionDenied
    return authority


def _term_or_404(authority: LocalAuthority, term_pk: int) -> GlossaryTerm:
    """The council's abbreviation with this key, unless it was taken away."""
    term: GlossaryTerm = get_object_or_404(authority.glossary.current(), pk=term_pk)
    return term


def _back(request: SignedInRequest, authority: LocalAuthority) -> HttpResponse:
    """To the abbreviations of the plan somebody came from, if they may know it, else to the glossary."""
    wanted = request.GET.get("plan", "")
    if wanted.isdecimal() and len(wanted) < LONGEST_KEY:
        known = ActionPlan.objects.visible_to(request.user).filter(authority=authority, pk=wanted)
        if known.exists():
            return redirect("plan-abbreviations", authority.slug, int(wanted))
    return redirect("term-list", authority.slug)


def _form_page(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    """The one page of every form about an abbreviation; 422 when something typed must be mended."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in context else 422
    return render(request, "actionplans/term_form.html", context, status=status)
