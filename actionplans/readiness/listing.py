"""The gaps of a plan in the order of the plan: all of them, those of one area, those that stop submission."""

from collections import Counter
from collections.abc import Iterable, Iterator

from actionplans.readiness.abbreviations import unexplained_abbreviations
from actionplans.readiness.days import questioned_dates
from actionplans.readiness.fields import empty_in_area, empty_in_plan
from actionplans.readiness.kinds import Missing
from actionplans.readiness.texts import identifying, placeholders, plain_days, texts_in, texts_of
from actionplans.snapshot import AreaSnapshot, PlanSnapshot


def missing(snapshot: PlanSnapshot, *, off: frozenset[str] = frozenset()) -> tuple[Missing, ...]:
    """Every gap in the order of the plan: the plan itself, then each area and its actions.

    off are the codes of the warnings the council turned off; what stops submission is never off.
    """
    gaps = (*_plainly_missing(snapshot), *_to_question(snapshot))
    return _in_order(snapshot, (gap for gap in gaps if gap.is_must or gap.code not in off))


def stops_submission(snapshot: PlanSnapshot) -> tuple[Missing, ...]:
    """What the plan cannot be submitted with, in the order of the plan; empty when it may go."""
    return _in_order(snapshot, (gap for gap in _plainly_missing(snapshot) if gap.is_must))


def missing_in(area: AreaSnapshot) -> tuple[Missing, ...]:
    """What one area and its actions lack in themselves; dates and abbreviations are questions to a whole plan."""
    in_words = (*placeholders(texts_in(area)), *identifying(texts_in(area)), *plain_days(texts_in(area)))
    return (*empty_in_area(area), *in_words)


def area_is_complete(area: AreaSnapshot) -> bool:
    """Whether the area earns its tick: nothing in it stops submission."""
    return not any(gap.is_must for gap in missing_in(area))


def missing_by_area(snapshot: PlanSnapshot, *, off: frozenset[str] = frozenset()) -> dict[int, int]:
    """How many gaps each area has, by its number; an area without any is 0."""
    gaps = Counter(gap.area_number for gap in missing(snapshot, off=off))
    return {area.number: gaps[area.number] for area in snapshot.areas}


def _plainly_missing(snapshot: PlanSnapshot) -> Iterator[Missing]:
    """What is empty, or says that it is still to come."""
    yield from empty_in_plan(snapshot)
    for area in snapshot.areas:
        yield from empty_in_area(area)
    yield from placeholders(texts_of(snapshot))


def _to_question(snapshot: PlanSnapshot) -> Iterator[Missing]:
    """What is there and would be questioned."""
    yield from identifying(texts_of(snapshot))
    yield from plain_days(texts_of(snapshot))
    yield from questioned_dates(snapshot)
    yield from unexplained_abbreviations(snapshot)


def _in_order(snapshot: PlanSnapshot, gaps: Iterable[Missing]) -> tuple[Missing, ...]:
    """The gaps by their place in the plan; those of one place stay as they were found."""
    places: dict[tuple[int | None, str | None], int] = {(None, None): 0}
    for area in snapshot.areas:
        for reference in (None, *(item.reference for item in area.items)):
            places[area.number, reference] = len(places)
    return tuple(sorted(gaps, key=lambda gap: places[gap.area_number, gap.item_reference]))
