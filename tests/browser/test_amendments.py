"""Changing a plan that was sent, in a real browser: one person proposes, another approves, everybody sees it."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import AmendmentFactory, sent, york_plan

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])


@pytest.fixture
def plan(york, lead):
    """York's plan with one action in each of its seven areas, sent on 11 August 2022."""
    return sent(york_plan(york), by=lead)


def area_url(plan, number):
    return reverse("plan-draft-area", args=[plan.authority.slug, plan.pk, number])


def propose(page):
    """The editor rewords the first action, forgets the reason and is asked for it."""
    page.get_by_role("link", name="Edit action 1.1").click()
    expect(page.get_by_text("This plan was sent on 11 August 2022, so its text is locked.")).to_be_visible()
    page.get_by_label("Action", exact=True).fill("Audit twenty records a month.")
    page.get_by_role("button", name="Propose the change").click()
    expect(page.get_by_role("link", name="Enter the reason for the change")).to_be_visible()
    page.get_by_label("Reason for the change").fill("The board asked for it.")
    page.get_by_role("button", name="Propose the change").click()


def approve(page):
    """The director finds what waits, reads both texts and approves."""
    page.get_by_role("link", name="1 amendment waits for a second person").click()
    page.get_by_role("link", name="Amendment 1: Change action 1.1").click()
    expect(page.locator("del")).to_contain_text("Action 1.1")
    expect(page.locator("ins")).to_contain_text("Audit twenty records a month")
    page.get_by_label("Approve: the plan changes at once").check()
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Amendment 1 has been approved.")).to_be_visible()


@BOTH
def test_a_change_is_proposed_by_an_editor_and_approved_by_the_lead(page_as, plan, scripts, sweep_page):
    page = page_as("editor", area_url(plan, 1), java_script_enabled=scripts)
    propose(page)
    card = page.locator("article").first
    expect(card).to_contain_text("It waits for a second person to approve it")
    card.locator("summary", has_text="1 change waits for approval").click()
    expect(card.get_by_role("button", name="Withdraw amendment 1")).to_be_visible()
    if scripts:
        sweep_page(page)
    director = page_as("lead", plan.get_absolute_url(), java_script_enabled=scripts)
    approve(director)
    if scripts:
        sweep_page(director)
    page.goto(area_url(plan, 1))
    expect(card).to_contain_text("Audit twenty records a month.")
    expect(card).to_contain_text("Changed since it was sent")


def test_every_page_of_a_sent_plan_passes(page_as, plan, lead, problems_of):
    item, deleted = plan.items.get(reference="1.1"), plan.items.get(reference="2.1")
    deleted.delete_by(by=lead, approved="Before the test.")
    AmendmentFactory(
        plan=plan,
        item=item,
        before={"action": item.action, "due_on": "2022-12-31"},
        after={"action": "Audit more.", "due_on": date(2023, 3, 31).isoformat()},
    )
    AmendmentFactory(
        plan=plan,
        item=None,
        response=item.response,
        kind="add_action",
        before={},
        after={"action": "Train every chair."},
    )
    place = [plan.authority.slug, plan.pk]
    paths = [
        plan.get_absolute_url(),
        item.get_absolute_url(),
        deleted.get_absolute_url(),
        area_url(plan, 1),
        area_url(plan, 2),
        *(reverse(name, args=place) for name in ("plan-edit", "amendment-list", "action-list")),
        *(reverse(name, args=[*place, 1]) for name in ("response-edit", "action-add")),
        *(reverse(name, args=[*place, item.pk]) for name in ("action-edit", "action-move", "action-propose")),
        *(amendment.get_absolute_url() for amendment in plan.amendments.all()),
    ]
    page = page_as("administrator")
    problems = {}
    for path in paths:
        page.goto(path)
        problems[path] = problems_of(page)
    assert {path: found for path, found in problems.items() if found} == {}
