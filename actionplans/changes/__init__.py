"""What differs between two snapshots of one plan, whatever days or versions they are of.

Things are matched by what they are, never by their words. Nothing deleted disappears: what was taken out is carried
whole. Comparing the other way round gives the same, mirrored.
"""

from actionplans.changes.comparing import compare
from actionplans.changes.counting import Count, counts_of
from actionplans.changes.rows import (
    Row,
    area_rows,
    inspection_rows,
    inspection_title,
    item_rows,
    measure_facts,
    measure_rows,
    measure_title,
    plan_rows,
    recommendation_rows,
    voice_facts,
    voice_rows,
    voice_title,
)
from actionplans.changes.sections import AreaSection, by_area
from actionplans.changes.values import (
    AreaChange,
    Comparison,
    DateMove,
    Differing,
    Direction,
    InspectionChange,
    ItemChange,
    MeasureChange,
    Parts,
    PlacedItem,
    RatingMove,
    RecommendationChange,
    TextChange,
    UpdateChange,
    ValueChange,
)
from actionplans.changes.words import Kind, Run, difference

__all__ = [
    "AreaChange",
    "AreaSection",
    "Comparison",
    "Count",
    "DateMove",
    "Differing",
    "Direction",
    "InspectionChange",
    "ItemChange",
    "Kind",
    "MeasureChange",
    "Parts",
    "PlacedItem",
    "RatingMove",
    "RecommendationChange",
    "Row",
    "Run",
    "TextChange",
    "UpdateChange",
    "ValueChange",
    "area_rows",
    "by_area",
    "compare",
    "counts_of",
    "difference",
    "inspection_rows",
    "inspection_title",
    "item_rows",
    "measure_facts",
    "measure_rows",
    "measure_title",
    "plan_rows",
    "recommendation_rows",
    "voice_facts",
    "voice_rows",
    "voice_title",
]
