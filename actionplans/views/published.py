"""What the public reads without signing in: a council's published plans, each edition of one, and its files.

Nothing is shown here but what was made public: texts and titles come from the version an edition was made of.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from actionplans.actions import editions as kept
from actionplans.exports.formats import FORMATS
from actionplans.exports.pdf import PrinterMissing
from actionplans.models import Edition
from actionplans.views.annex import as_file
from ilacs.authorities.caching import same_for_everybody
from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import today

KEPT_FOR = 300
"""Seconds for which a browser or a proxy may show a public page again without asking."""
View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page anybody may read and keep for some minutes; what is not public is not found, whatever the reason.

    It is the same for everybody: nobody is signed in there, and no cookie is set. No transaction is open while a paper
    is made: on SQLite nobody else could write for so long.
    """

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Http404:
            answer = render(request, "actionplans/published_missing.html", status=404)
        if not answer.has_header("Cache-Control"):
            patch_cache_control(answer, public=True, max_age=KEPT_FOR)
        return answer

    found: View = transaction.non_atomic_requests(login_not_required(shown))
    return same_for_everybody(found)


@public_page
def published_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The published plans of a council, the newest first."""
    authority = get_object_or_404(LocalAuthority, slug=slug)
    editions = Edition.objects.readable(today()).filter(plan__authority=authority).select_related("plan__authority")
    if not editions.exists():
        raise Http404
    latest: dict[int, Edition] = {}
    for edition in editions.standing().order_by("-number"):
        latest.setdefault(edition.plan_id, edition)
    newest_first = sorted(latest.values(), key=lambda edition: edition.published_on, reverse=True)
    return render(request, "actionplans/published_list.html", {"council": authority.title, "editions": newest_first})


@public_page
def published_plan(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The latest edition of a plan; of one that is wholly withdrawn, that it is."""
    editions = _editions(slug, name)
    latest = next((edition for edition in editions if not edition.is_withdrawn), editions[0])
    return _show(request, latest, editions)


@public_page
def published_edition(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """One edition of a plan, at an address that stays."""
    editions = _editions(slug, name)
    return _show(request, _numbered(editions, number), editions)


@public_page
def published_file(request: HttpRequest, slug: str, name: str, number: int, kind: str) -> HttpResponse:
    """An edition as a PDF or a Word document, made once and kept."""
    edition = _numbered(_editions(slug, name), number)
    if kind not in kept.KINDS:
        raise Http404
    if edition.is_withdrawn:
        return _withdrawn(request, edition)
    try:
        paper = kept.public_file(edition, kind)
    except PrinterMissing:
        return _not_yet(request, edition, failed=True)
    if paper is None:
        return _not_yet(request, edition, failed=False)
    answer = as_file(paper.content, f"{edition.file_stem}.{kind}", FORMATS[kind].content_type)
    del answer["Cache-Control"]
    return answer


def _editions(slug: str, name: str) -> list[Edition]:
    """Every edition of the plan at this address, the newest first."""
    found = Edition.objects.readable(today()).filter(plan__authority__slug=slug, plan__public_name=name)
    found = found.exclude(plan__public_name="")
    editions = list(found.select_related("plan__authority", "version").order_by("-number"))
    if not editions:
        raise Http404
    return editions


def _numbered(editions: list[Edition], number: int) -> Edition:
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, edition: Edition, editions: list[Edition]) -> HttpResponse:
    """The edition as a page with its files, and every other edition listed."""
    if edition.is_withdrawn:
        return _withdrawn(request, edition)
    context = {
        "council": edition.plan.authority,
        "edition": edition,
        "latest": next((each for each in editions if not each.is_withdrawn), None),
        "editions": editions,
        "body": kept.edition_body(edition),
        "files": [(kind, FORMATS[kind].name) for kind in kept.KINDS],
    }
    return render(request, "actionplans/published_edition.html", context)


def _withdrawn(request: HttpRequest, edition: Edition) -> HttpResponse:
    """That the edition is gone, and since when; why is the council's own matter."""
    context = {"edition": edition, "council": edition.plan.authority}
    return render(request, "actionplans/published_withdrawn.html", context, status=410)


def _not_yet(request: HttpRequest, edition: Edition, *, failed: bool) -> HttpResponse:
    """That the PDF is being made, or cannot be made here; the page says the same as it would."""
    context = {"edition": edition, "council": edition.plan.authority, "failed": failed}
    answer = render(request, "actionplans/published_not_yet.html", context, status=503)
    answer["Retry-After"] = str(kept.TRY_AGAIN_AFTER)
    patch_cache_control(answer, no_store=True)
    return answer
