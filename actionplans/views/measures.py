"""What a plan measures: the list, one measure in full, and the forms that change it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from actionplans import actions, history, permissions
from actionplans.forms.asking import once_agreed, refuse
from actionplans.forms.measures import ArchiveMeasureForm, MeasureForm, TargetsForm
from actionplans.forms.refusals import say_refused
from actionplans.measures import LOOKS, Standing, in_unit, judge, judge_reading, worse_side
from actionplans.measures.drawing import NARROW, SMALL, WIDE, Trend, trend
from actionplans.measures.questions import standing_questions
from actionplans.models import ActionItem, ActionPlan, AreaResponse, EditConflict, Measure, PlanRefused, Reading
from actionplans.snapshot import MeasureSnapshot, PlanSnapshot
from actionplans.snapshot.measures import measure_snapshot, readings, snapshots_of
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import plan_or_404, refuse_unless
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.conflicts import Conflict, conflict_of
from ilacs.design.wording import date_in_words

READ = ("plan__authority", "owner_person", "archived_by")


@dataclass(frozen=True)
class Shown:
    """One measure as a row of a list shows it."""

    measure: MeasureSnapshot
    standing: Standing
    small: Trend | None


@dataclass(frozen=True)
class ReadingShown:
    """One reading that was added, and where the measure stood by it; a corrected one has no standing."""

    reading: Reading
    standing: Standing | None


def shown(measures: Iterable[MeasureSnapshot]) -> list[Shown]:
    """Measures as rows."""
    return [Shown(each, judge(each), trend(each, SMALL)) for each in measures]


def measures_of_item(snapshot: PlanSnapshot, item: ActionItem) -> list[Shown]:
    """The measures that show whether one action works; none of an action that was deleted."""
    return shown(each for each in snapshot.measures if item.reference in each.references)


def measure_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every measure of a plan under the first area it serves, with its rating and its distance to target in numbers."""
    plan = plan_or_404(request, slug, pk)
    rows = shown(snapshots_of(plan))
    areas = {response.number: response for response in plan.responses.select_related("area")}
    context = {
        "plan": plan,
        "groups": _by_area(rows, areas),
        "counts": [(look, sum(row.standing.code == code for row in rows)) for code, look in LOOKS.items()],
        "looks": list(LOOKS.values()),
        "total": len(rows),
        "archived": list(plan.measures.filter(archived_at__isnull=False).select_related(*READ)),
        "may_edit": permissions.can_edit_measures(request.user, plan),
    }
    return render(request, "actionplans/measure_list.html", context)


def _by_area(rows: list[Shown], areas: dict[int, AreaResponse]) -> list[tuple[str, list[Shown]]]:
    """The rows under the first area each serves; those that serve none stand last, under the whole plan."""
    groups: dict[int, list[Shown]] = {}
    for row in rows:
        groups.setdefault(min(row.measure.areas, default=0), []).append(row)
    numbers = sorted(groups, key=lambda number: (number == 0, number))
    return [(f"Area {areas[number]}" if number else "The whole plan", groups[number]) for number in numbers]


