"""The whole plan as one frozen value, to and from JSON. Knows no database.

Dates are dates; ratings are codes of the delivery scale; texts are whole.
"""

from __future__ import annotations

import functools
import json
import types
import typing
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

BEFORE_SENT = ("draft", "consultation", "scrutiny", "approval")
"""The stages in which papers carry the DRAFT mark."""


@dataclass(frozen=True)
class JudgementSnapshot:
    """One judgement: its code, and row and grade in the words of the report; grade_code is ours."""

    code: str
    label: str
    grade_code: str
    grade: str


@dataclass(frozen=True)
class DeadlineSnapshot:
    """When the plan is due, and the sentence that says why."""

    due_on: date
    basis: str
    basis_words: str
    explanation: str
    counted_from: date | None
    working_days: int | None


@dataclass(frozen=True)
class InspectionSnapshot:
    """One inspection the plan answers. no_overall: the words printed where the framework gives no overall grade.

    The next graded inspection may be expected from next_from to next_to; None where no rule of thumb applies.
    """

    pk: int
    name: str
    framework: str
    started_on: date
    ended_on: date | None
    received_on: date | None
    published_on: date | None
    judgements: tuple[JudgementSnapshot, ...]
    strengths: tuple[str, ...]
    no_overall: str
    deadline: DeadlineSnapshot | None
    next_from: date | None = None
    next_to: date | None = None


@dataclass(frozen=True)
class UpdateSnapshot:
    """The newest progress update of an action; proposed_rating and proposed_because are what the program said then."""

    reported_on: date
    what_changed: str
    delivery_rating: str
    next_step: str
    made_by: str
    impact_rating: str = "too_early"
    share_done: int | None = None
    proposed_rating: str = ""
    proposed_because: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MoveSnapshot:
    """One time a due date was moved after others had seen it; approved_by is empty where nobody had to."""

    from_on: date
    to_on: date
    reason: str
    moved_by: str
    moved_on: date
    approved_by: str

    @property
    def days(self) -> int:
        """How many days later the date became; fewer than none where it became earlier."""
        return (self.to_on - self.from_on).days


@dataclass(frozen=True)
class MilestoneSnapshot:
    """A step inside an action with a day of its own; done_on is None until it is reached."""

    pk: int
    name: str
    due_on: date
    original_due_on: date | None
    done_on: date | None
    is_late: bool


@dataclass(frozen=True)
class EvidenceSnapshot:
    """One file or link that shows something. name is the file's, or the link; link is empty for a file."""

    pk: int
    kind: str
    kind_words: str
    dated_on: date
    shows: str
    contradicts: bool
    name: str
    link: str
    added_by: str
    added_on: date


@dataclass(frozen=True)
class RatingSnapshot:
    """One rating as the council worded and drew it then; scale is "delivery" or "impact"."""

    scale: str
    code: str
    letter: str
    word: str
    shape: str
    tone: str
    definition: str
    is_used: bool = True


@dataclass(frozen=True)
class TargetSnapshot:
    """What a measure shall be by the end of a period."""

    ends_on: date
    value: Decimal


@dataclass(frozen=True)
class ReadingSnapshot:
    """What a measure was in the period that ended on a day, and what others had."""

    ends_on: date
    value: Decimal
    neighbours: Decimal | None
    region: Decimal | None
    england: Decimal | None
    note: str
    made_by: str


@dataclass(frozen=True)
class MeasureSnapshot:
    """One success measure, its targets and readings the oldest first; of one day only the reading that holds.

    Values are in the unit; polarity is "higher" or "lower"; tolerance is how far from target is still near it.
    """

    pk: int
    number: int
    name: str
    definition: str
    unit: str
    unit_words: str
    polarity: str
    baseline: Decimal | None
    baseline_on: date | None
    tolerance: Decimal
    source: str
    frequency: str
    frequency_words: str
    owner: str
    owner_post: str
    areas: tuple[int, ...]
    references: tuple[str, ...]
    targets: tuple[TargetSnapshot, ...]
    readings: tuple[ReadingSnapshot, ...]


