"""The tables of a comparison: things then and now, and texts with the words that were removed and added."""

from collections.abc import Iterable, Iterator

from actionplans.changes import Row, Run, TextChange
from actionplans.exports.document import Cell, Column, Fact, Fate, Marked, Part, Table
from actionplans.exports.marks import rating_part
from actionplans.exports.rows import fitted
from actionplans.models import RatingScales

WORDS_REMOVED_AND_ADDED = "Words removed and added"
WORDS_COLUMNS = (Column("What", 21, ("What",)), Column(WORDS_REMOVED_AND_ADDED, 79, (WORDS_REMOVED_AND_ADDED,)))
FACTS_COLUMNS = (
    Column("What", 21, ("What",)),
    Column("Then", 30, ("Then",)),
    Column("Now", 30, ("Now",)),
    Column("Change", 19, ("Change",)),
)
Context = tuple[Fact, ...]
Scales = tuple[RatingScales, RatingScales]
"""What ratings were called then, and what they are called now."""
DEFAULT_SCALES: Scales = (RatingScales(), RatingScales())


def part_of(name: str) -> Context:
    """What a spreadsheet says of every row: which part of the plan it is of."""
    return (Fact("Part of the plan", name),)


def facts_table(caption: str, rows: Iterable[Row], context: Context) -> Iterator[Table]:
    """A table of things then and now, where there are any."""
    cells = tuple(((Part(row.what),), *then_and_now(row)) for row in rows)
    if cells:
        yield Table(caption, FACTS_COLUMNS, cells, "Then and now", context)


def words_table(caption: str, texts: Iterable[TextChange], context: Context) -> Iterator[Table]:
    """A table of texts whose words changed, where there are any."""
    cells = tuple(((Part(text.label),), (marked(text.runs),)) for text in texts)
    if cells:
        yield Table(caption, WORDS_COLUMNS, cells, "Words", context)


def then_and_now(row: Row, scales: Scales = DEFAULT_SCALES) -> tuple[Cell, Cell, Cell]:
    """What something was, what it is, and which way it went."""
    then, now = scales
    return (_value(row.then, row, then), _value(row.now, row, now), (Part(row.way, strong=True),))


def _value(text: str, row: Row, scales: RatingScales) -> Cell:
    if not text:
        return (Part("Nothing", quiet=True),)
    return (rating_part(text, scales) if row.is_rating else fitted(Part(text)),)


def marked(runs: Iterable[Run]) -> Part:
    """A text with its words that were removed and added."""
    words = tuple(Marked(run.text, Fate(run.kind.value)) for run in runs)
    return Part("".join(run.bracketed for run in words), marked=words)
