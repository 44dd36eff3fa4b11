"""Swept over everything there is: every address, every rating."""

import pytest
from django.db import transaction

from actionplans.measures import LOOKS
from actionplans.models import DEFAULT_RATINGS, DeliveryRating, ImpactRating
from actionplans.models.rating_rules import Shape, Tone
from actionplans.templatetags.ratings import look
from ilacs.design.shapes import SHAPES, TONES
from tests.addresses import PUBLIC, build_site, every_address


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


def test_every_address_has_a_name_of_its_own():
    names = list(every_address())
    assert None not in names
    assert len(names) > 40


def test_what_a_stranger_may_open_is_really_there():
    assert set(every_address()) >= PUBLIC


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_asks_a_stranger_to_sign_in(client, site, method):
    let_in = []
    for name in set(every_address()) - PUBLIC:
        with transaction.atomic():
            answer = getattr(client, method)(site.address(name))
            transaction.set_rollback(True)
        if answer.status_code != 302 or not answer.url.startswith("/accounts/login/?next="):
            let_in.append((name, answer.status_code))
    assert let_in == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["accessibility", "privacy", "help", "account_login", "account_reset_password"])
def test_a_stranger_may_open_the_public_pages(client, name):
    path = "/" + every_address()[name]
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("rating", [*DeliveryRating, *ImpactRating])
def test_every_rating_has_a_letter_a_word_a_shape_and_a_colour(rating):
    found = look(rating)
    assert found.shape in SHAPES
    assert found.tone in TONES
    assert len(found.letter) == 1
    assert found.word == rating.label
    assert found.definition


def test_every_figure_and_colour_a_council_may_choose_is_drawn():
    measures = LOOKS.values()
    assert set(Shape.values) <= set(SHAPES) - {each.shape for each in measures}
    assert set(Tone.values) <= set(TONES) - {each.tone for each in measures}


def test_a_measure_is_rated_in_letters_figures_and_colours_of_its_own():
    measures, others = list(LOOKS.values()), DEFAULT_RATINGS
    assert [each.code for each in measures] == ["met", "near", "missed", "not_due", "no_target", "no_reading"]
    assert len({each.shape for each in measures}) == len({each.letter for each in measures}) == len(measures)
    assert all(each.shape in SHAPES and each.tone in TONES and each.word and each.definition for each in measures)
    for part in ("letter", "shape", "tone", "word"):
        assert not {getattr(each, part) for each in measures} & {getattr(each, part) for each in others}


def test_no_two_ratings_look_alike_even_without_colour_and_not_across_the_scales():
    letters, shapes = ({getattr(rule, name) for rule in DEFAULT_RATINGS} for name in ("letter", "shape"))
    assert len(letters) == len(shapes) == len(DeliveryRating) + len(ImpactRating)
