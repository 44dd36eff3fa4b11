"""Changes of a plan that touch several rows: starting, bringing areas in, editing, ordering, moving, reporting."""

from datetime import date

import pytest

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, EditConflict, PlanRefused
from inspections.models import FixedDeadline
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    PlanFactory,
    a_report,
    sent,
    york_2022,
    york_plan,
)

pytestmark = pytest.mark.django_db


def test_starting_a_plan_answers_every_area_in_order_and_fixes_the_deadline(york, editor):
    inspection = york_2022(york)
    plan = actions.start_plan(authority=york, inspections=[inspection], by=editor, title="Improvement plan 2022")
    assert [response.area.position for response in plan.responses.all()] == [1, 2, 3, 4, 5, 6, 7]
    assert [response.number for response in plan.responses.all()] == [1, 2, 3, 4, 5, 6, 7]
    fixed = FixedDeadline.objects.get()
    assert (fixed.due_on, fixed.fixed_by, fixed.basis) == (date(2022, 8, 12), editor, "publication")


def test_an_area_added_to_the_inspection_later_can_be_brought_in(york):
    plan = york_plan(york)
    inspection = plan.inspections.get()
    assert actions.areas_not_in(plan) == []
    late = ImprovementAreaFactory(inspection=inspection)
    assert actions.areas_not_in(plan) == [late]
    assert actions.bring_in_areas(plan=plan) == 1
    assert plan.responses.last().number == 8
    assert actions.bring_in_areas(plan=plan) == 0


def test_an_inspection_with_actions_cannot_be_taken_out_of_a_plan(york, editor):
    plan = york_plan(york)
    visit = InspectionFactory(
        authority=york, kind="focused_visit", framework="", started_on=date(2019, 7, 17), ended_on=date(2019, 7, 17)
    )
    ImprovementAreaFactory(inspection=visit)
    inspection = plan.inspections.get()
    actions.change_plan(plan=plan, inspections=[inspection, visit], revision=0, by=editor)
    assert plan.responses.count() == 8
    with pytest.raises(PlanRefused, match="cannot be taken out"):
        actions.change_plan(plan=plan, inspections=[visit], revision=1, by=editor)
    actions.change_plan(plan=plan, inspections=[inspection], revision=1, by=editor)
    assert plan.responses.count() == 7


def test_the_second_of_two_editors_is_refused_and_nothing_is_written(editor):
    item = ActionItemFactory(action="Write it.")
    first, second = (ActionItem.objects.get(pk=item.pk) for _ in range(2))
    first.action = "Write it well."
    actions.edit_action(item=first, also_serves=[], revision=0, by=editor)
    second.action = "Write it fast."
    with pytest.raises(EditConflict) as conflict:
        actions.edit_action(item=second, also_serves=[], revision=0, by=editor)
    assert conflict.value.current.action == "Write it well."
    item.refresh_from_db()
    assert (item.action, item.revision) == ("Write it well.", 1)


def test_editing_text_does_not_undo_progress_reported_meanwhile(editor):
    item = ActionItemFactory()
    opened = ActionItem.objects.get(pk=item.pk)
    done = a_report(delivery=DeliveryRating.COMPLETE)
    actions.report_progress(item=item, by=editor, report=done, today=date(2022, 7, 1))
    opened.action = "Reworded."
    actions.edit_action(item=opened, also_serves=[], revision=0, by=editor)
    item.refresh_from_db()
    assert (item.action, item.delivery_rating) == ("Reworded.", DeliveryRating.COMPLETE)


def test_saving_an_action_that_was_deleted_meanwhile_brings_it_back_only_knowingly(editor, lead):
    item = ActionItemFactory()
    opened = ActionItem.objects.get(pk=item.pk)
    item.delete_by(by=lead)
    with pytest.raises(EditConflict):
        actions.edit_action(item=opened, also_serves=[], revision=0, by=editor)
    opened = ActionItem.objects.get(pk=item.pk)
    actions.edit_action(item=opened, also_serves=[], revision=1, by=editor)
    item.refresh_from_db()
    assert not item.is_deleted


def test_a_new_action_is_last_and_takes_the_next_reference(editor):
    response = AreaResponseFactory()
    other = AreaResponseFactory(plan=response.plan)
    ActionItemFactory(response=response)
    item = actions.add_action(
        response=response, item=ActionItem(action="Train every chair."), also_serves=[other], by=editor
    )
    assert (item.reference, item.position) == ("1.2", 2)
    assert list(item.also_serves.all()) == [other]
    assert item.history.order_by("history_date").first().history_change_reason == "Added by Eddie Editor"


def test_the_same_form_with_other_words_adds_no_action_in_silence(editor):
    response = AreaResponseFactory()
    other = AreaResponseFactory(plan=response.plan)
    entry = "6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11"

    def add(words="Train every chair.", also_serves=()):
        item = ActionItem(action=words)
        return actions.add_action(response=response, item=item, also_serves=also_serves, by=editor, entry=entry)

    made = add()
    made.action, made.revision = "Train all chairs.", made.revision + 1
    made.save()
    assert add() == made
    for other_words in ({"words": "Train nobody."}, {"also_serves": [other]}):
        with pytest.raises(actions.AlreadySaved, match="Save again to add this as another action"):
            add(**other_words)
    assert response.items.count() == 1


