"""Documents: plain text throughout, hashed by all they say."""

from dataclasses import replace
from datetime import date

import pytest

from actionplans.exports.document import (
    Document,
    Fact,
    Facts,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Together,
)
from actionplans.exports.plain import plain, plain_throughout

A_DOCUMENT = Document(
    title="Title",
    author="Council",
    subject="",
    running_head="Head",
    file_stem="file",
    is_draft=False,
    as_at=date(2022, 6, 28),
    blocks=(Heading(1, "Title"), Together((Heading(2, "Two"), Paragraph("Words")))),
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("\uf0b7 first", "• first"),
        ("\uf0fc done, \uf0e0 next", "✓ done, → next"),
        ("bell\x07 and \x00nothing\ufeff", "bell and nothing"),
        ("half \ud800 a pair", "half  a pair"),
        ("tab\tstays", "tab\tstays"),
        ("  round  ", "round"),
        ("Łódź 😀 子", "Łódź 😀 子"),
    ],
)
def test_text_is_made_plain(typed, expected):
    assert plain(typed) == expected


def test_text_is_made_plain_however_deep_it_stands():
    facts = plain_throughout(Facts("\uf0b7", (Fact("a\x07", "b\r\nc"),)))
    assert facts == Facts("•", (Fact("a", "b\nc"),))


def test_blocks_kept_together_are_still_read_in_order():
    assert [type(block) for block in A_DOCUMENT.plain_blocks()] == [Heading, Heading, Paragraph]


def test_blocks_of_another_kind_that_say_the_same_have_another_hash():
    one, other = (replace(A_DOCUMENT, blocks=(block,)) for block in (ItemList("a", ("b",)), Quote("a", "b")))
    assert one.content_hash() != other.content_hash()


def test_the_hash_is_the_same_on_every_machine():
    assert A_DOCUMENT.content_hash() == A_DOCUMENT.content_hash()
    assert len(A_DOCUMENT.content_hash()) == 64
