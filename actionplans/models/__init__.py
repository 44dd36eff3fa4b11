"""The stored plan."""

from actionplans.models.item import ActionItem, EditConflict
from actionplans.models.plan import ActionPlan, AreaResponse, PlanRefused
from actionplans.models.progress import ProgressUpdate
from actionplans.models.ratings import DeliveryRating

__all__ = [
    "ActionItem",
    "ActionPlan",
    "AreaResponse",
    "DeliveryRating",
    "EditConflict",
    "PlanRefused",
    "ProgressUpdate",
]
