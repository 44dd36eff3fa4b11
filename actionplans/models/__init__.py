"""The stored plan."""

from actionplans.models.amendment import Amendment
from actionplans.models.feed import CalendarFeed
from actionplans.models.item import ActionItem, EditConflict
from actionplans.models.meeting import Body, Meeting, OwnDeadline
from actionplans.models.plan import ActionPlan, AreaResponse, PlanLocked, PlanRefused
from actionplans.models.practice import CouncilPractice
from actionplans.models.progress import ProgressUpdate
from actionplans.models.publication import Edition, PublicationEntry
from actionplans.models.ratings import DeliveryRating
from actionplans.models.recommendation import Recommendation
from actionplans.models.stage_move import StageMove
from actionplans.models.stages import Stage
from actionplans.models.submission import Acknowledgement, Submission
from actionplans.models.version import KeptPaper, NotAsStored, Version, VersionContent

__all__ = [
    "Acknowledgement",
    "ActionItem",
    "ActionPlan",
    "Amendment",
    "AreaResponse",
    "Body",
    "CalendarFeed",
    "CouncilPractice",
    "DeliveryRating",
    "EditConflict",
    "Edition",
    "KeptPaper",
    "Meeting",
    "NotAsStored",
    "OwnDeadline",
    "PlanLocked",
    "PlanRefused",
    "ProgressUpdate",
    "PublicationEntry",
    "Recommendation",
    "Stage",
    "StageMove",
    "Submission",
    "Version",
    "VersionContent",
]
