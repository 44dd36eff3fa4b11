"""York 2022 through the browser, on the days it happened: by the editor and the director, from receipt to Ofsted."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from actionplans.models import Body, CouncilPractice, OwnDeadline
from ilacs.design.today import as_if_on
from tests.factories import BodyFactory, york_plan

RECEIVED = date(2022, 5, 4)
APPROVED = date(2022, 6, 20)
SCRUTINY = date(2022, 6, 28)
CHANGED = date(2022, 7, 18)
EXECUTIVE = date(2022, 7, 28)
SENT = date(2022, 8, 11)
OFSTED = "ofsted@inspectorate.example"


@pytest.fixture
def plan(york):
    """York's draft on the day Ofsted's report came; its scrutiny committee and its executive; it consults nobody."""
    with as_if_on(RECEIVED):
        plan = york_plan(york, actions_per_area=2)
        plan.inspections.update(received_on=RECEIVED)
        plan.monitoring_arrangements = "The board meets every quarter."
        plan.save()
        CouncilPractice.objects.create(authority=york, skipped_stages=["consultation"])
        scrutiny = BodyFactory(authority=york, name="Policy and Scrutiny Committee")
        OwnDeadline.objects.create(body=scrutiny, name="Report signed off by the director", working_days=6)
        BodyFactory(authority=york, name="Executive", kind=Body.Kind.EXECUTIVE)
    return plan


class People:
    """The editor and the director, each in a browser of their own, on a day that is given to the whole product."""

    def __init__(self, plan, editor, lead, settings):
        self.plan, self.editor, self.lead, self.settings = plan, editor, lead, settings

    def on(self, day):
        """From now on it is this day."""
        self.settings.TODAY = day

    def open(self, page, path=""):
        """A page of the plan."""
        page.goto(self.plan.get_absolute_url() + path)
        return page

    def add_meeting(self, body, day, purpose):
        """The editor puts the plan before a body."""
        page = self.open(self.editor, "timetable/")
        page.get_by_role("button", name="Add a meeting").click()
        page.get_by_label(body).check()
        type_day(page, "held_on", day)
        page.get_by_label(purpose, exact=True).check()
        page.get_by_role("button", name="Add the meeting").click()
        expect(page.get_by_text("has been added")).to_be_visible()

    def move(self, page, to, button, **typed):
        """Somebody moves the plan to another stage, on the day it is."""
        self.open(page, "stage/")
        page.locator(f'a[href$="/stage/{to}/"]').first.click()
        for name, text in typed.items():
            page.locator(f"[name={name}]").fill(text)
        page.get_by_role("button", name=button).click()

    def record_papers(self, body, version, **days):
        """The editor says which version a meeting sees, and when its paper was ready."""
        page = self.open(self.editor, "timetable/")
        page.get_by_role("row").get_by_role("link", name=f"{body}:").click()
        page.get_by_role("button", name="Edit the meeting").click()
        page.get_by_label("Version of the plan in its papers").select_option(label=version)
        for name, day in days.items():
            type_day(page, name, day)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("link", name=version.split(",")[0]).first).to_be_visible()


def type_day(page, name, day):
    """Fills the three boxes of a date."""
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def number_of(page, what):
    """The working-day number that the table of the timetable gives the line about this."""
    row = page.locator(".app-days-table tbody tr").filter(has=page.get_by_role("rowheader", name=what)).first
    return int(row.locator(".app-days-table__number").inner_text().split()[-1])


@pytest.fixture
def people(plan, page_as, settings):
    """Both signed in on the day of receipt."""
    settings.TODAY = RECEIVED
    return People(plan, page_as("editor"), page_as("lead"), settings)


def test_york_2022_from_receipt_to_ofsted(people, plan, sweep_page, console):
    add_the_meetings(people)
    sign_off_for_scrutiny(people)
    sweep_page(check_the_day_of_scrutiny(people))
    change_and_go_to_the_executive(people)
    send(people)
    check_proof(people.lead)
    check_certificate(people.lead, plan)
    sweep_page(check_the_timetable_after_sending(people))
    check_versions(people)
    check_comparison(people)
    assert console == []


def add_the_meetings(people):
    """4 May: the report is here, and the road is planned."""
    people.add_meeting("Policy and Scrutiny Committee", SCRUTINY, "Scrutinise")
    people.add_meeting("Executive", EXECUTIVE, "Decide")
    expect(people.editor.get_by_text("12 August 2022").first).to_be_visible()


def sign_off_for_scrutiny(people):
    """20 June: approved and published; the committee will see version 1."""
    people.on(APPROVED)
    people.move(people.editor, "scrutiny", "Move to scrutiny", note="Signed off by the director.")
    expect(people.editor.get_by_text("is now in the stage Scrutiny")).to_be_visible()
    days = {"signed_off_on": APPROVED, "papers_published_on": APPROVED}
    people.record_papers("Policy and Scrutiny Committee", words_of_version(people, 1), **days)


def check_the_day_of_scrutiny(people):
    """28 June: every number of the 70 on the timetable; gives the page."""
    people.on(SCRUTINY)
    page = people.open(people.editor, "timetable/")
    assert number_of(page, "Report signed off by the director, for") == 31
    assert number_of(page, "Policy and Scrutiny Committee: scrutinise") == 37
    assert number_of(page, "Executive: decide") == 59
    assert number_of(page, "The plan is due") == 70
    expect(page.locator(".app-days-row--now")).to_contain_text("37")
    return page


def change_and_go_to_the_executive(people):
    """18 July: what the committee asked is done; the executive will see version 2."""
    people.on(CHANGED)
    reword(people, "1.1", "Publish a recording standard of two pages.")
    people.move(people.editor, "approval", "Move to approval", note="Changed as the committee asked.")
    people.record_papers("Executive", words_of_version(people, 2), papers_published_on=CHANGED)


def send(people):
    """11 August: the editor may not send it, the director does."""
    people.on(SENT)
    page = people.open(people.editor, "stage/")
    expect(page.locator('a[href$="/stage/submitted/"]')).to_have_count(0)
    people.move(people.lead, "submitted", "Record that the plan was sent", sent_to=OFSTED)


def check_the_timetable_after_sending(people):
    """The day of sending is on the road; gives the page."""
    page = people.open(people.lead, "timetable/")
    assert number_of(page, "The plan was sent to Ofsted") == 69
    return page


def words_of_version(people, number):
    """How the list of a meeting's form words a version."""
    version = people.plan.versions.get(number=number)
    return f"{version}, {version.as_at:%-d %B %Y}: {version.reason}"[:90]


