"""Comparing two versions of a plan in a real browser: struck and inserted words, and a day that cannot be."""

from datetime import date

import pytest
from playwright.sync_api import expect

from actionplans.actions import save_version
from tests.browser.conftest import PHONE
from tests.factories import ActionItemFactory, york_plan

LONG = "Unaccompaniedasylumseekingchildren" * 4


@pytest.fixture
def plan(york, editor):
    """York's plan and its version 1; since then one action is reworded, rated and moved, one deleted, one added."""
    plan = york_plan(york)
    save_version(plan=plan, by=editor, reason="For the scrutiny committee")
    first, second, *_ = plan.items.order_by("response__number")
    first.action, first.due_on, first.delivery_rating = f"Action 1.1 about {LONG}.", date(2023, 1, 31), "off_track"
    first.save()
    second.delete_by(by=editor)
    ActionItemFactory(response=first.response, action="Visit every school.")
    return plan


@pytest.mark.parametrize("width", [1280, PHONE])
def test_what_changed_is_struck_and_inserted_and_fits(plan, page_as, console, width):
    page = page_as("member", f"{plan.get_absolute_url()}compare/")
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("link", name="Area 1:").click()
    expect(page.locator("ins").filter(has_text="about")).to_have_css("text-decoration-line", "underline")
    expect(page.get_by_text("31 days later")).to_be_visible()
    expect(page.get_by_role("heading", name="Action 2.1 removed")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert console == []


def test_a_day_before_the_plan_is_refused_beside_its_boxes(plan, page_as):
    page = page_as("member", f"{plan.get_absolute_url()}compare/")
    page.get_by_label("Compare", exact=True).select_option("day")
    page.get_by_role("group", name="Day to compare", exact=True).get_by_label("Day", exact=True).fill("2001-01-01")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("link", name="The record of this plan begins on").click()
    expect(page.locator("#id_from_day_year")).to_be_focused()
