"""Reading files with readings: CSV and Excel, tidy, untidy and hostile."""

import io
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.measures import sheets, template
from actionplans.measures.columns import table_of
from actionplans.measures.loading import Checked, check
from actionplans.measures.sheets import Unreadable, rows_of
from tests.actionplans.measured import a_measure, a_reading

TODAY = date(2022, 11, 1)
DAYS = a_measure(number=2, name="Days to a first visit", unit="days", polarity="lower", baseline=None, readings=())
MEASURES = (a_measure(), DAYS)
HEAD = "Measure number,Measure,Period ends,Value,England,Note\n"


def _check_bytes(content):
    return check(table_of(rows_of(content)), MEASURES, TODAY)


def _check(text):
    return _check_bytes(text.encode())


def _errors(text):
    return [f"Row {row.number}: {words}" for row in _check(text).wrong for words in row.errors]


def _workbook(*rows, formats=None):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    looks = {(row, col): book.add_format({"num_format": look}) for (row, col), look in (formats or {}).items()}
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell, looks.get((number, place)))
    book.close()
    return content.getvalue()


def test_a_tidy_file_gives_a_reading_for_each_row():
    checked = _check(HEAD + "M1,,30/9/2022,82.5%,83,Counted by hand\n2,,Sep 2022,12,,\n")
    first, second = checked.good
    assert first.reading.as_reading() == a_reading(
        date(2022, 9, 30), "82.5", england=83, note="Counted by hand", made_by=""
    )
    assert (second.number, second.reading.measure, second.reading.value) == (3, 2, 12)
    assert (checked.questioned, checked.wrong, checked.stored, checked.without_value) == ((), (), (), ())


def test_each_wrong_row_says_what_to_do():
    assert _errors(
        HEAD + "M1,,30/9/2022,n/a,,\n"
        "M1,,31/12/2022,80,,\n"
        "M7,,30/9/2022,80,,\n"
        "M1,Days to a first visit,30/9/2022,80,,\n"
        ",Days to a last visit,30/9/2022,80,,\n"
        "M2,,30/9/2022,12%,,\n"
        "M1,,31/9/2022,80,,\n"
        "M1,,,80,,\n"
        "M1,,30/9/2022,,82,\n"
        "M1,,soon,80,many,\n"
        f"M1,,30/9/2022,80,,{'n' * 501}\n"
        "M1,,30/9/1980,80,,\n"
    ) == [
        "Row 2: “n/a” is not a number. Enter a number such as 82.5, or leave the row out",
        "Row 3: 31 December 2022 is still to come. Enter the end of a period that is over",
        "Row 4: The plan has no measure “M7”. Enter its number, for example M3",
        (
            "Row 5: M1 is “Assessments completed in 45 working days” and not “Days to a first visit”. "
            "Mend the number or the name"
        ),
        "Row 6: The plan has no measure “Days to a last visit”. Enter its name as the plan has it",
        "Row 7: “12%” is a per cent, and this measure is not. Enter the number without %, or leave the row out",
        "Row 8: The end of the period must be a real date",
        "Row 9: The row has no end of the period. Enter it, for example 30/6/2026 or Jun 2026",
        "Row 10: The row has no value. Enter it, or leave the row out",
        "Row 11: The end of the period must include a month and year",
        "Row 11: “many” is not a number. Enter a number such as 82.5, or leave the row out",
        "Row 12: The note has 501 characters. Shorten it to 500",
        "Row 13: The period ended before 1990. Enter a later one",
    ]


def test_a_doubtful_row_is_questioned_and_one_already_there_is_left():
    checked = _check(HEAD + "M1,,30/9/2022,800,,\nM1,,30/6/2022,76,,\nM1,,31/3/2022,75,,\n")
    assert [row.questions for row in checked.questioned] == [
        (
            "800% is ten times the last value, 76%, or more. Is it right?",
            "The value is 800%, which is more than 100%. Is it right?",
        )
    ]
    assert [row.number for row in checked.stored] == [3]
    assert [row.number for row in checked.good] == [4]


