"""The rows of a file as readings: what is wrong with each and what is questioned, in words. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from actionplans.identifying import questions_in
from actionplans.measures.columns import Table
from actionplans.measures.numbers import NotANumber, read_number
from actionplans.measures.periods import read_period
from actionplans.measures.questions import errors_of_reading, held_on, place_of, questions_of_reading
from actionplans.snapshot.values import MeasureSnapshot, ReadingSnapshot
from ilacs.design.dates import EARLIEST

COMPARED = ("neighbours", "region", "england")
LONGEST_NOTE = 500
EXCEL_DAY = re.compile(r"\d{5}\Z", re.ASCII)
EXCEL_BEGAN = date(1899, 12, 30)


@dataclass(frozen=True)
class TypedReading:
    """One reading that a row asks for; agreed are the questions that a person has answered with yes."""

    row: int
    measure: int
    ends_on: date
    value: Decimal
    neighbours: Decimal | None = None
    region: Decimal | None = None
    england: Decimal | None = None
    note: str = ""
    agreed: tuple[str, ...] = ()

    def as_reading(self) -> ReadingSnapshot:
        """The reading as rules see it."""
        return ReadingSnapshot(
            self.ends_on, self.value, self.neighbours, self.region, self.england, self.note, made_by=""
        )

    def put_into(self, measure: MeasureSnapshot) -> MeasureSnapshot:
        """The measure as it is once the row is loaded, for the questions about later rows."""
        place = place_of(measure, self.ends_on)
        after = place + bool(held_on(measure, self.ends_on))
        readings = (*measure.readings[:place], self.as_reading(), *measure.readings[after:])
        return replace(measure, readings=readings)


@dataclass(frozen=True)
class CheckedRow:
    """One row of the file: what was typed, the reading it gives, and what is wrong or questioned.

    `is_stored` says that the very same reading is there already.
    """

    number: int
    measure: MeasureSnapshot | None
    typed: dict[str, str]
    reading: TypedReading | None
    errors: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    is_stored: bool = False


@dataclass(frozen=True)
class Checked:
    """A whole file: its rows, those left out because they hold no value, and the columns nobody asked for."""

    rows: tuple[CheckedRow, ...]
    without_value: tuple[int, ...]
    not_read: tuple[str, ...]

    @property
    def good(self) -> tuple[CheckedRow, ...]:
        """Rows that can be loaded as they are."""
        return tuple(row for row in self.rows if row.reading and not row.questions and not row.is_stored)

    @property
    def questioned(self) -> tuple[CheckedRow, ...]:
        """Rows that can be loaded once a person says that they are right."""
        return tuple(row for row in self.rows if row.reading and row.questions and not row.is_stored)

    @property
    def wrong(self) -> tuple[CheckedRow, ...]:
        """Rows that cannot be loaded."""
        return tuple(row for row in self.rows if row.errors)

    @property
    def stored(self) -> tuple[CheckedRow, ...]:
        """Rows whose reading is there already."""
        return tuple(row for row in self.rows if row.is_stored)


def check(table: Table, measures: Iterable[MeasureSnapshot], on: date) -> Checked:
    """Each row of a file held against the plan's measures on a day."""
    known = {measure.number: measure for measure in measures}
    rows: list[CheckedRow] = []
    without: list[int] = []
    first: dict[tuple[int, date], int] = {}
    for number, typed in table.rows:
        if not any(typed.get(name) for name in ("value", *COMPARED, "note")):
            without.append(number)
            continue
        checked = _check_row(number, typed, known, on)
        twin = checked.reading and first.setdefault((checked.reading.measure, checked.reading.ends_on), number)
        if twin not in (None, number):
            words = f"Row {twin} is of the same measure and period. Leave one of the two out"
            checked = replace(checked, reading=None, questions=(), is_stored=False, errors=(words,))
        elif checked.reading and checked.measure and not checked.questions:
            # A doubtful row is nothing to hold the next ones against.
            known[checked.measure.number] = checked.reading.put_into(checked.measure)
        rows.append(checked)
    return Checked(tuple(rows), tuple(without), table.not_read)


