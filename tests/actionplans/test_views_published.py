"""What a stranger reads: the latest edition, earlier ones, what was withdrawn, and no hint of anything else."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.actions import pdf_key, save_version
from actionplans.actions.editions import document_of, edition_file
from actionplans.actions.publishing import publish_edition, withdraw_edition
from actionplans.exports import papers, printing
from actionplans.exports.store import Paper
from actionplans.models import Edition, KeptPaper
from ilacs.design.today import as_if_on
from tests.factories import EditionFactory, InspectionFactory, PlanFactory, VersionFactory, embargoed, sent, york_plan

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 12)


@pytest.fixture(autouse=True)
def _on_the_day_after():
    """The day after York's plan was sent."""
    with as_if_on(DAY):
        yield


@pytest.fixture
def plan(york, lead):
    """York's plan with one public edition."""
    plan = sent(york_plan(york))
    publish_edition(plan=plan, version=plan.versions.last(), by=lead, on=DAY)
    return plan


@pytest.fixture
def again(lead):
    """Publishes one more edition, of a version saved now."""

    def again(plan):
        version = save_version(plan=plan, by=lead, reason="For the public")
        return publish_edition(plan=plan, version=version, by=lead, on=DAY)

    return again


def address(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.public_name, *more])


def addresses(plan, number=1):
    """Every public address of a plan, with one edition's."""
    return [
        reverse("published-list", args=[plan.authority.slug]),
        address("published-plan", plan),
        address("published-edition", plan, number),
        address("published-file", plan, number, "docx"),
        address("published-file", plan, number, "pdf"),
    ]


def test_anybody_reads_it_and_no_cookie_is_set(plan, client, client_of, lead):
    for browser in (client, client_of(lead)):
        for each in [*addresses(plan), "/published/york/nothing/", "/published/nowhere/"]:
            answer = browser.get(each, headers={"HX-Request": "true"})
            assert answer["Cache-Control"] == "public, max-age=300"
            assert not answer.has_header("Vary"), each
            assert not answer.cookies, each
            assert answer.status_code == (404 if "no" in each.split("/")[-2] or "nowhere" in each else 200), each


def test_no_public_page_reads_who_is_signed_in_or_the_whole_version(plan, client_of, lead):
    browser = client_of(lead)
    edition_file(plan.editions.get(), "pdf")
    for each in addresses(plan):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(each).status_code == 200
        for table in ("django_session", "authorities_user", "actionplans_versioncontent"):
            assert not any(table in query["sql"] for query in captured), (each, table)


def test_nothing_of_whoever_is_signed_in_is_on_the_page(plan, client, client_of, lead):
    for each in addresses(plan)[:3]:
        assert client_of(lead).get(each).content == client.get(each).content


def test_the_files_are_offered_under_the_name_of_the_edition(plan, client):
    answer = client.get(address("published-file", plan, 1, "docx"))
    assert answer["Content-Disposition"] == 'attachment; filename="york-action-plan-2022-edition-1.docx"'
    assert client.get(address("published-file", plan, 1, "pdf")).content.startswith(b"%PDF")


def test_the_address_without_number_shows_the_latest_and_earlier_ones_say_so(plan, again, client):
    again(plan)
    latest = client.get(address("published-plan", plan)).content.decode()
    assert "edition 2, published on" in latest
    assert "This is an earlier edition" not in latest
    assert latest.index("Edition 2, this one") < latest.index(">Edition 1</a>")
    earlier = client.get(address("published-edition", plan, 1)).content.decode()
    assert "This is an earlier edition" in earlier
    assert address("published-plan", plan) in earlier


def test_what_was_withdrawn_is_gone_and_says_when_but_not_why(plan, again, lead, client):
    first = plan.editions.get()
    again(plan)
    withdraw_edition(edition=first, by=lead, on=DAY, reason="It named a school.")
    for each in addresses(plan)[2:]:
        answer = client.get(each)
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "withdrawn on <time" in page
        assert "12 August 2022" in page
        assert "school" not in page
    latest = client.get(address("published-plan", plan)).content.decode()
    assert "Edition 1, published on" in latest
    assert "withdrawn on" in latest


def test_a_plan_whose_every_edition_was_withdrawn_is_gone_from_the_list(plan, lead, client):
    withdraw_edition(edition=plan.editions.get(), by=lead, on=DAY, reason="Wrong")
    assert client.get(address("published-plan", plan)).status_code == 410
    page = client.get(reverse("published-list", args=["york"]))
    assert page.status_code == 200
    assert "No plan is published now" in page.content.decode()


def test_the_latest_one_that_stands_is_the_latest(plan, again, lead, client):
    withdraw_edition(edition=again(plan), by=lead, on=DAY, reason="Wrong")
    page = client.get(address("published-plan", plan)).content.decode()
    assert "edition 1, published on" in page
    assert "This is an earlier edition" not in page


