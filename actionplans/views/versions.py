"""The versions of a plan: their list, saving one, reading one, and its files, which are kept once they are made.

A version keeps the mark it was stored with. One that was stored without, before an embargo was recorded, is read in a
frame that carries the mark of today, and its files are not handed out until the report is published.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actionplans import actions, permissions
from actionplans.exports.build import annex
from actionplans.exports.characters import describe
from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.pdf import PrinterMissing
from actionplans.forms.versions import VersionForm
from actionplans.models import ActionPlan, Meeting, PlanRefused, Version
from actionplans.snapshot import mark_of
from actionplans.views.annex import as_file, progress_page
from actionplans.views.found import plan_or_404, version_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today

JSON = "json"
FILES = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("html", "Web page"), (JSON, "JSON"))
"""What a version can be downloaded as, and how people call it."""


def version_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every version of a plan, the newest first: when, by whom, why, and which meetings saw it."""
    plan = plan_or_404(request, slug, pk)
    versions = plan.versions.select_related("made_by").prefetch_related("seen_at__body")
    context = {
        "plan": plan,
        "versions": [(version, _seen(version.seen_at.all())) for version in versions.order_by("-number")],
        "may_save": permissions.can_save_version(request.user, plan),
    }
    return render(request, "actionplans/version_list.html", context)


def version_save(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Stores the plan as it stands now; the same form sent twice stores it once."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_save_version(request.user, plan):
        raise PermissionDenied
    form = VersionForm(posted_or_kept(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.save_version(plan=plan, by=request.user, **form.cleaned_data)
        except PlanRefused as refusal:
            form.add_error(refusal.field or "reason", str(refusal))
        else:
            messages.success(request, f"Version {version.number} has been saved. It never changes.")
            return redirect(version)
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/version_form.html", {"plan": plan, "form": form}, status=status)


def version_detail(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The facts of one version: who made it when and why, who saw it, and the proof that it is unchanged."""
    plan = plan_or_404(request, slug, pk)
    version = version_or_404(plan, number)
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    context = {
        "plan": plan,
        "version": version,
        "meetings": _seen(version.seen_at.select_related("body")),
        "submissions": list(version.submissions.all()),
        "editions": list(version.editions.all()),
        "before": number - 1,
        "after": number + 1 if number < last else None,
        "files": [("The annex", _file(plan, number, kind), name, None) for kind, name in FILES],
        **_embargo(request, version),
    }
    return render(request, "actionplans/version_detail.html", context)


def version_page(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The annex of a version as a page, as it was made with it."""
    plan = plan_or_404(request, slug, pk)
    version = version_or_404(plan, number)
    document = _document(version)
    context = {
        "plan": plan,
        "version": version,
        "document": document,
        "body": actions.body_of(version, document),
        "files": [(name, _file(plan, number, kind)) for kind, name in FILES[:3]],
        **_embargo(request, version),
    }
    return render(request, "exports/page.html", context)


@transaction.non_atomic_requests
def version_file(request: SignedInRequest, slug: str, pk: int, number: int, kind: str) -> HttpResponse:
    """A file of a version: its JSON byte for byte, or the annex as it is kept; made now when it was not made before.

    409 while the report is under embargo and the version does not carry the mark. No transaction is open while a paper
    is made: on SQLite nobody else could write for so long.
    """
    with transaction.atomic():
        plan = plan_or_404(request, slug, pk)
        version = version_or_404(plan, number)
        embargo = _embargo(request, version)
    if embargo["is_unmarked"]:
        context = {"plan": plan, "version": version, **embargo}
        return render(request, "actionplans/version_unmarked.html", context, status=409)
    document = _document(version)
    name = f"{document.file_stem}.{kind}"
    if kind == JSON:
        return as_file(version.content.encode(), name, "application/json")
    if kind not in FORMATS:
        raise Http404
    try:
        paper = actions.paper_of(version, document, kind, actions=len(actions.snapshot_of(version).items))
    except PrinterMissing as missing:
        return render(request, "actionplans/annex_no_printer.html", {"plan": plan, "missing": missing}, status=503)
    if paper is None:
        return redirect("version-progress", slug, pk, number, actions.pdf_key(version, document))
    if paper.missing_characters and "as-it-is" not in request.GET:
        context = {"plan": plan, "undrawn": describe(paper.missing_characters, document), "file_url": request.path}
        return render(request, "actionplans/annex_characters.html", context)
    return as_file(paper.content, name, FORMATS[kind].content_type)


def version_progress(request: SignedInRequest, slug: str, pk: int, number: int, key: str) -> HttpResponse:
    """How far the large PDF of a version has come."""
    plan = plan_or_404(request, slug, pk)
    version_or_404(plan, number)
    return progress_page(request, plan, key, _file(plan, number, "pdf"))


def _seen(meetings: Iterable[Meeting]) -> list[tuple[str, Meeting]]:
    """The meetings a version is recorded for, each with whether it saw it or will."""
    return [(meeting.how_seen(today()), meeting) for meeting in meetings]


def _embargo(request: SignedInRequest, version: Version) -> dict[str, Any]:
    """The mark a version needs today, whether it was stored without any, and whether the person may save another."""
    shown = [actions.snapshot_of(version)] if version.is_intact else []
    embargo = mark_of(version.plan, *shown, on=today())
    return {
        "embargo": embargo,
        "is_unmarked": bool(embargo) and not any(snapshot.embargo for snapshot in shown),
        "may_save": permissions.can_save_version(request.user, version.plan),
    }


def _document(version: Version) -> Document:
    """What the annex of a version says."""
    return annex(actions.snapshot_of(version))


def _file(plan: ActionPlan, number: int, kind: str) -> str:
    return reverse("version-file", args=[plan.authority.slug, plan.pk, number, kind])
