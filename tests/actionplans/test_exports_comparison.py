"""The paper of a comparison: everything that differs, in every format, told without colour."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

import docx
import openpyxl

from actionplans.exports.build_comparison import comparison_paper
from actionplans.exports.document import Fate, Heading, ItemList, Paragraph, Table
from actionplans.exports.formats import FORMATS
from actionplans.exports.html import body_html, paper_html
from actionplans.exports.pdf import print_paper
from tests.actionplans.printed import heard, reopened, squeezed, text_of
from tests.actionplans.snapshots import (
    a_measure,
    a_milestone,
    a_move,
    a_piece,
    a_plan,
    a_reading,
    a_voice,
    an_area,
    an_item,
    an_update,
)
from tests.actionplans.test_changes import a_recommendation

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def then():
    """A plan of three areas, version 2."""
    plan = a_plan(areas=3, items=2, version="2", as_at=date(2022, 6, 20), recommendations=(a_recommendation(),))
    first = replace(plan.areas[0], items=(*plan.areas[0].items, an_item(1, 3), an_item(1, 4)))
    return replace(plan, areas=(first, *plan.areas[1:]))


def now():
    """The same plan after one change of each kind."""
    before = then()
    first, second, _third = before.areas
    one, two, three, _four = first.items
    one = replace(
        one,
        action=one.action.replace("every team manager", "each manager"),
        due_on=date(2023, 5, 1),
        delivery_rating="off_track",
        is_overdue=True,
        lead="Director",
    )
    two = replace(two, starts_on=None, progress=an_update(what_changed="All managers have been trained."))
    items = (one, replace(two, success_measure=f"{two.success_measure} All teams."), an_item(1, 5))
    areas = (
        replace(first, items=items, outcome="Children are heard & <seen>."),
        replace(second, items=(*second.items, three)),
        an_area(4, items=1),
    )
    return replace(
        before,
        areas=areas,
        version="",
        as_at=date(2022, 8, 11),
        stage="submitted",
        stage_words="Submitted",
        submitted_on=date(2022, 8, 11),
        monitoring_arrangements="",
        embargo="Embargoed until 12 August 2022",
        recommendations=(
            a_recommendation(answer="accepted", answer_words="Accepted", reason="It helps."),
            a_recommendation(2),
        ),
    )


@cache
def paper():
    return comparison_paper(then(), now())


def words_of(block):
    """Every text of the cells of a table."""
    return [part.text for row in block.rows for cell in row for part in cell if part]


def all_words():
    tables = [block for block in paper().plain_blocks() if isinstance(block, Table)]
    return [words for table in tables for words in words_of(table)]


def test_the_paper_says_what_is_compared_and_carries_the_mark_of_an_embargo():
    document = paper()
    lead, mark = (
        block.text
        for block in document.plain_blocks()
        if isinstance(block, Paragraph) and block.kind in ("lead", "note")
    )
    assert "Version 2 of 20 June 2022 compared with the plan as it stood on 11 August 2022" in lead
    assert mark == "Embargoed until 12 August 2022"
    assert document.running_head.startswith("Embargoed until 12 August 2022. City of York Council")
    assert document.file_stem == "york-action-plan-2022-changes-v2-to-2022-08-11"
    assert (document.as_at, document.is_draft) == (date(2022, 8, 11), False)


def test_an_older_embargo_is_on_the_paper_too_and_each_mark_once():
    marked = replace(then(), embargo="Embargoed until 12 August 2022")
    assert comparison_paper(marked, now()).running_head.count("Embargoed") == 1
    assert "Embargoed" in comparison_paper(marked, replace(now(), embargo="")).running_head
    assert comparison_paper(now(), then()).is_draft


def test_the_summary_counts_what_happened():
    (counts,) = (
        block.items for block in paper().plain_blocks() if isinstance(block, ItemList) and "often" in block.label
    )
    assert {"1 area added", "1 area removed", "1 action moved to another area", "1 date moved later"} <= set(counts)
    assert {"1 delivery rating worse", "1 action newly overdue", "1 recommendation answered"} <= set(counts)


def test_nothing_that_differs_is_missing():
    words = all_words()
    assert {"31 days later", "Worse", "Newly overdue", "Director", "Taken away", "New report"} <= set(words)
    removed = next(area for area in then().areas if area.number == 3)
    for item in (*removed.items, an_item(1, 4)):
        assert item.action in words
        assert item.success_measure in words
    headings = [block.text for block in paper().plain_blocks() if isinstance(block, Heading)]
    assert "Area 3: Return home interviews (removed)" in headings
    assert "Area 4: Private fostering (added)" in headings


def test_an_inspection_that_is_recorded_differently_has_a_table_of_its_own():
    before = then()
    (inspection,) = before.inspections
    other = replace(inspection, published_on=date(2022, 5, 6), strengths=(), judgements=inspection.judgements[1:])
    blocks = comparison_paper(before, replace(before, inspections=(other,))).plain_blocks()
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert table.caption == "ILACS short inspection that began on 7 March 2022, then and now"
    words = words_of(table)
    assert {"Report published", "2 days later", *inspection.strengths} <= set(words)
    assert f"{inspection.judgements[0].label}: {inspection.judgements[0].grade}" in words


def test_ratings_stand_as_marks_then_and_now():
    marks = [
        (row[2][0].rating.word, row[3][0].rating.word, row[4][0].text)
        for block in paper().plain_blocks()
        if isinstance(block, Table) and block.sheet == "Actions"
        for row in block.rows
        if row[2][0].rating
    ]
    assert marks == [("Not started", "Off track", "Worse")]


def test_what_stands_behind_promises_is_printed_in_every_format():
    item = an_item(due_on=date(2022, 12, 31))
    before = replace(a_plan(areas=0, measures=(a_measure(),), voices=(a_voice(did=""),)), areas=(an_area(items=0),))
    before = replace(before, areas=(replace(before.areas[0], items=(item,)),))
    later = replace(
        item,
        due_on=date(2023, 1, 31),
        impact_rating="some",
        moves=(a_move(),),
        milestones=(a_milestone(),),
        evidence=(a_piece(),),
    )
    after = replace(
        before,
        areas=(replace(before.areas[0], items=(later,)),),
        measures=(replace(a_measure(), readings=(a_reading(), a_reading(ends_on=date(2022, 9, 30)))), a_measure(2)),
        voices=(a_voice(),),
    )
    paper = comparison_paper(before, after)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(paper).content))
    word = docx.Document(io.BytesIO(FORMATS["docx"].make(paper).content))
    written = {
        "page": unescape(re.sub(r"<[^>]+>", " ", body_html(paper))),
        "word": " ".join("".join(node.text or "" for node in block.iter(WORDS)) for block in word.element.body),
        "sheets": " ".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell),
    }
    for words in (
        "The supplier delivers in January.",
        "approved by Ann Example",
        "Standard agreed, by 30 November 2022, not reached",
        "18 of 20 audited files were good.",
        "Some improvement",
        "Reading to 30 September 2022",
        "M2 Assessments completed in 45 working days",
        "A duty worker answers within a day.",
    ):
        for kind, text in written.items():
            assert squeezed(words) in squeezed(text), (kind, words)


def test_two_snapshots_that_do_not_differ_make_a_paper_that_says_so():
    assert "Nothing differs between the two." in body_html(comparison_paper(then(), then()))


def test_words_are_struck_and_inserted_on_the_page_and_said_to_who_cannot_see_it():
    html = body_html(paper())
    assert '<del><span class="said">[removed:&nbsp;</span>every team<' in html
    assert '<ins><span class="said">[added:&nbsp;</span>each<' in html
    assert "heard &amp; &lt;seen&gt;" in html


def test_the_pdf_says_removed_and_added_to_a_screen_reader():
    content = print_paper(paper_html(paper())).content
    said = squeezed(heard(reopened(content)))
    assert "[removed:everyteam]" in said
    assert "[added:each]" in said
    assert "31dayslater" in text_of(content)


def test_word_strikes_and_underlines_and_sets_brackets():
    content = FORMATS["docx"].make(paper()).content
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert re.search(r"<w:strike/></w:rPr><w:t xml:space=\"preserve\">\[-every team-\]", xml)
    assert re.search(r"<w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\">\{\+each\+\}", xml)
    assert docx.Document(io.BytesIO(content)).tables


def test_a_spreadsheet_has_the_words_in_brackets():
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(paper()).content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("[-every team" in cell and "{+each" in cell for cell in cells)


def test_every_changed_text_has_its_words_marked():
    fates = {
        run.fate
        for block in paper().plain_blocks()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for part in cell
        if part
        for run in part.marked
    }
    assert fates == set(Fate)