def test_nothing_else_has_a_public_address(plan, york, elsewhere, client):
    unpublished = PlanFactory(authority=york, title="A plan in the drawer", inspections=plan.inspections.all())
    VersionFactory(plan=unpublished, stage="submitted")
    missing = [
        "/published/elsewhere/",
        "/published/unknown/",
        f"/published/elsewhere/{plan.public_name}/",
        f"/published/york/{unpublished.pk}/",
        "/published/york/a-plan-in-the-drawer/",
        address("published-edition", plan, 2),
        address("published-file", plan, 2, "pdf"),
        address("published-file", plan, 1, "xlsx"),
        address("published-file", plan, 1, "json"),
        address("published-file", plan, 1, "body"),
    ]
    pages = {client.get(each).content for each in missing}
    assert [client.get(each).status_code for each in missing] == [404] * len(missing)
    assert len(pages) == 1
    assert "drawer" not in client.get(reverse("published-list", args=["york"])).content.decode()


def test_a_plan_under_embargo_is_not_found_until_it_ends(plan, york, client):
    inspection = embargoed(plan.inspections.get(), until=DAY + timedelta(days=1))
    assert [client.get(each).status_code for each in addresses(plan)] == [404] * 5
    with as_if_on(DAY + timedelta(days=1)):
        assert [client.get(each).status_code for each in addresses(plan)] == [200] * 5
    plan.inspections.set([InspectionFactory(authority=york, started_on=date(2019, 7, 8), ended_on=None)])
    assert inspection.is_embargoed(DAY)
    assert [client.get(each).status_code for each in addresses(plan)] == [404] * 5


def test_an_edition_reads_as_it_was_published_whatever_the_plan_is_called_now(plan, client):
    plan.title = "Another title"
    plan.save()
    for each in addresses(plan)[:3]:
        page = client.get(each).content.decode()
        assert "Another title" not in page
        assert "Ofsted action plan 2022" in page


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_public_can_only_read(plan, client, method):
    for each in addresses(plan):
        assert getattr(client, method)(each).status_code == 405


@pytest.fixture
def key(plan, settings, tmp_path):
    """The key of the edition's PDF, which is too large to be made while somebody waits, and nobody has made it."""
    settings.PAPERS_IN_PROCESS_LIMIT = 0
    settings.PAPERS_DIR = tmp_path / "papers"
    edition = plan.editions.get()
    return pdf_key(edition.version, document_of(edition), KeptPaper.Paper.EDITION)


def test_while_a_large_pdf_is_made_strangers_are_told_to_come_back(plan, key, client):
    papers.store().write(key, "lock", b"")
    answer = client.get(address("published-file", plan, 1, "pdf"))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert "The PDF is being made" in answer.content.decode()


def test_strangers_begin_no_pdf_again_that_failed_and_the_lead_does(plan, key, client, client_of, lead):
    printing.tell(papers.store(), key, owner=str(plan.pk), failure="There was no ink.")
    page = address("published-file", plan, 1, "pdf")
    for browser in (client, client_of(lead)):
        answer = browser.get(page)
        assert answer.status_code == 503
        assert "The PDF cannot be had now" in answer.content.decode()
    assert not papers.store().path(key, "lock").exists()
    papers.store().write(key, "lock", b"")
    again = client_of(lead).post(reverse("edition-pdf", args=["york", plan.pk, 1]), follow=True)
    assert "The PDF of edition 1 is being made." in again.content.decode()
    assert "There is no PDF yet." in again.content.decode()


def test_a_pdf_that_is_not_there_is_asked_for_once_a_minute(plan, key, client, count_queries):
    papers.store().write(key, "lock", b"")
    page = address("published-file", plan, 1, "pdf")
    first = count_queries(lambda: client.get(page))
    assert count_queries(lambda: client.get(page)) < first
    papers.store().keep(key, "pdf", Paper(b"%PDF"))
    assert client.get(page).status_code == 503
    cache.clear()
    assert client.get(page).content == b"%PDF"


def test_without_a_printer_the_page_and_the_word_document_are_there(plan, key, client, settings):
    settings.PAPERS_DIR.touch()
    answer = client.get(address("published-file", plan, 1, "pdf"))
    assert answer.status_code == 503
    assert "The PDF cannot be had now" in answer.content.decode()
    assert client.get(address("published-file", plan, 1, "docx")).status_code == 200


@pytest.mark.parametrize("name", ["published-list", "published-plan", "published-edition", "published-file"])
def test_a_public_address_costs_the_same_for_one_and_for_thirty(name, plan, york, client, count_queries):
    more = {"published-list": (), "published-plan": (plan.public_name,), "published-edition": (plan.public_name, 1)}
    page = reverse(name, args=["york", *more.get(name, (plan.public_name, 1, "docx"))])
    client.get(page)
    before = count_queries(lambda: client.get(page))
    version = plan.versions.last()
    EditionFactory.create_batch(30, plan=plan, version=version)
    for number in range(30):
        other = PlanFactory(authority=york, public_name=f"plan-{number}")
        EditionFactory(plan=other, version=VersionFactory(plan=other, stage="submitted"))
    assert Edition.objects.count() == 61
    assert count_queries(lambda: client.get(page)) == before
