"""A document as a Word file: real headings and tables, header rows that repeat, rows that stay whole, British English.

The body is written as XML in one piece: cell by cell through python-docx takes ten times as long.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from actionplans.exports.document import (
    CONTINUES,
    BarTable,
    Cell,
    Document,
    Facts,
    Fate,
    Heading,
    ItemList,
    Marked,
    Paragraph,
    Part,
    Plain,
    Quote,
    RatingKey,
    RatingMark,
    Table,
)
from actionplans.exports.palette import COUNCIL, MUTED, TONES, in_characters
from actionplans.exports.word_xml import KEEP_WITH_NEXT, field, grid, paragraph, run, styled

LONGEST_PROPERTY = 255
LONG_WORD = 10
"""Letters of a word that a narrow column of figures has no room for."""


def write_word(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same document always gives the same bytes."""
    word = docx.Document()
    _set_styles(word, document)
    _set_page(word, document)
    _set_properties(word, document)
    xml = "".join(_XML[type(block)](block) for block in document.plain_blocks())
    body = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    for element in list(body):
        word.element.body.insert(len(word.element.body) - 1, element)
    written = io.BytesIO()
    word.save(written)
    return _without_the_hour(written.getvalue())


def _set_properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = _as_property(document.title), _as_property(document.author)
    properties.subject = _as_property(document.subject)
    properties.language, properties.comments = document.language, ""
    properties.created = properties.modified = datetime.combine(document.as_at, time())


def _as_property(text: str) -> str:
    """The text as a property of a file holds it; the paper itself has all of it."""
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"


def _set_styles(word: Any, document: Document) -> None:
    """Arial throughout, headings in the council's colour, the language of the paper."""
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)
    for name, size in (("Normal", 10), ("Heading 1", 22), ("Heading 2", 14), ("Heading 3", 12), ("Caption", 10)):
        style = word.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.rPr.rFonts
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
        fonts.set(qn("w:cs"), "Arial")
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string((COUNCIL if "Heading" in name else "0b0c0c").upper())
    word.styles["Normal"].paragraph_format.space_after = Pt(4)
    word.styles["Caption"].paragraph_format.keep_with_next = True


def _set_page(word: Any, document: Document) -> None:
    """A4 landscape with the running head above and the number of the page below."""
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(12)
    page.top_margin, page.bottom_margin = Mm(17), Mm(15)
    page.header_distance = page.footer_distance = Mm(8)
    _replace_first(page.header, paragraph(run(document.running_head, colour=MUTED)))
    number = f"{run('Page ')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}"
    _replace_first(page.footer, paragraph(number, '<w:jc w:val="right"/>'))


def _replace_first(place: Any, xml: str) -> None:
    """Put one paragraph in the head or the foot of the page."""
    place.paragraphs[0]._p.getparent().replace(
        place.paragraphs[0]._p, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    )


def _heading(block: Heading) -> str:
    return styled(f"Heading{block.level}", run(block.text))


def _paragraph(block: Paragraph) -> str:
    return paragraph(run(block.text, bold=block.kind == "note", italic=block.kind == "empty"))


def _quote(block: Quote) -> str:
    lines = [run(block.label, bold=True), run(block.text), *([run(block.source, colour=MUTED)] if block.source else [])]
    return paragraph("<w:r><w:br/></w:r>".join(lines), f'{KEEP_WITH_NEXT}<w:ind w:left="284"/>')


def _item_list(block: ItemList) -> str:
    items = "".join(styled("ListBullet", run(item)) for item in block.items)
    return paragraph(run(block.label, bold=True), KEEP_WITH_NEXT) + items


def _key(block: RatingKey) -> str:
    rows = [(_rating(rating), paragraph(run(rating.definition))) for rating in block.ratings]
    return grid(block.title, ("Rating", "Meaning"), (25, 75), rows)


def _rows(block: Table) -> str:
    if not block.rows:
        return paragraph(run(block.empty, italic=True))
    rows = [tuple(map(_cell, line)) for row in block.rows for line in (row, *block.below(row))]
    return grid(
        block.caption, [column.header for column in block.columns], [column.share for column in block.columns], rows
    )


def _facts(block: Facts) -> str:
    rows = [(paragraph(run(row.label, bold=True)), paragraph(run(row.text))) for row in block.rows]
    return grid(block.caption, (), (22, 78), rows)


def count_share(head: str) -> int:
    """How much of the width a column of figures has, so that no word of its head breaks: "improvement" needs more."""
    return 12 if max(map(len, head.split())) >= LONG_WORD else 9


def _counts(block: BarTable) -> str:
    heads = [block.head, *map(in_characters, block.series), "All"]
    counts = [count_share(head) for head in heads[1:]]
    shares = [100 - sum(counts), *counts]
    bars = [*block.rows, *([block.total] if block.total else [])]
    rows = [tuple(paragraph(run(str(value))) for value in (bar.label, *bar.counts, bar.total)) for bar in bars]
    return grid(block.caption, heads, shares, rows)


def _cell(cell: Cell) -> str:
    """A paragraph for each part of a cell."""
    return "".join(_part(part) for part in cell if part and part.shown) or paragraph("")


def _part(part: Part) -> str:
    if part.rating:
        label = paragraph(run(part.label, bold=True), KEEP_WITH_NEXT) if part.label else ""
        return label + _rating(part.rating)
    label = f"{run(part.label, bold=True)}{run(' ')}" if part.label else ""
    more = f"{run(' ')}{run(CONTINUES, italic=True, colour=MUTED)}" if part.rest else ""
    words = _marked(part.marked) if part.marked else run(part.shown, bold=part.strong, italic=part.quiet)
    return paragraph(label + words + more)


def _marked(words: Iterable[Marked]) -> str:
    """The words of a changed text, struck through or underlined, with brackets for whoever hears them."""
    return "".join(
        run(word.bracketed, struck=word.fate is Fate.REMOVED, bold=added, underlined=added)
        for word in words
        for added in [word.fate is Fate.ADDED]
    )


def _rating(rating: RatingMark) -> str:
    """A rating on its colour: shape, letter and word."""
    tone = TONES[rating.tone]
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="{tone.line}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    shade = f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{tone.fill}"/>'
    return paragraph(run(in_characters(rating), bold=True, colour=tone.text), shade)


_XML: dict[type[Plain], Callable[[Any], str]] = {
    BarTable: _counts,
    Facts: _facts,
    Heading: _heading,
    ItemList: _item_list,
    Paragraph: _paragraph,
    Quote: _quote,
    RatingKey: _key,
    Table: _rows,
}


def _without_the_hour(content: bytes) -> bytes:
    """The same file without the moment it was made, so that the same content gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            again.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
