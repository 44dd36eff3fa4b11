"""A report on a phone: in one go, by keyboard, without scripts, twice; and the list that leads to it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actionplans.models import ActionItem
from tests.factories import MilestoneFactory, ProgressUpdateFactory, york_plan

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
SAID = "Eighteen of twenty audited records are good."


@pytest.fixture
def today():
    """The day it is."""
    return timezone.localdate()


@pytest.fixture
def item(york, action_owner, today):
    """The action owner's: three days overdue, with a milestone that is late."""
    plan = york_plan(york)
    plan.items.filter(reference="1.1").update(
        lead_person=action_owner, starts_on=today - timedelta(days=90), due_on=today - timedelta(days=3)
    )
    item = plan.items.get(reference="1.1")
    MilestoneFactory(item=item, name="Train the managers", due_on=today - timedelta(days=9))
    return item


@pytest.fixture
def phone(open_page, action_owner):
    """The action owner's phone: `phone("/my-actions/", java_script_enabled=False)`."""

    def phone(path, **options):
        page = open_page(action_owner, path, **options)
        page.set_viewport_size(PHONE)
        return page

    return phone


def form_of(item):
    return f"{item.get_absolute_url()}progress/"


def test_an_action_owner_reports_from_their_list_on_a_phone(item, phone, sweep_page):
    page = phone("/my-actions/")
    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()
    row = page.locator(".app-duty").first
    assert row.bounding_box()["height"] >= 44
    row.click(position={"x": 300, "y": 12})
    expect(page.get_by_role("heading", name="Report progress")).to_be_visible()
    page.get_by_label("What has changed?").fill(SAID)
    page.get_by_label("Train the managers").check()
    expect(page.get_by_role("radio", name="Off track")).to_be_checked()
    page.get_by_label("Why this rating?").fill("The second auditor came in October.")
    page.get_by_label("What comes next?").fill("The last two by Friday.")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_text("Your update on action 1.1 is saved.")).to_be_visible()
    assert urlsplit(page.url).path == "/my-actions/"
    update = item.updates.get()
    assert (update.what_changed, update.delivery_rating) == (SAID, "off_track")
    assert item.milestones.get().done_on == update.reported_on
    sweep_page(page)


def test_a_report_is_made_by_keyboard_alone(item, phone):
    page = phone(form_of(item))
    page.get_by_label("What has changed?").focus()
    page.keyboard.type(SAID)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("90")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Complete - evidence awaited")).to_be_checked()
    page.keyboard.press("ArrowUp")
    for text in ("The second auditor came late.", "The last two by Friday."):
        while page.evaluate("document.activeElement.tagName") != "TEXTAREA" or page.evaluate(
            "document.activeElement.value"
        ):
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    while page.evaluate("document.activeElement.textContent").strip() != "Save update":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/**#update-*")
    update = item.updates.get()
    assert (update.share_done, update.delivery_rating) == (90, "off_track")
    assert (update.reason, update.next_step) == ("The second auditor came late.", "The last two by Friday.")


def test_the_choice_follows_the_proposal_until_somebody_chooses(item, phone, today):
    ActionItem.objects.filter(pk=item.pk).update(due_on=today + timedelta(days=90))
    page = phone(form_of(item))
    expect(page.get_by_role("radio", name="At risk")).to_be_checked()
    page.get_by_label("Train the managers").check()
    expect(page.locator(".app-proposal")).to_contain_text("On track")
    expect(page.get_by_role("radio", name="On track")).to_be_checked()
    page.get_by_role("radio", name="Off track").check()
    page.get_by_label("Train the managers").uncheck()
    expect(page.locator(".app-proposal")).to_contain_text("At risk")
    expect(page.get_by_role("radio", name="Off track")).to_be_checked()


def test_without_javascript_a_refused_report_keeps_everything_and_the_evidence_opens(item, phone):
    page = phone(form_of(item), java_script_enabled=False)
    page.get_by_label("What has changed?").fill(SAID)
    page.get_by_text("Add evidence (optional)").click()
    page.get_by_label("Or the address of a page").fill("https://example.gov.uk/audit")
    page.get_by_role("button", name="Save update").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter what it shows")
    expect(page.get_by_label("What has changed?")).to_have_value(SAID)
    expect(page.get_by_label("Or the address of a page")).to_have_value("https://example.gov.uk/audit")
    assert not item.updates.exists()
    page.get_by_label("What it shows").fill("18 of 20 were good.")
    page.get_by_role("radio", name="Audit").check()
    its_date = page.get_by_role("group", name="Its own date")
    for part, value in (("Day", "1"), ("Month", "6"), ("Year", "2022")):
        its_date.get_by_label(part).fill(value)
    page.get_by_label("Why this rating?").fill("The second auditor came late.")
    page.get_by_label("What comes next?").fill("The last two by Friday.")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("heading", name="1 progress update")).to_be_visible()
    assert item.evidence.get().update == item.updates.get()


def test_a_button_pressed_twice_and_a_report_sent_again_add_one_update(item, phone):
    page = phone(form_of(item), java_script_enabled=False)
    page.get_by_label("What has changed?").fill(SAID)
    page.get_by_label("Why this rating?").fill("The second auditor came late.")
    page.get_by_label("What comes next?").fill("The last two by Friday.")
    page.get_by_role("button", name="Save update").dblclick()
    expect(page.get_by_role("heading", name="1 progress update")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("What has changed?")).to_have_value(SAID)
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("heading", name="1 progress update")).to_be_visible()
    assert item.updates.count() == 1


def test_the_form_with_every_error_and_the_page_of_the_action_are_clean(item, page_as, sweep_page):
    ProgressUpdateFactory.create_batch(7, item=item, proposed_rating="at_risk", reason="It is well.")
    ProgressUpdateFactory(item=item, corrects=item.updates.standing().first(), what_changed="Otherwise.")
    page = page_as("action_owner", form_of(item))
    page.get_by_label("What has changed?").fill("Bo (aged 7), born 03/05/2015.")
    page.get_by_role("radio", name="On track").check()
    page.get_by_role("button", name="Save update").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sweep_page(page)
    page.goto(item.get_absolute_url())
    page.get_by_text("All earlier updates").click()
    page.get_by_text("What it said before").click()
    sweep_page(page)
    page.goto(item.get_absolute_url())
    page.get_by_role("link", name="Correct this update").first.click()
    expect(page.get_by_role("heading", name="Correct an update")).to_be_visible()
    sweep_page(page)
