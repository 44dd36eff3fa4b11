"""Changes that touch an inspection and what hangs on it: its judgements, its findings, its fixed deadlines."""

from inspections.actions.claims import InspectionChanged
from inspections.actions.deadlines import fix_deadline
from inspections.actions.facts import AlreadyRecorded, GivenJudgement, record_inspection, update_inspection
from inspections.actions.findings import FindingsRefused, move_finding, replace_findings, update_finding

__all__ = [
    "AlreadyRecorded",
    "FindingsRefused",
    "GivenJudgement",
    "InspectionChanged",
    "fix_deadline",
    "move_finding",
    "record_inspection",
    "replace_findings",
    "update_finding",
    "update_inspection",
]
