"""Between receipt and publication a report, its plan and its papers exist only for the people named on it."""

from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from actionplans.actions import change_plan, save_version, start_plan
from actionplans.models import ActionItem, ActionPlan, PlanRefused
from actionplans.snapshot import PlanSnapshot, mark_of, take
from ilacs.design.today import as_if_on, today
from inspections.models import Inspection, current_calendar
from inspections.working_days import WorkingDayCalendar
from tests.addresses import PUBLIC, build_site, every_address
from tests.factories import (
    ActionItemFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    NamedPersonFactory,
    PlanFactory,
    embargoed,
    sent,
    york_2022,
)

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


@pytest.mark.parametrize("answers_it", ["answers it now", "answered it once"])
@pytest.mark.parametrize("role", ["member", "action_owner", "editor", "lead", "administrator"])
def test_for_whoever_is_not_named_no_address_of_it_exists(role, answers_it, site, york, request, client_of):
    if answers_it == "answered it once":
        # What was written about it stands in versions, amendments, recommendations, and past days.
        site.plan.inspections.set([InspectionFactory(authority=york, started_on=date(2019, 7, 8), ended_on=None)])
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


# A plan that answers a published inspection beside a hidden one


@pytest.fixture
def published(york):
    """An inspection everybody of the council may know of, after which a plan is owed."""
    inspection = InspectionFactory(authority=york, received_on=date(2022, 5, 4))
    ImprovementAreaFactory(inspection=inspection, text="Public words.")
    return inspection


@pytest.fixture
def hidden(york, lead):
    """A report under embargo on which the lead is named, and nobody else."""
    inspection = InspectionFactory(
        authority=york, kind="focused_visit", framework="", notified_on=None, started_on=date(2023, 3, 7), ended_on=None
    )
    ImprovementAreaFactory(inspection=inspection, text="Hidden words.")
    return embargoed(inspection, lead)


TITLE = "A plan about both"


@pytest.fixture
def both(york, published, hidden, lead):
    """The plan of both, with a version of both."""
    plan = start_plan(authority=york, inspections=[published, hidden], by=lead, title=TITLE)
    save_version(plan=plan, by=lead, reason="Before the embargo ends")
    return plan


def test_a_plan_stays_hidden_after_it_no_longer_answers_a_hidden_inspection(both, published, lead, editor, client_of):
    both.refresh_from_db()
    change_plan(plan=both, inspections=[published], revision=both.revision, by=lead)
    (last,) = both.inspections.all()
    assert last == published
    version = reverse("version-file", args=["york", both.pk, 1, "json"])
    assert client_of(editor).get(version).status_code == 404
    assert "Hidden words." in client_of(lead).get(version).content.decode()
    assert not ActionPlan.objects.visible_to(editor).exists()
    with as_if_on(today() + timedelta(days=1)):
        type(last).objects.update(published_on=today())
        assert ActionPlan.objects.visible_to(editor).get() == both


def _once_answered(plan):
    return {row.inspection for past in plan.history.all() for row in past.inspections.all()}


def test_one_plan_and_many_agree_on_who_may_know_of_it(york, published, hidden, lead, editor, member, outsider):
    now = PlanFactory(authority=york, inspections=[published, hidden])
    once = PlanFactory(authority=york, inspections=[hidden])
    once.inspections.set([published])
    never = PlanFactory(authority=york, inspections=[published])
    NamedPersonFactory(inspection=hidden, user=member)
    for person in (lead, editor, member, outsider):
        known = set(Inspection.objects.visible_to(person))
        ever = {plan: {*plan.inspections.all(), *_once_answered(plan)} for plan in (now, once, never)}
        assert set(ActionPlan.objects.visible_to(person)) == {plan for plan in ever if ever[plan] <= known}


def test_who_may_know_of_plans_is_one_question(york, published, hidden, editor, django_assert_num_queries):
    for _ in range(30):
        PlanFactory(authority=york, inspections=[published, hidden]).inspections.set([published])
    with django_assert_num_queries(1):
        assert list(ActionPlan.objects.visible_to(editor)) == []


@pytest.mark.parametrize("sent_too", [False, True])
def test_the_pages_of_the_published_inspection_do_not_name_the_plan(
    both, published, hidden, lead, editor, client_of, sent_too
):
    both.refresh_from_db()
    change_plan(plan=both, inspections=[hidden], revision=both.revision, by=lead)
    both.refresh_from_db()
    change_plan(plan=both, inspections=[hidden, published], revision=both.revision, by=lead)
    if sent_too:
        both.responses.update(outcome="Children get help sooner.", lead_post="Director")
        for response in both.responses.all():
            ActionItemFactory(response=response)
        sent(both, on=today(), by=lead)
    browser, area = client_of(editor), published.areas.get()
    pages = [published.get_absolute_url()]
    pages += [reverse(name, args=["york", published.pk]) for name in ("findings-edit", "inspection-deadline-adopt")]
    pages += [reverse("area-edit", args=["york", published.pk, area.pk])]
    typed = {"text": "Other words.", "origin": "ofsted", "revision": published.revision}
    told = [browser.get(page).content.decode() for page in pages] + [browser.post(pages[-1], typed).content.decode()]
    assert "Reported when an action plan was started" in told[0]
    assert [page for page in told if TITLE in page] == []
    for row in (*published.fixed_deadlines.all(), *published.areas.all()):
        assert TITLE not in f"{row.__dict__}"


