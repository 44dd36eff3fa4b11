"""A whole reporting round in a real browser: opened, answered, returned, answered again, accepted, closed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from actionplans import actions
from actionplans.answer_days import proposed_answer_day
from actionplans.models import DeliveryRating
from ilacs.design.today import today
from ilacs.design.wording import date_in_words
from inspections.models import current_calendar
from tests.factories import BodyFactory, MeetingFactory, sent, york_plan

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
MONDAY = 0


@pytest.fixture
def plan(york, lead, action_owner):
    """York's plan, sent on 11 August 2022; the action owner leads 1.1, and 2.1 belongs to a post alone."""
    plan = sent(york_plan(york), by=lead)
    plan.items.filter(reference="1.1").update(lead_person=action_owner)
    return plan


@pytest.fixture
def meeting(plan):
    """A Monday about eight weeks ahead."""
    ahead = today() + timedelta(weeks=8)
    held_on = ahead - timedelta(days=ahead.weekday() - MONDAY)
    return MeetingFactory(plan=plan, held_on=held_on, body=BodyFactory(authority=plan.authority, name="Scrutiny"))


def rounds_url(plan):
    return reverse("round-list", args=[plan.authority.slug, plan.pk])


def report(plan, person, words):
    """The owner's report; that the form works on a phone is tested with the form."""
    late = {"delivery": DeliveryRating.OFF_TRACK, "reason": "Late.", "next_step": "Go on."}
    done = actions.Report(on=today(), what_changed=words, **late)
    actions.report_progress(item=plan.items.get(reference="1.1"), by=person, report=done, today=today())


def opens(page):
    """The editor sees who will be asked and who would be forgotten, and asks them now."""
    page.get_by_role("button", name="Open a round").click()
    expect(page.get_by_text("1 person will be asked, each in one e-mail")).to_be_visible()
    expect(page.get_by_role("row", name="2.1")).to_contain_text("Only a post leads it: Head of Service")
    page.get_by_label("Message to the owners").fill("Please be brief.")
    page.get_by_label("Ask them by e-mail now").check()
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_text("Round 1 is open.")).to_be_visible()
    expect(page.get_by_text("1 person has been asked by e-mail.")).to_be_visible()
    expect(page.get_by_text("0 of 7 answered")).to_be_visible()


def returns(page):
    """Without a note it is not returned, and nothing typed is lost; with one it is."""
    page.get_by_text("Return with a note").click()
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("link", name="Enter what is missing")).to_be_visible()
    page.get_by_label("What is missing?").fill("How many audits?")
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_text("The report on 1.1 has been returned.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 report returned, not answered again")).to_be_visible()


def closes(page):
    """What will be in the version is said before it is made."""
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("1 of 7 actions answered")).to_be_visible()
    expect(page.get_by_role("heading", name="6 actions will stand as silent")).to_be_visible()
    page.get_by_role("button", name="Close the round and make the version").click()
    expect(page.get_by_role("heading", name="Version 2", exact=True)).to_be_visible()


def stays_readable(page, plan, meeting):
    """The version tells of the round, and the closed round of what was said in it."""
    words = f"Reporting round 1 for Scrutiny, {date_in_words(meeting.held_on)}: 1 of 7 actions answered"
    expect(page.get_by_text(words)).to_be_visible()
    page.goto(f"{rounds_url(plan)}1/")
    expect(page.get_by_text("This page shows what was said until then.")).to_be_visible()
    expect(page.get_by_text("Eighteen audits are done.")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


@BOTH
@pytest.mark.parametrize("width", [1280, 360])
def test_a_whole_round(page_as, plan, meeting, action_owner, scripts, width, sweep_page):
    page = page_as("editor", rounds_url(plan), java_script_enabled=scripts)
    page.set_viewport_size({"width": width, "height": 900})
    opens(page)
    assert [message.to for message in mail.outbox] == [[action_owner.email]]
    report(plan, action_owner, "Audits are done.")
    page.reload()
    expect(page.get_by_text("1 of 7 answered", exact=True)).to_be_visible()
    if scripts:
        sweep_page(page)
        page.set_viewport_size({"width": width, "height": 900})
    returns(page)
    report(plan, action_owner, "Eighteen audits are done.")
    page.reload()
    expect(page.get_by_text("Returned before by Eddie Editor: How many audits?")).to_be_visible()
    page.get_by_role("button", name="Accept the report on 1.1").click()
    expect(page.get_by_role("heading", name="1 report accepted")).to_be_visible()
    closes(page)
    meeting.refresh_from_db()
    assert meeting.version.number == 2
    stays_readable(page, plan, meeting)
    if scripts:
        sweep_page(page)


def test_what_came_in_meanwhile_is_shown_before_the_round_is_closed(page_as, plan, meeting, action_owner, editor):
    due = proposed_day(meeting)
    actions.open_round(plan=plan, meeting=meeting, answers_due_on=due, message="", by=editor, on=today())
    page = page_as("editor", f"{rounds_url(plan)}1/close/")
    expect(page.get_by_text("0 of 7 actions answered")).to_be_visible()
    report(plan, action_owner, "Audits are done.")
    page.get_by_role("button", name="Close the round and make the version").click()
    expect(page.get_by_text("Something came in since you opened this page.").first).to_be_visible()
    expect(page.get_by_text("1 of 7 actions answered")).to_be_visible()
    page.get_by_role("button", name="Close the round and make the version").click()
    expect(page.get_by_role("heading", name="Version 2", exact=True)).to_be_visible()


def proposed_day(meeting):
    """The day the program proposes."""
    return proposed_answer_day(meeting, on=today(), calendar=current_calendar())


def test_a_member_reads_a_round_and_finds_nothing_to_press(page_as, plan, meeting, action_owner, editor, sweep_page):
    actions.open_round(
        plan=plan, meeting=meeting, answers_due_on=proposed_day(meeting), message="", by=editor, on=today()
    )
    report(plan, action_owner, "Audits are done.")
    page = page_as("member", f"{rounds_url(plan)}1/")
    expect(page.get_by_text("Audits are done.")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    sweep_page(page)
    page.goto(rounds_url(plan))
    expect(page.get_by_role("row", name="Round 1")).to_contain_text("1 of 7")
    sweep_page(page)
