"""Moving a plan along its road: each move is checked, stored for ever and makes a version (models/stages.py)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from actionplans import readiness
from actionplans.actions.clock_facts import facts_of_the_clock
from actionplans.actions.versions import save_version
from actionplans.models import (
    ActionItem,
    ActionPlan,
    CouncilPractice,
    Meeting,
    PlanRefused,
    Stage,
    StageMove,
    Submission,
    Version,
)
from actionplans.models.stages import BEFORE_SENT, OVER, SENT, Move, moves_from
from actionplans.snapshot import take
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import counted, date_in_words
from inspections.actions import fix_deadline, lock_areas
from inspections.models import ImprovementArea, Inspection, current_calendar

FIRST_GAPS = 3
"""How many of the things that stop a submission its refusal names."""


class MoveRefused(PlanRefused):
    """What somebody typed about a move cannot be; `field` is what of their wish to mend."""


QUOTED = "an action plan that was sent quotes it. To correct it, take the plan back first"
"""Why an area is locked. It names no plan: whoever may know of the area may not know of that."""


class StageConflict(PlanRefused):
    """Somebody moved the plan after the person opened the page."""

    def __init__(self, plan: ActionPlan) -> None:
        super().__init__(f"Somebody has moved this plan to {plan.get_stage_display()} since you opened the page.")
        self.plan = plan


@dataclass(frozen=True)
class Wish:
    """A move somebody asks for: where to, from where as they saw it, on which day, seen today, and why."""

    to: Stage
    expected: Stage
    by: User
    on: date
    today: date
    note: str = ""
    successor: ActionPlan | None = None


@transaction.atomic
def move_plan(*, plan: ActionPlan, wish: Wish) -> StageMove:
    """Moves the plan to another stage; use `submit_plan` to send it. Returns the stored move with its version.

    Raises StageConflict when it is not in the stage the person saw, and PlanRefused when the move may not happen.
    """
    if wish.to is Stage.SUBMITTED and wish.expected in BEFORE_SENT:
        raise PlanRefused("A plan is submitted with the address it was sent to.")
    return _move(plan, wish)


@transaction.atomic
def submit_plan(*, plan: ActionPlan, wish: Wish, sent_to: str, reference: str = "") -> Submission:
    """Records that the plan was sent, and proves it: version, day, addresses, in time or late.

    Every action that has no original due date keeps its due date of that day as the original one; where an earlier
    sending has set it, that stays. Raises as `move_plan` does.
    """
    if not sent_to.strip():
        raise MoveRefused("Enter where the plan was sent, for example an e-mail address", "sent_to")
    move = _move(plan, wish)
    return Submission.objects.create(
        plan=plan,
        version=move.version,
        move=move,
        sent_on=wish.on,
        sent_to=sent_to,
        reference=reference,
        recorded_by=wish.by,
        recorded_at=now(),
        **facts_of_the_clock(plan, wish.on),
    )


def moves_of(plan: ActionPlan, *, stage: Stage | None = None) -> tuple[Move, ...]:
    """Every move the road and the council's settings allow from where the plan is, or was (two queries at most)."""
    here = stage or Stage(plan.stage)
    came_from = None
    if here is Stage.SUPERSEDED and (last := plan.moves.filter(to_stage=here).last()):
        came_from = Stage(last.from_stage)
    return moves_from(here, skipped=CouncilPractice.of(plan.authority).skips, came_from=came_from)


def what_stops(plan: ActionPlan, move: Move, *, on: date, by: User) -> tuple[str, ...]:
    """Everything about the plan that forbids a person a move now, in sentences; empty when it may happen."""
    return tuple(_what_stops(plan, move, on, by))


