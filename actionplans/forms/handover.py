"""What may be typed to hand over what somebody led who has left."""

from collections.abc import Mapping
from typing import Any

from django import forms

from actionplans.actions.handover import Led
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.plans import POST_ONLY, people_of
from actionplans.models.plan import LONGEST_TEXT
from ilacs.authorities.models import LocalAuthority, User
from ilacs.design.choices import Checkboxes

LONGEST_POST = 160


class AnythingTicked(forms.MultipleChoiceField):
    """Any of the boxes of a page that may have been handed over since: one that is gone is passed over."""

    def valid_value(self, value: Any) -> bool:
        """Whatever names nothing that is offered changes nothing."""
        return True


class HandOverForm(IdentifyingMixin, forms.Form):
    """Who takes over what somebody led who has left, and why."""

    show_optional = False

    what = AnythingTicked(
        label="What to hand over",
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
        error_messages={"required": "Tick what to hand over"},
    )
    to_person = forms.ModelChoiceField(
        User.objects.none(), label="To this person", required=False, empty_label="Nobody by name"
    )
    to_post = forms.CharField(
        label="To this post",
        required=False,
        max_length=LONGEST_POST,
        help_text=f"Left empty, each keeps the post it has. {POST_ONLY}",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept in the history of each, for example: left the council on 31 March.",
        error_messages={"required": "Enter the reason"},
    )

    def __init__(
        self, *args: Any, authority: LocalAuthority, led: Mapping[str, Led], hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        """`led` is what can be ticked, by the value of its box; `hints` say more about each."""
        super().__init__(*args, **kwargs)
        what: Any = self.fields["what"]
        what.choices = [(value, words_of(row)) for value, row in led.items()]
        what.widget.hints = dict(hints)
        self.initial["what"] = list(led)
        person: Any = self.fields["to_person"]
        person.queryset = people_of(authority)

    def clean(self) -> dict[str, Any]:
        """Somebody must take over."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("to_person") and not cleaned.get("to_post") and "to_person" not in self.errors:
            self.add_error("to_person", "Choose a person, enter a post, or both")
        return cleaned


def words_of(row: Led) -> str:
    """What is led, in words: "Action 1.2 Audit ...", "Area 3. ...", "Measure M4 ..."."""
    kind = type(row).__name__
    before = {"ActionItem": "Action ", "AreaResponse": "Area ", "Measure": "Measure "}.get(kind, "")
    after = f": {row.text}" if kind == "Recommendation" else ""  # type: ignore[union-attr]  # only these have a text
    return f"{before}{row}{after}"
