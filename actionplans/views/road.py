"""The road of one plan as its page draws it: each stage, whether it is done, and who moved the plan there and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from actionplans import actions, permissions
from actionplans.models import ActionPlan, Stage, StageMove
from actionplans.models.stages import ROAD, Move
from ilacs.authorities.models import User


class Progress(StrEnum):
    """Where the plan is, seen from one stage."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True)
class Step:
    """One stage of the road: on which day the plan came to it, and who moved it there; a draft came from nowhere."""

    stage: Stage
    progress: Progress
    on: date | None = None
    by: str = ""


def road_of(plan: ActionPlan, moves: Sequence[StageMove], skipped: Iterable[str]) -> list[Step]:
    """The stages the plan went through, where it is, and those to come that the council uses; moves oldest first."""
    current = Stage(plan.stage)
    moved_here = moves[-1] if moves else None
    last = Stage(moved_here.from_stage) if moved_here and current not in ROAD else current
    behind = ROAD[: ROAD.index(last) + (current not in ROAD)] if last in ROAD else ()
    gone_through = {Stage.DRAFT, *(move.from_stage for move in moves)}
    steps = [_done(stage, moves) for stage in behind if stage in gone_through]
    steps.append(_step(current, Progress.NOW, moved_here))
    ahead = ROAD[ROAD.index(current) + 1 :] if current in ROAD else ()
    return steps + [Step(stage, Progress.TO_COME) for stage in ahead if stage not in skipped]


def _done(stage: Stage, moves: Sequence[StageMove]) -> Step:
    """A stage behind the plan, with the last move that led to it."""
    return _step(stage, Progress.DONE, next((move for move in reversed(moves) if move.to_stage == stage), None))


def _step(stage: Stage, progress: Progress, move: StageMove | None) -> Step:
    return Step(stage, progress, move.moved_on, str(move.moved_by or "")) if move else Step(stage, progress)


@dataclass(frozen=True)
class Choice:
    """One move the road allows now: whether this person may make it, and what stops it."""

    move: Move
    allowed: bool
    stops: tuple[str, ...]

    @property
    def who(self) -> str:
        """Who can make the move, for those who cannot."""
        if self.move.takes_back:
            return "Only a lead (director) or an administrator can."
        if self.move.lead_decides:
            return "Only a lead (director) can."
        return "Only a lead (director), an editor or an administrator can."


def choices_of(plan: ActionPlan, user: User, *, on: date) -> list[Choice]:
    """Every move the road allows from where the plan is, forward first."""
    return [
        Choice(move, permissions.can_make_move(user, plan, move), actions.what_stops(plan, move, on=on, by=user))
        for move in actions.moves_of(plan)
    ]
