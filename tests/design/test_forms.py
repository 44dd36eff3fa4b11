"""Default messages in plain words."""

import pytest
from django import forms

from ilacs.design.dates import DateField
from ilacs.design.forms import PlainWords


class PlainForm(PlainWords, forms.Form):
    """A form of the kinds that plain words know."""

    lead_officer = forms.CharField()
    rating = forms.ChoiceField(label="Rating", choices=[("red", "Off track")])
    report = forms.FileField(label="Ofsted report")
    email = forms.EmailField(label="E-mail address")
    notice = forms.IntegerField(label="Days of notice")
    agreed = forms.BooleanField(label="The council agrees")
    how = forms.CharField(label="How we will know")
    due_on = DateField(label="Due date")
    own = forms.CharField(error_messages={"required": "Say what changed"})


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("lead_officer", "Enter the lead officer"),
        ("rating", "Choose the rating"),
        ("report", "Choose the file for the Ofsted report"),
        ("email", "Enter the e-mail address"),
        ("notice", "Enter the days of notice"),
        ("agreed", "Tick the box: council agrees"),
        ("how", "Enter how we will know"),
        ("due_on", "Enter the due date"),
        ("own", "Say what changed"),
    ],
)
def test_a_field_left_empty_says_what_to_do_next(field, words):
    assert PlainForm({}, {}).errors[field] == [words]


def test_a_number_and_a_choice_that_cannot_be_are_refused_plainly():
    errors = PlainForm({"notice": "several", "rating": "purple"}).errors
    assert errors["notice"] == ["The days of notice must be a whole number, for example 12"]
    assert errors["rating"] == ["Choose the rating from the list"]
