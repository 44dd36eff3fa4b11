"""Due dates, milestones and changes of many actions in a real browser, with and without JavaScript."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actionplans.models import Stage
from tests.factories import MembershipFactory, MilestoneFactory, sent, york_plan

MOVE = "Move the due date of 1.1 from 31 December 2022 to 31 January 2023 (31 days later)"


@pytest.fixture
def plan(york, lead):
    """York's plan with two actions in each of its seven areas, sent on 11 August 2022."""
    return sent(york_plan(york, 2), by=lead)


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def scripts(request):
    """Everything here works without JavaScript too."""
    return request.param


@pytest.fixture
def sweep(scripts, sweep_page):
    """Looks for everything wrong with the page that is open; that needs JavaScript itself."""
    return sweep_page if scripts else lambda page: None


def fill_date(page, label, day, month, year):
    group = page.get_by_role("group", name=label)
    for name, text in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(name, exact=True).fill(text)


def test_a_date_is_asked_for_by_one_person_and_approved_by_another(page_as, plan, scripts, sweep):
    item = plan.items.get(reference="1.1")
    page = page_as("editor", item.get_absolute_url(), java_script_enabled=scripts)
    page.get_by_role("link", name="Ask to move the date").click()
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    sweep(page)
    fill_date(page, "New due date", "31", "1", "2023")
    page.get_by_label("Reason for the new due date").fill("The supplier delivers in January.")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_text("You have asked to move action 1.1 to 31 January 2023.")).to_be_visible()
    sweep(page)
    director = page_as("lead", reverse("council-home", args=["york"]), java_script_enabled=scripts)
    expect(director.get_by_text("1 due date to move")).to_be_visible()
    director.get_by_role("link", name="1 amendment of").click()
    director.get_by_role("link", name="Decide on amendment 1").click()
    expect(director.get_by_role("heading", name=MOVE)).to_be_visible()
    sweep(director)
    director.get_by_label("Approve").check()
    director.get_by_role("button", name="Save decision").click()
    page.goto(item.get_absolute_url())
    expect(page.get_by_text("Moved by Eddie Editor")).to_contain_text("approved by Lee Lead")
    item.refresh_from_db()
    assert (item.due_on, item.date_moves.get().days) == (date(2023, 1, 31), 31)


def test_several_actions_are_ticked_looked_at_and_changed(page_as, plan, action_owner, scripts, sweep):
    page = page_as("editor", reverse("action-list", args=["york", plan.pk]), java_script_enabled=scripts)
    page.get_by_label("Choose action 1.1").check()
    page.get_by_label("All 2 actions listed under area 2").check()
    sweep(page)
    page.get_by_role("button", name="Change those ticked").first.click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    page.get_by_label("Person").select_option(label="Ash Owner")
    fill_date(page, "Due date", "30", "11", "2022")
    page.get_by_label("Reason", exact=True).fill("The service was reorganised.")
    sweep(page)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_role("heading", name="3 actions would change")).to_be_visible()
    sweep(page)
    page.get_by_role("button", name="Change 3 actions").click()
    expect(page.get_by_role("heading", name="3 actions changed")).to_be_visible()
    sweep(page)
    assert {item.reference for item in plan.items.filter(lead_person=action_owner)} == {"1.1", "2.1", "2.2"}
    assert plan.amendments.waiting().count() == 3


def test_what_was_refused_is_tried_again(page_as, plan, scripts, sweep):
    items = [plan.items.get(reference=reference) for reference in ("2.1", "2.2")]
    MilestoneFactory(item=items[1], name="Tool agreed", due_on=date(2022, 12, 20))
    chosen = "&".join(f"item={item.pk}" for item in items)
    address = reverse("action-change-many", args=["york", plan.pk])
    page = page_as("editor", f"{address}?{chosen}", java_script_enabled=scripts)
    fill_date(page, "Due date", "30", "11", "2022")
    page.get_by_label("Reason", exact=True).fill("The service was reorganised.")
    page.get_by_role("button", name="See what would happen").click()
    page.get_by_role("button", name="Change 1 action").click()
    expect(page.get_by_role("heading", name="No action changed, 1 date asked for, 1 not")).to_be_visible()
    expect(page.get_by_role("row", name="2.2")).to_contain_text("The milestone “Tool agreed” is on 20 December 2022")
    sweep(page)
    page.get_by_role("button", name="Try the 1 not changed again").click()
    expect(page.get_by_label("Reason", exact=True)).to_have_value("The service was reorganised.")
    fill_date(page, "Due date", "20", "12", "2022")
    page.get_by_role("button", name="See what would happen").click()
    page.get_by_role("button", name="Change 1 action").click()
    expect(page.get_by_role("heading", name="No action changed, 1 date asked for")).to_be_visible()
    assert sorted(each.item.reference for each in plan.amendments.waiting()) == ["2.1", "2.2"]


def test_the_box_of_an_area_ticks_and_unticks_with_those_under_it(page_as, plan):
    page = page_as("editor", reverse("action-list", args=["york", plan.pk]))
    whole, one = page.get_by_label("All 2 actions listed under area 2"), page.get_by_label("Choose action 2.2")
    whole.check()
    expect(one).to_be_checked()
    one.uncheck()
    expect(whole).not_to_be_checked()


def test_a_milestone_is_added_and_reached_with_one_button(page_as, plan, action_owner, scripts, sweep):
    item = plan.items.get(reference="1.1")
    plan.items.filter(pk=item.pk).update(lead_person=action_owner)
    page = page_as("action_owner", item.get_absolute_url(), java_script_enabled=scripts)
    page.get_by_role("link", name="Add a milestone").click()
    page.get_by_label("Milestone").fill("Audit tool agreed")
    fill_date(page, "Milestone date", "30", "9", "2022")
    page.get_by_role("button", name="Add milestone").click()
    page.get_by_role("button", name="Reached today Audit tool agreed").click()
    expect(page.get_by_role("link", name="Open again Audit tool agreed")).to_be_visible()
    sweep(page)
    assert item.milestones.get().done_by == action_owner


def test_what_somebody_led_who_left_is_handed_over(page_as, york, plan, scripts, sweep):
    former = MembershipFactory(authority=york, user__name="Lea Former", ended_on=date(2022, 7, 31)).user
    plan.items.filter(reference__in=["1.1", "2.1"]).update(lead_person=former)
    page = page_as("editor", reverse("council-home", args=["york"]), java_script_enabled=scripts)
    page.get_by_role("link", name="hand over what Lea Former leads").click()
    page.get_by_label("Action 2.1").uncheck()
    page.get_by_label("To this person").select_option(label="Lee Lead")
    page.get_by_label("Reason").fill("She left the council.")
    sweep(page)
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", name="Lea Former leads 1 action")).to_be_visible()
    sweep(page)
    assert str(plan.items.get(reference="1.1").lead_person) == "Lee Lead"
    assert plan.stage == Stage.SUBMITTED
