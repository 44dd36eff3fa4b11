"""The keys to the two scales: each under a heading of its own, wherever a paper shows ratings."""

from collections.abc import Iterable, Iterator

from actionplans.exports.document import Block, RatingKey, Table
from actionplans.exports.marks import mark
from actionplans.models import RatingScales, Scale

TITLES = {scale: str(scale.label) for scale in Scale}


def keys_to(blocks: Iterable[Block], *scales: RatingScales) -> Iterator[RatingKey]:
    """The keys to the ratings that occur in tables of a paper, as each of these scales words and draws them."""
    tables = (block for block in blocks if isinstance(block, Table))
    shown = {part.rating for table in tables for row in table.rows for cell in row for part in cell if part}
    for scale, title in TITLES.items():
        marks = dict.fromkeys(mark(rule) for side in scales for rule in side.of(scale))
        if explained := tuple(each for each in marks if each in shown):
            yield RatingKey(title, explained)
