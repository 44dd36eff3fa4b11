"""What may be typed about amendments: why a sent plan shall change, and why one is approved or refused."""

from typing import Any
from uuid import uuid4

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models.plan import LEAD_FIELDS, LONGEST_TEXT, same_text
from ilacs.design.choices import Radios

REASON_NEEDED = "Enter the reason for the change"


def reason_field(label: str = "Reason for the change", *, required: bool) -> forms.CharField:
    """Why the plan shall change."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who may see the plan can read it, and it is kept.",
        error_messages={"required": REASON_NEEDED},
    )


def entry_field() -> forms.UUIDField:
    """Names one form, so that it proposes once, however often it is sent."""
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


def ask_for_reason(form: forms.BaseForm) -> None:
    """Gives the form of a sent plan what an amendment needs besides the text."""
    form.fields["reason"] = reason_field(required=False)
    form.fields["entry"] = entry_field()


def demand_reason(form: "forms.ModelForm[Any]", cleaned: dict[str, Any]) -> None:
    """An error beside the reason of something new, and where a stored text would differ; leads alone need none."""
    is_new = form.instance.pk is None
    if not cleaned.get("reason") and (is_new or any(_differs(form, cleaned, name) for name in form.fields)):
        form.add_error("reason", REASON_NEEDED)


def _differs(form: "forms.ModelForm[Any]", cleaned: dict[str, Any], name: str) -> bool:
    if name in LEAD_FIELDS or name not in cleaned or name in ("reason", "entry", "revision"):
        return False
    if name == "also_serves":
        return {other.pk for other in cleaned[name]} != set(form.initial.get(name, ()))
    return not same_text(cleaned[name], form.initial.get(name))


class ProposeForm(IdentifyingMixin, forms.Form):
    """Why an action shall leave the plan, or come back."""

    show_optional = False

    reason = reason_field(required=True)
    entry = entry_field()


class DecisionForm(IdentifyingMixin, forms.Form):
    """A second person approves or refuses, and says why when refusing."""

    show_optional = False

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("approve", "Approve: the plan changes at once"), ("refuse", "Refuse: the plan stays as it is")],
        widget=Radios,
        error_messages={"required": "Choose whether to approve or refuse"},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say why if you refuse. Everybody who may see the plan can read it.",
    )

    def clean(self) -> dict[str, Any]:
        """A refusal without a reason is asked for it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "refuse" and not cleaned.get("note"):
            self.add_error("note", "Enter why it is refused")
        return cleaned
