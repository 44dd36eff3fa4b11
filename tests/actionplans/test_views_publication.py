"""The officers' pages of publication: publishing, withdrawing, the log, and what each says when it cannot be."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from actionplans.forms.items import ItemForm
from actionplans.forms.plans import ResponseForm
from actionplans.forms.recommendations import RecommendationForm
from actionplans.models import Edition, KeptPaper, PublicationEntry
from ilacs.design.today import as_if_on
from tests.factories import InspectionFactory, PublicationEntryFactory, embargoed, sent, york_plan

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 12)


@pytest.fixture(autouse=True)
def _on_the_day_after():
    """The day after York's plan was sent."""
    with as_if_on(DAY):
        yield


@pytest.fixture
def plan(york):
    return sent(york_plan(york))


@pytest.fixture
def inspection(plan):
    return plan.inspections.get()


def address(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.pk, *more])


def words(answer):
    return " ".join(unescape(strip_tags(answer.content.decode().split("<main", 1)[1].split(">", 1)[1])).split())


def day(name, on=DAY):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def publish(browser, plan, **more):
    typed = {"version": plan.versions.last().pk, "entry": uuid4(), **day("published_on"), **more}
    return browser.post(address("edition-add", plan), typed, follow=True)


def test_a_lead_publishes_and_finds_the_address_to_give_away(plan, lead, client_of, client):
    browser = client_of(lead)
    offered = words(browser.get(address("edition-add", plan)))
    assert "Version 1, 12 August 2022: Moved from Draft to Submitted" in offered
    page = words(publish(browser, plan))
    assert "Edition 1 is public." in page
    assert "/published/york/ofsted-action-plan-2022/" in page
    assert "Posts only" in page
    assert client.get("/published/york/ofsted-action-plan-2022/").status_code == 200


def test_names_are_shown_only_where_that_was_ticked(plan, lead, client_of):
    assert "With names" in words(publish(client_of(lead), plan, shows_names="on"))
    assert Edition.objects.get().shows_names


def test_a_double_click_publishes_once_and_ends_well(plan, lead, client_of):
    browser, entry = client_of(lead), uuid4()
    for _click in range(2):
        answer = publish(browser, plan, entry=entry)
        assert answer.redirect_chain == [(address("plan-publication", plan), 302)]
        assert "Edition 1 is public." in words(answer)
    assert Edition.objects.count() == 1


def test_a_version_is_published_once_and_the_form_says_so(plan, lead, client_of):
    browser = client_of(lead)
    publish(browser, plan)
    again = publish(browser, plan)
    assert again.status_code == 422
    assert "was published before, as edition 1" in words(again)
    assert '<a href="#id_version' in again.content.decode()
    assert Edition.objects.count() == 1


def test_a_form_that_was_not_sent_whole_does_nothing(plan, lead, client_of):
    for answer in (publish(client_of(lead), plan, entry=""), add(client_of(lead), plan, entry="")):
        assert answer.status_code == 422
        assert "This page was not sent whole" in words(answer)
    assert not Edition.objects.exists()
    assert not PublicationEntry.objects.exists()


def test_a_double_click_logs_once_and_ends_well(plan, editor, client_of):
    browser, entry = client_of(editor), uuid4()
    for _click in range(2):
        assert "The log has a new line." in words(add(browser, plan, entry=entry))
    assert PublicationEntry.objects.count() == 1


def test_characters_missing_from_the_pdf_are_said_after_publishing(plan, lead, client_of):
    publish(client_of(lead), plan)
    page = address("plan-publication", plan)
    assert "There is no PDF yet." in words(client_of(lead).get(page))
    edition = Edition.objects.get()
    KeptPaper.objects.create(
        version=edition.version,
        paper=KeptPaper.Paper.EDITION,
        ending="pdf",
        content=b"%PDF",
        sha256="0" * 64,
        missing_characters=["\u2603", "\U0001f600"],
        made_at=edition.made_at,
    )
    expected = "2 characters could not be printed in the PDF: \u2603 (snowman), \U0001f600 (grinning face)."
    assert expected in words(client_of(lead).get(page))
    assert "There is no PDF yet." not in words(client_of(lead).get(page))


