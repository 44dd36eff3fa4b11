"""Moving a plan from stage to stage: what is asked for each kind of move."""

from typing import Any

from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionPlan, Stage, Submission
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.stages import Move
from ilacs.authorities.models import User
from ilacs.design.dates import DateField
from ilacs.design.one_line import one_line


class StageForm(IdentifyingMixin, forms.Form):
    """The day of a move and why; the stage in which the person saw the plan goes along hidden."""

    show_optional = False
    asked_about = ("note",)

    on = DateField(label="Day of the move", help_text="For example, 28 6 2027")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the move and shown to everybody who can see the plan.",
        error_messages={"required": "Enter the reason"},
    )
    expected = forms.ChoiceField(
        choices=Stage.choices,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Open this page again, then make the move"),
    )

    def __init__(self, *args: Any, plan: ActionPlan, move: Move, person: User, **kwargs: Any) -> None:
        """Asks for a reason where the move needs one; `person` is who makes it."""
        super().__init__(*args, **kwargs)
        self.plan, self.move, self.person = plan, move, person
        self.initial["expected"] = move.origin.value
        if move.needs_reason:
            self.fields["note"].label = "Reason"
            self.fields["note"].required = True

    def clean_expected(self) -> Stage:
        """The stage in which the person saw the plan."""
        return Stage(self.cleaned_data["expected"])


class SubmitForm(StageForm):
    """Where the plan was sent, and the reference it was given."""

    sent_to = forms.CharField(
        label="Sent to",
        max_length=Submission._meta.get_field("sent_to").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Each address on a line of its own, as it was used: Ofsted’s and the Secretary of State’s.",
        error_messages={"required": "Enter where the plan was sent, for example an e-mail address"},
    )
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=Submission._meta.get_field("reference").max_length,
        validators=[one_line],
        help_text="If the message or upload was given one.",
    )
    field_order = ("on", "sent_to", "reference", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Calls the day what it is."""
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "Day the plan was sent"


class PublishForm(StageForm):
    """Whether lead officers appear by name in the published edition."""

    shows_names = forms.BooleanField(
        label="Show lead officers by name",
        required=False,
        help_text="Otherwise the public sees posts only, for example Head of Service.",
    )
    field_order = ("on", "shows_names", "note")


class SupersedeForm(StageForm):
    """Which plan takes the place of this one."""

    successor = forms.ModelChoiceField(
        ActionPlan.objects.none(),
        label="Plan that takes its place",
        empty_label="Choose a plan",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the plan that takes its place"),
    )
    field_order = ("on", "successor", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the other plans of the council that the person can see and that are not over."""
        super().__init__(*args, **kwargs)
        plans: Any = self.fields["successor"]
        others = ActionPlan.objects.visible_to(self.person).filter(authority=self.plan.authority).open()
        plans.queryset = others.exclude(pk=self.plan.pk)


def form_of(move: Move) -> type[StageForm]:
    """The form that asks for what this move needs."""
    if move.sends:
        return SubmitForm
    if move.publishes:
        return PublishForm
    return SupersedeForm if move.to is Stage.SUPERSEDED else StageForm
