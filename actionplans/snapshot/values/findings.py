"""What an inspection found, and when the plan is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
