"""The public page of a plan, and publishing one, in a browser: axe, a phone, without scripts, without a cookie."""

from datetime import date

import pytest
from playwright.sync_api import expect

from actionplans.actions import save_version
from actionplans.actions.publishing import publish_edition, withdraw_edition
from ilacs.design.today import today
from tests.factories import EditionFactory, RecommendationFactory, sent, york_plan

pytestmark = pytest.mark.django_db(transaction=True)

SENT_ON = date(2022, 8, 11)


@pytest.fixture
def plan(york, lead):
    """York's plan with three editions, the second withdrawn."""
    plan = york_plan(york)
    RecommendationFactory(plan=plan, asked_by="The task group on " + "oversight" * 8)
    sent(plan, on=SENT_ON)
    for number in (1, 2, 3):
        version = save_version(plan=plan, by=lead, reason=f"For edition {number}")
        publish_edition(plan=plan, version=version, by=lead, on=today())
    withdraw_edition(edition=plan.editions.get(number=2), by=lead, on=today(), reason="It named a school.")
    return plan


@pytest.mark.parametrize("scripts", [True, False])
def test_a_stranger_reads_every_public_page_without_a_cookie(plan, open_page, problems_of, scripts):
    page = open_page(None, "/published/york/", java_script_enabled=scripts)
    found = {}
    for path in ("", f"{plan.public_name}/", *(f"{plan.public_name}/{number}/" for number in (1, 2, 9))):
        page.goto(f"/published/york/{path}")
        found[path] = problems_of(page) if scripts else []
    assert [each for each in found.items() if each[1]] == []
    page.goto("/published/york/")
    page.get_by_role("link", name=plan.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(plan.title)
    page.get_by_role("link", name="Edition 1", exact=True).click()
    expect(page.get_by_text("This is an earlier edition.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Word").click()
    assert download.value.suggested_filename == "york-action-plan-2022-edition-1.docx"
    assert page.context.cookies() == []


def test_a_lead_publishes_an_edition(york, page_as, sweep_page):
    plan = sent(york_plan(york), on=SENT_ON)
    page = page_as("lead", f"/york/plans/{plan.pk}/publication/")
    page.get_by_role("button", name="Publish an edition").click()
    sweep_page(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Edition 1 is public.")).to_be_visible()
    sweep_page(page)
    page.get_by_role("link", name="Withdraw edition 1").click()
    page.get_by_label("Reason").fill("It named a school.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("It named a school.")).to_be_visible()
    sweep_page(page)


def test_a_lead_has_the_pdf_made_that_is_not_there(york, page_as, sweep_page):
    plan = sent(york_plan(york), on=SENT_ON)
    EditionFactory(plan=plan)
    page = page_as("lead", f"/york/plans/{plan.pk}/publication/")
    sweep_page(page)
    page.get_by_role("button", name="Make the PDF of edition 1").click()
    expect(page.get_by_text("Edition 1 has its PDF.")).to_be_visible()
    sweep_page(page)
