"""What is public of a plan: its editions, and the log of what was published where and given to whom."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from actionplans import permissions
from actionplans.actions import editions, publication, publishing
from actionplans.exports.pdf import PrinterMissing
from actionplans.forms.publication import EditionForm, PublicationForm, StrikeForm, WithdrawForm
from actionplans.models import ActionPlan, PlanRefused, PublicationEntry
from actionplans.publicity import checklists
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import mid_sentence
from inspections.models import Inspection, current_calendar

LONGEST_KEY = 10
"""Digits in the number of an inspection that an address may name."""


def plan_publication(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The editions of a plan, its public address, and the log with what the law still asks for."""
    plan = plan_or_404(request, slug, pk)
    context = {
        "plan": plan,
        "editions": editions.printed(
            plan.editions.select_related("version", "made_by", "withdrawn_by", "plan__authority")
        ),
        "is_hidden": plan.editions.count() > plan.editions.readable(today()).count(),
        "stops": publishing.what_stops_publishing(plan),
        "public_address": editions.public_address(plan) if plan.public_name else "",
        "checklists": checklists(plan, on=today(), calendar=current_calendar()),
        "may_publish": permissions.can_publish_plan(request.user, plan),
        "may_record": permissions.can_record_proof(request.user, plan),
    }
    return render(request, "actionplans/plan_publication.html", context)


def edition_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Makes a version public; where that may not be, the page of publication says why."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_publish_plan(request.user, plan):
        raise PermissionDenied
    if stops := publishing.what_stops_publishing(plan):
        messages.error(request, f"{'. '.join(stops)}.")
        return redirect("plan-publication", slug, pk)
    versions = publishing.versions_to_publish(plan)
    form = EditionForm(
        posted_or_kept(request), versions=versions, initial={"version": versions[0].pk, "published_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            edition = publishing.publish_edition(
                plan=plan,
                version=chosen["version"],
                by=request.user,
                on=chosen["published_on"],
                shows_names=chosen["shows_names"],
                entry=chosen["entry"],
            )
        except PlanRefused as refusal:
            _say_beside(form, refusal, on="published_on")
        else:
            messages.success(request, f"{edition} is public.")
            return redirect("plan-publication", slug, pk)
    return _form_page(request, plan, form, "Publish an edition", button="Publish", note=PUBLISHING)


PUBLISHING = "Anybody can read it from then on. An edition cannot be changed, only withdrawn."


def edition_withdraw(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Takes an edition away from the public, with a reason that is kept."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_publish_plan(request.user, plan):
        raise PermissionDenied
    edition = get_object_or_404(plan.editions.all(), number=number)
    form = WithdrawForm(posted_or_kept(request), initial={"withdrawn_on": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            publishing.withdraw_edition(
                edition=edition, by=request.user, on=typed["withdrawn_on"], reason=typed["reason"]
            )
        except PlanRefused as refusal:
            _say_beside(form, refusal, on="withdrawn_on")
        else:
            messages.success(request, f"{edition} has been withdrawn.")
            return redirect("plan-publication", slug, pk)
    note = "Its address, and those of its files, then say that it was withdrawn. Browsers may show it for five minutes."
    return _form_page(request, plan, form, f"Withdraw edition {number}", button="Withdraw", note=note)


@require_POST
@transaction.non_atomic_requests
def edition_pdf(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Makes the PDF of an edition that has none: because it is large, or because making it has failed.

    No transaction is open while it is made: on SQLite nobody else could write for so long.
    """
    with transaction.atomic():
        plan = plan_or_404(request, slug, pk)
        if not permissions.can_publish_plan(request.user, plan):
            raise PermissionDenied
        edition = get_object_or_404(plan.editions.select_related("version", "plan__authority"), number=number)
    try:
        if editions.make_pdf(edition):
            messages.success(request, f"{edition} has its PDF.")
        else:
            messages.info(request, f"The PDF of {mid_sentence(str(edition))} is being made. Ask again in a minute.")
    except PrinterMissing as missing:
        messages.error(request, str(missing))
    return redirect("plan-publication", slug, pk)


def publication_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Adds a line to the log; ?of= names the inspection whose report it is about, else it is about the plan."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_record_proof(request.user, plan):
        raise PermissionDenied
    inspection = _inspection(request, plan)
    way = request.GET.get("way", "")
    form = PublicationForm(
        posted_or_kept(request),
        initial={"done_on": today(), "way": way if way in PublicationEntry.Way.values else None},
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            publication.record_publication(
                plan=plan, inspection=inspection, on=typed.pop("done_on"), by=request.user, **typed
            )
        except PlanRefused as refusal:
            _say_beside(form, refusal, on="done_on")
        else:
            messages.success(request, "The log has a new line.")
            return redirect("plan-publication", slug, pk)
    about = f"Ofsted’s report: {inspection}" if inspection else "The action plan"
    return _form_page(request, plan, form, "Add to the publication log", button="Add to the log", caption=about)


def publication_strike(request: SignedInRequest, slug: str, pk: int, entry_pk: int) -> HttpResponse:
    """Strikes a line of the log out, with the reason; it stays to be read."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_record_proof(request.user, plan):
        raise PermissionDenied
    entry = get_object_or_404(plan.publication_entries.all(), pk=entry_pk)
    form = StrikeForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        publication.strike_publication(entry=entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The line has been struck out.")
        return redirect("plan-publication", slug, pk)
    return _form_page(request, plan, form, "Strike out a line of the log", button="Strike out", note=f"{entry}.")


def _say_beside(form: Any, refusal: PlanRefused, *, on: str) -> None:
    """Puts the words of a refusal beside the field they are about; `on` is the field of the day."""
    form.add_error(on if refusal.field == "on" else refusal.field or None, str(refusal))


def _inspection(request: SignedInRequest, plan: ActionPlan) -> Inspection | None:
    """The inspection that ?of= names; None where it names none. 404 for one this plan does not answer."""
    wanted = request.GET.get("of", "")
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > LONGEST_KEY:
        raise Http404
    inspection: Inspection = get_object_or_404(plan.inspections.all(), pk=wanted)
    return inspection


def _form_page(
    request: SignedInRequest,
    plan: ActionPlan,
    form: Any,
    heading: str,
    *,
    button: str,
    note: str = "",
    caption: str = "",
) -> HttpResponse:
    """The one page of every form about publication; 422 when something typed must be mended."""
    context = {
        "plan": plan,
        "form": form,
        "heading": heading,
        "button": button,
        "note": note,
        "caption": caption or plan.title,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/publication_form.html", context, status=status)
