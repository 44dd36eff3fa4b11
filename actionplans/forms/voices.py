"""What may be typed about what children, families and staff said."""

from datetime import date
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import ActionItem, ActionPlan, AreaResponse, Voice
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField

NEVER_NAMED = "Never a name, an age or anything else that tells who said it."
WHOLE_PLAN = "The whole plan"
LABEL_WORDS = 70
"""Characters of an action's words by which it is recognised in a list."""


class VoiceForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """Who said what about which part of the plan, how we heard it, and what we did about it, if anything yet."""

    show_optional = False

    heard_on = DateField(label="Day we heard it", help_text="For example, 15 6 2027.")
    about = forms.ChoiceField(
        label="What is it about?",
        required=False,
        error_messages={"invalid_choice": "Choose an area or an action of this plan"},
    )
    did_on = DateField(label="Day we did it", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    class Meta:
        model = Voice
        fields = Voice.EDITED_FIELDS
        labels = {
            "who": "Who said it?",
            "how": "How did we hear it?",
            "said": "What did they say?",
            "did": "What did we do?",
        }
        help_texts = {
            "how": "For example, a survey of 40 carers, or a visit to a children’s home",
            "said": f"In their words where you can. {NEVER_NAMED}",
            "did": "Leave empty if nothing has been done yet. It is then listed first until somebody answers.",
        }
        widgets = {
            "who": Radios,
            "said": forms.Textarea(attrs={"rows": 4}),
            "did": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "who": {"required": "Choose who said it"},
            "said": {"required": "Enter what they said"},
        }

    def __init__(self, *args: Any, plan: ActionPlan, on: date, about: str = "", **kwargs: Any) -> None:
        """Offers the areas and actions of the plan; `about` is the one somebody came from, "action-12"."""
        super().__init__(*args, **kwargs)
        self.instance.plan, self.on = plan, on
        self.places = places_of(plan, self.instance.item)
        self.initial["revision"] = self.instance.revision
        chosen = place_of(self.instance) or about
        self.initial["about"] = chosen if chosen in self.places else ""
        who: Any = self.fields["who"]
        who.choices = Voice.Who.choices
        field: Any = self.fields["about"]
        field.choices = _choices(self.places)
        if self.instance.pk:
            del self.fields["entry"]
        self.helper = self._layout()

    def _layout(self) -> FormHelper:
        """What was heard, then what was done."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset("What we heard", "who", "said", "how", "heard_on", "about"),
            Fieldset("What we did", "did", "did_on"),
            "revision",
            *(["entry"] if "entry" in self.fields else []),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """Nothing happened on a day to come; an answer has its day; the place is one of the plan's."""
        cleaned = super().clean() or self.cleaned_data
        place = self.places.get(cleaned.get("about") or "")
        self.instance.response = place if isinstance(place, AreaResponse) else None
        self.instance.item = place if isinstance(place, ActionItem) else None
        for name in ("heard_on", "did_on"):
            if cleaned.get(name) and cleaned[name] > self.on:
                self.add_error(name, "The day must be today or in the past")
        if cleaned.get("did") and "did_on" in cleaned and not cleaned["did_on"]:
            self.add_error("did_on", "Enter the day we did it")
        if cleaned.get("did_on") and not cleaned.get("did") and "did" in cleaned:
            self.add_error("did", "Enter what we did on that day")
        return cleaned


class VoiceAnswerForm(IdentifyingMixin, forms.Form):
    """What we did about something that was said."""

    show_optional = False

    did = forms.CharField(
        label="What did we do?",
        max_length=Voice._meta.get_field("did").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="If nothing can be done, say why. Those who said it may read this.",
        error_messages={"required": "Enter what we did"},
    )
    did_on = DateField(label="Day we did it")
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ArchiveForm(IdentifyingMixin, forms.Form):
    """Why something is taken away; it stays readable with this reason."""

    show_optional = False

    reason = forms.CharField(
        label="Why is it taken away?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with this reason, and everybody who may see it now can still read it.",
        error_messages={"required": "Enter why it is taken away"},
    )


class VoiceFilter(forms.Form):
    """Whose voices, and about what."""

    show_optional = False

    who = forms.ChoiceField(label="Said by", required=False, choices=[("", "Anybody"), *Voice.Who.choices])
    area = forms.TypedChoiceField(label="About", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        """Offers the areas of the plan."""
        super().__init__(*args, **kwargs)
        areas = [(row.number, f"Area {row.number}: {row.area.label}") for row in plan.responses.select_related("area")]
        field: Any = self.fields["area"]
        field.choices = [("", "Anything"), *areas]


Place = AreaResponse | ActionItem


def places_of(plan: ActionPlan, chosen: ActionItem | None = None) -> dict[str, Place]:
    """What a voice can be about, in the order of the plan: each area and its actions; also one that was deleted since.

    By the name it has in the form: "area-3", "action-12".
    """
    items = list(plan.items.current())
    if chosen and chosen.is_deleted:
        items.append(chosen)
    places: dict[str, Place] = {}
    for area in plan.responses.select_related("area"):
        places[f"area-{area.pk}"] = area
        places |= {f"action-{item.pk}": item for item in items if item.response_id == area.pk}
    return places


def place_of(voice: Voice) -> str:
    """What it is about, by its name in the form; empty for the whole plan."""
    if voice.item_id:
        return f"action-{voice.item_id}"
    return f"area-{voice.response_id}" if voice.response_id else ""


def place_words(place: Place | None) -> str:
    """A part of the plan as the list calls it."""
    if place is None:
        return WHOLE_PLAN
    if isinstance(place, AreaResponse):
        return f"Area {place.number}: {_short(place.area.label)}"
    return f"Action {place.reference}: {_short(place.action)}"


def _choices(places: dict[str, Place]) -> list[tuple[str, str]]:
    return [("", WHOLE_PLAN), *((name, place_words(place)) for name, place in places.items())]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LABEL_WORDS else f"{plain[: LABEL_WORDS - 1].rstrip()}…"
