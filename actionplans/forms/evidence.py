"""Forms about evidence: a piece of its own, the part of another form, the filter of a list, why it is taken away."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms

from actionplans.actions.evidence import EvidenceDetails
from actionplans.actions.proof import Attachment
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.publication import entry_field
from actionplans.forms.recommendations import revision_field
from actionplans.forms.uploads import ChooseAgain, EvidenceFileField
from actionplans.models import ActionItem, Evidence
from actionplans.models.evidence import ANOTHER_ADDRESS, web_address
from actionplans.models.plan import LONGEST_TEXT
from ilacs.design.choices import Checkboxes, Radios
from ilacs.design.dates import DateField
from ilacs.design.today import today

FILE_HINT = (
    "At most 5 MB: a PDF, a picture, a document, spreadsheet or slides without macros, CSV or plain text. "
    "It must not hold anything that identifies a child."
)
KIND_HINTS = {
    Evidence.Kind.DATA: "Figures, for example a monthly report of the case system",
    Evidence.Kind.AUDIT: "Case files that somebody read and judged",
    Evidence.Kind.VOICE: "What children and families said about it",
    Evidence.Kind.DOCUMENT: "For example a procedure, minutes or a training record",
}
BOTH = "Enter an address or choose a file, not both. Add the other one afterwards"
NEITHER = "Choose a file, or enter an address"
AGAIN = "Choose the file again, or clear what it shows"
AGAIN_OR_WITHOUT = "Choose the file again. To save without it, save once more"
SUPPORTS = Evidence.Stance.SUPPORTS.value


def file_field(*, required: bool = False, label: str = "File") -> EvidenceFileField:
    """A file that shows something, known by its content."""
    return EvidenceFileField(required=required, label=label, help_text=FILE_HINT)


def link_field(label: str = "Or the address of a page") -> forms.URLField:
    """A page of the web that shows it."""
    return forms.URLField(
        label=label,
        required=False,
        max_length=Evidence._meta.get_field("link").max_length,
        assume_scheme="https",
        validators=[web_address],
        help_text="For example, https://www.example.gov.uk/audit",
        error_messages={"invalid": ANOTHER_ADDRESS},
    )


def shows_field(*, required: bool = True) -> forms.CharField:
    """What the evidence shows, in a sentence somebody else can judge by."""
    return forms.CharField(
        label="What it shows",
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, 18 of 20 audited assessments were good. Name no child.",
        error_messages={"required": "Enter what it shows"},
    )


def kind_field(*, required: bool = True) -> forms.ChoiceField:
    """Where the evidence comes from."""
    return forms.ChoiceField(
        label="What kind is it?",
        required=required,
        choices=Evidence.Kind.choices,
        widget=Radios(hints=KIND_HINTS, attrs={"class": "govuk-radios--small"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what kind it is"),
    )


def day_field(*, required: bool = True) -> DateField:
    """The day the evidence itself is of."""
    return DateField(
        label="Its own date",
        required=required,
        help_text="When the audit was done, the figures were drawn, the minutes were taken.",
        error_messages={
            "required": "Enter the date of the evidence",
            "too_late": "The date of the evidence must be today or in the past",
        },
    )


def stance_field() -> forms.ChoiceField:
    """Which way the evidence points; nothing chosen means that it supports."""
    return forms.ChoiceField(
        label="Which way does it point?",
        choices=Evidence.Stance.choices,
        initial=SUPPORTS,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose which way it points"),
    )


class EvidenceForm(ChooseAgain, IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """One piece of evidence on an action: a file or an address, and what is said of it.

    What is there already keeps its file; only its address and what is said of it can be put in other words.
    """

    show_optional = False
    asked_about = ("shows",)
    field_order = ("attachment", "link", "shows", "kind", "dated_on", "stance")

    attachment = file_field()
    link = link_field()
    shows = shows_field()
    kind = kind_field()
    dated_on = day_field()
    stance = stance_field()
    revision = revision_field()
    entry = entry_field()

    class Meta:
        model = Evidence
        fields = Evidence.EDITED_FIELDS

    def __init__(self, *args: Any, item: ActionItem, **kwargs: Any) -> None:
        """For a new piece of this action, or for the instance."""
        super().__init__(*args, **kwargs)
        self.instance.item = item
        self.fields["dated_on"].latest = today()  # type: ignore[attr-defined]  # a DateField
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision
            unused = ["entry", "attachment", *([] if self.instance.link else ["link"])]
            self.fields["link"].label = "Address"
        else:
            self.initial.update({"entry": uuid4(), "stance": SUPPORTS})
            unused = ["revision"]
        for name in unused:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Asks for one thing that can be opened: a file or an address."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            if "link" in self.fields and not cleaned.get("link") and "link" not in self.errors:
                self.add_error("link", "Enter the address")
        elif not {"link", "attachment"} & self.errors.keys():
            _ask_for_one(self, "link", "attachment")
        return cleaned

    def details(self) -> EvidenceDetails:
        """What was said of it."""
        said = self.cleaned_data
        return EvidenceDetails(**{name: said[name] for name in Evidence.EDITED_FIELDS})


class EvidencePart(ChooseAgain, IdentifyingMixin, forms.Form):
    """The evidence that may come with another form: as its base, it asks nothing of who has none.

    Its six fields begin with evidence_; `evidence_fields` names them in order, and `evidence` is what to give
    `add_evidence`. A file that was chosen once is never left out in silence: `file_was_chosen` remembers it.
    The form needs enctype="multipart/form-data" and request.FILES.
    """

    FILE: ClassVar[str] = "evidence_file"
    asked_about: ClassVar[tuple[str, ...]] = ("evidence_shows",)

    evidence_file = file_field(label="Evidence: a file")
    evidence_link = link_field()
    evidence_shows = shows_field(required=False)
    evidence_kind = kind_field(required=False)
    evidence_dated_on = day_field(required=False)
    evidence_stance = stance_field()
    file_was_chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is asked before something is given; a day still to come is refused."""
        super().__init__(*args, **kwargs)
        self.fields["evidence_stance"].required = False
        self.fields["evidence_dated_on"].latest = today()  # type: ignore[attr-defined]  # a DateField

    @staticmethod
    def evidence_fields() -> tuple[str, ...]:
        """The names of the fields in the order in which they are asked."""
        return tuple(name for name in EvidencePart.base_fields if name != "file_was_chosen")

    def clean(self) -> dict[str, Any]:
        """Where something is given, asks for all that evidence needs; where nothing is, for nothing."""
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in ("evidence_file", "evidence_link") if cleaned.get(name) or name in self.errors]
        if not given and cleaned.get("file_was_chosen"):
            return self._miss_the_file(cleaned)
        if not given and not any(cleaned.get(f"evidence_{name}") for name in ("shows", "kind")):
            return cleaned
        if not {"evidence_file", "evidence_link"} & self.errors.keys():
            _ask_for_one(self, "evidence_link", "evidence_file")
        for name in ("shows", "kind", "dated_on"):
            field = self.fields[f"evidence_{name}"]
            if not cleaned.get(f"evidence_{name}") and f"evidence_{name}" not in self.errors:
                self.add_error(f"evidence_{name}", str(field.error_messages["required"]))
        return cleaned

    def _miss_the_file(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Asks for the file that was not kept; where nothing is typed of it that could be cleared, only once."""
        self.add_error("evidence_file", AGAIN if cleaned.get("evidence_shows") else AGAIN_OR_WITHOUT)
        if not cleaned.get("evidence_shows"):
            self._replace("file_was_chosen", "")
        return cleaned

    def ask_again(self) -> None:
        """Remembers that a file was chosen."""
        super().ask_again()
        if self.files.get(self.add_prefix(self.FILE)):
            self._replace("file_was_chosen", "on")

    def _replace(self, name: str, value: str) -> None:
        """Puts another value into what was sent, so that the page shows that."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix(name)] = value
        self.data = data

    def evidence(self) -> tuple[EvidenceDetails, Attachment | None] | None:
        """What was said of the evidence, and its file if it is one; None where no evidence was given."""
        said = self.cleaned_data
        if not said.get("evidence_file") and not said.get("evidence_link"):
            return None
        details = EvidenceDetails(
            kind=said["evidence_kind"],
            dated_on=said["evidence_dated_on"],
            shows=said["evidence_shows"],
            stance=said["evidence_stance"] or SUPPORTS,
            link=said["evidence_link"],
        )
        return details, said["evidence_file"]


def _ask_for_one(form: forms.BaseForm, link: str, file: str) -> None:
    """A file or an address, and not both."""
    has_link, has_file = (bool(form.cleaned_data.get(name)) for name in (link, file))
    if has_link and has_file:
        form.add_error(link, BOTH)
    if not has_link and not has_file:
        form.add_error(file, NEITHER)


class TakeAwayForm(IdentifyingMixin, forms.Form):
    """Why a piece of evidence is taken away."""

    reason = forms.CharField(
        label="Why is it taken away?",
        max_length=Evidence._meta.get_field("archived_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, it is of another action. It stays to be read, with this reason.",
        error_messages={"required": "Enter why it is taken away"},
    )


class EvidenceFilterForm(forms.Form):
    """Which evidence of a plan to list; nothing chosen lists all that stands."""

    show_optional = False

    kind = forms.MultipleChoiceField(
        label="Kind",
        required=False,
        choices=Evidence.Kind.choices,
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
    )
    stance = forms.ChoiceField(
        label="Which way it points",
        required=False,
        choices=[("", "Either way"), (SUPPORTS, "Supports"), (Evidence.Stance.CONTRADICTS.value, "Contradicts")],
    )
    taken_away = forms.ChoiceField(
        label="What was taken away", required=False, choices=[("", "Leave it out"), ("on", "Show it too")]
    )

    def chosen(self) -> dict[str, Any]:
        """What was chosen; a field that cannot be read narrows nothing and has its error."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
