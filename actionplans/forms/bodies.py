"""Forms about the bodies of a council and about how it works with its plans."""

from collections.abc import Container, Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from actionplans.models import Body, CouncilPractice, OwnDeadline
from actionplans.models.stages import ROAD, SKIPPABLE, Stage
from actionplans.readiness import ERRORS, WARNINGS
from ilacs.authorities.models import LocalAuthority
from ilacs.design.choices import Checkboxes, Radios
from ilacs.design.dates import DateField
from ilacs.design.one_line import one_line
from ilacs.design.wording import in_a_row, mid_sentence
from inspections.working_days import CLEAR_DAYS_FOR_PAPERS

OWN_ROWS = 4
MOST_WORKING_DAYS = 70
"""An own deadline earlier than the whole time for the plan is a slip of the keys."""
MOST_CLEAR_DAYS = 20


class BodyForm(forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """A body, when its papers are published, and up to four deadlines of the council's own before its meetings."""

    show_optional = False

    name = forms.CharField(
        label="Name",
        max_length=160,
        validators=[one_line],
        help_text="For example, Children’s Scrutiny Committee",
        error_messages={"required": "Enter the name of the body"},
    )
    papers_clear_days = forms.IntegerField(
        label="Clear days for papers",
        required=False,
        min_value=0,
        max_value=MOST_CLEAR_DAYS,
        help_text=(
            "Working days between the day papers are published and the day of the meeting, neither counted. "
            "The law asks five of a public meeting. Leave empty if papers are not published."
        ),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            f"Enter a number of working days from 0 to {MOST_CLEAR_DAYS}, or leave it empty",
        ),
    )
    ended_on = DateField(label="It ended on", required=False, help_text="It is then no longer offered for meetings.")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Body
        fields = Body.EDITED_FIELDS
        labels = {"kind": "What sort of body is it?", "chair_post": "Chair", "rhythm": "How often it meets"}
        widgets = {"kind": Radios}
        error_messages = {"kind": {"required": "Choose what sort of body it is"}}

    def __init__(self, *args: Any, authority: LocalAuthority, **kwargs: Any) -> None:
        """A row for each deadline there is, four at least."""
        super().__init__(*args, **kwargs)
        self.instance.authority = authority
        kind: Any = self.fields["kind"]
        kind.choices = Body.Kind.choices
        own = list(self.instance.own_deadlines.all()) if self.instance.pk else []
        self.rows = range(1, max(OWN_ROWS, len(own)) + 1)
        for number in self.rows:
            self._add_row(number, own[number - 1] if number <= len(own) else None)
        if not self.instance.pk:
            del self.fields["ended_on"]
        self.initial["revision"] = self.instance.revision
        self.helper = self._layout()

    def _add_row(self, number: int, stored: OwnDeadline | None) -> None:
        self.fields[f"own_{number}_name"] = forms.CharField(
            label=f"Deadline {number}", required=False, max_length=120, validators=[one_line]
        )
        self.fields[f"own_{number}_days"] = forms.IntegerField(
            label=f"Working days before the meeting (deadline {number})",
            required=False,
            min_value=1,
            max_value=MOST_WORKING_DAYS,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                f"Enter a number of working days from 1 to {MOST_WORKING_DAYS} for deadline {number}",
            ),
        )
        if stored:
            self.initial[f"own_{number}_name"] = stored.name
            self.initial[f"own_{number}_days"] = stored.working_days

    def _layout(self) -> FormHelper:
        """The body first, then its papers, then the council's own deadlines."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        rows = [Row(Column(f"own_{number}_name"), Column(f"own_{number}_days")) for number in self.rows]
        ended = ["ended_on"] if "ended_on" in self.fields else []
        helper.layout = Layout(
            Fieldset("The body", "name", "kind", "chair_post", "rhythm", *ended),
            Fieldset("Its papers", "papers_clear_days"),
            Fieldset("The council’s own deadlines before its meetings", *rows, css_class="app-own-deadlines"),
            "revision",
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """A public meeting's papers are out five clear days before; a deadline has its name and its days."""
        cleaned = super().clean() or self.cleaned_data
        is_public = cleaned.get("kind") in Body.PUBLIC
        if is_public and (cleaned.get("papers_clear_days", CLEAR_DAYS_FOR_PAPERS) or 0) < CLEAR_DAYS_FOR_PAPERS:
            self.add_error("papers_clear_days", "It meets in public. Enter 5 or more: the law asks for five clear days")
        names: set[str] = set()
        for number in self.rows:
            self._check_row(number, names)
        return cleaned

    def _check_row(self, number: int, names: set[str]) -> None:
        """One deadline: both parts or none, and no name twice."""
        name, days = f"own_{number}_name", f"own_{number}_days"
        if name not in self.cleaned_data or days not in self.cleaned_data:
            return
        typed, count = self.cleaned_data[name], self.cleaned_data[days]
        if typed and count is None:
            self.add_error(days, f"Enter how many working days before the meeting deadline {number} is")
        if count is not None and not typed:
            self.add_error(name, f"Enter what must be ready by deadline {number}")
        if typed and typed.casefold() in names:
            self.add_error(name, "This deadline is there already. Choose another name")
        names.add(typed.casefold())

    def own(self) -> dict[str, int]:
        """The deadlines that were typed, name -> working days before the meeting."""
        typed = self.cleaned_data
        rows = ((typed.get(f"own_{number}_name"), typed.get(f"own_{number}_days")) for number in self.rows)
        return {name: days for name, days in rows if name and days}


