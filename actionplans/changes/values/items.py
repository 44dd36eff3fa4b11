"""What differs in one action."""

from __future__ import annotations

from dataclasses import dataclass

from actionplans.changes.values.moves import (
    DateMove,
    Parts,
    RatingMove,
    TextChange,
    UpdateChange,
    ValueChange,
    each_mirrored,
)
from actionplans.snapshot import EvidenceSnapshot, ItemSnapshot, MilestoneSnapshot, MoveSnapshot


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
    impact: RatingMove | None
    sign_off: ValueChange | None
    moves: Parts[MoveSnapshot]
    milestones: Parts[MilestoneSnapshot]
    evidence: Parts[EvidenceSnapshot]

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
        said = (self.texts, self.values, self.dates, self.lead, self.rating, self.progress, self.impact, self.sign_off)
        parts = (self.moves, self.milestones, self.evidence)
        was, is_now = self.before.item, self.after.item
        stands = (was.is_overdue, was.is_complete) == (is_now.is_overdue, is_now.is_complete)
        return stands and not self.has_moved and not any(said) and all(part.is_empty for part in parts)

    def mirror(self) -> ItemChange:
        """The same seen from the other side."""
        return ItemChange(
            before=self.after,
            after=self.before,
            texts=each_mirrored(self.texts),
            values=each_mirrored(self.values),
            dates=each_mirrored(self.dates),
            lead=self.lead and self.lead.mirror(),
            rating=self.rating and self.rating.mirror(),
            progress=self.progress and self.progress.mirror(),
            impact=self.impact and self.impact.mirror(),
            sign_off=self.sign_off and self.sign_off.mirror(),
            moves=self.moves.mirror(),
            milestones=self.milestones.mirror(),
            evidence=self.evidence.mirror(),
        )
