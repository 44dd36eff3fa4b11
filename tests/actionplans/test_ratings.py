"""A council's own ratings: words and looks are its own, meanings are not, and no two ratings can be mistaken."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplans import actions
from actionplans.history import changes_of_rating
from actionplans.models import (
    DEFAULT_RATINGS,
    CouncilRating,
    DeliveryRating,
    EditConflict,
    PlanRefused,
    RatingScales,
    Scale,
)
from actionplans.models.rating_rules import Shape, Tone
from tests.at_once import at_once
from tests.factories import AuthorityFactory, CouncilRatingFactory

pytestmark = pytest.mark.django_db


def changed(authority, by, code="on_track", revision=0, reason="The board calls it so.", **changes):
    """One rating of a council after it was changed through the verb."""
    rating = CouncilRating.of(authority, code)
    for name, value in changes.items():
        setattr(rating, name, value)
    return actions.edit_rating(rating=rating, revision=revision, reason=reason, by=by)


def test_a_council_that_changed_nothing_has_the_defaults(york):
    assert RatingScales.of_council(york).rules == DEFAULT_RATINGS
    assert CouncilRating.of(york, "on_track").pk is None


def test_what_a_council_changed_holds_for_it_alone_and_in_the_same_order(york, lead):
    changed(york, lead, letter="Y", word="Green")
    scales = RatingScales.of_council(york)
    assert scales.rule("on_track") == replace(RatingScales().rule("on_track"), letter="Y", word="Green")
    assert [rule.code for rule in scales.rules] == [rule.code for rule in DEFAULT_RATINGS]
    assert RatingScales.of_council(AuthorityFactory()).rules == DEFAULT_RATINGS


def test_a_rating_out_of_use_is_not_offered_and_explained_only_where_it_occurs(york, lead):
    changed(york, lead, "at_risk", is_used=False)
    scales = RatingScales.of_council(york)
    assert [rule.code for rule in scales.offered(Scale.DELIVERY)] == [
        "not_started",
        "on_track",
        "off_track",
        "complete",
    ]
    assert "at_risk" not in {rule.code for rule in scales.delivery_key}
    assert "at_risk" in {rule.code for rule in scales.explained(Scale.DELIVERY, ["at_risk"])}


@pytest.mark.parametrize(
    ("taken", "field", "words"),
    [
        ({"letter": "a"}, "letter", "“At risk” has this letter already. Choose another letter"),
        ({"word": "at risk"}, "word", "Another rating of this scale is called so already. Choose another word"),
        (
            {"shape": "triangle", "tone": "amber"},
            "shape",
            "“At risk” has this figure in this colour already. Choose another figure or colour",
        ),
    ],
)
def test_no_two_ratings_of_a_scale_can_be_mistaken(york, lead, taken, field, words):
    with pytest.raises(PlanRefused, match=words) as refusal:
        changed(york, lead, **taken)
    assert refusal.value.field == field
    assert not CouncilRating.objects.exists()


def test_a_letter_of_the_other_scale_may_be_used(york, lead):
    assert changed(york, lead, "some", letter="G").letter == "G"


def test_a_letter_that_another_rating_gave_up_is_free(york, lead):
    changed(york, lead, "at_risk", letter="Y")
    assert changed(york, lead, "off_track", letter="A").letter == "A"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("on_track", {"shape": Shape.ARROW_UP}),
        ("some", {"shape": Shape.TICK}),
        ("on_track", {"tone": Tone.TEAL}),
        *((code, {"tone": Tone.GREEN}) for code in (*DeliveryRating.values, "some") if code != "on_track"),
        ("off_track", {"is_used": False}),
        ("evidenced", {"needs_evidence": False}),
    ],
)
def test_what_the_program_relies_on_is_no_councils_choice(york, lead, code, changes):
    with pytest.raises(ValidationError):
        changed(york, lead, code, **changes)
    assert not CouncilRating.objects.exists()


def test_the_database_has_the_last_word_on_what_cannot_be_done_without(york):
    for wrong in (
        {"code": "off_track", "is_used": False},
        {"code": "evidenced"},
        {"word": ""},
        {"code": "off_track", "tone": "green"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CouncilRatingFactory(authority=york, **wrong)


def test_a_change_needs_a_reason_which_its_history_keeps(york, lead):
    with pytest.raises(PlanRefused, match="Enter why it is changed") as refusal:
        changed(york, lead, word="Green", reason=" ")
    assert refusal.value.field == "reason"
    changed(york, lead, word="Green", needs_next_step=True)
    (change,) = changes_of_rating(york, "on_track")
    assert change.reason == "The board calls it so."
    assert [(field.name, field.before, field.after) for field in change.fields] == [
        ("Word", "On track", "Green"),
        ("A recovery step", "No", "Yes"),
    ]


def test_a_default_that_is_restored_keeps_its_history_and_its_revision(york, lead):
    changed(york, lead, word="Green")
    restored = actions.restore_rating(authority=york, code="on_track", revision=1, reason="Nobody knew it.", by=lead)
    assert (restored.is_default, restored.revision) == (True, 2)
    assert RatingScales.of_council(york).rules == DEFAULT_RATINGS
    assert [change.reason for change in changes_of_rating(york, "on_track")] == [
        "Nobody knew it.",
        "The board calls it so.",
    ]


def test_the_same_change_twice_is_one_change(york, lead):
    first = changed(york, lead, word="Green")
    assert changed(york, lead, revision=1, word="Green").revision == first.revision == 1
    assert len(changes_of_rating(york, "on_track")) == 1


def test_a_stale_save_is_refused_and_shows_what_is_stored(york, lead):
    changed(york, lead, word="Green")
    with pytest.raises(EditConflict) as conflict:
        changed(york, lead, word="Fine", revision=0)
    assert conflict.value.current.word == "Green"


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_give_two_ratings_one_letter_at_once_only_one_does(york, lead, administrator):
    def gives(code, person):
        return lambda: changed(york, person, code, letter="Z")

    results = at_once(gives("on_track", lead), gives("at_risk", administrator))
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [PlanRefused]
    assert CouncilRating.objects.filter(letter="Z").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_first_changes_of_a_rating_at_once_one_holds_and_the_other_is_told(york, lead, administrator):
    def names(word, person):
        return lambda: changed(york, person, word=word)

    results = at_once(names("Green", lead), names("Fine", administrator))
    assert sum(isinstance(result, EditConflict) for result in results) == 1
    assert CouncilRating.objects.count() == 1
