"""The areas for improvement and the strengths: many at once by pasting, one by one, up and down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.wording import counted
from inspections import actions
from inspections.actions import FindingsRefused
from inspections.forms import AreaForm, FindingsForm, StrengthForm
from inspections.matching import match_items
from inspections.models import ImprovementArea, Inspection, Strength
from inspections.views.found import finding_or_404, inspection_to_edit


@require_http_methods(["GET", "POST"])
def findings_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Both lists as text; first they are shown as they would be saved, with their counts, then they are saved."""
    inspection = inspection_to_edit(request, slug, pk)
    form = FindingsForm(posted_or_kept(request), initial=FindingsForm.initial_for(inspection))
    shown: dict[str, Any] = {"inspection": inspection, "form": form}
    if request.method != "POST" or "change" in request.POST:
        return render(request, "inspections/findings_form.html", shown)
    if form.is_valid():
        if "save" not in request.POST:
            return render(request, "inspections/findings_preview.html", {**shown, **_preview(inspection, form)})
        try:
            actions.replace_findings(inspection, by=request.user, **form.cleaned_data)
        except FindingsRefused as refused:
            form.add_error("areas", str(refused))
        else:
            messages.success(request, _saved_words(form))
            return redirect(inspection)
    return render(request, "inspections/findings_form.html", shown, status=422)


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


@require_http_methods(["GET", "POST"])
def area_edit(request: SignedInRequest, slug: str, pk: int, area_pk: int) -> HttpResponse:
    """One area for improvement."""
    inspection = inspection_to_edit(request, slug, pk)
    area = finding_or_404(inspection, ImprovementArea, area_pk)
    heading = f"Area for improvement {area.position}"
    return _finding_page(request, AreaForm(posted_or_kept(request), instance=area), heading)


@require_http_methods(["GET", "POST"])
def strength_edit(request: SignedInRequest, slug: str, pk: int, strength_pk: int) -> HttpResponse:
    """One strength."""
    inspection = inspection_to_edit(request, slug, pk)
    strength = finding_or_404(inspection, Strength, strength_pk)
    heading = f"Strength {strength.position}"
    return _finding_page(request, StrengthForm(posted_or_kept(request), instance=strength), heading)


def _finding_page(request: SignedInRequest, form: AreaForm | StrengthForm, heading: str) -> HttpResponse:
    """The form about one area or strength: shows or saves it."""
    inspection = form.instance.inspection
    if request.method == "POST" and form.is_valid():
        actions.update_finding(form.instance, by=request.user)
        messages.success(request, f"{heading} is saved.")
        return redirect(inspection)
    shown = {"form": form, "inspection": inspection, "heading": heading}
    status = 422 if request.method == "POST" else 200
    return render(request, "inspections/finding_form.html", shown, status=status)


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
    actions.move_finding(finding, up=request.POST.get("direction") == "up")
    kind = "area" if model is ImprovementArea else "strength"
    return redirect(f"{inspection.get_absolute_url()}#{kind}-{finding.pk}")