def measure_detail(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One measure: how it is counted, its targets and readings, its drawn trend, and who changed what."""
    plan = plan_or_404(request, slug, pk)
    stored = measure_or_404(plan, number)
    measure = measure_snapshot(stored, {})
    context = {
        "plan": plan,
        "stored": stored,
        "measure": measure,
        "standing": judge(measure),
        "worse_side": worse_side(measure),
        "drawings": [(name, trend(measure, size)) for name, size in (("wide", WIDE), ("narrow", NARROW))],
        "readings": _readings(stored, measure),
        "targets": [(target.ends_on, in_unit(target.value, measure.unit)) for target in measure.targets],
        "areas": list(stored.responses.select_related("area")),
        "items": list(stored.items.current().select_related("response")),
        "questions": standing_questions(measure),
        "changes": history.changes_of_measure(stored),
        "key": list(LOOKS.values()),
        "may_edit": permissions.can_edit_measures(request.user, plan) and not stored.is_archived,
        "may_read": permissions.can_add_reading(request.user, stored) and not stored.is_archived,
    }
    return render(request, "actionplans/measure_detail.html", context)


def _readings(stored: Measure, measure: MeasureSnapshot) -> list[ReadingShown]:
    """Every reading there is, the newest period first; of each the one added last holds and is judged."""
    holds = {reading.ends_on: reading for reading in measure.readings}
    found = []
    for reading in sorted(stored.readings.all(), key=lambda each: (each.ends_on, each.made_at, each.pk), reverse=True):
        held = holds.pop(reading.ends_on, None)
        found.append(ReadingShown(reading, judge_reading(measure, held) if held else None))
    return found


def measure_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One more measure; its targets are asked for next."""
    plan = _plan_to_edit(request, slug, pk)
    form = MeasureForm(posted_or_kept(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            made = once_agreed(
                form,
                lambda agreed: actions.add_measure(
                    measure=form.instance,
                    by=request.user,
                    entry=form.cleaned_data["entry"],
                    agreed=agreed,
                    **form.serves(),
                ),
            )
        except PlanRefused as refusal:
            say_refused(form, refusal)
        else:
            if made:
                messages.success(request, f"{made} has been added. Set its targets next.")
                return redirect("measure-targets", slug, pk, made.number)
    return _form_page(request, plan, form, "Add a measure", button="Add the measure")


def measure_edit(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The definition, the owner and what it serves; refused, with both texts shown, when somebody else saved first."""
    plan = _plan_to_edit(request, slug, pk)
    measure = measure_or_404(plan, number)
    form = MeasureForm(posted_or_kept(request), instance=measure, plan=plan)
    more: dict[str, Any] = {"measure": measure}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            saved = once_agreed(
                form,
                lambda agreed: actions.edit_measure(
                    measure=form.instance,
                    revision=typed["revision"],
                    by=request.user,
                    reason=typed.get("reason", ""),
                    agreed=agreed,
                    **form.serves(),
                ),
            )
        except EditConflict as conflict:
            more["conflict"] = conflict_rows(form, conflict)
        except PlanRefused as refusal:
            refuse(form, str(refusal), refusal.field)
        else:
            if saved:
                messages.success(request, "Saved.")
                return redirect(measure)
    return _form_page(request, plan, form, f"Edit measure M{number}", button="Save", **more)


def measure_targets(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What a measure shall be by the end of which period."""
    plan = _plan_to_edit(request, slug, pk)
    measure = measure_or_404(plan, number)
    form = TargetsForm(posted_or_kept(request), measure=measure)
    more: dict[str, Any] = {"measure": measure, "lead": _targets_lead(measure)}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            saved = once_agreed(
                form,
                lambda agreed: actions.set_targets(
                    measure=measure,
                    targets=form.targets(),
                    revision=typed["revision"],
                    by=request.user,
                    reason=typed.get("reason", ""),
                    agreed=agreed,
                ),
            )
        except EditConflict as conflict:
            more["conflict"] = shown = _targets_conflict(form, conflict)
            if not shown.differs:  # a button pressed twice
                return redirect(measure)
        except PlanRefused as refusal:
            refuse(form, str(refusal), refusal.field)
        else:
            if saved:
                messages.success(request, "The targets have been saved.")
                return redirect(measure)
    return _form_page(request, plan, form, f"Targets of measure M{number}", button="Save the targets", **more)


def _targets_lead(measure: Measure) -> str:
    """What a person must know to set targets: unit, direction, baseline."""
    known = f"{measure.name}. {measure.get_unit_display()}; {measure.get_polarity_display().lower()}."
    if measure.baseline is None:
        return f"{known} It has no baseline."
    began = f" on {date_in_words(measure.baseline_on)}" if measure.baseline_on else ""
    return f"{known} The baseline{began} was {in_unit(measure.baseline, measure.unit)}."


def _targets_conflict(form: TargetsForm, conflict: EditConflict) -> Conflict:
    """Both lists of targets."""
    stored: Any = conflict.current
    theirs, yours = [(target.ends_on, target.value) for target in stored.targets.all()], form.targets()
    rows = [("Targets", _listed(stored, theirs), _listed(stored, yours), theirs != yours)]
    return conflict_of(stored, form, rows)


def _listed(measure: Measure, targets: Iterable[tuple[date, Decimal]]) -> str:
    return "\n".join(f"{in_unit(value, measure.unit)} by {date_in_words(day)}" for day, value in targets)


def measure_archive(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Puts a measure away with a reason; it stays to be read."""
    plan = _plan_to_edit(request, slug, pk)
    measure = measure_or_404(plan, number)
    form = ArchiveMeasureForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.archive_measure(measure=measure, by=request.user, reason=form.cleaned_data["reason"])
        except PlanRefused as refusal:
            refuse(form, str(refusal), refusal.field)
        else:
            messages.success(request, f"{measure} has been put away.")
            return redirect("measure-list", slug, pk)
    more = {"measure": measure, "lead": f"{measure.name} leaves the list and every paper made from now on."}
    return _form_page(request, plan, form, f"Put measure M{number} away", button="Put it away", **more)


def measure_or_404(plan: ActionPlan, number: int) -> Measure:
    """The plan's measure of this number, put away or not, with its readings."""
    found = plan.measures.select_related(*READ).prefetch_related(readings())
    measure: Measure = get_object_or_404(found, number=number)
    measure.plan = plan
    return measure


def _plan_to_edit(request: SignedInRequest, slug: str, pk: int) -> ActionPlan:
    """The plan, for somebody who says what it measures; 403 for the others."""
    plan = plan_or_404(request, slug, pk)
    refuse_unless(permissions.can_edit_measures(request.user, plan), plan)
    return plan


def _form_page(
    request: SignedInRequest, plan: ActionPlan, form: Any, heading: str, *, button: str, **more: Any
) -> HttpResponse:
    """The one page of every form about a measure; 422 when something typed must be mended."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in more else 422
    context = {"plan": plan, "form": form, "heading": heading, "button": button, **more}
    return render(request, "actionplans/measure_form.html", context, status=status)
