"""The pages of a whole plan say what somebody should know before they go on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from actionplans.models import ActionPlan
from ilacs.design.today import today
from tests.factories import InspectionFactory, NamedPersonFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(york):
    return InspectionFactory(authority=york)


@pytest.fixture
def plan(york, inspection):
    return PlanFactory(authority=york, inspections=[inspection], title="Improvement plan 2022")


def read(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query).content.decode()


def test_starting_a_plan_for_an_inspection_that_has_one_names_it(client_of, editor, inspection, plan):
    page = read(client_of(editor), "plan-add", "york", query=f"?inspection={inspection.pk}")
    assert "There is a plan for this inspection already" in page
    assert plan.get_absolute_url() in page


def test_starting_the_first_plan_for_an_inspection_names_none(client_of, editor, york, plan):
    visit = InspectionFactory(
        authority=york, kind="focused_visit", framework="", started_on="2023-07-17", ended_on=None
    )
    page = read(client_of(editor), "plan-add", "york", query=f"?inspection={visit.pk}")
    assert "There is a plan for this inspection already" not in page


def chosen(client, query=""):
    return client.get(reverse("plan-add", args=["york"]) + query).context["form"].initial.get("inspections", [])


def test_only_the_inspection_somebody_came_from_is_ticked(client_of, editor, york, inspection):
    newer = InspectionFactory(authority=york, started_on=date(2024, 3, 4), ended_on=None, published_on=None)
    assert chosen(client_of(editor), f"?inspection={inspection.pk}") == [inspection.pk]
    assert chosen(client_of(editor), f"?inspection={newer.pk}") == [newer.pk]


@pytest.mark.parametrize("query", ["", "?inspection=", "?inspection=999999", "?inspection=all"])
def test_without_one_nothing_is_ticked_unless_there_is_only_one(query, client_of, editor, york, inspection):
    assert chosen(client_of(editor), query) == [inspection.pk]
    InspectionFactory(authority=york, started_on=date(2024, 3, 4), ended_on=None, published_on=None)
    assert chosen(client_of(editor), query) == []


def test_what_an_embargoed_inspection_means_for_the_plan_stands_beside_it(client_of, editor, york, inspection):
    on = today()
    hidden = InspectionFactory(
        authority=york,
        started_on=on - timedelta(days=40),
        ended_on=None,
        received_on=on,
        published_on=on + timedelta(days=4),
    )
    words = "the plan will exist only for the people named on it"
    assert words not in read(client_of(editor), "plan-add", "york")
    NamedPersonFactory(inspection=hidden, user=editor)
    page = read(client_of(editor), "plan-add", "york", query=f"?inspection={inspection.pk}")
    assert page.count(words) == 1
    assert page.count("Embargoed until") == 1


def test_the_title_says_how_long_it_may_be_and_a_longer_one_by_how_much_it_is_too_long(client_of, editor, inspection):
    browser, address = client_of(editor), reverse("plan-add", args=["york"])
    shown = browser.get(address).content.decode()
    assert "For example, Improvement plan 2027. Up to 200 characters." in shown
    assert 'maxlength="200"' not in shown
    answer = browser.post(address, {"title": "a" * 212, "inspections": [inspection.pk]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Shorten the title of the plan by 12 characters: up to 200 characters are allowed" in page
    assert "a" * 212 in page
    assert browser.post(address, {"title": "a" * 200, "inspections": [inspection.pk]}).status_code == 302
    assert ActionPlan.objects.get().title == "a" * 200
