"""The readings of a measure as a line: where every point, target and label of the drawing stands. Pure.

Units are pixels of the drawing at its own size. Knows no colours: those are classes of the style sheet, and every line
has a dash and every mark a figure of its own, so that it can be read in black and white.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from actionplans.measures.axes import apart, value_ticks
from actionplans.measures.judging import OTHERS, judge
from actionplans.measures.numbers import short_in_unit
from actionplans.measures.periods import last_of_month
from actionplans.snapshot.values import MeasureSnapshot, TargetSnapshot
from ilacs.design.wording import MONTHS, date_in_words

STEPS = (1, 3, 6, 12, 24, 60, 120)
"""Months between two ticks of the line of time."""
LABEL_ROOM = 18
"""Pixels from one label at the end of a line to the next."""
VALUE_RISE = 12
"""How far above its point the value of a reading stands."""


@dataclass(frozen=True)
class Size:
    """A sheet to draw on: its edges, and how many ticks its two axes have at most."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    most_days: int
    most_values: int
    labelled: bool = True


WIDE = Size(760, 340, 62, 590, 34, 288, most_days=8, most_values=6)
NARROW = Size(320, 270, 46, 288, 34, 222, most_days=4, most_values=5, labelled=False)
SMALL = Size(132, 36, 5, 127, 6, 30, most_days=0, most_values=0, labelled=False)
"""A screen, a phone, and the little one in a row of a table."""


@dataclass(frozen=True)
class Dot:
    """One point of a line: its place and the value that stands beside it, empty where there is no room."""

    x: float
    y: float
    words: str = ""

    @property
    def above(self) -> float:
        """The base of its value."""
        return round(self.y - VALUE_RISE, 1)

    @property
    def diamond(self) -> str:
        """The corners of the figure of a target."""
        return f"{self.x},{self.y - 6} {self.x + 6},{self.y} {self.x},{self.y + 6} {self.x - 6},{self.y}"

    @property
    def triangle(self) -> str:
        """The corners of the figure of the neighbours."""
        return f"{self.x},{self.y - 5} {self.x + 5},{self.y + 4} {self.x - 5},{self.y + 4}"

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left corner of the square of England."""
        return round(self.x - 4, 1), round(self.y - 4, 1)


@dataclass(frozen=True)
class Line:
    """One line: whose it is ("own", "target", "england", "neighbours"), its points, and the label at its end."""

    whose: str
    name: str
    path: str
    dots: tuple[Dot, ...]
    label: str = ""
    label_y: float = 0


@dataclass(frozen=True)
class Tick:
    """A mark of an axis with its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Trend:
    """The whole drawing, and what it shows in one sentence for who cannot see it."""

    size: Size
    lines: tuple[Line, ...]
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    unit: str
    words: str

    @property
    def label_x(self) -> int:
        """Where the labels at the ends of the lines begin."""
        return self.size.right + 14

    @property
    def days_y(self) -> int:
        """The base of the words of the line of time."""
        return self.size.bottom + 24


