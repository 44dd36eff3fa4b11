"""Evidence and sign-off in a real browser: one person adds a file and a link on a phone, another signs off."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilacs.design.today import today
from tests.factories import AUDIT, EvidenceFactory, FileEvidenceFactory, ProgressUpdateFactory, york_plan

PHONE = {"width": 360, "height": 740}
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])


@pytest.fixture
def item(york, action_owner):
    """An action that its owner has reported complete, without evidence yet."""
    item = york_plan(york).items.get(reference="1.1")
    item.lead_person, item.delivery_rating = action_owner, "complete"
    item.save()
    ProgressUpdateFactory(item=item, made_by=action_owner, delivery_rating="complete", what_changed="All trained.")
    return item


def describe(page, words, kind):
    """What is said of any evidence."""
    page.get_by_label("What it shows").fill(words)
    page.get_by_label(kind, exact=True).check()
    day = today()
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))


def add_a_file(page):
    """Forgets what it shows at first, is asked for it and for the file again."""
    audit = {"name": "audit.txt", "mimeType": "text/html", "buffer": AUDIT}
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("File", exact=True).set_input_files(audit)
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_role("link", name="Enter what it shows")).to_be_visible()
    expect(page.get_by_role("link", name="Choose the file again")).to_be_visible()
    describe(page, "18 of 20 audited assessments were good.", "Audit")
    page.get_by_label("File", exact=True).set_input_files(audit)
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_text("The evidence has been added.")).to_be_visible()


def add_a_link_against_it(page):
    """A page of the web that contradicts what was reported."""
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Or the address of a page").fill("www.example.gov.uk/survey")
    describe(page, "Parents still wait.", "Voice of children and families")
    page.get_by_label("It contradicts that").check()
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_role("link", name="https://www.example.gov.uk/survey", exact=True)).to_be_visible()


def sign_off(page):
    """Decides nothing, then returns it without a note, and at last signs it off."""
    page.get_by_role("link", name="1 report awaits sign-off").click()
    expect(page.get_by_text("Parents still wait.")).to_be_visible()
    page.get_by_role("button", name="Sign off or return").click()
    page.get_by_role("button", name="Save decision").click()
    page.get_by_role("link", name="Choose whether you sign it off or return it").click()
    page.get_by_label("Return it, with a note of what is missing").check()
    page.get_by_role("button", name="Save decision").click()
    page.get_by_role("link", name="Enter what is missing").click()
    page.get_by_label("Sign it off: I have looked at the evidence, and it shows this").check()
    page.get_by_label("Note", exact=True).fill("The survey is older than the training.")
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Action 1.1: signed off.")).to_be_visible()
    expect(page.get_by_role("heading", name="No report waits for sign-off")).to_be_visible()
    expect(page.get_by_role("heading", name="1 action signed off with evidence that contradicts it")).to_be_visible()


@BOTH
def test_evidence_is_added_on_a_phone_and_signed_off_by_somebody_else(page_as, item, scripts, york):
    page = page_as("action_owner", java_script_enabled=scripts)
    page.set_viewport_size(PHONE)
    page.goto(item.get_absolute_url())
    add_a_file(page)
    add_a_link_against_it(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="audit.txt", exact=True).click()
    assert saved.value.path().read_bytes() == AUDIT
    assert saved.value.suggested_filename == "audit.txt"
    director = page_as("lead", java_script_enabled=scripts)
    director.set_viewport_size(PHONE)
    director.goto(reverse("council-home", args=["york"]))
    sign_off(director)
    director.goto(item.get_absolute_url())
    expect(director.get_by_text("Complete and evidenced").first).to_be_visible()


def test_every_page_of_evidence_and_sign_off_passes(page_as, item, editor, problems_of):
    piece = FileEvidenceFactory(item=item, shows="A" * 200)
    EvidenceFactory(item=item, stance="contradicts", link=f"https://www.example.gov.uk/{'long' * 60}")
    EvidenceFactory(item=item, dated_on=date(2022, 6, 1)).archive(by=editor, reason="Of another action")
    plan = item.plan
    bare, contradicted = plan.items.get(reference="2.1"), plan.items.get(reference="3.1")
    for each, rating in ((bare, "complete"), (contradicted, "evidenced")):
        each.delivery_rating = rating
        each.save()
    for stance in ("supports", "contradicts"):
        EvidenceFactory(item=contradicted, stance=stance)
    place = ["york", plan.pk]
    paths = [
        reverse("council-home", args=["york"]),
        reverse("sign-off-council", args=["york"]),
        reverse("sign-off-list", args=place),
        reverse("sign-off-decide", args=[*place, item.pk, item.updates.get().pk]),
        f"{reverse('evidence-list', args=place)}?taken_away=on",
        f"{reverse('evidence-list', args=place)}?kind=document",
        reverse("evidence-add", args=[*place, item.pk]),
        reverse("evidence-edit", args=[*place, item.pk, piece.pk]),
        reverse("evidence-archive", args=[*place, item.pk, piece.pk]),
        item.get_absolute_url(),
    ]
    page = page_as("lead")
    problems = {}
    for path in paths:
        page.goto(path)
        problems[path] = problems_of(page)
    page.goto(paths[6])
    page.get_by_role("button", name="Add the evidence").click()
    problems["errors"] = problems_of(page)
    assert {path: found for path, found in problems.items() if found} == {}
