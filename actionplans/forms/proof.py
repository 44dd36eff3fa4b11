"""Recording what came back after a plan was sent."""

from typing import Any

from django import forms

from actionplans.forms.uploads import AttachmentField, ChooseAgain
from actionplans.models import Acknowledgement
from ilacs.design.dates import DateField
from ilacs.design.one_line import one_line


class AcknowledgementForm(ChooseAgain, forms.Form):
    """The day something came back, and its reference or the message itself."""

    show_optional = False

    on = DateField(label="Day it was received", help_text="For example, 12 8 2027")
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=Acknowledgement._meta.get_field("reference").max_length,
        validators=[one_line],
        help_text="As the answer gives it.",
    )
    attachment = AttachmentField(
        label="Message or file",
        required=False,
        help_text="A PDF, a picture (PNG or JPEG) or a saved message (.msg or .eml), at most 5 MB.",
    )

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        said = cleaned.get("reference") or cleaned.get("attachment")
        if not said and not {"reference", "attachment"} & self.errors.keys():
            self.add_error("reference", "Enter the reference, or choose the file that came back")
        return cleaned
