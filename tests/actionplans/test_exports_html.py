"""The HTML of papers: escaped, with heading cells, ratings never colour alone, and colours the style sheets know."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import escape

from actionplans.exports.asked import ASKED_COLUMNS
from actionplans.exports.build import annex
from actionplans.exports.document import Part, Table
from actionplans.exports.html import (
    LONGEST_WORD,
    TEMPLATES,
    bar_svg,
    bar_words,
    body_html,
    cell_html,
    is_tall,
    page_file,
    rating_html,
)
from actionplans.exports.impact import MEASURE_COLUMNS, VOICE_COLUMNS
from actionplans.exports.marks import mark, rating_part
from actionplans.exports.palette import SHAPE_CHARACTERS, TONES
from actionplans.exports.rows import REPORTED_COLUMNS
from actionplans.models import DeliveryRating, ImpactRating, RatingScales
from ilacs.design.shapes import SHAPES
from tests.actionplans.snapshots import a_plan, a_plan_of_all_sorts, an_area, an_inspection, an_item

SCSS = Path(__file__).resolve().parents[2] / "static" / "scss"


def test_what_was_typed_is_never_markup():
    body = body_html(annex(a_plan(1, 1, introduction="<script>alert(1)</script> & more")))
    assert "<script" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in body


def test_the_first_cell_of_a_row_heads_it_and_headers_head_their_columns():
    body = body_html(annex(a_plan(1, 2)))
    table = body[body.index('<table class="rows rows--7">') :]
    assert len(re.findall(r'<th scope="col"', table)) == 7
    assert len(re.findall(r'<tr><th scope="row">1\.\d</th>', table)) == 2


def test_a_long_text_goes_on_in_rows_below_that_name_their_action_and_join_every_column():
    action = "We listen to children before each visit.\n\n" * 20
    body = body_html(annex(replace(a_plan(0), areas=(replace(an_area(1, 0), items=(an_item(action=action),)),))))
    assert body.count("We listen to children before each visit.") == 20
    below = re.findall(r'<tr class="below([\w -]*)"><th scope="row">1\.1</th><td colspan="6"><b>Action, cont', body)
    assert below == [" goes-on"] * 12 + [""]
    assert body.count('visit. <span class="quiet">continues below</span>') == 1
    assert len(re.findall(r'<tr class="(?:tall )?goes-on">', body)) == 1


@pytest.mark.parametrize(("bars", "is_long"), [(16, False), (17, True)])
def test_a_summary_of_many_areas_stands_closer(bars, is_long):
    body = body_html(annex(a_plan(bars, 1)))
    assert ('class="bars bars--long"' in body) == is_long


@pytest.mark.parametrize(("lines", "is_short"), [(12, True), (13, False)])
def test_a_short_list_stays_on_one_page(lines, is_short):
    inspection = an_inspection(strengths=tuple(f"Strength {number}" for number in range(lines)))
    body = body_html(annex(a_plan(1, 1, inspections=(inspection,))))
    assert ('class="list list--short"' in body) == is_short


def test_nothing_is_inline_that_the_content_security_policy_forbids():
    body = body_html(annex(a_plan_of_all_sorts()))
    assert " style=" not in body
    assert "<script" not in body
    assert not re.search(r"\son\w+=", body)


def test_a_word_longer_than_a_line_may_break_and_nothing_else_changes():
    address = "https://www.example.org/?a=1&b=2&" + "long/" * 40
    typed = f"See {address} and <b>{'&' * 130}</b>."
    body, without = body_html(annex(a_plan(1, 1, introduction=typed))), escape(typed)
    assert without not in body
    assert without in body.replace("<wbr>", "")
    assert body.count("<wbr>") == 3 + 2
    assert "<wbr>" not in body_html(annex(a_plan_of_all_sorts()))
    assert max(len(unescape(word)) for word in re.split(r"<[^>]*>|\s", body)) == LONGEST_WORD


@pytest.mark.parametrize("rating", [*DeliveryRating, *ImpactRating])
def test_a_rating_has_its_shape_its_letter_and_its_word(rating):
    shown = mark(RatingScales().rule(rating))
    drawn = rating_html(shown)
    assert SHAPES[shown.shape].replace("currentColor", f"#{TONES[shown.tone].text}") in drawn
    assert f"{shown.letter} {rating.label}" in drawn
    assert drawn.startswith(f'<strong class="rating rating--{shown.tone}">')


def test_the_parts_of_a_cell_stand_on_lines_of_their_own():
    assert cell_html((Part("One"), None, Part("", on=None), Part("Two", label="With"))) == "One\n<b>With</b> Two"


def test_a_part_for_nothing_is_quiet_and_a_strong_one_is_strong():
    assert cell_html((Part("No lead yet", quiet=True),)) == '<span class="quiet">No lead yet</span>'
    assert cell_html((Part("Overdue", strong=True),)) == "<strong>Overdue</strong>"


def test_a_bar_draws_a_part_for_each_count_that_is_not_nought():
    series = tuple(mark(RatingScales().rule(rating)) for rating in DeliveryRating)
    drawn = bar_svg((2, 0, 1, 0, 0, 1), series, 8)
    assert re.findall(r'<rect x="([\d.]+)" y="1.5" width="([\d.]+)"', drawn) == [
        ("1.5", "247.0"),
        ("251.5", "122.0"),
        ("376.5", "122.0"),
    ]


def test_under_a_bar_stand_the_letters_and_counts_of_its_parts():
    series = tuple(mark(RatingScales().rule(rating)) for rating in DeliveryRating)
    first, third = series[0].letter, series[2].letter
    assert bar_words((2, 0, 1, 0, 0, 0), series) == f"{first}\N{NO-BREAK SPACE}2, {third}\N{NO-BREAK SPACE}1"
    assert body_html(annex(a_plan(1, 1))).count('class="bar-words" aria-hidden="true"') == 1
    assert "bar-words" not in body_html(annex(a_plan(30, 1)))


def test_a_row_that_would_fill_half_a_page_may_be_broken():
    assert is_tall(((Part("word " * 400),),), [20])
    assert not is_tall(((Part("word " * 400),),), [100])
    assert is_tall(((Part("\n" * 30),),), [100])
    assert not is_tall(((rating_part("on_track", RatingScales()), None),), [11])


def test_every_kind_of_block_has_a_template_of_its_own():
    assert len(set(TEMPLATES.values())) == len(TEMPLATES) == 8


def test_every_column_finds_its_width_in_the_style_sheet():
    known = re.search(r"@each \$share in \(([\d, ]+)\)", (SCSS / "paper.scss").read_text())[1]
    tables = [block for block in annex(a_plan()).plain_blocks() if isinstance(block, Table)]
    for columns in (
        *(table.columns for table in tables),
        ASKED_COLUMNS,
        REPORTED_COLUMNS,
        MEASURE_COLUMNS,
        VOICE_COLUMNS,
    ):
        assert {column.share for column in columns} <= {int(share) for share in known.split(",")}
        assert sum(column.share for column in columns) == 100


def test_the_colours_are_those_of_the_style_sheets():
    lines = re.findall(
        r'"([\w-]+)": \(background: #(\w+), text: #(\w+), line: #(\w+)\)', (SCSS / "_colours.scss").read_text()
    )
    assert {name: tuple(colours) for name, *colours in lines} == {name: tuple(tone) for name, tone in TONES.items()}


def test_every_drawn_shape_has_a_character():
    assert set(SHAPE_CHARACTERS) == set(SHAPES)
    assert len(set(SHAPE_CHARACTERS.values())) == len(SHAPES)


def test_the_page_as_a_file_needs_nothing_beside_it():
    page = page_file(annex(a_plan(1, 1))).decode()
    assert '<html lang="en-GB">' in page
    assert "<link" not in page
    assert ".rating--green" in page
