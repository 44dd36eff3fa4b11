"""What each rating is called, how it looks and what it demands: the defaults, and what a council made of them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actionplans.models.proposing import Proposal
from actionplans.models.ratings import DeliveryRating, ImpactRating, Scale
from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import Dated


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
        return _DEFAULTS[code].scale in self.scales


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
        return {name: getattr(self, name) for name in CouncilRating.EDITED_FIELDS}

    @property
    def default(self) -> "RatingRule":
        """The same rating of a council that changed nothing."""
        return _DEFAULTS[self.code]

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
_DEFAULTS = {rule.code: rule for rule in DEFAULT_RATINGS}
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


@dataclass(frozen=True)
class RatingScales:
    """Both scales of one council."""

    rules: tuple[RatingRule, ...] = DEFAULT_RATINGS

    def rule(self, code: str) -> RatingRule:
        """The rating with this code; KeyError for a code of no scale."""
        return next((rule for rule in self.rules if rule.code == code), None) or _DEFAULTS[code]

    def as_used(self, proposal: Proposal) -> Proposal:
        """The proposal in ratings the council uses: the graver one for a risk, on track for what has not begun."""
        if self.rule(proposal.rating).is_used:
            return proposal
        return replace(proposal, rating=INSTEAD[proposal.rating])

    def of(self, scale: Scale) -> tuple[RatingRule, ...]:
        """The ratings of one scale, in order, those the council does without too."""
        return tuple(rule for rule in self.rules if rule.scale == scale)

    def offered(self, scale: Scale) -> tuple[RatingRule, ...]:
        """What a person may choose in a report: never the rating that only a second person's sign-off gives."""
        return tuple(rule for rule in self.of(scale) if rule.is_used and rule.code != DeliveryRating.EVIDENCED)

    def explained(self, scale: Scale, occurring: Container[str] = ()) -> tuple[RatingRule, ...]:
        """What a key explains and a count lists: the ratings in use, and those that occur all the same."""
        return tuple(rule for rule in self.of(scale) if rule.is_used or rule.code in occurring)

    @property
    def delivery_key(self) -> tuple[RatingRule, ...]:
        """The ratings of delivery in use."""
        return self.explained(Scale.DELIVERY)

    @property
    def impact_key(self) -> tuple[RatingRule, ...]:
        """The ratings of impact in use."""
        return self.explained(Scale.IMPACT)

    @classmethod
    def of_council(cls, authority: LocalAuthority | int) -> "RatingScales":
        """The scales of a council: the defaults, changed where it changed them (one query)."""
        return cls.of_rows(CouncilRating._default_manager.filter(authority=authority))

    @classmethod
    def of_rows(cls, rows: "Iterable[CouncilRating]") -> "RatingScales":
        """The defaults, changed where one of these rows changes them."""
        own = {row.code: row.rule for row in rows}
        return cls(tuple(own.get(rule.code, rule) for rule in DEFAULT_RATINGS))


class CouncilRating(Dated, models.Model):
    """One rating as one council words, draws and understands it; without a row the default stands."""

    _change_reason: str

    EDITED_FIELDS = ("letter", "word", "shape", "tone", "definition", "is_used", *DEMANDS)

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="ratings")
    code = models.CharField(max_length=20, choices=[*DeliveryRating.choices, *ImpactRating.choices], editable=False)
    letter = models.CharField(max_length=2)
    word = models.CharField(max_length=40)
    shape = models.CharField(max_length=20, choices=Shape)
    tone = models.CharField("colour", max_length=20, choices=Tone)
    definition = models.CharField(max_length=300)
    is_used = models.BooleanField("we use it", default=True)
    needs_reason = models.BooleanField("a reason", default=False)
    needs_next_step = models.BooleanField("a recovery step", default=False)
    needs_evidence = models.BooleanField("evidence", default=False)
    needs_second_person = models.BooleanField("a second person", default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["authority", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="a_council_words_a_rating_once"),
            models.CheckConstraint(
                condition=~Q(letter="") & ~Q(word="") & ~Q(definition=""),
                name="a_rating_has_letter_word_and_definition",
            ),
            models.CheckConstraint(
                condition=~Q(code=DeliveryRating.EVIDENCED.value) | Q(needs_evidence=True, needs_second_person=True),
                name="completion_needs_evidence_and_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(code__in=sorted(ALWAYS_USED)) | Q(is_used=True), name="a_rating_the_program_gives_is_used"
            ),
            models.CheckConstraint(
                condition=~Q(tone=Tone.GREEN.value) | Q(code=DeliveryRating.ON_TRACK.value),
                name="only_on_track_is_green",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.word}"

    def clean(self) -> None:
        """Refuses a figure or a colour of the other scale, and what the program cannot do without."""
        scale = _DEFAULTS[self.code].scale
        if self.shape and Shape(self.shape).scale != scale:
            raise ValidationError({"shape": "Choose a figure of this scale: delivery has plain figures, impact arrows"})
        if self.tone and scale not in Tone(self.tone).scales:
            raise ValidationError({"tone": "Choose a colour of this scale, so that the two are never mistaken"})
        if self.tone and not Tone(self.tone).may_draw(self.code):
            raise ValidationError({"tone": "Choose another colour: green says that work is on track, and nothing else"})
        if self.code in ALWAYS_USED and not self.is_used:
            raise ValidationError({"is_used": "The program gives this rating itself, so it stays in use"})
        if self.code == DeliveryRating.EVIDENCED and not (self.needs_evidence and self.needs_second_person):
            raise ValidationError({"needs_evidence": "Completion always needs evidence and a second person"})

    @classmethod
    def of(cls, authority: LocalAuthority, code: str) -> "CouncilRating":
        """A council's rating; one not stored yet where it never changed it (one query). KeyError for no rating."""
        found = cls._default_manager.filter(authority=authority, code=code).first()
        return found or cls(authority=authority, code=code, **_DEFAULTS[code].choices)

    @property
    def is_default(self) -> bool:
        """Whether it is as it is for a council that changed nothing."""
        return self.rule == _DEFAULTS[self.code]

    @property
    def rule(self) -> RatingRule:
        """The row as the rule that pages and verbs read."""
        return replace(_DEFAULTS[self.code], **{name: getattr(self, name) for name in self.EDITED_FIELDS})
