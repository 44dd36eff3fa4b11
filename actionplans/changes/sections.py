"""A comparison area by area, as pages and papers tell it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from actionplans.changes.values import AreaChange, Comparison, ItemChange, PlacedItem
from actionplans.snapshot import AreaSnapshot, PlanSnapshot

T = TypeVar("T")


@dataclass(frozen=True)
class AreaSection:
    """What differs in one area. before and after are the whole area then and now; None where there was none.

    An action that moved to another area stands in full where it is now, in `changed`, and again in `moved_away` where
    it was.
    """

    before: AreaSnapshot | None
    after: AreaSnapshot | None
    change: AreaChange | None
    added: tuple[PlacedItem, ...]
    removed: tuple[PlacedItem, ...]
    changed: tuple[ItemChange, ...]
    moved_away: tuple[ItemChange, ...]

    @property
    def area(self) -> AreaSnapshot:
        """The area as it is now, or as it was when it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("A section is about an area")
        return found

    @property
    def is_added(self) -> bool:
        """Whether the area is new."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether the area is gone."""
        return self.after is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs in this area."""
        whole = self.change, self.is_added, self.is_removed
        return not any((*whole, self.added, self.removed, self.changed, self.moved_away))


def by_area(before: PlanSnapshot, after: PlanSnapshot, comparison: Comparison) -> tuple[AreaSection, ...]:
    """A section for each area in which something differs, in the order of the plan now; areas that are gone last."""
    old, new = ({area.pk: area for area in snapshot.areas} for snapshot in (before, after))
    changes = {change.before.pk: change for change in comparison.areas_changed}
    added = _grouped(comparison.items_added, lambda placed: placed.area_pk)
    removed = _grouped(comparison.items_removed, lambda placed: placed.area_pk)
    changed = _grouped(comparison.items_changed, lambda change: change.after.area_pk)
    moved = _grouped(
        (change for change in comparison.items_changed if change.has_moved), lambda change: change.before.area_pk
    )
    sections = (
        AreaSection(
            before=old.get(pk),
            after=new.get(pk),
            change=changes.get(pk),
            added=added.get(pk, ()),
            removed=removed.get(pk, ()),
            changed=changed.get(pk, ()),
            moved_away=moved.get(pk, ()),
        )
        for pk in {**new, **old}
    )
    return tuple(section for section in sections if not section.is_empty)


def _grouped(things: Iterable[T], key: Callable[[T], int]) -> dict[int, tuple[T, ...]]:
    groups: dict[int, tuple[T, ...]] = {}
    for thing in things:
        groups[key(thing)] = (*groups.get(key(thing), ()), thing)
    return groups
