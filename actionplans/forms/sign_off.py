"""The second person's word on a report."""

from typing import Any

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.recommendations import OPEN_AGAIN
from actionplans.models import SignOff
from actionplans.models.plan import LONGEST_TEXT
from ilacs.design.choices import Radios

OUTCOMES = (
    (SignOff.Outcome.ACCEPTED.value, "Sign it off: I have looked at the evidence, and it shows this"),
    (SignOff.Outcome.RETURNED.value, "Return it, with a note of what is missing"),
)


class SignOffForm(IdentifyingMixin, forms.Form):
    """Whether a report is accepted or returned, and what is said about it."""

    show_optional = False
    asked_about = ("note",)

    outcome = forms.ChoiceField(
        label="Your decision",
        choices=OUTCOMES,
        widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose whether you sign it off or return it"),
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when you return it: the owner reads here what to do next.",
    )
    seen = forms.CharField(
        widget=forms.HiddenInput, max_length=64, error_messages={"required": OPEN_AGAIN, "max_length": OPEN_AGAIN}
    )

    def clean(self) -> dict[str, Any]:
        """Asks what is missing of whoever returns it."""
        cleaned = super().clean() or self.cleaned_data
        returned = cleaned.get("outcome") == SignOff.Outcome.RETURNED
        if returned and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Enter what is missing")
        return cleaned

    def show_again(self, seen: str) -> None:
        """Takes over the mark of what the page shows now, so that deciding again is a decision about that."""
        posted: Any = self.data
        posted = posted.copy()
        posted[self.add_prefix("seen")] = seen
        self.data = posted
