"""HTML becomes a tagged PDF (PDF/UA-1) through WeasyPrint, which is loaded only when a paper is printed.

Knows no plan and no database: a process of its own runs it for large papers. The same HTML always gives the same bytes.
"""

import gc
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from actionplans.exports.store import Paper
from actionplans.exports.tags import mend

BUILD = Path(__file__).resolve().parents[2] / "static" / "build"
STYLE_SHEETS = (BUILD / "fonts.css", BUILD / "paper.css")
APT_LINE = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

NOT_BUILT = "The style sheets and fonts of papers have not been built. Run: make assets"

PageCounter = Callable[[int], None]

# Pango keeps what it knows of fonts in one place for the whole process.
_ONE_AT_A_TIME = threading.Lock()


class PrinterMissing(Exception):
    """This machine cannot make a PDF. Its words say what to run, and are fit for a page."""


def load_printer(build: Path = BUILD, load: Callable[[str], Any] = import_module) -> Any:
    """WeasyPrint, once everything it needs is seen to be there.

    Raises PrinterMissing when the style sheet, a font or the Pango libraries are not: without any font the process
    would die.
    """
    if not all(built(build)):
        raise PrinterMissing(NOT_BUILT)
    try:
        return load("weasyprint")
    except (OSError, ImportError) as reason:
        raise PrinterMissing(f"Making a PDF needs the Pango libraries. As root, run: {APT_LINE}") from reason


def built(build: Path = BUILD) -> Iterator[bool]:
    """Whether each thing papers need of the assets build is there."""
    yield from ((build / name).is_file() for name in ("fonts.css", "paper.css", "paper-page.css"))
    yield any((build / "fonts").glob("*.ttf"))


def print_paper(html: str, on_page: PageCounter = lambda page: None) -> Paper:
    """Lay out the HTML and write it as a PDF; on_page is told the number of each page as it is laid out.

    Raises PrinterMissing when this machine has no printer.
    """
    weasyprint = load_printer()
    with _ONE_AT_A_TIME, _fewer_collections(), _listening(on_page) as missing:
        fonts = weasyprint.text.fonts.FontConfiguration()
        fetcher = _only_built_files(weasyprint)
        sheets = [
            weasyprint.CSS(filename=sheet, font_config=fonts, url_fetcher=fetcher, media_type="print")
            for sheet in STYLE_SHEETS
        ]
        page = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")
        laid_out = page.render(font_config=fonts, stylesheets=sheets)
        content = laid_out.write_pdf(finisher=mend, pdf_variant="pdf/ua-1")
    return Paper(content, tuple(sorted(missing)))


def _only_built_files(weasyprint: Any) -> Any:
    """What fetches for the printer: built assets and drawings in the style sheet; nothing else is ever opened."""

    class BuiltFiles(weasyprint.urls.URLFetcher):
        """Opens files of the assets build and data in the style sheet itself."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """The file at the address; raises ValueError for any other."""
            if not url.startswith((BUILD.as_uri() + "/", "data:image/svg+xml,")) or "/../" in url:
                raise ValueError(f"Papers may not open {url}")
            return super().fetch(url, headers)

    return BuiltFiles(allowed_protocols=("file", "data"))


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Look for rubbish less often: what is laid out lives until the end, and looking through it all costs a seventh."""
    thresholds = gc.get_threshold()
    gc.set_threshold(50_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


class _Listener(logging.Handler):
    """Hears which page is laid out and which characters have no glyph."""

    def __init__(self, on_page: PageCounter) -> None:
        super().__init__()
        self.on_page = on_page
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Take what matters from one record of WeasyPrint's log."""
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
        elif page := re.search(r"Creating layout - Page (\d+)", record.getMessage()):
            self.on_page(int(page[1]))


@contextmanager
def _listening(on_page: PageCounter) -> Iterator[set[str]]:
    """Hear WeasyPrint's log while it works; gives the set of characters without a glyph, filled as they are met."""
    listener = _Listener(on_page)
    log, progress = logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    level, told_others = progress.level, progress.propagate
    log.addHandler(listener)
    progress.addHandler(listener)
    progress.setLevel(logging.INFO)
    progress.propagate = False
    try:
        yield listener.missing
    finally:
        log.removeHandler(listener)
        progress.removeHandler(listener)
        progress.setLevel(level)
        progress.propagate = told_others
