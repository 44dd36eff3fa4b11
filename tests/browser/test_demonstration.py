"""What a newcomer sees: the demonstration, from an empty draft to 200 actions with the longest texts."""

from datetime import date

import pytest

from actionplans.demonstration import load
from actionplans.models import ActionPlan
from ilacs.authorities.models import Membership, Role

#: The one a newcomer opens first, the one with 27 areas and 200 actions, and the one whose whole road is told.
COUNCILS = ("marlbrook", "great-thornley", "york")

PARTS = ("", "draft/1/", "actions/", "annex/", "timetable/", "stage/", "versions/", "versions/1/page/")
COMPARED = "compare/?from=1&to=2"


@pytest.fixture
def demonstration(transactional_db):
    """The five councils as they are on a fixed day."""
    return load(date(2026, 11, 20))


def _addresses(slug):
    """The council, its newest inspection and plan, the page of the first area, all actions, its road and versions."""
    plan = ActionPlan.objects.filter(authority__slug=slug).first()
    inspection = plan.inspections.first().get_absolute_url()
    return [f"/{slug}/", inspection, *(plan.get_absolute_url() + part for part in (*PARTS, COMPARED))]


def test_the_demonstration_passes_axe_fits_a_phone_and_keeps_the_console_silent(demonstration, open_page, problems_of):
    problems = []
    for slug in COUNCILS:
        lead = Membership.objects.get(authority__slug=slug, role=Role.LEAD).user
        page = open_page(lead)
        for address in _addresses(slug):
            answer = page.goto(address)
            found = problems_of(page) if answer.status == 200 else [str(answer.status)]
            problems += [f"{address}: {each}" for each in found]
        page.context.close()
    assert "\n".join(problems) == ""
