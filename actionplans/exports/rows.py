"""The table of actions: its columns, and how an action becomes a row. Everything that was typed stands in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from actionplans.exports.document import Cell, Column, Fact, Part, RatingMark
from actionplans.snapshot import ItemSnapshot, PlanSnapshot, UpdateSnapshot
from actionplans.templatetags.ratings import look
from ilacs.design.wording import counted, date_in_words

ACTION_COLUMNS = (
    Column("Ref", 5, ("Reference",)),
    Column(
        "Action",
        21,
        ("Action", "Resources", "Also serves areas", "Changed since it was sent"),
        days=("Changed since it was sent",),
    ),
    Column("Lead and partners", 14, ("Lead", "Supporting partners", "Monitored by")),
    Column(
        "Start and due",
        14,
        ("Start", "Due", "Original due date", "Overdue"),
        days=("Start", "Due", "Original due date"),
    ),
    Column("Success measure", 17, ("Success measure", "How we will know")),
    Column(
        "Progress",
        18,
        ("Progress reported on", "Progress", "Next step", "Rating then"),
        days=("Progress reported on",),
    ),
    Column("Rating", 11, ("Rating",)),
)
LONG = 500
"""A text of more characters than this would make a ribbon of its column: 17 to 26 lines of the page's 41."""
BEGINNING = 320
"""At most so many characters of a long text stand in its cell."""
_PLACES_TO_END = (re.compile(r"\n\s*\n"), re.compile(r"[.!?…][’”\"')]*\s|\n"), re.compile(r"\s"))
NO_BREAK = "\N{NO-BREAK SPACE}"


def action_row(item: ItemSnapshot) -> tuple[Cell, ...]:
    """The cells of one action in the order of ACTION_COLUMNS."""
    cells: tuple[Cell, ...] = (
        (Part(item.reference),),
        (
            Part(item.action),
            _if_any(item.resources, "Resources"),
            _if_any(numbers_in_words(item.area_numbers), _also_serves(item)),
            _amended(item.amended_on),
        ),
        (
            _or_none_yet(item.lead, "lead"),
            _if_any(item.partners, "With"),
            _if_any(item.monitoring_body, "Monitored by"),
        ),
        _dates(item),
        (_or_none_yet(item.success_measure, "success measure"), _if_any(item.how_we_will_know, "How we will know")),
        _progress(item.progress, item.delivery_rating),
        (rating_part(item.delivery_rating),),
    )
    return tuple(tuple(part and fitted(part) for part in cell) for cell in cells)


def fitted(part: Part) -> Part:
    """The same part; when its text is long, it ends in its cell after a paragraph, else a sentence, else a word."""
    if len(part.text) <= LONG:
        return part
    for place in _PLACES_TO_END:
        if ends := [found.end() for found in place.finditer(part.text, BEGINNING // 3, BEGINNING)]:
            return replace(part, ends=ends[-1])
    return replace(part, ends=BEGINNING)


def mark(code: str) -> RatingMark:
    """How papers show the rating with this code; KeyError for a code that is not on the scale."""
    found = look(code)
    return RatingMark(found.letter, found.word, found.shape, found.tone, found.definition)


def rating_part(code: str) -> Part:
    """The rating with this code as a part of a cell: "A At risk", its shape and tone beside it."""
    found = mark(code)
    return Part(f"{found.letter} {found.word}", rating=found)


def numbers_in_words(numbers: Iterable[int | str]) -> str:
    """Numbers or references in a row: "2", "2 and 5", "2, 5 and 6"."""
    words = [str(number) for number in numbers]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def amended_words(day: date, what: str = "Changed") -> str:
    """Says that a text was amended, and when: "Changed since it was sent, on 3 October 2022"."""
    return f"{what} since it was sent, on {_unbroken(day)}"


def plan_amended(snapshot: PlanSnapshot) -> Iterator[Fact]:
    """That the plan's own texts were amended, where they were."""
    if snapshot.amended_on:
        yield Fact("Amended", amended_words(snapshot.amended_on, "Title, introduction or monitoring changed"))


def _amended(day: date | None) -> Part | None:
    return Part(amended_words(day), on=day, strong=True) if day else None


def _also_serves(item: ItemSnapshot) -> str:
    return f"Also serves {counted(len(item.area_numbers), 'area').split()[-1]}"


def _dates(item: ItemSnapshot) -> Cell:
    original = item.original_due_on
    moved = f"moved from {_unbroken(original)}" if item.has_moved else ""
    due = _day(item.due_on, "Due") or Part("No due date yet", quiet=True)
    return (
        _day(item.starts_on, "Start"),
        due,
        Part(moved, on=original) if original else None,
        Part("Overdue", strong=True) if item.is_overdue else None,
    )


def _progress(update: UpdateSnapshot | None, rating_now: str) -> Cell:
    if update is None:
        return (None, Part("No progress reported yet", quiet=True), None, None)
    then = mark(update.delivery_rating)
    return (
        Part(_unbroken(update.reported_on), on=update.reported_on, strong=True),
        Part(update.what_changed),
        _if_any(update.next_step, "Next"),
        _if_any("" if update.delivery_rating == rating_now else f"{then.letter} {then.word}", "Rated then"),
    )


def _if_any(text: str, label: str) -> Part | None:
    return Part(text, label=label) if text else None


def _or_none_yet(text: str, noun: str) -> Part:
    return Part(text) if text else Part(f"No {noun} yet", quiet=True)


def _day(on: date | None, label: str) -> Part | None:
    return Part(_unbroken(on), label=label, on=on) if on else None


def _unbroken(on: date | None) -> str:
    """A day in words that stays on one line, however narrow its column."""
    return date_in_words(on).replace(" ", NO_BREAK)
