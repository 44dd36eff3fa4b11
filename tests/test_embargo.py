"""Between receipt and publication a report, its plan and its papers exist only for the people named on it."""

from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from actionplans.models import ActionItem, ActionPlan
from actionplans.snapshot import PlanSnapshot, take
from ilacs.design.today import as_if_on, today
from inspections.models import Inspection, current_calendar
from inspections.working_days import WorkingDayCalendar
from tests.addresses import PUBLIC, build_site, every_address
from tests.factories import InspectionFactory, NamedPersonFactory, PlanFactory, embargoed, york_2022

pytestmark = pytest.mark.django_db

UNTIL = date(2022, 5, 4)


@pytest.mark.parametrize("received", [None, date(2022, 5, 2)])
@pytest.mark.parametrize("published", [None, date(2022, 5, 3), date(2022, 5, 4), date(2022, 5, 5)])
def test_one_inspection_and_many_agree_on_what_is_embargoed(received, published):
    inspection = InspectionFactory(received_on=received, published_on=published)
    on = date(2022, 5, 4)
    assert inspection.is_embargoed(on) == Inspection.objects.embargoed(on).exists()
    assert inspection.is_embargoed(on) == bool(inspection.embargo_words(on))


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (None, "Embargoed until Ofsted publishes the report"),
        (date(2022, 5, 4), "Embargoed until 4 May 2022"),
        (date(2022, 5, 3), ""),
    ],
)
def test_the_mark_says_until_when(published, words):
    inspection = InspectionFactory(received_on=date(2022, 5, 2), published_on=published)
    assert inspection.embargo_words(date(2022, 5, 3)) == words


@pytest.fixture
def site(york, action_owner):
    """The small council of every test, its one inspection under embargo with nobody of the cast named."""
    site = build_site(york, action_owner)
    embargoed(site.inspection, until=today() + timedelta(days=7))
    return site


#: Every address of one inspection or one plan, whoever added it.
HIDDEN = sorted(
    name
    for name, pattern in every_address().items()
    if ("inspections/<int:pk>/" in pattern or "plans/<int:pk>/" in pattern) and name not in PUBLIC
)


@pytest.mark.parametrize("role", ["member", "action_owner", "editor", "lead", "administrator"])
def test_for_whoever_is_not_named_no_address_of_it_exists(role, site, request, client_of):
    browser = client_of(request.getfixturevalue(role))
    found = {}
    for name in HIDDEN:
        with transaction.atomic():
            found[name] = {browser.generic(method, site.address(name)).status_code for method in ("GET", "POST")}
            transaction.set_rollback(True)
    assert len(found) > 25
    # 405 where only a page or only a button leads, whoever asks
    assert {name: answers for name, answers in found.items() if answers - {405} != {404}} == {}


LISTS = ("council-home", "inspection-list", "plan-list", "plan-add")


@pytest.mark.parametrize("role", ["member", "action_owner", "editor", "lead", "administrator"])
def test_no_list_and_no_count_knows_of_it_unless_the_person_is_named(role, site, request, client_of):
    person = request.getfixturevalue(role)
    browser = client_of(person)

    def pages():
        return [browser.get(reverse(name, args=["york"])).content.decode() for name in LISTS]

    told = (site.plan.title, str(site.inspection), "Embargoed", "Requires improvement")
    assert [words for page in pages() for words in told if words in page] == []
    NamedPersonFactory(inspection=site.inspection, user=person)
    home, inspections, plans, add = pages()
    assert site.plan.title in home
    assert site.plan.title in plans
    assert str(site.inspection) in inspections
    assert (str(site.inspection) in add) == (role in ("editor", "lead", "administrator"))


def test_a_named_reader_reads_everything_and_changes_nothing(site, member, client_of):
    NamedPersonFactory(inspection=site.inspection, user=member)
    browser = client_of(member)
    for name in ("inspection-detail", "plan-overview", "action-list", "action-detail", "annex-page", "annex-file"):
        assert browser.get(site.address(name)).status_code == 200, name
    for name in ("inspection-edit", "inspection-people", "plan-edit"):
        assert browser.get(site.address(name)).status_code == 403, name
    page = browser.get(site.address("inspection-detail")).content.decode()
    assert "people named can see it until it is published" in page
    assert site.address("inspection-people") not in page


def test_a_plan_cannot_be_started_for_an_inspection_one_may_not_know_of(york, editor, client_of):
    InspectionFactory(authority=york, started_on=date(2019, 7, 8), ended_on=None)
    hidden = embargoed(york_2022(york))
    answer = client_of(editor).post(
        reverse("plan-add", args=["york"]), {"title": "A plan", "version": "0.1", "inspections": [hidden.pk]}
    )
    assert answer.status_code == 422
    assert "Choose only from those listed" in answer.content.decode()
    assert not ActionPlan.objects.exists()


