"""The judgements of an inspection: one question for each row of its framework, in the words the report prints."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from inspections import frameworks
from inspections.actions import GivenJudgement
from inspections.models import Inspection, Judgement

GRADE, LABEL = "grade_", "label_"
LONGEST_LABEL = 200


class JudgementsForm(forms.Form):
    """The grade of each row. Without a framework there are no rows; grades of rows that do not exist are refused.

    A grade is asked for once the report is here. Before that all may stay empty, but some without the others may not.
    """

    show_optional = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        framework: frameworks.Framework | None,
        first_day: date | None,
        inspection: Inspection | None = None,
        report_is_here: bool = False,
    ) -> None:
        """The rows of `framework`; a stored `inspection` fills them in."""
        stored = {row.code: row for row in inspection.judgements.all()} if inspection and inspection.pk else {}
        super().__init__(data)
        self.framework = framework
        self.rows = framework.rows if framework and first_day else ()
        self.report_is_here = report_is_here
        for row in self.rows:
            self._ask_for(row, frameworks.printed_grades(first_day or date.max), stored.get(row.code))

    def _ask_for(self, row: frameworks.JudgementRow, words: tuple[str, ...], stored: Judgement | None) -> None:
        """Adds the question for the grade of one row, and the one for how the report names the row."""
        grade, label = (stored.printed_grade, stored.printed_label) if stored else ("", row.label)
        offered = words if not grade or grade in words else (*words, grade)
        self.fields[GRADE + row.code] = forms.ChoiceField(
            label=row.numbered_label,
            choices=[("", "Choose one"), *((each, each) for each in offered)],
            required=False,
            initial=grade,
            help_text="Only if the report judges it" if row.separate else "",
            error_messages={"invalid_choice": "Choose one of the grades offered"},
        )
        self.fields[LABEL + row.code] = _label_field(row, label, self.data.get(LABEL + row.code) or label)

    def questions(self) -> Iterator[tuple[forms.BoundField, forms.BoundField | None]]:
        """The question for each grade, with the one for the row's name where reports print now this and now that."""
        return ((self[GRADE + row.code], self[LABEL + row.code] if row.names else None) for row in self.rows)

    def label_fields(self) -> Iterator[forms.BoundField]:
        """The question for the printed name of each other row, hardly ever needed."""
        return (self[LABEL + row.code] for row in self.rows if not row.names)

    def clean(self) -> dict[str, Any]:
        """Asks for the grades that are missing and refuses those that cannot be."""
        cleaned = super().clean() or self.cleaned_data
        self._refuse_foreign_grades()
        asked = [row for row in self.rows if not row.separate]
        given = [row for row in self.rows if cleaned.get(GRADE + row.code)]
        if self.report_is_here or given:
            for row in asked:
                if not cleaned.get(GRADE + row.code) and GRADE + row.code not in self.errors:
                    self.add_error(GRADE + row.code, f"Choose the grade for “{row.label}”")
        return cleaned

    def _refuse_foreign_grades(self) -> None:
        """Says that a grade was posted for a row the framework does not have: nothing typed is dropped in silence."""
        own = {row.code for row in self.rows}
        posted = {name.removeprefix(GRADE) for name, value in self.data.items() if name.startswith(GRADE) and value}
        foreign = posted - own
        if not foreign:
            return
        if self.framework is None:
            self.add_error(None, "An inspection of this kind gives no grades, so those chosen before are left out.")
            return
        if "overall" in foreign and not self.framework.gives_overall:
            self.add_error(None, frameworks.refuse_overall(self.framework))
            foreign.remove("overall")
        if foreign:
            self.add_error(None, f"{self.framework.short_name} has other judgements, so check every grade again.")

    def given(self) -> list[GivenJudgement]:
        """The judgements, as the report prints them, in the order of the framework."""
        return [
            GivenJudgement(row.code, self.cleaned_data.get(LABEL + row.code) or row.label, printed)
            for row in self.rows
            if (printed := self.cleaned_data.get(GRADE + row.code))
        ]


def _label_field(row: frameworks.JudgementRow, label: str, typed: str) -> forms.Field:
    """How the report names a row: typed or, where reports print now this and now that, chosen."""
    if not row.names:
        return forms.CharField(
            label=f"Name printed for “{row.numbered_label}”", max_length=LONGEST_LABEL, required=False, initial=label
        )
    names = dict.fromkeys((*row.names, label, typed))
    return forms.ChoiceField(
        label="How the report names this judgement",
        choices=[(name[:LONGEST_LABEL], name[:LONGEST_LABEL]) for name in names],
        required=False,
        initial=label,
    )
