"""The pages that read a plan: the list of plans, one plan's overview, its actions, one action. None of them writes."""

from textwrap import shorten

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from actionplans import actions, clock, history, permissions
from actionplans.filters import ActionFilter
from actionplans.models import ActionPlan
from actionplans.models.stages import Move, Stage, Way
from actionplans.snapshot import take
from actionplans.timetable import next_meeting
from actionplans.views.cards import PlanCard, card
from actionplans.views.dates import dates_of
from actionplans.views.evidence import evidence_shown
from actionplans.views.found import item_or_404, plan_or_404
from actionplans.views.gaps import GapPlaces
from actionplans.views.measures import measures_of_item
from actionplans.views.milestones import milestones_of
from actionplans.views.proposed import of_item, waiting_of
from actionplans.views.rows import facts_of, group_by_area, rows_of
from actionplans.views.since import last_meetings
from actionplans.views.timetable import timetable_today
from actionplans.views.told import proposal_beside, updates_of
from actionplans.views.voices import voices_beside
from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from ilacs.design.wording import counted
from inspections.models import Inspection, current_calendar
from inspections.permissions import can_edit_inspections

FIRST_GAPS = 5
BAR_LABEL_WIDTH = 110
PAPERS = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))


def plan_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """The plans of a council: those that run with their counts, then those that are closed."""
    authority = authority_or_404(request, slug)
    on, calendar = today(), current_calendar()
    plans = clock.with_clocks(ActionPlan.objects.visible_to(request.user).filter(authority=authority))
    context = {
        "cards": [card(plan, on=on, calendar=calendar) for plan in plans if not plan.is_closed],
        "closed": [plan for plan in plans if plan.is_closed],
        "may_add": permissions.can_add_plan(request.user, authority),
        "may_record": can_edit_inspections(request.user, authority),
        "has_inspection": Inspection.objects.visible_to(request.user).filter(authority=authority).exists(),
    }
    return render(request, "actionplans/plan_list.html", context)


