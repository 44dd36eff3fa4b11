"""The whole plan as one frozen value, to and from JSON. Knows no database.

Dates are dates; ratings are codes of their scale; texts are whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from actionplans.models.rating_rules import DEFAULT_RATINGS, RatingRule
from actionplans.models.rating_scale import RatingScales
from actionplans.snapshot.values import canonical
from actionplans.snapshot.values.findings import DeadlineSnapshot, InspectionSnapshot
from actionplans.snapshot.values.impact import MeasureSnapshot, VoiceSnapshot
from actionplans.snapshot.values.items import ItemSnapshot

BEFORE_SENT = ("draft", "consultation", "scrutiny", "approval")
"""The stages in which papers carry the DRAFT mark."""


@dataclass(frozen=True)
class TermSnapshot:
    """One abbreviation the council explains."""

    term: str
    meaning: str


@dataclass(frozen=True)
class AreaSnapshot:
    """One area for improvement with Ofsted's words, the council's answer and its actions in order.

    also_served_by are references of actions printed under other areas. lead_post and amended_on: as of an action.
    """

    pk: int
    number: int
    text: str
    label: str
    reference: str
    theme: str
    origin: str
    is_priority_action: bool
    inspection: str
    outcome: str
    lead: str
    items: tuple[ItemSnapshot, ...]
    also_served_by: tuple[str, ...]
    lead_post: str = ""
    amended_on: date | None = None


@dataclass(frozen=True)
class RecommendationSnapshot:
    """What a committee asked, and what became of it. answer is empty until there is one; areas are numbers."""

    pk: int
    number: int
    text: str
    body: str
    meeting_on: date
    asked_by: str
    answer: str
    answer_words: str
    reason: str
    owner: str
    due_on: date | None
    done_on: date | None
    done_in_version: int | None
    areas: tuple[int, ...]
    references: tuple[str, ...]
    owner_post: str = ""


@dataclass(frozen=True)
class PlanSnapshot:
    """The plan as it stood on one day.

    version is the number of the stored version it is, empty for the plan as it is being worked on. committee and
    meeting_on are of the meeting it goes to next. embargo says in words until when nobody else may see it, empty when
    everybody may. amended_on is the day on which title, introduction or monitoring was last changed since it was sent.
    ratings are both scales as the council worded and drew them then; a text stored before they were kept has none.
    """

    pk: int
    council: str
    council_slug: str
    title: str
    stage: str
    stage_words: str
    version: str
    committee: str
    meeting_on: date | None
    introduction: str
    monitoring_arrangements: str
    submitted_on: date | None
    closed_on: date | None
    as_at: date
    inspections: tuple[InspectionSnapshot, ...]
    areas: tuple[AreaSnapshot, ...]
    embargo: str = ""
    recommendations: tuple[RecommendationSnapshot, ...] = ()
    amended_on: date | None = None
    ratings: tuple[RatingRule, ...] = ()
    measures: tuple[MeasureSnapshot, ...] = ()
    voices: tuple[VoiceSnapshot, ...] = ()
    glossary: tuple[TermSnapshot, ...] = ()
    silent_after_days: int = 60

    @property
    def is_draft(self) -> bool:
        """Whether papers carry the DRAFT mark."""
        return self.stage in BEFORE_SENT

    @cached_property
    def scales(self) -> RatingScales:
        """What its ratings were called and how they looked; the defaults where that was not kept."""
        return RatingScales(self.ratings or DEFAULT_RATINGS)

    @property
    def items(self) -> tuple[ItemSnapshot, ...]:
        """Every action in the order of the plan."""
        return tuple(item for area in self.areas for item in area.items)

    @property
    def deadline(self) -> DeadlineSnapshot | None:
        """The earliest date by which a plan is owed after any of its inspections."""
        due = [inspection.deadline for inspection in self.inspections if inspection.deadline]
        return min(due, key=lambda deadline: deadline.due_on, default=None)

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, ISO dates, no spaces; the same plan always gives the same bytes."""
        return canonical.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> PlanSnapshot:
        """The snapshot that to_json wrote. Raises ValueError or KeyError when the text is something else."""
        value: PlanSnapshot = canonical.from_json(cls, text)
        return value
