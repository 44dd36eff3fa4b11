"""What a comparison of two snapshots is made of."""

from actionplans.changes.values.items import (
    ItemChange,
    PlacedItem,
)
from actionplans.changes.values.moves import (
    HOW_GOOD,
    DateMove,
    Differing,
    Direction,
    Parts,
    RatingMove,
    TextChange,
    UpdateChange,
    ValueChange,
)
from actionplans.changes.values.whole import (
    AreaChange,
    Comparison,
    InspectionChange,
    MeasureChange,
    RecommendationChange,
)

__all__ = [
    "HOW_GOOD",
    "AreaChange",
    "Comparison",
    "DateMove",
    "Differing",
    "Direction",
    "InspectionChange",
    "ItemChange",
    "MeasureChange",
    "Parts",
    "PlacedItem",
    "RatingMove",
    "RecommendationChange",
    "TextChange",
    "UpdateChange",
    "ValueChange",
]
