"""The council's abbreviations: which a text uses, who explains them, and where they are listed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.glossary import used_in
from actionplans.snapshot import TermSnapshot

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


@given(st.lists(st.text(max_size=20), max_size=5), st.lists(st.text(min_size=1, max_size=5), max_size=5, unique=True))
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
