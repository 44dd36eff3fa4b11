"""Forms about the meetings a plan goes to."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db.models import Q

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionPlan, Meeting
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField
from ilacs.design.one_line import one_line
from ilacs.design.wording import date_in_words

PURPOSE_HINTS = {
    Meeting.Purpose.CONSULT: "Says what it thinks of the draft",
    Meeting.Purpose.SCRUTINISE: "Challenges the plan and may make recommendations",
    Meeting.Purpose.DECIDE: "Agrees the plan, so that it can be sent",
    Meeting.Purpose.MONITOR: "Looks at progress after the plan was sent",
}
DAYS_DONE = {
    "notice_published_on": "The day the notice of the key decision was published",
    "signed_off_on": "The day the report was signed off",
    "papers_published_on": "The day the papers were published",
}
REMEDIES = [("", "Nothing needed so far"), *Meeting.Remedy.choices]


class MeetingAddForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """A meeting to come: before whom, when and what for."""

    show_optional = False

    held_on = DateField(label="Date of the meeting", help_text="For example, 28 6 2027.")

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ("body", "held_on", "purpose", "is_key_decision")
        labels = {
            "body": "Body",
            "purpose": "What does the plan go there for?",
            "is_key_decision": "It is to take a key decision",
        }
        help_texts = {"is_key_decision": "Notice must then be given 28 clear days before."}
        widgets = {"body": Radios, "purpose": Radios(hints=PURPOSE_HINTS)}
        error_messages = {
            "body": {"required": "Choose the body", "invalid_choice": "Choose one of the bodies listed"},
            "purpose": {"required": "Choose what the plan goes there for"},
        }

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the bodies the council has now, and the one of this meeting."""
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        body: Any = self.fields["body"]
        body.queryset = plan.authority.bodies.filter(Q(ended_on__isnull=True) | Q(pk=self.instance.body_id))
        body.empty_label = None
        purpose: Any = self.fields["purpose"]
        purpose.choices = Meeting.Purpose.choices


class MeetingForm(MeetingAddForm):
    """Everything about a meeting: what it saw, when its papers were ready, what came of it."""

    notice_published_on = DateField(
        label="Notice of the key decision published on", required=False, help_text="For a key decision only."
    )
    signed_off_on = DateField(label="Report signed off on", required=False)
    papers_published_on = DateField(label="Papers published on", required=False)
    remedy = forms.ChoiceField(
        label="If a day cannot be kept, what was decided?", choices=REMEDIES, required=False, widget=Radios
    )
    remedy_reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=500,
        validators=[one_line],
        help_text="For example, the chair agreed on 22 June, because the report came late.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(MeetingAddForm.Meta):
        fields = Meeting.EDITED_FIELDS
        labels = {
            **MeetingAddForm.Meta.labels,
            "version": "Version of the plan in its papers",
            "outcome": "What the meeting decided",
        }
        help_texts = {
            **MeetingAddForm.Meta.help_texts,
            "version": "Save a version of the plan first, if none is listed.",
            "outcome": "What it asked of the plan is recorded as recommendations.",
        }
        widgets = {**MeetingAddForm.Meta.widgets, "outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, plan: ActionPlan, on: date, **kwargs: Any) -> None:
        """Offers the versions of the plan; what is recorded as done was done by the day `on`."""
        super().__init__(*args, plan=plan, **kwargs)
        version: Any = self.fields["version"]
        version.queryset = plan.versions.order_by("-number")
        version.empty_label = "None chosen"
        version.label_from_instance = lambda each: f"{each}, {date_in_words(each.as_at)}: {each.reason}"[:90]
        self.initial["revision"] = self.instance.revision
        self.on = on
        self.helper = self._layout()

    def _layout(self) -> FormHelper:
        """The groups of the page: the meeting, its papers, what could not be kept, what came of it."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset("The meeting", "body", "held_on", "purpose", "is_key_decision", "notice_published_on"),
            Fieldset("Its papers", "version", Row(Column("signed_off_on"), Column("papers_published_on"))),
            Fieldset("When it is too late", "remedy", "remedy_reason"),
            Fieldset("What came of it", "outcome"),
            "revision",
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """Nothing was done on a day to come, papers are published before they are needed, a remedy has its reason."""
        cleaned = super().clean() or self.cleaned_data
        for name, day in DAYS_DONE.items():
            if cleaned.get(name) and cleaned[name] > self.on:
                self.add_error(name, f"{day} must be today or in the past")
        held_on, published_on = cleaned.get("held_on"), cleaned.get("papers_published_on")
        if held_on and published_on and published_on > held_on:
            self.add_error("papers_published_on", "Papers are published before the meeting. Check both dates")
        if cleaned.get("remedy") and not cleaned.get("remedy_reason"):
            self.add_error("remedy_reason", "Enter the reason. It answers the question why a day was not kept")
        return cleaned


class CancelForm(IdentifyingMixin, forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, postponed to July because of the election.",
        error_messages={"required": "Enter why the meeting is cancelled"},
    )
