"""What may be typed about an abbreviation."""

from typing import Any

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import GlossaryTerm
from ilacs.authorities.models import LocalAuthority


class TermForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """An abbreviation and what it stands for."""

    show_optional = False

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = GlossaryTerm
        fields = GlossaryTerm.EDITED_FIELDS
        labels = {"term": "Abbreviation", "meaning": "What it stands for"}
        help_texts = {
            "term": "As plans write it, without the s of the plural. For example, MASH",
            "meaning": "The words, and what it is if the words do not say it. "
            "For example, multi-agency safeguarding hub, where concerns about children arrive",
        }
        widgets = {"term": forms.TextInput(attrs={"class": "govuk-input--width-10"})}
        error_messages = {
            "term": {"required": "Enter the abbreviation"},
            "meaning": {"required": "Enter what it stands for"},
        }

    def __init__(self, *args: Any, authority: LocalAuthority, **kwargs: Any) -> None:
        """Of this council."""
        super().__init__(*args, **kwargs)
        self.instance.authority = authority
        self.initial["revision"] = self.instance.revision

    def clean(self) -> dict[str, Any]:
        """An abbreviation needs two letters or figures, and other words to explain it."""
        cleaned = super().clean() or self.cleaned_data
        term, meaning = cleaned.get("term", ""), cleaned.get("meaning", "")
        if term and sum(letter.isalnum() for letter in term) < SHORTEST:
            self.add_error("term", "Enter an abbreviation of two letters or more")
        elif term and meaning and term.casefold() == meaning.casefold():
            self.add_error("meaning", f"Enter the words that {term} stands for")
        return cleaned

    def validate_constraints(self) -> None:
        """The verb says in words that an abbreviation is explained already, and by what."""


SHORTEST = 2
"""Letters or figures of an abbreviation."""
