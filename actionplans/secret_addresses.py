"""Keeps the secret of a calendar address out of the program's own logs (ADR 26)."""

import logging
import re

SECRET = re.compile(r"/calendar/[^/\s\"']+\.ics")
LOGGERS = ("django.request", "django.server", "django.security")
"""Those that write down addresses."""


class HideSecrets(logging.Filter):
    """Writes /calendar/(secret).ics for every such address of a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record is kept; only the secret in it is not."""
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(each) for each in record.args)
        record.msg = _hidden(record.msg)
        return True


def hide_in_logs() -> None:
    """From now on nothing that Django logs of a request names such an address."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(HideSecrets())


def _hidden(value: object) -> object:
    return SECRET.sub("/calendar/(secret).ics", value) if isinstance(value, str) else value
