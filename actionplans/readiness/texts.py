"""The texts that a council writes in its plan, each with its place, and the gaps that are found in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from actionplans.identifying import questions_in
from actionplans.readiness.kinds import Missing
from actionplans.readiness.unfinished import Sort, maybe_placeholder_in, placeholder_in
from actionplans.readiness.wording import plain_days_in
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot

_PLAN_TEXTS = (
    ("title", "title"),
    ("introduction", "introduction"),
    ("monitoring_arrangements", "monitoring arrangements"),
)
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
_SORTS = {
    "lead": Sort.NAME,
    "monitoring_body": Sort.NAME,
    "success_measure": Sort.MEASURE,
    "how_we_will_know": Sort.MEASURE,
}
"""The texts in which little may be left to come."""
LONGEST_QUOTE = 60
"""Characters of a text that are quoted where it is asked about."""


@dataclass(frozen=True)
class Text:
    """One text, and where it stands. name says whose it is: "Action 1.1's success measure"."""

    area_number: int | None
    item_reference: str | None
    field: str
    name: str
    words: str

    def gap(self, code: str, said: str) -> Missing:
        """The gap in this text, its name followed by what is said of it."""
        return Missing(self.area_number, self.item_reference, self.field, f"{self.name}{said}", code)


def texts_of(snapshot: PlanSnapshot) -> Iterator[Text]:
    """Every text in the order of the plan."""
    for field, name in _PLAN_TEXTS:
        yield Text(None, None, field, f"The plan's {name}", getattr(snapshot, field))
    for area in snapshot.areas:
        yield from texts_in(area)


def texts_in(area: AreaSnapshot) -> Iterator[Text]:
    """The texts of one area and its actions."""
    for field, name in _AREA_TEXTS:
        yield Text(area.number, None, field, f"Area {area.number}'s {name}", getattr(area, field))
    for item in area.items:
        yield from _texts_of_item(area, item)


def _texts_of_item(area: AreaSnapshot, item: ItemSnapshot) -> Iterator[Text]:
    for field, name in _ITEM_TEXTS:
        yield Text(area.number, item.reference, field, f"Action {item.reference}'s {name}", getattr(item, field))


def placeholders(texts: Iterator[Text]) -> Iterator[Missing]:
    """Each text that still says "TBC" or the like, and each that says what may be meant so."""
    for text in texts:
        if found := placeholder_in(text.words, _SORTS.get(text.field, Sort.PROSE)):
            yield text.gap("placeholder", f" still says “{_short(found)}”")
        elif found := maybe_placeholder_in(text.words):
            yield text.gap("maybe-placeholder", f": “{_short(found)}” may stand for words still to come")


def _short(words: str) -> str:
    """Words as they are quoted: somebody may have typed three thousand dots."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"


def plain_days(texts: Iterator[Text]) -> Iterator[Missing]:
    """Each text that says "70 days", but for resources: there days are those that somebody works on it."""
    for text in texts:
        if text.field != "resources" and (found := plain_days_in(text.words)):
            yield text.gap("seventy-days", f": “{_short(found)}” does not say whether working days are meant")


def identifying(texts: Iterator[Text]) -> Iterator[Missing]:
    """Each text that looks as if it identifies a child, with the first question about it."""
    for text in texts:
        if questions := questions_in(text.words):
            yield text.gap("identifying", f": {questions[0]}")
