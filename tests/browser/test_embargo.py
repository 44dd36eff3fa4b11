"""An embargo in a real browser: a report is recorded, seen by whoever is named, and people are named and removed."""

import pytest
from playwright.sync_api import expect

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
