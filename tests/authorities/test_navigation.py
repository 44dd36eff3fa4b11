"""The way between councils, for those who have several."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_who_has_several_councils_finds_the_way_to_the_others(client_of, several, editor):
    home = reverse("council-home", args=["york"])
    assert "All councils" in client_of(several).get(home).content.decode()
    assert "All councils" not in client_of(editor).get(home).content.decode()
