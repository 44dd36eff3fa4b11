"""Readings of a plan's measures: one typed, or a file of them looked at and then loaded."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from actionplans import actions, permissions
from actionplans.forms.asking import once_agreed
from actionplans.forms.readings import (
    NONE,
    SENT_AGAIN,
    CheckedReadingsForm,
    LookedAt,
    ReadingForm,
    ReadingsFileForm,
    signed,
    unsigned,
)
from actionplans.forms.refusals import say_refused
from actionplans.measures import judge
from actionplans.measures.columns import HEADINGS, Table, table_of
from actionplans.measures.loading import check
from actionplans.measures.sheets import Unreadable, rows_of
from actionplans.measures.template import as_csv, as_xlsx, next_period
from actionplans.models import ActionPlan, PlanRefused
from actionplans.snapshot.measures import measure_snapshot, snapshots_of
from actionplans.views.found import plan_or_404, refuse_unless
from actionplans.views.measures import measure_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted

TEMPLATES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
LONGEST_PREVIEW = 2_000_000
"""Characters of a preview that a browser can send back; beyond it a file is split."""
TOO_MUCH_TEXT = "The file holds more text than can be shown at once. Split it into smaller ones"
CHANGED = "Somebody has added readings since you looked at the file. Look at it again below, and load it then."


def reading_add(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The value of a measure for one period; a doubtful one is asked about once."""
    plan = plan_or_404(request, slug, pk)
    stored = measure_or_404(plan, number)
    refuse_unless(permissions.can_add_reading(request.user, stored), plan)
    measure = measure_snapshot(stored, {})
    form = ReadingForm(posted_or_kept(request), measure=stored, initial={"ends_on": _suggested(measure)})
    if request.method == "POST" and form.is_valid():
        try:
            made = once_agreed(
                form,
                lambda agreed: actions.add_reading(
                    measure=stored, by=request.user, today=today(), agreed=agreed, **form.read()
                ),
            )
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            if made:
                messages.success(request, f"{judge(measure_snapshot(measure_or_404(plan, number), {})).sentence}.")
                return redirect(stored)
    context = {
        "plan": plan,
        "measure": stored,
        "form": form,
        "heading": f"Add a reading of M{number}",
        "button": "Add the reading",
        "lead": f"{stored.name}. {judge(measure).sentence}.",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/measure_form.html", context, status=status)


def _suggested(measure: Any) -> Any:
    """The end of the period that is to be read next, where it is over."""
    ends_on = next_period(measure, today())
    return ends_on if ends_on <= today() else None


def readings_template(request: SignedInRequest, slug: str, pk: int, ending: str) -> HttpResponse:
    """The file to fill in, with a row for each measure and the period to be read next."""
    plan = _plan_to_load(request, slug, pk)
    if ending not in TEMPLATES:
        raise Http404
    make, content_type = TEMPLATES[ending]
    answer = HttpResponse(make(snapshots_of(plan), today()), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, f"readings-{today():%Y-%m-%d}.{ending}")
    return answer


def readings_load(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """A file of readings: first every row is shown, then what was chosen of them is loaded."""
    plan = _plan_to_load(request, slug, pk)
    sent = posted_or_kept(request)
    if sent is not None and "looked_at" in sent:
        return _second_step(request, plan)
    form = ReadingsFileForm(request.POST, request.FILES) if request.method == "POST" else ReadingsFileForm()
    if form.is_bound and form.is_valid():
        try:
            return _preview(request, plan, table_of(rows_of(form.cleaned_data["file"])))
        except Unreadable as problem:
            form.add_error("file", str(problem))
    return _file_page(request, plan, form)


def _second_step(request: SignedInRequest, plan: ActionPlan) -> HttpResponse:
    """Loads what was chosen of the rows this person was shown, or shows them again."""
    form = CheckedReadingsForm(posted_or_kept(request))
    try:
        looked_at = unsigned(plan, request.user, form.data["looked_at"])
    except signing.BadSignature:
        messages.warning(request, f"{SENT_AGAIN}.")
        return _file_page(request, plan, ReadingsFileForm())
    if request.method != "POST" or not form.is_valid():
        return _preview(request, plan, looked_at.table, form)
    return _load(request, plan, looked_at, form.cleaned_data["what"])


def _load(request: SignedInRequest, plan: ActionPlan, looked_at: LookedAt, what: str) -> HttpResponse:
    checked = check(looked_at.table, snapshots_of(plan), today())
    rows = looked_at.chosen(checked, what)
    try:
        made = actions.load_readings(plan=plan, rows=rows, by=request.user, today=today(), upload=looked_at.upload)
    except PlanRefused:
        messages.warning(request, CHANGED)
        return _preview(request, plan, looked_at.table, status=409)
    if made:
        messages.success(request, f"{counted(len(made), 'reading')} {'has' if len(made) == 1 else 'have'} been loaded.")
    else:
        there = "" if what == NONE else ": these readings are there already"
        messages.info(request, f"Nothing has been loaded{there}.")
    return redirect("measure-list", plan.authority.slug, plan.pk)


def _preview(
    request: SignedInRequest, plan: ActionPlan, table: Table, form: Any = None, status: int | None = None
) -> HttpResponse:
    """Every row of a file: what can be loaded, what is asked about, what cannot be. Raises Unreadable for too much."""
    checked = check(table, snapshots_of(plan), today())
    if form is None:
        parcel = signed(plan, request.user, table, checked)
        if len(parcel) > LONGEST_PREVIEW:
            raise Unreadable(TOO_MUCH_TEXT)
        form = CheckedReadingsForm(initial={"looked_at": parcel})
        status = status or 200
    form.offer(checked)
    context = {"plan": plan, "checked": checked, "form": form, "headings": HEADINGS}
    status = status or (422 if request.method == "POST" else 200)
    return render(request, "actionplans/readings_preview.html", context, status=status)


def _file_page(request: SignedInRequest, plan: ActionPlan, form: Any) -> HttpResponse:
    """Where the template is offered and a file is chosen."""
    context = {"plan": plan, "form": form, "headings": list(HEADINGS.values())}
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/readings_load.html", context, status=status)


def _plan_to_load(request: SignedInRequest, slug: str, pk: int) -> ActionPlan:
    """The plan, for somebody who may read every measure of it; 403 for the others."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_measures(request.user, plan), plan)
    return plan
