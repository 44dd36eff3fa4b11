"""What Ofsted inspects and grades: the kinds of inspection, the judgements of each framework, and the four grades.

Everything is data. A new framework is one more entry in FRAMEWORKS (editions.py).
A framework is chosen by kind and by the first day on site, never by the date of publication, and an overall grade is
never worked out from the others: it is what the report prints, or it does not exist.
"""

from inspections.frameworks.comparison import FOLLOWED_BY, comparable
from inspections.frameworks.editions import (
    FRAMEWORK_CHOICES,
    FRAMEWORKS,
    Framework,
    must_ask,
    possible_on,
    refuse_overall,
)
from inspections.frameworks.judgements import GRADE_CHOICES, GRADES, Grade, JudgementRow, grade_for, printed_grades
from inspections.frameworks.kinds import KIND_CHOICES, KINDS, Kind, PlanRule, framework_mismatch, frameworks_possible

__all__ = [
    "FOLLOWED_BY",
    "FRAMEWORKS",
    "FRAMEWORK_CHOICES",
    "GRADES",
    "GRADE_CHOICES",
    "KINDS",
    "KIND_CHOICES",
    "Framework",
    "Grade",
    "JudgementRow",
    "Kind",
    "PlanRule",
    "comparable",
    "framework_mismatch",
    "frameworks_possible",
    "grade_for",
    "must_ask",
    "possible_on",
    "printed_grades",
    "refuse_overall",
]
