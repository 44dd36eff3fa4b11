"""Loading readings from a file: the template, the look at every row, and what is loaded."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplans import actions
from actionplans.models import Reading
from ilacs.design.today import as_if_on
from tests.factories import MeasureFactory, MeasureTargetFactory, PlanFactory, ReadingFactory

TODAY = date(2022, 11, 1)
HEAD = "Measure number,Period ends,Value\n"
FILE = HEAD + "M1,30/9/2022,80\nM1,31/10/2022,n/a\nM1,31/8/2022,800\nM1,30/6/2022,76\nM1,31/7/2022,\n"


@pytest.fixture(autouse=True)
def _in_november():
    with as_if_on(TODAY):
        yield


@pytest.fixture
def measure(york):
    made = MeasureFactory(plan=PlanFactory(authority=york), name="Visits in time")
    MeasureTargetFactory(measure=made)
    ReadingFactory(measure=made, england=None)
    return made


@pytest.fixture
def address(measure):
    return reverse("readings-load", args=["york", measure.plan_id])


def _sent(browser, address, text, name="readings.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return browser.post(address, {"file": SimpleUploadedFile(name, content)})


def _text(answer):
    return " ".join(answer.content.decode().split())


def _go_on(browser, address, preview, what):
    return browser.post(address, {"looked_at": preview.context["form"]["looked_at"].value(), "what": what})


def _values(measure):
    return [(reading.ends_on.month, reading.value) for reading in measure.readings.all()]


def test_the_template_comes_as_csv_and_as_excel(measure, client_of, editor):
    browser = client_of(editor)
    found = {
        ending: browser.get(reverse("readings-template", args=["york", measure.plan_id, ending]))
        for ending in ("csv", "xlsx", "exe")
    }
    assert found["exe"].status_code == 404
    assert found["csv"]["Content-Disposition"] == 'attachment; filename="readings-2022-11-01.csv"'
    assert "M1,Visits in time,Per cent,31/07/2022,,,,," in found["csv"].content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(found["xlsx"].content)).active
    assert [cell.value for cell in sheet[2]][:3] == ["M1", "Visits in time", "Per cent"]


def test_every_row_is_shown_before_anything_is_saved(measure, address, client_of, editor):
    preview = _sent(client_of(editor), address, FILE)
    assert preview.status_code == 200
    page = _text(preview)
    for words in (
        "Nothing has been saved yet.",
        "1 row can be loaded",
        "1 row to check",
        "1 row cannot be loaded",
        "because the same reading is there already: row 5",
        "because there is no value: row 6",
        "<strong>Row 3:</strong> “n/a” is not a number. Enter a number such as 82.5, or leave the row out.",
        "800% is ten times the last value, 76%, or more. Is it right?",
        "Load only the 1 reading that needs no checking",
        "Load all 2 readings: I have checked what is asked, and it is right",
        "Load nothing",
    ):
        assert words in page
    assert measure.readings.count() == 1


@pytest.mark.parametrize(
    ("what", "loaded", "said"),
    [
        ("good", [(9, 80)], "1 reading has been loaded."),
        ("all", [(8, 800), (9, 80)], "2 readings have been loaded."),
        ("none", [], "Nothing has been loaded."),
    ],
)
def test_what_was_chosen_is_loaded_and_nothing_else(measure, address, client_of, editor, what, loaded, said):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    answer = _go_on(browser, address, preview, what)
    assert answer.url == reverse("measure-list", args=["york", measure.plan_id])
    assert _values(measure) == [(6, 76), *loaded]
    assert said in _text(browser.get(answer.url))


def test_a_doubtful_row_and_the_one_after_it_are_loaded_together(measure, address, client_of, editor):
    browser = client_of(editor)
    preview = _sent(browser, address, HEAD + "M1,31/7/2022,800\nM1,31/8/2022,80\n")
    assert _go_on(browser, address, preview, "all").status_code == 302
    assert _values(measure) == [(6, 76), (7, 800), (8, 80)]


def test_sent_twice_it_is_loaded_once(measure, address, client_of, editor):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    first, second = (_go_on(browser, address, preview, "all") for _ in range(2))
    assert first.url == second.url
    assert _values(measure) == [(6, 76), (8, 800), (9, 80)]
    later = _sent(browser, address, FILE)
    assert [row.number for row in later.context["checked"].stored] == [2, 4, 5]


def test_nobody_chooses_for_who_is_asked(measure, address, client_of, editor):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    answer = _go_on(browser, address, preview, "")
    assert answer.status_code == 422
    assert "Choose which readings to load" in _text(answer)
    assert "<strong>Row 3:</strong>" in _text(answer)
    assert _values(measure) == [(6, 76)]


def test_a_file_without_fault_is_ready_to_load(measure, address, client_of, editor):
    preview = _sent(client_of(editor), address, HEAD + "M1,30/9/2022,80\n")
    assert preview.context["form"]["what"].value() == "good"


def test_a_preview_that_was_tampered_with_or_is_anothers_is_refused(measure, address, client_of, editor, lead):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    signed = preview.context["form"]["looked_at"].value()
    elsewhere = reverse("readings-load", args=["york", PlanFactory(authority=measure.plan.authority).pk])
    for sender, to, text in (
        (browser, address, signed[:-3] + "abc"),
        (browser, address, "x"),
        (client_of(lead), address, signed),
        (browser, elsewhere, signed),
    ):
        answer = sender.post(to, {"looked_at": text, "what": "all"})
        assert answer.status_code == 422
        assert "This preview is no longer good. Choose the file again." in _text(answer)
    assert Reading.objects.count() == 1


def test_a_preview_is_good_for_a_day(measure, address, client_of, editor, monkeypatch):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    monkeypatch.setattr("actionplans.forms.readings.KEPT_FOR", -1)
    assert "no longer good" in _text(_go_on(browser, address, preview, "all"))


def test_when_somebody_read_meanwhile_the_rows_are_shown_again(measure, address, client_of, editor, lead):
    browser = client_of(editor)
    preview = _sent(browser, address, FILE)
    actions.add_reading(measure=measure, ends_on=date(2022, 8, 31), value=Decimal(79), by=lead, today=TODAY)
    answer = _go_on(browser, address, preview, "all")
    assert answer.status_code == 409
    assert "Somebody has added readings since you looked at the file" in _text(answer)
    assert "The period to 31 August 2022 was read before: 79%." in _text(answer)
    assert _values(measure) == [(6, 76), (8, 79)]
    assert _go_on(browser, address, answer, "good").status_code == 302
    assert _values(measure) == [(6, 76), (8, 79), (9, 80)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "Choose a CSV file or an Excel file (XLSX)"),
        (b"PK\x03\x04broken", "This Excel file cannot be opened"),
        (b"Measure,When,Percentage\nM1,30/9/2022,80\n", "The file has no columns “Period ends” and “Value”"),
        (b"a" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(address, client_of, editor, content, words):
    answer = _sent(client_of(editor), address, content, "readings.xlsx")
    assert answer.status_code == 422
    assert words in _text(answer)


def test_no_file_at_all_is_asked_for(address, client_of, editor):
    assert "Choose the file with the readings" in _text(client_of(editor).post(address))


def test_what_a_file_says_is_text_and_nothing_else(address, client_of, editor):
    page = _text(_sent(client_of(editor), address, HEAD + "M1,30/9/2022,<script>alert(1)</script>\n"))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_file_of_many_rows_is_shown_and_loaded_in_the_same_number_of_queries(york, client_of, editor, count_queries):
    measure = MeasureFactory(plan=PlanFactory(authority=york), unit="number")
    address, browser = reverse("readings-load", args=["york", measure.plan_id]), client_of(editor)

    def load(rows):
        preview = _sent(browser, address, HEAD + rows)
        assert _go_on(browser, address, preview, "all").status_code == 302

    load("M1,1/1/2001,80\n")
    before = count_queries(lambda: load("M1,2/1/2001,80\n"))
    many = "".join(f"M1,{day}/{month}/2002,8{day}\n" for month in (1, 2) for day in range(1, 29))
    assert count_queries(lambda: load(many)) == before
    assert measure.readings.count() == 2 + 56
