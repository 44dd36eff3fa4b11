"""Between receipt and publication a report, its plan and its papers exist only for those who write in the council."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import ActionPlan
from inspections.models import Inspection
from tests.factories import InspectionFactory, york_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("received", [None, date(2022, 5, 2)])
@pytest.mark.parametrize("published", [None, date(2022, 5, 3), date(2022, 5, 4), date(2022, 5, 5)])
def test_one_inspection_and_many_agree_on_what_is_embargoed(received, published):
    inspection = InspectionFactory(received_on=received, published_on=published)
    on = date(2022, 5, 4)
    assert inspection.is_embargoed(on) == Inspection.objects.embargoed(on).exists()


@pytest.fixture
def plan(york):
    """A plan for an inspection whose report is published next week."""
    plan = york_plan(york)
    today = timezone.localdate()
    plan.inspections.update(received_on=today - timedelta(days=2), published_on=today + timedelta(days=7))
    return plan


def addresses(plan):
    inspection = plan.inspections.get()
    return [
        inspection.get_absolute_url(),
        plan.get_absolute_url(),
        reverse("action-list", args=["york", plan.pk]),
        plan.items.first().get_absolute_url(),
        reverse("annex-page", args=["york", plan.pk]),
        reverse("annex-file", args=["york", plan.pk, "docx"]),
    ]


def test_readers_and_action_owners_do_not_know_of_it(client_of, member, action_owner, plan):
    for person in (member, action_owner):
        client = client_of(person)
        assert [client.get(url).status_code for url in addresses(plan)] == [404] * 6
        for name in ("council-home", "inspection-list", "plan-list"):
            page = client.get(reverse(name, args=["york"])).content.decode()
            assert plan.title not in page
            assert "Requires improvement" not in page


def test_those_who_write_see_it_and_the_paper_says_so(client_of, editor, lead, administrator, plan):
    for person in (editor, lead, administrator):
        client = client_of(person)
        assert [client.get(url).status_code for url in addresses(plan)] == [200] * 6
    assert "Embargoed" in client.get(reverse("annex-page", args=["york", plan.pk])).content.decode()


def test_on_the_day_of_publication_everybody_sees_it(client_of, member, plan):
    plan.inspections.update(published_on=timezone.localdate())
    assert client_of(member).get(plan.get_absolute_url()).status_code == 200


def test_a_person_who_writes_in_one_council_reads_no_embargoed_report_of_another(outsider, several, plan):
    assert not ActionPlan.objects.visible_to(outsider).exists()
    assert ActionPlan.objects.visible_to(several).get() == plan
