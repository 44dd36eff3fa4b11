"""Inspections in a real browser: York's of 2022 recorded from nothing, with and without JavaScript, and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from inspections.models import Inspection
from tests.factories import YORK_AREAS, YORK_STRENGTHS, InspectionFactory, york_2022

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
NEEDS = "Requires improvement to be good"
ROWS = (
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care and care leavers",
    "Overall effectiveness",
)


def fill_date(page, label, day, month, year):
    group = page.get_by_role("group", name=label)
    for name, text in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(name).fill(text)
    group.get_by_label("Year").blur()


def choose_grades(page, grade):
    for row in ROWS:
        page.get_by_label(row, exact=True).select_option(grade)


@BOTH
def test_york_2022_is_recorded_from_nothing_and_its_deadline_explained(page_as, york, scripts, sweep_page):
    page = page_as("editor", "/york/inspections/", java_script_enabled=scripts)
    page.get_by_role("button", name="Record an inspection").click()
    page.get_by_label("Kind of inspection").select_option("ILACS standard inspection")
    fill_date(page, "First day on site", "7", "3", "2022")
    fill_date(page, "Last day on site", "18", "March", "2022")
    fill_date(page, "Report received", "4", "5", "2022")
    fill_date(page, "Report published", "4", "5", "2022")
    if not scripts:
        page.get_by_role("button", name="Show the judgements").click()
        expect(page.get_by_role("group", name="Last day on site").get_by_label("Month")).to_have_value("March")
    choose_grades(page, NEEDS)
    if scripts:
        sweep_page(page)
    page.get_by_role("button", name="Save the inspection").click()
    deadline = page.get_by_role("region", name="Action plan due")
    expect(deadline).to_contain_text("12 August 2022")
    expect(deadline).to_contain_text("70 working days after 4 May 2022, the day the report was received.")


@BOTH
def test_the_lists_of_york_2022_are_pasted_counted_and_saved(page_as, york, scripts, sweep_page):
    inspection = InspectionFactory(authority=york)
    page = page_as("editor", inspection.get_absolute_url(), java_script_enabled=scripts)
    page.get_by_role("button", name="Add areas and strengths").click()
    page.get_by_label("Areas for improvement", exact=True).fill("\n".join(f"• {text}" for text in YORK_AREAS))
    page.get_by_label("Strengths", exact=True).fill("\n\n".join(YORK_STRENGTHS))
    page.get_by_role("button", name="Check the lists").click()
    expect(page.get_by_role("heading", name="7 areas for improvement")).to_be_visible()
    expect(page.get_by_role("heading", name="9 strengths")).to_be_visible()
    if scripts:
        sweep_page(page)
    page.get_by_role("button", name="Save both lists").click()
    expect(page.get_by_text("Saved: 7 areas for improvement and 9 strengths.")).to_be_visible()
    expect(page.get_by_text(YORK_AREAS[6])).to_be_visible()
    if scripts:
        sweep_page(page)


def test_the_judgements_follow_the_first_day_as_it_is_typed(page_as, york):
    page = page_as("editor", "/york/inspections/add/")
    page.get_by_label("Kind of inspection").select_option("ILACS standard inspection")
    fill_date(page, "First day on site", "7", "3", "2022")
    page.get_by_label("Overall effectiveness", exact=True).select_option("Good")
    fill_date(page, "First day on site", "16", "1", "2023")
    expect(page.get_by_label("The experiences and progress of care leavers", exact=True)).to_be_visible()
    expect(page.get_by_label("Overall effectiveness", exact=True)).to_have_value("Good")
    fill_date(page, "First day on site", "27", "4", "2026")
    expect(page.get_by_text("Not given since April 2026")).to_be_visible()
    expect(page.get_by_label("Overall effectiveness", exact=True)).to_have_count(0)
    page.get_by_label("Kind of inspection").select_option("Focused visit")
    expect(page.get_by_text("An inspection of this kind gives no grades.")).to_be_visible()


def test_a_grade_chosen_while_new_rows_are_on_their_way_stays_chosen(page_as, york):
    page = page_as("editor", "/york/inspections/add/")
    page.get_by_label("Kind of inspection").select_option("ILACS standard inspection")
    fill_date(page, "First day on site", "7", "3", "2022")
    overall = page.get_by_label("Overall effectiveness", exact=True)
    expect(overall).to_be_visible()
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/judgement-rows/*", lambda route: route.continue_() if held else held.append(route))
    fill_date(page, "First day on site", "8", "3", "2022")
    overall.select_option("Good")
    with page.expect_response("**/judgement-rows/*"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(overall).to_have_value("Good")


@BOTH
def test_saving_too_early_asks_for_the_grades_and_the_link_lands_on_the_first(page_as, york, scripts):
    page = page_as("editor", "/york/inspections/add/", java_script_enabled=scripts)
    page.get_by_label("Kind of inspection").select_option("ILACS standard inspection")
    fill_date(page, "First day on site", "7", "3", "2022")
    fill_date(page, "Report published", "4", "5", "2022")
    page.get_by_role("button", name="Save the inspection").click()
    page.get_by_role("link", name=f"Choose the grade for “{ROWS[0]}”").click()
    expect(page.get_by_label(ROWS[0], exact=True)).to_be_focused()
    assert not Inspection.objects.exists()


@BOTH
def test_an_area_is_labelled_and_moved_by_buttons(page_as, york, scripts):
    inspection = york_2022(york)
    page = page_as("editor", inspection.get_absolute_url(), java_script_enabled=scripts)
    page.get_by_role("link", name="Edit area 2").click()
    page.get_by_label("Short label").fill("Assessments")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Move up area 2").click()
    expect(page.locator(".app-findings").first.get_by_role("heading").first).to_contain_text("Assessments")
    assert inspection.areas.first().short_label == "Assessments"


def test_the_whole_form_can_be_filled_by_keyboard(page_as, york):
    page = page_as("editor", "/york/inspections/add/")
    page.get_by_label("Kind of inspection").focus()
    for text in ("Focused visit", "17", "7", "2019"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Focused visit, July 2019")).to_be_visible()


@BOTH
def test_two_people_at_one_inspection_see_both_versions_and_decide(page_as, york, scripts, sweep_page):
    inspection = york_2022(york)
    lists = f"{inspection.get_absolute_url()}findings/"
    mine = page_as("editor", lists, java_script_enabled=scripts)
    theirs = page_as("lead", lists, java_script_enabled=scripts)
    theirs.get_by_label("Areas for improvement", exact=True).fill("\n".join([*YORK_AREAS, "Added by the director."]))
    theirs.get_by_role("button", name="Check the lists").click()
    theirs.get_by_role("button", name="Save both lists").click()
    mine.get_by_label("Strengths", exact=True).fill("\n".join([*YORK_STRENGTHS, "Added by the editor."]))
    mine.get_by_role("button", name="Check the lists").click()
    expect(mine.get_by_role("alert")).to_contain_text("while you were editing it")
    expect(mine.get_by_label("Areas for improvement", exact=True)).to_have_value(re.compile("Added by the director"))
    if scripts:
        sweep_page(mine)
    mine.get_by_role("button", name="Check the lists").click()
    mine.get_by_role("button", name="Save both lists").click()
    expect(mine.get_by_text("Saved: 8 areas for improvement and 10 strengths.")).to_be_visible()


def test_a_report_of_2026_names_its_judgement_in_one_of_two_ways(page_as, york, sweep_page):
    page = page_as("editor", "/york/inspections/add/")
    page.get_by_label("Kind of inspection").select_option("ILACS standard inspection")
    fill_date(page, "First day on site", "11", "5", "2026")
    name = page.get_by_label("How the report names this judgement")
    expect(name).to_have_value("The impact of leaders on social work practice with children and families")
    sweep_page(page)
    name.select_option("The impact of leaders on practice with children and families")
    for row in ROWS[:2]:
        page.get_by_label(row, exact=True).select_option("Good")
    page.get_by_label("The experiences and progress of children in care", exact=True).select_option("Good")
    page.get_by_label("The experiences and progress of care leavers", exact=True).select_option("Good")
    page.get_by_role("button", name="Save the inspection").click()
    judgements = page.get_by_role("table", name="Judgements")
    expect(judgements).to_contain_text("The impact of leaders on practice with children and families")
