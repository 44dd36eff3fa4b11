"""What people said on a phone without JavaScript, the question about a child, and the glossary, in a browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from actionplans.models import Voice
from tests.factories import GlossaryTermFactory, VoiceFactory, york_plan

PHONE = {"width": 360, "height": 780}


def type_day(page, name, day):
    for part in ("day", "month", "year"):
        page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


@pytest.fixture
def plan(york, settings):
    settings.TODAY = date(2022, 6, 28)
    return york_plan(york)


def test_what_a_child_said_is_recorded_on_a_phone_without_javascript_and_asked_about_once(plan, without_javascript):
    item = plan.items.first()
    page = without_javascript("editor", f"/york/plans/{plan.pk}/actions/{item.pk}/")
    page.set_viewport_size(PHONE)
    page.click("text=Add what children, families or staff said")
    expect(page.locator("[name=about]")).to_have_value(f"action-{item.pk}")
    page.check("text=Children and young people")
    page.fill("[name=said]", "Ella, 7, says nobody asked her.")
    page.fill("[name=how]", "At a visit")
    type_day(page, "heard_on", date(2022, 6, 15))
    page.click("main button[type=submit]")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Does “Ella, 7” give a child’s name and age?")
    expect(page.locator("[name=said]")).to_have_value("Ella, 7, says nobody asked her.")
    expect(page.locator("[name=how]")).to_have_value("At a visit")
    page.check("text=I have checked: nobody can be identified")
    page.click("main button[type=submit]")
    expect(page.locator(".app-voice--open")).to_contain_text("Nothing done yet")
    voice = Voice.objects.get()
    assert (voice.item, voice.said) == (item, "Ella, 7, says nobody asked her.")
    page.click("text=Say what we did")
    page.fill("[name=did]", "Every child is asked at every visit.")
    type_day(page, "did_on", date(2022, 6, 20))
    page.click("main button[type=submit]")
    expect(page.locator(".app-voice")).to_contain_text("Every child is asked at every visit.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_question_about_a_child_passes_every_check(plan, page_as, problems_of):
    page = page_as("editor", f"/york/plans/{plan.pk}/voices/add/")
    page.check("text=Staff")
    page.fill("[name=said]", "Ella (7) waits.")
    page.fill("[name=did]", "Date of birth 3/4/2015")
    page.click("main button[type=submit]")
    expect(page.locator(".app-confirmation")).to_have_count(2)
    assert problems_of(page) == []
    page.click(".govuk-error-summary >> text=Ella (7)")
    expect(page.locator("#id_said")).to_be_focused()


def test_the_list_of_voices_passes_every_check(plan, editor, page_as, problems_of):
    VoiceFactory(plan=plan, did="", did_on=None, said="Word " * 60)
    VoiceFactory(plan=plan, item=plan.items.first(), how="M" * 180)
    VoiceFactory(plan=plan).archive(by=editor, reason="Recorded twice")
    page = page_as("editor", f"/york/plans/{plan.pk}/voices/")
    for summary in page.locator("details > summary").all():
        if not summary.evaluate("each => each.parentElement.open"):
            summary.click()
    assert problems_of(page) == []


def test_an_abbreviation_is_explained_from_the_plan_and_then_on_its_pages(plan, page_as, problems_of):
    type(plan.items.first()).objects.filter(pk=plan.items.first().pk).update(action="The LADO answers the MASH.")
    GlossaryTermFactory(authority=plan.authority, term="MASH")
    page = page_as("editor", f"/york/plans/{plan.pk}/abbreviations/")
    assert problems_of(page) == []
    page.click("text=Explain LADO")
    expect(page.locator("[name=meaning]")).not_to_have_value("")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("LADO is explained now.")
    page.goto(f"/york/plans/{plan.pk}/actions/")
    page.click("text=Abbreviations on this page")
    expect(page.locator(".app-terms")).to_contain_text("Multi-agency safeguarding hub")
    expect(page.locator(".app-terms dt")).to_have_text(["LADO", "MASH"])
    assert problems_of(page) == []


def test_the_usual_abbreviations_are_taken_over_without_javascript(york, without_javascript, problems_of):
    page = without_javascript("editor", "/york/glossary/")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("abbreviations added")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_glossary_and_its_form_pass_every_check(york, editor, page_as, problems_of):
    GlossaryTermFactory.create_batch(2, authority=york)
    GlossaryTermFactory(authority=york, term="OLD").archive(by=editor, reason="Not used")
    page = page_as("lead", "/york/glossary/")
    for summary in page.locator("details > summary").all():
        summary.click()
    assert problems_of(page) == []
    page.click("main >> text=Explain an abbreviation")
    page.click("main button[type=submit]")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the abbreviation")
    assert problems_of(page) == []
