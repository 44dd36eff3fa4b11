"""The Word file: headings, header rows that repeat, rows that stay whole, British English, and every word."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from actionplans.exports.build import annex
from actionplans.exports.word import count_share, write_word
from tests.actionplans.snapshots import a_plan, a_plan_of_all_sorts, an_area, an_item, an_update


def opened(plan):
    return docx.Document(io.BytesIO(write_word(annex(plan))))


def words_of(word):
    """All text of the body, cells included."""
    return "\n".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in word.element.body.iter(qn("w:p")))


def words_below(word, label):
    """A text of the first action: what stands in its cell, and what goes on below under this label."""
    first, *rest = next(table for table in word.tables if table.cell(0, 0).text == "Ref").rows[1:]
    yield first.cells[1].paragraphs[0].text.removesuffix(" continues below")
    yield from (row.cells[1].text.removeprefix(f"{label} ") for row in rest if row.cells[1].text.startswith(label))


@pytest.fixture(scope="module")
def word():
    return opened(a_plan_of_all_sorts())


def test_the_headings_are_headings_of_word(word):
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Ofsted action plan 2022")
    assert ("Heading 2", "Area 2: Plans for children") in headings


def test_a4_landscape_with_the_running_head_and_the_number_of_the_page(word):
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.header.paragraphs[0].text == "City of York Council: Ofsted action plan 2022, draft"
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_language_is_british_english_and_the_file_says_its_title(word):
    languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert word.core_properties.title == "Ofsted action plan 2022, City of York Council"
    assert word.core_properties.author == "City of York Council"
    assert word.core_properties.language == "en-GB"


def test_header_rows_repeat_and_rows_stay_whole(word):
    table = next(table for table in word.tables if table.cell(0, 0).text == "Ref")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_every_table_says_what_it_is(word):
    for table in word.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert properties.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_a_rating_has_shape_letter_word_and_colour(word):
    table = next(table for table in word.tables if table.cell(0, 0).text == "Ref")
    cell = table.cell(2, 6)
    assert cell.text == "◆ R Off track"
    assert cell._tc.find(f".//{qn('w:shd')}").get(qn("w:fill")) == "b3261e"


def test_nothing_in_a_plan_is_missing():
    long = " ".join(f"word{number}" for number in range(9000))
    item = an_item(action=long, progress=an_update(what_changed="<b>bold</b> & =1+1\nnext\tline"))
    word = opened(replace(a_plan(0), areas=(replace(an_area(1, 0), items=(item,)),)))
    assert " ".join(words_below(word, "Action, continued")) == long
    cell = next(table for table in word.tables if table.cell(0, 0).text == "Ref").cell(1, 5)
    assert "<b>bold</b> & =1+1\nnext\tline" in cell.text


def test_a_long_text_goes_on_below_its_row_in_the_whole_width():
    action = "We listen to children before each visit. " * 20
    word = opened(replace(a_plan(0), areas=(replace(an_area(1, 0), items=(an_item(action=action),)),)))
    row, below = next(table for table in word.tables if table.cell(0, 0).text == "Ref").rows[1:]
    assert row.cells[1].text.startswith("We listen")
    assert "each visit. continues below" in row.cells[1].text
    assert [cell.grid_span for cell in below._tr.tc_lst] == [1, 6]
    assert below.cells[0].text == "1.1"
    assert below.cells[1].text.startswith("Action, continued We listen")


def test_control_characters_do_not_break_the_file():
    assert "bell and form feed" in words_of(opened(a_plan(1, 1, introduction="bell\x07 and\x0c form feed\x00")))


def test_a_title_longer_than_a_property_holds_is_shortened_there_and_nowhere_else():
    title = "Improvement plan " * 20 + "to the end"
    word = opened(a_plan(1, 1, title=title))
    assert title in words_of(word)
    assert word.core_properties.title == f"{title[:254]}…"


def test_empty_areas_say_so(word):
    assert "No action yet." in words_of(word)


def test_the_same_content_gives_the_same_bytes():
    assert write_word(annex(a_plan())) == write_word(annex(a_plan()))


@pytest.mark.parametrize(
    ("head", "share"),
    [("↑ S Some improvement", 12), ("● G On track", 9), ("✓ B Complete - evidence awaited", 9), ("All", 9)],
)
def test_a_column_of_figures_has_room_for_the_longest_word_of_its_head(head, share):
    assert count_share(head) == share
