"""Two people at the same moment, each on a connection of their own: nothing doubled, nothing lost."""

from datetime import date
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, EditConflict, Milestone, ProgressUpdate, Stage
from tests.at_once import at_once
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    MilestoneFactory,
    PlanFactory,
    RecommendationFactory,
    a_report,
    sent,
    york_2022,
    york_plan,
)

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
        sent(plan, on=date(2022, 8, 1), by=lead)

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
            item=copy, by=person, report=a_report(delivery=rating), today=date(2022, 7, 1)
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


def test_of_two_moves_at_once_one_wins_and_the_other_is_told(york, editor, lead):
    plan = york_plan(york)

    def moves(person, to, **more):
        copy = ActionPlan.objects.get(pk=plan.pk)
        wish = actions.Wish(to, Stage.DRAFT, person, date(2022, 8, 1), date(2022, 8, 1), **more)
        return lambda: actions.move_plan(plan=copy, wish=wish).to_stage

    other = PlanFactory(authority=york)
    results = at_once(
        moves(editor, Stage.CONSULTATION), moves(lead, Stage.SUPERSEDED, note="One plan.", successor=other)
    )
    assert sorted(type(result).__name__ for result in results) == ["Stage", "StageConflict"]
    plan.refresh_from_db()
    won = next(result for result in results if isinstance(result, Stage))
    lost = next(result for result in results if isinstance(result, actions.StageConflict))
    assert plan.stage == lost.plan.stage == won
    assert (plan.moves.count(), plan.versions.count()) == (1, 1)


def test_of_two_people_who_press_the_button_at_once_one_moves_the_plan_and_one_gets_a_clear_page(
    york, editor, lead, client_of
):
    plan = york_plan(york)
    address = reverse("plan-move", args=["york", plan.pk, "consultation"])
    typed = {"on_day": "1", "on_month": "8", "on_year": "2022", "expected": "draft"}
    browsers = [client_of(editor), client_of(lead)]
    answers = at_once(*(lambda browser=browser: browser.post(address, typed) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "This is done already" in late.content.decode()
    assert plan.moves.count() == 1


def test_of_two_people_who_answer_a_committee_at_once_one_is_shown_what_the_other_said(york, editor, lead, client_of):
    asked = RecommendationFactory(plan=york_plan(york), meeting__held_on=date(2022, 6, 28))
    address = reverse("recommendation-answer", args=["york", asked.plan_id, asked.number])
    typed = {"revision": "0", "answered_on_day": "1", "answered_on_month": "8", "answered_on_year": "2022"}
    said = ({"answer": "accepted", "reason": "At once."}, {"answer": "rejected", "reason": "Too dear."})
    browsers = [client_of(editor), client_of(lead)]
    answers = at_once(
        *(
            lambda browser=browser, mine=mine: browser.post(address, typed | mine)
            for browser, mine in zip(browsers, said, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "At once." in late
    assert "Too dear." in late
    asked.refresh_from_db()
    assert (asked.revision, asked.history.count()) == (1, 2)


def test_a_plan_taken_back_while_another_is_being_sent_leaves_the_words_they_share_locked(york, lead):
    first = sent(york_plan(york), by=lead)
    inspection = first.inspections.get()
    second = PlanFactory(authority=york, inspections=[inspection], title="Second plan")
    for area in inspection.areas.all():
        ActionItemFactory(response=AreaResponseFactory(plan=second, area=area))
    is_being_sent, day = Event(), date(2022, 8, 11)

    def sends():
        with transaction.atomic():
            sent(second, by=lead)
            is_being_sent.set()
            sleep(0.5)

    def takes_back():
        is_being_sent.wait(timeout=10)
        wish = actions.Wish(Stage.DRAFT, Stage.SUBMITTED, lead, day, day, note="A word is wrong.")
        actions.move_plan(plan=ActionPlan.objects.get(pk=first.pk), wish=wish)

    assert at_once(sends, takes_back) == [None, None]
    assert ActionPlan.objects.get(pk=first.pk).is_draft
    assert all(area.locked_because for area in inspection.areas.all())


def a_milestone_and_a_form(action_owner):
    """An action of the action owner's with a milestone, and what two phones send of it at the same moment."""
    item = ActionItemFactory(lead_person=action_owner)
    step = MilestoneFactory(item=item)

    def sends(entry, **changes):
        copy = ActionItem.objects.get(pk=item.pk)
        told = actions.Told(a_report(**changes), reached=[Milestone.objects.get(pk=step.pk)])
        return lambda: actions.report_all(item=copy, by=action_owner, told=told, today=date(2022, 7, 1), entry=entry)

    return item, sends


def test_a_form_that_is_sent_twice_at_once_reports_once(action_owner):
    item, sends = a_milestone_and_a_form(action_owner)
    entry = uuid4()
    made = at_once(sends(entry), sends(entry), sends(entry))
    assert [each.pk for each in made] == [item.updates.get().pk] * 3
    assert item.milestones.get().done_on == date(2022, 7, 1)


def test_two_forms_sent_at_once_are_two_updates_in_order_and_the_later_one_sets_the_ratings(action_owner):
    item, sends = a_milestone_and_a_form(action_owner)
    at_once(sends(uuid4(), delivery=DeliveryRating.OFF_TRACK), sends(uuid4(), delivery=DeliveryRating.AT_RISK))
    newest, before = item.updates.all()
    item.refresh_from_db()
    assert (newest.number, before.number) == (2, 1)
    assert item.delivery_rating == newest.delivery_rating != before.delivery_rating


def test_of_two_corrections_of_one_update_at_once_one_holds_and_the_other_is_told(editor, lead):
    item = ActionItemFactory()
    first = actions.report_progress(item=item, by=editor, report=a_report(), today=date(2022, 7, 1))

    def corrects(person):
        copy = ActionItem.objects.get(pk=item.pk)
        report = a_report(what_changed=f"Put right by {person}.")
        return lambda: actions.report_progress(
            item=copy, by=person, report=report, today=date(2022, 7, 1), corrects=first
        )

    results = at_once(corrects(editor), corrects(lead))
    assert sorted(type(result).__name__ for result in results) == ["PlanRefused", "ProgressUpdate"]
    assert item.updates.count() == 2


def test_a_report_while_the_plan_is_closed_comes_before_it_or_not_at_all(york, lead, editor):
    plan = york_plan(york)
    item = plan.items.first()
    sent(plan, by=lead)
    for to in (Stage.PUBLISHED, Stage.MONITORING):
        wish = actions.Wish(to, Stage(plan.stage), lead, date(2022, 8, 12), date(2022, 8, 12))
        actions.move_plan(plan=plan, wish=wish)

    def reports():
        copy = ActionItem.objects.get(pk=item.pk)
        report = a_report(on=date(2022, 9, 1))
        return actions.report_progress(item=copy, by=editor, report=report, today=date(2022, 9, 1))

    def closes():
        wish = actions.Wish(Stage.CLOSED, Stage.MONITORING, lead, date(2022, 9, 1), date(2022, 9, 1))
        return actions.move_plan(plan=ActionPlan.objects.get(pk=plan.pk), wish=wish)

    told, moved = at_once(reports, closes)
    assert type(moved).__name__ == "StageMove", moved
    version = moved.version
    reported = isinstance(told, ProgressUpdate)
    assert reported == item.updates.exists()
    seen = next(each for each in actions.snapshot_of(version).items if each.pk == item.pk)
    assert (seen.progress is not None) == reported
