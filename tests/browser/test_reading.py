"""Reading a plan in a real browser: by keyboard, on a phone, with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import ActionItemFactory, PlanFactory, ProgressUpdateFactory, york_plan

LONG = "Unaccompaniedasylumseekingchildren" * 4 + " and their advocates"


@pytest.fixture
def plan(york):
    """York's draft plan with two actions in each area: some overdue, one with the longest words, one reported on."""
    today = timezone.localdate()
    plan = york_plan(york, actions_per_area=2)
    plan.items.update(due_on=today + timedelta(days=60))
    plan.items.filter(reference__in=["1.1", "2.1"]).update(
        due_on=today - timedelta(days=4), starts_on=None, delivery_rating="at_risk"
    )
    plan.items.filter(reference="2.1").update(
        original_due_on=today - timedelta(days=40), action=LONG, lead_post=LONG[:150]
    )
    ProgressUpdateFactory(item=plan.items.get(reference="1.1"), what_changed=LONG)
    return plan


@pytest.fixture
def actions(plan):
    """The address of its actions."""
    return f"/york/plans/{plan.pk}/actions/"


def test_a_tile_of_the_overview_leads_to_the_actions_it_counts(plan, page_as):
    page = page_as("member", plan.get_absolute_url())
    page.get_by_role("link", name="Overdue").click()
    expect(page.get_by_role("heading", name="2 of 14 actions")).to_be_visible()
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)


def test_the_filter_swaps_the_rows_keeps_the_focus_and_is_in_the_address(plan, actions, page_as, console):
    plan.items.update(due_on=timezone.localdate() + timedelta(days=60))
    page = page_as("member", actions)
    page.evaluate("window.samePage = true")
    page.get_by_label("At risk").check()
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 of 14 actions")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)
    expect(page.get_by_role("button", name="Apply")).to_be_focused()
    assert page.evaluate("window.samePage") is True
    assert "rating=at_risk" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="2 of 14 actions")).to_be_visible()
    expect(page.get_by_label("At risk")).to_be_checked()
    page.get_by_role("link", name="Clear filters").click()
    expect(page.get_by_role("heading", name="14 actions", exact=True)).to_be_visible()
    expect(page.get_by_label("At risk")).not_to_be_checked()
    assert console == []


def test_going_back_shows_the_rows_of_that_address_again(actions, page_as):
    page = page_as("member", actions)
    page.get_by_label("Reference or words").fill("2.1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("of 14 actions")
    page.go_back()
    expect(page.get_by_role("heading", name="14 actions", exact=True)).to_be_visible()


def test_the_filter_works_without_javascript(actions, without_javascript):
    page = without_javascript("member", actions)
    page.get_by_label("Area for improvement").select_option("2")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="2 of 14 actions")).to_be_visible()
    assert "area=2" in page.url


@pytest.mark.parametrize("width", [1280, 320])
def test_a_mistake_in_the_filter_leads_to_its_control(actions, page_as, sweep_page, width):
    page = page_as("member")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(actions)
    if width == 320:
        page.locator("summary", has_text="Filter").click()
    page.get_by_role("group", name="Earliest due date").get_by_label("Day").fill("3")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name="The earliest due date must include a month and year").click()
    expect(page.get_by_role("group", name="Earliest due date").get_by_label("Month")).to_be_focused()
    sweep_page(page)


def test_where_the_list_needs_the_width_the_filter_is_folded_above_it(actions, page_as):
    page = page_as("member")
    page.set_viewport_size({"width": 1024, "height": 900})
    page.goto(actions)
    expect(page.get_by_label("Reference or words")).to_be_hidden()
    table, side = page.locator(".app-actions-table").bounding_box(), page.locator(".app-filter").bounding_box()
    assert side["y"] + side["height"] <= table["y"]
    assert table["width"] > 900


def test_on_a_phone_the_filter_is_folded_and_the_rating_comes_first(actions, page_as):
    page = page_as("member")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(actions)
    expect(page.get_by_label("Reference or words")).to_be_hidden()
    row = page.locator("tbody tr", has_text="2.1").first
    assert row.locator(".app-rating").first.bounding_box()["y"] < row.get_by_role("link").bounding_box()["y"]


def test_the_history_of_an_action_opens_by_keyboard(plan, editor, page_as, sweep_page):
    item = plan.items.get(reference="1.1")
    item.success_measure, item._history_user = "All audits are good.", editor
    item.save()
    page = page_as("member", item.get_absolute_url())
    page.locator("summary", has_text=re.compile(r"History: \d+ changes")).press("Enter")
    expect(page.get_by_role("cell", name="All audits are good.")).to_be_visible()
    sweep_page(page)


def test_ofsteds_words_stay_in_view_beside_a_long_action(plan, page_as):
    item = plan.items.get(reference="1.1")
    ProgressUpdateFactory.create_batch(20, item=item)
    page = page_as("member", item.get_absolute_url())
    page.get_by_role("heading", name="21 progress updates").scroll_into_view_if_needed()
    page.mouse.wheel(0, 2500)
    expect(page.locator(".app-ofsted-words")).to_be_in_viewport()


def test_an_action_is_deleted_and_brought_back_without_javascript(plan, without_javascript):
    item = plan.items.get(reference="3.1")
    page = without_javascript("editor", item.get_absolute_url())
    page.get_by_role("button", name="Delete action 3.1").click()
    page.goto(item.get_absolute_url())
    expect(page.get_by_text("This action was deleted on")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    page.goto(item.get_absolute_url())
    expect(page.get_by_role("button", name="Report progress")).to_be_visible()


def test_the_pages_hold_the_longest_words_and_every_state(plan, york, lead, editor, page_as, problems_of):
    today = timezone.localdate()
    closed = PlanFactory(authority=york, title=f"Closed {LONG[:120]}", stage="closed", closed_on=today)
    ActionItemFactory.create_batch(9, response=plan.responses.first(), starts_on=None, due_on=today - timedelta(days=9))
    deleted, longest = plan.items.get(reference="4.1"), plan.items.get(reference="2.1")
    deleted.delete_by(by=editor)
    page = page_as("lead")
    pages = {
        "home": york.get_absolute_url(),
        "plans": "/york/plans/",
        "overview": plan.get_absolute_url(),
        "closed": closed.get_absolute_url(),
        "actions": f"/york/plans/{plan.pk}/actions/",
        "one area": f"/york/plans/{plan.pk}/actions/?area=2",
        "nothing found": f"/york/plans/{plan.pk}/actions/?q=zebra",
        "longest": longest.get_absolute_url(),
        "deleted": deleted.get_absolute_url(),
    }
    problems = {}
    for name, address in pages.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        problems[name] = problems_of(page)
    assert {name: found for name, found in problems.items() if found} == {}
