"""A text of limited length: its hint says how much is allowed, and one that is longer is told by how much."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ilacs.design.wording import counted, mid_sentence


class CountedField(forms.CharField):
    """A line of at most `max_length` characters. The box takes more, so that what is pasted is never cut unsaid."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says the limit after the hint there is."""
        super().__init__(*args, **kwargs)
        self.help_text = ". ".join(filter(None, (str(self.help_text).rstrip("."), f"Up to {self._limit}.")))

    @property
    def _limit(self) -> str:
        return counted(self.max_length or 0, "character")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without a length at which the browser stops in silence."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def validate(self, value: str) -> None:
        """Raises ValidationError that says how many characters are too many."""
        super().validate(value)
        over = len(value) - (self.max_length or len(value))
        if over > 0:
            too_much = f"Shorten the {mid_sentence(str(self.label))} by {counted(over, 'character')}"
            raise ValidationError(f"{too_much}: up to {self._limit} are allowed", code="max_length")
