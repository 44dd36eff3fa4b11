"""Every link of an error summary lands on a control that takes the focus."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from ilacs.design.choices import Checkboxes, Radios
from ilacs.design.dates import DateField
from ilacs.design.errors import error_links
from ilacs.design.templatetags.design import has_errors

CHOICES = [("green", "On track"), ("red", "Off track")]


class EveryKindForm(forms.Form):
    """One field of every kind, all required, plus a check across fields."""

    action = forms.CharField(widget=forms.Textarea)
    lead = forms.CharField()
    area = forms.ChoiceField(choices=CHOICES)
    due_on = DateField(label="Due date")
    rating = forms.ChoiceField(choices=CHOICES, widget=Radios)
    bodies = forms.MultipleChoiceField(choices=CHOICES, widget=Checkboxes)
    agreed = forms.BooleanField()
    report = forms.FileField()
    password = forms.CharField(widget=forms.PasswordInput)
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The dates and the rating do not go together")


EveryKindFormSet = forms.formset_factory(EveryKindForm, extra=0, min_num=1, validate_min=True)


def rendered(form):
    """The error summary and the fields of a form, as a page holds them."""
    text = "{% load design crispy_forms_tags %}{% error_summary form %}<main>{{ form|crispy }}</main>"
    return Template(text).render(Context({"form": form}))


@pytest.mark.parametrize("prefix", ["", "second"])
def test_every_link_lands_on_a_control_that_takes_the_focus(prefix):
    html = rendered(EveryKindForm({"due_on_day": "1"}, {}, prefix=prefix))
    summary, page = html.split("<main>")
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 9
    for target in targets:
        assert re.search(rf'<(input|select|textarea)\b[^>]*\bid="{target}"', page), target


def test_errors_of_the_whole_form_and_of_hidden_fields_stand_without_a_link():
    links = error_links(EveryKindForm({}, {}))
    assert [link.message for link in links if not link.target] == [
        "The dates and the rating do not go together",
        "This field is required.",
    ]


def test_a_formset_lists_the_errors_of_all_its_forms():
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-lead": "x", "form-1-lead": "y"}
    targets = [link.target for link in error_links(EveryKindFormSet(data))]
    assert "id_form-0-action" in targets
    assert "id_form-1-due_on_day" in targets


def test_a_formset_lists_its_own_errors():
    formset = EveryKindFormSet({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
    assert [link.message for link in error_links(formset)] == ["Please submit at least 1 form."]


def test_a_form_nobody_has_sent_has_no_summary():
    assert not has_errors(EveryKindForm())
    assert not has_errors(None)
    assert render_to_string("components/error_summary.html", {"links": []}).strip() == ""


def test_a_link_is_not_repeated_for_the_same_words_and_control():
    form = EveryKindForm({}, {})
    assert error_links(form, form) == error_links(form)


def test_radios_without_choices_are_named_without_a_link():
    class Empty(forms.Form):
        rating = forms.ChoiceField(choices=[], widget=forms.RadioSelect)

    assert error_links(Empty({}))[0].target == ""
