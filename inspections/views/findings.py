"""The areas for improvement and the strengths: many at once by pasting, one by one, up and down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import conflict_of
from ilacs.design.wording import counted, date_in_words
from inspections import actions
from inspections.actions import FindingsRefused, InspectionChanged
from inspections.forms import AreaForm, FindingsForm, StrengthForm
from inspections.matching import match_items
from inspections.models import FixedDeadline, ImprovementArea, Inspection, Strength
from inspections.pasting import items_to_lines
from inspections.views.conflicts import finding_rows, lists_rows
from inspections.views.found import finding_or_404, inspection_to_edit, removed_finding


@require_http_methods(["GET", "HEAD", "POST"])
def findings_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Both lists as text; first they are shown as they would be saved, with their counts, then they are saved."""
    inspection = inspection_to_edit(request, slug, pk)
    form = FindingsForm(posted_or_kept(request), initial=FindingsForm.initial_for(inspection))
    shown: dict[str, Any] = {"inspection": inspection, "form": form}
    if request.method != "POST" or "change" in request.POST:
        return render(request, "inspections/findings_form.html", shown)
    if not form.is_valid():
        return render(request, "inspections/findings_form.html", shown, status=422)
    try:
        if "save" in request.POST:
            return _save_lists(request, inspection, form)
    except FindingsRefused as refused:
        form.add_error("areas", str(refused))
        return render(request, "inspections/findings_form.html", shown, status=422)
    except InspectionChanged as changed:
        inspection = changed.current
    if form.cleaned_data["revision"] == inspection.revision:
        return render(request, "inspections/findings_preview.html", {**shown, **_preview(inspection, form)})
    form.take_over(inspection)
    conflict = conflict_of(inspection, form, lists_rows(form, inspection))
    if not conflict.differs:
        messages.success(request, _saved_words(form))
        return redirect(inspection)
    return render(request, "inspections/findings_form.html", {**shown, "conflict": conflict}, status=409)


def _save_lists(request: SignedInRequest, inspection: Inspection, form: FindingsForm) -> HttpResponse:
    """Stores both lists; raises FindingsRefused and InspectionChanged."""
    lists = {name: form.cleaned_data[name] for name in ("areas", "strengths", "revision")}
    actions.replace_findings(inspection, by=request.user, **lists)
    messages.success(request, _saved_words(form))
    return redirect(inspection)


def _preview(inspection: Inspection, form: FindingsForm) -> dict[str, Any]:
    """What saving would do to each list."""
    stored = {"areas": inspection.areas.all(), "strengths": inspection.strengths.all()}
    lists = [
        {
            "name": name,
            "noun": noun,
            "items": form.cleaned_data[name],
            "matching": match_items(list(stored[name]), form.cleaned_data[name]),
        }
        for name, noun in (("areas", "area for improvement,areas for improvement"), ("strengths", "strength"))
    ]
    return {"lists": lists}


def _saved_words(form: FindingsForm) -> str:
    """How many of each are now stored."""
    areas = counted(len(form.cleaned_data["areas"]), "area for improvement", "areas for improvement")
    return f"Saved: {areas} and {counted(len(form.cleaned_data['strengths']), 'strength')}."


@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: SignedInRequest, slug: str, pk: int, area_pk: int) -> HttpResponse:
    """One area for improvement."""
    inspection = inspection_to_edit(request, slug, pk)
    if request.method == "POST" and (removed := removed_finding(inspection, ImprovementArea, area_pk)):
        return _removed_page(request, AreaForm(request.POST, instance=removed), "areas")
    area = finding_or_404(inspection, ImprovementArea, area_pk)
    heading = f"Area for improvement {area.position}"
    return _finding_page(request, AreaForm(posted_or_kept(request), instance=area), heading)


@require_http_methods(["GET", "HEAD", "POST"])
def strength_edit(request: SignedInRequest, slug: str, pk: int, strength_pk: int) -> HttpResponse:
    """One strength."""
    inspection = inspection_to_edit(request, slug, pk)
    if request.method == "POST" and (removed := removed_finding(inspection, Strength, strength_pk)):
        return _removed_page(request, StrengthForm(request.POST, instance=removed), "strengths")
    strength = finding_or_404(inspection, Strength, strength_pk)
    heading = f"Strength {strength.position}"
    return _finding_page(request, StrengthForm(posted_or_kept(request), instance=strength), heading)


def _finding_page(request: SignedInRequest, form: AreaForm | StrengthForm, heading: str) -> HttpResponse:
    """The form about one area or strength: shows or saves it."""
    inspection, conflict = form.instance.inspection, None
    if request.method == "POST" and form.is_valid():
        fixed = None
        try:
            fixed = actions.update_finding(form.instance, revision=form.cleaned_data["revision"], by=request.user)
        except FindingsRefused as refused:
            form.add_error("text", str(refused))
        except InspectionChanged as changed:
            stored = type(form.instance)._default_manager.filter(pk=form.instance.pk).first()
            conflict = conflict_of(changed.current, form, finding_rows(form, stored))
        if form.is_valid() and (conflict is None or not conflict.differs):
            return _saved(request, inspection, heading, fixed)
    shown = {"form": form, "inspection": inspection, "heading": heading, "conflict": conflict}
    status = 200 if request.method != "POST" else 409 if conflict else 422
    return render(request, "inspections/finding_form.html", shown, status=status)


def _saved(request: SignedInRequest, inspection: Inspection, heading: str, fixed: FixedDeadline | None) -> HttpResponse:
    """Says that it is saved and, where that gave a deadline its first date, which."""
    messages.success(request, f"{heading} is saved.")
    if fixed:
        messages.info(request, f"The deadline is now {date_in_words(fixed.due_on)}.")
    return redirect(inspection)


def _removed_page(request: SignedInRequest, form: AreaForm | StrengthForm, name: str) -> HttpResponse:
    """Somebody took the finding out while it was edited: its words stand last in the lists, to be saved or not."""
    inspection = form.instance.inspection
    form.is_valid()
    initial = FindingsForm.initial_for(inspection)
    words = items_to_lines([form.instance.text])
    lists = FindingsForm({**initial, name: f"{initial[name]}\n{words}".strip()})
    conflict = conflict_of(inspection, lists, finding_rows(form, None))
    shown = {
        "inspection": inspection,
        "form": lists,
        "conflict": conflict,
        "was_removed": True,
        "action": reverse("findings-edit", args=[inspection.authority.slug, inspection.pk]),
    }
    return render(request, "inspections/findings_form.html", shown, status=409)


@require_POST
def area_move(request: SignedInRequest, slug: str, pk: int, area_pk: int) -> HttpResponse:
    """Moves an area one place up or down."""
    return _move(request, slug, pk, ImprovementArea, area_pk)


@require_POST
def strength_move(request: SignedInRequest, slug: str, pk: int, strength_pk: int) -> HttpResponse:
    """Moves a strength one place up or down."""
    return _move(request, slug, pk, Strength, strength_pk)


def _move(request: SignedInRequest, slug: str, pk: int, model: type[Any], finding_pk: int) -> HttpResponse:
    """Changes places, and goes back to where the list stands."""
    inspection = inspection_to_edit(request, slug, pk)
    finding = finding_or_404(inspection, model, finding_pk)
    actions.move_finding(finding, up=request.POST.get("direction") == "up", by=request.user)
    kind = "area" if model is ImprovementArea else "strength"
    return redirect(f"{inspection.get_absolute_url()}#{kind}-{finding.pk}")
