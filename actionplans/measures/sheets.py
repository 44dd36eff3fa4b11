"""A CSV or XLSX file as rows of text: what it is by its content, nothing in it run, however hostile it is. Pure."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from openpyxl import load_workbook

LARGEST = 5 * 1024 * 1024
"""Bytes in one file."""
MOST_ROWS = 5_000
"""Rows under the headings."""
LAST_ROW = 20_000
"""How far down a sheet is looked at; more are rows that only look empty."""
MOST_COLUMNS = 40
MOST_UNPACKED = 12 * 1024 * 1024
"""Bytes that the parts of an XLSX file may become together when they are unpacked."""
LARGEST_PART = 3 * 1024 * 1024
"""Bytes of a sheet, or of the texts of its cells: 5,000 rows with every column filled in have half of it."""
LARGEST_OTHER = 512 * 1024
"""Bytes of any other part, such as the looks of cells: a reader takes far longer over those."""
MOST_TAGS = 300_000
"""Tags in one part, which are what takes a reader its time: 5,000 rows of ten columns have two thirds of it."""
LARGE_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
NOT_READ = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "docprops/thumbnail")
"""Pictures and the like, which nobody needs for readings: they are left out."""
MOST_PARTS = 2_000
LONGEST_CELL = 600
"""Characters of a cell that are kept; nothing that is asked for is so long."""
ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"%PDF"
SEPARATORS = ",;\t"
TOP_LINES = 20
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

EMPTY = "The file is empty. Choose the file with the readings"
TOO_LARGE = "The file is larger than 5 MB. Split it into smaller ones"
OLD_EXCEL = "This is an Excel file of the old kind, or one with a password. Save it as XLSX or CSV, and choose that"
WRONG_KIND = "Choose a CSV file or an Excel file (XLSX)"
BROKEN = "This Excel file cannot be opened. Open it in Excel, save it again as XLSX or CSV, and choose that"
TOO_MUCH = "This Excel file holds far more than readings. Copy the table into a new workbook, and choose that"
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Split it into smaller ones"
TOO_DEEP = f"The sheet goes on below row {LAST_ROW:,}. Copy the table into a new sheet, and choose that"


class Unreadable(ValueError):
    """The file is none that can be read; its words say what to do."""


@dataclass(frozen=True)
class SheetRow:
    """One row that is not empty: its number in the file, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def rows_of(content: bytes) -> list[SheetRow]:
    """The rows of a file that are not empty, headings included. Raises Unreadable in words."""
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if content.startswith(OLD_OFFICE):
        raise Unreadable(OLD_EXCEL)
    found = list(_not_empty(_of_workbook(content) if content.startswith(ZIP) else _of_text(content)))
    if not found:
        raise Unreadable(EMPTY)
    return found


def _not_empty(rows: Iterable[list[str]]) -> Iterator[SheetRow]:
    """The rows that hold something, as long as they are not too many."""
    kept = 0
    for number, row in enumerate(rows, 1):
        if number > LAST_ROW:
            raise Unreadable(TOO_DEEP)
        if any(row):
            kept += 1
            yield SheetRow(number, tuple(row))
        if kept > MOST_ROWS + 1:
            raise Unreadable(TOO_MANY)


def _of_text(content: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file, its separator being the commonest one of its first lines."""
    text = _decoded(content)
    if content.startswith(PDF) or CONTROL.search(text):
        raise Unreadable(WRONG_KIND)
    top = "\n".join(islice(text.splitlines(), TOP_LINES))
    separator = max(SEPARATORS, key=top.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [_plain(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error:
        raise Unreadable("This CSV file cannot be read. Save it again as CSV or XLSX, and choose that") from None


def _decoded(content: bytes) -> str:
    """The text of a file as Excel, a case system or a text editor saved it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet of an Excel file, formulas by the value Excel last gave them."""
    try:
        unpacked = _unpacked(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a workbook has beside its cells is none of our business
            book = load_workbook(unpacked, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            rows: Iterable[Any] = sheet.iter_rows(max_col=MOST_COLUMNS)
            found = [[_words(cell) for cell in row] for row in islice(rows, LAST_ROW + 1)]
    except Unreadable:
        raise
    except Exception as problem:
        # A file that somebody made to break a reader breaks it in any way there is.
        raise Unreadable(BROKEN) from problem
    yield from found


def _unpacked(content: bytes) -> io.BytesIO:
    """The same workbook with its parts unpacked. Raises Unreadable as soon as they become more than readings need.

    What an archive says of its own sizes is not believed: each part is read only as far as it may go.
    """
    unpacked, total = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(unpacked, "w") as plain:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Unreadable(TOO_MUCH)
        for part in parts:
            name = part.filename.casefold()
            if name.startswith(NOT_READ):
                continue
            most = min(LARGEST_PART if name.startswith(LARGE_PARTS) else LARGEST_OTHER, MOST_UNPACKED - total)
            with archive.open(part) as packed:
                data = packed.read(most + 1)
            if len(data) > most or data.count(b"<") > MOST_TAGS:
                raise Unreadable(TOO_MUCH)
            total += len(data)
            plain.writestr(part.filename, data)
    return unpacked


def _words(cell: Any) -> str:
    """A cell as a person reads it: a per cent with its sign, a month as a month, a day as a day."""
    value = cell.value
    if value is None:
        return ""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", str(cell.number_format or ""))
    if isinstance(value, datetime | date):
        return _day(value, shown)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _plain(str(value))
    number = Decimal(repr(value))
    if not number.is_finite():
        return _plain(str(value))
    return f"{(number * 100).normalize():f}%" if "%" in shown else f"{number.normalize():f}"


def _day(value: date, shown: str) -> str:
    """A date cell as ISO writes it, one that shows no day as its month alone."""
    has_day = "d" in shown.casefold() or "m" not in shown.casefold()
    return f"{value:%Y-%m-%d}" if has_day else f"{value:%Y-%m}"


def _plain(text: str) -> str:
    """A cell on one line, without the mark that keeps a spreadsheet from taking it for a formula."""
    line = " ".join(text.split())[:LONGEST_CELL]
    return line[1:] if line[:1] == "'" and line[1:2] in ("=", "+", "-", "@") else line
