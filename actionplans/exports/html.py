"""A document as HTML: the page edition and what the PDF is printed from have the same blocks and style sheet."""

import re
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from actionplans.exports.document import (
    CONTINUES,
    BarTable,
    Block,
    Cell,
    Document,
    Facts,
    Fate,
    Heading,
    ItemList,
    Marked,
    OnePage,
    Paragraph,
    Part,
    Plain,
    Quote,
    RatingKey,
    RatingMark,
    Table,
    Together,
)
from actionplans.exports.palette import TONES
from actionplans.exports.pdf import BUILD, NOT_BUILT, PrinterMissing, built
from ilacs.design.shapes import shape_svg

CHARACTERS_IN_A_HUNDREDTH = 1.55
"""How many characters of 9 points stand on a line in a hundredth of the page's width, on average."""
TALL = 22
"""More lines than this are over half a page."""
SHORT_LIST = 12
"""A list of no more lines than this stays on one page."""
SHARE_OF_FACTS = 45
"""The share of the width the facts beside a quotation have, in hundredths."""
LONGEST_WORD = 60
"""Longer words may be broken after every so many characters."""
_TAG_OR_LONG_WORD = re.compile(rf"<[^>]*>|[^\s<>]{{{LONGEST_WORD + 1},}}")
_CHARACTER = re.compile(r"&#?\w+;|.")
PAGE_STYLES = ("paper.css", "paper-page.css")
TEMPLATES: dict[type[Plain], str] = {
    BarTable: "exports/blocks/bar_table.html",
    Facts: "exports/blocks/facts.html",
    Heading: "exports/blocks/heading.html",
    ItemList: "exports/blocks/item_list.html",
    Paragraph: "exports/blocks/paragraph.html",
    Quote: "exports/blocks/quote.html",
    RatingKey: "exports/blocks/rating_key.html",
    Table: "exports/blocks/table.html",
}


def paper_html(document: Document, body: str = "") -> str:
    """The whole paper as HTML for the PDF; it asks for no style sheet, because the printer brings its own.

    `body` is what body_html made of the document before, where that was kept.
    """
    shown = mark_safe(body) if body else body_html(document)  # noqa: S308 our own, kept
    return render_to_string("exports/paper.html", {"document": document, "body": shown})


def page_file(document: Document) -> bytes:
    """The page edition as one file that needs nothing beside it: the style sheets stand inside.

    Raises PrinterMissing when they have not been built.
    """
    if not all(built()):
        raise PrinterMissing(NOT_BUILT)
    style = mark_safe("".join((BUILD / name).read_text("utf-8") for name in PAGE_STYLES))  # noqa: S308 our own
    context = {"document": document, "body": body_html(document), "style": style}
    return render_to_string("exports/paper.html", context).encode()


def body_html(document: Document) -> SafeString:
    """The blocks of the document in their order; a very long word may be broken."""
    return mark_safe(_breakable("".join(_block_html(block) for block in document.blocks)))  # noqa: S308 each is escaped


def _breakable(html: str) -> str:
    """The HTML with places to break in words nobody could set on a line; what is read, found and copied is the same.

    The printer measures the whole rest of an unbroken word for every line of it: 100,000 letters took minutes.
    """
    return _TAG_OR_LONG_WORD.sub(lambda found: found[0] if found[0][0] == "<" else _broken(found[0]), html)


def _broken(word: str) -> str:
    """A long word with a place to break after every so many characters, an escaped one being one."""
    characters = _CHARACTER.findall(word)
    parts = range(0, len(characters), LONGEST_WORD)
    return "<wbr>".join("".join(characters[start : start + LONGEST_WORD]) for start in parts)


def _block_html(block: Block) -> str:
    if isinstance(block, Together | OnePage):
        parts = [mark_safe(_block_html(part)) for part in block.blocks]  # noqa: S308 each one is escaped
        name = "together" if isinstance(block, Together) else "one_page"
        return render_to_string(f"exports/blocks/{name}.html", {"parts": parts})
    return render_to_string(TEMPLATES[type(block)], {"block": block, **_drawn(block)})


def _drawn(block: Plain) -> dict[str, Any]:
    """What a template cannot say for itself: cells of parts, ratings and bars."""
    if isinstance(block, Table):
        return {"rows": [_drawn_row(block, row) for row in block.rows], "span": len(block.columns) - 1}
    if isinstance(block, Facts):
        return {"rows": [(row, is_tall(((Part(row.text),),), [SHARE_OF_FACTS])) for row in block.rows]}
    if isinstance(block, ItemList):
        return {"is_short": len(block.items) <= SHORT_LIST}
    if isinstance(block, RatingKey):
        return {"ratings": [(rating_html(rating), rating.definition) for rating in block.ratings]}
    if isinstance(block, BarTable):
        return _drawn_bars(block)
    return {}


def _drawn_row(table: Table, row: tuple[Cell, ...]) -> dict[str, Any]:
    """The cells of a row with their headers, what goes on below it, and which of the two fill much of a page."""
    shares = [column.share for column in table.columns]
    headers = [column.header for column in table.columns]
    rest = [100 - shares[0]]
    return {
        "cells": list(zip(headers, map(cell_html, row), strict=True)),
        "is_tall": is_tall(row, shares),
        "below": [(cell_html(head), cell_html(words), is_tall((words,), rest)) for head, words in table.below(row)],
    }


