"""Comparing two snapshots of one plan."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from actionplans.changes.values import (
    AreaChange,
    Comparison,
    DateMove,
    InspectionChange,
    ItemChange,
    PlacedItem,
    RatingMove,
    RecommendationChange,
    TextChange,
    UpdateChange,
    ValueChange,
)
from actionplans.changes.words import difference
from actionplans.snapshot import (
    AreaSnapshot,
    InspectionSnapshot,
    ItemSnapshot,
    JudgementSnapshot,
    PlanSnapshot,
    RecommendationSnapshot,
)

T = TypeVar("T")
Labels = Mapping[str, str]

PLAN_TEXTS = {
    "title": "Title",
    "introduction": "Introduction",
    "monitoring_arrangements": "How the plan is monitored",
}
PLAN_VALUES = {"stage_words": "Stage"}
PLAN_DATES = {"submitted_on": "Sent to Ofsted", "closed_on": "Closed"}
INSPECTION_VALUES = {"name": "Kind of inspection", "framework": "Framework"}
INSPECTION_DATES = {
    "started_on": "First day on site",
    "ended_on": "Last day on site",
    "received_on": "Report received",
    "published_on": "Report published",
}
AREA_TEXTS = {
    "text": "Words of the area",
    "label": "Short name",
    "reference": "Place in the report",
    "theme": "Theme",
    "outcome": "Outcome for children",
}
AREA_VALUES = {"number": "Number", "origin": "Whose words", "inspection": "Inspection"}
ITEM_TEXTS = {
    "action": "Action",
    "partners": "Supporting partners",
    "success_measure": "Success measure",
    "how_we_will_know": "How we will know",
    "resources": "Resources",
    "monitoring_body": "Monitored by",
}
ITEM_VALUES = {"reference": "Reference", "area_numbers": "Also serves areas"}
ITEM_DATES = {"starts_on": "Start", "due_on": "Due date"}
RECOMMENDATION_TEXTS = {"text": "Recommendation", "reason": "Reason for the answer"}
RECOMMENDATION_VALUES = {
    "number": "Number",
    "body": "Body",
    "asked_by": "Asked by",
    "answer_words": "Answer",
    "owner": "Owner",
    "done_in_version": "Done in version",
    "areas": "Areas",
    "references": "Actions",
}
RECOMMENDATION_DATES = {"meeting_on": "Meeting", "due_on": "Due date", "done_on": "Done"}


def compare(before: PlanSnapshot, after: PlanSnapshot) -> Comparison:
    """Everything that differs between two snapshots of one plan; ValueError for snapshots of two plans."""
    if before.pk != after.pk:
        raise ValueError("These are snapshots of two plans: there is nothing to compare")
    inspections = _matched(before.inspections, after.inspections, lambda found: found.started_on)
    areas = _matched(before.areas, after.areas, lambda area: area.number)
    items = _matched_items(before, after)
    asked = _matched(before.recommendations, after.recommendations, lambda row: row.number)
    return Comparison(
        texts=tuple(_texts(before, after, PLAN_TEXTS)),
        values=tuple(_values(before, after, PLAN_VALUES)),
        dates=tuple(_dates(before, after, PLAN_DATES)),
        inspections_added=_added(inspections),
        inspections_removed=_removed(inspections),
        inspections_changed=tuple(change for change in _both(inspections, _inspection) if not change.is_empty),
        areas_added=_added(areas),
        areas_removed=_removed(areas),
        areas_changed=tuple(change for change in _both(areas, _area) if not change.is_empty),
        items_added=_added(items),
        items_removed=_removed(items),
        items_changed=tuple(change for change in _both(items, _item) if not change.is_empty),
        recommendations_added=_added(asked),
        recommendations_removed=_removed(asked),
        recommendations_changed=tuple(change for change in _both(asked, _recommendation) if not change.is_empty),
    )


# Matching

Pairs = list[tuple[T | None, T | None]]


def _matched(before: Iterable[T], after: Iterable[T], place: Callable[[T], Any]) -> Pairs[T]:
    """Each thing with itself on the other side, in the order of the earlier of its two places."""
    return _paired(before, after, lambda thing: thing.pk, place)


def _matched_items(before: PlanSnapshot, after: PlanSnapshot) -> Pairs[PlacedItem]:
    return _paired(_placed(before), _placed(after), lambda placed: placed.item.pk, _place_of)


def _paired(before: Iterable[T], after: Iterable[T], key: Callable[[Any], Any], place: Callable[[T], Any]) -> Pairs[T]:
    old, new = ({key(thing): thing for thing in things} for things in (before, after))
    pairs = {pk: (old.get(pk), new.get(pk)) for pk in {**old, **new}}
    return [pairs[pk] for pk in sorted(pairs, key=lambda pk: (min(place(side) for side in pairs[pk] if side), pk))]


def _placed(snapshot: PlanSnapshot) -> Iterator[PlacedItem]:
    for area in snapshot.areas:
        yield from (PlacedItem(area.pk, area.number, item) for item in area.items)


def _place_of(placed: PlacedItem) -> tuple[int, list[int]]:
    return placed.area_number, [int(number) for number in re.findall(r"\d+", placed.item.reference)]


def _added(pairs: Pairs[T]) -> tuple[T, ...]:
    return tuple(after for before, after in pairs if before is None and after is not None)


def _removed(pairs: Pairs[T]) -> tuple[T, ...]:
    return tuple(before for before, after in pairs if after is None and before is not None)


def _both(pairs: Pairs[T], change: Callable[[T, T], Any]) -> Iterator[Any]:
    """The change of everything that is on both sides and not wholly equal."""
    for before, after in pairs:
        if before is not None and after is not None and before != after:
            yield change(before, after)


# What differs in one thing


def _inspection(before: InspectionSnapshot, after: InspectionSnapshot) -> InspectionChange:
    return InspectionChange(
        before=before,
        after=after,
        values=(*_values(before, after, INSPECTION_VALUES), *_value("Basis of the deadline", *_bases(before, after))),
        dates=(*_dates(before, after, INSPECTION_DATES), *_deadline(before, after)),
        judgements=tuple(_judgements(before.judgements, after.judgements)),
        strengths_removed=_more(before.strengths, after.strengths),
        strengths_added=_more(after.strengths, before.strengths),
    )


def _bases(*sides: InspectionSnapshot) -> Iterator[str]:
    """What the deadline of the plan rested on then and now."""
    yield from (side.deadline.basis_words if side.deadline else "" for side in sides)


def _deadline(*sides: InspectionSnapshot) -> Iterator[DateMove]:
    """When the plan was due then and is due now, where that differs."""
    before, after = (side.deadline.due_on if side.deadline else None for side in sides)
    if before != after:
        yield DateMove("Plan due", before, after)


def _judgements(before: Iterable[JudgementSnapshot], after: Iterable[JudgementSnapshot]) -> Iterator[ValueChange]:
    """The grades then and now, judgement by judgement, in the order of the report."""
    pairs = _paired(enumerate(before), enumerate(after), lambda placed: placed[1].code, lambda placed: placed[0])
    for old, new in pairs:
        yield from _value("Judgement", *(f"{side[1].label}: {side[1].grade}" if side else "" for side in (old, new)))


def _more(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    """The texts that are among these and not among those, each as often as it is there more."""
    return tuple((Counter(these) - Counter(those)).elements())


def _area(before: AreaSnapshot, after: AreaSnapshot) -> AreaChange:
    priority = ("Area for improvement", "Area for priority action")
    kinds = (priority[before.is_priority_action], priority[after.is_priority_action])
    return AreaChange(
        before=before,
        after=after,
        texts=tuple(_texts(before, after, AREA_TEXTS)),
        values=(*_values(before, after, AREA_VALUES), *_value("Kind", *kinds)),
        lead=next(_value("Lead", before.lead, after.lead), None),
    )


def _item(before: PlacedItem, after: PlacedItem) -> ItemChange:
    old, new = before.item, after.item
    rated = old.delivery_rating != new.delivery_rating
    return ItemChange(
        before=before,
        after=after,
        texts=tuple(_texts(old, new, ITEM_TEXTS)),
        values=tuple(_values(old, new, ITEM_VALUES)),
        dates=(*_dates(old, new, ITEM_DATES), *_original_date(old, new)),
        lead=next(_value("Lead", old.lead, new.lead), None),
        rating=RatingMove(old.delivery_rating, new.delivery_rating) if rated else None,
        progress=UpdateChange(old.progress, new.progress) if old.progress != new.progress else None,
    )


def _original_date(old: ItemSnapshot, new: ItemSnapshot) -> Iterator[DateMove]:
    """The original due date, were it ever to differ; that submitting fixes it is no difference of the action."""
    if old.original_due_on and new.original_due_on:
        yield from _dates(old, new, {"original_due_on": "Original due date"})


def _recommendation(before: RecommendationSnapshot, after: RecommendationSnapshot) -> RecommendationChange:
    return RecommendationChange(
        before=before,
        after=after,
        texts=tuple(_texts(before, after, RECOMMENDATION_TEXTS)),
        values=tuple(_values(before, after, RECOMMENDATION_VALUES)),
        dates=tuple(_dates(before, after, RECOMMENDATION_DATES)),
    )


def _texts(before: Any, after: Any, labels: Labels) -> Iterator[TextChange]:
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield TextChange(label, difference(old, new))


def _values(before: Any, after: Any, labels: Labels) -> Iterator[ValueChange]:
    for name, label in labels.items():
        yield from _value(label, _in_words(getattr(before, name)), _in_words(getattr(after, name)))


def _value(label: str, before: str, after: str) -> Iterator[ValueChange]:
    if before != after:
        yield ValueChange(label, before, after)


def _in_words(value: Any) -> str:
    """A number, a text or several of them as they are read; nothing is empty."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _dates(before: Any, after: Any, labels: Labels) -> Iterator[DateMove]:
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield DateMove(label, old, new)
