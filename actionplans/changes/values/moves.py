"""One thing said otherwise then and now: a text, something short, a date, a rating; and what came, went or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, Self, TypeVar

from actionplans.changes.words import Runs, mirrored, text_after, text_before
from actionplans.models.ratings import DeliveryRating, ImpactRating
from actionplans.snapshot import UpdateSnapshot

T = TypeVar("T")


class _TwoSided(Protocol):
    """Something that can be seen from the other side."""

    def mirror(self) -> Self:
        """The same seen from the other side."""


Change = TypeVar("Change", bound=_TwoSided)


def each_mirrored(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Each of these changes seen from the other side."""
    return tuple(change.mirror() for change in changes)


class Direction(StrEnum):
    """Which way a rating went."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "neither better nor worse"


HOW_GOOD: dict[str, int] = {
    DeliveryRating.OFF_TRACK: 0,
    DeliveryRating.AT_RISK: 1,
    DeliveryRating.NOT_STARTED: 2,
    DeliveryRating.ON_TRACK: 2,
    DeliveryRating.COMPLETE: 3,
    DeliveryRating.EVIDENCED: 4,
    ImpactRating.WORSE: 0,
    ImpactRating.TOO_EARLY: 1,
    ImpactRating.NO_CHANGE: 1,
    ImpactRating.SOME: 2,
    ImpactRating.EMBEDDED: 3,
}
"""How good each rating is within its scale: off track is worst, then at risk; finished is better than not finished.

Not started and on track are equally good: both say that nothing is wrong. So work that begins is neither better nor
worse, and work that falls behind is worse whether it had begun or not. So are too early to say and no change yet.
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
    """A rating then and now, of delivery or of impact, as codes of its scale."""

    before: str
    after: str

    @property
    def direction(self) -> Direction:
        """Better or worse by HOW_GOOD; not started to on track, or back, is neither."""
        gain = HOW_GOOD[self.after] - HOW_GOOD[self.before]
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
class Differing(Generic[T]):
    """Something that is in both snapshots and differs: all of it then and now, and what differs."""

    before: T
    after: T
    texts: tuple[TextChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    dates: tuple[DateMove, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        return not (self.texts or self.values or self.dates)

    def mirror(self) -> Self:
        """The same seen from the other side."""
        return type(self)(
            self.after, self.before, each_mirrored(self.texts), each_mirrored(self.values), each_mirrored(self.dates)
        )


@dataclass(frozen=True)
class Parts(Generic[T]):
    """Things of one kind that came, went, or are there still and differ; each is carried whole."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    changed: tuple[Differing[T], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed)

    def mirror(self) -> Parts[T]:
        """The same seen from the other side."""
        return Parts(self.removed, self.added, each_mirrored(self.changed))
