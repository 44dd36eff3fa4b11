"""The words of a report that a sent plan quotes do not change under it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from actionplans.actions import Wish, move_plan
from actionplans.actions.stages import QUOTED
from actionplans.models import Stage
from inspections import actions
from inspections.actions import FindingsRefused
from inspections.models import ImprovementArea
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    ImprovementAreaFactory,
    PlanFactory,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 8, 11)


@pytest.fixture
def plan(york, lead):
    """A plan that was sent, and an area of its inspection that it does not answer."""
    plan = york_plan(york)
    ImprovementAreaFactory(inspection=plan.inspections.get())
    return sent(plan, DAY, lead)


def lists_of(inspection, **changed):
    inspection.refresh_from_db()
    lists = {name: [each.text for each in getattr(inspection, name).all()] for name in ("areas", "strengths")}
    return {**lists, "revision": inspection.revision, **changed}


def test_the_words_a_sent_plan_quotes_are_changed_neither_one_by_one_nor_as_a_list(plan, editor):
    inspection = plan.inspections.get()
    area = inspection.areas.first()
    area.text = "Other words."
    with pytest.raises(FindingsRefused, match="Area 1 cannot be changed, because an action plan that was sent"):
        actions.update_finding(area, revision=inspection.revision, by=editor)
    first, *others = lists_of(inspection)["areas"]
    areas = [first.replace("written", "typed"), *others]
    with pytest.raises(FindingsRefused, match="was sent"):
        actions.replace_findings(inspection, by=editor, **lists_of(inspection, areas=areas))


def test_what_the_plan_does_not_answer_may_still_be_corrected(plan, editor):
    inspection = plan.inspections.get()
    areas = [*lists_of(inspection)["areas"][:-1], "Corrected words."]
    actions.replace_findings(inspection, by=editor, **lists_of(inspection, areas=areas, strengths=["One strength."]))
    assert inspection.areas.last().text == "Corrected words."


def test_a_plan_taken_back_lets_the_words_be_corrected(plan, editor, lead):
    inspection = plan.inspections.get()
    area = inspection.areas.first()
    taken_back = Wish(Stage.DRAFT, Stage.SUBMITTED, lead, DAY, DAY, note="A word is wrong.")
    move_plan(plan=plan, wish=taken_back)
    area.refresh_from_db()
    inspection.refresh_from_db()
    area.text = "Other words."
    actions.update_finding(area, revision=inspection.revision, by=editor)
    area.refresh_from_db()
    assert (area.text, area.locked_because) == ("Other words.", "")


def test_the_page_says_beside_the_words_why_they_stay(plan, editor, client_of):
    inspection = plan.inspections.get()
    area = inspection.areas.first()
    address = reverse("area-edit", args=["york", inspection.pk, area.pk])
    typed = {"text": "Other words.", "origin": "ofsted", "revision": inspection.revision}
    page = client_of(editor).post(address, typed)
    assert page.status_code == 422
    assert "take the plan back first" in page.content.decode()
    area.refresh_from_db()
    assert area.text != "Other words."


def test_words_that_another_sent_plan_quotes_stay_locked(plan, york, lead):
    inspection = plan.inspections.get()
    other = PlanFactory(authority=york, inspections=[inspection], title="Second plan")
    for area in inspection.areas.all()[:7]:
        ActionItemFactory(response=AreaResponseFactory(plan=other, area=area))
    sent(other, DAY, lead)
    move_plan(plan=plan, wish=Wish(Stage.DRAFT, Stage.SUBMITTED, lead, DAY, DAY, note="A word is wrong."))
    assert "an action plan that was sent quotes it" in inspection.areas.first().locked_because


@pytest.mark.django_db(transaction=True)
def test_plans_sent_before_areas_were_locked_lock_theirs_with_the_update(york, elsewhere, lead):
    quoted, drafted = sent(york_plan(york), DAY, lead), york_plan(elsewhere)
    before, newest = ("actionplans", "0006_edition_title"), MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate([before])
    try:
        ImprovementArea.objects.update(locked_because="")
    finally:
        MigrationExecutor(connection).migrate(newest)
    words = {plan.pk: {response.area.locked_because for response in plan.responses.all()} for plan in (quoted, drafted)}
    assert words == {quoted.pk: {QUOTED}, drafted.pk: {""}}