@dataclass(frozen=True)
class VoiceSnapshot:
    """What somebody said and what we did; area is None and reference empty where it is of the whole plan."""

    pk: int
    who: str
    who_words: str
    heard_on: date
    how: str
    said: str
    did: str
    did_on: date | None
    area: int | None
    reference: str


@dataclass(frozen=True)
class TermSnapshot:
    """One abbreviation the council explains."""

    term: str
    meaning: str


@dataclass(frozen=True)
class ItemSnapshot:
    """One action. area_numbers are the other areas it serves besides the one it is printed under.

    lead is post and name as papers of the council print them, lead_post the post alone, fit for the public. amended_on
    is the day its text was last changed after the plan was sent. delivery_rating is what is shown: said_rating, as it
    was reported last, unless the due date has passed since; rating_because is the reason for it in a sentence or more.
    silent_days counts from the last report, None where none is owed; returned_note is what a second person missed.
    """

    pk: int
    reference: str
    action: str
    lead: str
    partners: str
    starts_on: date | None
    due_on: date | None
    original_due_on: date | None
    success_measure: str
    how_we_will_know: str
    resources: str
    monitoring_body: str
    delivery_rating: str
    is_complete: bool
    is_overdue: bool
    area_numbers: tuple[int, ...]
    progress: UpdateSnapshot | None
    lead_post: str = ""
    amended_on: date | None = None
    said_rating: str = ""
    rating_because: str = ""
    rated_on: date | None = None
    impact_rating: str = "too_early"
    moves: tuple[MoveSnapshot, ...] = ()
    milestones: tuple[MilestoneSnapshot, ...] = ()
    evidence: tuple[EvidenceSnapshot, ...] = ()
    silent_days: int | None = None
    is_silent: bool = False
    awaits_sign_off: bool = False
    returned_note: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether its due date was moved after others had seen it, even if it came back to the original one."""
        return bool(self.moves) or (self.original_due_on is not None and self.original_due_on != self.due_on)

    @property
    def days_slipped(self) -> int:
        """Days from the original due date to the present one; fewer than none where it became earlier."""
        original = self.original_due_on or (self.moves[0].from_on if self.moves else None)
        return (self.due_on - original).days if original and self.due_on else 0

    @property
    def has_lapsed(self) -> bool:
        """Whether the program shows another rating than was last reported, because the due date has passed since."""
        return bool(self.said_rating) and self.said_rating != self.delivery_rating

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to be complete and nothing supports that."""
        return self.is_complete and all(piece.contradicts for piece in self.evidence)


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
    ratings: tuple[RatingSnapshot, ...] = ()
    measures: tuple[MeasureSnapshot, ...] = ()
    voices: tuple[VoiceSnapshot, ...] = ()
    glossary: tuple[TermSnapshot, ...] = ()
    silent_after_days: int = 60

    @property
    def is_draft(self) -> bool:
        """Whether papers carry the DRAFT mark."""
        return self.stage in BEFORE_SENT

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
        return json.dumps(asdict(self), default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> PlanSnapshot:
        """The snapshot that to_json wrote. Raises ValueError or KeyError when the text is something else."""
        value: PlanSnapshot = _revive(cls, json.loads(text))
        return value


def _plain(value: date | Decimal) -> str:
    """A day as ISO writes it; a number as people do, so that 90 and 90.000 are the same bytes."""
    return value.isoformat() if isinstance(value, date) else format(value.normalize(), "f")


_hints = functools.cache(typing.get_type_hints)


def _revive(kind: Any, value: Any) -> Any:
    """A value of this annotated kind from what JSON gives."""
    if isinstance(kind, types.UnionType):
        inner = next(part for part in typing.get_args(kind) if part is not type(None))
        return None if value is None else _revive(inner, value)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_revive(inner, part) for part in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        # What the program has learnt to say since the text was written keeps its default.
        known = (field for field in fields(kind) if field.name in value or field.default is MISSING)
        return kind(**{field.name: _revive(hints[field.name], value[field.name]) for field in known})
    if kind is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if kind is date else value
