"""The Excel file: one row an action, text that is text, dates that are dates, and every word."""

import io
from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
import pytest

from actionplans.exports.build import annex
from actionplans.exports.excel import pages_across, write_excel
from tests.actionplans.snapshots import a_plan, a_plan_of_all_sorts, an_area, an_item, an_update


def opened(plan):
    return openpyxl.load_workbook(io.BytesIO(write_excel(annex(plan))))


def rows(sheet):
    """The rows under the header as header -> value."""
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def day(year, month, number):
    """A date as a spreadsheet gives it back."""
    return datetime.combine(date(year, month, number), time())


@pytest.fixture(scope="module")
def book():
    return opened(a_plan_of_all_sorts())


def test_the_sheets_begin_with_what_the_paper_is_about(book):
    assert book.sheetnames == ["About", "Actions", "Judgements", "Summary", "Key"]


def test_one_row_an_action_with_its_area_and_the_words_of_the_report(book):
    actions = rows(book["Actions"])
    assert [row["Reference"] for row in actions] == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", None, None]
    assert actions[0]["Area"] == "1"
    assert actions[0]["Words of the report"].startswith("The quality and regularity of management oversight")
    assert actions[0]["Resources"] == "Within the existing budget."
    assert actions[0]["Supporting partners"] == "Practice Improvement Team; Human Resources"


def test_dates_are_dates(book):
    action = rows(book["Actions"])[0]
    assert action["Due"] == day(2023, 3, 31)
    assert action["Original due date"] == day(2022, 12, 31)
    assert action["Progress reported on"] == day(2022, 10, 14)
    cell = next(cell for cell in book["Actions"][2] if cell.value == day(2023, 3, 31))
    assert cell.number_format == "d mmmm yyyy"


def test_an_area_without_actions_has_a_row_that_says_so(book):
    assert [row["Action"] for row in rows(book["Actions"])[-2:]] == [
        "No action is printed here: see action 1.3, printed under another area.",
        "No action yet.",
    ]


def test_a_rating_has_shape_letter_word_and_colour(book):
    cell = next(cell for cell in book["Actions"][3] if cell.value == "◆ R Off track")
    assert cell.fill.fgColor.rgb == "FFB3261E"
    assert cell.font.color.rgb == "FFFFFFFF"


def test_the_header_stays_in_view_and_is_printed_on_every_page(book):
    sheet = book["Actions"]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_the_actions_are_printed_on_a3_side_by_side_each_page_with_their_reference_and_action(book):
    sheet = book["Actions"]
    assert sheet.page_setup.paperSize == 8
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$B"
    assert (book["Judgements"].page_setup.paperSize, book["Judgements"].page_setup.fitToWidth) == (9, None)
    assert book["Judgements"].print_title_cols is None


@pytest.mark.parametrize(
    ("widths", "pages"),
    [([30, 110], 0), ([100, 125], 1), ([12, 34] + [25] * 9, 1), ([12, 34] + [25] * 19, 2), ([12, 34] + [25] * 26, 3)],
)
def test_as_many_pages_as_leave_letters_of_seven_points(widths, pages):
    assert pages_across(widths) == pages


def test_a_date_there_is_not_is_an_empty_date_and_no_words(book):
    heads = [cell.value for cell in book["Actions"][1]]
    row = next(row for row in book["Actions"].iter_rows(min_row=2) if row[0].value == "1.4")
    for name in ("Start", "Due", "Original due date", "Progress reported on"):
        cell = row[heads.index(name)]
        assert (cell.value, cell.number_format) == (None, "d mmmm yyyy")


def test_no_two_columns_have_one_name(book):
    heads = [cell.value for cell in book["Actions"][1]]
    assert len(set(heads)) == len(heads)
    assert {"Lead", "Area lead"} <= set(heads)


def test_the_summary_has_numbers_and_the_key_every_rating(book):
    assert rows(book["Summary"])[-1]["All"] == 6
    assert [row["Rating"] for row in rows(book["Key"])][1] == "● G On track"


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "007", "http://x.example"]
)
def test_what_looks_like_a_formula_a_number_or_a_link_is_text(typed):
    plan = replace(a_plan(0), areas=(replace(an_area(1, 0), items=(an_item(action=typed),)),))
    sheet = opened(plan)["Actions"]
    cell = sheet.cell(2, 2)
    assert cell.value == typed
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_a_text_longer_than_a_cell_goes_on_in_the_rows_below():
    long = " ".join(f"word{number}" for number in range(9000))
    item = an_item(action=long, progress=an_update(what_changed="x" * 40000))
    actions = rows(opened(replace(a_plan(0), areas=(replace(an_area(1, 0), items=(item,)),)))["Actions"])
    assert [row["Reference"] for row in actions] == ["1.1", "1.1 (continued)", "1.1 (continued)"]
    assert "".join(row["Action"] or "" for row in actions) == long
    assert "".join(row["Progress"] or "" for row in actions) == "x" * 40000
    assert all(len(row["Action"] or "") <= 32767 for row in actions)


def test_a_name_longer_than_a_cell_is_whole_on_the_summary_and_the_first_sheet_too():
    long = " ".join(f"word{number}" for number in range(9000))
    book = opened(replace(a_plan(0), areas=(an_area(1, 1, label=long), an_area(2, 1, label="x" * 40_000))))
    names = [row["Area for improvement"] for row in rows(book["Summary"])]
    assert "".join(names) == f"1. {long}2. {'x' * 40_000}All actions"
    assert [row["All"] for row in rows(book["Summary"])] == [1, None, None, 1, None, 2]
    said = "".join(value for row in book["About"].iter_rows(values_only=True) for value in row if value)
    assert f"Area 1: {long}" in said
    assert f"Area 2: {'x' * 40_000}" in said


def test_what_is_no_table_stands_on_the_first_sheet(book):
    said = [value for row in book["About"].iter_rows(values_only=True) for value in row if value]
    assert (
        "This plan answers the inspection of March 2022. It says what will change for children, who will do it and by "
        "when." in said
    )
    assert "Early help reaches families before their problems grow." in said


def test_a_long_title_does_not_stop_the_file():
    assert opened(a_plan(1, 1, title="A & B " * 60)).sheetnames[1] == "Actions"


def test_the_same_content_gives_the_same_bytes():
    assert write_excel(annex(a_plan())) == write_excel(annex(a_plan()))


def test_the_mark_of_an_embargo_is_printed_on_every_page_however_long_the_title_is():
    sheet = opened(a_plan(1, 1, embargo="Embargoed until 4 May 2022", title="Plan & promise " * 30))["Actions"]
    assert sheet.oddHeader.left.text.startswith("Embargoed until 4 May 2022. City of York Council: Plan")
    assert len(sheet.oddHeader.left.text) < 255
