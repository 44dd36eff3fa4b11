"""Checks for whoever deploys: can this machine make a PDF, and is it no demonstration? (`manage.py check --deploy`)"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

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
