"""Forms about what is measured: its definition, its targets, and why it is put away."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Layout, Row
from django import forms

from actionplans.forms.amendments import reason_field
from actionplans.forms.asking import AskingMixin
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.plans import POST_ONLY, people_of
from actionplans.forms.recommendations import OPEN_AGAIN
from actionplans.forms.values import ValueField
from actionplans.measures.questions import Question
from actionplans.models import ActionItem, ActionPlan, AreaResponse, Measure
from ilacs.design.choices import Checkboxes, ChosenRows, Radios
from ilacs.design.dates import DateField
from ilacs.design.wording import in_a_row

LEAST_ROWS, SPARE_ROWS, MOST_ROWS = 3, 2, 60
SENT_REASON = "Needed when the definition changes: this plan was sent with what it said before. Everybody can read it."


def revision_field() -> forms.IntegerField:
    """Which state of the measure the person saw when the page was opened."""
    return forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})


def _reason(hint: str) -> forms.CharField:
    field = reason_field(required=False)
    field.help_text = hint
    return field


class MeasureForm(AskingMixin, IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # none at run time
    """How a measure is counted, which way is better, who sees to it, and what it serves."""

    show_optional = False
    asked_about = ("name", "definition", "source", "reason")

    baseline = ValueField(label="Baseline", help_text="The value before the plan began, for example 72.")
    baseline_on = DateField(label="Date of the baseline", required=False, help_text="For example, 31 3 2027.")
    tolerance = ValueField(
        label="Tolerance",
        help_text="How much worse than target is still close to it, in the measure’s own unit. 0 if nothing is.",
    )
    areas = ChosenRows(AreaResponse.objects.none(), label="Areas it serves", required=False, widget=Checkboxes)
    references = forms.CharField(
        label="Actions it serves", required=False, max_length=500, help_text="Their references, for example 1.2, 3.1"
    )
    revision = revision_field()
    entry = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": OPEN_AGAIN})

    class Meta:
        model = Measure
        fields = Measure.EDITED_FIELDS
        labels = {
            "name": "Name",
            "definition": "Definition",
            "unit": "Unit",
            "polarity": "Which way is better?",
            "source": "Source",
            "frequency": "How often is it read?",
            "owner_post": "Owner",
            "owner_person": "Person",
        }
        help_texts = {
            "name": "For example, Assessments completed in 45 working days",
            "definition": "What is counted, of what, over which time. Two people must come to the same number.",
            "source": "Where the figures come from, for example the case system, report 12",
            "owner_post": POST_ONLY,
            "owner_person": "If they sign in here. They are asked for each reading.",
        }
        widgets = {"definition": forms.Textarea(attrs={"rows": 3}), "polarity": Radios, "frequency": Radios}
        error_messages = {"name": {"required": "Enter the name of the measure"}}

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the areas and people of this plan; asks for a reason where it was sent."""
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.instance.plan = plan
        self.initial["revision"] = self.instance.revision
        person, areas = self.fields["owner_person"], self.fields["areas"]
        person.queryset = people_of(plan.authority, self.instance.owner_person)  # type: ignore[attr-defined]
        person.empty_label = "Nobody chosen"  # type: ignore[attr-defined]
        areas.queryset = plan.responses.select_related("area")  # type: ignore[attr-defined]
        self._without_an_empty_choice(unit=Measure.Unit, polarity=Measure.Polarity, frequency=Measure.Frequency)
        if self.instance.pk:
            self._for_a_stored_one()
        if not areas.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["areas"]
        self.helper = self._layout()

    def _without_an_empty_choice(self, **choices: Any) -> None:
        for name, known in choices.items():
            field: Any = self.fields[name]
            field.choices = known.choices

    def _for_a_stored_one(self) -> None:
        """Shows what it serves; sent twice it saves once by its revision."""
        self.initial["areas"] = [area.pk for area in self.instance.responses.all()]
        self.initial["references"] = ", ".join(item.reference for item in self.instance.items.current())
        del self.fields["entry"]
        if self.plan.is_sent:
            self.fields["reason"] = _reason(SENT_REASON)

    def _layout(self) -> FormHelper:
        """The groups of the page: what is counted, from where to where, who sees to it, what it serves."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        areas = [Div("areas", css_class="app-two-columns")] if "areas" in self.fields else []
        helper.layout = Layout(
            Fieldset("What is measured", "name", "definition", "unit", "polarity", "source"),
            Fieldset("Where it began", Row(Column("baseline"), Column("baseline_on")), "tolerance"),
            Fieldset("Who sees to it", Row(Column("owner_post"), Column("owner_person")), "frequency"),
            Fieldset("What it serves", *areas, "references"),
            *([Fieldset("Why it changes", "reason")] if "reason" in self.fields else []),
            *(name for name in ("revision", "entry") if name in self.fields),
        )
        return helper

    def asked_at(self, question: Question) -> str:
        """Questions about targets stand beside the baseline they are held against."""
        return question.field if question.field in self.fields else "baseline"

    def clean_tolerance(self) -> Decimal:
        """None typed is none; below nothing is refused."""
        tolerance: Decimal = self.cleaned_data["tolerance"] or Decimal(0)
        if tolerance < 0:
            raise forms.ValidationError("The tolerance must be 0 or more")
        return tolerance

    def clean_references(self) -> list[ActionItem]:
        """The actions with these references; names the ones the plan does not have."""
        typed = [part for part in re.split(r"[,;\s]+", self.cleaned_data["references"]) if part]
        found = {item.reference: item for item in self.plan.items.current().filter(reference__in=typed)}
        if missing := [part for part in dict.fromkeys(typed) if part not in found]:
            raise forms.ValidationError(
                f"The plan has no {'action' if len(missing) == 1 else 'actions'} {in_a_row(missing)}. "
                "Enter references as the plan prints them, with commas between"
            )
        return list(found.values())

    def serves(self) -> dict[str, Any]:
        """The areas and actions that were chosen."""
        return {"areas": self.cleaned_data.get("areas", ()), "items": self.cleaned_data["references"]}


class TargetsForm(AskingMixin, IdentifyingMixin, forms.Form):
    """The targets of a measure, one a row; a row that is emptied is a target taken away."""

    show_optional = False
    asked_about = ("reason",)

    revision = revision_field()

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        """A row for each target there is and some to spare; asks for a reason where others were sent."""
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.initial["revision"] = measure.revision
        stored = list(measure.targets.all())
        self.rows = range(1, max(LEAST_ROWS, len(stored) + SPARE_ROWS, self._rows_posted()) + 1)
        for number in self.rows:
            self._add_row(number, *((stored[number - 1],) if number <= len(stored) else ()))
        if measure.plan.is_sent and measure.has_had_targets:
            self.fields["reason"] = _reason("This plan was sent with other targets. Everybody can read the reason.")
        self.helper = self._layout()

    def _rows_posted(self) -> int:
        """How many rows the page had that was sent."""
        numbers = (re.match(r"value_(\d{1,2})\Z", name, re.ASCII) for name in self.data)
        return min(max((int(number[1]) for number in numbers if number), default=0), MOST_ROWS)

    def _add_row(self, number: int, stored: Any = None) -> None:
        day = DateField(label=f"Target {number}: by the end of", required=False)
        value = ValueField(label=f"Target {number}: value", unit=self.measure.unit)
        day.initial, value.initial = getattr(stored, "ends_on", None), getattr(stored, "value", None)
        self.fields |= {f"ends_on_{number}": day, f"value_{number}": value}

    def _layout(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        pairs = (Row(Column(f"ends_on_{number}"), Column(f"value_{number}")) for number in self.rows)
        helper.layout = Layout(*pairs, *(["reason"] if "reason" in self.fields else []), "revision")
        return helper

    def asked_at(self, question: Question) -> str:
        """A question stands beside the value of its day; that there is none at all, beside the first."""
        places = {str(day): number for number, day, _ in self._typed()}
        return f"value_{places.get(question.field, 1)}"

    def clean(self) -> dict[str, Any]:
        """A target is a day and a value, and no day has two."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[date] = set()
        for number, day, value in self._typed():
            bad = {f"ends_on_{number}", f"value_{number}"} & set(self.errors)
            if day and value is None and not bad:
                self.add_error(f"value_{number}", "Enter the target, or empty the date")
            if value is not None and not day and not bad:
                self.add_error(f"ends_on_{number}", "Enter the date by which it shall be reached")
            if day and day in seen:
                self.add_error(f"ends_on_{number}", "Another target is for the same day. Leave one of them out")
            seen |= {day} if day else set()
        return cleaned

    def _typed(self) -> Iterator[tuple[int, date | None, Decimal | None]]:
        """Each row as its number, day and value."""
        known = self.cleaned_data
        for number in self.rows:
            yield number, known.get(f"ends_on_{number}"), known.get(f"value_{number}")

    def targets(self) -> list[tuple[date, Decimal]]:
        """The targets that were typed, the earliest first."""
        return sorted((day, value) for _, day, value in self._typed() if day and value is not None)


class ArchiveMeasureForm(IdentifyingMixin, forms.Form):
    """Why a measure is put away."""

    show_optional = False

    reason = forms.CharField(
        label="Why is it put away?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Its readings and its history stay to be read, and so does this reason.",
        error_messages={"required": "Enter why it is put away"},
    )
