"""The areas for improvement and the strengths of an inspection: many at once by pasting, or one by one."""

from typing import Any

from django import forms

from inspections.forms.revision import RevisionField
from inspections.models import ImprovementArea, Inspection, Strength
from inspections.pasting import items_to_lines, lines_to_items

LONGEST_LIST = 99
HOW_TO_PASTE = (
    "Paste the list from the report. Each line or bullet becomes one {noun}. "
    "Bullets, numbers and broken lines are tidied up."
)


class FindingsForm(forms.Form):
    """Two lists as they were pasted. The cleaned value of each is a list of texts.

    The lists the form was opened with go along hidden, so that one nobody touched never undoes what others saved.
    """

    areas = forms.CharField(
        label="Areas for improvement",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=HOW_TO_PASTE.format(noun="area"),
    )
    strengths = forms.CharField(
        label="Strengths",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=HOW_TO_PASTE.format(noun="strength") + " Committees are told both.",
    )

    revision = RevisionField()
    areas_opened = forms.CharField(required=False, widget=forms.HiddenInput)
    strengths_opened = forms.CharField(required=False, widget=forms.HiddenInput)

    show_optional = False

    @classmethod
    def initial_for(cls, inspection: Inspection) -> dict[str, Any]:
        """The stored lists, one bullet an item."""
        areas = items_to_lines([area.text for area in inspection.areas.all()])
        strengths = items_to_lines([strength.text for strength in inspection.strengths.all()])
        return {
            "revision": inspection.revision,
            "areas": areas,
            "areas_opened": areas,
            "strengths": strengths,
            "strengths_opened": strengths,
        }

    def has_touched(self, name: str) -> bool:
        """Whether a list of the valid form is another than the one it was opened with."""
        opened: str = self.cleaned_data[f"{name}_opened"]
        typed: list[str] = self.cleaned_data[name]
        return lines_to_items(opened) != typed

    def take_over(self, inspection: Inspection) -> None:
        """Goes on from what is stored now: a list that was not touched becomes the stored one."""
        stored, posted = self.initial_for(inspection), dict(self.data.items())
        for name in ("areas", "strengths"):
            if not self.has_touched(name):
                posted[name] = stored[name]
                self.cleaned_data[name] = lines_to_items(stored[name])
            posted[f"{name}_opened"] = stored[f"{name}_opened"]
        self.data = posted

    def clean_areas(self) -> list[str]:
        """The texts of the areas."""
        return self._read("areas", "area for improvement", "areas for improvement")

    def clean_strengths(self) -> list[str]:
        """The texts of the strengths."""
        return self._read("strengths", "strength", "strengths")

    def _read(self, field: str, noun: str, plural: str) -> list[str]:
        """The items of one list; refuses a list with the same words twice and one that is no list."""
        items = lines_to_items(self.cleaned_data[field])
        if len(items) > LONGEST_LIST:
            raise forms.ValidationError(
                f"That would be {len(items)} {plural}, and a report has at most {LONGEST_LIST}. "
                f"Paste only the list, with a bullet before each {noun}"
            )
        for place, text in enumerate(items):
            if text in items[:place]:
                raise forms.ValidationError(f"“{text}” is in the list twice. Take one of the two out")
        return items


class FindingForm(forms.ModelForm):  # type: ignore[type-arg]  # no arguments at run time
    """One area or strength, as its inspection stood when the form was opened."""

    revision = RevisionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """For a finding of an inspection; `initial` may not be given."""
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.inspection.revision


class AreaForm(FindingForm):
    """Everything about one area for improvement."""

    class Meta:
        model = ImprovementArea
        fields = ImprovementArea.EDITED_FIELDS
        labels = {
            "text": "Exact words",
            "reference": "Reference in the report",
            "is_priority_action": "This is an area for priority action",
            "short_label": "Short label",
            "theme": "Theme",
            "origin": "Who found it",
        }
        help_texts = {
            "text": "As the report prints them. The council's own wording belongs in the short label.",
            "reference": "For example, paragraph 24, or Outcome 4, national framework.",
            "is_priority_action": "More serious than an area for improvement. After a focused visit a plan is due.",
            "short_label": "The council's own name for it, for lists and charts. For example, Written records.",
            "theme": "The council's own grouping, if it uses one. For example, Quality of practice.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "origin": forms.RadioSelect}
        error_messages = {"text": {"required": "Enter the words of the area for improvement"}}


class StrengthForm(FindingForm):
    """The words of one strength."""

    class Meta:
        model = Strength
        fields = Strength.EDITED_FIELDS
        labels = {"text": "Strength"}
        widgets: dict[str, Any] = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"text": {"required": "Enter the words of the strength"}}
