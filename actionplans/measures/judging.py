"""What a reading says: whether the target is met, how far it is, which way it went, and how others do. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actionplans.measures.looks import LOOKS, MET, MISSED, NEAR, NO_READING, NO_TARGET, NOT_DUE, Look
from actionplans.measures.numbers import difference, in_unit
from actionplans.measures.periods import period_before
from actionplans.snapshot.values import MeasureSnapshot, ReadingSnapshot, TargetSnapshot
from ilacs.design.wording import date_in_words

BETTER, WORSE, SAME = "better", "worse", "the same"
HIGHER = "higher"
OTHERS = (("neighbours", "statistical neighbours"), ("region", "the region"), ("england", "England"))
"""Whom a reading is compared with: the field, and what they are called in a sentence."""


@dataclass(frozen=True)
class Standing:
    """Where a measure stands by one of its readings.

    distance is how far the value is from target in the measure's unit, negative when it is worse whichever way is
    better, None without a target or a reading; sentence says it in words. direction is "better", "worse", "the same"
    or "" where there is nothing to compare with.
    """

    code: str
    reading: ReadingSnapshot | None
    target: TargetSnapshot | None
    distance: Decimal | None
    sentence: str
    distance_words: str
    direction: str
    direction_words: str
    against: tuple[str, ...]

    @property
    def look(self) -> Look:
        """Letter, word, figure and tone of the rating."""
        return LOOKS[self.code]


def judge(measure: MeasureSnapshot, on: date | None = None) -> Standing:
    """Where a measure stands by its last reading, or by the last of a period that had ended on a day."""
    known = [reading for reading in measure.readings if on is None or reading.ends_on <= on]
    if known:
        return judge_reading(measure, known[-1])
    return _not_read(measure, on)


def judge_reading(measure: MeasureSnapshot, reading: ReadingSnapshot) -> Standing:
    """Where a measure stood by one reading, held against the reading before it."""
    target = target_for(measure, reading.ends_on)
    distance = None if target is None else gain(target.value, reading.value, measure.polarity)
    is_due = target is None or target.ends_on <= reading.ends_on
    before = _before(measure, reading.ends_on)
    direction = "" if before is None else direction_of(before[1], reading.value, measure.polarity)
    return Standing(
        code=code_of(distance, measure.tolerance, is_due=is_due),
        reading=reading,
        target=target,
        distance=distance,
        sentence=_sentence(measure, reading.value, target),
        distance_words=_distance_words(measure, distance, None if is_due else target),
        direction=direction,
        direction_words=_direction_words(measure, before, reading.value, direction),
        against=tuple(_against(measure, reading)),
    )


def gain(before: Decimal, after: Decimal, polarity: str) -> Decimal:
    """How much better the second value is than the first, in the measure's unit; negative when it is worse."""
    return after - before if polarity == HIGHER else before - after


def code_of(distance: Decimal | None, tolerance: Decimal, *, is_due: bool = True) -> str:
    """The rating for a distance from target, negative when worse than it.

    A target for a day after the period that was read can be met already, and is not missed before that day.
    """
    if distance is None:
        return NO_TARGET
    if distance >= 0:
        return MET
    if not is_due:
        return NOT_DUE
    return NEAR if -distance <= tolerance else MISSED


def worse_side(measure: MeasureSnapshot) -> str:
    """On which side of its target a measure is worse: "below" where higher is better, else "above"."""
    return "below" if measure.polarity == HIGHER else "above"


def direction_of(before: Decimal, after: Decimal, polarity: str) -> str:
    """Whether the second value is better or worse than the first, or the same."""
    better = gain(before, after, polarity)
    if better == 0:
        return SAME
    return BETTER if better > 0 else WORSE


def target_for(measure: MeasureSnapshot, day: date) -> TargetSnapshot | None:
    """The target that holds for a reading of a day: the one of its period, else the next one to come, else the last."""
    begins_after = period_before(day, measure.frequency)
    inside = [target for target in measure.targets if begins_after < target.ends_on <= day]
    if inside:
        return inside[-1]
    to_come = (target for target in measure.targets if target.ends_on > day)
    return next(to_come, measure.targets[-1] if measure.targets else None)


def _not_read(measure: MeasureSnapshot, on: date | None) -> Standing:
    target = target_for(measure, on) if on else next(iter(measure.targets), None)
    until = f": the target is {_target_words(measure, target)}" if target else ", and no target has been set"
    return Standing(NO_READING, None, target, None, f"Not read yet{until}", "", "", "", ())


def _target_words(measure: MeasureSnapshot, target: TargetSnapshot) -> str:
    """ "85% by 31 December 2022"."""
    return f"{in_unit(target.value, measure.unit)} by {date_in_words(target.ends_on)}"


def _sentence(measure: MeasureSnapshot, value: Decimal, target: TargetSnapshot | None) -> str:
    """ "76% is 9 percentage points below the target of 85% by 31 December 2022"."""
    said = in_unit(value, measure.unit)
    if target is None:
        return f"{said}, and no target has been set"
    words = f"the target of {_target_words(measure, target)}"
    if value == target.value:
        return f"{said} is exactly {words}"
    side = "above" if value > target.value else "below"
    return f"{said} is {difference(value - target.value, measure.unit)} {side} {words}"


def _distance_words(measure: MeasureSnapshot, distance: Decimal | None, ahead: TargetSnapshot | None) -> str:
    """ "9 percentage points below target", "2 days better than target", "At target", or nothing.

    To a target whose day is ahead of the period that was read: "9 percentage points to go until 31 December 2022".
    """
    if distance is None:
        return ""
    if distance == 0:
        return "At target"
    if ahead and distance < 0:
        return f"{difference(distance, measure.unit)} to go until {date_in_words(ahead.ends_on)}"
    return f"{difference(distance, measure.unit)} {'better than' if distance > 0 else worse_side(measure)} target"


def _before(measure: MeasureSnapshot, day: date) -> tuple[str, Decimal] | None:
    """What was read before a day and when in words, else the baseline."""
    earlier = [reading for reading in measure.readings if reading.ends_on < day]
    if earlier:
        return date_in_words(earlier[-1].ends_on), earlier[-1].value
    if measure.baseline is None or (measure.baseline_on and measure.baseline_on >= day):
        return None
    return "the baseline", measure.baseline


def _direction_words(
    measure: MeasureSnapshot, before: tuple[str, Decimal] | None, value: Decimal, direction: str
) -> str:
    """ "Better than 31 March 2022 by 4 percentage points (72%)"."""
    if before is None:
        return ""
    when, was = before
    if direction == SAME:
        return f"The same as {when} ({in_unit(was, measure.unit)})"
    by = difference(value - was, measure.unit)
    return f"{direction.capitalize()} than {when} by {by} ({in_unit(was, measure.unit)})"


def _against(measure: MeasureSnapshot, reading: ReadingSnapshot) -> list[str]:
    """ "6 percentage points worse than England (82%)", for each whose value is known."""
    found = []
    for field, name in OTHERS:
        theirs = getattr(reading, field)
        if theirs is None:
            continue
        direction = direction_of(theirs, reading.value, measure.polarity)
        shown = in_unit(theirs, measure.unit)
        if direction == SAME:
            found.append(f"The same as {name} ({shown})")
        else:
            found.append(f"{difference(reading.value - theirs, measure.unit)} {direction} than {name} ({shown})")
    return found
