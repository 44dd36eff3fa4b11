"""The pages that tell who changed what, for everybody who may see it: of a plan, part by part, and of a council."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from actionplans import history
from actionplans.views.found import plan_or_404
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.requests import SignedInRequest

ON_A_PAGE = 50
"""Changes on one page; older ones are behind a link."""


def plan_history(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What was changed in one part of a plan, newest first; `of` in the address says which part."""
    plan = plan_or_404(request, slug, pk)
    part = request.GET.get("of", "plan")
    if part not in history.STORIES:
        raise Http404
    context = {
        "plan": plan,
        "part": part,
        "name": history.STORIES[part].name,
        "parts": [(code, story.name) for code, story in history.STORIES.items()],
        "page": _page(request, history.changes_of_plan(plan, part)),
    }
    return render(request, "actionplans/plan_history.html", context)


def council_history(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a council changed of its ratings, its abbreviations, how it works, and its bodies, newest first."""
    authority = authority_or_404(request, slug)
    context = {"authority": authority, "page": _page(request, history.changes_of_council(authority))}
    return render(request, "actionplans/council_history.html", context)


def _page(request: SignedInRequest, changes: tuple[history.Change, ...]) -> object:
    """One page of a long story; the last one for a number that is too high."""
    return Paginator(changes, ON_A_PAGE).get_page(request.GET.get("page"))
