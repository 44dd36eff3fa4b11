"""Forms about readings: one typed, or a file of them and what of it shall be loaded."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core import signing

from actionplans.forms.asking import AskingMixin
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.values import ValueField
from actionplans.measures.columns import Table
from actionplans.measures.loading import COMPARED, LONGEST_NOTE, Checked, CheckedRow, TypedReading
from actionplans.measures.numbers import EXAMPLES
from actionplans.measures.sheets import LARGEST, TOO_LARGE
from actionplans.models import ActionPlan, Measure
from ilacs.authorities.models import User
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField
from ilacs.design.wording import counted

SALT = "readings that were checked"
KEPT_FOR = 24 * 3600
"""Seconds for which a preview can be loaded."""
SENT_AGAIN = "This preview is no longer good. Choose the file again"
GOOD, ALL, NONE = "good", "all", "none"


class ReadingForm(AskingMixin, IdentifyingMixin, forms.Form):
    """The value of a measure for one period, and what others had."""

    show_optional = False
    asked_about = ("note",)

    ends_on = DateField(label="Period ended on", help_text="The last day of the period, for example 30 6 2027.")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What a reader must know, for example that the figure is provisional.",
    )
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        """Asks for values in the unit of the measure."""
        super().__init__(*args, **kwargs)
        unit = measure.unit
        example = f"{measure.get_unit_display()}, for example {EXAMPLES[unit]}."
        needed = {"required": f"Enter the value, for example {EXAMPLES[unit]}"}
        self.fields["value"] = ValueField(
            label="Value", unit=unit, required=True, help_text=example, error_messages=needed
        )
        for name, label in (("neighbours", "Statistical neighbours"), ("region", "Region"), ("england", "England")):
            self.fields[name] = ValueField(label=label, unit=unit)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "ends_on",
            "value",
            Fieldset("What others had, where it is known", Row(*(Column(name) for name in COMPARED))),
            "note",
            "entry",
        )

    def read(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: self.cleaned_data[name] for name in ("ends_on", "value", *COMPARED, "note", "entry")}


class ReadingsFileForm(forms.Form):
    """A file with readings."""

    show_optional = False

    file = forms.FileField(
        label="File with readings",
        help_text="CSV or Excel (XLSX), up to 5 MB and 5,000 rows. You see every row before anything is saved.",
        error_messages={"required": "Choose the file with the readings", "empty": "The file is empty. Choose another"},
    )

    def clean_file(self) -> bytes:
        """What is in the file; what it is, is seen by its content."""
        uploaded = self.cleaned_data["file"]
        if uploaded.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        content: bytes = uploaded.read()
        return content


class CheckedReadingsForm(forms.Form):
    """What of a file that was looked at shall be loaded. Its rows travel signed, so no browser can change them."""

    show_optional = False

    what = forms.ChoiceField(
        label="Which readings do you want to load?",
        widget=Radios,
        choices=[(GOOD, GOOD), (ALL, ALL), (NONE, NONE)],
        error_messages={"required": "Choose which readings to load"},
    )
    looked_at = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": SENT_AGAIN, "null_characters_not_allowed": SENT_AGAIN}
    )

    def offer(self, checked: Checked) -> None:
        """Offers what can be loaded of the rows as they are now; nothing is chosen for anybody who is asked."""
        what: Any = self.fields["what"]
        what.choices = _choices(len(checked.good), len(checked.questioned))
        if not checked.questioned and not checked.wrong:
            self.initial["what"] = GOOD


def _choices(good: int, questioned: int) -> list[tuple[str, str]]:
    """What can be chosen, in words."""
    found = [(NONE, "Load nothing")]
    if questioned:
        every = counted(good + questioned, "reading")
        found.insert(0, (ALL, f"Load {'all ' if good else ''}{every}: I have checked what is asked, and it is right"))
    if good:
        plain, need = counted(good, "reading"), "needs" if good == 1 else "need"
        found.insert(0, (GOOD, f"Load only the {plain} that {need} no checking" if questioned else f"Load {plain}"))
    return found


@dataclass(frozen=True)
class LookedAt:
    """A file that a person was shown: its rows, what was asked about them, and the name it is loaded once by."""

    table: Table
    upload: UUID
    asked: dict[int, tuple[str, ...]]

    def chosen(self, checked: Checked, what: str) -> tuple[TypedReading, ...]:
        """The rows to load; whoever loads all of them says yes to every question that was shown, and to no other."""
        rows: list[CheckedRow] = []
        rows += checked.good if what in (GOOD, ALL) else ()
        rows += checked.questioned if what == ALL else ()
        return tuple(replace(row.reading, agreed=self.asked.get(row.number, ())) for row in rows if row.reading)


def signed(plan: ActionPlan, person: User, table: Table, checked: Checked) -> str:
    """What this person was shown of a file for this plan, as text that only we can have written."""
    asked = {str(row.number): row.questions for row in checked.questioned}
    parcel = {
        "plan": plan.pk,
        "person": person.pk,
        "upload": str(uuid4()),
        "rows": table.rows,
        "not_read": table.not_read,
        "asked": asked,
    }
    return signing.dumps(parcel, salt=SALT, compress=True)


def unsigned(plan: ActionPlan, person: User, text: str) -> LookedAt:
    """What this person was shown. Raises signing.BadSignature for what we have not written, or for somebody else."""
    found = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    if (found["plan"], found["person"]) != (plan.pk, person.pk):
        raise signing.BadSignature
    table = Table(tuple((number, cells) for number, cells in found["rows"]), tuple(found["not_read"]))
    asked = {int(number): tuple(words) for number, words in found["asked"].items()}
    return LookedAt(table, UUID(found["upload"]), asked)
