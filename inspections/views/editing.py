"""Recording and editing the facts and judgements of an inspection."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import conflict_of
from ilacs.design.today import today
from ilacs.design.wording import counted, date_in_words, in_a_row
from inspections import actions
from inspections.forms import InspectionForm, JudgementsForm
from inspections.models import Inspection
from inspections.views.conflicts import facts_rows, untouched_taken_over
from inspections.views.found import inspection_to_edit, refuse_readers

SAVED = "The inspection is saved."
NAMES_IN_A_MESSAGE = 6


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Records an inspection."""
    authority = authority_or_404(request, slug)
    refuse_readers(request, authority)
    return _form_page(request, authority, None)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Edits an inspection; a fixed deadline that moves by it is fixed anew, beside the old one."""
    inspection = inspection_to_edit(request, slug, pk)
    return _form_page(request, inspection.authority, inspection)


@require_safe
def judgement_rows(request: SignedInRequest, slug: str) -> HttpResponse:
    """The questions that follow from the kind and the first day typed so far; a fragment, nothing is saved."""
    authority = authority_or_404(request, slug)
    refuse_readers(request, authority)
    form = InspectionForm(request.GET, authority=authority)
    judgements = _judgements_form(form, request.GET, None)
    for each in (form, judgements):
        each.full_clean()
        each.errors.clear()
    return render(request, "inspections/_judgement_rows.html", {"form": form, "judgements": judgements})


def _form_page(request: SignedInRequest, authority: LocalAuthority, inspection: Inspection | None) -> HttpResponse:
    """The form about an inspection: shows it, shows its rows, or saves it."""
    heading = f"Edit {inspection}" if inspection else "Record an inspection"
    address = inspection.get_absolute_url() if inspection else reverse("inspection-list", args=[authority.slug])
    data = posted_or_kept(request)
    form = InspectionForm(data, instance=inspection, authority=authority)
    judgements = _judgements_form(form, data, inspection)
    shown: dict[str, Any] = {"form": form, "judgements": judgements, "heading": heading, "back_url": address}
    if request.method == "POST" and "show_rows" in request.POST:
        form.forget_errors_of_other_fields()
        judgements.errors.clear()
    elif request.method == "POST" and all([form.is_valid(), judgements.is_valid()]):
        return _try_to_save(request, form, judgements, shown)
    status = 422 if request.method == "POST" and (form.errors or judgements.errors) else 200
    return render(request, "inspections/inspection_form.html", shown, status=status)


def _try_to_save(
    request: SignedInRequest, form: InspectionForm, judgements: JudgementsForm, shown: dict[str, Any]
) -> HttpResponse:
    """Saves; a twin is said beside its first day, and with somebody else's newer version both are shown (409)."""
    try:
        return _save(request, form, judgements)
    except actions.AlreadyRecorded as refused:
        form.add_error("started_on", str(refused))
        return render(request, "inspections/inspection_form.html", shown, status=422)
    except actions.InspectionChanged as changed:
        return _conflict_page(request, form, judgements, changed.current, shown)


def _conflict_page(
    request: SignedInRequest,
    form: InspectionForm,
    judgements: JudgementsForm,
    stored: Inspection,
    shown: dict[str, Any],
) -> HttpResponse:
    """Both versions of what differs (409); a form that says nothing but what is stored has been saved already."""
    data = untouched_taken_over(form, judgements, stored)
    mine = InspectionForm(data, instance=Inspection.objects.get(pk=stored.pk), authority=stored.authority)
    judgements = _judgements_form(mine, data, stored)
    mine.full_clean()
    judgements.full_clean()
    conflict = conflict_of(stored, mine, facts_rows(mine, stored, judgements.given()))
    if not conflict.differs:
        messages.success(request, SAVED)
        return redirect(stored)
    shown = {**shown, "form": mine, "judgements": judgements, "conflict": conflict}
    return render(request, "inspections/inspection_form.html", shown, status=409)


def _judgements_form(form: InspectionForm, data: QueryDict | None, inspection: Inspection | None) -> JudgementsForm:
    """The judgements the facts typed so far lead to."""
    return JudgementsForm(
        data,
        framework=form.settled_framework(),
        first_day=form.typed("started_on"),
        inspection=inspection,
        report_is_here=form.report_is_here(),
    )


def _save(request: SignedInRequest, form: InspectionForm, judgements: JudgementsForm) -> HttpResponse:
    """Stores what was typed and says what happened, what moved and what deserves a second look."""
    inspection, given, fixed = form.instance, judgements.given(), None
    if inspection.pk:
        revision = form.cleaned_data["revision"]
        fixed = actions.update_inspection(inspection, judgements=given, revision=revision, by=request.user)
    else:
        actions.record_inspection(inspection, judgements=given, by=request.user)
    messages.success(request, SAVED)
    if embargo := inspection.embargo_words(today()):
        messages.info(request, f"{embargo}. Until then {_who_can_see(inspection)} can see it and its plan.")
    if fixed:
        messages.info(
            request,
            f"The deadline is now {date_in_words(fixed.due_on)}. Whatever was reported before is kept beside it.",
        )
    if warnings := inspection.warnings():
        verb = "is" if len(warnings) == 1 else "are"
        messages.warning(request, f"There {verb} {counted(len(warnings), 'thing')} to check, under the deadline.")
    return redirect(inspection)


def _who_can_see(inspection: Inspection) -> str:
    """The people named on an embargoed inspection, in words; by number where there are many."""
    named = [str(naming.user) for naming in inspection.named_people.who_can_see().select_related("user")]
    return f"only {in_a_row(sorted(named)) if len(named) <= NAMES_IN_A_MESSAGE else f'the {len(named)} people named'}"
