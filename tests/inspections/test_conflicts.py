"""Two people at one inspection: the lead saves while the editor's page is open, and neither loses anything."""

import re

import pytest
from django.utils.html import escape

from inspections.forms import FindingsForm
from inspections.frameworks import FRAMEWORKS
from inspections.models import Inspection
from tests.factories import york_2022
from tests.inspections.test_views import NEEDS, address, said, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(york):
    """York's inspection of 2022."""
    return york_2022(york)


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


def facts(inspection, **changes):
    return typed(received_on="", notified_on="2022-02-28", **changes)


def test_facts_typed_on_an_old_page_stand_beside_the_stored_ones_and_are_saved_again(
    client, client_of, lead, inspection
):
    page = address("inspection-edit", inspection.pk)
    client_of(lead).post(page, facts(inspection, lead_inspector="The lead's", grade_overall="Good"))
    refused = client.post(page, facts(inspection, background="The editor's"))
    words = text_of(refused)
    assert refused.status_code == 409
    assert "Lee Lead changed this inspection on" in words
    for both in ("The lead's", "The editor's", "Background"):
        assert escape(both) in words
    assert words.count("app-both__row--differ") == 1  # only what the editor typed: the rest is taken over
    assert 'value="The lead&#x27;s"' in words
    assert words.count('<option value="Good" selected>') == 1
    assert '<input type="hidden" name="revision" value="1"' in words
    stored = Inspection.objects.get()
    assert (stored.lead_inspector, stored.background, stored.overall_words()) == ("The lead's", "", "Good")
    again = client.post(page, facts(inspection, background="The editor's", revision="1"))
    assert again.status_code == 302
    assert Inspection.objects.get().background == "The editor's"


def test_a_judgement_both_changed_is_told_with_its_names(client, client_of, lead, inspection):
    page = address("inspection-edit", inspection.pk)
    client_of(lead).post(page, facts(inspection, label_overall="The overall judgement"))
    words = text_of(client.post(page, facts(inspection, grade_overall="Good")))
    assert f"The overall judgement: {NEEDS}" in words
    assert "Overall effectiveness: Good" in words


def test_a_day_and_a_kind_the_other_changed_are_taken_over_with_their_judgements(client, client_of, lead, inspection):
    page = address("inspection-edit", inspection.pk)
    later = {"kind": "ilacs_short", "started_on_year": "2023", "ended_on": "2023-03-10"}
    grades = {f"grade_{row.code}": "Good" for row in FRAMEWORKS["ilacs_2023"].rows}
    theirs = facts(inspection, **later, **grades) | {"published_on": "", "notified_on": ""}
    theirs.pop("grade_in_care_and_care_leavers")
    assert client_of(lead).post(page, theirs).status_code == 302
    refused = client.post(page, facts(inspection, background="The editor's"))
    words = text_of(refused)
    assert refused.status_code == 409
    assert '<option value="ilacs_short" selected>' in words
    assert 'name="grade_in_care"' in words
    assert re.search(r'name="started_on_year"[^>]* value="2023"|value="2023"[^>]* name="started_on_year"', words)
    assert words.count('<option value="Good" selected>') == 5
    assert words.count("app-both__row--differ") == 1


def test_from_a_page_of_which_nothing_is_known_all_is_compared(client, inspection):
    refused = client.post(
        address("inspection-edit", inspection.pk), facts(inspection, grade_overall="Good", revision="7")
    )
    assert refused.status_code == 409
    assert text_of(refused).count("app-both__row--differ") == 1


