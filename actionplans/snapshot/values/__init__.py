"""What a snapshot is made of: frozen values that know no database."""

from actionplans.snapshot.values.findings import (
    DeadlineSnapshot,
    InspectionSnapshot,
    JudgementSnapshot,
)
from actionplans.snapshot.values.impact import (
    MeasureSnapshot,
    ReadingSnapshot,
    TargetSnapshot,
    VoiceSnapshot,
)
from actionplans.snapshot.values.items import (
    EvidenceSnapshot,
    ItemSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    UpdateSnapshot,
)
from actionplans.snapshot.values.plan import (
    BEFORE_SENT,
    AreaSnapshot,
    PlanSnapshot,
    RecommendationSnapshot,
    TermSnapshot,
)

__all__ = [
    "BEFORE_SENT",
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
]
