"""Who changed what of a plan, from what, to what, when and why: the stored history in words anybody can read."""

from actionplans.history.stories import (
    STORIES,
    changes_of,
    changes_of_council,
    changes_of_glossary,
    changes_of_measure,
    changes_of_plan,
    changes_of_rating,
    changes_of_recommendation,
    changes_of_voice,
    changes_of_voices,
)
from ilacs.design.telling import ADDED, CHANGED, DELETED, RESTORED, TAKEN_AWAY, Change, FieldChange, in_order

__all__ = [
    "ADDED",
    "CHANGED",
    "DELETED",
    "RESTORED",
    "STORIES",
    "TAKEN_AWAY",
    "Change",
    "FieldChange",
    "changes_of",
    "changes_of_council",
    "changes_of_glossary",
    "changes_of_measure",
    "changes_of_plan",
    "changes_of_rating",
    "changes_of_recommendation",
    "changes_of_voice",
    "changes_of_voices",
    "in_order",
]