ALWAYS_USED = [stage.label for stage in ROAD if stage not in SKIPPABLE]
ALWAYS_CHECKED = [mid_sentence(kind.title) for kind in ERRORS.values()]
PUBLISHED_HINT = (
    f"{Stage.PUBLISHED.meaning} The law asks that a plan which answers a graded inspection is published: "
    "take the tick away only if the council’s plans answer none."
)


class PracticeForm(forms.Form):
    """The stages a council uses and the warnings it wants to see; stored is what it does without."""

    show_optional = False

    stages = forms.MultipleChoiceField(
        label="Stages the council uses",
        required=False,
        choices=[(stage.value, stage.label) for stage in SKIPPABLE],
        widget=Checkboxes(
            hints={**{stage.value: stage.meaning for stage in SKIPPABLE}, Stage.PUBLISHED.value: PUBLISHED_HINT}
        ),
        help_text=f"A plan goes past a stage without a tick. Always used: {in_a_row(ALWAYS_USED)}.",
    )
    warnings = forms.MultipleChoiceField(
        label="Warnings shown",
        required=False,
        choices=[(kind.code, kind.title) for kind in WARNINGS.values()],
        widget=Checkboxes(hints={kind.code: kind.explanation for kind in WARNINGS.values()}),
        help_text=f"Always checked before a plan is sent: {in_a_row(ALWAYS_CHECKED)}.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, practice: CouncilPractice, **kwargs: Any) -> None:
        """Shows what the council has said so far."""
        super().__init__(*args, **kwargs)
        self.initial = {
            "stages": self._others("stages", practice.skips),
            "warnings": self._others("warnings", practice.turned_off),
            "revision": practice.revision,
        }

    def _others(self, name: str, codes: Container[str]) -> list[str]:
        """What a field offers beside these codes, in the order of the page."""
        field: Any = self.fields[name]
        return [code for code, _ in field.choices if code not in codes]

    def skipped(self) -> list[str]:
        """The stages without a tick."""
        return self._others("stages", self.cleaned_data["stages"])

    def turned_off(self) -> list[str]:
        """The warnings without a tick."""
        return self._others("warnings", self.cleaned_data["warnings"])

    def words_of(self, name: str, codes: Iterable[str]) -> str:
        """Chosen codes in words, one a line, in the order of the page."""
        field: Any = self.fields[name]
        chosen = set(codes)
        return "\n".join(str(label) for code, label in field.choices if code in chosen)
