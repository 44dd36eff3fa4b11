"""What still stops a plan being submitted, area by area: pure questions about a snapshot.

Ofsted called one council's statement not fit for purpose over monitoring, milestones and success indicators. So every
area needs an action and every action a lead, dates and a success measure, and nothing may say that it is still to come.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot


class Level(StrEnum):
    """How grave a gap is: the plan cannot go without it, or a careful reader will ask for it."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True)
class Missing:
    """One gap. area_number is None for the plan itself, item_reference for a whole area; field is the model's name."""

    area_number: int | None
    item_reference: str | None
    field: str
    message: str
    level: Level

    @property
    def is_must(self) -> bool:
        """Whether the plan cannot be submitted with this gap."""
        return self.level is Level.MUST


# "To follow" is left alone inside a sentence: social workers have procedures to follow up.
PLACEHOLDER = re.compile(
    r"\bT\.?B\.?[CDA]\b"
    r"|\bto follow(?=\s*(?:[.,;:)\]]|$))"
    r"|\bto be (?:confirmed|determined|decided|advised|added|completed later)\b"
    r"|\bwill be noted here\b"
    r"|\binsert (?:\w+ ){0,4}here\b"
    r"|\bx{2,}\b"
    r"|\?{2,}|_{3,}|\.{5,}",
    re.IGNORECASE | re.MULTILINE,
)

_PLAN_TEXTS = (("introduction", "introduction"), ("monitoring_arrangements", "monitoring arrangements"))
_AREA_TEXTS = (("outcome", "outcome for children"), ("lead", "lead"))
_ITEM_TEXTS = (
    ("action", "action"),
    ("lead", "lead"),
    ("partners", "supporting partners"),
    ("success_measure", "success measure"),
    ("how_we_will_know", "how we will know"),
    ("resources", "resources"),
    ("monitoring_body", "monitoring body"),
)


def placeholder_in(text: str) -> str:
    """The words in a text that only stand for others still to come, for example "TBC"; empty when there are none."""
    found = PLACEHOLDER.search(text)
    return found.group().strip() if found else ""


def missing(snapshot: PlanSnapshot) -> tuple[Missing, ...]:
    """Everything still missing, in the order of the plan: the plan itself, then each area and its actions."""
    return (*_of_plan(snapshot), *(gap for area in snapshot.areas for gap in missing_in(area)))


def missing_in(area: AreaSnapshot) -> tuple[Missing, ...]:
    """What is still missing in one area and its actions."""
    return (*_of_area(area), *(gap for item in area.items for gap in _of_item(area, item)))


def area_is_complete(area: AreaSnapshot) -> bool:
    """Whether the area earns its tick: nothing is missing in it."""
    return not missing_in(area)


def missing_by_area(snapshot: PlanSnapshot) -> dict[int, int]:
    """How many gaps each area has, by its number; an area without any is 0."""
    gaps = Counter(gap.area_number for gap in missing(snapshot))
    return {area.number: gaps[area.number] for area in snapshot.areas}


def _of_plan(snapshot: PlanSnapshot) -> Iterator[Missing]:
    if not snapshot.areas:
        yield Missing(None, None, "areas", "The plan answers no area for improvement", Level.MUST)
    if not snapshot.monitoring_arrangements.strip():
        words = "The plan does not say who will monitor progress, and how often"
        yield Missing(None, None, "monitoring_arrangements", words, Level.SHOULD)
    for field, name in _PLAN_TEXTS:
        if found := placeholder_in(getattr(snapshot, field)):
            yield Missing(None, None, field, f"The plan's {name} still says “{found}”", Level.MUST)


def _of_area(area: AreaSnapshot) -> Iterator[Missing]:
    if not area.items and not area.also_served_by:
        yield Missing(area.number, None, "items", f"Area {area.number} has no action", Level.MUST)
    if not area.outcome.strip():
        words = f"Area {area.number} has no outcome for children"
        yield Missing(area.number, None, "outcome", words, Level.MUST)
    for field, name in _AREA_TEXTS:
        if found := placeholder_in(getattr(area, field)):
            words = f"Area {area.number}'s {name} still says “{found}”"
            yield Missing(area.number, None, field, words, Level.MUST)


def _of_item(area: AreaSnapshot, item: ItemSnapshot) -> Iterator[Missing]:
    for field, words in _gaps(item):
        level = Level.SHOULD if field == "due_on" else Level.MUST
        yield Missing(area.number, item.reference, field, f"Action {item.reference} has {words}", level)
    for field, name in _ITEM_TEXTS:
        if found := placeholder_in(getattr(item, field)):
            words = f"Action {item.reference}'s {name} still says “{found}”"
            yield Missing(area.number, item.reference, field, words, Level.MUST)


def _gaps(item: ItemSnapshot) -> Iterator[tuple[str, str]]:
    """The fields of an action that are empty and may not be, with words that follow "has"."""
    if not item.lead.strip():
        yield "lead_post", "no lead"
    if item.starts_on is None and item.due_on is None:
        yield "starts_on", "no dates"
    elif item.due_on is None:
        yield "due_on", "no due date"
    if not item.success_measure.strip():
        yield "success_measure", "no success measure"
