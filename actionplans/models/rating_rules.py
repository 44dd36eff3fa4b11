"""What each rating is called, how it looks and what it demands in a council that changed nothing."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from actionplans.models.ratings import DeliveryRating, ImpactRating, Scale


class Shape(models.TextChoices):
    """The figure drawn beside the word. Delivery has plain figures and impact arrows, so that no key is mistaken."""

    RING = "ring", "Ring"
    CIRCLE = "circle", "Circle"
    TRIANGLE = "triangle", "Triangle"
    DIAMOND = "diamond", "Diamond"
    SQUARE = "square-outline", "Square"
    TICK = "tick", "Tick"
    DOTS = "dots", "Three dots"
    ARROW_FLAT = "arrow-flat", "Arrow to the right"
    ARROW_UP = "arrow-up", "Arrow up"
    ARROW_UP_DOUBLE = "arrow-up-double", "Two arrows up"
    ARROW_DOWN = "arrow-down", "Arrow down"

    @property
    def scale(self) -> Scale:
        """The scale it may stand for."""
        return Scale.IMPACT if self == Shape.DOTS or self.value.startswith("arrow") else Scale.DELIVERY


class Tone(models.TextChoices):
    """The colour, by the name of the style sheet; each was chosen to be read by everybody."""

    GREY = "grey", "Grey"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"
    BLUE_OUTLINE = "blue-outline", "Blue outline"
    BLUE = "blue", "Blue"
    GREY_OUTLINE = "grey-outline", "Grey outline"
    TEAL_OUTLINE = "teal-outline", "Teal outline"
    TEAL = "teal", "Teal"
    PLUM = "plum", "Plum"

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales it may be used on; only greys are used on both, so that no colour is mistaken."""
        if self in (Tone.GREY, Tone.GREY_OUTLINE):
            return (Scale.DELIVERY, Scale.IMPACT)
        return (Scale.IMPACT,) if self in (Tone.TEAL, Tone.TEAL_OUTLINE, Tone.PLUM) else (Scale.DELIVERY,)

    def may_draw(self, code: str) -> bool:
        """Whether it may stand for a rating: a colour of its scale, and green for what is on track alone."""
        if self == Tone.GREEN and code != DeliveryRating.ON_TRACK:
            return False
        return DEFAULTS[code].scale in self.scales


@dataclass(frozen=True)
class RatingRule:
    """One rating as a council uses it: letter, word, shape, tone and definition, and what whoever gives it must add."""

    scale: str
    code: str
    letter: str
    word: str
    shape: str
    tone: str
    definition: str
    is_used: bool = True
    needs_reason: bool = False
    needs_next_step: bool = False
    needs_evidence: bool = False
    needs_second_person: bool = False

    @property
    def choices(self) -> dict[str, Any]:
        """What a council may choose of it, by the name of the field."""
        return {name: getattr(self, name) for name in CHOSEN}

    @property
    def default(self) -> "RatingRule":
        """The same rating of a council that changed nothing."""
        return DEFAULTS[self.code]

    @property
    def is_always_used(self) -> bool:
        """Whether the program gives it by itself, so that no council can do without it."""
        return self.code in ALWAYS_USED

    @property
    def is_given_by_sign_off(self) -> bool:
        """Whether only a second person gives it, so that its demands are fixed."""
        return self.code == DeliveryRating.EVIDENCED

    def unmet(self, *, reason: str, next_step: str) -> dict[str, str]:
        """What whoever gives it did not write though it demands that: what to do, by the field to do it in."""
        found = {}
        if self.needs_next_step and not next_step.strip():
            found["next_step"] = f"“{self.word}” needs a recovery step. Enter what will be done to recover"
        if self.needs_reason and not reason.strip():
            found["reason"] = f"“{self.word}” needs a reason. Enter why"
        return found

    @property
    def demands(self) -> tuple[str, ...]:
        """What whoever gives it must add, in words."""
        return tuple(words for name, words in DEMAND_WORDS.items() if getattr(self, name))


_DELIVERY = (
    ("not_started", "N", "ring", "grey", "Work has not begun."),
    ("on_track", "G", "circle", "green", "Work is going to plan and will finish by its due date."),
    ("at_risk", "A", "triangle", "amber", "Work may miss its due date. A recovery step is needed."),
    (
        "off_track",
        "R",
        "diamond",
        "red",
        "Work has missed or will miss its due date. It needs a reason and a recovery step.",
    ),
    (
        "complete",
        "C",
        "square-outline",
        "blue-outline",
        "The work is finished. The evidence, or a second person's word, is still to come.",
    ),
    ("evidenced", "B", "tick", "blue", "The work is finished, and a second person has seen the evidence."),
)
_IMPACT = (
    ("too_early", "T", "dots", "grey-outline", "Nobody can know yet whether children are better off."),
    ("no_change", "U", "arrow-flat", "grey", "Measures, audit and children's voices show no difference yet."),
    (
        "some",
        "S",
        "arrow-up",
        "teal-outline",
        "Some children, or some measures, are better; not yet everywhere or for good.",
    ),
    ("embedded", "E", "arrow-up-double", "teal", "It is better for children, and has stayed so."),
    ("worse", "W", "arrow-down", "plum", "It is worse for children than before."),
)
_DEMANDS = {
    "at_risk": {"needs_next_step": True},
    "off_track": {"needs_reason": True, "needs_next_step": True},
    "evidenced": {"needs_evidence": True, "needs_second_person": True},
    "worse": {"needs_reason": True},
}
_WORDS = {**dict(DeliveryRating.choices), **dict(ImpactRating.choices)}


def _default(scale: Scale, drawn: tuple[str, str, str, str, str]) -> RatingRule:
    code, letter, shape, tone, definition = drawn
    demands: dict[str, Any] = _DEMANDS.get(code, {})
    return RatingRule(scale.value, code, letter, str(_WORDS[code]), shape, tone, definition, **demands)


DEFAULT_RATINGS: tuple[RatingRule, ...] = (
    *(_default(Scale.DELIVERY, drawn) for drawn in _DELIVERY),
    *(_default(Scale.IMPACT, drawn) for drawn in _IMPACT),
)
"""Both scales in the order in which a key prints them."""
DEFAULTS = {rule.code: rule for rule in DEFAULT_RATINGS}
ALWAYS_USED = frozenset(
    {
        DeliveryRating.ON_TRACK.value,
        DeliveryRating.OFF_TRACK.value,
        DeliveryRating.COMPLETE.value,
        DeliveryRating.EVIDENCED.value,
        ImpactRating.TOO_EARLY.value,
    }
)
"""Ratings without which the program could not say what it must: late, finished, signed off, not known yet."""
INSTEAD = {
    DeliveryRating.AT_RISK: DeliveryRating.OFF_TRACK,
    DeliveryRating.NOT_STARTED: DeliveryRating.ON_TRACK,
}
"""What is proposed where a council does without a rating; the others are always used."""
DEMAND_WORDS = {
    "needs_reason": "a reason",
    "needs_next_step": "a recovery step",
    "needs_evidence": "evidence",
    "needs_second_person": "a second person’s sign-off",
}
DEMANDS = tuple(DEMAND_WORDS)
CHOSEN = ("letter", "word", "shape", "tone", "definition", "is_used", *DEMANDS)
"""What of a rating a council may choose, by the names of its fields."""
