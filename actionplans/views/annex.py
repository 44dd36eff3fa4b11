"""The annex of a plan: as a page, as a file in each format, and the page that shows a large PDF being made."""

import time

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from actionplans.exports import papers, printing
from actionplans.exports.build import annex
from actionplans.exports.characters import describe
from actionplans.exports.formats import FORMATS
from actionplans.exports.html import body_html
from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.store import KEY
from actionplans.models import ActionPlan
from actionplans.snapshot import PlanSnapshot, take
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.models import current_calendar


@transaction.non_atomic_requests
def annex_page(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The annex as a page that reads like the paper and prints like it."""
    plan, snapshot = _plan_and_snapshot(request, slug, pk)
    document = annex(snapshot)
    context = {
        "plan": plan,
        "last_version": plan.versions.order_by("-number").first(),
        "document": document,
        "body": body_html(document),
        "files": [
            (each.name, reverse("annex-file", args=[slug, pk, each.ending]))
            for each in FORMATS.values()
            if each.ending != "html"
        ],
    }
    return render(request, "exports/page.html", context)


@transaction.non_atomic_requests
def annex_file(request: SignedInRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """The annex as a file; a large PDF is made while its progress page waits.

    No transaction is open while a paper is made: on SQLite nobody else could write for so long.
    """
    plan, snapshot = _plan_and_snapshot(request, slug, pk)
    if kind not in FORMATS:
        raise Http404
    document = annex(snapshot)
    try:
        if kind == "pdf":
            paper = papers.find_or_begin(document, actions=len(snapshot.items), owner=str(plan.pk))
        else:
            paper = papers.find_or_make(document, kind)
    except PrinterMissing as missing:
        return render(request, "actionplans/annex_no_printer.html", {"plan": plan, "missing": missing}, status=503)
    if paper is None:
        return redirect("annex-progress", slug=slug, pk=pk, key=papers.key_of(document, kind))
    if paper.missing_characters and "as-it-is" not in request.GET:
        undrawn = describe(paper.missing_characters, document)
        return render(
            request, "actionplans/annex_characters.html", {"plan": plan, "undrawn": undrawn, "file_url": request.path}
        )
    return as_file(paper.content, f"{document.file_stem}.{kind}", FORMATS[kind].content_type)


def annex_progress(request: SignedInRequest, slug: str, pk: int, key: str) -> HttpResponse:
    """How far a large PDF has come; asks again by itself, with htmx or without."""
    plan = plan_or_404(request, slug, pk)
    return progress_page(request, plan, key, reverse("annex-file", args=[slug, pk, "pdf"]))


def progress_page(request: SignedInRequest, plan: ActionPlan, key: str, file_url: str) -> HttpResponse:
    """How far the PDF of this key has come, where it will be, or what went wrong; 404 for one of another plan."""
    if not KEY.fullmatch(key):
        raise Http404
    progress = printing.progress_of(papers.store(), key, now=time.time())
    if progress.owner != str(plan.pk):
        raise Http404
    context = {
        "plan": plan,
        "progress": progress,
        "file_url": file_url,
        "poll_url": request.get_full_path(),
    }
    part = request.htmx and not request.htmx.boosted
    answer = render(request, f"actionplans/annex_progress{'_part' if part else ''}.html", context)
    patch_cache_control(answer, no_store=True)
    return answer


def _plan_and_snapshot(request: SignedInRequest, slug: str, pk: int) -> tuple[ActionPlan, PlanSnapshot]:
    """The plan and how it stands today, read in one transaction."""
    with transaction.atomic():
        plan = plan_or_404(request, slug, pk)
        return plan, take(plan, on=today(), calendar=current_calendar())


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """The answer that a browser saves under this name."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
