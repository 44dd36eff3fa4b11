"""Checks for whoever deploys: can this machine make a PDF, is it no demonstration, are files of evidence kept safe?

`manage.py check --deploy` asks them all. A folder of evidence that a web server shows stops every start.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from actionplans.exports.pdf import PrinterMissing, load_printer


@register(deploy=True)
def papers_can_be_made(
    app_configs: Any, *, printer: Callable[[], Any] = load_printer, **options: Any
) -> list[CheckMessage]:
    """A warning that names the one line to run, when the style sheet, the fonts or the Pango libraries are missing."""
    try:
        printer()
    except PrinterMissing as missing:
        return [Warning(str(missing), id="actionplans.W001")]
    return []


@register(deploy=True)
def no_demonstration(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A warning where people with made-up passwords could be let in, over plain HTTP."""
    if settings.DEMONSTRATION:
        return [Warning("DEMONSTRATION is on: this is a copy for trying out, not for a server.", id="actionplans.W002")]
    return []


@register()
def evidence_is_out_of_sight(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """An error where files of evidence would lie among those that a web server shows to everybody."""
    kept = settings.EVIDENCE_DIR.resolve()
    if any(kept.is_relative_to(shown) for shown in _shown_folders()):
        words = f"EVIDENCE_DIR ({kept}) is inside a folder of static files, so everybody could read the evidence."
        return [Error(words, hint="Set EVIDENCE_DIR to a folder outside it.", id="actionplans.E001")]
    return []


def _shown_folders() -> Iterator[Path]:
    """Every folder whose files have an address of their own."""
    folders = [settings.STATIC_ROOT, settings.MEDIA_ROOT, *settings.STATICFILES_DIRS]
    return (Path(folder).resolve() for folder in folders if folder)


@register(deploy=True)
def evidence_can_be_kept(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A warning where files of evidence could not be written, or others on the machine could look at them."""
    kept = settings.EVIDENCE_DIR.resolve()
    there = next(folder for folder in (kept, *kept.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return [Warning(f"EVIDENCE_DIR ({kept}) cannot be written to: no file can be added.", id="actionplans.W003")]
    if there == kept and kept.stat().st_mode & 0o077:
        words = f"EVIDENCE_DIR ({kept}) is open to others on this machine. Run: chmod 700 {kept}"
        return [Warning(words, id="actionplans.W004")]
    return []
