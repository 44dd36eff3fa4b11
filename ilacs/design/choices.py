"""Radios and checkboxes whose choices may each carry a hint, and the field for any number of stored rows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class HintedChoices(forms.widgets.ChoiceWidget):
    """A list of choices with a line of help under those that need it."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[Any, str] | None = None):
        """`hints` maps the value of a choice to its hint."""
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(
        self,
        name: str,
        value: Any,
        label: Any,
        selected: Any,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """One choice; with a hint, the control names the hint as its description."""
        option = super().create_option(name, value, label, selected, index, subindex=subindex, attrs=attrs)
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and "id" in option["attrs"]:
            option["hint_id"] = f"{option['attrs']['id']}_hint"
        return option


class Radios(HintedChoices, forms.RadioSelect):
    """One of several, all in sight: `Radios(choices=..., hints={"amber": "At risk of missing the due date."})`."""


class Checkboxes(HintedChoices, forms.CheckboxSelectMultiple):
    """Any of several, all in sight, with hints as for `Radios`."""


class ChosenRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Any of the stored rows that are offered. A key that is none of theirs, however long, is refused in words."""

    default_error_messages = {
        "invalid_choice": "Choose only from those listed",
        "invalid_pk_value": "Choose only from those listed",
    }

    def clean(self, value: Any) -> Any:
        """The chosen rows; raises ValidationError for a key that is not offered or that no database could hold."""
        try:
            return super().clean(value)
        except OverflowError:  # how SQLite answers a number of more than 64 bits
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
