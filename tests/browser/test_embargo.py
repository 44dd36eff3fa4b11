"""An embargo in a real browser: a report is recorded, seen by whoever is named, and people are named and removed."""

import pytest
from playwright.sync_api import expect

from actionplans.actions import save_version
from tests.factories import NamedPersonFactory, embargoed, york_plan

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])


@BOTH
def test_people_are_named_and_removed_and_what_they_see_follows(page_as, york, lead, editor, member, scripts):
    inspection = embargoed(york_plan(york).inspections.get(), editor)
    reader = page_as("member", "/york/")
    expect(reader.get_by_role("main")).to_contain_text("Nothing has been recorded yet")
    page = page_as("editor", inspection.get_absolute_url(), java_script_enabled=scripts)
    page.get_by_role("link", name="See and change who they are").click()
    page.get_by_label("Mel Member, Reader").check()
    page.get_by_label("Lee Lead, Lead").check()
    page.get_by_role("button", name="Name these people").click()
    expect(page.get_by_role("main")).to_contain_text(
        "Lee Lead and Mel Member can now see this inspection and its plan."
    )
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text("Ofsted action plan 2022")
    expect(reader.get_by_role("main")).to_contain_text("Embargoed until Ofsted publishes the report")
    page.get_by_role("button", name="Remove Mel Member").click()
    expect(page.get_by_role("main")).to_contain_text("Mel Member can no longer see this inspection and its plan.")
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text("Nothing has been recorded yet")


def test_the_page_of_people_passes_axe_fits_a_phone_and_its_error_lands(
    page_as, york, lead, editor, member, sweep_page
):
    inspection = embargoed(york_plan(york).inspections.get(), editor)
    NamedPersonFactory(inspection=inspection, user=lead, named_by=editor)
    page = page_as("editor", inspection.get_absolute_url())
    sweep_page(page)
    page.goto(f"{inspection.get_absolute_url()}people/")
    sweep_page(page)
    page.get_by_role("button", name="Name these people").click()
    page.get_by_role("link", name="Choose at least one person").click()
    expect(page.get_by_label("Mel Member, Reader")).to_be_focused()
    sweep_page(page)
    page.get_by_role("button", name="Remove Lee Lead").click()
    expect(page.get_by_role("heading", name="No longer named")).to_be_visible()
    sweep_page(page)
    for address in ("/york/", "/york/inspections/", "/york/plans/"):
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("Embargoed until Ofsted publishes the report")
        sweep_page(page)


def test_a_version_stored_before_the_embargo_says_on_every_page_why_it_has_no_files(page_as, york, lead, sweep_page):
    plan = york_plan(york)
    inspection = plan.inspections.get()
    inspection.published_on = None
    inspection.save()
    version = save_version(plan=plan, by=lead, reason="For the leadership team")
    embargoed(inspection, lead)
    page = page_as("lead", version.get_absolute_url())
    address = version.get_absolute_url()
    for each in (address, f"{address}page/", f"{address}docx", f"/york/plans/{plan.pk}/compare/?from=1&to=today"):
        page.goto(each)
        expect(page.get_by_role("main")).to_contain_text("Embargoed until Ofsted publishes the report")
        sweep_page(page)
    page.goto(f"{address}docx")
    page.get_by_role("link", name="read this version as a page").click()
    expect(page.get_by_role("navigation", name="This paper")).to_contain_text("so it does not carry the mark")
    page.get_by_role("link", name="Save a new version").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Save a version")
