"""What differs between two versions or days of a plan: as a page and as a paper."""

from datetime import date
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from actionplans import actions
from actionplans.changes import compare, counts_of
from actionplans.exports import papers
from actionplans.exports.build_comparison import comparison_paper, embargoes, mid_sentence_name, named
from actionplans.exports.characters import describe
from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.store import Paper
from actionplans.forms.comparing import CompareForm
from actionplans.models import ActionPlan
from actionplans.snapshot import PlanSnapshot, mark_of, take
from actionplans.snapshot.past import as_it_stood
from actionplans.views.annex import as_file, progress_page
from actionplans.views.compared import sections
from actionplans.views.found import plan_or_404, version_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.models import current_calendar

FILES = (("pdf", "PDF"), ("docx", "Word"))
"""What the paper can be downloaded as, and how people call it."""
Sides = tuple[PlanSnapshot, PlanSnapshot]


def plan_compare(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What differs between then and now; which two is in the address."""
    plan = plan_or_404(request, slug, pk)
    form = _form(request, plan)
    context = {"plan": plan, "form": form}
    if sides := _sides(plan, form):
        before, after = sides
        found = compare(before, after)
        context |= {
            "is_compared": True,
            "then": named(before),
            "now": mid_sentence_name(after),
            "embargoes": embargoes(before, after, mark_of(plan, before, after, on=today())),
            "stages": (before.stage_words, after.stage_words),
            "counts": counts_of(found),
            "scales": (before.scales, after.scales),
            "sections": sections(plan, before, after, found),
            "files": [("What changed", _address(plan, form, kind), name, None) for kind, name in FILES],
        }
    return render(request, "actionplans/compare.html", context)


@transaction.non_atomic_requests
def plan_compare_file(request: SignedInRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """The comparison as a file; a large PDF is made while its progress page waits.

    No transaction is open while a paper is made: on SQLite nobody else could write for so long.
    """
    with transaction.atomic():
        plan = plan_or_404(request, slug, pk)
        form = _form(request, plan)
        sides = _sides(plan, form)
        embargo = mark_of(plan, *sides or (), on=today())
    if sides is None or kind not in dict(FILES):
        raise Http404
    document = comparison_paper(*sides, embargo=embargo)
    try:
        paper = _made(document, kind, sides, owner=str(plan.pk))
    except PrinterMissing as missing:
        return render(request, "actionplans/annex_no_printer.html", {"plan": plan, "missing": missing}, status=503)
    if paper is None:
        waiting = reverse("plan-compare-progress", args=[slug, pk, papers.key_of(document, kind)])
        return redirect(f"{waiting}?{urlencode(form.address())}")
    if paper.missing_characters and "as-it-is" not in request.GET:
        undrawn = describe(paper.missing_characters, document)
        context = {"plan": plan, "undrawn": undrawn, "file_url": _address(plan, form, kind)}
        return render(request, "actionplans/annex_characters.html", context)
    return as_file(paper.content, f"{document.file_stem}.{kind}", FORMATS[kind].content_type)


def plan_compare_progress(request: SignedInRequest, slug: str, pk: int, key: str) -> HttpResponse:
    """How far the large PDF of a comparison has come."""
    plan = plan_or_404(request, slug, pk)
    form = _form(request, plan)
    if not form.is_valid():
        raise Http404
    return progress_page(request, plan, key, _address(plan, form, "pdf"))


def _made(document: Document, kind: str, sides: Sides, *, owner: str) -> Paper | None:
    """The paper, or None while a large PDF is being made."""
    if kind != "pdf":
        return papers.find_or_make(document, kind)
    return papers.find_or_begin(document, actions=sum(len(side.items) for side in sides), owner=owner)


def _form(request: SignedInRequest, plan: ActionPlan) -> CompareForm:
    """The form as the address fills it in."""
    versions = list(plan.versions.order_by("-number"))
    first = plan.history.order_by("history_date").values_list("history_date", flat=True).first()
    first_day = timezone.localdate(first) if first else None
    return CompareForm(request.GET.dict(), versions=versions, first_day=first_day, on=today())


def _sides(plan: ActionPlan, form: CompareForm) -> Sides | None:
    """The plan then and now; None where the form has a mistake."""
    if not form.is_valid():
        return None
    return _snapshot(plan, form.side("from")), _snapshot(plan, form.side("to"))


def _snapshot(plan: ActionPlan, side: int | date) -> PlanSnapshot:
    """A version as it is stored, the plan as it is, or as it stood at the end of a past day."""
    if isinstance(side, int):
        return actions.snapshot_of(version_or_404(plan, side))
    if side == today():
        return take(plan, on=side, calendar=current_calendar())
    found = as_it_stood(plan, on=side, calendar=current_calendar())
    if found is None:
        raise Http404
    return found


def _address(plan: ActionPlan, form: CompareForm, kind: str) -> str:
    """Where the paper of what is compared is downloaded."""
    return f"{reverse('plan-compare-file', args=[plan.authority.slug, plan.pk, kind])}?{urlencode(form.address())}"
