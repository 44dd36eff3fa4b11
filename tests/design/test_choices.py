"""Choosing among stored rows: what is offered is taken, everything else is refused in words."""

import pytest
from django import forms

from ilacs.authorities.models import LocalAuthority
from ilacs.design.choices import Checkboxes, ChosenRows

pytestmark = pytest.mark.django_db


class CouncilsForm(forms.Form):
    """Any of the councils whose name begins with Y."""

    councils = ChosenRows(LocalAuthority.objects.filter(name__startswith="Y"), widget=Checkboxes)


def test_what_is_offered_is_taken(york, elsewhere):
    form = CouncilsForm({"councils": [york.pk]})
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["councils"]) == [york]


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "-1", "york", "1.5"])
def test_a_key_that_is_not_offered_is_refused_in_words(york, key):
    form = CouncilsForm({"councils": [york.pk, key]})
    assert form.errors["councils"] == ["Choose only from those listed"]


def test_a_row_that_is_there_and_not_offered_is_refused_alike(elsewhere):
    assert CouncilsForm({"councils": [elsewhere.pk]}).errors["councils"] == ["Choose only from those listed"]