@dataclass(frozen=True)
class _Scale:
    """From days and values to places on a sheet."""

    size: Size
    first: date
    last: date
    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...] = field(default=())

    def x(self, day: date) -> float:
        """The place of a day."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.size.left + share * (self.size.right - self.size.left), 1)

    def y(self, value: Decimal) -> float:
        """The place of a value."""
        share = float((value - self.low) / (self.high - self.low))
        return round(self.size.bottom - share * (self.size.bottom - self.size.top), 1)


def trend(measure: MeasureSnapshot, size: Size = WIDE) -> Trend | None:
    """The drawing of a measure that has readings; None of one that has none."""
    if not measure.readings:
        return None
    scale = _scale(measure, size)
    lines = [line for line in _lines(measure, scale) if line.dots]
    return Trend(
        size=size,
        lines=tuple(_labelled(lines, size)),
        values=tuple(Tick(scale.y(value), short_in_unit(value, measure.unit)) for value in scale.ticks),
        days=tuple(_day_ticks(scale)),
        unit=measure.unit_words,
        words=_words(measure),
    )


def _words(measure: MeasureSnapshot) -> str:
    first, last = measure.readings[0], measure.readings[-1]
    days = date_in_words(last.ends_on)
    if first != last:
        days = f"{date_in_words(first.ends_on)} to {days}"
    return f"{measure.name}, {days}. {judge(measure).sentence}. The table has every value."


def _scale(measure: MeasureSnapshot, size: Size) -> _Scale:
    """The days and values that must have a place: readings, baseline, targets and what others had."""
    days = [reading.ends_on for reading in measure.readings]
    values = [reading.value for reading in measure.readings]
    values += [theirs for reading in measure.readings for theirs in _theirs(reading) if theirs is not None]
    if measure.baseline is not None and measure.baseline_on:
        days.append(measure.baseline_on)
        values.append(measure.baseline)
    shown = _shown_targets(measure)
    days += [target.ends_on for target in shown]
    values += [target.value for target in shown]
    first, last = min(days), max(days)
    if first == last:
        first = last_of_month(last.year, last.month - 3)
    ticks = value_ticks(min(values), max(values), measure.unit, size.most_values or 4)
    return _Scale(size, first, last, ticks[0], ticks[-1], ticks if size.most_values else ())


def _theirs(reading: object) -> Iterator[Decimal | None]:
    return (getattr(reading, name) for name, _ in OTHERS if name != "region")


def _shown_targets(measure: MeasureSnapshot) -> tuple[TargetSnapshot, ...]:
    """The targets up to the one that holds for the last reading; those far off would press the line flat."""
    last = measure.readings[-1].ends_on
    passed = [target for target in measure.targets if target.ends_on <= last]
    to_come = [target for target in measure.targets if target.ends_on > last]
    return (*passed, *to_come[:1])


def _day_ticks(scale: _Scale) -> Iterator[Tick]:
    """Ends of months at even distances, so few that their words do not touch."""
    if not scale.size.most_days:
        return
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((each for each in STEPS if months // each < scale.size.most_days), STEPS[-1])
    month = scale.last.month
    day = last_of_month(scale.last.year, month)
    found = []
    while day >= scale.first:
        if day <= scale.last:
            found.append(Tick(scale.x(day), f"{MONTHS[day.month - 1][:3]} {day.year}"))
        month -= step
        day = last_of_month(scale.last.year, month)
    yield from reversed(found)


def _lines(measure: MeasureSnapshot, scale: _Scale) -> Iterator[Line]:
    """Ours last, so that it lies over the others."""
    yield _target_line(measure, scale)
    for whose, name in (("england", "England"), ("neighbours", "Neighbours")):
        known = [(each.ends_on, getattr(each, whose)) for each in measure.readings if getattr(each, whose) is not None]
        yield _line(whose, name, known, measure, scale)
    own = [(each.ends_on, each.value) for each in measure.readings]
    if measure.baseline is not None and measure.baseline_on and measure.baseline_on < own[0][0]:
        own.insert(0, (measure.baseline_on, measure.baseline))
    yield _line("own", "This council", own, measure, scale)


def _line(whose: str, name: str, known: list[tuple[date, Decimal]], measure: MeasureSnapshot, scale: _Scale) -> Line:
    dots = [Dot(scale.x(day), scale.y(value)) for day, value in known]
    if whose == "own":
        dots = _with_values(dots, known, measure.unit, scale.size)
    path = "M" + " L".join(f"{dot.x} {dot.y}" for dot in dots) if dots else ""
    label = f"{name} {short_in_unit(known[-1][1], measure.unit)}" if known else ""
    return Line(whose, name, path, tuple(dots), label, dots[-1].y if dots else 0)


def _with_values(dots: list[Dot], known: list[tuple[date, Decimal]], unit: str, size: Size) -> list[Dot]:
    """The first and the last value beside their points, where the sheet has room for words."""
    if not size.most_values:
        return dots
    ends = {0, len(dots) - 1}
    return [
        Dot(dot.x, dot.y, short_in_unit(value, unit) if place in ends else "")
        for place, (dot, (_, value)) in enumerate(zip(dots, known, strict=True))
    ]


def _target_line(measure: MeasureSnapshot, scale: _Scale) -> Line:
    """Each target as a step that ends on its day; the last one holds on to the end."""
    targets = _shown_targets(measure)
    if not targets:
        return Line("target", "Target", "", ())
    parts, start = [], scale.size.left + 0.0
    for target in targets:
        end, height = scale.x(target.ends_on), scale.y(target.value)
        parts.append(f"M{start} {height} H{end}")
        start = end
    if start < scale.size.right:
        parts.append(f"H{scale.size.right}")
    dots = tuple(Dot(scale.x(target.ends_on), scale.y(target.value)) for target in targets)
    label = f"Target {short_in_unit(targets[-1].value, measure.unit)}"
    return Line("target", "Target", " ".join(parts), dots, label, dots[-1].y)


def _labelled(lines: Iterable[Line], size: Size) -> Iterator[Line]:
    """The labels at the ends of the lines pushed apart, so that none lies over another."""
    if not size.labelled:
        yield from lines
        return
    lines = list(lines)
    places = apart([line.label_y for line in lines], LABEL_ROOM, size.top, size.bottom)
    for line, place in zip(lines, places, strict=True):
        yield Line(line.whose, line.name, line.path, line.dots, line.label, round(place, 1))