def reword(people, reference, text):
    """The editor writes an action otherwise."""
    item = people.plan.items.get(reference=reference)
    page = people.open(people.editor, f"actions/{item.pk}/edit/")
    page.locator("[name=action]").fill(text)
    page.get_by_role("button", name="Save action").click()
    page.get_by_text(text).first.wait_for()


def check_proof(page):
    """What the page after sending proves."""
    expect(page.get_by_role("heading", name="Version 3, sent on 11 August 2022")).to_be_visible()
    expect(page.get_by_text("working day 69").first).to_be_visible()
    expect(page.get_by_text("1 working day to spare").first).to_be_visible()
    expect(page.get_by_text(OFSTED)).to_be_visible()


def check_certificate(page, plan):
    """What the certificate says, on its one page."""
    answer = page.request.get(page.get_by_role("button", name="Download the certificate (PDF)").get_attribute("href"))
    paper = pypdfium2.PdfDocument(BytesIO(answer.body()))
    assert len(paper) == 1
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    assert "In time: working day 69 of 70, 1 working day to spare" in text
    assert "Sent to Ofsted on 11 August 2022" in text
    assert OFSTED in text
    assert plan.versions.get(number=3).sha256 in text.replace(" ", "")


def check_versions(people):
    """Three versions, each for its stage and on its day, two of them seen by a meeting."""
    page = people.open(people.lead, "versions/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    expected = [
        ("Version 3", "11 August 2022", "Submitted", "No meeting"),
        ("Version 2", "18 July 2022", "Approval", "Executive, 28 July 2022"),
        ("Version 1", "20 June 2022", "Scrutiny", "Policy and Scrutiny Committee, 28 June 2022"),
    ]
    for row, words in zip(rows.all(), expected, strict=True):
        for each in words:
            expect(row).to_contain_text(each)
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.get_by_text("Checked now: what is stored is what was saved")).to_be_visible()
    page.get_by_role("button", name="Read this version").click()
    expect(page.get_by_text("Action 1.1.").first).to_be_visible()


def check_comparison(people):
    """What the committee saw beside what was sent: one action reworded and no other."""
    page = people.open(people.lead, "compare/?from=1&to=3")
    change = page.locator(".app-compare").filter(has_text="1.1").first
    expect(change.locator("ins").first).to_contain_text("Publish a recording standard of two pages")
    expect(change.locator("del").first).to_contain_text("Action 1.1")
    expect(page.locator(".app-compare ins")).to_have_count(1)
