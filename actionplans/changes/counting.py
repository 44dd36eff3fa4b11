"""How often each kind of change happened, for the summary of a comparison."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actionplans.changes.values import Comparison, Direction, ItemChange
from ilacs.design.wording import counted


@dataclass(frozen=True)
class Count:
    """How often one kind of change happened: "2 actions reworded"."""

    number: int
    noun: str
    verb: str
    plural: str = ""

    @property
    def words(self) -> str:
        """The count as a summary says it."""
        return f"{counted(self.number, self.noun, self.plural)} {self.verb}"


def counts_of(comparison: Comparison) -> tuple[Count, ...]:
    """The kinds of change that happened, each with how often: what the plan is made of first, then how it goes."""
    found = (*_plan(comparison), *_items(comparison), *_recommendations(comparison))
    return tuple(count for count in found if count.number)


def _plan(comparison: Comparison) -> Iterator[Count]:
    yield Count(len(comparison.values) + len(comparison.dates), "fact", "of the plan changed")
    yield Count(len(comparison.texts), "text", "of the plan changed")
    yield Count(len(comparison.inspections_added), "inspection", "added")
    yield Count(len(comparison.inspections_removed), "inspection", "removed")
    yield Count(len(comparison.inspections_changed), "inspection", "recorded differently")
    yield Count(len(comparison.areas_added), "area", "added")
    yield Count(len(comparison.areas_removed), "area", "removed")
    yield Count(sum(bool(area.texts or area.values) for area in comparison.areas_changed), "area", "reworded")


def _items(comparison: Comparison) -> Iterator[Count]:
    items = comparison.items_changed
    yield Count(len(comparison.items_added), "action", "added")
    yield Count(len(comparison.items_removed), "action", "removed")
    yield Count(sum(item.has_moved for item in items), "action", "moved to another area")
    yield Count(sum(bool(item.texts) for item in items), "action", "reworded")
    yield Count(sum(bool(item.values) for item in items), "action", "with another reference or other areas served")
    yield from _dates(items)
    leads = [item.lead for item in items] + [area.lead for area in comparison.areas_changed]
    yield Count(sum(lead is not None for lead in leads), "lead", "changed")
    yield from _ratings(items)
    yield Count(sum(item.progress is not None for item in items), "action", "with a new report of progress")


def _dates(items: Iterable[ItemChange]) -> Iterator[Count]:
    moves = [move for item in items for move in item.dates]
    yield Count(sum((move.days or 0) > 0 for move in moves), "date", "moved later")
    yield Count(sum((move.days or 0) < 0 for move in moves), "date", "moved earlier")
    yield Count(sum(move.before is None for move in moves), "date", "set")
    yield Count(sum(move.after is None for move in moves), "date", "taken away")


def _ratings(items: Iterable[ItemChange]) -> Iterator[Count]:
    items = tuple(items)
    ways = [item.rating.direction for item in items if item.rating]
    yield Count(ways.count(Direction.BETTER), "rating", "better")
    yield Count(ways.count(Direction.WORSE), "rating", "worse")
    yield Count(ways.count(Direction.LEVEL), "rating", "changed, neither better nor worse")
    yield Count(sum(item.is_newly_complete for item in items), "action", "newly complete")
    yield Count(sum(item.is_reopened for item in items), "action", "no longer complete")
    yield Count(sum(item.is_newly_overdue for item in items), "action", "newly overdue")
    yield Count(sum(item.is_no_longer_overdue for item in items), "action", "no longer overdue")


def _recommendations(comparison: Comparison) -> Iterator[Count]:
    changed = comparison.recommendations_changed
    answered = sum(row.is_newly_answered for row in changed)
    done = sum(row.is_newly_done for row in changed)
    others = sum(not (row.is_newly_answered or row.is_newly_done) for row in changed)
    yield Count(len(comparison.recommendations_added), "recommendation", "added")
    yield Count(len(comparison.recommendations_removed), "recommendation", "removed")
    yield Count(answered, "recommendation", "answered")
    yield Count(done, "recommendation", "done")
    yield Count(others, "recommendation", "changed otherwise")
