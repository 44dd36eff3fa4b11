"""The fields of a form that take one file. Their cleaned value is an Attachment."""

from typing import Any, ClassVar

from django import forms

from actionplans.actions.proof import Attachment
from actionplans.forms.uploads.kinds import Kind, kind_of, problem_of
from actionplans.forms.uploads.names import clean_name
from actionplans.forms.uploads.shown import shown_kind_of, shown_problem_of

LARGEST = 5 * 1024 * 1024
"""Bytes in one file."""
WRONG_KIND = "Choose a PDF, a picture (PNG or JPEG) or a saved message (.msg or .eml)"
TOO_LARGE = "The file is larger than 5 MB. Choose a smaller one, for example a PDF of the message"
SHOWN_KINDS = (
    "a PDF, a picture (PNG or JPEG), a document, spreadsheet or slides (.docx, .xlsx, .pptx, .odt or .ods), "
    "a CSV file or a plain text"
)
CHOOSE_AGAIN = "Choose the file again. It was not kept because of the other mistake"


class AttachmentField(forms.FileField):
    """One file of at most 5 MB: a PDF, a picture or a saved message."""

    default_error_messages = {"empty": "The file is empty. Choose another", "too_large": TOO_LARGE, "kind": WRONG_KIND}
    nameless = "acknowledgement"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file under a cleaned name; raises ValidationError when it is too large or none of the kinds."""
        uploaded = super().clean(data, initial)
        if not uploaded:
            return None
        if uploaded.size > LARGEST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        content = uploaded.read()
        found = self.find_kind(content)
        if found is None:
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        content_type, ending = found
        if problem := self.find_problem(content, ending):
            raise forms.ValidationError(problem, code="broken")
        return Attachment(clean_name(uploaded.name, ending, nameless=self.nameless), content_type, content)

    def find_kind(self, content: bytes) -> Kind | None:
        """The media type and ending of a file that is taken; None for any other."""
        return kind_of(content)

    def find_problem(self, content: bytes, ending: str) -> str:
        """What is wrong with a file of this kind, and what to do; empty when it is whole."""
        return problem_of(content, ending)


class EvidenceFileField(AttachmentField):
    """One file of at most 5 MB that shows something: a PDF, a picture, a document without macros, a table, a text."""

    default_error_messages = {
        "too_large": "The file is larger than 5 MB. Choose a smaller one, or add a link to it",
        "kind": f"Choose {SHOWN_KINDS}",
    }
    nameless = "evidence"

    def find_kind(self, content: bytes) -> Kind | None:
        """The media type and ending of a file that can be evidence; None for any other."""
        return shown_kind_of(content)

    def find_problem(self, content: bytes, ending: str) -> str:
        """What is wrong with it: not whole, too large when unpacked, or with a program in it."""
        return shown_problem_of(content, ending)


class ChooseAgain:
    """Put first among a form's bases: says that a file is not kept while something else is mended.

    No browser sends a chosen file a second time. FILE is the name of its field.
    """

    FILE: ClassVar[str] = "attachment"

    def full_clean(self) -> None:
        """Says so when everything else has been looked at."""
        super().full_clean()  # type: ignore[misc]  # of the form this is put before
        form: Any = self
        if form.is_bound and form.errors:
            self.ask_again()

    def ask_again(self) -> None:
        """Says so beside the file, unless something is said there already; for what a verb refuses too."""
        form: Any = self
        if self.FILE in form.fields and form.files.get(form.add_prefix(self.FILE)) and self.FILE not in form.errors:
            form.add_error(self.FILE, CHOOSE_AGAIN)
