"""The form that saves a version of a plan."""

from typing import Any

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionPlan, Meeting

LONGEST_REASON = 500
OPEN_AGAIN = "This page was not sent whole. Open the page again and save once more"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One meeting of a plan: whose, when, and which version it has been given."""

    def label_from_instance(self, obj: Any) -> str:
        """The body and the day, and the version it would see otherwise."""
        return f"{obj}, now given version {obj.version.number}" if obj.version else str(obj)


class VersionForm(IdentifyingMixin, forms.Form):
    """What a version is for, and the meeting that will see it."""

    show_optional = False

    reason = forms.CharField(
        label="What this version is for",
        max_length=LONGEST_REASON,
        help_text="For example, papers for the scrutiny committee. It is kept with the version.",
        error_messages={"required": "Enter what this version is for"},
    )
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label="Meeting that will see it",
        required=False,
        empty_label="No meeting",
        help_text="Also one that is over, if it is recorded late.",
        error_messages={"invalid_choice": "Choose a meeting of this plan that was not cancelled"},
    )
    after = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), OPEN_AGAIN),
    )

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the meetings of the plan that were not cancelled, the latest first."""
        super().__init__(*args, **kwargs)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = plan.meetings.standing().select_related("body", "version").order_by("-held_on", "-pk")
        self.initial["after"] = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
        if not meeting.queryset.exists():
            del self.fields["meeting"]
