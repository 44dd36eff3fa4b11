"""Two people at the same moment, each on a connection of their own: nothing doubled, nothing lost."""

from datetime import date

import pytest

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, EditConflict
from tests.at_once import at_once
from tests.factories import ActionItemFactory, AreaResponseFactory, york_2022, york_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_actions_added_at_once_get_references_of_their_own(editor, lead):
    response = AreaResponseFactory()

    def adds(person):
        return lambda: (
            actions.add_action(
                response=response, item=ActionItem(action=f"By {person}."), also_serves=[], by=person
            ).reference
        )

    assert sorted(at_once(adds(editor), adds(lead), adds(editor))) == ["1.1", "1.2", "1.3"]


def test_of_two_saves_at_once_one_holds_and_the_other_is_told(editor, lead):
    item = ActionItemFactory()
    copies = [ActionItem.objects.get(pk=item.pk) for _ in range(2)]
    for copy, text in zip(copies, ("The editor's.", "The director's."), strict=True):
        copy.action = text

    def saves(copy, person):
        return lambda: actions.edit_action(item=copy, also_serves=[], revision=0, by=person)

    results = at_once(saves(copies[0], editor), saves(copies[1], lead))
    assert sorted(type(result).__name__ for result in results) == ["EditConflict", "NoneType"]
    winner = copies[results.index(None)].action
    item.refresh_from_db()
    assert (item.action, item.revision) == (winner, 1)
    lost = next(result for result in results if isinstance(result, EditConflict))
    assert lost.current.action == winner


def test_sending_a_plan_while_its_details_are_edited_is_never_undone(york, editor, lead):
    plan = york_plan(york)
    inspections = list(plan.inspections.all())
    edited = ActionPlan.objects.get(pk=plan.pk)
    edited.introduction = "Written meanwhile."

    def sends():
        actions.submit_plan(plan=plan, by=lead, on=date(2022, 8, 1), today=date(2022, 8, 1))

    def edits():
        actions.change_plan(plan=edited, inspections=inspections, revision=0, by=editor)

    at_once(sends, edits)
    stored = ActionPlan.objects.get(pk=plan.pk)
    assert (stored.stage, stored.submitted_on) == (ActionPlan.Stage.SUBMITTED, date(2022, 8, 1))


def test_two_reports_at_once_leave_the_rating_of_the_newest(editor, lead):
    item = ActionItemFactory()
    copies = [ActionItem.objects.get(pk=item.pk) for _ in range(2)]

    def reports(copy, person, rating):
        return lambda: actions.report_progress(
            item=copy,
            by=person,
            on=date(2022, 7, 1),
            today=date(2022, 7, 1),
            what_changed="Said.",
            delivery_rating=rating,
            next_step="Next.",
        )

    at_once(reports(copies[0], editor, DeliveryRating.ON_TRACK), reports(copies[1], lead, DeliveryRating.OFF_TRACK))
    item.refresh_from_db()
    assert item.updates.count() == 2
    assert item.delivery_rating == item.updates.first().delivery_rating


def test_two_plans_of_one_title_begun_at_once_are_one_plan_and_a_refusal(york, editor, lead):
    inspection = york_2022(york)

    def starts(person):
        return lambda: actions.start_plan(authority=york, inspections=[inspection], by=person, title="Plan")

    results = at_once(starts(editor), starts(lead))
    assert sorted(type(result).__name__ for result in results) == ["ActionPlan", "PlanRefused"]
