"""Forms of reporting rounds: opening and changing one, cancelling it, reviewing an answer, closing."""

from datetime import date
from typing import Any

from django import forms

from actionplans.answer_days import papers_day, proposed_answer_day
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionPlan, AskedAction, Meeting, Round
from actionplans.models.plan import LONGEST_TEXT
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField
from ilacs.design.wording import date_in_words
from inspections.models import current_calendar
from inspections.working_days import WorkingDayCalendar

OPEN_AGAIN = "This page was not sent whole. Open the page again and save once more"
LONGEST_MESSAGE = 2000
IN_THE_MAIL = "It stands in the e-mail, so write nothing confidential."
LARGEST_KEY = 2**63 - 1


class RoundForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """For which meeting, by when, and a message to the owners."""

    show_optional = False

    answers_due_on = DateField(label="Reports are due by", help_text="A working day before the papers are due.")
    message = forms.CharField(
        label="Message to the owners",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=IN_THE_MAIL,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})

    class Meta:
        model = Round
        fields = Round.EDITED_FIELDS
        labels = {"meeting": "Meeting it is for"}
        widgets = {"meeting": Radios}
        error_messages = {
            "meeting": {"required": "Choose the meeting", "invalid_choice": "Choose one of the meetings listed"}
        }

    def __init__(self, *args: Any, plan: ActionPlan, on: date, **kwargs: Any) -> None:
        """Offers the meetings to come, and the one of this round, each with the days that follow from it."""
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        offered = meetings_to_come(plan, on, also=self.instance.meeting_id)
        calendar = current_calendar()
        field: Any = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(pk__in=[meeting.pk for meeting in offered])
        field.choices = [(meeting.pk, str(meeting)) for meeting in offered]
        field.widget.hints = {str(meeting.pk): days_in_words(meeting, on, calendar) for meeting in offered}
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision
        else:
            self._propose(offered, on, calendar)

    def _propose(self, offered: list[Meeting], on: date, calendar: WorkingDayCalendar) -> None:
        """A new round is for the next meeting, unless another is chosen, with the day that follows from it."""
        del self.fields["revision"]
        if offered:
            self.initial["meeting"] = offered[0].pk
            self.initial["answers_due_on"] = proposed_answer_day(offered[0], on=on, calendar=calendar)


class OpenRoundForm(RoundForm):
    """Opening a round, and whether people are written to at once."""

    ask_now = forms.BooleanField(
        label="Ask them by e-mail now",
        required=False,
        help_text="Otherwise the next daily run of messages asks them.",
    )

    class Meta(RoundForm.Meta):
        pass


def meetings_to_come(plan: ActionPlan, on: date, *, also: int | None = None) -> list[Meeting]:
    """The meetings of a plan from a day on that were not cancelled, and the one named besides, the next first."""
    meetings = plan.meetings.select_related("body").prefetch_related("body__own_deadlines")
    to_come: list[Meeting] = [
        meeting
        for meeting in meetings
        if meeting.pk == also or (meeting.cancelled_on is None and meeting.held_on >= on)
    ]
    return to_come


def days_in_words(meeting: Meeting, on: date, calendar: WorkingDayCalendar) -> str:
    """When the papers of a meeting are due, and by when reports would best come in."""
    proposed = proposed_answer_day(meeting, on=on, calendar=calendar)
    if meeting.cancelled_on is not None:
        return "It was cancelled."
    papers = f"Its papers are due on {date_in_words(papers_day(meeting, calendar))}."
    return f"{papers} Reports by {date_in_words(proposed)} would leave time to read them." if proposed else papers


class CancelRoundForm(IdentifyingMixin, forms.Form):
    """Why a round ends without a version."""

    show_optional = False

    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the meeting was called off. What was reported stays.",
        error_messages={"required": "Enter why the round is cancelled"},
    )


class ReviewForm(IdentifyingMixin, forms.Form):
    """What the reader makes of one answer; the answer and the review that were read go along hidden."""

    show_optional = False
    asked_about = ("note",)

    outcome = forms.ChoiceField(
        label="Will it do?",
        choices=[
            (AskedAction.Review.ACCEPTED.value, "Accept it"),
            (AskedAction.Review.RETURNED.value, "Return it with a note"),
        ],
        widget=Radios,
        error_messages={"required": "Choose whether to accept or return it"},
    )
    note = forms.CharField(
        label="What is missing?",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for a return. The owner reads it here.",
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST_KEY, error_messages={"required": OPEN_AGAIN}
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A kept key that nobody can have typed is asked for in words."""
        super().__init__(*args, **kwargs)
        for code in ("invalid", "min_value", "max_value"):
            self.fields["seen"].error_messages[code] = OPEN_AGAIN

    def clean_outcome(self) -> AskedAction.Review:
        """As a member of its choices."""
        return AskedAction.Review(self.cleaned_data["outcome"])


class AcceptAllForm(forms.Form):
    """The keys of the answers that were on the page, in one hidden field."""

    seen = forms.CharField(required=False, max_length=20_000)

    def clean_seen(self) -> set[int]:
        """The keys as numbers; whatever is none is left out."""
        return {int(part) for part in self.cleaned_data["seen"].split() if part.isascii() and part.isdigit()}


class CloseForm(forms.Form):
    """The button that closes a round, with what the person read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, error_messages={"required": OPEN_AGAIN})