def test_a_moved_action_keeps_its_reference_and_goes_last(editor):
    item = ActionItemFactory()
    to = AreaResponseFactory(plan=item.plan)
    ActionItemFactory(response=to)
    item.also_serves.add(to)
    actions.move_action(item=item, to=to, by=editor)
    item.refresh_from_db()
    assert (item.response, item.reference, item.position) == (to, "1.1", 2)
    assert not item.also_serves.exists()
    assert item.history.latest().history_change_reason == "Moved from area 1 to area 2 by Eddie Editor"


def test_an_action_does_not_move_into_another_plan(editor):
    item = ActionItemFactory()
    with pytest.raises(PlanRefused):
        actions.move_action(item=item, to=AreaResponseFactory(plan=PlanFactory()), by=editor)


def test_actions_change_places_with_their_neighbours(editor):
    response = AreaResponseFactory()
    items = ActionItemFactory.create_batch(3, response=response)
    assert actions.shift_action(item=items[2], up=True, by=editor)
    order = [item.reference for item in response.items.order_by("position")]
    assert order == ["1.1", "1.3", "1.2"]
    assert actions.shift_action(item=items[0], up=False, by=editor)
    assert [item.reference for item in response.items.order_by("position")] == ["1.3", "1.1", "1.2"]


def test_the_first_does_not_go_up_and_the_last_not_down(editor):
    response = AreaResponseFactory()
    first, last = ActionItemFactory.create_batch(2, response=response)
    assert not actions.shift_action(item=first, up=True, by=editor)
    assert not actions.shift_action(item=last, up=False, by=editor)


def test_a_progress_update_sets_the_rating_and_keeps_the_old_one_in_the_history(editor):
    item = ActionItemFactory()
    update = actions.report_progress(
        item=item,
        by=editor,
        report=a_report(delivery=DeliveryRating.AT_RISK, next_step="Find an auditor."),
        today=date(2022, 7, 1),
    )
    item.refresh_from_db()
    assert item.delivery_rating == DeliveryRating.AT_RISK
    assert [row.delivery_rating for row in item.history.order_by("history_date")] == ["not_started", "at_risk"]
    assert (update.made_by, update.next_step) == (editor, "Find an auditor.")
    assert str(update) == "1.1, 1 July 2022"


def test_sending_the_plan_fixes_the_original_due_dates_and_keeps_it_in_the_history(york, lead):
    plan = sent(york_plan(york), by=lead)
    assert {item.original_due_on for item in plan.items.all()} == {date(2022, 12, 31)}
    assert plan.items.get(reference="2.1").history.latest().history_user == lead


def test_the_first_due_date_after_submission_is_the_original_one(york, lead):
    plan = sent(york_plan(york), by=lead)
    late = plan.items.get(reference="1.1")
    ActionItem.objects.filter(pk=late.pk).update(due_on=None, original_due_on=None)
    late = ActionItem.objects.get(pk=late.pk)
    late.due_on = date(2023, 1, 31)
    actions.edit_action(item=late, also_serves=[], revision=late.revision, by=lead, approved="Amendment 1: Late.")
    late.refresh_from_db()
    assert late.original_due_on == date(2023, 1, 31)


def test_in_a_plan_taken_back_to_draft_a_date_it_was_sent_with_moves_only_with_a_reason(york, lead):
    plan = sent(york_plan(york), by=lead)
    ActionPlan.objects.filter(pk=plan.pk).update(stage=ActionPlan.Stage.DRAFT, submitted_on=None)
    item = plan.items.get(reference="1.1")
    for due_on, words in ((date(2023, 1, 1), "Enter the reason"), (None, "must keep one")):
        item.due_on = due_on
        with pytest.raises(PlanRefused, match=words):
            actions.edit_action(item=item, also_serves=[], revision=1, by=lead)


def test_an_action_opened_before_the_plan_was_sent_does_not_wipe_its_original_date(york, lead):
    plan = york_plan(york)
    opened = plan.items.get(reference="1.1")
    sent(plan, by=lead)
    with pytest.raises(EditConflict):
        actions.edit_action(item=opened, also_serves=[], revision=0, by=lead)
    assert plan.items.get(reference="1.1").original_due_on == date(2022, 12, 31)


def test_sending_a_plan_fixes_a_deadline_that_was_not_fixed_before(york, lead):
    plan = york_plan(york)
    inspection = plan.inspections.get()
    inspection.received_on = date(2022, 4, 29)
    inspection.save()
    assert not FixedDeadline.objects.exists()
    sent(plan, on=date(2022, 8, 1), by=lead)
    assert FixedDeadline.objects.filter(inspection=inspection, due_on=date(2022, 8, 10)).exists()


def test_the_history_holds_only_what_was_stored(editor, lead):
    item = ActionItemFactory(action="First.")
    opened = ActionItem.objects.get(pk=item.pk)
    item.action = "Second."
    actions.edit_action(item=item, also_serves=[], revision=0, by=editor)
    opened.delete_by(by=lead)
    item.refresh_from_db()
    assert (item.revision, item.history.latest().action) == (2, "Second.")


def test_a_recovery_step_is_demanded_whoever_reports(editor):
    with pytest.raises(PlanRefused, match="recovery step"):
        actions.report_progress(
            item=ActionItemFactory(),
            by=editor,
            report=a_report(delivery=DeliveryRating.AT_RISK, next_step=" "),
            today=date(2022, 7, 1),
        )
