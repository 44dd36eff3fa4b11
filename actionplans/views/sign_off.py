"""What waits for a second person, in one plan and across a council, and that person's decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from actionplans import actions, permissions
from actionplans.forms.sign_off import SignOffForm
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, Evidence, PlanRefused, ProgressUpdate, RatingRule
from actionplans.snapshot import PlanSnapshot, take
from actionplans.views.found import item_or_404, plan_or_404, refuse_unless
from actionplans.views.rows import ActionRow, rows_of
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from inspections.models import current_calendar

NOT_WAITING = "Nothing of action {} waits for sign-off."


@dataclass(frozen=True)
class Waiting:
    """One report that waits: what was said, by whom, and the evidence, that which contradicts it apart.

    refusal says why this person is not the second one; empty when they may decide.
    """

    row: ActionRow
    update: ProgressUpdate
    said: RatingRule
    supporting: tuple[Evidence, ...]
    contradicting: tuple[Evidence, ...]
    taken_away: tuple[Evidence, ...]
    url: str
    refusal: str

    @property
    def is_for_reader(self) -> bool:
        """Whether this person may decide on it."""
        return bool(self.url) and not self.refusal


@dataclass(frozen=True)
class Queue:
    """What waits in one plan, the longest first, and what somebody should look at again.

    without: said to be complete, and nothing supports it. contradicted: signed off, and some evidence speaks against
    it.
    """

    plan: ActionPlan
    waiting: tuple[Waiting, ...]
    without: tuple[ActionRow, ...]
    contradicted: tuple[ActionRow, ...]

    @property
    def has_any(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.waiting or self.without or self.contradicted)


def sign_off_council(request: SignedInRequest, slug: str) -> HttpResponse:
    """What waits in the plans of a council that run."""
    authority = authority_or_404(request, slug)
    plans = ActionPlan.objects.visible_to(request.user).filter(authority=authority)
    queues = [_queue(request.user, plan) for plan in plans.select_related("authority") if not plan.is_closed]
    context = {
        "authority": authority,
        "queues": [queue for queue in queues if queue.has_any],
        "number": sum(len(queue.waiting) for queue in queues),
        "for_reader": sum(each.is_for_reader for queue in queues for each in queue.waiting),
        "without": sum(len(queue.without) for queue in queues),
    }
    return render(request, "actionplans/sign_off_council.html", context)


def sign_off_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What waits in one plan, and what is complete without evidence."""
    plan = plan_or_404(request, slug, pk)
    return render(request, "actionplans/sign_off_list.html", {"plan": plan, "queue": _queue(request.user, plan)})


def sign_off_decide(request: SignedInRequest, slug: str, pk: int, item_pk: int, update_pk: int) -> HttpResponse:
    """One report with its evidence, to be signed off or returned by a second person."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    refuse_unless(permissions.can_sign_off(request.user, item), plan)
    update = get_object_or_404(item.updates.select_related("made_by"), pk=update_pk)
    update.item = item
    form = SignOffForm(posted_or_kept(request), initial={"seen": item.evidence.current().mark()})
    status = 200
    if request.method == "POST":
        status = _decide(request, update, form)
        if status == 302:
            return redirect("sign-off-list", slug, pk)
    return _decision_page(request, plan, item, form, status)


def _decide(request: SignedInRequest, update: ProgressUpdate, form: SignOffForm) -> int:
    """Carries the decision out; 422 when something typed is to be mended, 409 when the page was out of date."""
    if not form.is_valid():
        return 422
    try:
        answer = actions.sign_off(update=update, by=request.user, **form.cleaned_data)
    except PlanRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return 409 if isinstance(refusal, actions.SeenOtherwise) else 422
    messages.success(request, f"Action {update.item.reference}: {answer.get_outcome_display().lower()}.")
    return 302


def _decision_page(
    request: SignedInRequest, plan: ActionPlan, item: ActionItem, form: SignOffForm, status: int
) -> HttpResponse:
    """The report that waits now, whichever that is; where none does, the words that were typed are shown to be kept."""
    found = _queue(request.user, plan, only=item.pk).waiting
    if not found and request.method != "POST":
        messages.info(request, NOT_WAITING.format(item.reference))
        return redirect("sign-off-list", plan.authority.slug, plan.pk)
    if status == 409:
        form.show_again(item.evidence.current().mark())
    context = {"plan": plan, "item": item, "form": form, "waiting": found[0] if found else None}
    return render(request, "actionplans/sign_off_decide.html", context, status=status)


def _queue(user: User, plan: ActionPlan, *, only: int | None = None) -> Queue:
    """What waits in a plan as this person sees it; `only` is the key of one action."""
    snapshot = take(plan, on=today(), calendar=current_calendar())
    rows = [row for row in rows_of(snapshot) if only in (None, row.item.pk)]
    waiting = _waiting(user, plan, snapshot, [row for row in rows if row.item.awaits_sign_off])
    without = tuple(row for row in rows if row.item.lacks_evidence)
    contradicted = tuple(row for row in rows if _is_contradicted(row))
    return Queue(plan, tuple(sorted(waiting, key=lambda each: each.update.made_at)), without, contradicted)


def _is_contradicted(row: ActionRow) -> bool:
    """Whether it was signed off and some of its evidence, added before or since, speaks against it."""
    stands = row.item.delivery_rating == DeliveryRating.EVIDENCED and not row.item.lacks_evidence
    return stands and any(piece.contradicts for piece in row.item.evidence)


def _waiting(user: User, plan: ActionPlan, snapshot: PlanSnapshot, rows: list[ActionRow]) -> Iterable[Waiting]:
    """The reports behind these rows, with their evidence and who made them (six queries, none where nothing waits)."""
    if not rows:
        return
    newest = ProgressUpdate.objects.standing().select_related("made_by")
    evidence = Evidence.objects.select_related("added_by", "archived_by")
    items = plan.items.prefetch_related(
        Prefetch("updates", queryset=newest[:1], to_attr="newest_updates"), Prefetch("evidence", queryset=evidence)
    ).in_bulk([row.item.pk for row in rows])
    may = permissions.can_edit_plan(user, plan)
    refusals = actions.refusals_to_sign(user, items.values()) if may else {}
    for row in rows:
        item: Any = items[row.item.pk]
        item.plan = plan
        update: ProgressUpdate = item.newest_updates[0]
        pieces = [_of(item, piece) for piece in item.evidence.all()]
        supporting = tuple(piece for piece in pieces if not piece.contradicts and not piece.is_archived)
        yield Waiting(
            row=row,
            update=update,
            said=snapshot.scales.rule(update.delivery_rating),
            supporting=supporting,
            contradicting=tuple(piece for piece in pieces if piece.contradicts and not piece.is_archived),
            taken_away=tuple(piece for piece in pieces if piece.is_archived),
            url=reverse("sign-off-decide", args=[snapshot.council_slug, plan.pk, item.pk, update.pk]) if may else "",
            refusal=refusals.get(item.pk, ""),
        )


def _of(item: ActionItem, piece: Evidence) -> Evidence:
    """The piece, which knows its action without asking again."""
    piece.item = item
    return piece
