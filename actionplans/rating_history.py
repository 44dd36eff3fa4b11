"""Who changed what of a council's rating, when and why: the stored history in words."""

from collections.abc import Iterator
from typing import Any

from actionplans.history import CHANGED, Change, FieldChange
from actionplans.models import CouncilRating, RatingRule, RatingScales
from actionplans.models.rating_scale import DEMAND_WORDS, Shape, Tone
from ilacs.authorities.models import LocalAuthority

_NAMES = {
    "letter": "Letter",
    "word": "Word",
    "shape": "Figure",
    "tone": "Colour",
    "definition": "What it means",
    "is_used": "People may choose it",
    **{name: f"Needs {words}" for name, words in DEMAND_WORDS.items()},
}


def changes_of_rating(authority: LocalAuthority, code: str) -> tuple[Change, ...]:
    """Every change of one rating, newest first, the first one held against what it is at first (one query)."""
    rows = CouncilRating.history.filter(authority=authority, code=code).select_related("history_user")
    before: Any = RatingScales().rule(code)
    changes = []
    for row in rows.order_by("history_date", "history_id"):
        fields = tuple(_compare(before, row))
        by = str(row.history_user) if row.history_user else ""
        changes.append(Change(row.history_date, by, CHANGED, row.history_change_reason or "", fields))
        before = row
    return tuple(reversed(changes))


def _compare(before: RatingRule | Any, after: Any) -> Iterator[FieldChange]:
    for name, label in _NAMES.items():
        old, new = (_words(name, getattr(row, name)) for row in (before, after))
        if old != new:
            yield FieldChange(label, old, new)


def _words(name: str, value: Any) -> str:
    """A value as the form calls it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices: Any = {"shape": Shape, "tone": Tone}.get(name)
    return str(choices(value).label if choices else value)
