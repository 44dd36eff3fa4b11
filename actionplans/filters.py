"""The filter of the actions of a plan: by area, lead, ratings, due date, what is asked and words, kept in the address.

The database finds words and dates; what is shown of an action, as its rating, is asked of the snapshot, like every
count that leads here. The rows come from the snapshot too, in the order of the plan.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from textwrap import shorten
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from actionplans.figures import QUESTIONS
from actionplans.models import ActionItem, Scale
from actionplans.models.ratings import COMPLETE_RATINGS
from actionplans.snapshot import ItemSnapshot, PlanSnapshot
from ilacs.design.choices import Checkboxes
from ilacs.design.dates import DateField

NO_LEAD = "none"
OVERDUE, NO_DATE = "overdue", "none"
DUE_WITHIN = {"30": 30, "90": 90}
DUE_CHOICES = (
    (OVERDUE, "Overdue"),
    ("30", "Still to do in the next 30 days"),
    ("90", "Still to do in the next 90 days"),
    (NO_DATE, "No due date"),
)
NEEDS_CHOICES = (
    ("lapsed", "Past due and not explained since"),
    ("moved", "Due date moved"),
    ("silent", "No update for long"),
    ("awaiting_sign_off", "Awaiting sign-off"),
    ("without_evidence", "Complete without evidence"),
)
"""What a count of the plan asks of every action; the names are those of the figures."""
SEARCHED = (
    "reference",
    "action",
    "lead_post",
    "lead_person__name",
    "partners",
    "success_measure",
    "how_we_will_know",
    "resources",
    "monitoring_body",
)

#: More than anybody types, and few enough for the database to answer at once: each word is looked for in every field.
MOST_CHARACTERS, MOST_WORDS = 200, 10

SMALL = Checkboxes(attrs={"class": "govuk-checkboxes--small"})

Items = Any  # django-filter has no types; always the queryset of ActionItem


class DueDateFilter(django_filters.Filter):
    """A due date typed in three boxes."""

    field_class = DateField


class ActionFilterForm(forms.Form):
    """The filter as a form: every field is optional, so none says so."""

    show_optional = False

    def clean_q(self) -> str:
        """Each word once; refuses more words than the database can look for at once."""
        words = dict.fromkeys(str(self.cleaned_data["q"]).casefold().split())
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"Search for {MOST_WORDS} words or fewer")
        return " ".join(words)

    def clean(self) -> dict[str, Any]:
        """Refuses a range of dates that ends before it begins."""
        values = super().clean() or self.cleaned_data
        start, end = values.get("due_from"), values.get("due_to")
        if start and end and end < start:
            self.add_error("due_to", "The latest due date must be the same as or after the earliest")
        return values


class ActionFilter(django_filters.FilterSet):
    """Which actions of one plan to list, as seen on one day."""

    q = django_filters.CharFilter(
        label="Reference or words",
        method="search",
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": f"Search for {MOST_CHARACTERS} characters or fewer"},
    )
    area = django_filters.ChoiceFilter(
        label="Area for improvement", field_name="response__number", empty_label="All areas"
    )
    lead = django_filters.ChoiceFilter(label="Lead", method="led_by", empty_label="All leads")
    rating = django_filters.MultipleChoiceFilter(label="Delivery rating", method="rated", widget=SMALL)
    impact = django_filters.MultipleChoiceFilter(label="Impact rating", method="rated_for_impact", widget=SMALL)
    needs = django_filters.MultipleChoiceFilter(
        label="Needs a look", method="asked", choices=NEEDS_CHOICES, widget=SMALL
    )
    due = django_filters.ChoiceFilter(label="Due", method="due_when", choices=DUE_CHOICES, empty_label="Any time")
    due_from = DueDateFilter(label="Earliest due date", field_name="due_on", lookup_expr="gte")
    due_to = DueDateFilter(label="Latest due date", field_name="due_on", lookup_expr="lte")

    class Meta:
        model = ActionItem
        fields: list[str] = []
        form = ActionFilterForm

    def __init__(self, data: QueryDict, snapshot: PlanSnapshot, *, on: date) -> None:
        """The filter of the plan that the snapshot shows; its choices are the plan's own areas, leads and ratings."""
        super().__init__(data, queryset=ActionItem.objects.current().filter(plan=snapshot.pk))
        self.snapshot = snapshot
        self.on = on
        areas = [(area.number, f"{area.number}. {shorten(area.label, 90, placeholder='…')}") for area in snapshot.areas]
        leads = sorted({item.lead for item in snapshot.items if item.lead})
        self.filters["area"].extra["choices"] = areas
        self.filters["lead"].extra["choices"] = [*((lead, lead) for lead in leads), (NO_LEAD, "No lead yet")]
        occurring = {code for item in snapshot.items for code in (item.delivery_rating, item.impact_rating)}
        for name, scale in (("rating", Scale.DELIVERY), ("impact", Scale.IMPACT)):
            rules = snapshot.scales.explained(scale, occurring)
            self.filters[name].extra["choices"] = [(rule.code, rule.word) for rule in rules]

    def matching(self) -> frozenset[int]:
        """The keys of the actions to show. A field that cannot be read narrows nothing and has its error."""
        return frozenset(self.qs.values_list("pk", flat=True))

    def chosen_area(self) -> int | None:
        """The number of the one area that is listed; None for all of them."""
        chosen = self.form.cleaned_data.get("area") if self.is_valid() else None
        return int(chosen) if chosen else None

    def in_use(self) -> int:
        """How many fields of the filter are filled in, rightly or not."""
        self.is_valid()
        return sum(1 for name in self.form.fields if self.form.cleaned_data.get(name) or name in self.form.errors)

    def search(self, queryset: Items, name: str, value: str) -> Items:
        """Those in which every one of the words occurs, in whatever field."""
        for word in value.split():
            queryset = queryset.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in SEARCHED)))
        return queryset

    def led_by(self, queryset: Items, name: str, value: str) -> Items:
        """Those whose lead is printed with these words."""
        wanted = "" if value == NO_LEAD else value
        return self._those(queryset, lambda item: item.lead == wanted)

    def rated(self, queryset: Items, name: str, value: list[str]) -> Items:
        """Those shown with one of these delivery ratings."""
        return self._those(queryset, lambda item: item.delivery_rating in value)

    def rated_for_impact(self, queryset: Items, name: str, value: list[str]) -> Items:
        """Those with one of these impact ratings."""
        return self._those(queryset, lambda item: item.impact_rating in value)

    def asked(self, queryset: Items, name: str, value: list[str]) -> Items:
        """Those of which one of these questions is answered with yes."""
        return self._those(queryset, lambda item: any(QUESTIONS[each](item) for each in value))

    def _those(self, queryset: Items, wanted: Callable[[ItemSnapshot], bool]) -> Items:
        """Those that the snapshot shows so."""
        return queryset.filter(pk__in=[item.pk for item in self.snapshot.items if wanted(item)])

    def due_when(self, queryset: Items, name: str, value: str) -> Items:
        """Those overdue, those without a date, or those still to do within so many days."""
        if value == OVERDUE:
            return queryset.overdue(self.on)
        if value == NO_DATE:
            return queryset.filter(due_on__isnull=True)
        last = self.on + timedelta(days=DUE_WITHIN[value])
        return queryset.filter(due_on__range=(self.on, last)).exclude(delivery_rating__in=COMPLETE_RATINGS)
