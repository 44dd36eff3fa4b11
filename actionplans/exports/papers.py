"""The way to a paper: found if it was made before, else made. Its key is the hash of everything it is made of."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.pdf import BUILD
from actionplans.exports.store import Paper, Store

LIBRARIES = ("weasyprint", "pydyf", "python-docx", "xlsxwriter")


def store() -> Store:
    """The folder of papers the settings name."""
    return Store(settings.PAPERS_DIR)


def find_or_make(document: Document, ending: str) -> Paper:
    """The document in the format of this ending, made in this process unless it is there already.

    Raises PrinterMissing when this machine cannot make a PDF.
    """
    key = key_of(document, ending)
    paper = store().find(key, ending)
    if paper is None:
        paper = FORMATS[ending].make(document)
        store().keep(key, ending, paper)
    return paper


def key_of(document: Document, ending: str) -> str:
    """The hash of everything a file is made of: content, format, our code and templates, style, fonts, libraries."""
    total = hashlib.sha256(f"{document.content_hash()}\n{ending}\n".encode())
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
