"""The pages of a whole plan say what somebody should know before they go on."""

import pytest
from django.urls import reverse

from tests.factories import InspectionFactory, PlanFactory

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