@pytest.mark.parametrize("name", ["inspection-edit", "findings-edit", "area-edit", "strength-edit"])
def test_a_button_pressed_twice_is_no_conflict(client, inspection, name):
    rows = {"area-edit": inspection.areas.first(), "strength-edit": inspection.strengths.first()}
    data = {
        "inspection-edit": facts(inspection),
        "findings-edit": {"areas": "One.", "strengths": "Two.", "revision": "0", "save": "1"},
    }.get(name, {"text": "The words.", "origin": "ofsted", "revision": "0"})
    page = address(name, inspection.pk, *([rows[name].pk] if name in rows else []))
    answers = [client.post(page, data) for _ in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == [inspection.get_absolute_url()] * 2
    assert said(answers[0])[0] == said(answers[1])[-1]
    assert Inspection.objects.get().revision == 1


def test_a_twin_recorded_meanwhile_is_said_beside_the_first_day(client, york):
    client.post(address("inspection-add"), typed())
    twin = client.post(address("inspection-add"), typed())
    assert twin.status_code == 422
    assert "one that began on 7 March 2022 is recorded already" in text_of(twin)
    assert york.inspections.count() == 1


def test_lists_saved_from_an_old_page_keep_what_the_other_person_added(client, client_of, lead, inspection):
    page = address("findings-edit", inspection.pk)
    opened = FindingsForm.initial_for(inspection)
    client_of(lead).post(page, {**opened, "areas": opened["areas"] + "\n• The lead's new area.", "save": "1"})
    mine = {**opened, "strengths": opened["strengths"] + "\n• The editor's strength."}
    for button in ({}, {"save": "1"}):
        refused = client.post(page, {**mine, **button})
        words = text_of(refused)
        assert refused.status_code == 409
        assert words.count(escape("The lead's new area.")) == 4  # both versions, the form, and as it was opened
        assert words.count(escape("The editor's strength.")) == 2
        assert words.count("app-both__row--differ") == 1
    assert (inspection.areas.count(), inspection.strengths.count()) == (8, 9)


def test_two_lists_both_changed_are_both_shown(client, client_of, lead, inspection):
    page = address("findings-edit", inspection.pk)
    opened = FindingsForm.initial_for(inspection)
    client_of(lead).post(page, {**opened, "areas": "The lead's.", "save": "1"})
    refused = client.post(page, {**opened, "areas": "The editor's.", "save": "1"})
    words = text_of(refused)
    assert escape("1. The lead's.") in words
    assert escape("1. The editor's.") in words
    again = client.post(page, {**opened, "areas": "The editor's.", "revision": "1", "save": "1"})
    assert again.status_code == 302
    assert [area.text for area in inspection.areas.all()] == ["The editor's."]


def test_an_area_both_edited_is_shown_twice_and_another_is_no_conflict(client, client_of, lead, inspection):
    first, second, *_ = inspection.areas.all()
    page = address("area-edit", inspection.pk, first.pk)
    client_of(lead).post(page, {"text": first.text, "theme": "The lead's", "origin": "ofsted", "revision": "0"})
    mine = {"text": first.text, "theme": "The editor's", "origin": "ofsted", "revision": "0"}
    refused = client.post(page, mine)
    words = text_of(refused)
    assert (refused.status_code, words.count("app-both__row--differ")) == (409, 1)
    assert escape("The lead's") in words
    assert client.post(address("area-edit", inspection.pk, second.pk), mine | {"text": second.text}).status_code == 302
    assert client.post(page, mine | {"revision": "2"}).status_code == 302
    assert {area.theme for area in inspection.areas.all()[:2]} == {"The editor's"}


@pytest.mark.parametrize(("name", "related"), [("area-edit", "areas"), ("strength-edit", "strengths")])
def test_what_was_taken_out_while_it_was_edited_comes_back_when_that_is_decided(
    client, client_of, lead, inspection, name, related
):
    gone = getattr(inspection, related).first()
    lists = FindingsForm.initial_for(inspection) | {related: "Only this.", "save": "1"}
    client_of(lead).post(address("findings-edit", inspection.pk), lists)
    data = {"text": "My words.", "origin": "ofsted", "short_label": "My label", "revision": "0"}
    refused = client.post(address(name, inspection.pk, gone.pk), data)
    words = text_of(refused)
    assert refused.status_code == 409
    assert "what you were editing is no longer in it" in words
    assert f'action="{address("findings-edit", inspection.pk)}"' in words
    assert "• Only this. • My words." in words
    assert client.get(address(name, inspection.pk, gone.pk)).status_code == 404


def test_a_page_without_its_revision_is_told_to_be_opened_again(client, inspection):
    refused = client.post(address("findings-edit", inspection.pk), {"areas": "One."})
    assert refused.status_code == 422
    assert "This page is too old to be saved." in text_of(refused)
