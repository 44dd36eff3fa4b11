"""A field for the value of a measure, typed as people do: 82.5, 82.5% or 1,234."""

from decimal import Decimal
from typing import Any

from django import forms

from actionplans.measures.numbers import NotANumber, plain, read_number


class ValueField(forms.CharField):
    """A number in the unit of its measure, which may be known only when the whole form is."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        """`unit` is that of the measure; without one a sign of per cent is taken whatever it is."""
        super().__init__(**{"required": False, "max_length": 40, **kwargs})
        self.unit = unit or "percent"
        self.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-10"}

    def prepare_value(self, value: Any) -> Any:
        """A stored number without needless noughts."""
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # a number, not the text it was
        """The number, None for nothing; raises ValidationError in words."""
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_number(text, self.unit)
        except NotANumber as problem:
            raise forms.ValidationError(str(problem)) from None

    def run_validators(self, value: Any) -> None:
        """Those of a text saw the text already."""
        if isinstance(value, str):
            super().run_validators(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number was typed; 90 and 90.000 are the same."""
        try:
            return self.to_python(data) != (initial if initial not in ("", None) else None)
        except forms.ValidationError:
            return True
