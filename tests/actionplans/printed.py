"""Papers printed once for all tests, and what a person or a screen reader finds in them."""

import io
import re
import unicodedata
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2

from actionplans.exports.build import annex
from actionplans.exports.html import paper_html
from actionplans.exports.pdf import print_paper
from tests.actionplans.snapshots import a_plan, a_plan_being_carried_out, a_plan_of_all_sorts, an_area, an_update

_KEPT = {}


def a_plan_of_long_texts():
    """Three areas of two actions; each action's text and progress go on for pages in their columns."""
    paragraphs = [" ".join(f"Part {number} of sentence {line}." for line in range(30)) for number in range(6)]
    areas = []
    for area in a_plan(areas=3, items=2).areas:
        progress = an_update(what_changed="\n\n".join(paragraphs[3:]))
        items = [replace(item, action="\n\n".join(paragraphs[:3]), progress=progress) for item in area.items]
        areas.append(replace(area, items=tuple(items)))
    return replace(a_plan(areas=0), areas=tuple(areas))


def a_plan_carried_out_in_three_areas():
    """Everything that is reported on actions, measured and heard, and an area on which nothing was reported."""
    plan = a_plan_being_carried_out()
    return replace(plan, areas=(*plan.areas, an_area(3, 1)))


PLANS = {
    "all sorts": a_plan_of_all_sorts,
    "many pages": lambda: a_plan(areas=3, items=12),
    "long texts": a_plan_of_long_texts,
    "carried out": a_plan_carried_out_in_three_areas,
}


@cache
def printed(name):
    """The PDF of one of PLANS as bytes."""
    return print_paper(paper_html(annex(PLANS[name]()))).content


@cache
def opened(name):
    """The same, opened with pikepdf."""
    return reopened(printed(name))


def reopened(content):
    """Bytes opened with pikepdf, for as long as the tests run: what is taken out of a closed file is gone."""
    return _KEPT.setdefault(content, pikepdf.open(io.BytesIO(content)))


def text_of(content):
    """Everything written on the pages of a PDF, spaces made one, hyphens at line ends closed up."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage() for page in document]
    text = "\n".join(page.get_text_range() for page in pages)
    for page in pages:
        page.close()
    document.close()
    return squeezed(text)


def pages_of(content):
    """What is written on each page of a PDF, its lines as they are."""
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
    document.close()
    return texts


def squeezed(text):
    """Text without the spaces between its words, for finding what was broken over lines."""
    return re.sub(r"[\s\ufffe\u00ad]+", "", unicodedata.normalize("NFC", text))


def kids(element):
    """The structure elements right under one."""
    held = element.get("/K", [])
    each = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [kid for kid in each if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None]


def elements(pdf):
    """Every structure element in reading order."""

    def walk(element):
        yield element
        for kid in kids(element):
            yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K[0]))


def kind(element):
    """What an element is: "Table", "TH" and so on."""
    return str(element.S).removeprefix("/")


def numbers(element):
    """The marked content right under an element: (its page, its number)."""
    held = element.get("/K", [])
    each = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [(element.Pg.objgen, number) for number in each if isinstance(number, int)]


def heard(pdf):
    """The text of a PDF in the order of its tags: what a screen reader reads out."""
    said = {}
    for page in pdf.pages:
        for number, text in _said_on(page):
            said[page.obj.objgen, number] = said.get((page.obj.objgen, number), "") + text
    return "".join(said.get(mark, "") for element in elements(pdf) for mark in numbers(element))


def _said_on(page):
    """The marked content of a page: its number and a piece of its text, as they are painted."""
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    number = font = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1]["/MCID"])
            case "EMC":
                number = None
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ" if number is not None:
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                yield number, "".join(font[codes[place : place + 2]] for place in range(0, len(codes), 2))


def _letters(font):
    """Two bytes of a font -> the letters they stand for."""
    lines = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in lines}
