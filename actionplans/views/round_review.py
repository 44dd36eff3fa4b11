"""One round: what came in and who is silent, reviewing the answers, asking again, and closing."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import actions, permissions
from actionplans.forms.rounds import AcceptAllForm, CloseForm, ReviewForm
from actionplans.models import DeliveryRating, PlanRefused, Round
from actionplans.views.found import plan_or_404
from actionplans.views.round_rows import Row, review_of
from actionplans.views.rounds import ask, plan_to_manage, round_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import counted
from inspections.models import current_calendar


def round_detail(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What came in, what was made of it, and who is silent; everybody who sees the plan may read it."""
    plan = plan_or_404(request, slug, pk)
    round = round_or_404(plan, number)
    review = review_of(round, request.user)
    context = {
        "plan": plan,
        "round": round,
        "review": review,
        "count": review.count,
        "seen": " ".join(str(row.answer.pk) for row in review.to_review if row.answer and not row.is_own),
        "acceptable": sum(not row.is_own for row in review.to_review),
        "days_left": current_calendar().between(today(), round.answers_due_on),
        "is_late": round.is_late(today()),
        "may_manage": round.is_open and permissions.can_manage_rounds(request.user, plan),
    }
    return render(request, "actionplans/round_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_review(request: SignedInRequest, slug: str, pk: int, number: int, item_pk: int) -> HttpResponse:
    """Accepts one answer or returns it; the page of it, with what is to be mended, when that cannot be."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    row = _row_or_404(request, slug, pk, number, item_pk)
    seen = {"seen": row.answer.pk if row.answer else 0, "was": _was(row)}
    form = ReviewForm(posted_or_kept(request), initial=seen)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_answer(asked=row.asked, by=request.user, **form.cleaned_data)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            form.data = {**request.POST.dict(), **{name: str(value) for name, value in seen.items()}}
        else:
            said = form.cleaned_data["outcome"].label.lower()
            messages.success(request, f"The report on {row.item.reference} has been {said}.")
            return redirect(f"{round.get_absolute_url()}#to-review")
    context = {"plan": plan, "round": round, "row": row, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/round_review.html", context, status=status)


def _row_or_404(request: SignedInRequest, slug: str, pk: int, number: int, item_pk: int) -> Row:
    """The action the round asked about, with its answer."""
    review = review_of(round_or_404(plan_or_404(request, slug, pk), number), request.user)
    for row in review.rows:
        if row.item.pk == item_pk:
            return row
    raise Http404


def _was(row: Row) -> str:
    return row.standing.value if row.standing in ("accepted", "returned") else ""


@require_POST
def round_accept_all(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Accepts every answer that was on the page, one's own apart."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    form = AcceptAllForm(request.POST)
    try:
        seen = form.cleaned_data["seen"] if form.is_valid() else set()
        accepted = actions.accept_all(round=round, by=request.user, seen=seen)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{counted(len(accepted), 'report has', 'reports have')} been accepted.")
    return redirect(round.get_absolute_url())


@transaction.non_atomic_requests
@require_POST
def round_ask(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Writes now to those who are waited for and were not told yet; nobody gets the same twice."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    ask(request, round)
    return redirect(round.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Says what the version will hold, makes it, and leads to it; 409 when something came in since it was read."""
    plan = plan_to_manage(request, slug, pk)
    round = round_or_404(plan, number)
    form, status = CloseForm(posted_or_kept(request)), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            version = actions.close_round(round=round, by=request.user, on=today(), seen=seen)
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, actions.RoundMovedOn) else 422
        else:
            messages.success(request, f"Round {number} is closed. {round.meeting} sees version {version.number}.")
            return redirect(version.get_absolute_url())
    review = review_of(round, request.user)
    context = {"plan": plan, "round": round, "review": review, "count": review.count, "form": form}
    return render(request, "actionplans/round_close.html", {**context, "not_asked": _not_asked(round)}, status=status)


def _not_asked(round: Round) -> list[str]:
    """The references of actions that came into the plan after the round was opened, and were not asked."""
    new = round.plan.items.current().exclude(asked_in__round=round)
    return list(new.exclude(delivery_rating=DeliveryRating.EVIDENCED).values_list("reference", flat=True))
