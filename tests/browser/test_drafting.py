"""Drafting in a real browser: with and without JavaScript, by keyboard, two people at once, a session that ends."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from actionplans.models import ActionItem
from tests.factories import PASSWORD, york_2022, york_plan

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])


@pytest.fixture
def plan(york):
    """York's draft plan with one action in each of its seven areas."""
    return york_plan(york)


def area_url(plan, number):
    return reverse("plan-draft-area", args=[plan.authority.slug, plan.pk, number])


def fill_date(page, label, day, month, year):
    group = page.get_by_role("group", name=label)
    for name, text in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(name).fill(text)


def card(page, reference):
    return page.locator("article", has_text=reference).first


@BOTH
def test_a_plan_is_started_and_its_first_action_drafted(page_as, york, scripts, sweep_page):
    york_2022(york)
    page = page_as("editor", "/york/plans/new/", java_script_enabled=scripts)
    page.get_by_role("button", name="Start the plan").click()
    expect(page.get_by_role("heading", name="The consistency of written records")).to_be_visible()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("Action", exact=True).fill("Agree one standard for records of decisions.")
    page.get_by_label("Lead officer").fill("Head of Service")
    fill_date(page, "Start", "1", "7", "2022")
    fill_date(page, "Due", "30 September 2022", "", "")
    page.get_by_label("Success measure").fill("95% of records meet the standard")
    page.get_by_role("button", name="Save action").click()
    expect(card(page, "1.1")).to_contain_text("30 September 2022")
    expect(page.get_by_role("heading", name="1 action")).to_be_visible()
    if scripts:
        sweep_page(page)


@BOTH
def test_an_action_is_edited_where_it_stands(page_as, plan, scripts):
    page = page_as("editor", area_url(plan, 1), java_script_enabled=scripts)
    page.get_by_role("link", name="Edit action 1.1").click()
    page.get_by_label("Action", exact=True).fill("Audit twenty records a month.")
    page.get_by_label("Success measure").fill("")
    page.get_by_role("button", name="Save action").click()
    expect(card(page, "Audit twenty records a month.")).to_contain_text("Still missing")
    expect(page).to_have_url(
        f"{page.url.split('#')[0].rstrip('/')}/" + ("" if scripts else f"#action-{plan.items.first().pk}")
    )


def test_cancelling_an_edit_in_place_brings_the_action_back(page_as, plan):
    page = page_as("editor", area_url(plan, 1))
    page.get_by_role("link", name="Edit action 1.1").click()
    page.get_by_label("Action", exact=True).fill("Never saved.")
    page.get_by_role("link", name="Cancel").click()
    expect(card(page, "Action 1.1.")).to_be_visible()


@BOTH
def test_the_second_of_two_editors_sees_both_texts_and_decides(page_as, plan, scripts, sweep_page):
    first = page_as("lead", area_url(plan, 1), java_script_enabled=scripts)
    second = page_as("editor", area_url(plan, 1), java_script_enabled=scripts)
    for page, text in ((first, "The director's words."), (second, "The editor's words.")):
        page.get_by_role("link", name="Edit action 1.1").click()
        page.get_by_label("Action", exact=True).fill(text)
    first.get_by_role("button", name="Save action").click()
    expect(card(first, "The director's words.")).to_be_visible()
    second.get_by_role("button", name="Save action").click()
    versions = second.get_by_role("table", name="Saved by Lee Lead beside Your version")
    expect(versions).to_contain_text("The director's words.")
    expect(versions).to_contain_text("The editor's words.")
    expect(second.get_by_label("Action", exact=True)).to_have_value("The editor's words.")
    if scripts:
        sweep_page(second)
    second.get_by_label("Action", exact=True).fill("The words of both.")
    second.get_by_role("button", name="Save my version").click()
    expect(card(second, "The words of both.")).to_be_visible()


