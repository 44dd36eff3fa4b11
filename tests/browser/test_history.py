"""The histories and the lists of a plan, as a scrutiny member opens them."""

import re

import pytest
from playwright.sync_api import expect

from tests.addresses import build_site
from tests.factories import DateMoveFactory, VoiceFactory


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


def test_every_part_of_the_history_is_a_page_that_fits_a_phone(site, page_as, problems_of):
    page = page_as("member")
    VoiceFactory(plan=site.plan)
    problems = {}
    for query in ("", "?of=measures", "?of=voices", "?of=meetings", "?of=rounds"):
        page.goto(site.address("plan-history") + query)
        problems[query] = problems_of(page)
    for name in ("council-history", "inspection-history", "action-list", "plan-overview", "plan-compare"):
        page.goto(site.address(name))
        problems[name] = problems_of(page)
    assert {name: found for name, found in problems.items() if found} == {}


def test_a_member_gets_from_a_figure_to_its_rows_and_from_a_row_to_who_moved_the_date(site, page_as):
    DateMoveFactory(item=site.item, reason="The supplier delivers late.")
    page = page_as("member")
    page.goto(site.address("plan-overview"))
    page.get_by_role("link", name="Due date moved").click()
    expect(page.get_by_role("row", name="1.1 Action 1.1.")).to_be_visible()
    expect(page.get_by_role("row", name="1.2 Action 1.2.")).to_be_hidden()
    page.get_by_role("link", name="Action 1.1.").click()
    page.get_by_text("History:").first.click()
    expect(page.get_by_text("The supplier delivers late.").first).to_be_visible()


def test_on_a_phone_the_pages_of_a_plan_are_behind_one_button(site, page_as):
    page = page_as("member")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site.address("plan-overview"))
    menu = page.get_by_role("navigation", name="This plan")
    expect(menu.get_by_role("link", name="Measures")).to_be_hidden()
    menu.get_by_text("Pages of this plan").click()
    menu.get_by_role("link", name="Measures").click()
    expect(page).to_have_url(re.compile(r"/measures/$"))
