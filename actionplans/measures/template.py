"""The file to fill in: a row for each measure with the period that is read next. Text is text, no formula. Pure."""

import csv
import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter

from actionplans.measures.columns import HEADINGS
from actionplans.measures.periods import next_to_read
from actionplans.snapshot.values import MeasureSnapshot

WIDTHS = {"number": 10, "name": 60, "unit": 24, "ends_on": 14, "note": 50}
MAY_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def next_period(measure: MeasureSnapshot, on: date) -> date:
    """The end of the period of a measure that is read next; its first follows the baseline, where there is one."""
    before = measure.baseline_on if measure.baseline is not None else None
    last = measure.readings[-1].ends_on if measure.readings else before
    return next_to_read(last, on, measure.frequency)


def as_csv(measures: Iterable[MeasureSnapshot], on: date) -> bytes:
    """The template as CSV in UTF-8, as Excel opens it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(HEADINGS.values())
    for measure in measures:
        writer.writerow([_harmless(text) for text in _row(measure, f"{next_period(measure, on):%d/%m/%Y}")])
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(measures: Iterable[MeasureSnapshot], on: date) -> bytes:
    """The template as a workbook with one sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Readings")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text, day = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for place, (name, words) in enumerate(HEADINGS.items()):
        sheet.write_string(0, place, words, head)
        sheet.set_column(place, place, WIDTHS.get(name, 13))
    for number, measure in enumerate(measures, 1):
        for place, words in enumerate(_row(measure, "")):
            sheet.write_string(number, place, words, text)
        sheet.write_datetime(number, list(HEADINGS).index("ends_on"), next_period(measure, on), day)
    sheet.freeze_panes(1, 2)
    book.close()
    return content.getvalue()


def _row(measure: MeasureSnapshot, ends_on: str) -> list[str]:
    known = {"number": f"M{measure.number}", "name": measure.name, "unit": measure.unit_words, "ends_on": ends_on}
    return [known.get(name, "") for name in HEADINGS]


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(MAY_BE_FORMULA) else text
