"""What a paper says, as frozen blocks in reading order. It knows no plan, no page size and no file format.

Every writer prints every block; none asks where a block came from. Texts are whole and plain, and nothing in them is
markup.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

_PARAGRAPHS = re.compile(r"[ \t]*\n\s*\n")


@dataclass(frozen=True)
class RatingMark:
    """A rating as papers show it: letter, word, shape and tone together, never the colour alone."""

    letter: str
    word: str
    shape: str
    tone: str
    definition: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6. A document begins with its one level 1 and skips none on the way down."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; a new line in it is a new line on paper. kind: plain, lead, note, or empty for "nothing yet"."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Quote:
    """Somebody else's words, told apart from ours: whose they are, the words, and where they stand."""

    label: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class ItemList:
    """A list with a line that introduces it."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One line of the facts: what it is, and what it says."""

    label: str
    text: str


@dataclass(frozen=True)
class Facts:
    """What a reader needs to know of the paper itself, one line each."""

    caption: str
    rows: tuple[Fact, ...]


class Fate(StrEnum):
    """What became of words in a text that was changed."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Marked:
    """Words of a changed text and what became of them: kept, struck out, or inserted."""

    text: str
    fate: Fate

    @property
    def bracketed(self) -> str:
        """The words where nothing can be struck out: [-removed-], {+added+}."""
        opens, closes = BRACKETS[self.fate]
        return f"{opens}{self.text}{closes}"


BRACKETS = {Fate.SAME: ("", ""), Fate.REMOVED: ("[-", "-]"), Fate.ADDED: ("{+", "+}")}
"""What stands round words that were removed or added, for formats and people who cannot see how they are drawn."""


@dataclass(frozen=True)
class Part:
    """One thing said in a cell. label is printed before it; on is the day it names; quiet words stand for nothing.

    marked says which words of a changed text were removed and added; text has them in brackets.
    A text too long for its cell ends there after so many characters, `ends`; the rest is printed below the row. What
    needs the width of the page stands there altogether, is_below.
    """

    text: str
    label: str = ""
    on: date | None = None
    rating: RatingMark | None = None
    quiet: bool = False
    strong: bool = False
    ends: int | None = None
    marked: tuple[Marked, ...] = ()
    is_below: bool = False

    @property
    def shown(self) -> str:
        """What of the text stands in the cell on paper; a spreadsheet holds all of it."""
        if self.is_below:
            return ""
        return self.text if self.ends is None else self.text[: self.ends].rstrip()

    @property
    def rest(self) -> str:
        """What of the text goes on below the row, in the whole width of the table."""
        if self.is_below:
            return self.text
        return "" if self.ends is None else self.text[self.ends :].strip()


CONTINUES = "continues below"
"""What a cell says at its end where the rest of its text is printed below the row."""
Cell = tuple[Part | None, ...]
"""What stands in a cell, one part for each field of its column; None where there is nothing to say."""


@dataclass(frozen=True)
class Column:
    """A column on paper, its share of the width in hundredths, and the fields stacked in it.

    A spreadsheet gives each field a column of its own; those in `days` hold days.
    """

    header: str
    share: int
    names: tuple[str, ...]
    days: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows.

    sheet names the spreadsheet the rows belong to: tables of one name share it, each row with the table's context
    before it. empty is said in the place of rows.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str
    context: tuple[Fact, ...] = ()
    empty: str = ""

    def below(self, row: tuple[Cell, ...]) -> Iterator[tuple[Cell, Cell]]:
        """What goes on below a row, a line for each paragraph: the cell that heads the row again, and the words.

        So every page a long text runs over names the row it belongs to.
        """
        for column, cell in zip(self.columns, row, strict=True):
            for name, part in zip(column.names, cell, strict=True):
                label = name if part and part.is_below else f"{name}, continued"
                for words in _PARAGRAPHS.split(part.rest if part else ""):
                    if words:
                        yield row[0], (Part(words, label=label),)


@dataclass(frozen=True)
class Bar:
    """One row of a bar table: counts in the order of the series. anchor is the heading it leads to."""

    label: str
    counts: tuple[int, ...]
    anchor: str = ""

    @property
    def total(self) -> int:
        """How long the whole bar is."""
        return sum(self.counts)


MANY_BARS = 16


@dataclass(frozen=True)
class BarTable:
    """Counts by rating, each row drawn as a bar beside its figures; the longest bar is `maximum`."""

    caption: str
    head: str
    series: tuple[RatingMark, ...]
    rows: tuple[Bar, ...]
    total: Bar | None = None

    @property
    def maximum(self) -> int:
        """What the whole width of a bar stands for, at least 1."""
        return max((row.total for row in self.rows), default=0) or 1

    @property
    def is_long(self) -> bool:
        """Whether it fills a page by itself, its rows standing closer so that 30 have room."""
        return len(self.rows) > MANY_BARS


@dataclass(frozen=True)
class RatingKey:
    """What each rating means."""

    title: str
    ratings: tuple[RatingMark, ...]


Plain = Heading | Paragraph | Quote | ItemList | Facts | Table | BarTable | RatingKey


@dataclass(frozen=True)
class Together:
    """A heading and what stands under it, side by side where there is room; on one page where it fits.

    The first line of what follows stays with them.
    """

    blocks: tuple[Plain, ...]


@dataclass(frozen=True)
class OnePage:
    """Blocks under each other on one page where they fit; where they do not, the first of them begins a page."""

    blocks: tuple[Plain, ...]


Block = Plain | Together | OnePage


@dataclass(frozen=True)
class Document:
    """A whole paper, as things stood on one day.

    file_stem is its file's name without the ending; running_head stands at the head of every page. look: plain, or
    certificate for one upright page in a frame, certificate-close where much has to stand on it.
    """

    title: str
    author: str
    subject: str
    running_head: str
    file_stem: str
    is_draft: bool
    as_at: date
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    look: str = "plain"

    def content_hash(self) -> str:
        """The same 64 letters for the same content, on every machine and every day."""
        text = json.dumps(_canonical(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()

    def plain_blocks(self) -> Iterator[Plain]:
        """Every block in reading order, whatever is kept together with what."""
        for block in self.blocks:
            yield from block.blocks if isinstance(block, Together | OnePage) else (block,)


def _canonical(value: Any) -> Any:
    """The value as JSON knows it, each dataclass with its name, so that no two documents look the same."""
    if is_dataclass(value):
        return [type(value).__name__, {field.name: _canonical(getattr(value, field.name)) for field in fields(value)}]
    if isinstance(value, tuple):
        return [_canonical(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
