"""Pasted lists: from Word, from a PDF, from a letter, one line each or broken at the edge of the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.pasting import items_to_lines, lines_to_items, reference_in

YORK_2022 = """◼ The consistency of written records so that they provide an accurate account of
decision-making for all children.
◼ The quality of assessments to ensure that they consistently inform care planning.
◼ The effectiveness of social work supervision in progressing plans for children and
addressing practice shortfalls.
◼ The analysis of return home interviews.
◼ Responses to children aged 16 and 17 who present as homeless.
◼ The pace of planning for children in unregistered children’s homes.
◼ Children’s influence and attendance at the corporate parenting board."""


def test_the_seven_areas_of_york_come_out_of_the_pdf_s_lines():
    items = lines_to_items(YORK_2022)
    assert len(items) == 7
    assert items[0] == (
        "The consistency of written records so that they provide an accurate account of "
        "decision-making for all children."
    )
    assert items[4] == "Responses to children aged 16 and 17 who present as homeless."


@pytest.mark.parametrize("marker", ["•", "-", "\uf0b7", "\uf0a7", "–", "*", "1.", "12.", "3)", "(3)", "a.", "o"])
def test_every_usual_marker_is_taken_off(marker):
    assert lines_to_items(f"{marker} First area\n{marker}\tSecond area") == ["First area", "Second area"]


@pytest.mark.parametrize("marker", ["•", "-", "\uf0b7"])
def test_a_bullet_needs_no_space_after_it(marker):
    assert lines_to_items(f"{marker}First\n{marker}Second") == ["First", "Second"]


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next_line():
    assert lines_to_items("•\nThe analysis of interviews.\n•\nResponses to\nchildren") == [
        "The analysis of interviews.",
        "Responses to children",
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        (" \n\n ", []),
        ("Just one", ["Just one"]),
        ("The first\nThe second", ["The first", "The second"]),
        ("The first goes on\nin a second line\nThe second", ["The first goes on in a second line", "The second"]),
        ("The first\nHub\n\nThe second", ["The first Hub", "The second"]),
        ("• The first about the\nHub\n• The second", ["The first about the Hub", "The second"]),
        ("• First\r\n\r\n\r\n• Second\r\n", ["First", "Second"]),
        ("  -  spaces   within   ", ["spaces within"]),
        ("16 and 17 year olds\n2.5 per cent more", ["16 and 17 year olds", "2.5 per cent more"]),
        ("A child's plan\nOut-of-hours support", ["A child's plan", "Out-of-hours support"]),
    ],
)
def test_what_begins_an_item(text, items):
    assert lines_to_items(text) == items


words = st.text(alphabet="abcdefghij ABC", min_size=1, max_size=40).map(lambda text: "X" + " ".join(text.split()))


@given(st.lists(words, max_size=20))
def test_a_list_offered_for_editing_reads_back_the_same(items):
    assert lines_to_items(items_to_lines(items)) == items


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        (
            "The quality of pathway plans for care leavers. (Outcome 4, national framework)",
            "Outcome 4, national framework",
        ),
        ("Ensure that letters are clear (paragraph 24).", "paragraph 24"),
        ("Ensure that plans are updated (paragraphs 24 and 31)", "paragraphs 24 and 31"),
        ("The multi-agency safeguarding hub (MASH)", ""),
        ("The analysis of return home interviews.", ""),
    ],
)
def test_the_reference_is_read_from_the_end_of_the_words(text, reference):
    assert reference_in(text) == reference


@pytest.mark.parametrize(
    "heading",
    ["What needs to improve?", "What needs to improve in this area of social work practice", "They were told to:"],
)
def test_the_heading_of_a_list_is_no_item(heading):
    assert lines_to_items(f"{heading}\n\n• The first.\n• The second.") == ["The first.", "The second."]


def test_a_first_line_without_a_bullet_that_is_no_heading_is_an_item():
    assert lines_to_items("The first.\n• The second.") == ["The first.", "The second."]
    assert lines_to_items("What needs to improve?") == ["What needs to improve?"]
