"""The council's abbreviations: which a text uses, who explains them, and where they are listed."""

import time

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from actionplans.actions import add_term, add_usual_terms, archive_term, edit_term
from actionplans.actions.glossary import USUAL_TERMS
from actionplans.glossary import used_in
from actionplans.models import EditConflict, GlossaryTerm, PlanRefused
from actionplans.snapshot import TermSnapshot
from tests.addresses import build_site
from tests.at_once import at_once
from tests.factories import GlossaryTermFactory

MASH = TermSnapshot("MASH", "Multi-agency safeguarding hub")
SEND = TermSnapshot("SEND", "Special educational needs and disabilities")
EHC = TermSnapshot("EHC plan", "Education, health and care plan")
PLUS = TermSnapshot("R&D", "Research and development")
TERMS = (EHC, MASH, PLUS, SEND)


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("The MASH answers.", (MASH,)),
        ("Two MASHs, the MASH’s manager; (MASH)", (MASH,)),
        ("Please send it to SENDIST and Smash", ()),
        ("MASH/SEND", (MASH, SEND)),
        ("An EHC plan, R&D and pre-MASH work", (EHC, MASH, PLUS)),
        ("Each EHC planning", ()),
        ("", ()),
    ],
)
def test_an_abbreviation_is_used_where_it_is_a_word_of_its_own(text, used):
    assert used_in([text], TERMS) == used


def test_used_abbreviations_stay_in_their_order_over_all_texts():
    assert used_in(["SEND", "MASH", "SEND"], TERMS) == (MASH, SEND)


def test_no_terms_use_nothing():
    assert used_in(["MASH"], ()) == ()


SOME = "ABCs &’'.+(z"


@given(
    st.lists(st.text(SOME, max_size=20), max_size=5),
    st.lists(st.text(SOME, min_size=1, max_size=5), max_size=5, unique=True),
)
def test_what_is_used_is_among_the_terms_whatever_they_are(texts, letters):
    terms = tuple(TermSnapshot(each, "words") for each in letters)
    used = used_in(texts, terms)
    assert set(used) <= set(terms)
    assert all(any(term.term in text for text in texts) for term in used)


def test_the_longest_text_and_glossary_take_no_time():
    terms = tuple(TermSnapshot(f"AB{number}", "words") for number in range(500))
    began = time.monotonic()
    assert len(used_in(["AB1 and AB2 in MASH " * 1000] * 20, terms)) == 2
    assert time.monotonic() - began < 3


def a_term(authority, term="IRO", meaning="Independent reviewing officer"):
    """An abbreviation that is not stored yet."""
    return GlossaryTerm(authority=authority, term=term, meaning=meaning)


def test_an_abbreviation_is_explained_once(york, editor):
    made = add_term(term=a_term(york), by=editor)
    assert add_term(term=a_term(york), by=editor).pk == made.pk
    with pytest.raises(PlanRefused) as refusal:
        add_term(term=a_term(york, term="Iro", meaning="Something else"), by=editor)
    assert str(refusal.value) == "IRO is explained already: Independent reviewing officer. Edit that one instead"
    assert refusal.value.field == "term"
    assert york.glossary.count() == 1


@pytest.mark.parametrize(
    ("name", "words"), [("term", "Enter the abbreviation"), ("meaning", "Enter what it stands for")]
)
def test_an_abbreviation_without_words_is_refused(york, editor, name, words):
    with pytest.raises(PlanRefused, match=words):
        add_term(term=a_term(york, **{name: " "}), by=editor)


def test_an_edit_keeps_the_words_before_and_a_stale_one_is_refused(york, editor):
    term = add_term(term=a_term(york), by=editor)
    term.meaning = "Who checks the plans of children in care"
    edit_term(term=term, revision=0, by=editor)
    assert [row.meaning for row in term.history.all()] == [term.meaning, "Independent reviewing officer"]
    with pytest.raises(EditConflict):
        edit_term(term=term, revision=0, by=editor)


def test_what_was_taken_away_may_be_explained_anew(york, editor):
    term = add_term(term=a_term(york), by=editor)
    archive_term(term=term, by=editor, reason="Not used any more")
    assert add_term(term=a_term(york, meaning="Other words"), by=editor).pk != term.pk
    with pytest.raises(PlanRefused, match="taken away"):
        edit_term(term=term, revision=0, by=editor)


def test_the_usual_terms_are_added_once_beside_those_the_council_has(york, editor):
    add_term(term=a_term(york, meaning="Our own words"), by=editor)
    added = add_usual_terms(authority=york, by=editor)
    assert len(added) == len(USUAL_TERMS) - 1
    assert york.glossary.get(term="IRO").meaning == "Our own words"
    assert add_usual_terms(authority=york, by=editor) == []


def test_the_usual_terms_are_about_forty_and_each_can_be_stored(york):
    assert 35 <= len(USUAL_TERMS) <= 50
    for letters, meaning in USUAL_TERMS.items():
        a_term(york, letters, meaning).full_clean()


@pytest.mark.django_db(transaction=True)
def test_the_same_abbreviation_at_once_is_stored_once(york, editor):
    results = at_once(*[lambda: add_term(term=a_term(york), by=editor).pk] * 2)
    assert results[0] == results[1]
    assert york.glossary.count() == 1


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