def test_a_note_that_may_identify_a_child_is_asked_about():
    head = "Measure number,Period ends,Value,Note\n"
    [row] = _check(f"{head}M1,30/9/2022,80,NHS number 943 476 5919\n").rows
    assert "Is “943 476 5919” somebody’s NHS number?" in row.questions
    [row] = _check(f"{head}M1,30/9/2022,80,Counted by hand\n").rows
    assert not any("NHS" in words for words in row.questions)


def test_later_rows_are_held_against_earlier_ones_of_the_same_file():
    checked = _check(HEAD + "M2,,31/7/2022,12,,\nM2,,31/8/2022,120,,\nM2,,31/8/2022,13,,\n")
    assert [row.number for row in checked.good] == [2]
    assert [row.questions for row in checked.questioned] == [
        ("120 days is ten times the last value, 12 days, or more. Is it right?",)
    ]
    assert [row.errors for row in checked.wrong] == [
        ("Row 3 is of the same measure and period. Leave one of the two out",)
    ]


def test_a_doubtful_row_does_not_make_the_next_one_doubtful():
    checked = _check(HEAD + "M1,,31/7/2022,860,,\nM1,,31/8/2022,86,,\n")
    assert [row.number for row in checked.questioned] == [2]
    assert [row.number for row in checked.good] == [3]


def test_rows_without_a_value_are_left_out_and_named():
    assert _check(HEAD + "M1,,30/9/2022,,,\nM2,,30/9/2022,12,,\n").without_value == (2,)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (
            "Measure,Period ends,Percentage",
            (
                "The file has no column “Value”. Its headings are “Measure”, “Period ends” and “Percentage”. "
                "Name the columns as the template does"
            ),
        ),
        (
            "Thing,When",
            (
                "The file has no columns “Measure number”, “Period ends” and “Value”. Its headings are "
                "“Thing” and “When”. Name the columns as the template does"
            ),
        ),
        ("Measure,Date,Month,Value", "The file has two columns for “Period ends”. Leave one of them out"),
    ],
)
def test_wrong_columns_are_named(head, words):
    with pytest.raises(Unreadable) as refused:
        _check(f"{head}\nM1,30/9/2022,80,80\n")
    assert str(refused.value) == words


