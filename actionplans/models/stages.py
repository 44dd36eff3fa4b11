"""How far a plan has come, and which stage may follow which: the road from draft to closed.

A move forward goes to the next stage that the council uses. A move back needs a reason: before the plan is sent to any
earlier stage, afterwards one step. Any plan that is not over can be superseded by another.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Stage(models.TextChoices):
    """How far a plan has come."""

    DRAFT = "draft", "Draft"
    CONSULTATION = "consultation", "Consultation"
    SCRUTINY = "scrutiny", "Scrutiny"
    APPROVAL = "approval", "Approval"
    SUBMITTED = "submitted", "Submitted"
    PUBLISHED = "published", "Published"
    MONITORING = "monitoring", "Monitoring"
    CLOSED = "closed", "Closed"
    SUPERSEDED = "superseded", "Superseded"

    @property
    def meaning(self) -> str:
        """What happens in this stage, in a sentence for the page."""
        return _MEANINGS[self.value]


_MEANINGS = {
    "draft": "Officers write the plan.",
    "consultation": "Partners, staff, children and families say what they think of it.",
    "scrutiny": "The scrutiny committee challenges it.",
    "approval": "The executive or cabinet decides on it.",
    "submitted": "It was sent to Ofsted. Its text is locked.",
    "published": "The public can read it.",
    "monitoring": "Progress is reported and challenged until children’s lives are better.",
    "closed": "It is over. Nothing in it changes.",
    "superseded": "Another plan took its place. Nothing in it changes.",
}

ROAD = (
    Stage.DRAFT,
    Stage.CONSULTATION,
    Stage.SCRUTINY,
    Stage.APPROVAL,
    Stage.SUBMITTED,
    Stage.PUBLISHED,
    Stage.MONITORING,
    Stage.CLOSED,
)
BEFORE_SENT = (Stage.DRAFT, Stage.CONSULTATION, Stage.SCRUTINY, Stage.APPROVAL)
SENT = (Stage.SUBMITTED, Stage.PUBLISHED, Stage.MONITORING)
OVER = (Stage.CLOSED, Stage.SUPERSEDED)
SKIPPABLE = (Stage.CONSULTATION, Stage.SCRUTINY, Stage.APPROVAL, Stage.PUBLISHED)
"""The stages a council may do without."""
LEAD_DECIDES = (Stage.SUBMITTED, Stage.PUBLISHED, Stage.CLOSED, Stage.SUPERSEDED)
"""Only a lead (director) moves a plan into these, and out of any stage after it was sent; see `Move.takes_back`."""


class Way(StrEnum):
    """In which direction a move goes."""

    FORWARD = "forward"
    BACK = "back"
    AWAY = "away"


@dataclass(frozen=True)
class Move:
    """One move that the road allows from where a plan is."""

    origin: Stage
    to: Stage
    way: Way

    @property
    def needs_reason(self) -> bool:
        """Whether whoever makes it must say why."""
        return self.way is not Way.FORWARD

    @property
    def takes_back(self) -> bool:
        """Whether it takes a plan that was sent one step back, so that an administrator may make it as well as a lead.

        A council with one lead is then not stuck: the one who takes it back to draft does not send it again.
        """
        return self.way is Way.BACK and self.origin in SENT

    @property
    def reopens(self) -> bool:
        """Whether the text of a plan that was sent can be changed again after it."""
        return self.takes_back and self.to in BEFORE_SENT

    @property
    def lead_decides(self) -> bool:
        """Whether only a lead may make it."""
        return not self.takes_back and (self.to in LEAD_DECIDES or self.origin not in BEFORE_SENT)

    @property
    def ends_amending(self) -> bool:
        """Whether amendments that wait could not be decided on after it."""
        return self.origin in SENT and self.to not in SENT

    @property
    def sends(self) -> bool:
        """Whether it records that the plan was sent."""
        return self.way is Way.FORWARD and self.to is Stage.SUBMITTED

    @property
    def publishes(self) -> bool:
        """Whether it makes the plan public."""
        return self.way is Way.FORWARD and self.to is Stage.PUBLISHED

    @property
    def words(self) -> str:
        """What a person does who makes it, as a heading or a button says it."""
        if self.origin is Stage.SUPERSEDED:
            return f"Bring the plan back to {self.to.label.lower()}"
        if self.origin is Stage.CLOSED:
            return "Open the plan again"
        if self.way is Way.BACK:
            return f"Take back to {self.to.label.lower()}"
        return _FORWARD.get(self.to.value, f"Move to {self.to.label.lower()}")

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from it, in sentences for the page."""
        if self.sends:
            return _AFTER_SENDING
        if self.publishes:
            return ("Anybody can read it without signing in, at an address that stays.",)
        back = _AFTER_TAKING_BACK if self.reopens else ()
        public = self.takes_back and self.origin is not Stage.SUBMITTED
        return (*back, _STILL_PUBLIC) if public else back


_AFTER_SENDING = (
    "This records that you have sent the plan. The program itself sends nothing.",
    "The text is locked from then on: a change is an amendment with a reason, approved by a second person.",
    "An action that has no original due date yet keeps its due date of that day as the original one.",
    "The deadline that was reported is fixed.",
)
_AFTER_TAKING_BACK = (
    "The text can be changed again.",
    "What was sent stays on record, marked as taken back.",
    "Another lead must send it again, so that two people see the change. You cannot send it yourself.",
    "If there is only one lead, let an administrator take it back.",
)
_STILL_PUBLIC = "What was published stays public until each edition is withdrawn on the page Publication."
_FORWARD = {
    "submitted": "Record that the plan was sent",
    "published": "Publish the plan",
    "closed": "Close the plan",
    "superseded": "Replace the plan by another",
}


def moves_from(stage: Stage, *, skipped: frozenset[str], came_from: Stage | None = None) -> tuple[Move, ...]:
    """Every move the road allows from a stage, forward first. came_from: where a superseded plan was before."""
    if stage is Stage.SUPERSEDED:
        return (Move(stage, came_from or Stage.DRAFT, Way.BACK),)
    forward = tuple(Move(stage, to, Way.FORWARD) for to in _after(stage, skipped)[:1])
    earlier = _before(stage, skipped)
    back = tuple(Move(stage, to, Way.BACK) for to in (earlier if stage in BEFORE_SENT else earlier[:1]))
    away = () if stage in OVER else (Move(stage, Stage.SUPERSEDED, Way.AWAY),)
    return (*forward, *back, *away)


def _after(stage: Stage, skipped: frozenset[str]) -> list[Stage]:
    """The stages that follow and are used, the next first."""
    return [to for to in ROAD[ROAD.index(stage) + 1 :] if to not in skipped]


def _before(stage: Stage, skipped: frozenset[str]) -> list[Stage]:
    """The earlier stages that are used, the nearest first."""
    return [to for to in reversed(ROAD[: ROAD.index(stage)]) if to not in skipped]
