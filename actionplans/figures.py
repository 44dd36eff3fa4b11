"""Every count and percentage anyone sees, worked out from a snapshot and nowhere else, so that no two can disagree."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actionplans.models.ratings import DeliveryRating, ImpactRating
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot

QUESTIONS: Mapping[str, Callable[[ItemSnapshot], bool]] = {
    "overdue": lambda item: item.is_overdue,
    "lapsed": lambda item: item.has_lapsed,
    "moved": lambda item: item.has_moved,
    "silent": lambda item: item.is_silent,
    "awaiting_sign_off": lambda item: item.awaits_sign_off,
    "without_evidence": lambda item: item.lacks_evidence,
}
"""What is asked of every action besides its ratings; a count and the list it leads to ask the same question."""


@dataclass(frozen=True)
class Counts:
    """The counts of some actions.

    by_rating, of the ratings that are shown, and by_impact, of those that are recorded, are in the order of their
    scales and include zeros. lapsed: a past due date overrules what was said. moved counts actions, moves how often
    their dates moved, days_slipped by how many days in all and most_slipped by how many at most. silent: a report is
    owed, and none came for longer than the council allows; silent_by_rating says of how many with each rating that is
    true. without_evidence: said to be complete, and nothing supports it.
    """

    total: int
    by_rating: dict[str, int]
    silent_by_rating: dict[str, int]
    by_impact: dict[str, int]
    complete: int
    overdue: int
    lapsed: int
    moved: int
    moves: int
    days_slipped: int
    most_slipped: int
    silent: int
    awaiting_sign_off: int
    without_evidence: int
    without_lead: int
    without_due_date: int


@dataclass(frozen=True)
class AreaFigures(Counts):
    """The counts of one area for improvement."""

    number: int
    label: str


@dataclass(frozen=True)
class Figures(Counts):
    """The counts of a whole plan, and of each of its areas."""

    areas: tuple[AreaFigures, ...]

    @property
    def areas_without_actions(self) -> int:
        """How many areas nothing is planned for yet."""
        return sum(1 for area in self.areas if not area.total)

    @property
    def largest_area(self) -> int:
        """The most actions any one area has; what the longest bar of a chart stands for."""
        return max((area.total for area in self.areas), default=0)


def summarise(snapshot: PlanSnapshot) -> Figures:
    """Count the actions of a plan as it stands in the snapshot."""
    return Figures(**_counts(snapshot.items), areas=tuple(_area(area) for area in snapshot.areas))


def _area(area: AreaSnapshot) -> AreaFigures:
    return AreaFigures(**_counts(area.items), number=area.number, label=area.label)


def _counts(items: tuple[ItemSnapshot, ...]) -> dict[str, Any]:
    slips = [item.days_slipped for item in items if item.has_moved]
    return {
        "total": len(items),
        "by_rating": _by(DeliveryRating.values, (item.delivery_rating for item in items)),
        "silent_by_rating": _by(DeliveryRating.values, (item.delivery_rating for item in items if item.is_silent)),
        "by_impact": _by(ImpactRating.values, (item.impact_rating for item in items if item.impact_rating)),
        "complete": sum(item.is_complete for item in items),
        "moves": sum(item.times_moved for item in items),
        "days_slipped": sum(slips),
        "most_slipped": max(slips, default=0),
        "without_lead": sum(not item.lead for item in items),
        "without_due_date": sum(item.due_on is None for item in items),
        **{name: sum(map(asked, items)) for name, asked in QUESTIONS.items()},
    }


def _by(scale: Iterable[str], codes: Iterable[str]) -> dict[str, int]:
    counts = dict.fromkeys(scale, 0)
    for code in codes:
        counts[code] += 1
    return counts