def plan_overview(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The dashboard of one plan; whoever may change it finds the way to do so here."""
    plan = plan_or_404(request, slug, pk)
    prefetch_related_objects([plan], *(f"inspections__{name}" for name in clock.READ))
    since = last_meetings([plan], on=today()).get(plan.pk)
    shown = card(plan, on=today(), calendar=current_calendar(), since=since)
    road = timetable_today(plan)
    context = {
        "plan": plan,
        "card": shown,
        "bars": _bars(shown),
        "scales": shown.snapshot.scales,
        "first_gaps": GapPlaces.seen_by(request.user, plan, shown.snapshot).of(shown.gaps[:FIRST_GAPS]),
        "papers": _papers(slug, pk),
        "road": road,
        "next_meeting": None if plan.is_closed else next_meeting(road),
        "next_move": _next_move(plan),
        "was_sent": plan.submissions.exists(),
        "to_decide": _to_decide(request.user, plan),
        "may_edit": permissions.can_edit_plan(request.user, plan),
        "may_draft": permissions.can_draft_in_plan(request.user, plan),
        "main_button": _main_button(request.user, plan, shown),
    }
    return render(request, "actionplans/plan_overview.html", context)


def _main_button(user: User, plan: ActionPlan, shown: PlanCard) -> tuple[str, str] | None:
    """What this person does next in a plan that was sent, and where; None in another, and where that is nothing."""
    if not plan.is_sent:
        return None
    place = [plan.authority.slug, plan.pk]
    waiting = [item.pk for item in shown.snapshot.items if item.awaits_sign_off]
    if to_sign := actions.to_sign(user, plan.items.filter(pk__in=waiting).select_related("plan__authority")):
        return f"Sign off {counted(len(to_sign), 'report')}", reverse("sign-off-list", args=place)
    if not permissions.can_manage_rounds(user, plan):
        return None
    if running := plan.rounds.open().first():
        return "Review the answers", reverse("round-detail", args=[*place, running.number])
    return "Open a reporting round", reverse("round-open", args=place)


def _to_decide(user: User, plan: ActionPlan) -> int:
    """How many amendments wait for this person: those of others, for whoever may decide."""
    if not plan.is_sent or not permissions.can_decide_amendments(user, plan):
        return 0
    count: int = plan.amendments.waiting().exclude(proposed_by=user).count()
    return count


def _next_move(plan: ActionPlan) -> Move | None:
    """The move forward that a plan waits for; ending it is never what it waits for."""
    forward = (move for move in actions.moves_of(plan) if move.way is Way.FORWARD and move.to is not Stage.CLOSED)
    return next(forward, None)


def _bars(shown: PlanCard) -> list[tuple[str, str, list[int]]]:
    """The counts of each area for the bar table: its name, the address of its actions, a number for each rating."""
    return [
        (
            f"{area.number}. {shorten(area.label, BAR_LABEL_WIDTH, placeholder='…')}",
            shown.listed(area=area.number),
            [area.by_rating[count.rating.code] for count in shown.ratings],
        )
        for area in shown.figures.areas
    ]


def _papers(slug: str, pk: int) -> list[tuple[str, str, str, None]]:
    """The annex to download, in each of its formats."""
    return [("The annex", reverse("annex-file", args=[slug, pk, kind]), words, None) for kind, words in PAPERS]


def action_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The actions of a plan in its order; the filter is in the address."""
    plan = plan_or_404(request, slug, pk)
    on = today()
    snapshot = take(plan, on=on, calendar=current_calendar(), actions_only=True)
    filtered = ActionFilter(request.GET, snapshot, on=on)
    if request.htmx and not filtered.is_valid():
        # A mistake is shown beside its control, so the whole page is needed.
        return HttpResponseClientRedirect(request.get_full_path())
    matching = filtered.matching()
    context = {
        "plan": plan,
        "form": filtered.form,
        "in_use": filtered.in_use(),
        "groups": group_by_area(row for row in rows_of(snapshot) if row.item.pk in matching),
        "count": len(matching),
        "total": len(snapshot.items),
        "chosen_area": next((area for area in snapshot.areas if area.number == filtered.chosen_area()), None),
        "may_draft": permissions.can_draft_in_plan(request.user, plan),
        "may_change_many": permissions.can_change_many(request.user, plan),
        "kept": [(name, value) for name in request.GET for value in request.GET.getlist(name)],
    }
    return render(request, "actionplans/action_list.html", context)


def action_detail(request: SignedInRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    """One action: every field, what was reported, and who changed what. A deleted one keeps its history."""
    plan = plan_or_404(request, slug, pk)
    item = item_or_404(plan, item_pk)
    snapshot = take(plan, on=today(), calendar=current_calendar())
    rows = rows_of(snapshot)
    place = next((place for place, row in enumerate(rows) if row.item.pk == item.pk), None)
    row = None if place is None else rows[place]
    waiting = of_item(waiting_of(plan, request.user), item.pk)
    context = {
        "plan": plan,
        "item": item,
        "shown": row.item if row else item,
        "area": next(area for area in snapshot.areas if area.pk == item.response_id),
        "row": row,
        "scales": snapshot.scales,
        "facts": facts_of(row) if row else [],
        "also_serves": [area for area in snapshot.areas if row and area.number in row.item.area_numbers],
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place is not None and place + 1 < len(rows) else None,
        "updates": updates_of(item),
        "proposal": proposal_beside(item, row.item) if row else None,
        "evidence": evidence_shown(item, request.user),
        "recommendations": list(item.recommendations.select_related("plan__authority", "meeting__body")),
        "changes": history.changes_of(item),
        "waiting": waiting,
        "dates": dates_of(item, row.item, waiting, request.user) if row else None,
        "milestones": milestones_of(item, today()),
        "measures": measures_of_item(snapshot, item),
        "voices": voices_beside(plan, request.user, item),
        "may_change_milestones": permissions.can_change_milestones(request.user, item),
        "may_edit": permissions.can_edit_action(request.user, item),
        "may_delete": permissions.can_edit_plan(request.user, plan),
        "may_report": permissions.can_report_progress(request.user, item),
    }
    return render(request, "actionplans/action_detail.html", context)