def is_stored(measure: MeasureSnapshot, typed: TypedReading) -> bool:
    """Whether the very same reading holds for its period already."""
    held = held_on(measure, typed.ends_on)
    return held is not None and replace(held, made_by="") == typed.as_reading()


def _check_row(number: int, typed: dict[str, str], known: dict[int, MeasureSnapshot], on: date) -> CheckedRow:
    errors: list[str] = []
    measure = _reading_of(lambda: _measure(typed, known), errors)
    unit = measure.unit if measure else "percent"
    ends_on = _reading_of(lambda: _period(typed.get("ends_on", ""), on), errors)
    value = _reading_of(lambda: _value(typed.get("value", ""), unit), errors)
    theirs = {name: _reading_of(lambda name=name: _theirs(name, typed, unit), errors) for name in COMPARED}  # type: ignore[misc]
    note = _reading_of(lambda: _note(typed.get("note", "")), errors)
    if errors or measure is None or ends_on is None or value is None:
        return CheckedRow(number, measure, typed, None, tuple(errors))
    reading = TypedReading(number, measure.number, ends_on, value, note=note or "", **theirs)
    stored = is_stored(measure, reading)
    asked = tuple(each.words for each in questions_of_reading(measure, reading.as_reading()))
    asked += questions_in(reading.note)
    return CheckedRow(number, measure, typed, reading, questions=() if stored else asked, is_stored=stored)


def _reading_of(read: Callable[[], Any], errors: list[str]) -> Any:
    """What is read, else None with the words that say what is wrong."""
    try:
        return read()
    except NotANumber as problem:
        errors.append(f"{problem}, or leave the row out")
    except ValidationError as problem:
        errors += problem.messages
    return None


def _measure(typed: dict[str, str], known: dict[int, MeasureSnapshot]) -> MeasureSnapshot:
    """The measure a row names by its number or its name; both must mean the same one."""
    number, name = typed.get("number", ""), typed.get("name", "")
    digits = number.strip().upper().removeprefix("M").removesuffix(".0").strip()
    if number:
        measure = known.get(int(digits)) if digits.isdecimal() and len(digits) < 6 else None
        if measure is None:
            raise ValidationError(f"The plan has no measure “{number[:40]}”. Enter its number, for example M3")
    else:
        measure = next((each for each in known.values() if _alike(each.name, name)), None)
        if measure is None:
            raise ValidationError(f"The plan has no measure “{name[:80]}”. Enter its name as the plan has it")
    if name and not _alike(measure.name, name):
        raise ValidationError(
            f"M{measure.number} is “{measure.name}” and not “{name[:80]}”. Mend the number or the name"
        )
    return measure


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _period(text: str, on: date) -> date:
    """The day a period ended; one still to come is an error."""
    if not text:
        raise ValidationError("The row has no end of the period. Enter it, for example 30/6/2026 or Jun 2026")
    day = EXCEL_BEGAN + timedelta(days=int(text)) if EXCEL_DAY.match(text) else read_period(text)
    if problems := errors_of_reading(day, on):
        raise ValidationError(problems[0].words)
    if day < EARLIEST:
        raise ValidationError(f"The period ended before {EARLIEST.year}. Enter a later one")
    return day


def _value(text: str, unit: str) -> Decimal:
    if not text:
        raise ValidationError("The row has no value. Enter it, or leave the row out")
    return read_number(text, unit)


def _theirs(name: str, typed: dict[str, str], unit: str) -> Decimal | None:
    """What others had, where the row says so."""
    text = typed.get(name, "")
    return read_number(text, unit) if text else None


def _note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise ValidationError(f"The note has {len(text):,} characters. Shorten it to {LONGEST_NOTE}")
    return text
