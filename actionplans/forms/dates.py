"""What may be typed about due dates and milestones."""

from datetime import date
from typing import Any

from django import forms

from actionplans.actions import demands_reason_to_move
from actionplans.actions.due_dates import REASON_NEEDED
from actionplans.forms.amendments import entry_field
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionItem, Milestone, Stage
from actionplans.models.plan import LONGEST_TEXT
from ilacs.design.dates import DateField

LONGEST_REASON = 500
"""Characters why a milestone is opened again or taken away."""


def _reason(label: str, needed: str, help_text: str = "", longest: int = LONGEST_TEXT) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": needed},
    )


class MoveDateForm(IdentifyingMixin, forms.Form):
    """Another due date for one action, and why."""

    show_optional = False

    due_on = DateField(label="New due date", help_text="For example, 31 3 2027.")
    reason = _reason(
        "Reason for the new due date", REASON_NEEDED, "Members read it beside the old date, and it is kept for ever."
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    entry = entry_field()

    def __init__(self, *args: Any, item: ActionItem, **kwargs: Any) -> None:
        """A date that nobody else has seen yet needs no reason; in a plan that was sent every one does."""
        super().__init__(*args, **kwargs)
        self.initial["revision"] = item.revision
        if not (item.plan.is_sent or demands_reason_to_move(item, item.plan)):
            del self.fields["reason"]


class MilestoneForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """A step inside an action and its day; asks why where a day that others have seen is moved."""

    show_optional = False

    due_on = DateField(
        label="Milestone date",
        help_text="No later than the action’s own due date. For an overdue action it may be later, as its recovery.",
    )
    reason = forms.CharField(
        label="Reason for the new day",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only needed when the day changes. It is kept with the old day.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    entry = entry_field()

    class Meta:
        model = Milestone
        fields = Milestone.EDITED_FIELDS
        labels = {"name": "Milestone"}
        help_texts = {"name": "What will be there, for example: the audit tool is agreed"}
        error_messages = {"name": {"required": "Enter the milestone"}}

    def __init__(self, *args: Any, item: ActionItem, **kwargs: Any) -> None:
        """`item` is the action it is a step of."""
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        if not self.instance.pk or item.plan.stage == Stage.DRAFT:
            del self.fields["reason"]


class ReachForm(forms.Form):
    """The day on which a milestone was reached."""

    show_optional = False

    done_on = DateField(label="Day it was reached")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` is today, the latest day it can be."""
        super().__init__(*args, **kwargs)
        self.initial["done_on"] = on


class ReopenMilestoneForm(IdentifyingMixin, forms.Form):
    """Why a milestone that was reached is open again."""

    show_optional = False

    reason = _reason("Why is it open again?", "Enter why it is opened again", longest=LONGEST_REASON)


class ArchiveMilestoneForm(IdentifyingMixin, forms.Form):
    """Why a milestone is taken away."""

    show_optional = False

    reason = _reason(
        "Why is it taken away?",
        "Enter why it is taken away",
        "The milestone and this reason stay on record; it counts no more.",
        LONGEST_REASON,
    )
