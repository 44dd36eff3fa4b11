"""What a comparison of two snapshots holds: frozen, and the same in both directions but for which side is which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, Self, TypeVar

from actionplans.changes.words import Runs, mirrored, text_after, text_before
from actionplans.models.ratings import DeliveryRating
from actionplans.snapshot import AreaSnapshot, InspectionSnapshot, ItemSnapshot, RecommendationSnapshot, UpdateSnapshot


class _TwoSided(Protocol):
    """Something that can be seen from the other side."""

    def mirror(self) -> Self:
        """The same seen from the other side."""


Change = TypeVar("Change", bound=_TwoSided)


def _mirrored(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(change.mirror() for change in changes)


class Direction(StrEnum):
    """Which way a rating went."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "neither better nor worse"


HOW_GOOD = {
    DeliveryRating.OFF_TRACK: 0,
    DeliveryRating.AT_RISK: 1,
    DeliveryRating.NOT_STARTED: 2,
    DeliveryRating.ON_TRACK: 2,
    DeliveryRating.COMPLETE: 3,
    DeliveryRating.EVIDENCED: 4,
}
"""How good each rating is: off track is worst, then at risk; whatever is finished is better than what is not.

Not started and on track are equally good: both say that nothing is wrong. So work that begins is neither better nor
worse, and work that falls behind is worse whether it had begun or not.
"""


@dataclass(frozen=True)
class TextChange:
    """A text that was changed, as runs of words; label is what the text is called."""

    label: str
    runs: Runs

    @property
    def before(self) -> str:
        """The whole text as it was."""
        return text_before(self.runs)

    @property
    def after(self) -> str:
        """The whole text as it became."""
        return text_after(self.runs)

    def mirror(self) -> TextChange:
        """The same seen from the other side."""
        return TextChange(self.label, mirrored(self.runs))


@dataclass(frozen=True)
class ValueChange:
    """Something short said differently then and now: a lead, a stage, a number. Empty where there was nothing."""

    label: str
    before: str
    after: str

    def mirror(self) -> ValueChange:
        """The same seen from the other side."""
        return ValueChange(self.label, self.after, self.before)


@dataclass(frozen=True)
class DateMove:
    """A date that moved, was set for the first time (nothing before) or was taken away (nothing after)."""

    label: str
    before: date | None
    after: date | None

    @property
    def days(self) -> int | None:
        """By how many calendar days it moved, positive when it is later now; None when it was set or taken away."""
        return (self.after - self.before).days if self.before and self.after else None

    def mirror(self) -> DateMove:
        """The same seen from the other side."""
        return DateMove(self.label, self.after, self.before)


@dataclass(frozen=True)
class RatingMove:
    """A delivery rating then and now, as codes of the scale."""

    before: str
    after: str

    @property
    def direction(self) -> Direction:
        """Better or worse by HOW_GOOD; not started to on track, or back, is neither."""
        gain = HOW_GOOD[DeliveryRating(self.after)] - HOW_GOOD[DeliveryRating(self.before)]
        if not gain:
            return Direction.LEVEL
        return Direction.BETTER if gain > 0 else Direction.WORSE

    def mirror(self) -> RatingMove:
        """The same seen from the other side."""
        return RatingMove(self.after, self.before)


@dataclass(frozen=True)
class UpdateChange:
    """The newest progress update then and now; None where there was none."""

    before: UpdateSnapshot | None
    after: UpdateSnapshot | None

    def mirror(self) -> UpdateChange:
        """The same seen from the other side."""
        return UpdateChange(self.after, self.before)


@dataclass(frozen=True)
class InspectionChange:
    """One inspection that is in both snapshots and is recorded differently: its kind, grades, strengths or days."""

    before: InspectionSnapshot
    after: InspectionSnapshot
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]
    judgements: tuple[ValueChange, ...]
    strengths_removed: tuple[str, ...]
    strengths_added: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        strengths = self.strengths_removed or self.strengths_added
        return not (self.values or self.dates or self.judgements or strengths)

    def mirror(self) -> InspectionChange:
        """The same seen from the other side."""
        return InspectionChange(
            before=self.after,
            after=self.before,
            values=_mirrored(self.values),
            dates=_mirrored(self.dates),
            judgements=_mirrored(self.judgements),
            strengths_removed=self.strengths_added,
            strengths_added=self.strengths_removed,
        )


@dataclass(frozen=True)
class PlacedItem:
    """A whole action and the area it is printed under."""

    area_pk: int
    area_number: int
    item: ItemSnapshot


