"""Measures in a real browser: one is added, readings come from Excel and CSV with errors, and are mended."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import MeasureFactory, MeasureTargetFactory, ReadingFactory, sent, york_plan

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])


@pytest.fixture
def plan(york, lead):
    """York's plan, sent on 11 August 2022."""
    return sent(york_plan(york), by=lead)


@pytest.fixture
def measure(plan):
    """A measure read three times, with targets and England beside it."""
    made = MeasureFactory(plan=plan, name="Visits in time", frequency="quarterly")
    made.responses.add(plan.responses.first())
    MeasureTargetFactory(measure=made)
    for ends_on, value in ((date(2022, 6, 30), 76), (date(2022, 9, 30), 79), (date(2022, 12, 31), 83)):
        ReadingFactory(measure=made, ends_on=ends_on, value=value, neighbours=80)
    return made


def list_url(plan):
    return reverse("measure-list", args=[plan.authority.slug, plan.pk])


def type_date(page, group, day, month, year):
    boxes = page.get_by_role("group", name=group)
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(label).fill(text)


@BOTH
def test_a_measure_is_added_given_a_target_and_read(page_as, plan, scripts, sweep_page):
    page = page_as("editor", list_url(plan), java_script_enabled=scripts)
    page.get_by_role("button", name="Add a measure").click()
    page.get_by_label("Name", exact=True).fill("Health checks in time")
    page.get_by_label("Baseline", exact=True).fill("600")
    page.get_by_role("button", name="Add the measure").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Health checks in time")
    page.get_by_label("Yes, it is right").check()
    if scripts:
        sweep_page(page)
    page.get_by_label("Baseline", exact=True).fill("60%")
    page.get_by_role("button", name="Add the measure").click()
    type_date(page, "Target 1: by the end of", "31", "12", "2027")
    page.get_by_label("Target 1: value").fill("85")
    page.get_by_role("button", name="Save the targets").click()
    page.get_by_role("button", name="Add a reading").click()
    type_date(page, "Period ended on", "30", "6", "2026")
    page.get_by_label("Value", exact=True).fill("76")
    page.get_by_role("button", name="Add the reading").click()
    expect(
        page.get_by_text("76% is 9 percentage points below the target of 85% by 31 December 2027.").last
    ).to_be_visible()
    if scripts:
        sweep_page(page)


def workbook(*rows):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((("Measure number", "Period ends", "Value", "England"), *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def choose(page, name, content):
    kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
    page.get_by_label("File with readings").set_input_files([{"name": name, "mimeType": kind, "buffer": content}])
    page.get_by_role("button", name="Look at the file").click()


@BOTH
def test_readings_come_from_excel_and_csv_with_errors_that_are_mended(page_as, measure, scripts, sweep_page):
    page = page_as("editor", list_url(measure.plan), java_script_enabled=scripts)
    page.get_by_role("button", name="Load readings from a file").click()
    choose(page, "readings.pdf", b"%PDF-1.7")
    expect(page.get_by_role("link", name="Choose a CSV file or an Excel file (XLSX)")).to_be_visible()
    if scripts:
        sweep_page(page)
    rows = (("M1", "31/3/2023", "n/a", ""), ("M1", "30/6/2023", 860, 84), ("M1", "30/9/2023", 86, 84))
    choose(page, "readings.xlsx", workbook(*rows))
    expect(
        page.get_by_text("Row 2: “n/a” is not a number. Enter a number such as 82.5, or leave the row out.")
    ).to_be_visible()
    expect(page.get_by_text("860% is ten times the last value, 83%, or more.")).to_be_visible()
    if scripts:
        sweep_page(page)
    page.get_by_label("Load only the 1 reading that needs no checking").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("1 reading has been loaded.")).to_be_visible()
    page.get_by_role("button", name="Load readings from a file").click()
    choose(page, "readings.csv", b"Measure number,Period ends,Value\nM1,Mar 2023,84.5%\nM1,2023-06-30,85\n")
    expect(page.get_by_text("2 rows can be loaded")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("2 readings have been loaded.")).to_be_visible()
    expect(page.get_by_role("row", name="M1 Visits in time")).to_contain_text("86%")
    assert [int(each.value) for each in measure.readings.all()] == [76, 79, 83, 84, 85, 86]
    if scripts:
        sweep_page(page)


def test_the_template_that_is_downloaded_can_be_filled_in_and_loaded(page_as, measure):
    page = page_as("editor", reverse("readings-load", args=[measure.plan.authority.slug, measure.plan_id]))
    with page.expect_download() as download:
        page.get_by_role("link", name="Template for Excel (XLSX)").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    book.active["E2"] = 85
    filled = io.BytesIO()
    book.save(filled)
    choose(page, "readings.xlsx", filled.getvalue())
    expect(page.get_by_text("1 row can be loaded")).to_be_visible()


def test_a_phone_draws_its_own_trend_with_a_key_and_a_screen_the_wide_one(page_as, measure):
    page = page_as("member", measure.get_absolute_url())
    wide, narrow = page.locator(".app-trend--wide"), page.locator(".app-trend--narrow")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(wide).to_be_hidden()
    expect(narrow).to_be_visible()
    expect(page.locator(".app-trend-key__row")).to_have_count(4)
    expect(page.get_by_role("img")).to_have_accessible_name(
        "Visits in time, 30 June 2022 to 31 December 2022. 83% is 2 percentage points below the target of 85% by "
        "31 December 2022. The table has every value."
    )
