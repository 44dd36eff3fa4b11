"""Comparing the measures of two snapshots, and what was heard."""

from collections.abc import Iterable, Iterator
from datetime import date

from actionplans.changes import fields
from actionplans.changes.fields import dates, texts, value, values
from actionplans.changes.values import Differing, MeasureChange, ValueChange
from actionplans.measures.numbers import in_unit
from actionplans.snapshot import MeasureSnapshot, ReadingSnapshot, TargetSnapshot, VoiceSnapshot
from ilacs.design.wording import date_in_words


def measure_change(before: MeasureSnapshot, after: MeasureSnapshot) -> MeasureChange:
    """Everything that differs in one measure that is on both sides."""
    polarity = value("Which way is better", polarity_words(before), polarity_words(after))
    return MeasureChange(
        before,
        after,
        texts=tuple(texts(before, after, fields.MEASURE_TEXTS)),
        values=(*values(before, after, fields.MEASURE_VALUES), *polarity, *_amounts(before, after)),
        dates=tuple(dates(before, after, fields.MEASURE_DATES)),
        targets=tuple(_by_day("Target for {}", _targets(before), _targets(after))),
        readings=tuple(_by_day("Reading to {}", _readings(before), _readings(after))),
    )


def _amounts(*sides: MeasureSnapshot) -> Iterator[ValueChange]:
    """Its own amounts then and now, each in the unit of its side."""
    for name, label in fields.MEASURE_AMOUNTS.items():
        told = [(getattr(side, name), side.unit) for side in sides]
        before, after = ("" if amount is None else in_unit(amount, unit) for amount, unit in told)
        yield from value(label, before, after)


def polarity_words(measure: MeasureSnapshot) -> str:
    """Which way it is better for children."""
    return f"{measure.polarity.capitalize()} is better"


Days = dict[date, str]


def _targets(measure: MeasureSnapshot) -> Days:
    return {target.ends_on: target_words(target, measure) for target in measure.targets}


def _readings(measure: MeasureSnapshot) -> Days:
    return {reading.ends_on: reading_words(reading, measure) for reading in measure.readings}


def _by_day(label: str, before: Days, after: Days) -> Iterable[ValueChange]:
    for day in sorted({*before, *after}):
        yield from value(label.format(date_in_words(day)), before.get(day, ""), after.get(day, ""))


def target_words(target: TargetSnapshot, measure: MeasureSnapshot) -> str:
    """What a measure shall be, with its unit."""
    return in_unit(target.value, measure.unit)


def reading_words(reading: ReadingSnapshot, measure: MeasureSnapshot) -> str:
    """What a measure was, what others had, and the note that was made."""
    others = (("Statistical neighbours", reading.neighbours), ("region", reading.region), ("England", reading.england))
    beside = ", ".join(f"{name} {in_unit(amount, measure.unit)}" for name, amount in others if amount is not None)
    words = in_unit(reading.value, measure.unit) + (f" ({beside})" if beside else "")
    return f"{words}. {reading.note}" if reading.note else words


def voice_change(before: VoiceSnapshot, after: VoiceSnapshot) -> Differing[VoiceSnapshot]:
    """Everything that differs in something that was heard."""
    return Differing(
        before,
        after,
        texts=tuple(texts(before, after, fields.VOICE_TEXTS)),
        values=tuple(values(before, after, fields.VOICE_VALUES)),
        dates=tuple(dates(before, after, fields.VOICE_DATES)),
    )
