"""Adopting a deadline that has moved since it was fixed and reported."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.wording import date_in_words
from inspections import actions, permissions
from inspections.deadlines import Deadline, Duty
from inspections.forms import AdoptDeadlineForm
from inspections.models import current_calendar
from inspections.views.found import inspection_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_deadline_adopt(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Both dates (the new one may be none), and why the new one is to hold; with nothing moved nothing is to adopt."""
    inspection = inspection_or_404(request, slug, pk)
    if not permissions.can_fix_deadline(request.user, inspection.authority):
        raise PermissionDenied("Editors, leads and administrators of the council adopt a deadline that has moved.")
    calendar = current_calendar()
    if not inspection.deadline_can_be_adopted(calendar):
        messages.info(request, "The deadline has not moved, so there is nothing to adopt.")
        return redirect(inspection)
    moved_to = inspection.computed_deadline(Duty.ACTION_PLAN, calendar)
    form = AdoptDeadlineForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        actions.fix_deadline(
            inspection, by=request.user, reason=form.cleaned_data["reason"], calendar=calendar, move=True
        )
        messages.success(request, _adopted_words(moved_to))
        return redirect(inspection)
    shown = {
        "form": form,
        "inspection": inspection,
        "fixed": inspection.fixed_deadline(Duty.ACTION_PLAN),
        "moved_to": moved_to,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "inspections/deadline_adopt.html", shown, status=status)


def _adopted_words(moved_to: Deadline | None) -> str:
    """What holds from now on."""
    if moved_to is None:
        return "It is recorded that the action plan is no longer owed."
    return f"The deadline is now {date_in_words(moved_to.due_on)}."
