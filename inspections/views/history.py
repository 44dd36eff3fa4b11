"""The page that tells who changed what of an inspection, for everybody who may see it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ilacs.authorities.requests import SignedInRequest
from inspections.changes import changes_of
from inspections.views.found import inspection_or_404

ON_A_PAGE = 50
"""Changes on one page; older ones are behind a link."""


@require_safe
def inspection_history(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every change of an inspection, its judgements, its findings and its fixed deadlines, newest first."""
    inspection = inspection_or_404(request, slug, pk)
    page = Paginator(changes_of(inspection), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/inspection_history.html", {"inspection": inspection, "page": page})
