"""What shows whether children are better off: measures with their readings, and what was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class TargetSnapshot:
    """What a measure shall be by the end of a period."""

    ends_on: date
    value: Decimal


@dataclass(frozen=True)
class ReadingSnapshot:
    """What a measure was in the period that ended on a day, and what others had."""

    ends_on: date
    value: Decimal
    neighbours: Decimal | None
    region: Decimal | None
    england: Decimal | None
    note: str
    made_by: str


@dataclass(frozen=True)
class MeasureSnapshot:
    """One success measure, its targets and readings the oldest first; of one day only the reading that holds.

    Values are in the unit; polarity is "higher" or "lower"; tolerance is how far from target is still near it.
    """

    pk: int
    number: int
    name: str
    definition: str
    unit: str
    unit_words: str
    polarity: str
    baseline: Decimal | None
    baseline_on: date | None
    tolerance: Decimal
    source: str
    frequency: str
    frequency_words: str
    owner: str
    owner_post: str
    areas: tuple[int, ...]
    references: tuple[str, ...]
    targets: tuple[TargetSnapshot, ...]
    readings: tuple[ReadingSnapshot, ...]


@dataclass(frozen=True)
class VoiceSnapshot:
    """What somebody said and what we did; area is None and reference empty where it is of the whole plan."""

    pk: int
    who: str
    who_words: str
    heard_on: date
    how: str
    said: str
    did: str
    did_on: date | None
    area: int | None
    reference: str
