"""The home page of a council: what needs attention first."""

from collections import Counter
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from actionplans import actions, clock, permissions
from actionplans.models import ActionItem, ActionPlan, Amendment, DeliveryRating
from actionplans.views.cards import PlanCard, card
from actionplans.views.handover import left_in
from actionplans.views.rows import ActionRow, rows_of
from actionplans.views.since import last_meetings
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.history import judgement_story
from inspections.models import Inspection, current_calendar
from inspections.permissions import can_edit_inspections

FIRST_OVERDUE = 10


def council_home(request: SignedInRequest, slug: str) -> HttpResponse:
    """The clocks that run, what is overdue, the plans with their counts, and the judgements beside the earlier ones."""
    authority = authority_or_404(request, slug)
    on, calendar = today(), current_calendar()
    plans = list(clock.with_clocks(ActionPlan.objects.visible_to(request.user).filter(authority=authority)))
    visible = Inspection.objects.visible_to(request.user).filter(authority=authority).select_related("authority")
    inspections = list(visible.prefetch_related(*clock.READ, clock.plans_known_to(request.user)))
    since = last_meetings(plans, on=on)
    cards = [card(plan, on=on, calendar=calendar, since=since.get(plan.pk)) for plan in plans if not plan.is_closed]
    late = _late(cards)
    context = {
        "cards": cards,
        "leads": _leads(request.user, plans),
        "to_decide": _to_decide(request.user, plans),
        "left": left_in(authority, request.user, plans),
        "to_sign_off": _to_sign_off(request.user, plans, cards),
        "closed": [plan for plan in plans if plan.is_closed],
        "without_plan": clock.clocks_without_plan(inspections, on, calendar),
        "late": [(None, late[:FIRST_OVERDUE])] if late else [],
        "late_shown": min(len(late), FIRST_OVERDUE),
        "late_count": len(late),
        "story": judgement_story(inspections),
        "inspections": inspections,
        "may_record": can_edit_inspections(request.user, authority),
        "may_draft": any(permissions.can_draft_in_plan(request.user, plan) for plan in plans),
        "may_add_plan": permissions.can_add_plan(request.user, authority),
    }
    return render(request, "actionplans/council_home.html", context)


def _leads(user: User, plans: list[ActionPlan]) -> int:
    """How many actions of running plans this person leads that are not signed off."""
    running = [plan for plan in plans if not plan.is_closed]
    mine = ActionItem.objects.current().filter(plan__in=running, lead_person=user)
    count: int = mine.exclude(delivery_rating=DeliveryRating.EVIDENCED).count()
    return count


def _to_decide(user: User, plans: list[ActionPlan]) -> list[tuple[ActionPlan, int, int]]:
    """The plans in which amendments of others wait for this person: how many, how many move a due date (one query)."""
    asked = [plan for plan in plans if plan.is_sent and permissions.can_decide_amendments(user, plan)]
    waiting = Amendment.objects.waiting().filter(plan__in=asked).exclude(proposed_by=user)
    rows = list(waiting)
    counts = Counter(row.plan_id for row in rows)
    dates = Counter(row.plan_id for row in rows if actions.moves_only_the_date(row))
    return [(plan, counts[plan.pk], dates[plan.pk]) for plan in asked if counts[plan.pk]]


def _to_sign_off(user: User, plans: list[ActionPlan], cards: list[PlanCard]) -> tuple[int, int] | None:
    """How many reports wait for this person's sign-off, and how many actions are complete without evidence, in the
    plans that run.

    None where there is neither, and for whoever signs nothing off.
    """
    if not any(permissions.can_edit_plan(user, plan) for plan in plans):
        return None
    keys = [item.pk for card in cards for item in card.snapshot.items if item.awaits_sign_off]
    waiting = len(actions.to_sign(user, ActionItem.objects.filter(pk__in=keys).select_related("plan__authority")))
    without = sum(card.figures.without_evidence for card in cards)
    return (waiting, without) if waiting or without else None


def _late(cards: list[PlanCard]) -> list[ActionRow]:
    """Every overdue action of the plans that run, the longest overdue first."""
    rows = [row for card in cards for row in rows_of(card.snapshot) if row.item.is_overdue]
    return sorted(rows, key=lambda row: row.item.due_on or date.max)
