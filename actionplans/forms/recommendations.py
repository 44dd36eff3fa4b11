"""Forms about what committees ask of a plan."""

import re
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Layout, Row
from django import forms
from django.db.models import Q

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.plans import POST_ONLY, people_of
from actionplans.models import ActionItem, ActionPlan, AreaResponse, Meeting, Recommendation, Version
from ilacs.design.choices import Checkboxes, ChosenRows, Radios
from ilacs.design.dates import DateField
from ilacs.design.today import today
from ilacs.design.wording import date_in_words, in_a_row

OPEN_AGAIN = "This page was not sent whole. Open the page again and save once more"
WORDS_STAND = "The answer stands under these words. To change them, take the answer back first."


def revision_field() -> forms.IntegerField:
    """Which state of the recommendation the person saw when the page was opened."""
    return forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})


class RecommendationForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """What was asked, by whom, who sees to it by when, and the areas and actions it is about."""

    show_optional = False

    due_on = DateField(label="Due", required=False, help_text="For example, 31 3 2027.")
    areas = ChosenRows(AreaResponse.objects.none(), label="Areas it is about", required=False, widget=Checkboxes)
    references = forms.CharField(
        label="Actions it is about", required=False, max_length=500, help_text="Their references, for example 1.2, 3.1"
    )
    revision = revision_field()
    entry = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": OPEN_AGAIN})

    class Meta:
        model = Recommendation
        fields = Recommendation.EDITED_FIELDS
        labels = {
            "meeting": "Meeting",
            "text": "Recommendation",
            "asked_by": "Asked by",
            "owner_post": "Owner",
            "owner_person": "Person",
        }
        help_texts = {
            "text": "In the words of the minutes.",
            "asked_by": f"Leave empty for the whole body. {POST_ONLY}",
            "owner_post": POST_ONLY,
            "owner_person": "If they sign in here",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "text": {"required": "Enter the recommendation"},
            "meeting": {"required": "Choose the meeting"},
        }

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the meetings, areas and people of this plan."""
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.instance.plan = plan
        self.initial["revision"] = self.instance.revision
        meeting, person, areas = (self.fields[name] for name in ("meeting", "owner_person", "areas"))
        offered = plan.meetings.filter(Q(cancelled_on__isnull=True) | Q(pk=self.instance.meeting_id))
        self._offer(meeting, offered.select_related("body"), "Choose a meeting")
        self._offer(person, people_of(plan.authority, self.instance.owner_person), "Nobody chosen")
        areas.queryset = plan.responses.select_related("area")  # type: ignore[attr-defined]
        if self.instance.pk:
            self._for_what_is_recorded()
        if not areas.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["areas"]
        self.helper = self._layout()

    def _for_what_is_recorded(self) -> None:
        """Shows what it is about; sent twice it saves once by its revision, and answered words are said to stand."""
        self.initial["areas"] = [area.pk for area in self.instance.responses.all()]
        self.initial["references"] = ", ".join(item.reference for item in self.instance.items.all())
        del self.fields["entry"]
        if self.instance.answer:
            self.fields["text"].help_text = WORDS_STAND

    @staticmethod
    def _offer(field: Any, rows: Any, empty: str) -> None:
        field.queryset = rows
        field.empty_label = empty

    def _layout(self) -> FormHelper:
        """What was asked, who sees to it, and what it is about."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "meeting",
            "text",
            "asked_by",
            Row(Column("owner_post"), Column("owner_person")),
            "due_on",
            *([Div("areas", css_class="app-two-columns")] if "areas" in self.fields else []),
            "references",
            *(name for name in ("revision", "entry") if name in self.fields),
        )
        return helper

    def clean_meeting(self) -> Meeting:
        """A meeting still to come has asked nothing yet."""
        meeting: Meeting = self.cleaned_data["meeting"]
        if meeting.held_on > today():
            day = date_in_words(meeting.held_on)
            raise forms.ValidationError(f"This meeting is on {day}. Record what it asks once it has been held")
        return meeting

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

    def about(self) -> dict[str, Any]:
        """The areas and actions that were chosen."""
        return {"areas": self.cleaned_data.get("areas", ()), "items": self.cleaned_data["references"]}


class AnswerForm(IdentifyingMixin, forms.Form):
    """What the council says to a recommendation."""

    show_optional = False

    answer = forms.ChoiceField(
        label="Answer",
        choices=Recommendation.Answer.choices,
        widget=Radios,
        error_messages={"required": "Choose the answer"},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=Recommendation._meta.get_field("reason").max_length,
        help_text="The committee reads it. Needed unless the recommendation is accepted whole.",
    )
    answered_on = DateField(label="Date of the answer")
    revision = revision_field()

    def clean(self) -> dict[str, Any]:
        """Asks for the reason where the answer is not simply yes."""
        cleaned = super().clean() or self.cleaned_data
        answer = cleaned.get("answer")
        if answer and answer != Recommendation.Answer.ACCEPTED and not cleaned.get("reason"):
            self.add_error("reason", "Enter the reason: the committee will ask why")
        return cleaned


class TakeBackForm(IdentifyingMixin, forms.Form):
    """Why an answer no longer stands."""

    show_optional = False

    reason = forms.CharField(
        label="Why is the answer taken back?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the committee corrected its minutes. The answer and this reason stay in the history.",
        error_messages={"required": "Enter why the answer is taken back"},
    )
    revision = revision_field()


class ReopenForm(forms.Form):
    """The button that takes back that something is done."""

    revision = revision_field()


class DoneVersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the versions of a plan, each with its day."""

    def label_from_instance(self, version: Any) -> str:
        """ "Version 4, 11 August 2022"."""
        return f"{version}, {date_in_words(version.as_at)}"


class DoneForm(forms.Form):
    """When a recommendation was done, and where the committee can read it."""

    show_optional = False

    done_on = DateField(label="Date it was done")
    version = DoneVersionChoice(
        Version.objects.none(),
        label="Version of the plan that shows it",
        required=False,
        empty_label="No version",
        help_text="Save a version first if none does.",
    )
    revision = revision_field()

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the versions of this plan, the newest first."""
        super().__init__(*args, **kwargs)
        version: Any = self.fields["version"]
        version.queryset = plan.versions.order_by("-number")
