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
    """The newest progress update of an action."""

    reported_on: date
    what_changed: str
    delivery_rating: str
    next_step: str
    made_by: str


@dataclass(frozen=True)
class ItemSnapshot:
    """One action. area_numbers are the other areas it serves besides the one it is printed under.

    lead is post and name as papers of the council print them, lead_post the post alone, fit for the public. amended_on
    is the day its text was last changed after the plan was sent.
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

    @property
    def has_moved(self) -> bool:
        """Whether its due date is no longer the original one."""
        return self.original_due_on is not None and self.original_due_on != self.due_on


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
        return json.dumps(
            asdict(self), default=date.isoformat, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> PlanSnapshot:
        """The snapshot that to_json wrote. Raises ValueError or KeyError when the text is something else."""
        value: PlanSnapshot = _revive(cls, json.loads(text))
        return value


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
    return date.fromisoformat(value) if kind is date else value
