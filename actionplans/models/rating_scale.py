"""The two scales of one council: the defaults of rating_rules.py, and what it made of them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actionplans.models.proposing import Proposal
from actionplans.models.rating_rules import (
    ALWAYS_USED,
    CHOSEN,
    DEFAULT_RATINGS,
    DEFAULTS,
    INSTEAD,
    RatingRule,
    Shape,
    Tone,
)
from actionplans.models.ratings import DeliveryRating, ImpactRating, Scale
from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import Dated


@dataclass(frozen=True)
class RatingScales:
    """Both scales of one council."""

    rules: tuple[RatingRule, ...] = DEFAULT_RATINGS

    def rule(self, code: str) -> RatingRule:
        """The rating with this code; KeyError for a code of no scale."""
        return next((rule for rule in self.rules if rule.code == code), None) or DEFAULTS[code]

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

    EDITED_FIELDS = CHOSEN

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
        scale = DEFAULTS[self.code].scale
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
        return found or cls(authority=authority, code=code, **DEFAULTS[code].choices)

    @property
    def is_default(self) -> bool:
        """Whether it is as it is for a council that changed nothing."""
        return self.rule == DEFAULTS[self.code]

    @property
    def rule(self) -> RatingRule:
        """The row as the rule that pages and verbs read."""
        return replace(DEFAULTS[self.code], **{name: getattr(self, name) for name in self.EDITED_FIELDS})
