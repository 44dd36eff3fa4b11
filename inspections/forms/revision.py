"""The revision of an inspection that a form was opened with; a save from an older one is refused by `actions`."""

from django import forms


class RevisionField(forms.IntegerField):
    """Carried hidden by every form that changes an inspection, its judgements or its findings."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": "This page is too old to be saved. Copy your text, open the page again and paste it",
        "invalid": "This page is too old to be saved. Copy your text, open the page again and paste it",
    }
