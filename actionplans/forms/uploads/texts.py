"""Tables in CSV and plain texts: known by holding nothing but readable text, and no page, script or message."""

import csv
import re
from io import StringIO
from itertools import islice

from actionplans.forms.uploads.kinds import Kind, is_message

ENDINGS = frozenset({"csv", "txt"})
CODINGS = ("utf-8-sig", "cp1252")
"""How programs save texts: Unicode, and what Windows wrote before it."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
FOREIGN = re.compile("[^\\s\x20-\x7e]")
MOST_FOREIGN = 0.3
"""The share of signs that are not on every keyboard, in a text that is not Unicode."""
MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|\?php|\?xml|%)", re.IGNORECASE)
NOT_A_TEXT = ("<", "#!", "{\\rtf", "%PDF-", "%!PS", "MIME-Version:")
DELIMITERS = (",", ";", "\t")
ROWS_LOOKED_AT = 1000
KEPT_AS_TYPED = re.compile(r'="[^"]*"\s*\Z')
"""="0012" only keeps a number as it was typed."""
CALL = re.compile(r"[^\W\d_]\((?!(?:s|es|ren)\))")
"""A name directly before a bracket, as functions have it; "item(s)" is a word."""
LINK = re.compile(r"\|.*!", re.DOTALL)
"""How another program is started."""
PLAIN = re.compile(r"[+-]\s*[£$€]?\s*\d[\d.,:/\s-]*%?(?:\s[^\W\d_]+)*\Z|-[-\s]*\Z|-+\s")
"""A number, date or telephone number, also with its unit, nothing but dashes, or words after a dash."""
BEGINS_A_CELL = r"(?:^|[,;\t|])[^\S\n]*+\"*+[^\S\n]*+"
ANYWHERE = re.compile(
    rf"""{BEGINS_A_CELL}(?:=(?!"[^"\n]*"+\s*(?:$|[,;\t]))\s*[\w$("'+\-@]|[+\-@][^,;\t|\n]{{0,300}}?{CALL.pattern})""",
    re.MULTILINE,
)
"""A formula wherever a cell may begin, in a table whose rows do not match too; rules of = and - are none."""
WITH_FORMULAS = "This file has formulas in it. Save it with their values only, or choose a PDF of it"


def kind_of(content: bytes) -> Kind | None:
    """The media type and ending of a CSV file or a plain text, by its content; None for anything else."""
    text = _text_of(content)
    if not text.strip() or _is_something_else(content, text):
        return None
    return ("text/csv", "csv") if _rows_of(text) else ("text/plain", "txt")


def problem_of(content: bytes, ending: str) -> str:
    """What is wrong with a text of this kind, and what to do; empty when nothing is."""
    text = _text_of(content)
    rows = _rows_of(text) if ending == "csv" else []
    found = ANYWHERE.search(text) or any(_is_formula(cell) for row in rows for cell in row)
    return WITH_FORMULAS if found else ""


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate or start what a cell of a table holds."""
    begun = cell.lstrip().lstrip(' \t\r\n\xa0"')
    if not begun.startswith(("=", "+", "-", "@")) or KEPT_AS_TYPED.match(begun):
        return False
    return bool(CALL.search(begun) or LINK.search(begun)) or not PLAIN.match(begun)


def _text_of(content: bytes) -> str:
    """The content as a text; empty when it is none."""
    for coding in CODINGS:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        is_plain = coding == CODINGS[0] or len(text) - len(FOREIGN.sub("", text)) <= MOST_FOREIGN * len(text)
        return text if is_plain and not CONTROL.search(text) else ""
    return ""


def _is_something_else(content: bytes, text: str) -> bool:
    """Whether a program would take it for a page, a picture, a script, a printed page or a message."""
    begins = text.lstrip("\ufeff \t\r\n")
    return begins.startswith(NOT_A_TEXT) or "%PDF-" in text[:2048] or bool(MARKUP.search(text)) or is_message(content)


def _rows_of(text: str) -> list[list[str]]:
    """The rows of a table of two columns or more and two rows or more; none where it is no table."""
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in islice(rows, ROWS_LOOKED_AT)}
        if len(rows) > 1 and len(widths) == 1 and min(widths) > 1:
            return rows
    return []
