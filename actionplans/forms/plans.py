"""Forms about a whole plan and about its answer to one area."""

from typing import Any

from django import forms
from django.db.models import Q

from actionplans.forms.amendments import ask_for_reason, demand_reason
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionPlan, AreaResponse
from ilacs.authorities.models import LocalAuthority, Role, User
from ilacs.design.choices import Checkboxes, ChosenRows
from ilacs.design.lengths import CountedField
from ilacs.design.today import today
from inspections.models import Inspection

POST_ONLY = "A post, not a person’s name: it is printed publicly."
"""The hint of every field whose words an edition shows as who leads, owns or asked."""


def people_of(authority: LocalAuthority, lead: User | None = None) -> Any:
    """Those who work on plans in the council now, by name, and the lead there is already, who may have left."""
    wanted = Q(memberships__in=authority.memberships.current().exclude(role=Role.READER), is_active=True)
    if lead:
        wanted |= Q(pk=lead.pk)
    return User.objects.filter(wanted).distinct().order_by("name")


class PlanForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """The head of the plan: what it answers and what papers print about it."""

    show_optional = False

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ActionPlan
        fields = (
            "title",
            "inspections",
            "introduction",
            "monitoring_arrangements",
        )
        labels = {
            "title": "Title of the plan",
            "inspections": "Inspections the plan answers",
            "monitoring_arrangements": "Monitoring arrangements",
        }
        help_texts = {
            "title": "For example, Improvement plan 2027",
            "inspections": "Each of their areas for improvement gets a place in the plan.",
        }
        field_classes = {"title": CountedField, "inspections": ChosenRows}
        widgets = {
            "inspections": Checkboxes,
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "monitoring_arrangements": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "title": {"required": "Enter the title of the plan"},
            "inspections": {"required": "Choose at least one inspection"},
        }

    def __init__(self, *args: Any, authority: LocalAuthority, person: User, **kwargs: Any) -> None:
        """Offers the inspections of this authority that the person may know of."""
        super().__init__(*args, **kwargs)
        self.person = person
        self.instance.authority = authority
        self.initial["revision"] = self.instance.revision
        inspections: Any = self.fields["inspections"]
        inspections.queryset = Inspection.objects.visible_to(person).filter(authority=authority)
        inspections.widget.hints = _embargoes(inspections.queryset)
        if self.instance.is_sent:
            # It answers what it was sent for.
            del self.fields["inspections"]
            ask_for_reason(self)

    def clean(self) -> dict[str, Any]:
        """After submission nothing changes without a reason."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.is_sent:
            demand_reason(self, cleaned)
        return cleaned

    def validate_unique(self) -> None:
        """Says in words that the council has a plan of this title already."""
        if taken := self.instance.title_taken(self.person):
            self.add_error("title", taken)


def _embargoes(inspections: Any) -> dict[str, str]:
    """What it means to choose an inspection whose report is not public yet, by the key of the inspection."""
    on = today()
    return {
        str(each.pk): f"{each.embargo_words(on)}: the plan will exist only for the people named on it"
        for each in inspections.embargoed(on)
    }


class ResponseForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """The outcome for children in one area, and who leads on it."""

    show_optional = False

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = AreaResponse
        fields = ("outcome", "lead_post", "lead_person")
        labels = {"outcome": "Outcome for children", "lead_post": "Lead", "lead_person": "Person"}
        help_texts = {
            "outcome": "What will be different for children when this is done?",
            "lead_post": POST_ONLY,
            "lead_person": "Choose the person as well if they sign in here.",
        }
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the people of the plan's council as leads."""
        super().__init__(*args, **kwargs)
        offer_people(self, self.instance.plan.authority, self.instance.lead_person)
        self.initial["revision"] = self.instance.revision
        if self.instance.plan.is_sent:
            ask_for_reason(self)

    def clean(self) -> dict[str, Any]:
        """After submission the outcome does not change without a reason; who leads may."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.plan.is_sent:
            demand_reason(self, cleaned)
        return cleaned


def offer_people(form: "forms.ModelForm[Any]", authority: LocalAuthority, lead: User | None) -> None:
    """Fills the lead_person choice with the council's people; a lead who has left stays chosen and is marked so."""
    person: Any = form.fields["lead_person"]
    person.queryset = people_of(authority, lead)
    person.empty_label = "Nobody chosen"
    if lead and not people_of(authority).filter(pk=lead.pk).exists():
        person.label_from_instance = lambda each: f"{each} (has left)" if each == lead else str(each)
