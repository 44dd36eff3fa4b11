"""The way to a paper: found if it was made before, else made. Its key is the hash of everything it is made of."""

import hashlib
import logging
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from actionplans.exports import printing
from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.html import paper_html
from actionplans.exports.pdf import BUILD, load_printer, print_paper
from actionplans.exports.store import Paper, Store

LONGEST_IN_PROCESS = 150_000
"""How many characters of HTML are printed within a request: what 75 actions with every field filled in have."""
_LOG = logging.getLogger(__name__)
LIBRARIES = ("weasyprint", "pydyf", "python-docx", "xlsxwriter")


def store() -> Store:
    """The folder of papers the settings name."""
    return Store(settings.PAPERS_DIR)


def find_or_make(document: Document, ending: str) -> Paper:
    """The document in the format of this ending, made in this process unless it is there already.

    Raises PrinterMissing when this machine cannot make a PDF.
    """
    key = key_of(document, ending)
    return _find(key, ending) or _keep(key, ending, FORMATS[ending].make(document))


def find_or_begin(document: Document, *, actions: int, owner: str, html: str = "") -> Paper | None:
    """The PDF of a document with so many actions; None when it is being made in a process of its own.

    `html` is what it is printed from where that was kept. Raises PrinterMissing, before anything is begun, when this
    machine cannot make a PDF.
    """
    key = key_of(document, "pdf", html)
    if (paper := _find(key, "pdf")) is not None:
        return paper
    html = html or paper_html(document)
    if actions <= settings.PAPERS_IN_PROCESS_LIMIT and len(html) <= LONGEST_IN_PROCESS:
        return _keep(key, "pdf", print_paper(html))
    load_printer()
    printing.start(store(), key, html, owner=owner)
    return None


def _find(key: str, ending: str) -> Paper | None:
    """The finished paper, or None; a folder that cannot be read is as good as none."""
    try:
        return store().find(key, ending)
    except OSError:
        _LOG.exception("The folder of papers cannot be read")
        return None


def _keep(key: str, ending: str, paper: Paper) -> Paper:
    """The same paper, kept where there is room for it."""
    try:
        store().keep(key, ending, paper)
    except OSError:
        _LOG.exception("A paper could not be kept")
    return paper


def key_of(document: Document, ending: str, html: str = "") -> str:
    """The hash of everything a file is made of: content, format, our code and templates, style, fonts, libraries."""
    total = hashlib.sha256(f"{document.content_hash()}\n{ending}\n{html}".encode())
    for line in _ingredients():
        total.update(line.encode())
    return total.hexdigest()


def _ingredients() -> Iterator[str]:
    """What decides how a document looks, a line each."""
    yield from (f"{library} {version(library)}\n" for library in LIBRARIES)
    sources = [*Path(__file__).parent.glob("*.py"), *(settings.BASE_DIR / "templates" / "exports").rglob("*.html")]
    styles = [BUILD / "paper.css", BUILD / "fonts.css"]
    for path in sorted([*sources, *styles]):
        if path.is_file():
            yield f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
    yield from (f"{font.name} {font.stat().st_size}\n" for font in sorted((BUILD / "fonts").glob("*.ttf")))
