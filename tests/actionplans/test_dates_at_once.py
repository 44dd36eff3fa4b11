"""Two people, or one button pressed twice, at the same moment: a date moves once and nothing is doubled."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, Amendment, DeliveryRating, Stage
from tests.at_once import at_once
from tests.factories import ActionItemFactory, MembershipFactory, MilestoneFactory, sent, york_plan

pytestmark = pytest.mark.django_db(transaction=True)
LATER, LATEST = date(2023, 1, 31), date(2023, 3, 31)
ENTRY = UUID("6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11")


@pytest.fixture
def item():
    """An action that others have seen, due at the end of 2022."""
    item = ActionItemFactory()
    ActionPlan.objects.update(stage=Stage.CONSULTATION)
    return item


def moves(item, person, to, **more):
    copy = ActionItem.objects.get(pk=item.pk)
    wish = {"due_on": to, "reason": f"Says {person}.", "by": person, "revision": copy.revision, **more}
    return lambda: actions.request_date(item=copy, **wish)


def test_of_two_people_who_move_one_date_at_once_one_does_and_the_other_is_shown_it(item, editor, lead):
    results = at_once(moves(item, editor, LATER), moves(item, lead, LATEST))
    assert sorted(type(result).__name__ for result in results) == ["EditConflict", "NoneType"]
    item.refresh_from_db()
    move = item.date_moves.get()
    winner = (editor, lead)[results.index(None)]
    assert (move.moved_by, move.to_on) == (winner, item.due_on)


def test_one_move_sent_twice_at_once_is_one_move(item, editor):
    assert at_once(*[moves(item, editor, LATER)] * 2) == [None, None]
    assert item.date_moves.count() == 1


def test_one_request_sent_twice_at_once_is_one_request(york, editor, lead):
    item = sent(york_plan(york), by=lead).items.get(reference="1.1")
    results = at_once(*[moves(item, editor, LATER, entry=ENTRY)] * 2)
    assert results[0] == results[1] == Amendment.objects.get()


def test_a_milestone_added_while_the_date_moves_before_it_never_stands_after_it(item, editor, lead, settings):
    settings.TODAY, early = date(2022, 9, 1), date(2022, 10, 31)

    def adds():
        actions.add_milestone(item=item, name="Step", due_on=date(2022, 11, 30), by=lead)

    results = at_once(moves(item, editor, early), adds)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "PlanRefused"]
    item.refresh_from_db()
    assert all(each.due_on <= item.due_on for each in item.milestones.all())


def test_one_milestone_sent_twice_at_once_is_one(item, editor):
    def adds():
        return actions.add_milestone(item=item, name="Step", due_on=date(2022, 11, 30), by=editor, entry=ENTRY)

    results = at_once(adds, adds)
    assert results[0] == results[1] == item.milestones.get()


def test_many_actions_changed_twice_at_once_change_once(york, editor, action_owner, client_of):
    plan = york_plan(york)
    items = list(plan.items.order_by("reference")[:3])
    typed = {
        "items": [item.pk for item in items],
        "lead_person": action_owner.pk,
        "rating": DeliveryRating.ON_TRACK,
        "reason": "The service was reorganised.",
        "seen": ",".join(f"{item.pk}:0" for item in items),
        "entry": str(ENTRY),
        "step": "apply",
    }
    address = reverse("action-change-many", args=["york", plan.pk])
    browsers = [client_of(editor), client_of(editor)]
    answers = at_once(*(lambda browser=browser: browser.post(address, typed) for browser in browsers))
    assert [answer.status_code for answer in answers] == [200, 200]
    for item in items:
        item.refresh_from_db()
        assert (item.lead_person, item.revision, item.updates.count()) == (action_owner, 1, 1)


def test_two_people_who_hand_over_at_once_hand_over_once(york, editor, lead):
    former = MembershipFactory(authority=york, ended_on=date(2022, 7, 31)).user
    plan = york_plan(york)
    plan.items.update(lead_person=former)

    def hands_over(person):
        return lambda: actions.hand_over(
            plan=plan, from_person=former, to_person=person, to_post="", reason="She left.", by=person
        )

    results = at_once(hands_over(editor), hands_over(lead))
    assert sorted(results) == [0, 7]
    assert len({item.lead_person_id for item in plan.items.all()}) == 1


def test_a_milestone_reached_twice_at_once_is_reached_once(item, editor):
    milestone = MilestoneFactory(item=item)
    day = date(2022, 9, 1)

    def reaches():
        actions.reach_milestone(milestone=milestone, on=day, by=editor, today=day)

    assert at_once(reaches, reaches) == [None, None]
    milestone.refresh_from_db()
    assert (milestone.done_on, milestone.revision) == (day, 1)