def test_the_pdf_is_made_when_the_lead_asks(plan, lead, client_of):
    publish(client_of(lead), plan)
    page = client_of(lead).post(address("edition-pdf", plan, 1), follow=True)
    assert "Edition 1 has its PDF." in words(page)
    assert "There is no PDF yet." not in words(page)


def test_without_a_printer_the_lead_reads_what_is_missing(plan, lead, client_of, settings, tmp_path):
    publish(client_of(lead), plan)
    settings.PAPERS_IN_PROCESS_LIMIT = 0
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.PAPERS_DIR.touch()
    assert "cannot be written to" in words(client_of(lead).post(address("edition-pdf", plan, 1), follow=True))


def test_the_page_says_while_the_public_finds_nothing(plan, inspection, lead, client_of):
    publish(client_of(lead), plan)
    page = address("plan-publication", plan)
    assert "the public finds nothing" not in words(client_of(lead).get(page))
    embargoed(inspection, lead)
    assert "the public finds nothing at these addresses" in words(client_of(lead).get(page))


def test_what_cannot_be_published_is_said_beside_its_field(plan, lead, client_of):
    answer = publish(client_of(lead), plan, **day("published_on", date(2022, 8, 1)))
    assert answer.status_code == 422
    assert "The plan was sent on 11 August 2022. Enter that day or a later one" in words(answer)


def test_where_nothing_can_be_published_the_page_says_why(york, lead, client_of):
    plan = york_plan(york)
    answer = client_of(lead).get(address("edition-add", plan), follow=True)
    assert answer.redirect_chain == [(address("plan-publication", plan), 302)]
    assert "A plan is published after it was sent to Ofsted." in words(answer)
    assert "Publish an edition" not in words(answer)


def test_under_embargo_the_page_says_so(plan, inspection, lead, client_of):
    embargoed(inspection, lead)
    assert "Ofsted has not published the report yet" in words(client_of(lead).get(address("plan-publication", plan)))


def test_an_edition_is_withdrawn_with_a_reason_that_the_council_reads(plan, lead, editor, client_of):
    publish(client_of(lead), plan)
    withdraw = address("edition-withdraw", plan, 1)
    empty = client_of(lead).post(withdraw, {"reason": "", **day("withdrawn_on")})
    assert empty.status_code == 422
    assert "Enter the reason" in words(empty)
    early = client_of(lead).post(withdraw, {"reason": "Wrong", **day("withdrawn_on", date(2022, 8, 11))})
    assert "Edition 1 was published on 12 August 2022" in words(early)
    done = client_of(lead).post(withdraw, {"reason": "It named a school.", **day("withdrawn_on")}, follow=True)
    assert "Edition 1 has been withdrawn." in words(done)
    page = words(client_of(editor).get(address("plan-publication", plan)))
    assert "On 12 August 2022 by Lee Lead: It named a school." in page
    assert "A lead (director) publishes." in page


def test_an_edition_that_is_not_there_cannot_be_withdrawn(plan, lead, client_of):
    assert client_of(lead).get(address("edition-withdraw", plan, 1)).status_code == 404


def add(browser, plan, inspection=None, **typed):
    query = f"?of={inspection.pk}" if inspection else ""
    return browser.post(
        address("publication-add", plan) + query,
        {"way": "website", "entry": uuid4(), **day("done_on"), **typed},
        follow=True,
    )


def test_the_hints_of_the_log_name_no_council(plan, editor, client_of):
    page = client_of(editor).get(address("publication-add", plan)).content.decode()
    assert "For example, the local newspaper, or two parents" in page
    assert "https://www.example.gov.uk/childrens-plan" in page
    assert "York Press" not in page
    assert "york.gov.uk" not in page