def test_headings_may_stand_under_a_title_and_have_other_names():
    checked = _check(
        "Performance report\n\nIndicator;Month;Actual;National;Colour\nDays to a first visit;Sep 2022;12;;red\n"
    )
    assert [row.reading.value for row in checked.good] == [12]
    assert checked.not_read == ("Colour",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_come_in_any_usual_encoding(encoding):
    content = (HEAD + "M1,,30/9/2022,80,,Café – checked\n").encode(encoding)
    assert _check_bytes(content).good[0].reading.note == "Café – checked"


def test_cells_of_excel_are_read_as_people_see_them():
    formats = {(1, 2): "dd/mm/yyyy", (1, 3): "0.0%", (2, 2): "mmm yyyy"}
    content = _workbook(
        ("Measure number", "Measure", "Period ends", "Value", "England"),
        ("M1", "", date(2022, 9, 30), 0.825, 83.4),
        ("M1", "", date(2022, 7, 1), 82, ""),
        (2, "", 44804, "1,234", ""),
        formats=formats,
    )
    checked = _check_bytes(content)
    found = [(row.reading.ends_on, row.reading.value, row.reading.england) for row in checked.good]
    assert found == [
        (date(2022, 9, 30), Decimal("82.5"), Decimal("83.4")),
        (date(2022, 7, 31), Decimal(82), None),
        (date(2022, 8, 31), Decimal(1234), None),
    ]


def test_a_formula_is_read_as_the_value_excel_gave_it_and_never_run():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, words in enumerate(("Measure number", "Period ends", "Value")):
        sheet.write(0, place, words)
    sheet.write_row(1, 0, ("M1", "30/9/2022"))
    sheet.write_formula(1, 2, "=40+40", None, 80)
    sheet.write_row(2, 0, ("M2", "30/9/2022"))
    sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    book.close()
    checked = _check_bytes(content.getvalue())
    assert [row.reading.value for row in checked.good] == [80]
    assert checked.wrong[0].errors == ("“#DIV/0!” is not a number. Enter a number such as 43, or leave the row out",)


@pytest.mark.parametrize("made", [template.as_csv, template.as_xlsx])
def test_the_template_holds_every_measure_and_the_period_that_is_read_next(made):
    risky = replace(DAYS, name="=HYPERLINK(1)")
    content = made((a_measure(), risky), TODAY)
    checked = check(table_of(rows_of(content)), (a_measure(), risky), TODAY)
    assert (checked.rows, checked.without_value) == ((), (2, 3))
    assert [row.cells[:4] for row in rows_of(content)[1:]] == [
        ("M1", "Assessments completed in 45 working days", "Per cent", rows_of(content)[1].cells[3]),
        ("M2", "=HYPERLINK(1)", "Per cent", rows_of(content)[2].cells[3]),
    ]
    assert [row.cells[3] in ("30/09/2022", "2022-09-30") for row in rows_of(content)[1:]] == [True, True]


def test_no_cell_of_a_template_is_a_formula():
    risky = replace(DAYS, name="=1+1")
    assert b"'=1+1" in template.as_csv((risky,), TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(template.as_xlsx((risky,), TODAY))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}


def test_a_template_filled_in_is_loaded_whole():
    book = openpyxl.load_workbook(io.BytesIO(template.as_xlsx(MEASURES, TODAY)))
    book.active["E2"], book.active["E3"] = 81, 14
    filled = io.BytesIO()
    book.save(filled)
    assert [row.reading.value for row in _check_bytes(filled.getvalue()).good] == [81, 14]


def _zip(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", sheets.EMPTY),
        (b" \n\n", sheets.EMPTY),
        (b"%PDF-1.7 whatever", sheets.WRONG_KIND),
        (b"\x89PNG\r\n\x1a\n\x00\x00", sheets.WRONG_KIND),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"old", sheets.OLD_EXCEL),
        (b"PK\x03\x04 and no more", sheets.BROKEN),
        (_zip(word="<document/>"), sheets.BROKEN),
        (_workbook(("a",))[:900], sheets.BROKEN),
        (b"a" * (sheets.LARGEST + 1), sheets.TOO_LARGE),
        (_zip(bomb=b"0" * (sheets.LARGEST_OTHER + 1)), sheets.TOO_MUCH),
        (b"a\n" * 5_002, sheets.TOO_MANY),
        (b"a\n" + b"\n" * 20_000 + b"b", sheets.TOO_DEEP),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_a_clear_message(content, words):
    with pytest.raises(Unreadable) as refused:
        rows_of(content)
    assert str(refused.value) == words


def _workbook_with(changed):
    """A small workbook, some of whose parts are others."""
    with zipfile.ZipFile(io.BytesIO(_workbook(("Measure", "Value"), ("M1", "80")))) as archive:
        return _zip(**{name: archive.read(name) for name in archive.namelist()} | changed)


SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
OTHER_SHEETS = {f"xl/worksheets/sheet{number}.xml": b" " * sheets.LARGEST_PART for number in range(2, 6)}


@pytest.mark.parametrize(
    "bomb",
    [
        {STRINGS: b"<sst>" + b"<si><t/></si>" * 3_000_000 + b"</sst>"},
        {SHEET: b"<worksheet><sheetData>" + b"<row/>" * 600_000 + b"</sheetData></worksheet>"},
        {STYLES: b"<styleSheet><cellXfs>" + b"<xf/>" * 200_000 + b"</cellXfs></styleSheet>"},
        {SHEET: b"<worksheet>" + b"<c/>" * sheets.MOST_TAGS},
        OTHER_SHEETS,
    ],
    ids=["texts", "rows", "looks", "many cells", "many parts"],
)
def test_a_workbook_that_unpacks_to_far_more_is_never_given_to_the_reader(bomb, monkeypatch):
    content, read = _workbook_with(bomb), []
    monkeypatch.setattr(sheets, "load_workbook", lambda *args, **kwargs: read.append(args))
    assert len(content) < 200_000
    with pytest.raises(Unreadable) as refused:
        rows_of(content)
    assert (str(refused.value), read) == (sheets.TOO_MUCH, [])


def test_a_part_is_unpacked_no_further_than_it_may_go_whatever_it_says_of_its_size():
    content = bytearray(_workbook_with({STRINGS: b" " * 40_000_000}))
    said, lie = (40_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert content.count(said) == 2
    for told, words in ((bytes(content), sheets.TOO_MUCH), (bytes(content.replace(said, lie)), sheets.BROKEN)):
        tracemalloc.start()
        try:
            with pytest.raises(Unreadable) as refused:
                rows_of(told)
            assert tracemalloc.get_traced_memory()[1] < 4 * sheets.LARGEST_PART
        finally:
            tracemalloc.stop()
        assert str(refused.value) == words


def test_a_picture_in_a_workbook_is_left_alone():
    picture = {"xl/media/image1.png": b"\x89PNG" + b"0" * sheets.LARGEST_OTHER}
    assert [row.cells[:2] for row in rows_of(_workbook_with(picture))] == [("Measure", "Value"), ("M1", "80")]


def test_a_sheet_of_five_thousand_rows_is_read():
    assert len(rows_of(b"a\n" * 5_001)) == 5_001


def test_entities_of_a_hostile_workbook_are_not_unfolded():
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{"&a" + (str(n - 1) if n else "") + ";"}{"&a;" * 9}">' for n in range(1, 9)
    )
    whole = io.BytesIO(_workbook(("Measure", "Period ends", "Value")))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.xml"] = (laughs + "]><sst><si><t>&a8;</t></si></sst>").encode()
    with pytest.raises(Unreadable):
        _check_bytes(_zip(**parts))


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_message(content):
    _read(content)


