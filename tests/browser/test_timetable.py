"""Planning backwards in a browser: from no meeting at all to an answered late paper, also on a phone and unscripted."""

from datetime import date

from playwright.sync_api import expect

from tests.factories import BodyFactory, MeetingFactory, OwnDeadlineFactory, york_plan


def type_day(page, name, day):
    for part in ("day", "month", "year"):
        page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def test_a_council_without_bodies_plans_its_first_meeting(york, without_javascript):
    plan = york_plan(york)
    page = without_javascript("editor", f"/york/plans/{plan.pk}/timetable/")
    page.click("text=Add a meeting")
    page.click("text=Add the usual five")
    page.check('label:has-text("Scrutiny committee")')
    type_day(page, "held_on", date(2099, 6, 30))
    page.check('label:has-text("Scrutinise")')
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("has been added")
    page.click("table >> text=Scrutiny committee: scrutinise")
    expect(page.locator("h1")).to_have_text("Scrutiny committee, 30 June 2099")


def test_a_late_timetable_passes_every_check(york, page_as, problems_of, settings):
    settings.TODAY = date(2022, 6, 24)
    plan = york_plan(york)
    executive = BodyFactory(authority=york, name="Executive", kind="executive")
    OwnDeadlineFactory(body=executive)
    MeetingFactory(plan=plan)
    MeetingFactory(plan=plan, body=executive, held_on=date(2022, 8, 25), purpose="decide", is_key_decision=True)
    MeetingFactory(plan=plan, held_on=date(2022, 7, 7), cancelled_on=date(2022, 6, 1), cancelled_reason="Election")
    page = page_as("editor", f"/york/plans/{plan.pk}/timetable/")
    expect(page.locator(".app-late__heading")).to_have_text("2 things are too late")
    expect(page.locator(".app-days--lying")).to_be_visible()
    expect(page.locator(".app-days--standing")).to_be_hidden()
    assert problems_of(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    expect(page.locator(".app-days--standing")).to_be_visible()
    expect(page.locator(".app-days--lying")).to_be_hidden()


def test_recording_what_was_decided_answers_a_late_paper(york, page_as, settings):
    settings.TODAY = date(2022, 6, 24)
    meeting = MeetingFactory(plan=york_plan(york))
    page = page_as("editor", f"{meeting.get_absolute_url()}edit/")
    page.check("text=The chair takes the item as urgent")
    page.fill("[name=remedy_reason]", "The chair agreed on 23 June.")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("Answered")
    expect(page.locator(".app-days-row--too_late")).to_have_count(0)


def test_a_calendar_address_is_shown_once(page_as, problems_of):
    page = page_as("member", "/calendar/")
    page.click("text=Make an address")
    assert page.locator("#address").input_value().endswith(".ics")
    assert problems_of(page) == []
    page.goto("/calendar/")
    expect(page.locator("#address")).to_have_count(0)
