"""Forms about one action."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Layout, Row
from django import forms

from actionplans.actions import demands_reason_to_move
from actionplans.actions.due_dates import REASON_NEEDED, SEEN_BY_OTHERS, SENT_WITH_ONE
from actionplans.forms.amendments import ask_for_reason, demand_reason, entry_field, reason_field
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.plans import POST_ONLY, offer_people
from actionplans.models import ActionItem, AreaResponse
from ilacs.design.choices import Checkboxes, ChosenRows, Radios
from ilacs.design.dates import DateField


class ItemForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """Everything a person writes about one action. A draft may have gaps: only the action itself is asked for."""

    show_optional = False

    starts_on = DateField(label="Start", required=False, help_text="For example, 4 1 2027.")
    due_on = DateField(label="Due", required=False, help_text="For example, 31 3 2027.")
    all_the_same = forms.BooleanField(label="Add it all the same", required=False)
    also_serves = ChosenRows(
        AreaResponse.objects.none(),
        label="Other areas this action serves",
        required=False,
        widget=Checkboxes,
        help_text="It is printed once, under its own area, and referred to under these.",
    )
    reason = forms.CharField(
        label="Reason for the new due date",
        required=False,
        max_length=255,
        help_text="Kept with the old date and shown to members.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    class Meta:
        model = ActionItem
        fields = ActionItem.EDITED_FIELDS
        labels = {
            "action": "Action",
            "lead_post": "Lead officer",
            "lead_person": "Person",
            "partners": "Supporting partners",
            "success_measure": "Success measure",
            "how_we_will_know": "How we will know",
            "resources": "Resources",
            "monitoring_body": "Monitored by",
        }
        help_texts = {
            "action": "What will be done. Start with a verb.",
            "lead_post": POST_ONLY,
            "lead_person": "If they sign in here",
            "success_measure": "A number where there is one, for example 90% of assessments in 45 working days",
            "how_we_will_know": "The evidence that will show it, for example monthly audit of 20 records",
            "resources": "For example, one post for a year",
            "monitoring_body": "For example, Improvement Board",
        }
        widgets = {
            "action": forms.Textarea(attrs={"rows": 3}),
            "partners": forms.Textarea(attrs={"rows": 2}),
            "success_measure": forms.Textarea(attrs={"rows": 3}),
            "how_we_will_know": forms.Textarea(attrs={"rows": 3}),
            "resources": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"action": {"required": "Enter the action"}}

    def __init__(self, *args: Any, response: AreaResponse, **kwargs: Any) -> None:
        """`response` is the area the action is printed under."""
        super().__init__(*args, **kwargs)
        self.response = response
        offer_people(self, response.plan.authority, self.instance.lead_person)
        others: Any = self.fields["also_serves"]
        others.queryset = response.plan.responses.select_related("area").exclude(pk=response.pk)
        self.initial["revision"] = self.instance.revision
        if self.instance.pk:
            self.initial["also_serves"] = [other.pk for other in self.instance.also_serves.all()]
        self.is_proposal = response.plan.is_sent
        self.keeps_date = bool(self.instance.pk) and demands_reason_to_move(self.instance, response.plan)
        if self.is_proposal:
            ask_for_reason(self)
        elif not self.keeps_date:
            del self.fields["reason"]
        if not others.queryset.exists():
            del self.fields["also_serves"]
        self.twin = self._twin()
        if self.twin is None:
            del self.fields["all_the_same"]
        self.helper = self._layout()

    def _twin(self) -> ActionItem | None:
        """The action of the area that has the words typed for a new one, unless this very form made it."""
        if not self.is_bound or self.instance.pk:
            return None
        words, entry = _plain(self.data.get("action", "")), self.data.get("entry", "")
        there = self.response.items.current()
        return next((item for item in there if _plain(item.action) == words and str(item.entry) != entry), None)

    def _layout(self) -> FormHelper:
        """The groups the page shows: what, who, by when, and how anybody will know."""
        reason = self._if_asked("reason")
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset("What will be done", "action", *self._if_asked("all_the_same")),
            Fieldset("Who does it", Row(Column("lead_post"), Column("lead_person")), "partners"),
            Fieldset("By when", Row(Column("starts_on"), Column("due_on")), *([] if self.is_proposal else reason)),
            Fieldset("How anybody will know it worked", "success_measure", "how_we_will_know"),
            Fieldset("What it needs", Row(Column("resources"), Column("monitoring_body"))),
            *(Div(name, css_class="app-two-columns") for name in self._if_asked("also_serves")),
            *([Fieldset("Why the plan shall change", *reason)] if self.is_proposal else []),
            "revision",
            "entry",
        )
        return helper

    def _if_asked(self, name: str) -> list[str]:
        """The field, where this form has it."""
        return [name] if name in self.fields else []

    def clean(self) -> dict[str, Any]:
        """No action twice by oversight; a due date that others have seen neither goes nor moves without a reason."""
        cleaned = super().clean() or self.cleaned_data
        self._refuse_twin(cleaned)
        if self.is_proposal:
            demand_reason(self, cleaned)
        if self.keeps_date and "due_on" in cleaned and cleaned["due_on"] != self.initial.get("due_on"):
            self._refuse_lost_date(cleaned)
        return cleaned

    def _refuse_lost_date(self, cleaned: dict[str, Any]) -> None:
        """Says beside the field what the verb would refuse."""
        if not cleaned["due_on"]:
            self.add_error("due_on", SENT_WITH_ONE if self.instance.original_due_on else SEEN_BY_OTHERS)
        elif not self.is_proposal and not cleaned.get("reason"):
            self.add_error("reason", REASON_NEEDED)

    def _refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """An error beside words that the area has already, unless the person wants them all the same."""
        if self.twin and not cleaned.get("all_the_same"):
            known = self.twin.reference
            self.add_error("action", f"Action {known} has the same words. Change them, or open {known}")


def _plain(text: str) -> str:
    """Text for comparing: one space between words, small letters, no full stop at the end."""
    return " ".join(text.split()).rstrip(". ").casefold()


class MoveForm(IdentifyingMixin, forms.Form):
    """The area an action is to be printed under."""

    to = forms.ModelChoiceField(
        AreaResponse.objects.none(),
        label="Area for improvement",
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose the area to move the action to"},
    )

    def __init__(self, *args: Any, item: ActionItem, **kwargs: Any) -> None:
        """Offers every other area of the same plan; asks for the reason where it was sent."""
        super().__init__(*args, **kwargs)
        if item.plan.is_sent:
            self.fields["reason"] = reason_field(required=True)
            self.fields["entry"] = entry_field()
        areas: Any = self.fields["to"]
        areas.queryset = item.plan.responses.select_related("area").exclude(pk=item.response_id)