def test_a_hidden_plan_takes_no_published_inspection_off_the_home_page(both, published, lead, editor, client_of):
    def waiting(person):
        home = client_of(person).get(reverse("council-home", args=["york"]))
        return [owed for owed, _ in home.context["without_plan"]]

    assert waiting(editor) == [published]
    assert waiting(lead) == []


def test_the_refusal_of_a_title_does_not_say_that_a_hidden_plan_has_it(both, york, published, lead, editor, client_of):
    typed = {"title": TITLE, "inspections": [published.pk], "revision": 0}
    said = {}
    for person in (editor, lead):
        answer = client_of(person).post(reverse("plan-add", args=["york"]), typed)
        assert answer.status_code == 422
        said[person] = answer.content.decode()
        with pytest.raises(PlanRefused) as refusal:
            start_plan(authority=york, inspections=[published], by=person, title=TITLE)
        assert str(refusal.value) in said[person]
    assert "already" not in said[editor]
    assert "This title cannot be used. Choose another title" in said[editor]
    assert "There is already a plan with this title. Choose another title" in said[lead]


def test_nor_does_the_refusal_to_remove_an_area(both, published, editor, client_of):
    answer = client_of(editor).post(
        reverse("findings-edit", args=["york", published.pk]),
        {"areas": "Quite other words about something else.", "revision": published.revision, "save": "1"},
    )
    assert answer.status_code == 422
    assert "cannot be removed here" in answer.content.decode()
    assert "because an action plan answers it" not in answer.content.decode()


# What was stored before it was known that the report is under embargo

UNMARKED = "so it does not carry the mark"


@pytest.fixture
def unmarked(york, lead):
    """A plan of an inspection under embargo, whose only version was saved before the report was received."""
    inspection = york_2022(york)
    inspection.published_on = None
    inspection.save()
    plan = PlanFactory(authority=york, inspections=[inspection])
    save_version(plan=plan, by=lead, reason="For the leadership team")
    embargoed(inspection, lead)
    return plan


MARK = "Embargoed until Ofsted publishes the report"


@pytest.mark.parametrize("kind", ["json", "html", "pdf", "docx", "xlsx"])
def test_no_file_of_a_version_without_the_mark_is_handed_out(unmarked, lead, client_of, kind):
    browser = client_of(lead)
    answer = browser.get(reverse("version-file", args=["york", unmarked.pk, 1, kind]))
    assert answer.status_code == 409
    assert UNMARKED in answer.content.decode()
    assert reverse("version-save", args=["york", unmarked.pk]) in answer.content.decode()
    assert "Content-Disposition" not in answer


def test_a_version_saved_now_is_handed_out_with_the_mark(unmarked, lead, client_of):
    save_version(plan=unmarked, by=lead, reason="With the mark")
    answer = client_of(lead).get(reverse("version-file", args=["york", unmarked.pk, 2, "json"]))
    assert (answer.status_code, MARK in answer.content.decode()) == (200, True)


def test_once_the_report_is_published_the_old_version_is_handed_out_as_it_is(unmarked, lead, client_of):
    unmarked.inspections.update(published_on=today())
    browser = client_of(lead)
    assert browser.get(reverse("version-file", args=["york", unmarked.pk, 1, "json"])).status_code == 200
    page = browser.get(reverse("version-detail", args=["york", unmarked.pk, 1])).content.decode()
    assert UNMARKED not in page
    assert "Embargoed" not in page


@pytest.mark.parametrize("name", ["version-detail", "version-page"])
def test_its_pages_carry_the_mark_of_today_and_lead_to_no_file(unmarked, lead, client_of, name):
    page = client_of(lead).get(reverse(name, args=["york", unmarked.pk, 1])).content.decode()
    assert MARK in page
    assert reverse("version-file", args=["york", unmarked.pk, 1, "docx"]) not in page


def test_a_page_that_is_printed_from_the_browser_carries_the_mark_too(unmarked, lead, client_of):
    page = client_of(lead).get(reverse("version-page", args=["york", unmarked.pk, 1])).content.decode()
    head, paper = page.split("<main")
    assert f'data-running-head="{MARK}' in head
    assert MARK in paper


@pytest.mark.parametrize("sides", ["from=1&to=1", "from=1&to=today"])
def test_a_comparison_carries_the_mark_of_today(unmarked, lead, client_of, tmp_path, sides):
    browser = client_of(lead)
    page = browser.get(f"{reverse('plan-compare', args=['york', unmarked.pk])}?{sides}")
    assert page.content.decode().count(MARK) == 1
    path = tmp_path / "changes.docx"
    path.write_bytes(browser.get(f"{reverse('plan-compare-file', args=['york', unmarked.pk, 'docx'])}?{sides}").content)
    word = docx.Document(path)
    assert MARK in word.sections[0].header.paragraphs[0].text
    assert MARK in [paragraph.text for paragraph in word.paragraphs]


def test_a_version_is_marked_for_what_it_tells_of_though_the_plan_answers_it_no_longer(both, published, hidden, lead):
    version = PlanSnapshot.from_json(both.versions.get().content)
    both.inspections.set([published])
    assert mark_of(both, on=today()) == ""
    assert mark_of(both, version, on=today()) == MARK
    save_version(plan=both, by=lead, reason="Without it")
    assert mark_of(both, PlanSnapshot.from_json(both.versions.last().content), on=today()) == ""
