"""The page on which a council says how it works: a tick means that something is used."""

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import CouncilPractice
from actionplans.models.stages import SKIPPABLE
from actionplans.readiness import ERRORS, WARNINGS
from ilacs.design.wording import mid_sentence
from tests.factories import york_plan

pytestmark = pytest.mark.django_db
ADDRESS = "/york/settings/"


@pytest.fixture
def web(client_of, lead):
    """The director's browser."""
    return client_of(lead)


def ticks(*left_out, revision=0):
    """The form with every tick but these."""
    stages = [stage.value for stage in SKIPPABLE if stage.value not in left_out]
    return {"stages": stages, "warnings": [code for code in WARNINGS if code not in left_out], "revision": revision}


def test_a_council_that_never_said_anything_uses_and_sees_everything(web):
    page = web.get(ADDRESS).content.decode()
    assert page.count('" checked') == len(SKIPPABLE) + len(WARNINGS)
    assert "Stages the council uses" in page
    assert "Warnings shown" in page


def test_what_loses_its_tick_is_no_longer_used(web, york):
    assert web.post(ADDRESS, ticks("scrutiny", "seventy-days")).url == reverse("council-settings", args=["york"])
    practice = CouncilPractice.of(york)
    assert (practice.skipped_stages, practice.warnings_off) == (["scrutiny"], ["seventy-days"])
    form = web.get(ADDRESS).context["form"]
    assert form.initial["stages"] == ["consultation", "approval", "published"]
    assert "seventy-days" not in form.initial["warnings"]
    web.post(ADDRESS, ticks(revision=1))
    practice = CouncilPractice.of(york)
    assert (practice.skipped_stages, practice.warnings_off) == ([], [])


def test_what_is_always_on_is_named(web):
    page = web.get(ADDRESS).content.decode()
    assert "Always used: Draft, Submitted, Monitoring and Closed." in page
    assert all(mid_sentence(kind.title) in page for kind in ERRORS.values())


def test_doing_without_publication_is_met_with_the_law(web):
    page = web.get(ADDRESS).content.decode()
    assert "The law asks that a plan which answers a graded inspection is published" in page


def test_two_people_changing_the_settings_see_both(web, york, lead):
    actions.change_practice(authority=york, skipped=["approval"], off=[], revision=0, by=lead)
    answer = web.post(ADDRESS, ticks("scrutiny"))
    assert answer.status_code == 409
    stages, warnings = answer.context["conflict"].rows
    assert stages[1] == "Consultation\nScrutiny\nPublished"
    assert stages[2] == "Consultation\nApproval\nPublished"
    assert (stages[3], warnings[3]) == (True, False)
    assert CouncilPractice.of(york).skipped_stages == ["approval"]


def test_the_page_of_what_is_missing_leads_to_the_settings(web, york):
    page = web.get(reverse("plan-readiness", args=["york", york_plan(york).pk])).content.decode()
    assert f'href="{ADDRESS}">Choose which warnings the council sees' in page
