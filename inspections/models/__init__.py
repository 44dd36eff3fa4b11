"""The stored record of what Ofsted found."""

from inspections.models.calendar import ProclaimedDay, current_calendar
from inspections.models.deadline import FixedDeadline
from inspections.models.embargo import NamedPerson
from inspections.models.findings import ImprovementArea, Strength
from inspections.models.inspection import Inspection
from inspections.models.judgement import Judgement

__all__ = [
    "FixedDeadline",
    "ImprovementArea",
    "Inspection",
    "Judgement",
    "NamedPerson",
    "ProclaimedDay",
    "Strength",
    "current_calendar",
]
