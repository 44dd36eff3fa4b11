"""Changes that touch an inspection and what hangs on it: judgements, findings, fixed deadlines, and who may see it."""

from inspections.actions.claims import InspectionChanged
from inspections.actions.deadlines import fix_deadline
from inspections.actions.embargo import EmbargoRefused, name_by_default, name_people, take_back_naming
from inspections.actions.facts import AlreadyRecorded, GivenJudgement, record_inspection, update_inspection
from inspections.actions.findings import FindingsRefused, lock_areas, move_finding, replace_findings, update_finding

__all__ = [
    "AlreadyRecorded",
    "EmbargoRefused",
    "FindingsRefused",
    "GivenJudgement",
    "InspectionChanged",
    "fix_deadline",
    "lock_areas",
    "move_finding",
    "name_by_default",
    "name_people",
    "record_inspection",
    "replace_findings",
    "take_back_naming",
    "update_finding",
    "update_inspection",
]
