"""The pages on which a council says what its ratings are called, how they look and what they demand."""

import re

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import CouncilRating, RatingScales
from actionplans.models.rating_rules import DEMANDS
from tests.factories import CouncilRatingFactory, ProgressUpdateFactory, york_plan

pytestmark = pytest.mark.django_db
LIST = "/york/settings/ratings/"


@pytest.fixture
def web(client_of, lead):
    """The director's browser."""
    return client_of(lead)


def edit(code="on_track"):
    return reverse("rating-edit", args=["york", code])


def posted(code="on_track", revision=0, reason="The board calls it so.", **changes):
    """The form as a browser sends it, with these changes."""
    fields = RatingScales().rule(code).choices | changes
    ticks = {name: "on" for name in ("is_used", *DEMANDS) if fields.pop(name)}
    return {**fields, **ticks, "revision": revision, "reason": reason}


def test_the_list_shows_both_scales_apart_with_what_each_rating_demands(web):
    page = web.get(LIST).content.decode()
    captions = re.findall(r"<caption[^>]*>([^<]+)</caption>", page)
    assert captions == ["Delivery: is the work done?", "Impact: is it better for children?"]
    assert page.count("app-rating__word") == 22
    assert "A reason, a recovery step" in page
    assert "Given by sign-off" in page


def test_whoever_may_not_change_them_reads_them(client_of, member):
    page = client_of(member).get(LIST).content.decode()
    assert "On track" in page
    assert edit() not in page


def test_the_settings_lead_to_the_ratings_and_the_navigation_says_settings(web):
    assert f'href="{LIST}"' in web.get("/york/settings/").content.decode()
    assert re.search(r'aria-current="(page|true)"[^>]*>\s*Settings|Settings</', web.get(edit()).content.decode())


def test_a_changed_rating_is_saved_with_its_reason_and_shown_on_pages(web, york):
    answer = web.post(edit(), posted(letter="y", word="Green"), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Green has been saved." in answer.content.decode()
    assert "At first: G On track" in answer.content.decode()
    rating = CouncilRating.objects.get()
    assert (rating.letter, rating.word, rating.revision) == ("Y", "Green", 1)
    assert "The board calls it so." in web.get(edit()).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"letter": ""}, "Enter a letter"),
        ({"letter": "!"}, "Enter one or two letters or figures, for example G"),
        ({"letter": "A"}, "“At risk” has this letter already. Choose another letter"),
        ({"word": ""}, "Enter a word"),
        ({"definition": ""}, "Enter what it means"),
        ({"shape": "arrow-up"}, "Select a valid choice"),
        ({"tone": "plum"}, "Select a valid choice"),
        ({"reason": ""}, "Enter why it is changed"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(web, changes, words):
    answer = web.post(edit(), posted(**({"definition": "Typed by hand."} | changes)))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Typed by hand." in answer.content.decode() or "definition" in changes
    assert not CouncilRating.objects.exists()


def test_what_the_program_needs_is_not_asked(web):
    assert 'name="is_used"' not in web.get(edit("on_track")).content.decode()
    assert 'name="is_used"' in web.get(edit("at_risk")).content.decode()
    signed = web.get(edit("evidenced")).content.decode()
    assert 'name="needs_evidence"' not in signed
    assert "Only a second person gives this rating" in signed
    assert 'name="needs_second_person"' not in web.get(edit("some")).content.decode()
    assert web.post(edit("evidenced"), posted("evidenced", word="Proved")).status_code == 302
    assert CouncilRating.objects.get().needs_second_person


def test_each_scale_offers_its_own_figures_and_colours(web):
    page = web.get(edit("some")).content.decode()
    assert 'value="arrow-up"' in page
    assert 'value="triangle"' not in page
    assert 'value="teal"' in page
    assert 'value="green"' not in page
    assert 'value="green"' in web.get(edit("on_track")).content.decode()
    late = web.get(edit("off_track")).content.decode()
    assert ('value="red"' in late, 'value="green"' in late) == (True, False)


def test_two_people_changing_a_rating_see_both(web, york, administrator):
    rating = CouncilRating.of(york, "on_track")
    rating.word = "Green"
    actions.edit_rating(rating=rating, revision=0, reason="As the board says.", by=administrator)
    answer = web.post(edit(), posted(word="Fine"))
    assert answer.status_code == 409
    rows = {row[0]: row[1:] for row in answer.context["conflict"].rows}
    assert rows["Word"] == ("Green", "Fine", True)
    assert CouncilRating.objects.get().word == "Green"
    assert web.post(edit(), posted(word="Fine", revision=1)).status_code == 302
    assert CouncilRating.objects.get().word == "Fine"


def test_a_rating_is_restored_with_a_reason(web, york):
    CouncilRatingFactory(authority=york)
    address = reverse("rating-restore", args=["york", "on_track"])
    assert "G</span>" in web.get(address).content.decode()
    assert web.post(address, {"revision": 0, "reason": ""}).status_code == 422
    assert web.post(address, {"revision": 0, "reason": "Nobody knew it."}).url == LIST
    assert CouncilRating.objects.get().is_default
    assert "already as it was at first" in web.get(address).content.decode()


def test_a_stale_restoring_changes_nothing(web, york):
    CouncilRatingFactory(authority=york, revision=3)
    address = reverse("rating-restore", args=["york", "on_track"])
    answer = web.post(address, {"revision": 2, "reason": "Nobody knew it."})
    assert answer.status_code == 409
    assert "Nothing has been restored." in answer.content.decode()
    assert CouncilRating.objects.get().word == "Green"


@pytest.mark.parametrize("code", ["nonsense", "met"])
def test_what_is_no_rating_is_not_found(web, code):
    assert web.get(edit(code)).status_code == 404


def test_every_page_of_a_plan_calls_ratings_as_the_council_does(web, york):
    plan = york_plan(york)
    item = plan.items.first()
    CouncilRatingFactory(authority=york, code="off_track", letter="L", word="Too late")
    ProgressUpdateFactory(item=item, delivery_rating="off_track")
    place = ["york", plan.pk]
    pages = {
        "plan-overview": place,
        "action-list": place,
        "action-detail": [*place, item.pk],
        "plan-draft-area": [*place, 1],
        "annex-page": place,
    }
    for name, args in pages.items():
        page = web.get(reverse(name, args=args)).content.decode()
        assert "Too late" in page, name
        assert "Off track" not in page, name