def test_the_log_takes_what_was_done_of_a_report_and_of_the_plan(plan, inspection, editor, client_of):
    browser = client_of(editor)
    assert f"Ofsted’s report: {inspection}" in words(
        browser.get(f"{address('publication-add', plan)}?of={inspection.pk}")
    )
    add(browser, plan, inspection, way="copy", to_whom="A parent", fee="£1,002.50")
    page = words(add(browser, plan, address="www.york.gov.uk/plan", note="In the news section"))
    report, own = PublicationEntry.objects.order_by("pk")
    assert (report.inspection, own.inspection, str(report.fee)) == (inspection, None, "1002.50")
    assert "12 August 2022, A parent, fee £1002.50" in page
    assert "https://www.york.gov.uk/plan" in page
    assert "Late by 40 working days" in page
    assert "In time, on working day 70" in page


def test_the_way_to_add_begins_with_what_was_chosen(plan, editor, client_of):
    page = client_of(editor).get(f"{address('publication-add', plan)}?way=radio").content.decode()
    assert re.search(r'<input[^>]*value="radio"[^>]*checked', page)


@pytest.mark.parametrize(
    ("typed", "words_of_it"),
    [
        ({"fee": "two pounds"}, "Enter the fee in pounds, for example 2.50"),
        ({"fee": "2.555"}, "Enter the fee in pounds and pence, for example 2.50"),
        ({"fee": "-1"}, "Enter a fee of 0 or more"),
        ({"fee": "1234567"}, "Enter a fee below £100,000"),
        ({"address": "not an address"}, "Enter the whole address"),
        ({"way": ""}, "Choose how it was made known"),
        (day("done_on", date(2022, 8, 13)), "The date must be today or in the past"),
        (day("done_on", date(2022, 5, 3)), "The report was received on 4 May 2022"),
    ],
)
def test_what_cannot_be_logged_is_said_beside_its_field(plan, editor, client_of, typed, words_of_it):
    answer = add(client_of(editor), plan, **typed)
    assert answer.status_code == 422
    assert words_of_it in words(answer)
    assert not PublicationEntry.objects.exists()


@pytest.mark.parametrize("of", ["0", "nonsense", "9" * 30])
def test_a_report_that_the_plan_does_not_answer_has_no_log_here(plan, york, editor, client_of, of):
    other = InspectionFactory(authority=york, started_on=date(2019, 7, 8), ended_on=None)
    for wanted in (of, str(other.pk)):
        assert client_of(editor).get(f"{address('publication-add', plan)}?of={wanted}").status_code == 404


def test_a_mistake_stays_to_be_read_with_its_reason(plan, editor, client_of):
    entry = PublicationEntryFactory(plan=plan, to_whom="The old address")
    strike = address("publication-strike", plan, entry.pk)
    assert client_of(editor).post(strike, {"reason": ""}).status_code == 422
    page = words(client_of(editor).post(strike, {"reason": "It was the draft."}, follow=True))
    assert "1 line struck out" in page
    assert "The old addressStruck out on 12 August 2022 by Eddie Editor: It was the draft." in page


def test_a_line_of_another_plan_cannot_be_struck_out(plan, editor, client_of):
    assert client_of(editor).get(address("publication-strike", plan, PublicationEntryFactory().pk)).status_code == 404


def test_who_only_reads_finds_no_way_to_change_anything(plan, member, client_of):
    page = client_of(member).get(address("plan-publication", plan)).content.decode()
    for name in ("publication-add", "edition-add"):
        assert address(name, plan) not in page


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ItemForm, "lead_post"),
        (ResponseForm, "lead_post"),
        (RecommendationForm, "owner_post"),
        (RecommendationForm, "asked_by"),
    ],
)
def test_every_field_for_a_post_says_that_it_is_printed_publicly(form, field):
    assert "A post, not a person’s name: it is printed publicly." in form.base_fields[field].help_text