def test_a_published_inspection_s_plan_is_hidden_once_it_answers_a_hidden_one_too(york, editor, member):
    plan = PlanFactory(authority=york, inspections=[InspectionFactory(authority=york, started_on=date(2019, 7, 8))])
    assert plan in ActionPlan.objects.visible_to(editor)
    plan.inspections.add(embargoed(york_2022(york), member))
    assert plan not in ActionPlan.objects.visible_to(editor)
    assert plan in ActionPlan.objects.visible_to(member)


def test_on_the_day_of_publication_everybody_of_the_council_sees_it(site, member, client_of):
    address = site.address("plan-overview")
    with as_if_on(today() + timedelta(days=6)):
        assert client_of(member).get(address).status_code == 404
    with as_if_on(today() + timedelta(days=7)):
        assert client_of(member).get(address).status_code == 200
        assert "Embargoed" not in client_of(member).get(address).content.decode()


def test_a_named_person_whose_role_ended_or_whose_account_was_closed_sees_nothing(york, lead, editor, administrator):
    inspection = embargoed(york_2022(york), lead, editor)
    york.memberships.get(user=editor).end(by=administrator, on=today())
    assert not Inspection.objects.visible_to(editor).exists()
    assert Inspection.objects.visible_to(lead).get() == inspection
    lead.is_active = False
    lead.save()
    assert not Inspection.objects.visible_to(lead).exists()


def test_a_person_named_in_one_council_reads_no_embargoed_report_of_another(york, outsider, several, elsewhere):
    inspection = embargoed(york_2022(york), outsider, several)
    other = embargoed(york_2022(elsewhere))
    assert not Inspection.objects.visible_to(outsider).exists()
    assert list(Inspection.objects.visible_to(several)) == [inspection]
    assert other not in Inspection.objects.visible_to(several)


def test_one_who_is_named_and_many_who_are_agree(york, editor, lead, member, outsider, nobody):
    inspection = embargoed(york_2022(york), editor, member, outsider, nobody)
    NamedPersonFactory(inspection=inspection, user=lead, removed_at="2022-05-01T09:00Z")
    people = (editor, lead, member, outsider, nobody)
    see = [person for person in people if Inspection.objects.visible_to(person).exists()]
    assert see == [naming.user for naming in inspection.named_people.who_can_see()] == [editor, member]
    assert [naming.user for naming in inspection.named_people.who_can_edit()] == [editor]
    for naming in inspection.named_people.all():
        assert naming.is_current == (naming in inspection.named_people.current())


def test_actions_of_a_hidden_plan_are_hidden_with_it(site, lead):
    assert not ActionItem.objects.visible_to(lead).exists()
    NamedPersonFactory(inspection=site.inspection, user=lead)
    assert ActionItem.objects.visible_to(lead).exists()


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ((UNTIL, date(2022, 5, 9)), "Embargoed until 9 May 2022"),
        ((UNTIL, None), "Embargoed until Ofsted publishes the report"),
        ((date(2022, 5, 1), UNTIL), "Embargoed until 4 May 2022"),
        ((date(2022, 5, 1), date(2022, 5, 2)), ""),
    ],
)
def test_a_plan_of_two_inspections_is_under_the_embargo_that_ends_last(york, published, words):
    inspections = [
        InspectionFactory(authority=york, started_on=start, ended_on=None, received_on=start, published_on=day)
        for start, day in zip((date(2022, 3, 7), date(2022, 4, 11)), published, strict=True)
    ]
    plan = PlanFactory(authority=york, inspections=inspections)
    snapshot = take(plan, on=date(2022, 5, 3), calendar=WorkingDayCalendar())
    assert snapshot.embargo == words
    assert PlanSnapshot.from_json(snapshot.to_json()).embargo == words


def test_every_paper_carries_the_mark(site, editor, client_of, tmp_path):
    NamedPersonFactory(inspection=site.inspection, user=editor)
    words = site.inspection.embargo_words(today())
    assert words in take(site.plan, on=today(), calendar=current_calendar()).to_json()
    browser = client_of(editor)
    assert browser.get(site.address("annex-page")).content.decode().count(words) >= 2

    def download(kind):
        path = tmp_path / f"annex.{kind}"
        path.write_bytes(browser.get(site.address("annex-file").replace(".docx", f".{kind}")).content)
        return path

    assert download("html").read_text().count(words) >= 2
    word = docx.Document(download("docx"))
    assert words in word.sections[0].header.paragraphs[0].text
    assert words in [paragraph.text for paragraph in word.paragraphs]
    book = openpyxl.load_workbook(download("xlsx"))
    assert words in [cell.value for cell in book["About"]["B"]]
    assert all(words in sheet.oddHeader.left.text for sheet in book)


@pytest.mark.parametrize("name", ["inspection-list", "inspection-detail", "plan-overview", "plan-list"])
def test_every_page_that_shows_it_carries_the_mark(name, site, editor, client_of):
    NamedPersonFactory(inspection=site.inspection, user=editor)
    assert site.inspection.embargo_words(today()) in client_of(editor).get(site.address(name)).content.decode()
