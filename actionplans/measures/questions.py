"""What is asked before a measure, its targets or a reading are saved: what is probably a slip of the keys. Pure.

A question lets the person say "yes, it is right"; an error does not.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from actionplans.measures.judging import OTHERS, gain
from actionplans.measures.numbers import PERCENT, difference, in_unit
from actionplans.snapshot.values import MeasureSnapshot, ReadingSnapshot, TargetSnapshot
from ilacs.design.wording import date_in_words

TIMES = 10
"""A value this many times the last one, or this part of it, is questioned."""
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Question:
    """What is asked, and the field it is about."""

    field: str
    words: str


def questions_of_reading(measure: MeasureSnapshot, reading: ReadingSnapshot) -> tuple[Question, ...]:
    """What is asked about a reading that is about to be added to those that hold."""
    return tuple(_of_reading(measure, reading))


def errors_of_reading(ends_on: date, on: date) -> tuple[Question, ...]:
    """Why a reading cannot be: nobody can have read a period that has not ended."""
    if ends_on <= on:
        return ()
    day = date_in_words(ends_on)
    return (Question("ends_on", f"{day} is still to come. Enter the end of a period that is over"),)


def place_of(measure: MeasureSnapshot, day: date) -> int:
    """How many readings are of days before this one."""
    return bisect_left(measure.readings, day, key=attrgetter("ends_on"))


def held_on(measure: MeasureSnapshot, day: date) -> ReadingSnapshot | None:
    """The reading that holds for a day, if there is one."""
    place = place_of(measure, day)
    found = measure.readings[place : place + 1]
    return found[0] if found and found[0].ends_on == day else None


def _of_reading(measure: MeasureSnapshot, reading: ReadingSnapshot) -> Iterator[Question]:
    day = date_in_words(reading.ends_on)
    if held := held_on(measure, reading.ends_on):
        was = in_unit(held.value, measure.unit)
        yield Question("ends_on", f"The period to {day} was read before: {was}. Shall this value stand in its place?")
    yield from _of_last(measure, reading)
    yield from _of_limits("value", "The value", reading.value, measure.unit)
    for field, name in OTHERS:
        theirs = getattr(reading, field)
        if theirs is not None:
            yield from _of_limits(field, f"The value for {name}", theirs, measure.unit)


def _of_last(measure: MeasureSnapshot, reading: ReadingSnapshot) -> Iterator[Question]:
    """Whether the point of a number slipped."""
    place = place_of(measure, reading.ends_on)
    earlier = measure.readings[place - 1] if place else None
    last = earlier.value if earlier else measure.baseline
    if not last or not reading.value:
        return
    said, was = in_unit(reading.value, measure.unit), in_unit(last, measure.unit)
    before = "the last value" if earlier else "the baseline"
    if abs(reading.value) >= abs(last) * TIMES:
        yield Question("value", f"{said} is ten times {before}, {was}, or more. Is it right?")
    elif abs(reading.value) * TIMES <= abs(last):
        yield Question("value", f"{said} is a tenth of {before}, {was}, or less. Is it right?")


def _of_limits(field: str, what: str, value: Decimal, unit: str) -> Iterator[Question]:
    """Whether a value is one that hardly any measure has."""
    said = in_unit(value, unit)
    if value < 0:
        yield Question(field, f"{what} is {said}, which is below 0. Is it right?")
    elif unit == PERCENT and value > HUNDRED:
        yield Question(field, f"{what} is {said}, which is more than 100%. Is it right?")


def questions_of_targets(measure: MeasureSnapshot, targets: Iterable[TargetSnapshot]) -> tuple[Question, ...]:
    """What is asked about the targets that a measure shall have from now on; the field is the ISO date of each."""
    return tuple(_of_targets(measure, tuple(targets)))


def _of_targets(measure: MeasureSnapshot, targets: tuple[TargetSnapshot, ...]) -> Iterator[Question]:
    if not targets:
        yield Question("", f"{NO_TARGET}. Shall it have none?")
    for target in targets:
        field, said, day = str(target.ends_on), in_unit(target.value, measure.unit), date_in_words(target.ends_on)
        if target.value == 0:
            yield Question(field, f"The target by {day} is {said}. Shall it be nothing at all?")
        yield from _of_limits(field, f"The target by {day}", target.value, measure.unit)
        if measure.baseline is not None and gain(measure.baseline, target.value, measure.polarity) < 0:
            apart = difference(target.value - measure.baseline, measure.unit)
            was = in_unit(measure.baseline, measure.unit)
            yield Question(
                field, f"The target by {day}, {said}, is {apart} worse than the baseline of {was}. Is it right?"
            )


NO_TARGET = "Without a target nobody can say whether the measure is met"


def questions_of_measure(measure: MeasureSnapshot) -> tuple[Question, ...]:
    """What is asked about a measure as it would be: its baseline, and its targets against that."""
    asked: list[Question] = []
    if measure.baseline is not None:
        asked += _of_limits("baseline", "The baseline", measure.baseline, measure.unit)
    if measure.targets:
        asked += questions_of_targets(measure, measure.targets)
    return tuple(asked)


def standing_questions(measure: MeasureSnapshot) -> tuple[str, ...]:
    """What the page of a measure goes on saying of it until it is mended; lists do not repeat it."""
    zero = [target for target in measure.targets if target.value == 0]
    lacking = [f"{NO_TARGET}. Set one"] if not measure.targets else []
    lacking += [f"The target by {date_in_words(target.ends_on)} is nothing at all" for target in zero]
    if measure.baseline is None:
        lacking.append("Without a baseline nobody can say whether it has become better since the plan began")
    return tuple(lacking)
