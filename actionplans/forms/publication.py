"""Forms about what the public gets to read, and about the log of it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import Edition, PublicationEntry, Version
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField
from ilacs.design.wording import date_in_words

OPEN_AGAIN = "This page was not sent whole. Open the page again and send it once more"
HIGHEST_FEE = Decimal("99999.99")


def entry_field() -> forms.UUIDField:
    """Names one form, so that it does once what it does, however often it is sent."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": OPEN_AGAIN})


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the versions of a plan, each offered with its day and what it was made for."""

    def label_from_instance(self, version: Any) -> str:
        """ "Version 4, 11 August 2022: Moved from Approval to Submitted"."""
        return f"{version}, {date_in_words(version.as_at)}: {version.reason}"


class EditionForm(forms.Form):
    """Which version becomes public, and whether leads are named."""

    show_optional = False

    version = VersionChoice(
        Version.objects.none(),
        label="Version",
        widget=Radios,
        empty_label=None,
        help_text="Only versions made after the plan was sent, and not taken back, can be published.",
        error_messages={"required": "Choose the version to publish"},
    )
    published_on = DateField(label="Date of publication")
    shows_names = forms.BooleanField(
        label="Show lead officers by name",
        required=False,
        help_text="The default is posts only. Tick it only if each of them has agreed.",
    )
    entry = entry_field()

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        """Offers these versions, the newest first."""
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["version"]
        keys = [version.pk for version in versions]
        chosen.queryset = Version.objects.filter(pk__in=keys).order_by("-number")


class WithdrawForm(IdentifyingMixin, forms.Form):
    """From when an edition is no longer public, and why."""

    withdrawn_on = DateField(label="Date of withdrawal")
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=Edition._meta.get_field("withdrawn_reason").max_length,
        help_text="Kept for the council. The public reads only that the edition was withdrawn, and when.",
        error_messages={"required": "Enter the reason"},
    )


class PoundsField(forms.DecimalField):
    """An amount in pounds, typed with or without the sign and thousands commas."""

    default_error_messages = {
        "invalid": "Enter the fee in pounds, for example 2.50",
        "max_decimal_places": "Enter the fee in pounds and pence, for example 2.50",
        "max_digits": "Enter a fee below £100,000",
        "max_whole_digits": "Enter a fee below £100,000",
    }

    def to_python(self, value: Any) -> Any:
        """The amount; raises ValidationError for what is none."""
        return super().to_python(value.replace("£", "").replace(",", "").strip() if isinstance(value, str) else value)


class PublicationForm(IdentifyingMixin, forms.Form):
    """One line of the log."""

    way = forms.ChoiceField(
        label="How was it made known?",
        choices=PublicationEntry.Way.choices,
        widget=Radios,
        error_messages={"required": "Choose how it was made known"},
    )
    done_on = DateField(label="Date")
    to_whom = forms.CharField(
        label="To whom", required=False, max_length=255, help_text="For example, the local newspaper, or two parents"
    )
    address = forms.URLField(
        label="Web address",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Where it can be read. For example, https://www.example.gov.uk/childrens-plan",
        error_messages={"invalid": "Enter the whole address, for example https://www.example.gov.uk/plan"},
    )
    fee = PoundsField(
        label="Fee charged",
        required=False,
        max_digits=7,
        decimal_places=2,
        min_value=0,
        help_text="In pounds. For a copy given on request, no more than it cost.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"min_value": "Enter a fee of 0 or more"},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=PublicationEntry._meta.get_field("note").max_length,
    )
    entry = entry_field()


class StrikeForm(IdentifyingMixin, forms.Form):
    """Why a line of the log was a mistake."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="The line stays to be read, struck through, with this reason.",
        error_messages={"required": "Enter the reason"},
    )
