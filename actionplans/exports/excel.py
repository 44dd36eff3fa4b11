"""A document as an Excel workbook to filter and sort: one row an action, text that is text and dates that are dates.

A cell of Excel holds 32,767 characters. A longer text goes on in the row below, which begins with the same reference.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from textwrap import shorten
from typing import Any

import xlsxwriter

from actionplans.exports.document import (
    BarTable,
    Document,
    Facts,
    Heading,
    ItemList,
    Paragraph,
    Part,
    Plain,
    Quote,
    RatingKey,
    RatingMark,
    Table,
)
from actionplans.exports.palette import COUNCIL, MUTED, SURFACE, TONES, in_characters

LONGEST_TEXT = 32_000
LONGEST_PAGE_HEAD = 240
WIDEST, NARROWEST = 32, 11
CHARACTERS_ON_A4, CHARACTERS_ON_A3 = 149, 215
"""How many characters of a column's width a sheet of paper holds across, landscape, between its margins."""
COLUMN_MARGIN = 0.71
"""What a column takes beyond its characters."""
SMALLEST_PRINT = 0.7
"""A sheet is printed no smaller than this to fit on fewer pages: its letters of 10 points come out as 7."""
SHARED = 14
"""A column is at least this wide when its longest text takes several lines."""
RATING_IN_TWO_LINES = 18
DAY_AS_LONG_AS_ANY = "30 September 2022"
A4, A3 = 9, 8
LETTERS = {"font_name": "Arial", "font_size": 10}
DAY = {"num_format": "d mmmm yyyy", "align": "left"}


def write_excel(document: Document) -> bytes:
    """The document as the bytes of an .xlsx file; the same document always gives the same bytes."""
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "default_format_properties": LETTERS,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as workbook:
        workbook.set_properties(
            {
                "title": document.title,
                "author": document.author,
                "subject": document.subject,
                "created": datetime.combine(document.as_at, time()),
            }
        )
        Book(workbook, document).write()
    return written.getvalue()


class Book:
    """A workbook being written."""

    def __init__(self, workbook: Any, document: Document) -> None:
        self.workbook, self.document = workbook, document
        self.blocks = list(document.plain_blocks())
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self) -> None:
        """Write what the paper is about, then the actions, then what else it has."""
        self.write_words()
        names = dict.fromkeys(block.sheet for block in self.blocks if isinstance(block, Table))
        for name in sorted(names, key=lambda name: name != "Actions"):
            self.write_tables(
                name, [block for block in self.blocks if isinstance(block, Table) and block.sheet == name]
            )
        for number, block in enumerate(block for block in self.blocks if isinstance(block, BarTable)):
            self.write_counts(f"Summary {number + 1}" if number else "Summary", block)
        self.write_keys([block for block in self.blocks if isinstance(block, RatingKey)])

    def look(self, **properties: Any) -> Any:
        """The format of a cell with these properties, made once."""
        whole = {**LETTERS, "text_wrap": True, "valign": "top", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(whole)
        return self.formats[key]

    def sheet(self, name: str, heads: list[str], widths: Sequence[int]) -> Any:
        """A new sheet; its row of headings stays in view and is printed on every page, landscape.

        One too wide for a page of A4 is printed on A3, on as many pages side by side as keep it legible, each
        beginning with the first two columns.
        """
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        across = pages_across(widths)
        sheet.set_paper(A3 if across else A4)
        sheet.fit_to_pages(across or 1, 0)
        if across:
            sheet.repeat_columns(0, 1)
        sheet.set_margins(0.4, 0.4, 0.7, 0.7)
        head = self.document.running_head
        room = LONGEST_PAGE_HEAD - head.count("&")
        sheet.set_header("&L" + shorten(head, room, placeholder="…").replace("&", "&&"))
        sheet.set_footer("&RPage &P of &N")
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        if heads:
            looks = self.look(bold=True, bg_color=f"#{SURFACE}", bottom=2, bottom_color=f"#{COUNCIL}")
            for place, words in enumerate(heads):
                sheet.write_string(0, place, words, looks)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 1)
        return sheet

    def write_tables(self, name: str, tables: list[Table]) -> None:
        """Write all tables of one name under each other, each row with what its table says of it."""
        fields = [field for column in tables[0].columns for field in column.names]
        days = {field for column in tables[0].columns for field in column.days}
        heads = fields + [fact.label for fact in tables[0].context]
        rows = [line for table in tables for row in _rows_of(table) for line in _continued(row)]
        widths = [_width(words, [row[place] for row in rows]) for place, words in enumerate(heads)]
        sheet = self.sheet(name, heads, widths)
        for number, row in enumerate(rows, start=1):
            for place, part in enumerate(row):
                self.write_part(sheet, number, place, part, holds_days=heads[place] in days)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)

    def write_part(self, sheet: Any, row: int, column: int, part: Part | None, *, holds_days: bool) -> None:
        """Write one part of a cell as what it is: a rating on its colour, a date or none yet, or text."""
        if holds_days and (part is None or not part.on):
            sheet.write_blank(row, column, None, self.look(**DAY))
        elif part is None:
            return
        elif part.rating:
            self.write_rating(sheet, row, column, part.rating)
        elif part.on:
            sheet.write_datetime(row, column, datetime.combine(part.on, time()), self.look(**DAY))
        else:
            looks = self.look(italic=True, font_color=f"#{MUTED}") if part.quiet else self.look(bold=part.strong)
            sheet.write_string(row, column, part.text, looks)

    def write_rating(self, sheet: Any, row: int, column: int, rating: RatingMark) -> None:
        """Write shape, letter and word on the rating's colour."""
        tone = TONES[rating.tone]
        looks = self.look(
            bold=True, bg_color=f"#{tone.fill}", font_color=f"#{tone.text}", border=1, border_color=f"#{tone.line}"
        )
        sheet.write_string(row, column, in_characters(rating), looks)

    def write_counts(self, name: str, block: BarTable) -> None:
        """Write the counts as numbers; a name too long for its cell goes on in the rows below."""
        heads = [block.head, *map(in_characters, block.series), "All"]
        sheet = self.sheet(name, heads, [WIDEST, *(14 for _head in heads[1:])])
        bars = [*block.rows, *([block.total] if block.total else [])]
        number = 1
        for bar in bars:
            looks = self.look(bold=bar is block.total)
            for place, count in enumerate((*bar.counts, bar.total), start=1):
                sheet.write_number(number, place, count, looks)
            for chunk in _chunks(bar.label) or [""]:
                sheet.write_string(number, 0, chunk, looks)
                number += 1

    def write_keys(self, blocks: list[RatingKey]) -> None:
        """Write what each rating means."""
        sheet = self.sheet("Key", ["Rating", "Meaning", "Scale"], [34, 80, 36])
        ratings = ((block.title, rating) for block in blocks for rating in block.ratings)
        for number, (scale, rating) in enumerate(ratings, start=1):
            self.write_rating(sheet, number, 0, rating)
            sheet.write_string(number, 1, rating.definition, self.look())
            sheet.write_string(number, 2, scale, self.look())

    def write_words(self) -> None:
        """Write everything that is no table: facts, introduction, strengths, how the plan is monitored."""
        sheet = self.sheet("About", [], [30, 110])
        number = 0
        for label, text, is_heading in _words(self.blocks):
            for chunk in _chunks(text) or [""]:
                sheet.write_string(number, 0, label, self.look(bold=True, font_size=13 if is_heading else 10))
                sheet.write_string(number, 1, chunk, self.look())
                number += 1


