"""Evidence: added to an action, put in other words, taken away, opened by those who may; all that a plan has of it."""

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from actionplans import actions, permissions
from actionplans.actions.evidence import TAKEN_AWAY
from actionplans.forms.evidence import EvidenceFilterForm, EvidenceForm, TakeAwayForm
from actionplans.forms.refusals import say_refused
from actionplans.models import ActionItem, ActionPlan, EditConflict, Evidence, PlanRefused
from actionplans.models.evidence import FileChanged
from actionplans.views.conflicts import conflict_rows
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today

logger = logging.getLogger(__name__)

ON_PAGE = "#evidence"


@dataclass(frozen=True)
class EvidenceShown:
    """The evidence of an action: what stands, what was taken away, and whether this person may add to it.

    What was taken away is shown to those who may add evidence, and to nobody else.
    """

    pieces: tuple[Evidence, ...]
    taken_away: tuple[Evidence, ...]
    may_add: bool


def evidence_shown(item: ActionItem, user: User) -> EvidenceShown:
    """What the page of an action shows of its evidence (one query)."""
    found = list(_in_sight(item.evidence.select_related("added_by", "archived_by"), item, user))
    for piece in found:
        piece.item = item
    return EvidenceShown(
        tuple(piece for piece in found if not piece.is_archived),
        tuple(piece for piece in found if piece.is_archived),
        may_add=not item.is_deleted and permissions.can_add_evidence(user, item),
    )


def evidence_add(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """A file or a link that shows something about an action."""
    plan, item = _to_change(request, slug, pk, item_pk)
    files = request.FILES if request.method == "POST" else None
    form = EvidenceForm(posted_or_kept(request), files, item=item)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_evidence(
                item=item,
                by=request.user,
                today=today(),
                details=form.details(),
                attachment=said["attachment"],
                entry=said["entry"],
            )
        except PlanRefused as refusal:
            say_refused(form, refusal)
            form.ask_again()
        else:
            messages.success(request, "The evidence has been added.")
            return _back_to(item)
    return _form_page(request, plan, item, form, "Add evidence", button="Add the evidence")


def evidence_edit(request: SignedInRequest, slug: str, pk: int, item_pk: int, evidence_pk: int) -> HttpResponse:
    """What is said of a piece of evidence, in other words; its file stays as it is."""
    plan, item = _to_change(request, slug, pk, item_pk)
    evidence = get_object_or_404(item.evidence.all(), pk=evidence_pk)
    if evidence.is_archived and request.method != "POST":
        messages.info(request, f"{TAKEN_AWAY}.")
        return _back_to(item)
    name = evidence.name
    form = EvidenceForm(posted_or_kept(request), item=item, instance=evidence)
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        form.instance.link = form.cleaned_data.get("link", "")
        try:
            revision = form.cleaned_data["revision"]
            actions.edit_evidence(evidence=form.instance, revision=revision, by=request.user, today=today())
        except EditConflict as conflict:
            more["conflict"] = conflict_rows(form, conflict)
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "The evidence has been changed.")
            return _back_to(item)
    return _form_page(request, plan, item, form, "Change evidence", button="Save", name=name, **more)


def evidence_archive(request: SignedInRequest, slug: str, pk: int, item_pk: int, evidence_pk: int) -> HttpResponse:
    """Takes a piece of evidence away with a reason; it stays to be read by those who may add evidence."""
    plan, item = _to_change(request, slug, pk, item_pk)
    evidence = get_object_or_404(item.evidence.all(), pk=evidence_pk)
    form = TakeAwayForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.archive_evidence(evidence=evidence, by=request.user, reason=form.cleaned_data["reason"])
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The evidence has been taken away.")
            return _back_to(item)
    return _form_page(request, plan, item, form, "Take evidence away", button="Take it away", name=evidence.name)


def evidence_file(request: SignedInRequest, slug: str, pk: int, item_pk: int, evidence_pk: int) -> HttpResponse:
    """A file as it was added, to be saved and never shown as a page of ours; one that has changed is not served.

    What was taken away is opened by those who may add evidence; for everybody else it is not there.
    """
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    kept = get_object_or_404(_in_sight(item.evidence.exclude(file=""), item, request.user), pk=evidence_pk)
    try:
        content = kept.read()
    except FileChanged:
        logger.exception("A file of evidence is not as it was added and has not been served")
        answer = render(request, "actionplans/evidence_spoiled.html", {"plan": plan, "item": item}, status=500)
    else:
        answer = HttpResponse(content, content_type=kept.content_type)
        answer["Content-Disposition"] = content_disposition_header(True, kept.file_name)
        answer["Content-Security-Policy"] = "sandbox"
        answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def evidence_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """All evidence of a plan, by action; the filter is in the address."""
    plan = plan_or_404(request, slug, pk)
    form = EvidenceFilterForm(request.GET)
    chosen = form.chosen()
    found = Evidence.objects.filter(item__plan=plan, item__deleted_at__isnull=True)
    wanted = found if chosen["taken_away"] else found.current()
    for name, lookup in (("kind", "kind__in"), ("stance", "stance")):
        wanted = wanted.filter(**{lookup: chosen[name]}) if chosen[name] else wanted
    order = ("item__response__number", "item__position", "item__pk", "-dated_on", "-pk")
    pieces = list(wanted.select_related("item", "added_by", "archived_by").order_by(*order))
    for each in pieces:
        each.item.plan = plan
    pieces = [each for each in pieces if not each.is_archived or permissions.can_add_evidence(request.user, each.item)]
    context = {
        "plan": plan,
        "form": form,
        "in_use": sum(1 for value in chosen.values() if value),
        "pieces": pieces,
        "total": found.current().count(),
    }
    return render(request, "actionplans/evidence_list.html", context)


def _in_sight(found: Any, item: ActionItem, user: User) -> Any:
    """The pieces of an action that this person may open and read: what was taken away only if they may add to it."""
    return found if permissions.can_add_evidence(user, item) else found.current()


def _to_change(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> tuple[ActionPlan, ActionItem]:
    """The plan and its action, for somebody who may add to its evidence; 403 for the others."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_add_evidence(request.user, item), plan)
    return plan, item


def _back_to(item: ActionItem) -> HttpResponse:
    """The evidence on the page of the action."""
    return redirect(f"{item.get_absolute_url()}{ON_PAGE}")


def _form_page(
    request: SignedInRequest, plan: ActionPlan, item: ActionItem, form: Any, heading: str, **more: Any
) -> HttpResponse:
    """The one page of every form about evidence; 422 when something typed must be mended, 409 for a conflict."""
    status = 200
    if request.method == "POST":
        status = 409 if "conflict" in more else 422
    context = {"plan": plan, "item": item, "form": form, "heading": heading, **more}
    return render(request, "actionplans/evidence_form.html", context, status=status)