@dataclass(frozen=True)
class ItemChange:
    """One action that is in both snapshots and differs. before and after hold all of it; the rest says what differs."""

    before: PlacedItem
    after: PlacedItem
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]
    lead: ValueChange | None
    rating: RatingMove | None
    progress: UpdateChange | None

    @property
    def has_moved(self) -> bool:
        """Whether it stands under another area now."""
        return self.before.area_pk != self.after.area_pk

    @property
    def is_newly_overdue(self) -> bool:
        """Whether it is overdue now and was not."""
        return self.after.item.is_overdue and not self.before.item.is_overdue

    @property
    def is_no_longer_overdue(self) -> bool:
        """Whether it was overdue and is not now."""
        return self.mirror().is_newly_overdue

    @property
    def is_newly_complete(self) -> bool:
        """Whether its work is finished now and was not."""
        return self.after.item.is_complete and not self.before.item.is_complete

    @property
    def is_reopened(self) -> bool:
        """Whether its work was finished and is not now."""
        return self.mirror().is_newly_complete

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        said = (self.texts, self.values, self.dates, self.lead, self.rating, self.progress, self.has_moved)
        was, is_now = self.before.item, self.after.item
        return not any(said) and (was.is_overdue, was.is_complete) == (is_now.is_overdue, is_now.is_complete)

    def mirror(self) -> ItemChange:
        """The same seen from the other side."""
        return ItemChange(
            before=self.after,
            after=self.before,
            texts=_mirrored(self.texts),
            values=_mirrored(self.values),
            dates=_mirrored(self.dates),
            lead=self.lead and self.lead.mirror(),
            rating=self.rating and self.rating.mirror(),
            progress=self.progress and self.progress.mirror(),
        )


@dataclass(frozen=True)
class AreaChange:
    """One area that is in both snapshots and is worded, led or numbered differently; its actions are told apart."""

    before: AreaSnapshot
    after: AreaSnapshot
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    lead: ValueChange | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        return not (self.texts or self.values or self.lead)

    def mirror(self) -> AreaChange:
        """The same seen from the other side."""
        lead = self.lead and self.lead.mirror()
        return AreaChange(self.after, self.before, _mirrored(self.texts), _mirrored(self.values), lead)


@dataclass(frozen=True)
class RecommendationChange:
    """One recommendation of a committee that is in both snapshots and differs."""

    before: RecommendationSnapshot
    after: RecommendationSnapshot
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]

    @property
    def is_newly_answered(self) -> bool:
        """Whether it has an answer now and had none."""
        return bool(self.after.answer) and not self.before.answer

    @property
    def is_newly_done(self) -> bool:
        """Whether it is done now and was not."""
        return self.after.done_on is not None and self.before.done_on is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        return not (self.texts or self.values or self.dates)

    def mirror(self) -> RecommendationChange:
        """The same seen from the other side."""
        return RecommendationChange(
            self.after, self.before, _mirrored(self.texts), _mirrored(self.values), _mirrored(self.dates)
        )


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two snapshots of a plan.

    When the snapshots were taken, the version they are of and the meeting they go to next are no differences. Added and
    removed things are carried whole; an action of an added or removed area is among the actions too, so that all are
    counted. Everything stands in the order of the areas and references, the same in both directions.
    """

    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]
    inspections_added: tuple[InspectionSnapshot, ...]
    inspections_removed: tuple[InspectionSnapshot, ...]
    inspections_changed: tuple[InspectionChange, ...]
    areas_added: tuple[AreaSnapshot, ...]
    areas_removed: tuple[AreaSnapshot, ...]
    areas_changed: tuple[AreaChange, ...]
    items_added: tuple[PlacedItem, ...]
    items_removed: tuple[PlacedItem, ...]
    items_changed: tuple[ItemChange, ...]
    recommendations_added: tuple[RecommendationSnapshot, ...]
    recommendations_removed: tuple[RecommendationSnapshot, ...]
    recommendations_changed: tuple[RecommendationChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(vars(self).values())

    def mirror(self) -> Comparison:
        """The comparison the other way round."""
        return Comparison(
            texts=_mirrored(self.texts),
            values=_mirrored(self.values),
            dates=_mirrored(self.dates),
            inspections_added=self.inspections_removed,
            inspections_removed=self.inspections_added,
            inspections_changed=_mirrored(self.inspections_changed),
            areas_added=self.areas_removed,
            areas_removed=self.areas_added,
            areas_changed=_mirrored(self.areas_changed),
            items_added=self.items_removed,
            items_removed=self.items_added,
            items_changed=_mirrored(self.items_changed),
            recommendations_added=self.recommendations_removed,
            recommendations_removed=self.recommendations_added,
            recommendations_changed=_mirrored(self.recommendations_changed),
        )
