"""The form that chooses what of a plan to compare: two versions, two days, or one with the plan as it is today."""

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from actionplans.models import Version
from ilacs.design.dates import ISO_DATE, DateField
from ilacs.design.wording import date_in_words

TODAY, DAY = "today", "day"
SIDES = {"from": "Compare", "to": "With"}
DAYS = {"from": "Day to compare", "to": "Day to compare it with"}
LONGEST_REASON = 60


class CompareForm(forms.Form):
    """What the plan was then and what it is now: each a version, the plan today, or the plan as it stood on a day.

    It is sent by GET: `from` and `to` are a version's number, "today", or a day as 2022-06-28.
    """

    show_optional = False

    def __init__(
        self, given: Mapping[str, Any], *, versions: Sequence[Version], first_day: date | None, on: date
    ) -> None:
        """The record of the plan begins on first_day. What is not given is the last version, and today."""
        self.on, self.numbers = on, {str(version.number): version.number for version in versions}
        last = next(iter(self.numbers), first_day.isoformat() if first_day else TODAY)
        super().__init__(_spread({"from": last, "to": TODAY} | {name: text for name, text in given.items() if text}))
        for name, label in SIDES.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[*map(_choice, versions), (TODAY, "The plan as it is today"), (DAY, "The plan on another day")],
                error_messages={"invalid_choice": "Choose a version, today or another day from the list"},
            )
            self.fields[f"{name}_day"] = _day(DAYS[name], first_day or on, on)
        self.helper = _layout()

    def clean(self) -> dict[str, Any]:
        """Asks for the day where another day was chosen; a day that nobody asked for is no mistake."""
        values = super().clean() or self.cleaned_data
        for name in SIDES:
            if values.get(name) != DAY:
                self.errors.pop(f"{name}_day", None)
            elif not values.get(f"{name}_day") and f"{name}_day" not in self.errors:
                self.add_error(f"{name}_day", "Enter the day, or choose a version from the list")
        return values

    def side(self, name: str) -> int | date:
        """The number of the version that was chosen for "from" or "to", or the day."""
        chosen: str = self.cleaned_data[name]
        if chosen == DAY:
            day: date = self.cleaned_data[f"{name}_day"]
            return day
        return self.on if chosen == TODAY else self.numbers[chosen]

    def address(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        sides = {name: (self.cleaned_data[name], self.side(name)) for name in SIDES}
        return {name: TODAY if chosen == TODAY else str(side) for name, (chosen, side) in sides.items()}


def _spread(given: Mapping[str, Any]) -> dict[str, Any]:
    """A day given in an address, as if it had been typed into the boxes."""
    data = dict(given)
    for name in SIDES:
        if ISO_DATE.match(str(data[name])):
            data |= {name: DAY, f"{name}_day": data[name]}
    return data


def _choice(version: Version) -> tuple[str, str]:
    reason = shorten(version.reason, LONGEST_REASON, placeholder="…")
    return str(version.number), f"Version {version.number}, {date_in_words(version.as_at)}: {reason}"


def _day(label: str, earliest: date, latest: date) -> DateField:
    return DateField(
        label=label,
        required=False,
        earliest=earliest,
        latest=latest,
        help_text="Only for another day. For example, 28 6 2022.",
        error_messages={
            "too_early": f"The record of this plan begins on {date_in_words(earliest)}. Enter that day or a later one",
            "too_late": "The day must be today or in the past",
        },
    )


def _layout() -> FormHelper:
    """Then beside now."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(Row(*(Column(name, f"{name}_day") for name in SIDES)))
    return helper
