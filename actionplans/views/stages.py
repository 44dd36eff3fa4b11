"""The road of a plan: where it stands, which moves were made, and the page that makes one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from actionplans import actions, permissions
from actionplans.actions.publishing import publish_plan
from actionplans.forms.stages import StageForm, form_of
from actionplans.models import ActionPlan, CouncilPractice, PlanRefused, Stage, StageMove
from actionplans.models.stages import Move
from actionplans.views.found import plan_or_404
from actionplans.views.road import choices_of, road_of
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today


def plan_stage(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Where the plan stands on its road, what may be done next and by whom, and every move there was."""
    plan = plan_or_404(request, slug, pk)
    moves = list(plan.moves.select_related("moved_by", "version"))
    context = {
        "plan": plan,
        "stage": Stage(plan.stage),
        "road": road_of(plan, moves, CouncilPractice.of(plan.authority).skips),
        "choices": choices_of(plan, request.user, on=today()),
        "moves": _with_successors(request, moves),
        "is_sent": plan.submissions.exists(),
    }
    return render(request, "actionplans/plan_stage.html", context)


def _with_successors(request: SignedInRequest, moves: list[StageMove]) -> list[tuple[StageMove, ActionPlan | None]]:
    """The moves, the newest first, each with the plan that took its place where the person may know of it."""
    keys = [move.successor_id for move in moves if move.successor_id]
    plans = ActionPlan.objects.visible_to(request.user).filter(pk__in=keys).select_related("authority").in_bulk()
    return [(move, plans.get(move.successor_id)) for move in reversed(moves)]


def plan_move(request: SignedInRequest, slug: str, pk: int, to: str) -> HttpResponse:
    """One move: what it means, what stops it, and its form. 409 when somebody else moved the plan first."""
    plan = plan_or_404(request, slug, pk)
    move = _move_or_404(plan, to, seen=request.POST.get("expected", ""))
    if not permissions.can_make_move(request.user, plan, move):
        raise PermissionDenied
    if plan.stage != move.origin:
        return _moved_already(request, plan, move)
    form = form_of(move)(posted_or_kept(request), plan=plan, move=move, person=request.user, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            return _make(request, plan, move, form)
        except actions.StageConflict:
            return _moved_already(request, plan, move)
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    stops = actions.what_stops(plan, move, on=today(), by=request.user)
    weighed = actions.what_to_weigh(plan, move, on=today())
    context = {"plan": plan, "move": move, "form": form, "stops": stops, "weighed": weighed}
    status = 422 if request.method == "POST" else 200
    return render(request, "actionplans/plan_move.html", context, status=status)


def _move_or_404(plan: ActionPlan, to: str, *, seen: str) -> Move:
    """The move to a stage from where the plan is, or from where it was when the person saw it."""
    origin = Stage(seen if seen in Stage.values else plan.stage)
    for move in actions.moves_of(plan, stage=origin):
        if move.to == to:
            return move
    raise Http404


def _make(request: SignedInRequest, plan: ActionPlan, move: Move, form: StageForm) -> HttpResponse:
    """Makes the move, says so, and leads on."""
    typed = dict(form.cleaned_data)
    more = {name: typed.pop(name) for name in ("sent_to", "reference", "shows_names") if name in typed}
    wish = actions.Wish(to=move.to, by=request.user, today=today(), **typed)
    if move.sends:
        actions.submit_plan(plan=plan, wish=wish, **more)
    elif move.publishes:
        publish_plan(plan=plan, wish=wish, **more)
    else:
        actions.move_plan(plan=plan, wish=wish)
    return _moved(request, plan, move)


def _moved(request: SignedInRequest, plan: ActionPlan, move: Move) -> HttpResponse:
    """Says what has happened, and leads on: to the proof after sending, else to the road."""
    if move.sends:
        messages.success(request, f"{plan} is recorded as sent. Its text is locked from now on.")
        return redirect("plan-proof", plan.authority.slug, plan.pk)
    messages.success(request, f"{plan} is now in the stage {move.to.label}.")
    return redirect("plan-stage", plan.authority.slug, plan.pk)


def _moved_already(request: SignedInRequest, plan: ActionPlan, move: Move) -> HttpResponse:
    """Says that the plan is elsewhere by now, who moved it, and where to look; a button pressed twice has done it."""
    plan.refresh_from_db()
    last = plan.moves.select_related("moved_by").last()
    if last and (last.from_stage, last.to_stage, last.moved_by_id) == (move.origin, move.to, request.user.pk):
        return _moved(request, plan, move)
    context = {
        "plan": plan,
        "move": move,
        "stage": Stage(plan.stage),
        "last": last,
    }
    return render(request, "actionplans/plan_move_conflict.html", context, status=409)
