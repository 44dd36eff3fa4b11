"""The table of actions: its columns, and how an action becomes a row. Everything that was typed stands in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from actionplans.exports.document import Cell, Column, Fact, Part
from actionplans.exports.marks import rating_part
from actionplans.exports.reported import NO_BREAK, is_reported, moved_dates, progress_besides, ratings_and_why
from actionplans.models import DeliveryRating, RatingScales
from actionplans.snapshot import ItemSnapshot, PlanSnapshot, UpdateSnapshot
from ilacs.design.wording import counted, date_in_words

_ACTION = ("Action", "Resources", "Also serves areas", "Changed since it was sent")
_WHO = ("Lead", "Supporting partners", "Monitored by")
_DATES = ("Start", "Due", "Original due date", "Overdue")
_DAYS = ("Start", "Due", "Original due date")
_PROGRESS = ("Progress reported on", "Progress", "Next step", "Rating then")
ACTION_COLUMNS = (
    Column("Ref", 5, ("Reference",)),
    Column("Action", 21, _ACTION, days=("Changed since it was sent",)),
    Column("Lead and partners", 14, _WHO),
    Column("Start and due", 14, _DATES, days=_DAYS),
    Column("Success measure", 17, ("Success measure", "How we will know")),
    Column("Progress", 18, _PROGRESS, days=("Progress reported on",)),
    Column("Rating", 11, ("Rating",)),
)
"""The columns of a plan on which nothing has been reported yet."""
REPORTED_COLUMNS = (
    Column("Ref", 5, ("Reference",)),
    Column("Action", 17, _ACTION, days=("Changed since it was sent",)),
    Column("Lead and partners", 13, _WHO),
    Column("Start and due", 13, (*_DATES, "Due date moved", "Move of the due date"), days=_DAYS),
    Column("Success measure", 17, ("Success measure", "How we will know")),
    Column(
        "Progress",
        17,
        (*_PROGRESS, "Done", "Days without an update", "Milestones"),
        days=("Progress reported on",),
    ),
    Column(
        "Ratings and why",
        18,
        (
            "Delivery",
            "Impact",
            "Why it is rated so",
            "Reason given",
            "The program proposed",
            "Evidence",
            "Sign-off",
            "Returned by a second person",
        ),
    ),
)
"""The columns of a plan that is being carried out."""
LONG = 500
"""A text of more characters than this would make a ribbon of its column: 17 to 26 lines of the page's 41."""
BEGINNING = 320
"""At most so many characters of a long text stand in its cell."""
_PLACES_TO_END = (re.compile(r"\n\s*\n"), re.compile(r"[.!?…][’”\"')]*\s|\n"), re.compile(r"\s"))


@dataclass(frozen=True)
class ActionTable:
    """How a paper prints the actions of one plan: in its council's words, with what was reported if anything was."""

    scales: RatingScales
    is_reported: bool

    @classmethod
    def of(cls, snapshot: PlanSnapshot) -> "ActionTable":
        """The table that suits a plan."""
        return cls(snapshot.scales, is_reported(snapshot))

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns; their shares of the width make a hundred."""
        return REPORTED_COLUMNS if self.is_reported else ACTION_COLUMNS

    def row(self, item: ItemSnapshot) -> tuple[Cell, ...]:
        """The cells of one action in the order of its columns."""
        dates, progress = _dates(item), _progress(item.progress, item.delivery_rating, self.scales)
        ratings: Cell = (rating_part(item.delivery_rating, self.scales),)
        if self.is_reported:
            dates += moved_dates(item)
            progress += progress_besides(item)
            ratings = ratings_and_why(item, self.scales)
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
            dates,
            (_or_none_yet(item.success_measure, "success measure"), _if_any(item.how_we_will_know, "How we will know")),
            progress,
            ratings,
        )
        return tuple(tuple(part and fitted(part) for part in cell) for cell in cells)


def fitted(part: Part) -> Part:
    """The same part; when its text is long, it ends in its cell after a paragraph, else a sentence, else a word."""
    if len(part.text) <= LONG or part.is_below:
        return part
    for place in _PLACES_TO_END:
        if ends := [found.end() for found in place.finditer(part.text, BEGINNING // 3, BEGINNING)]:
            return replace(part, ends=ends[-1])
    return replace(part, ends=BEGINNING)


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


def _progress(update: UpdateSnapshot | None, rating_now: str, scales: RatingScales) -> Cell:
    if update is None:
        return (None, Part("No progress reported yet", quiet=True), None, None)
    then = scales.rule(update.delivery_rating)
    # That finished work was signed off since then is said by its rating.
    stands = rating_now in (update.delivery_rating, DeliveryRating.EVIDENCED)
    return (
        Part(_unbroken(update.reported_on), on=update.reported_on, strong=True),
        Part(update.what_changed),
        _if_any(update.next_step, "Next"),
        _if_any("" if stands else f"{then.letter} {then.word}", "Rated then"),
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
