"""Every count and percentage anyone sees, worked out from a snapshot and nowhere else, so that no two can disagree."""

from collections.abc import Iterable
from dataclasses import dataclass

from actionplans.models.ratings import DeliveryRating
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot


@dataclass(frozen=True)
class AreaFigures:
    """The counts of one area for improvement; by_rating is in the order of the scale and includes zeros."""

    number: int
    label: str
    total: int
    by_rating: dict[str, int]
    overdue: int
    complete: int


@dataclass(frozen=True)
class Figures:
    """The counts of a whole plan; by_rating is in the order of the scale and includes zeros."""

    total: int
    by_rating: dict[str, int]
    complete: int
    overdue: int
    moved: int
    without_lead: int
    without_due_date: int
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
    items = snapshot.items
    return Figures(
        total=len(items),
        by_rating=_by_rating(items),
        complete=sum(item.is_complete for item in items),
        overdue=sum(item.is_overdue for item in items),
        moved=sum(item.has_moved for item in items),
        without_lead=sum(not item.lead for item in items),
        without_due_date=sum(item.due_on is None for item in items),
        areas=tuple(_area(area) for area in snapshot.areas),
    )


def _area(area: AreaSnapshot) -> AreaFigures:
    return AreaFigures(
        number=area.number,
        label=area.label,
        total=len(area.items),
        by_rating=_by_rating(area.items),
        overdue=sum(item.is_overdue for item in area.items),
        complete=sum(item.is_complete for item in area.items),
    )


def _by_rating(items: Iterable[ItemSnapshot]) -> dict[str, int]:
    counts = dict.fromkeys(DeliveryRating.values, 0)
    for item in items:
        counts[item.delivery_rating] += 1
    return counts