def is_tall(row: Iterable[Cell], shares: Iterable[int]) -> bool:
    """Whether a row would fill much of a page: it may then be broken, or it would leave a gap and push out heads."""
    return any(_lines(cell, share * CHARACTERS_IN_A_HUNDREDTH) > TALL for cell, share in zip(row, shares, strict=True))


def _lines(cell: Cell, width: float) -> float:
    """About how many lines the parts of a cell take, at so many characters a line."""
    return sum(1 + len(line) / width for part in cell if part for line in part.shown.split("\n"))


def _drawn_bars(block: BarTable) -> dict[str, Any]:
    """Each row with its bar and its counts beside their words; the row of totals has no bar."""
    words = [*(rating.word for rating in block.series), "All"]
    rows = [(row, _lettered_bar(row.counts, block)) for row in block.rows]
    rows += [(block.total, SafeString(""))] if block.total else []
    return {
        "rows": [(row, bar, list(zip(words, (*row.counts, row.total), strict=True))) for row, bar in rows],
        "heads": [(swatch_html(rating), rating.word) for rating in block.series],
    }


def _lettered_bar(counts: tuple[int, ...], block: BarTable) -> SafeString:
    """A bar with its letters and counts under it; readers of the page hear the figures beside it instead.

    A table that fills a page has no room for them: there the letters stand over the figures beside the bar only.
    """
    drawn = bar_svg(counts, block.series, block.maximum)
    if block.is_long:
        return drawn
    return format_html('{}<span class="bar-words" aria-hidden="true">{}</span>', drawn, bar_words(counts, block.series))


def cell_html(cell: Cell) -> SafeString:
    """The parts of a cell, each on a line of its own. No element wraps them: it would cost a quarter of the time."""
    shown = [part for part in cell if part and part.shown]
    parts = [f"{_break(before, part)}{part_html(part)}" for before, part in zip([None, *shown], shown, strict=False)]
    return mark_safe("".join(parts))  # noqa: S308 each one is escaped


def _break(before: Part | None, part: Part) -> str:
    """What parts two parts of a cell; a rating is a box, and a new line beside it would be an empty one."""
    return "\n" if before and not before.rating and not part.rating else ""


def part_html(part: Part) -> SafeString:
    """One part of a cell: its label in bold before it, a rating drawn, words for nothing in grey."""
    if part.rating:
        drawn = rating_html(part.rating)
        named = '<span class="rated"><b class="scale">{}</b> {}</span>'
        return format_html(named, part.label, drawn) if part.label else drawn
    words = marked_html(part.marked) if part.marked else conditional_escape(part.shown)
    if part.strong:
        words = format_html("<strong>{}</strong>", words)
    if part.quiet:
        words = format_html('<span class="quiet">{}</span>', words)
    if part.rest:
        words = format_html('{} <span class="quiet">{}</span>', words, CONTINUES)
    return format_html("<b>{}</b> {}", part.label, words) if part.label else words


_MARKS = {
    Fate.SAME: "{}",
    Fate.REMOVED: '<del><span class="said">[removed:&nbsp;</span>{}<span class="said">]</span></del>',
    Fate.ADDED: '<ins><span class="said">[added:&nbsp;</span>{}<span class="said">]</span></ins>',
}


def marked_html(words: Iterable[Marked]) -> SafeString:
    """The words of a changed text: struck through or underlined, and said to whoever hears them."""
    return mark_safe("".join(format_html(_MARKS[run.fate], run.text) for run in words))  # noqa: S308 each is escaped


def rating_html(rating: RatingMark) -> SafeString:
    """A rating as shape, letter and word on its colour."""
    tone = TONES[rating.tone]
    return format_html(
        '<strong class="rating rating--{}">{}{} {}</strong>',
        rating.tone,
        shape_svg(rating.shape, "shape", f"#{tone.text}"),
        rating.letter,
        rating.word,
    )


def swatch_html(rating: RatingMark) -> SafeString:
    """The shape of a rating in its line colour, to stand over a column of figures; its letter beside it."""
    return format_html("{}{}", shape_svg(rating.shape, "shape", f"#{TONES[rating.tone].line}"), rating.letter)


def bar_words(counts: tuple[int, ...], series: tuple[RatingMark, ...]) -> str:
    """What the parts of a bar are, for paper printed in grey: "G 3, A 1"."""
    return ", ".join(
        f"{rating.letter}\N{NO-BREAK SPACE}{count}" for count, rating in zip(counts, series, strict=True) if count
    )


def bar_svg(counts: tuple[int, ...], series: tuple[RatingMark, ...], maximum: int) -> SafeString:
    """One bar, a part for each count in its rating's colour; the figures stand beside it, so it says nothing itself."""
    parts, start = [], 0
    for count, rating in zip(counts, series, strict=True):
        if count:
            tone = TONES[rating.tone]
            left, width = (round(1000 * share / maximum, 1) for share in (start, count))
            parts.append((left + 1.5, max(width - 3, 1), tone.fill, tone.line))
        start += count
    rects = format_html_join(
        "", '<rect x="{}" y="1.5" width="{}" height="37" fill="#{}" stroke="#{}" stroke-width="2.5"/>', parts
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}</svg>",
        rects,
    )
