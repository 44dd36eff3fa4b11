"""The stored plan."""

from actionplans.models.amendment import Amendment
from actionplans.models.dates import DateMove, Milestone
from actionplans.models.evidence import Evidence
from actionplans.models.feed import CalendarFeed
from actionplans.models.glossary import GlossaryTerm
from actionplans.models.item import ActionItem, EditConflict
from actionplans.models.measure import Measure, MeasureTarget, Reading
from actionplans.models.meeting import Body, Meeting, OwnDeadline
from actionplans.models.plan import ActionPlan, AreaResponse, PlanLocked, PlanRefused
from actionplans.models.practice import CouncilPractice
from actionplans.models.progress import ProgressUpdate, SignOff
from actionplans.models.publication import Edition, PublicationEntry
from actionplans.models.rating_rules import DEFAULT_RATINGS, RatingRule
from actionplans.models.rating_scale import CouncilRating, RatingScales
from actionplans.models.ratings import DeliveryRating, ImpactRating, Scale
from actionplans.models.recommendation import Recommendation
from actionplans.models.rounds import AskedAction, Round, SentRequest, Standing
from actionplans.models.stage_move import StageMove
from actionplans.models.stages import Stage
from actionplans.models.submission import Acknowledgement, Submission
from actionplans.models.version import KeptPaper, NotAsStored, Version, VersionContent
from actionplans.models.voice import Voice

__all__ = [
    "DEFAULT_RATINGS",
    "Acknowledgement",
    "ActionItem",
    "ActionPlan",
    "Amendment",
    "AreaResponse",
    "AskedAction",
    "Body",
    "CalendarFeed",
    "CouncilPractice",
    "CouncilRating",
    "DateMove",
    "DeliveryRating",
    "EditConflict",
    "Edition",
    "Evidence",
    "GlossaryTerm",
    "ImpactRating",
    "KeptPaper",
    "Measure",
    "MeasureTarget",
    "Meeting",
    "Milestone",
    "NotAsStored",
    "OwnDeadline",
    "PlanLocked",
    "PlanRefused",
    "ProgressUpdate",
    "PublicationEntry",
    "RatingRule",
    "RatingScales",
    "Reading",
    "Recommendation",
    "Round",
    "Scale",
    "SentRequest",
    "SignOff",
    "Stage",
    "StageMove",
    "Standing",
    "Submission",
    "Version",
    "VersionContent",
    "Voice",
]