@BOTH
def test_a_deleted_action_is_brought_back_with_one_button(page_as, plan, scripts, sweep_page):
    page = page_as("editor", area_url(plan, 1), java_script_enabled=scripts)
    page.get_by_role("button", name="Delete action 1.1").click()
    expect(page.get_by_text("Action 1.1 has been deleted.")).to_be_visible()
    if scripts:
        sweep_page(page)
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Action 1.1.")).to_be_visible()


@BOTH
def test_actions_are_ordered_copied_and_moved_by_buttons(page_as, plan, scripts):
    page = page_as("editor", area_url(plan, 1), java_script_enabled=scripts)
    page.get_by_role("link", name="Duplicate action 1.1").click()
    page.get_by_label("Action", exact=True).fill("The second action.")
    page.get_by_role("button", name="Save action").click()
    page.get_by_role("button", name="move action 1.2 up").click()
    expect(page.locator("article").first).to_contain_text("The second action.")
    page.get_by_role("link", name="Move action 1.2 to another area").click()
    page.get_by_label("3. The effectiveness of social work supervision").check()
    page.get_by_role("button", name="Move action").click()
    expect(page.get_by_role("heading", name="2 actions")).to_be_visible()
    expect(page.locator("article").last).to_contain_text("1.2")


@BOTH
def test_back_from_the_next_empty_form_brings_text_and_dates_again(page_as, plan, scripts):
    page = page_as("editor", reverse("action-add", args=["york", plan.pk, 2]), java_script_enabled=scripts)
    page.get_by_label("Action", exact=True).fill("Read every assessment twice.")
    fill_date(page, "Start", "1", "7", "2022")
    fill_date(page, "Due", "30", "9", "2022")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_label("Action", exact=True)).to_have_value("")
    page.go_back()
    expect(page.get_by_label("Action", exact=True)).to_have_value("Read every assessment twice.")
    boxes = page.get_by_role("group", name="Due")
    assert [boxes.get_by_label(part).input_value() for part in ("Day", "Month", "Year")] == ["30", "9", "2022"]
    page.get_by_role("button", name="Save action").click()
    expect(page.get_by_label("Add it all the same")).to_be_visible()


def test_an_action_is_added_with_the_keyboard_alone(page_as, plan):
    page = page_as("editor", reverse("action-add", args=["york", plan.pk, 2]))
    page.get_by_label("Action", exact=True).focus()
    for text in (
        "Train every manager.",
        "Principal Social Worker",
        None,
        "Police",
        "1",
        "7",
        "2022",
        "30",
        "9",
        "2022",
    ):
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.trim()") != "Save action":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card(page, "Train every manager.")).to_contain_text("30 September 2022")


@BOTH
def test_a_long_action_survives_an_expired_session(page_as, editor, plan, scripts):
    item = ActionItem.objects.get(reference="1.1")
    page = page_as("editor", reverse("action-edit", args=["york", plan.pk, item.pk]), java_script_enabled=scripts)
    page.get_by_label("Action", exact=True).fill("A long text, " * 200)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save action").click()
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your text is still here")).to_be_visible()
    expect(page.get_by_label("Action", exact=True)).to_have_value("A long text, " * 200)
    page.get_by_role("button", name="Save action").click()
    expect(card(page, "A long text, A long text")).to_be_visible()


def test_an_edit_in_place_survives_an_expired_session(page_as, editor, plan):
    page = page_as("editor", area_url(plan, 1))
    page.get_by_role("link", name="Edit action 1.1").click()
    page.get_by_label("Action", exact=True).fill("Typed in place.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save action").click()
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Action", exact=True)).to_have_value("Typed in place.")


def test_a_member_sees_no_way_to_change_anything(page_as, plan):
    page = page_as("member", reverse("plan-overview", args=["york", plan.pk]))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main form[method=post]").count() == 0
    lead = page_as("lead", page.url)
    for words in ("Draft actions", "Edit plan details"):
        assert page.get_by_text(words, exact=True).count() == 0
        assert lead.get_by_text(words, exact=True).count() == 1
