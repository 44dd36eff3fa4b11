"""The site administration: proclaimed holidays are entered there, everything else is only read."""

import pytest
from django.urls import reverse

from ilacs.authorities.models import User
from inspections.models import ProclaimedDay
from tests.factories import ProclaimedDayFactory, york_2022

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of):
    """The browser of the site's administrator."""
    return client_of(User.objects.create_superuser("site@example.gov.uk", name="Site Administrator"))


def test_a_proclaimed_day_is_entered_and_its_author_kept(client):
    page = reverse("admin:inspections_proclaimedday_add")
    response = client.post(page, {"day": "2022-09-19", "name": "Bank holiday for the State Funeral"})
    assert response.status_code == 302
    assert ProclaimedDay.objects.get().history.get().history_user.name == "Site Administrator"


def test_a_day_is_proclaimed_once(client):
    day = ProclaimedDayFactory()
    response = client.post(
        reverse("admin:inspections_proclaimedday_add"), {"day": day.day.isoformat(), "name": "Again"}
    )
    assert "already exists" in response.content.decode()
    assert ProclaimedDay.objects.count() == 1


@pytest.mark.parametrize("model", ["inspection", "improvementarea", "strength"])
def test_inspections_and_findings_are_read_with_their_history_and_not_changed(client, york, model):
    inspection = york_2022(york)
    row = {
        "inspection": inspection,
        "improvementarea": inspection.areas.first(),
        "strength": inspection.strengths.first(),
    }
    page = reverse(f"admin:inspections_{model}_change", args=[row[model].pk])
    assert client.get(reverse(f"admin:inspections_{model}_changelist")).status_code == 200
    assert client.get(page).status_code == 200
    assert client.get(reverse(f"admin:inspections_{model}_history", args=[row[model].pk])).status_code == 200
    assert client.post(page, {}).status_code == 403
    assert client.get(reverse(f"admin:inspections_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:inspections_{model}_delete", args=[row[model].pk])).status_code == 403


def test_an_editor_of_a_council_is_no_site_administrator(client_of, editor):
    assert client_of(editor).get(reverse("admin:inspections_inspection_changelist")).status_code == 302
