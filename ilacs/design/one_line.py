"""A text that is one line: a name or a job title, which letters put into their subject and papers into a cell."""

import unicodedata

from django.core.exceptions import ValidationError

#: Control characters, and the two separators that break a line.
REFUSED = ("Cc", "Zl", "Zp")


def one_line(text: str) -> None:
    """Raises ValidationError for a line break or any other control character."""
    if any(unicodedata.category(character) in REFUSED for character in text):
        raise ValidationError("Write this on one line, without line breaks or tabs", code="one_line")
