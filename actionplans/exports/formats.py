"""The formats papers come in, one line each. A new format is a writer and a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from actionplans.exports.document import Document
from actionplans.exports.excel import write_excel
from actionplans.exports.html import page_file, paper_html
from actionplans.exports.pdf import print_paper
from actionplans.exports.store import Paper
from actionplans.exports.word import write_word


@dataclass(frozen=True)
class Format:
    """A format: the ending of its files, what people call it, its media type, and what makes it."""

    ending: str
    name: str
    content_type: str
    make: Callable[[Document], Paper]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    each.ending: each
    for each in (
        Format("pdf", "PDF", "application/pdf", lambda document: print_paper(paper_html(document))),
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", lambda document: Paper(write_word(document))),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", lambda document: Paper(write_excel(document))),
        Format("html", "web page", "text/html; charset=utf-8", lambda document: Paper(page_file(document))),
    )
}
