"""The page that says what still stops a plan and what would be questioned: who sees what, and where each line leads."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from actionplans.models import ActionItem, ActionPlan, AreaResponse, CouncilPractice
from actionplans.views.readiness import warnings_off
from ilacs.design.today import as_if_on
from tests.factories import PlanFactory, york_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_yorks_day(on):
    """Scrutiny met on 28 June 2022."""
    with as_if_on(on):
        yield


@pytest.fixture
def plan(york):
    """A draft of seven areas which nothing stops; it only does not say who monitors it."""
    return york_plan(york)


@pytest.fixture
def read(client_of, plan):
    """The page as a person reads it: the address behind each link by its words, and all its words."""

    def read(person, of=None):
        page = client_of(person).get(address("plan-readiness", of or plan)).content.decode().split("<main", 1)[1]
        page = re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)
        links = re.findall(r'<a class="govuk-link" href="([^"]+)">(.*?)</a>', page, re.DOTALL)
        return {unescape(words): unescape(link) for link, words in links}, _words(page)

    return read


def _words(page):
    return " ".join(unescape(strip_tags(page)).split())


def address(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.pk, *more])


def turn_off(authority, *codes, by):
    practice = CouncilPractice.of(authority)
    practice.warnings_off = [*codes]
    practice._history_user = by
    practice.save()


def break_everything(plan):
    """Something to mend in the plan, in an area and in an action."""
    ActionPlan.objects.filter(pk=plan.pk).update(introduction="To be confirmed.")
    AreaResponse.objects.filter(plan=plan, number=2).update(outcome="", lead_post="")
    ActionItem.objects.filter(plan=plan, reference="3.1").update(lead_post="", due_on=None)
    ActionItem.objects.filter(plan=plan, reference="4.1").delete()


def test_a_plan_that_nothing_stops_is_told_so_calmly_and_what_would_be_asked(read, member):
    _, words = read(member)
    assert "0 things stop submission 1 thing a critical reader would question" in words
    assert "Nothing stops this plan being submitted" in words
    assert "The plan itself The plan does not say who will monitor progress, and how often" in words


def test_a_plan_nobody_could_question_is_told_to_be_read_by_somebody_all_the_same(read, plan, member):
    ActionPlan.objects.filter(pk=plan.pk).update(monitoring_arrangements="The board looks at it monthly.")
    assert "Have somebody read the plan who did not write it." in read(member)[1]


def test_an_editor_finds_the_way_from_each_line_to_where_it_is_mended(read, plan, editor):
    break_everything(plan)
    links, words = read(editor)
    item = plan.items.get(reference="3.1")
    action = f"{address('plan-draft-area', plan, 3)}#action-{item.pk}"
    assert "4 things stop submission 3 things a critical reader would question" in words
    expected = {
        "The plan's introduction still says “To be confirmed”": f"{address('plan-edit', plan)}#id_introduction",
        "Area 2 has no outcome for children": f"{address('response-edit', plan, 2)}#id_outcome",
        "Action 3.1 has no lead": action,
        "Area 4 has no action": address("plan-draft-area", plan, 4),
        "The plan does not say who will monitor progress, and how often": (
            f"{address('plan-edit', plan)}#id_monitoring_arrangements"
        ),
        "Area 2 has no lead": f"{address('response-edit', plan, 2)}#id_lead_post",
        "Action 3.1 has no due date": action,
    }
    assert expected.items() <= links.items()


def test_every_line_leads_to_a_page_with_its_place_on_it(read, client_of, plan, editor):
    break_everything(plan)
    for words, link in read(editor)[0].items():
        page, _, place = link.partition("#")
        answer = client_of(editor).get(page)
        assert answer.status_code == 200, words
        assert not place or f'id="{place}"' in answer.content.decode(), link


def test_a_reader_of_the_plan_reads_the_lines_without_links(read, plan, member):
    break_everything(plan)
    links, words = read(member)
    assert links == {}
    assert "Action 3.1 has no lead" in words


def test_an_action_owner_finds_the_way_to_actions_and_to_nothing_they_may_not_change(read, plan, action_owner):
    break_everything(plan)
    links, _ = read(action_owner)
    assert set(links) == {"Action 3.1 has no lead", "Action 3.1 has no due date"}


def test_lines_stand_under_the_area_they_belong_to(read, plan, member):
    break_everything(plan)
    words = read(member)[1]
    assert re.search(r"Area 4: .{10,150} Area 4 has no action", words)


def test_a_plan_without_areas_leads_to_where_they_are_brought_in(read, york, editor):
    empty = PlanFactory(authority=york)
    links, _ = read(editor, of=empty)
    assert links["The plan answers no area for improvement"] == address("plan-draft", empty)


def test_warnings_that_are_turned_off_are_not_shown_and_the_page_says_who_did_it(read, plan, york, lead, editor):
    turn_off(york, "no-due-date", by=editor)
    turn_off(york, "no-due-date", "no-monitoring-arrangements", by=lead)
    _, words = read(editor)
    assert "0 things a critical reader would question" in words
    assert "2 kinds of warning are turned off in the council’s settings" in words
    assert "No monitoring arrangements, turned off by Lee Lead on 28 June 2022" in words
    assert "no due date, turned off by Eddie Editor on 28 June 2022" in words
    assert warnings_off(plan) == {"no-due-date", "no-monitoring-arrangements"}


def test_what_stops_submission_is_shown_whatever_is_turned_off(read, plan, york, lead, member):
    turn_off(york, "area-without-action", "placeholder", by=lead)
    break_everything(plan)
    assert "4 things stop submission" in read(member)[1]


def test_the_page_of_a_plan_that_was_sent_says_when(read, plan, member, lead):
    ActionPlan.objects.filter(pk=plan.pk).update(stage="submitted", submitted_on=date(2022, 6, 20))
    assert "it was sent to Ofsted on 20 June 2022" in read(member)[1]


def test_the_drafting_page_tells_what_is_missing_from_what_would_be_asked(client_of, plan, york, lead, editor):
    ActionItem.objects.filter(plan=plan, reference="3.1").update(lead_post="", due_on=None)
    page = address("plan-draft-area", plan, 3)
    assert "Still missing: Action 3.1 has no lead A reader would ask: Action 3.1 has no due date" in _words(
        client_of(editor).get(page).content.decode()
    )
    turn_off(york, "no-due-date", by=lead)
    assert "A reader would ask" not in _words(client_of(editor).get(page).content.decode())


def test_the_overview_names_the_first_few_things_and_leads_to_all_of_them(client_of, plan, member):
    for reference in ("1.1", "2.1", "3.1", "4.1", "5.1", "6.1"):
        ActionItem.objects.filter(plan=plan, reference=reference).update(lead_post="")
    page = client_of(member).get(plan.get_absolute_url()).content.decode()
    assert "6 things still missing" in page
    assert "Action 5.1 has no lead" in page
    assert "Action 6.1 has no lead" not in page
    assert f'href="{address("plan-readiness", plan)}">See all 6, and what a critical reader would question' in page


def test_the_overview_of_a_plan_that_nothing_stops_says_so(client_of, plan, member):
    page = client_of(member).get(plan.get_absolute_url()).content.decode()
    assert "Nothing stops this plan being submitted" in page
    assert address("plan-readiness", plan) in page
