"""Reporting on an action, and correcting a report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from actionplans import actions, permissions
from actionplans.forms.progress import ProgressForm, SoFarForm
from actionplans.models import ActionItem, AskedAction, PlanRefused, ProgressUpdate, RatingScales, Standing
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today

MY_ACTIONS = "my-actions"
"""What ?from= says where the person came from the list of what they must do, and wants to go back to."""


def progress_add(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """Adds a dated update to an action."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_report_progress(request.user, item) and not item.is_deleted, plan)
    return _report(request, item)


def progress_correct(request: SignedInRequest, slug: str, pk: int, item_pk: int, update_pk: int) -> HttpResponse:
    """Puts an update right by another one that points to it; the first stays readable."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    update = get_object_or_404(item.updates.select_related("made_by"), pk=update_pk)
    refuse_unless(permissions.can_report_progress(request.user, item) and not item.is_deleted, plan)
    if request.method != "POST" and ProgressUpdate.objects.filter(corrects=update).exists():
        messages.info(request, "This update has been corrected already. Correct the newer one.")
        return redirect(item)
    return _report(request, item, corrects=update)


@require_GET
def progress_proposal(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """What the program proposes with the share and the milestones typed so far; a part of the form, for htmx."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_report_progress(request.user, item) and not item.is_deleted, plan)
    so_far = SoFarForm(request.GET)
    proposal = actions.proposal_shown(item, on=today(), **so_far.said())
    context = {"proposal": proposal, "scales": RatingScales.of_council(plan.authority_id)}
    return render(request, "actionplans/_proposal.html", context)


def _report(request: SignedInRequest, item: ActionItem, corrects: ProgressUpdate | None = None) -> HttpResponse:
    """The form, or what it was sent for."""
    form = ProgressForm(
        posted_or_kept(request),
        request.FILES if request.method == "POST" else None,
        item=item,
        scales=RatingScales.of_council(item.plan.authority_id),
        proposal=actions.proposal_shown(item, on=today(), corrects=corrects),
        on=today(),
        corrects=corrects,
    )
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form, item, corrects)
        if saved:
            messages.success(request, f"Your update on action {item.reference} is saved.")
            return redirect(MY_ACTIONS if request.GET.get("from") == MY_ACTIONS else saved)
    if request.method == "POST":
        form.ask_again()
    context = {"plan": item.plan, "item": item, "form": form, "corrects": corrects}
    context["returned"] = None if corrects else _returned(item)
    context["last"] = None if corrects else item.updates.standing().select_related("made_by").first()
    context["from_my_actions"] = request.GET.get("from") == MY_ACTIONS
    return render(request, "actionplans/progress_form.html", context, status=422 if request.method == "POST" else 200)


def _returned(item: ActionItem) -> AskedAction | None:
    """What the lead gave back in the round that is open and nobody has answered again (two queries at most)."""
    asked = AskedAction.objects.still_asked().filter(item=item).with_answers()
    rows = asked.select_related("round__meeting__body", "reviewed_by")
    return next((row for row in rows if row.standing is Standing.RETURNED), None)


def _save(
    request: SignedInRequest, form: ProgressForm, item: ActionItem, corrects: ProgressUpdate | None
) -> ProgressUpdate | None:
    """The update that was made; None where it was refused, and the form says why."""
    try:
        return actions.report_all(
            item=item,
            by=request.user,
            told=form.told(),
            today=today(),
            corrects=corrects,
            entry=form.cleaned_data["entry"],
        )
    except actions.NotAsProposed as changed:
        form.propose(changed.proposal)
        form.add_error(changed.field, str(changed))
    except actions.AlreadySaved as twice:
        form.begin_anew()
        form.add_error(None, str(twice))
    except PlanRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return None
