"""A comparison as its page tells it: the plan, each area, measures, what was heard, and recommendations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.urls import reverse

from actionplans.changes import (
    AreaSection,
    Comparison,
    InspectionChange,
    ItemChange,
    MeasureChange,
    Parts,
    PlacedItem,
    RecommendationChange,
    Row,
    TextChange,
    area_rows,
    by_area,
    inspection_rows,
    inspection_title,
    item_rows,
    measure_facts,
    measure_rows,
    measure_title,
    plan_rows,
    recommendation_rows,
    voice_facts,
    voice_rows,
    voice_title,
)
from actionplans.exports.comparison_beside import whole_recommendation
from actionplans.exports.rows import ActionTable
from actionplans.models import ActionPlan
from actionplans.snapshot import AreaSnapshot, MeasureSnapshot, PlanSnapshot, RecommendationSnapshot, VoiceSnapshot

HEADING_WIDTH = 110
Facts = tuple[tuple[str, Any], ...]
Tables = tuple[ActionTable, ActionTable]
"""How actions are told as they were then, and as they are now."""


@dataclass(frozen=True)
class Whole:
    """Something that was added or removed, with everything it says: (label, part of a cell or text)."""

    title: str
    what: str
    facts: Facts


@dataclass(frozen=True)
class Changed:
    """Something that is there then and now and differs. url leads to it where it has a page."""

    title: str
    url: str
    rows: tuple[Row, ...]
    texts: tuple[TextChange, ...]


@dataclass(frozen=True)
class Section:
    """What differs in one part of the plan: its own facts and texts, what came, what went, what changed."""

    anchor: str
    title: str
    rows: tuple[Row, ...] = ()
    texts: tuple[TextChange, ...] = ()
    wholes: tuple[Whole, ...] = ()
    moved: tuple[str, ...] = ()
    changes: tuple[Changed, ...] = ()

    @property
    def number(self) -> int:
        """How many things differ in it."""
        inner = sum(len(change.rows) + len(change.texts) for change in self.changes)
        return len(self.rows) + len(self.texts) + len(self.wholes) + len(self.moved) + inner


def sections(plan: ActionPlan, before: PlanSnapshot, after: PlanSnapshot, found: Comparison) -> tuple[Section, ...]:
    """Every part of the plan in which something differs, in the order of the plan."""
    inspections = tuple(_inspection(plan, change) for change in found.inspections_changed)
    told = (
        Section("plan", "The plan", rows=plan_rows(found), texts=found.texts, changes=inspections),
        *(
            _area(plan, section, (ActionTable.of(before), ActionTable.of(after)))
            for section in by_area(before, after, found)
        ),
        _measures(plan, found.measures),
        _voices(found.voices),
        _recommendations(found),
    )
    return tuple(section for section in told if section.number)


def _inspection(plan: ActionPlan, change: InspectionChange) -> Changed:
    url = reverse("inspection-detail", args=[plan.authority.slug, change.after.pk])
    return Changed(inspection_title(change.after), url, inspection_rows(change), ())


def _area(plan: ActionPlan, section: AreaSection, tables: Tables) -> Section:
    area = section.area
    return Section(
        anchor=f"area-{area.pk}",
        title=f"Area {area.number}: {_short(area.label)}",
        rows=area_rows(section.change) if section.change else (),
        texts=section.change.texts if section.change else (),
        wholes=tuple(_wholes(section, tables)),
        moved=tuple(_moved(change) for change in section.moved_away),
        changes=tuple(_item(plan, change) for change in section.changed),
    )


def _wholes(section: AreaSection, tables: Tables) -> Iterator[Whole]:
    if section.is_added or section.is_removed:
        yield Whole("The area", "added" if section.is_added else "removed", _area_facts(section.area))
    yield from _items("added", section.added, tables[1])
    yield from _items("removed", section.removed, tables[0])


def _area_facts(area: AreaSnapshot) -> Facts:
    facts = ((f"Words of {area.origin}", area.text), ("Outcome for children", area.outcome), ("Lead", area.lead))
    return tuple((label, text) for label, text in facts if text)


def _items(what: str, placed: Iterable[PlacedItem], table: ActionTable) -> Iterator[Whole]:
    for each in placed:
        cells = zip(table.columns, table.row(each.item), strict=True)
        parts = ((name, part) for column, cell in cells for name, part in zip(column.names, cell, strict=True))
        facts = tuple(
            (name, part if part.rating else part.text)
            for name, part in parts
            if part and part.text and name != "Reference"
        )
        yield Whole(f"Action {each.item.reference}", what, facts)


def _moved(change: ItemChange) -> str:
    return f"Action {change.before.item.reference} is under area {change.after.area_number} now."


def _item(plan: ActionPlan, change: ItemChange) -> Changed:
    item = change.after.item
    url = reverse("action-detail", args=[plan.authority.slug, plan.pk, item.pk])
    return Changed(f"{item.reference} {_short(item.action)}", url, item_rows(change), change.texts)


def _measures(plan: ActionPlan, measures: Parts[MeasureSnapshot]) -> Section:
    added = (Whole(measure_title(each), "added", measure_facts(each)) for each in measures.added)
    removed = (Whole(measure_title(each), "taken away", measure_facts(each)) for each in measures.removed)
    changed = (change for change in measures.changed if isinstance(change, MeasureChange))
    return Section(
        anchor="measures",
        title="Measures",
        wholes=(*added, *removed),
        changes=tuple(_changed_measure(plan, change) for change in changed),
    )


def _changed_measure(plan: ActionPlan, change: MeasureChange) -> Changed:
    url = reverse("measure-detail", args=[plan.authority.slug, plan.pk, change.after.number])
    return Changed(_short(measure_title(change.after)), url, measure_rows(change), change.texts)


def _voices(voices: Parts[VoiceSnapshot]) -> Section:
    added = (Whole(voice_title(each), "added", voice_facts(each)) for each in voices.added)
    removed = (Whole(voice_title(each), "taken away", voice_facts(each)) for each in voices.removed)
    changes = (Changed(voice_title(each.after), "", voice_rows(each), each.texts) for each in voices.changed)
    return Section(anchor="voice", title="Voice", wholes=(*added, *removed), changes=tuple(changes))


def _recommendations(found: Comparison) -> Section:
    added = (_recommendation(asked, "added") for asked in found.recommendations_added)
    removed = (_recommendation(asked, "removed") for asked in found.recommendations_removed)
    return Section(
        anchor="recommendations",
        title="Recommendations",
        wholes=(*added, *removed),
        changes=tuple(map(_changed_recommendation, found.recommendations_changed)),
    )


def _recommendation(asked: RecommendationSnapshot, what: str) -> Whole:
    facts = tuple((fact.label, fact.text) for fact in whole_recommendation(asked))
    return Whole(f"Recommendation {asked.number}", what, facts)


def _changed_recommendation(change: RecommendationChange) -> Changed:
    asked = change.after
    return Changed(f"{asked.number} {_short(asked.text)}", "", recommendation_rows(change), change.texts)


def _short(text: str) -> str:
    return shorten(text, HEADING_WIDTH, placeholder="…")
