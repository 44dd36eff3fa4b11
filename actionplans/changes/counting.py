"""How often each kind of change happened, for the summary of a comparison."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actionplans.changes.of_items import SIGNED_OFF
from actionplans.changes.values import Comparison, Direction, ItemChange, MeasureChange, Parts
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
    found = (*_plan(comparison), *_items(comparison), *_impact(comparison), *_recommendations(comparison))
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
    yield from _behind(items)
    yield Count(sum(item.progress is not None for item in items), "action", "with a new report of progress")


def _dates(items: Iterable[ItemChange]) -> Iterator[Count]:
    moves = [move for item in items for move in item.dates]
    yield Count(sum((move.days or 0) > 0 for move in moves), "date", "moved later")
    yield Count(sum((move.days or 0) < 0 for move in moves), "date", "moved earlier")
    yield Count(sum(move.before is None for move in moves), "date", "set")
    yield Count(sum(move.after is None for move in moves), "date", "taken away")


def _ratings(items: Iterable[ItemChange]) -> Iterator[Count]:
    items = tuple(items)
    for noun, moves in (
        ("delivery rating", [item.rating for item in items]),
        ("impact rating", [item.impact for item in items]),
    ):
        ways = [move.direction for move in moves if move]
        yield Count(ways.count(Direction.BETTER), noun, "better")
        yield Count(ways.count(Direction.WORSE), noun, "worse")
        yield Count(ways.count(Direction.LEVEL), noun, "changed, neither better nor worse")
    yield Count(sum(item.is_newly_complete for item in items), "action", "newly complete")
    yield Count(sum(item.is_reopened for item in items), "action", "no longer complete")
    yield Count(sum(item.is_newly_overdue for item in items), "action", "newly overdue")
    yield Count(sum(item.is_no_longer_overdue for item in items), "action", "no longer overdue")


def _behind(items: Iterable[ItemChange]) -> Iterator[Count]:
    """What stands behind the ratings and dates: who signed off, reasons for moved dates, steps, evidence."""
    items = tuple(items)
    signed = [item.sign_off.after == SIGNED_OFF for item in items if item.sign_off]
    yield Count(sum(signed), "action", "signed off")
    yield Count(len(signed) - sum(signed), "action", "with other news of sign-off")
    yield Count(sum(len(item.moves.added) for item in items), "reason", "given for a moved due date")
    yield Count(sum(len(item.moves.removed) for item in items), "reason", "for a moved due date taken away")
    yield from _parts("milestone", "milestones", [item.milestones for item in items])
    yield from _parts("piece of evidence", "pieces of evidence", [item.evidence for item in items])


def _parts(noun: str, plural: str, parts: Iterable[Parts[Any]]) -> Iterator[Count]:
    parts = tuple(parts)
    yield Count(sum(len(each.added) for each in parts), noun, "added", plural)
    yield Count(sum(len(each.removed) for each in parts), noun, "taken away", plural)
    yield Count(sum(len(each.changed) for each in parts), noun, "changed", plural)


def _impact(comparison: Comparison) -> Iterator[Count]:
    yield from _parts("measure", "measures", [comparison.measures])
    changed = [change for change in comparison.measures.changed if isinstance(change, MeasureChange)]
    yield Count(sum(len(change.targets) for change in changed), "target", "of a measure set or changed")
    yield Count(sum(len(change.readings) for change in changed), "reading", "of a measure added or corrected")
    yield from _parts("voice", "voices", [comparison.voices])


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
