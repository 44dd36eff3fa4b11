"""A check for whoever deploys: can this machine make a PDF? (`manage.py check --deploy`)"""

from collections.abc import Callable
from typing import Any

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
