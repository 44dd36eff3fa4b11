"""The form for one rating of a council: letter, word, figure, colour, definition, use and what it demands."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actionplans.forms.identifying import IdentifyingMixin
from actionplans.models import CouncilRating
from actionplans.models.rating_rules import Shape, Tone
from actionplans.models.ratings import Scale
from ilacs.design.choices import Radios
from ilacs.design.one_line import one_line
from ilacs.design.shapes import shape_svg

LETTERS = RegexValidator(r"^[^\W_]{1,2}\Z", "Enter one or two letters or figures, for example G")


class RatingForm(IdentifyingMixin, forms.ModelForm):  # type: ignore[type-arg]  # no parameter at run time
    """One rating as the council words, draws and understands it, and why it is changed."""

    show_optional = False

    reason = forms.CharField(
        label="Why is it changed?",
        max_length=500,
        validators=[one_line],
        help_text="It is kept in the history of this rating.",
        error_messages={"required": "Enter why it is changed"},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CouncilRating
        fields = CouncilRating.EDITED_FIELDS
        labels = {
            "letter": "Letter",
            "word": "Word",
            "shape": "Figure",
            "tone": "Colour",
            "definition": "What it means",
            "is_used": "People may choose it in a report",
            "needs_reason": "A reason",
            "needs_next_step": "A recovery step: what comes next",
            "needs_evidence": "Evidence",
            "needs_second_person": "A second person’s sign-off",
        }
        help_texts = {
            "letter": "For example, G",
            "word": "For example, On track",
            "definition": "One or two sentences. They are printed with the key.",
            "is_used": "Actions that have the rating keep it when the tick is taken away.",
        }
        widgets = {"shape": Radios, "tone": Radios, "definition": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "letter": {"required": "Enter a letter"},
            "word": {"required": "Enter a word"},
            "shape": {"required": "Choose a figure"},
            "tone": {"required": "Choose a colour"},
            "definition": {"required": "Enter what it means"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the figures and colours of its scale; what the program needs is not asked."""
        super().__init__(*args, **kwargs)
        rule, fields = self.instance.rule, self.fields
        scale = Scale(rule.scale)
        shape, tone, letter, word, definition = (
            fields[name] for name in ("shape", "tone", "letter", "word", "definition")
        )
        shape.choices = [(each.value, _drawn(each)) for each in Shape if each.scale == scale]  # type: ignore[attr-defined]
        tone.choices = [(each.value, _coloured(each)) for each in Tone if each.may_draw(rule.code)]  # type: ignore[attr-defined]
        letter.validators.append(LETTERS)
        word.validators.append(one_line)
        definition.validators.append(one_line)
        fixed = ["is_used"] if rule.is_always_used else []
        fixed += ["needs_evidence", "needs_second_person"] if rule.is_given_by_sign_off else []
        fixed += ["needs_second_person"] if scale == Scale.IMPACT else []
        for name in fixed:
            fields[name].disabled = True
        self.asked = [name for name in CouncilRating.EDITED_FIELDS if name not in fixed]
        self.initial["revision"] = self.instance.revision
        self.helper = self._layout()

    def _layout(self) -> FormHelper:
        """How it is written and drawn, what it means, what it demands, and why it is changed."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        demands = [name for name in self.asked if name.startswith("needs_")]
        helper.layout = Layout(
            Fieldset("How it is written", Row(Column("letter"), Column("word")), "definition"),
            Fieldset("How it is drawn", Row(Column("shape"), Column("tone"))),
            *([Fieldset("Its use", "is_used")] if "is_used" in self.asked else []),
            *([Fieldset("Whoever gives it must add", *demands)] if demands else []),
            Fieldset("The change", "reason"),
            "revision",
        )
        return helper

    def clean_letter(self) -> str:
        """Letters are capitals, as every key prints them."""
        letter: str = self.cleaned_data["letter"]
        return letter.upper()


def _drawn(shape: Shape) -> SafeString:
    """A figure beside its name."""
    return format_html("{} {}", shape_svg(shape.value), shape.label)


def _coloured(tone: Tone) -> SafeString:
    """The name of a colour on it."""
    return format_html('<span class="app-rating app-rating--{}">{}</span>', tone.value, tone.label)


class RestoreForm(IdentifyingMixin, forms.Form):
    """Why a rating is given back what it was at first."""

    show_optional = False

    reason = forms.CharField(
        label="Why is it restored?",
        max_length=500,
        validators=[one_line],
        error_messages={"required": "Enter why it is restored"},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
