"""Comparing two snapshots of one plan."""

from collections.abc import Iterable, Iterator

from actionplans.changes import fields
from actionplans.changes.fields import dates, texts, value, values
from actionplans.changes.matching import added, both, matched, more, paired, parts, removed
from actionplans.changes.of_impact import measure_change, voice_change
from actionplans.changes.of_items import item_change, matched_items
from actionplans.changes.values import (
    AreaChange,
    Comparison,
    DateMove,
    InspectionChange,
    RecommendationChange,
    ValueChange,
)
from actionplans.snapshot import (
    AreaSnapshot,
    InspectionSnapshot,
    JudgementSnapshot,
    PlanSnapshot,
    RecommendationSnapshot,
)


def compare(before: PlanSnapshot, after: PlanSnapshot) -> Comparison:
    """Everything that differs between two snapshots of one plan; ValueError for snapshots of two plans."""
    if before.pk != after.pk:
        raise ValueError("These are snapshots of two plans: there is nothing to compare")
    inspections = matched(before.inspections, after.inspections, lambda found: found.started_on)
    areas = matched(before.areas, after.areas, lambda area: area.number)
    items = matched_items(before, after)
    asked = matched(before.recommendations, after.recommendations, lambda row: row.number)
    return Comparison(
        texts=tuple(texts(before, after, fields.PLAN_TEXTS)),
        values=tuple(values(before, after, fields.PLAN_VALUES)),
        dates=tuple(dates(before, after, fields.PLAN_DATES)),
        inspections_added=added(inspections),
        inspections_removed=removed(inspections),
        inspections_changed=tuple(change for change in both(inspections, _inspection) if not change.is_empty),
        areas_added=added(areas),
        areas_removed=removed(areas),
        areas_changed=tuple(change for change in both(areas, _area) if not change.is_empty),
        items_added=added(items),
        items_removed=removed(items),
        items_changed=tuple(change for change in both(items, item_change) if not change.is_empty),
        recommendations_added=added(asked),
        recommendations_removed=removed(asked),
        recommendations_changed=tuple(change for change in both(asked, _recommendation) if not change.is_empty),
        measures=parts(before.measures, after.measures, lambda measure: measure.number, measure_change),
        voices=parts(before.voices, after.voices, lambda voice: voice.heard_on, voice_change),
    )


# What differs in one thing


def _inspection(before: InspectionSnapshot, after: InspectionSnapshot) -> InspectionChange:
    return InspectionChange(
        before=before,
        after=after,
        values=(
            *values(before, after, fields.INSPECTION_VALUES),
            *value("Basis of the deadline", *_bases(before, after)),
        ),
        dates=(*dates(before, after, fields.INSPECTION_DATES), *_deadline(before, after)),
        judgements=tuple(_judgements(before.judgements, after.judgements)),
        strengths_removed=more(before.strengths, after.strengths),
        strengths_added=more(after.strengths, before.strengths),
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
    pairs = paired(enumerate(before), enumerate(after), lambda placed: placed[1].code, lambda placed: placed[0])
    for old, new in pairs:
        yield from value("Judgement", *(f"{side[1].label}: {side[1].grade}" if side else "" for side in (old, new)))


def _area(before: AreaSnapshot, after: AreaSnapshot) -> AreaChange:
    priority = ("Area for improvement", "Area for priority action")
    kinds = (priority[before.is_priority_action], priority[after.is_priority_action])
    return AreaChange(
        before=before,
        after=after,
        texts=tuple(texts(before, after, fields.AREA_TEXTS)),
        values=(*values(before, after, fields.AREA_VALUES), *value("Kind", *kinds)),
        lead=next(value("Lead", before.lead, after.lead), None),
    )


def _recommendation(before: RecommendationSnapshot, after: RecommendationSnapshot) -> RecommendationChange:
    return RecommendationChange(
        before=before,
        after=after,
        texts=tuple(texts(before, after, fields.RECOMMENDATION_TEXTS)),
        values=tuple(values(before, after, fields.RECOMMENDATION_VALUES)),
        dates=tuple(dates(before, after, fields.RECOMMENDATION_DATES)),
    )
