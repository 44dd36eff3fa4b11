"""Adopting a deadline that has moved since it was fixed and reported."""

from django import forms

from inspections.models import FixedDeadline


class AdoptDeadlineForm(forms.Form):
    """Why the newly computed date is to hold from now on."""

    reason = forms.CharField(
        label="Why the date changes",
        max_length=FixedDeadline._meta.get_field("reason").max_length,
        help_text="Kept beside both dates. For example, Bank holiday proclaimed for 19 September 2022.",
        error_messages={"required": "Enter why the date changes"},
    )