def _rows_of(table: Table) -> Iterator[list[Part | None]]:
    """The rows of a table with its context after each; a table without rows still has one, saying so."""
    context: list[Part | None] = [Part(fact.text) for fact in table.context]
    fields = sum(len(column.names) for column in table.columns)
    for row in table.rows:
        yield [part for cell in row for part in cell] + context
    if not table.rows:
        words: list[Part | None] = [None] * fields
        words[min(1, fields - 1)] = Part(table.empty, quiet=True)
        yield words + context


def _continued(row: list[Part | None]) -> Iterator[list[Part | None]]:
    """The row, and below it as many more as its longest text needs, each beginning with its reference again."""
    texts = [_chunks(part.text) if part and not part.on and not part.rating else [] for part in row]
    yield [replace(part, text=text[0]) if part and text else part for text, part in zip(texts, row, strict=True)]
    for line in range(1, max(len(text) for text in texts)):
        more = [Part(text[line]) if len(text) > line else None for text in texts]
        yield [Part(f"{row[0].text if row[0] else ''} (continued)"), *more[1:]]


def _chunks(text: str) -> list[str]:
    """The text in pieces a cell can hold, broken at a space where there is one."""
    pieces = []
    while len(text) > LONGEST_TEXT:
        end = text.rfind(" ", LONGEST_TEXT // 2, LONGEST_TEXT) + 1 or LONGEST_TEXT
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text] if text else pieces


def _words(blocks: Iterable[Plain]) -> Iterator[tuple[str, str, bool]]:
    """Label, text and whether it is a heading, for every block that is no table."""
    for block in blocks:
        match block:
            case Heading():
                yield from ((chunk, "", True) for chunk in _chunks(block.text))
            case Paragraph():
                yield "", block.text, False
            case Facts():
                yield from ((row.label, row.text, False) for row in block.rows)
            case ItemList():
                yield from ((block.label if not place else "", item, False) for place, item in enumerate(block.items))
            case Quote():
                yield block.label, f"{block.text}\n{block.source}".strip(), False
            case _:
                pass


def pages_across(widths: Sequence[int]) -> int:
    """How many pages of A3 side by side columns of these widths in characters need; 0 when A4 holds them on one."""
    whole, repeated = (sum(part) + COLUMN_MARGIN * len(part) for part in (widths, widths[:2]))
    if whole * SMALLEST_PRINT <= CHARACTERS_ON_A4:
        return 0
    pages = 1
    while (whole + (pages - 1) * repeated) * SMALLEST_PRINT > pages * CHARACTERS_ON_A3:
        pages += 1
    return pages


def _width(head: str, parts: list[Part | None]) -> int:
    """A width in characters that suits what stands in a column; its heading may take two lines beside its arrow."""
    texts = [DAY_AS_LONG_AS_ANY if part.on else part.text for part in parts if part and not part.rating]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=RATING_IN_TWO_LINES)
    word = max(map(len, head.split()))
    return min(WIDEST, max(NARROWEST, word + 3, max(longest // 3, SHARED) if longest > WIDEST else longest + 2))