def test_a_page_of_a_plan_lists_the_abbreviations_on_it_and_no_others(site, member, client_of):
    type(site.item).objects.filter(pk=site.item.pk).update(action="The XQZ answers.")
    GlossaryTermFactory(authority=site.plan.authority, term="XQZ", meaning="Duty desk")
    GlossaryTermFactory(authority=site.plan.authority, term="XQY", meaning="Not used")
    browser = client_of(member)
    for name in ("action-list", "action-detail"):
        page = browser.get(site.address(name)).content.decode()
        assert page.count("Abbreviations on this page") == 1
        listed = page.split("Abbreviations on this page")[1]
        assert "<dt>XQZ</dt>" in listed
        assert "Duty desk" in listed
        assert "XQY" not in listed
    assert "Abbreviations on this page" not in browser.get(site.address("term-list")).content.decode()


def test_a_page_without_abbreviations_lists_none(site, member, client_of):
    site.plan.authority.glossary.all().update(term="XQZ")
    page = client_of(member).get(site.address("action-detail")).content.decode()
    assert "Abbreviations on this page" not in page


def test_what_nobody_explains_is_listed_and_explained_in_one_tap(site, editor, client_of):
    type(site.item).objects.filter(pk=site.item.pk).update(action="The IRO and the IRO and XQZ.")
    browser = client_of(editor)
    address = site.address("plan-abbreviations")
    page = browser.get(address).content.decode()
    assert "2 times" in page
    assert "Action 1.1&#x27;s action" in page
    explain = f"{site.address('term-add')}?term=IRO&plan={site.plan.pk}"
    assert explain.replace("&", "&amp;") in page
    assert "Independent reviewing officer" in browser.get(explain).content.decode()
    saved = browser.post(explain, {"term": "IRO", "meaning": "Independent reviewing officer", "revision": 0})
    assert saved["Location"] == address
    after = browser.get(address).content.decode()
    assert "Explain IRO" not in after
    assert "Explain XQZ" in after
    readiness = browser.get(site.address("plan-readiness")).content.decode()
    assert f'<a class="govuk-link" href="{address}">Action 1.1&#x27;s action: “XQZ” is explained neither' in readiness
    assert "“IRO” is explained" not in readiness


def test_nobody_is_led_to_a_plan_they_may_not_know(site, editor, client_of):
    for wanted in ("999", "x", "9" * 30):
        address = f"{site.address('term-add')}?plan={wanted}"
        saved = client_of(editor).post(address, {"term": f"A{wanted[:3]}", "meaning": "Words", "revision": 0})
        assert saved["Location"] == site.address("term-list")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"term": ""}, "Enter the abbreviation"),
        ({"term": "A"}, "Enter an abbreviation of two letters or more"),
        ({"meaning": ""}, "Enter what it stands for"),
        ({"meaning": "iro"}, "Enter the words that IRO stands for"),
        ({"term": "MASH"}, "MASH is explained already"),
    ],
)
def test_a_mistake_is_said_beside_its_field(york, editor, client_of, typed, words):
    GlossaryTermFactory(authority=york, term="MASH")
    address = reverse("term-add", args=["york"])
    answer = client_of(editor).post(address, {"term": "IRO", "meaning": "An officer", "revision": 0, **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stale_edit_shows_both_texts(york, editor, lead, client_of):
    term = add_term(term=a_term(york), by=editor)
    stored = GlossaryTerm.objects.get(pk=term.pk)
    stored.meaning = "Theirs"
    edit_term(term=stored, revision=0, by=lead)
    address = reverse("term-edit", args=["york", term.pk])
    answer = client_of(editor).post(address, {"term": "IRO", "meaning": "Mine", "revision": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    same = client_of(editor).post(address, {"term": "IRO", "meaning": "Theirs", "revision": 0})
    assert same.status_code == 302
    assert client_of(editor).post(address, {"term": "IRO", "meaning": "Mine", "revision": 1}).status_code == 302


def test_an_abbreviation_is_taken_away_with_a_reason_that_stays_readable(york, editor, member, client_of):
    term = add_term(term=a_term(york), by=editor)
    client_of(editor).post(reverse("term-archive", args=["york", term.pk]), {"reason": "Not used"})
    page = client_of(member).get(reverse("term-list", args=["york"])).content.decode()
    assert "Taken away: 1" in page
    assert "Not used" in page
    assert "No abbreviation is explained yet." in page
    assert "Explain an abbreviation" not in page


def test_the_usual_terms_are_taken_over_in_one_step(york, editor, client_of):
    browser = client_of(editor)
    listed = reverse("term-list", args=["york"])
    assert f"Add {len(USUAL_TERMS)} usual abbreviations" in browser.get(listed).content.decode()
    done = browser.post(reverse("term-add-usual", args=["york"]), follow=True).content.decode()
    assert f"{len(USUAL_TERMS)} abbreviations added." in done
    assert "usual abbreviations</button>" not in done
    again = browser.post(reverse("term-add-usual", args=["york"]), follow=True).content.decode()
    assert "The council explains all the usual abbreviations already." in again


def test_the_settings_of_the_council_lead_to_the_glossary(york, lead, client_of):
    page = client_of(lead).get(reverse("council-settings", args=["york"])).content.decode()
    assert reverse("term-list", args=["york"]) in page