def what_to_weigh(plan: ActionPlan, move: Move, *, on: date) -> tuple[str, ...]:
    """What does not forbid a move and yet should be known before it is made, in sentences (two queries)."""
    said = []
    if move.sends:
        ahead = plan.meetings.standing().filter(
            held_on__gt=on, purpose__in=(Meeting.Purpose.SCRUTINISE, Meeting.Purpose.DECIDE)
        )
        said += [
            f"{meeting.body} meets on {date_in_words(meeting.held_on)}, to {meeting.get_purpose_display().lower()}"
            for meeting in ahead.select_related("body")
        ]
    if move.to is Stage.CLOSED:
        items = plan.items.current()
        total, complete = items.count(), items.complete().count()
        said += [f"{complete} of {counted(total, 'action')} complete"] if complete < total else []
    return tuple(said)


def _what_stops(plan: ActionPlan, move: Move, on: date, by: User) -> Iterator[str]:
    if move.sends:
        yield from _taken_back_by(plan, by)
        errors = readiness.stops_submission(take(plan, on=on, calendar=current_calendar()))
        if errors:
            things = counted(len(errors), "thing has", "things have")
            yield f"{things} to be put right before the plan can be submitted"
            yield from (error.message for error in errors[:FIRST_GAPS])
    if move.publishes:
        yield from reports_to_come(plan, on=on)
    if move.ends_amending and (waiting := plan.amendments.waiting().count()):
        yield f"{counted(waiting, 'amendment is', 'amendments are')} still waiting. Decide on each or withdraw it first"
    if move.ends_amending and (running := plan.rounds.open().first()):
        yield f"Round {running.number} is open. Close or cancel it first"


def reports_to_come(plan: ActionPlan, *, on: date) -> tuple[str, ...]:
    """The reports that Ofsted has not published yet, in sentences: until then nothing of the plan is made public."""
    hidden = [inspection for inspection in plan.inspections.all() if inspection.is_embargoed(on)]
    return tuple(f"{inspection}: Ofsted has not published the report yet" for inspection in hidden)


def _taken_back_by(plan: ActionPlan, by: User) -> Iterator[str]:
    """Nobody both takes a sent plan back to before it was sent and sends it again."""
    newest = plan.moves.filter(from_stage__in=SENT, to_stage__in=BEFORE_SENT).last()
    if newest and newest.moved_by_id == by.pk:
        yield "You took this plan back. Another lead must send it again, so that two people have seen the change"


def _move(plan: ActionPlan, wish: Wish) -> StageMove:
    """The checked and stored move, whatever its kind."""
    plan.lock()
    if plan.stage != wish.expected:
        raise StageConflict(plan)
    move = next((move for move in moves_of(plan) if move.to is wish.to), None)
    if move is None:
        raise PlanRefused(f"A plan cannot go from {wish.expected.label} to {wish.to.label}.")
    _refuse(plan, move, wish)
    _store_stage(plan, move, wish)
    version = save_version(plan=plan, by=wish.by, reason=_reason(wish), cause=Version.Cause.STAGE)
    return StageMove.objects.create(
        plan=plan,
        from_stage=move.origin,
        to_stage=move.to,
        moved_on=wish.on,
        note=wish.note,
        successor=wish.successor if move.to is Stage.SUPERSEDED else None,
        moved_by=wish.by,
        moved_at=now(),
        version=version,
    )


def _refuse(plan: ActionPlan, move: Move, wish: Wish) -> None:
    """Raises PlanRefused for the first thing that forbids the move."""
    for refusal in (*_wrong_day(plan, move, wish), *_no_reason(move, wish), *_wrong_successor(plan, move, wish)):
        raise refusal
    if stops := what_stops(plan, move, on=wish.today, by=wish.by):
        raise PlanRefused(". ".join(stops))


