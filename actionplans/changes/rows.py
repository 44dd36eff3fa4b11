"""What differs besides words, a row each: what it is, then, now, and which way it went. For pages and papers alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actionplans.changes.of_impact import polarity_words, reading_words, target_words
from actionplans.changes.values import (
    AreaChange,
    Comparison,
    DateMove,
    Differing,
    InspectionChange,
    ItemChange,
    MeasureChange,
    Parts,
    RatingMove,
    RecommendationChange,
    UpdateChange,
    ValueChange,
)
from actionplans.measures.numbers import in_unit
from actionplans.snapshot import (
    EvidenceSnapshot,
    InspectionSnapshot,
    MeasureSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    UpdateSnapshot,
    VoiceSnapshot,
)
from ilacs.design.wording import counted, date_in_words


@dataclass(frozen=True)
class Row:
    """One thing then and now. then and now are empty where there was nothing; of a rating they are its codes."""

    what: str
    then: str
    now: str
    way: str = ""
    is_rating: bool = False


def plan_rows(comparison: Comparison) -> tuple[Row, ...]:
    """The stage and the days of the plan itself, and the inspections it answers."""
    added = [Row("Inspection", "", inspection_title(found), "Added") for found in comparison.inspections_added]
    removed = [Row("Inspection", inspection_title(found), "", "Removed") for found in comparison.inspections_removed]
    return (*_values(comparison.values), *_dates(comparison.dates), *added, *removed)


def inspection_title(found: InspectionSnapshot) -> str:
    """What tells an inspection from the others of its kind."""
    return f"{found.name} that began on {date_in_words(found.started_on)}"


def inspection_rows(change: InspectionChange) -> tuple[Row, ...]:
    """The kind, the grades, the strengths and the days of an inspection, and when its plan is due."""
    removed = [Row("Strength", text, "", "Removed") for text in change.strengths_removed]
    added = [Row("Strength", "", text, "Added") for text in change.strengths_added]
    return (*_values(change.values), *_dates(change.dates), *_values(change.judgements), *removed, *added)


def area_rows(change: AreaChange) -> tuple[Row, ...]:
    """The lead and the short facts of an area."""
    return (*_values([change.lead] if change.lead else []), *_values(change.values))


def item_rows(change: ItemChange) -> tuple[Row, ...]:
    """Everything of an action that is no running text: dates and why, ratings and why, lead, place, steps, evidence."""
    return tuple(_item(change))


def recommendation_rows(change: RecommendationChange) -> tuple[Row, ...]:
    """The answer, the owner, the dates and the links of a recommendation."""
    return (*_values(change.values), *_dates(change.dates))


def _item(change: ItemChange) -> Iterator[Row]:
    if change.has_moved:
        yield Row("Area", f"Area {change.before.area_number}", f"Area {change.after.area_number}", "Moved")
    yield from _dates(change.dates)
    yield from _moves(change.moves)
    yield from _overdue(change)
    yield from _ratings(change)
    yield from _values([change.lead] if change.lead else [])
    yield from _values(change.values)
    yield from _values([change.sign_off] if change.sign_off else [])
    yield from _parts("Milestone", change.milestones, _milestone, _milestone_way)
    yield from _parts("Evidence", change.evidence, _evidence, lambda _changed: "Changed")
    if change.progress:
        yield _progress(change.progress)


def _overdue(change: ItemChange) -> Iterator[Row]:
    if change.is_newly_overdue:
        yield Row("Overdue", "No", "Yes", "Newly overdue")
    if change.is_no_longer_overdue:
        yield Row("Overdue", "Yes", "No", "No longer overdue")


def _ratings(change: ItemChange) -> Iterator[Row]:
    complete = "newly complete" if change.is_newly_complete else "no longer complete" if change.is_reopened else ""
    if change.rating:
        yield _rating("Delivery rating", change.rating, complete)
        because, because_now = change.before.item.rating_because, change.after.item.rating_because
        if because != because_now:
            yield Row("Why this rating", because, because_now)
    if change.impact:
        yield _rating("Impact rating", change.impact)


def _rating(what: str, move: RatingMove, besides: str = "") -> Row:
    way = ", ".join(words for words in (move.direction.capitalize(), besides) if words)
    return Row(what, move.before, move.after, way, is_rating=True)


def _moves(moves: Parts[MoveSnapshot]) -> Iterator[Row]:
    for move in moves.removed:
        yield Row("Why the date was moved", move_words(move), "", "Taken away")
    for move in moves.added:
        yield Row("Why the date was moved", "", move_words(move), moved_by(move.days))


def move_words(move: MoveSnapshot) -> str:
    """Why a due date was moved, from when to when, by whom, and who approved."""
    days = f"From {date_in_words(move.from_on)} to {date_in_words(move.to_on)}"
    approved = f", approved by {move.approved_by}" if move.approved_by else ""
    return f"{move.reason}\n{days}, moved by {move.moved_by} on {date_in_words(move.moved_on)}{approved}"


def _parts(what: str, parts: Parts[Any], words: Callable[[Any], str], way: Callable[[Any], str]) -> Iterator[Row]:
    """A row for each thing that came, went or changed, whole."""
    yield from (Row(what, words(each), "", "Taken away") for each in parts.removed)
    yield from (Row(what, "", words(each), "Added") for each in parts.added)
    yield from (Row(what, words(each.before), words(each.after), way(each)) for each in parts.changed)


def _milestone(step: MilestoneSnapshot) -> str:
    reached = f"reached on {date_in_words(step.done_on)}" if step.done_on else "not reached"
    return f"{step.name}, by {date_in_words(step.due_on)}, {reached}"


def _milestone_way(change: Differing[MilestoneSnapshot]) -> str:
    """What became of a step: reached, opened again, moved by so many days, renamed."""
    was, is_now = change.before, change.after
    ways = (
        "Reached" if is_now.done_on and not was.done_on else "",
        "Open again" if was.done_on and not is_now.done_on else "",
        moved_by((is_now.due_on - was.due_on).days) if was.due_on != is_now.due_on else "",
    )
    return ", ".join(way for way in ways if way) or "Changed"


def _evidence(piece: EvidenceSnapshot) -> str:
    stance = " It contradicts that the action works." if piece.contradicts else ""
    return f"{piece.kind_words}, {date_in_words(piece.dated_on)}: {piece.shows}{stance}\n{piece.name}"


def measure_title(measure: MeasureSnapshot) -> str:
    """What tells a measure from the others of its plan."""
    return f"M{measure.number} {measure.name}"


def measure_rows(change: MeasureChange) -> tuple[Row, ...]:
    """The facts of a measure, its targets, and what was read since."""
    return (
        *_values(change.values),
        *_dates(change.dates),
        *_values(change.targets),
        *_values(change.readings),
    )


def measure_facts(measure: MeasureSnapshot) -> tuple[tuple[str, str], ...]:
    """A measure that was added or taken away, whole: what each of its facts is called, and its words."""
    baseline = "" if measure.baseline is None else in_unit(measure.baseline, measure.unit)
    since = f" on {date_in_words(measure.baseline_on)}" if measure.baseline_on else ""
    facts = (
        ("Definition", measure.definition),
        ("Unit", measure.unit_words),
        ("Which way is better", polarity_words(measure)),
        ("Baseline", f"{baseline}{since}" if baseline else ""),
        ("Owner", measure.owner),
        *((f"Target for {date_in_words(target.ends_on)}", target_words(target, measure)) for target in measure.targets),
        *((f"Reading to {date_in_words(read.ends_on)}", reading_words(read, measure)) for read in measure.readings),
    )
    return tuple((label, words) for label, words in facts if words)


def voice_title(voice: VoiceSnapshot) -> str:
    """Who said something, and when."""
    return f"{voice.who_words}, {date_in_words(voice.heard_on)}"


def voice_rows(change: Differing[VoiceSnapshot]) -> tuple[Row, ...]:
    """The short facts of something that was heard."""
    return (*_values(change.values), *_dates(change.dates))


def voice_facts(voice: VoiceSnapshot) -> tuple[tuple[str, str], ...]:
    """Something heard that was added or taken away, whole."""
    about = f"Action {voice.reference}" if voice.reference else f"Area {voice.area}" if voice.area else ""
    facts = (
        ("About", about),
        ("How we heard it", voice.how),
        ("What they said", voice.said),
        ("What we did", voice.did),
        ("When we did it", date_in_words(voice.did_on)),
    )
    return tuple((label, words) for label, words in facts if words)


def _values(changes: Iterable[ValueChange]) -> Iterator[Row]:
    for change in changes:
        yield Row(change.label, change.before, change.after, _what_became(change.before, change.after))


def _dates(moves: Iterable[DateMove]) -> Iterator[Row]:
    for move in moves:
        yield Row(move.label, date_in_words(move.before), date_in_words(move.after), moved_words(move))


def moved_words(move: DateMove) -> str:
    """By how long a date moved and which way: "31 days later", "1 day earlier", "Set", "Taken away"."""
    if move.days is None:
        return _what_became(move.before, move.after)
    return moved_by(move.days)


def moved_by(days: int) -> str:
    """So many days later or earlier."""
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _what_became(before: object, after: object) -> str:
    if before and after:
        return "Changed"
    return "Set" if after else "Taken away"


def _progress(change: UpdateChange) -> Row:
    return Row("Newest report of progress", _update(change.before), _update(change.after), _reported(change))


def _reported(change: UpdateChange) -> str:
    return "New report" if change.after else "Taken away"


def _update(update: UpdateSnapshot | None) -> str:
    """A report of progress as one text."""
    if update is None:
        return ""
    following = f"\nNext: {update.next_step}" if update.next_step else ""
    return f"{date_in_words(update.reported_on)}: {update.what_changed}{following}"
