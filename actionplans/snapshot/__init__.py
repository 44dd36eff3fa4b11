"""The whole plan as one frozen value: what every page of a plan, every paper and every figure is made from.

Nothing else reads plan models for output.
"""

from actionplans.snapshot.past import as_it_stood
from actionplans.snapshot.taking import embargo_of, mark_of, take
from actionplans.snapshot.values import (
    AreaSnapshot,
    DeadlineSnapshot,
    EvidenceSnapshot,
    InspectionSnapshot,
    ItemSnapshot,
    JudgementSnapshot,
    MeasureSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    PlanSnapshot,
    ReadingSnapshot,
    RecommendationSnapshot,
    TargetSnapshot,
    TermSnapshot,
    UpdateSnapshot,
    VoiceSnapshot,
)

__all__ = [
    "AreaSnapshot",
    "DeadlineSnapshot",
    "EvidenceSnapshot",
    "InspectionSnapshot",
    "ItemSnapshot",
    "JudgementSnapshot",
    "MeasureSnapshot",
    "MilestoneSnapshot",
    "MoveSnapshot",
    "PlanSnapshot",
    "ReadingSnapshot",
    "RecommendationSnapshot",
    "TargetSnapshot",
    "TermSnapshot",
    "UpdateSnapshot",
    "VoiceSnapshot",
    "as_it_stood",
    "embargo_of",
    "mark_of",
    "take",
]
