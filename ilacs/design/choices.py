"""Radios and checkboxes whose choices may each carry a hint."""

from collections.abc import Mapping
from typing import Any

from django import forms


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
