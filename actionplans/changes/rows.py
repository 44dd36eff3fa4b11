"""What differs besides words, a row each: what it is, then, now, and which way it went. For pages and papers alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actionplans.changes.values import (
    AreaChange,
    Comparison,
    DateMove,
    InspectionChange,
    ItemChange,
    RecommendationChange,
    UpdateChange,
    ValueChange,
)
from actionplans.snapshot import InspectionSnapshot, UpdateSnapshot
from ilacs.design.wording import counted, date_in_words


@dataclass(frozen=True)
class Row:
    """One thing then and now. then and now are empty where there was nothing; of a rating they are its codes."""

    what: str
    then: str
    now: str
    way: str = ""
    is_rating: bool = False


def plan_rows(comparison: Comparison) -> tuple[Row, ...]:
    """The stage and the days of the plan itself, and the inspections it answers."""
    added = [Row("Inspection", "", inspection_title(found), "Added") for found in comparison.inspections_added]
    removed = [Row("Inspection", inspection_title(found), "", "Removed") for found in comparison.inspections_removed]
    return (*_values(comparison.values), *_dates(comparison.dates), *added, *removed)


def inspection_title(found: InspectionSnapshot) -> str:
    """What tells an inspection from the others of its kind."""
    return f"{found.name} that began on {date_in_words(found.started_on)}"


def inspection_rows(change: InspectionChange) -> tuple[Row, ...]:
    """The kind, the grades, the strengths and the days of an inspection, and when its plan is due."""
    removed = [Row("Strength", text, "", "Removed") for text in change.strengths_removed]
    added = [Row("Strength", "", text, "Added") for text in change.strengths_added]
    return (*_values(change.values), *_dates(change.dates), *_values(change.judgements), *removed, *added)


def area_rows(change: AreaChange) -> tuple[Row, ...]:
    """The lead and the short facts of an area."""
    return (*_values([change.lead] if change.lead else []), *_values(change.values))


def item_rows(change: ItemChange) -> tuple[Row, ...]:
    """Everything of an action that is no running text: dates, rating, lead, place, progress."""
    return tuple(_item(change))


def recommendation_rows(change: RecommendationChange) -> tuple[Row, ...]:
    """The answer, the owner, the dates and the links of a recommendation."""
    return (*_values(change.values), *_dates(change.dates))


def _item(change: ItemChange) -> Iterator[Row]:
    if change.has_moved:
        yield Row("Area", f"Area {change.before.area_number}", f"Area {change.after.area_number}", "Moved")
    yield from _dates(change.dates)
    yield from _overdue(change)
    yield from _rating(change)
    yield from _values([change.lead] if change.lead else [])
    yield from _values(change.values)
    if change.progress:
        yield _progress(change.progress)


def _overdue(change: ItemChange) -> Iterator[Row]:
    if change.is_newly_overdue:
        yield Row("Overdue", "No", "Yes", "Newly overdue")
    if change.is_no_longer_overdue:
        yield Row("Overdue", "Yes", "No", "No longer overdue")


def _rating(change: ItemChange) -> Iterator[Row]:
    complete = "newly complete" if change.is_newly_complete else "no longer complete" if change.is_reopened else ""
    if change.rating:
        ways = [change.rating.direction.capitalize(), complete]
        way = ", ".join(way for way in ways if way)
        yield Row("Rating", change.rating.before, change.rating.after, way, is_rating=True)


def _values(changes: Iterable[ValueChange]) -> Iterator[Row]:
    for change in changes:
        yield Row(change.label, change.before, change.after, _what_became(change.before, change.after))


def _dates(moves: Iterable[DateMove]) -> Iterator[Row]:
    for move in moves:
        yield Row(move.label, date_in_words(move.before), date_in_words(move.after), moved_words(move))


def moved_words(move: DateMove) -> str:
    """By how long a date moved and which way: "31 days later", "1 day earlier", "Set", "Taken away"."""
    if move.days is None:
        return _what_became(move.before, move.after)
    return f"{counted(abs(move.days), 'day')} {'later' if move.days > 0 else 'earlier'}"


def _what_became(before: object, after: object) -> str:
    if before and after:
        return "Changed"
    return "Set" if after else "Taken away"


def _progress(change: UpdateChange) -> Row:
    return Row("Newest report of progress", _update(change.before), _update(change.after), _reported(change))


def _reported(change: UpdateChange) -> str:
    return "New report" if change.after else "Taken away"


def _update(update: UpdateSnapshot | None) -> str:
    """A report of progress as one text."""
    if update is None:
        return ""
    following = f"\nNext: {update.next_step}" if update.next_step else ""
    return f"{date_in_words(update.reported_on)}: {update.what_changed}{following}"
