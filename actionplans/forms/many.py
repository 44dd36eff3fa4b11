"""What may be typed to change many actions at once."""

from collections.abc import Iterable
from datetime import date
from textwrap import shorten
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from actionplans.actions import ManyChange
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.plans import POST_ONLY, people_of
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, ProgressUpdate, RatingScales, Scale
from actionplans.models.plan import LONGEST_TEXT
from ilacs.authorities.models import User
from ilacs.design.choices import Checkboxes, ChosenRows
from ilacs.design.dates import DateField
from ilacs.design.wording import date_in_words

AS_IT_IS, NOBODY = "", "nobody"
DATES_ARE_ASKED_FOR = "Left empty, each keeps its own. You ask for it: a second person must approve each."
LABEL_WIDTH = 120
LONGEST_POST = 160


class ChosenActions(ChosenRows):
    """Any of the actions of a plan, each with its reference and the beginning of its words."""

    def label_from_instance(self, item: Any) -> str:
        """ "1.2 Audit 20 records a month"."""
        return f"{item.reference} {shorten(item.action, LABEL_WIDTH, placeholder='…')}"


class ManyForm(IdentifyingMixin, forms.Form):
    """What shall become of the ticked actions, and the one reason; what is left empty stays as it is."""

    show_optional = False
    asked_about = ("next_step", "reason")

    items = ChosenActions(
        ActionItem.objects.none(),
        label="Actions to change",
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
        error_messages={"required": "Tick at least one action"},
    )
    lead_person = forms.ChoiceField(label="Person", required=False)
    lead_post = forms.CharField(
        label="Lead officer",
        required=False,
        max_length=LONGEST_POST,
        help_text=f"Left empty, each keeps its own. {POST_ONLY}",
    )
    rating = forms.ChoiceField(
        label="Delivery rating",
        required=False,
        help_text="Saved as a progress update of each action, with your reason as why.",
    )
    next_step = forms.CharField(
        label="What comes next",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The recovery step. Some ratings need one.",
    )
    due_on = DateField(label="Due date", required=False, help_text="Left empty, each keeps its own.")
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One reason for all of it. It is kept with every action and members can read it.",
        error_messages={"required": "Enter the reason"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, plan: ActionPlan, shown: Iterable[ActionItem], on: date, **kwargs: Any) -> None:
        """`shown` are the actions to tick from, as they are on the day `on`."""
        super().__init__(*args, **kwargs)
        rows = list(shown)
        scales = RatingScales.of_council(plan.authority_id)
        items: Any = self.fields["items"]
        items.queryset = plan.items.current().filter(pk__in=[item.pk for item in rows]).order_by(*IN_ORDER)
        items.widget.hints = {str(item.pk): _facts(item, scales, on) for item in rows}
        self.initial["items"], self.initial["seen"] = [item.pk for item in rows], seen_words(rows)
        self.people = {str(person.pk): person for person in people_of(plan.authority)}
        self._choose("lead_person", "Each keeps its own", (NOBODY, "Nobody by name"), *self.people.items())
        ratings = [(rule.code, rule.word) for rule in scales.offered(Scale.DELIVERY)]
        self._choose("rating", "Each keeps its own", *ratings)
        if plan.is_sent:
            self.fields["due_on"].help_text = DATES_ARE_ASKED_FOR
        self.helper = _layout()

    def _choose(self, name: str, empty: str, *choices: tuple[str, Any]) -> None:
        field: Any = self.fields[name]
        field.choices = [(AS_IT_IS, empty), *((value, str(words)) for value, words in choices)]

    def clean(self) -> dict[str, Any]:
        """Something must change."""
        cleaned = super().clean() or self.cleaned_data
        wanted = ("lead_person", "lead_post", "rating", "due_on")
        if not any(cleaned.get(name) for name in wanted) and not any(name in self.errors for name in wanted):
            self.add_error(None, "Choose what to change: a lead, a rating or a due date")
        return cleaned

    def chosen(self) -> list[ActionItem]:
        """The ticked actions in the order of the plan, each with the revision that the person saw."""
        seen = states_seen(self.cleaned_data["seen"])
        rows: list[ActionItem] = list(self.cleaned_data["items"])
        for item in rows:
            item.revision, _ = seen.get(item.pk, (item.revision, None))
        return rows

    def change(self) -> ManyChange:
        """What was typed, for the verb."""
        typed = self.cleaned_data
        chosen = typed["lead_person"]
        person: User | bool | None = False if chosen == NOBODY else self.people.get(chosen)
        return ManyChange(
            reason=typed["reason"],
            person=person,
            post=typed["lead_post"] or None,
            rating=DeliveryRating(typed["rating"]) if typed["rating"] else None,
            next_step=typed["next_step"],
            due_on=typed["due_on"],
            entry=typed["entry"],
            reports={pk: key for pk, (_, key) in states_seen(typed["seen"]).items() if key is not None},
        )


IN_ORDER = ("response__number", "position", "pk")
"""The order of the plan."""
MOST_DIGITS = 18


def seen_words(items: Iterable[ActionItem]) -> str:
    """Which state and which newest report of each action a page was made from, for a hidden field: "12:3:40,14:0:0"."""
    rows = list(items)
    reports: dict[int, int] = {}
    for pk, key in ProgressUpdate.objects.standing().filter(item__in=rows).values_list("item_id", "pk"):
        reports.setdefault(pk, key)
    return ",".join(f"{item.pk}:{item.revision}:{reports.get(item.pk, 0)}" for item in rows)


def states_seen(words: str) -> dict[int, tuple[int, int | None]]:
    """The same as revision and report by key, None where no report is named; what cannot be read is left out."""
    found: dict[int, tuple[int, int | None]] = {}
    for part in words.split(","):
        numbers = part.split(":")
        if len(numbers) in (2, 3) and all(each.isdecimal() and len(each) <= MOST_DIGITS for each in numbers):
            key, revision, *report = map(int, numbers)
            found[key] = (revision, report[0] if report else None)
    return found


def _facts(item: ActionItem, scales: RatingScales, on: date) -> str:
    """Who leads an action, the rating that pages show of it and its date, under its words."""
    due = f"due {date_in_words(item.due_on)}" if item.due_on else "no due date"
    return f"{item.lead or 'No lead yet'}; {scales.rule(item.shown_rating(on)).word}; {due}"


def _layout() -> FormHelper:
    """The actions, then what changes, then why."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        "items",
        Fieldset("Lead", Row(Column("lead_person"), Column("lead_post"))),
        Fieldset("Rating", "rating", "next_step"),
        Fieldset("Date", "due_on"),
        Fieldset("Why", "reason"),
        "seen",
        "entry",
    )
    return helper
