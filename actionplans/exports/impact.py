"""Whether children are better off: success measures, and what was said and done about it. Sections of papers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from actionplans.exports.asked import place_in_words
from actionplans.exports.document import Block, Cell, Column, Heading, Part, RatingKey, RatingMark, Table
from actionplans.exports.rows import fitted
from actionplans.measures import LOOKS, Look, Standing, in_unit, judge
from actionplans.snapshot import MeasureSnapshot, PlanSnapshot, VoiceSnapshot
from ilacs.design.wording import counted, date_in_words

MEASURE_KEY = "Success measures: is the target met?"
MEASURE_COLUMNS = (
    Column("No.", 5, ("Number",)),
    Column("Measure", 33, ("Measure", "Definition", "About", "Source", "Owner")),
    Column("Baseline", 11, ("Baseline", "Baseline read on"), days=("Baseline read on",)),
    Column("Target", 12, ("Target", "Target by"), days=("Target by",)),
    Column("Latest", 12, ("Latest", "For the period to", "Note"), days=("For the period to",)),
    Column("Distance to target", 16, ("Distance to target", "Direction", "Beside others")),
    Column("Rating", 11, ("Rating",)),
)
VOICE_COLUMNS = (
    Column("Who", 19, ("Who", "Heard on", "How we heard it"), days=("Heard on",)),
    Column("What they said", 30, ("What they said",)),
    Column("What we did", 30, ("What we did", "Done on"), days=("Done on",)),
    Column("About", 21, ("About",)),
)


def measure_blocks(snapshot: PlanSnapshot) -> Iterator[Block]:
    """The section of success measures with its key; nothing where there are none."""
    if not snapshot.measures:
        return
    judged = [(measure, judge(measure, snapshot.as_at)) for measure in snapshot.measures]
    yield Heading(2, "Success measures")
    yield Table(
        caption=counted(len(judged), "success measure"),
        columns=MEASURE_COLUMNS,
        rows=tuple(_measure(measure, standing) for measure, standing in judged),
        sheet="Success measures",
    )
    occurring = {standing.code for _, standing in judged}
    yield RatingKey(MEASURE_KEY, tuple(_mark(look) for look in LOOKS.values() if look.code in occurring))


def voice_blocks(snapshot: PlanSnapshot) -> Iterator[Block]:
    """The section of what children, families and staff said and what was done; nothing where none is recorded."""
    if not snapshot.voices:
        return
    yield Heading(2, "What children, families and staff said, and what we did")
    yield Table(
        caption=f"{len(snapshot.voices)} heard" if len(snapshot.voices) > 1 else "One heard",
        columns=VOICE_COLUMNS,
        rows=tuple(map(_voice, snapshot.voices)),
        sheet="Voices",
    )


def _measure(measure: MeasureSnapshot, standing: Standing) -> tuple[Cell, ...]:
    look, reading, target = standing.look, standing.reading, standing.target
    cells: tuple[Cell, ...] = (
        (Part(f"M{measure.number}"),),
        (
            Part(measure.name, strong=True),
            _labelled(measure.definition),
            _labelled(_about(measure), "About"),
            _labelled(measure.source, "Source"),
            _labelled(measure.owner, "Owner"),
        ),
        _value(measure, measure.baseline, measure.baseline_on, nothing="No baseline", before=""),
        _value(
            measure,
            target.value if target else None,
            target.ends_on if target else None,
            nothing="No target",
            before="By",
        ),
        (
            *_value(
                measure,
                reading.value if reading else None,
                reading.ends_on if reading else None,
                nothing="Not read yet",
                before="To",
            ),
            _labelled(reading.note if reading else "", "Note"),
        ),
        (
            Part(standing.distance_words, strong=True)
            if standing.distance_words
            else Part("No distance to tell", quiet=True),
            _labelled(standing.direction_words),
            _labelled("; ".join(standing.against)),
        ),
        (Part(f"{look.letter} {look.word}", rating=_mark(look)),),
    )
    return _fit(cells)


def _value(measure: MeasureSnapshot, value: Decimal | None, day: date | None, *, nothing: str, before: str) -> Cell:
    """A value with its unit, and under it the day it is of; quiet words where there is none."""
    if value is None:
        return Part(nothing, quiet=True), None
    return Part(in_unit(value, measure.unit)), Part(date_in_words(day), label=before, on=day) if day else None


def _about(measure: MeasureSnapshot) -> str:
    """The areas and actions it is about: "area 2, actions 1.1 and 1.2"; empty for the whole plan."""
    return place_in_words(measure.areas, measure.references)


def _voice(voice: VoiceSnapshot) -> tuple[Cell, ...]:
    about = place_in_words((voice.area,) if voice.area else (), (voice.reference,) if voice.reference else ())
    cells: tuple[Cell, ...] = (
        (
            Part(voice.who_words, strong=True),
            Part(date_in_words(voice.heard_on), on=voice.heard_on),
            _labelled(voice.how),
        ),
        (Part(voice.said),),
        (
            Part(voice.did) if voice.did else Part("Nothing yet", quiet=True),
            Part(date_in_words(voice.did_on), on=voice.did_on) if voice.did_on else None,
        ),
        (Part(about[:1].upper() + about[1:] if about else "The whole plan"),),
    )
    return _fit(cells)


def _fit(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(tuple(part and fitted(part) for part in cell) for cell in cells)


def _mark(look: Look) -> RatingMark:
    return RatingMark(look.letter, look.word, look.shape, look.tone, look.definition)


def _labelled(text: str, label: str = "") -> Part | None:
    return Part(text, label=label) if text else None