def _wrong_day(plan: ActionPlan, move: Move, wish: Wish) -> Iterator[MoveRefused]:
    """Why the day of a move cannot be."""
    if wish.on > wish.today:
        yield MoveRefused("The date must be today or in the past", "on")
    last = plan.moves.last()
    if last and wish.on < last.moved_on:
        moved_on = date_in_words(last.moved_on)
        moved = f"The plan moved to {last.get_to_stage_display().lower()} on {moved_on}"
        yield MoveRefused(f"{moved}. Enter that day or a later one", "on")
    for inspection in plan.inspections.all():
        first, what, instead = _first_day(inspection, move)
        if wish.on < first:
            yield MoveRefused(f"{what} on {date_in_words(first)}. Enter that day or a later one{instead}", "on")


def _first_day(inspection: Inspection, move: Move) -> tuple[date, str, str]:
    """The first day of a move, what happened on it, and what else may be done for an earlier one.

    A plan cannot be sent before the day its clock counts from: nobody could say on which working day it was sent.
    """
    if inspection.received_on:
        return inspection.received_on, "The report was received", ""
    if move.sends and inspection.published_on:
        return inspection.published_on, "The report was published", ", or first record the day it was received"
    return inspection.started_on, "The inspection began", ""


def _no_reason(move: Move, wish: Wish) -> Iterator[MoveRefused]:
    """Whoever takes a plan back or off its road says why."""
    if move.needs_reason and not wish.note.strip():
        yield MoveRefused("Enter the reason", "note")


def _wrong_successor(plan: ActionPlan, move: Move, wish: Wish) -> Iterator[MoveRefused]:
    """Why the plan that takes its place cannot be that one."""
    if move.to is not Stage.SUPERSEDED:
        return
    successor = wish.successor
    if successor is None or successor.pk == plan.pk or successor.authority_id != plan.authority_id:
        yield MoveRefused("Choose the plan that takes its place", "successor")
    elif successor.is_closed:
        yield MoveRefused("Choose a plan that is not over", "successor")


def _store_stage(plan: ActionPlan, move: Move, wish: Wish) -> None:
    """Writes the stage and the days that belong to it."""
    plan.stage = move.to
    plan.closed_on = wish.on if move.to in OVER else None
    if move.sends:
        plan.submitted_on = wish.on
        _fix_what_was_sent(plan, by=wish.by)
    if move.to in BEFORE_SENT and plan.submitted_on:
        plan.submitted_on = None
        _unlock_areas(plan)
    plan.revision += 1
    plan._change_reason = f"{_reason(wish).rstrip('.')}, recorded by {wish.by}"
    plan.save(update_fields=["stage", "submitted_on", "closed_on", "revision"])


def _reason(wish: Wish) -> str:
    moved = f"Moved from {wish.expected.label} to {wish.to.label}"
    return f"{moved}: {wish.note}" if wish.note else moved


def _fix_what_was_sent(plan: ActionPlan, *, by: User) -> None:
    """From now on the deadline is reported, and each due date is the original one."""
    for inspection in plan.inspections.all():
        fix_deadline(inspection, by=by, reason="Reported when an action plan was sent")
    lock_areas(_areas_of(plan), reason=QUOTED)
    items = list(plan.items.current().select_for_update().filter(original_due_on__isnull=True, due_on__isnull=False))
    for item in items:
        item.original_due_on = item.due_on
        item.revision += 1
    reason = f"Due date fixed when the plan was sent, recorded by {by}"
    bulk_update_with_history(
        items, ActionItem, ["original_due_on", "revision"], default_user=by, default_change_reason=reason
    )


def _areas_of(plan: ActionPlan) -> list[ImprovementArea]:
    """The areas the plan answers."""
    return list(ImprovementArea.objects.select_for_update().filter(responses__plan=plan).order_by("pk"))


def _unlock_areas(plan: ActionPlan) -> None:
    """A plan that was taken back no longer holds the words of its areas, unless another that was sent does."""
    # Once they are locked, no other plan that quotes them is being sent.
    areas = _areas_of(plan)
    others = ActionPlan.objects.exclude(pk=plan.pk).filter(submitted_on__isnull=False)
    held = set(others.values_list("responses__area", flat=True))
    lock_areas((area for area in areas if area.pk not in held), reason="")