@given(st.binary(max_size=400))
def test_any_archive_gives_rows_or_a_message(content):
    _read(b"PK\x03\x04" + content)


@settings(max_examples=60)
@given(place=st.integers(0, 5_000), byte=st.integers(0, 255))
def test_a_workbook_with_one_byte_changed_gives_rows_or_a_message(place, byte):
    content = bytearray(WORKBOOK)
    content[place % len(content)] = byte
    _read(bytes(content))


CELL = st.one_of(
    st.text(max_size=20), st.sampled_from(["M1", "2", "30/9/2022", "Sep 2022", "82.5%", "1,234", "45000", "=1+1"])
)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=12))
def test_whatever_stands_in_the_cells_every_row_gets_one_answer(rows):
    sheet = [sheets.SheetRow(1, ("Measure number", "Period ends", "Value", "England"))]
    sheet += [sheets.SheetRow(number, cells) for number, cells in enumerate(rows, 2)]
    checked = check(table_of(sheet), MEASURES, TODAY)
    parts = (checked.good, checked.questioned, checked.wrong, checked.stored)
    assert sorted(row.number for part in parts for row in part) == [row.number for row in checked.rows]
    assert len(checked.rows) + len(checked.without_value) == len(rows)


def _read(content):
    """The answer to a file: rows or words."""
    try:
        found = _check_bytes(content)
    except Unreadable as refusal:
        found = str(refusal)
    assert isinstance(found, Checked) or found.endswith((".", "that", "readings", "does", "ones", "out", "(XLSX)"))


WORKBOOK = _workbook(("Measure number", "Period ends", "Value"), ("M1", "30/9/2022", 80))
