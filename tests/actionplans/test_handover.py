"""Owners who left: what they lead is found, and handed over in one step with one reason."""

from datetime import date

import pytest

from actionplans import actions
from actionplans.models import ActionPlan, PlanRefused
from ilacs.authorities.models import Role
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    MeasureFactory,
    MembershipFactory,
    NamedPersonFactory,
    PlanFactory,
    RecommendationFactory,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db
WHY = "She left the council on 31 July."


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(date(2022, 10, 3)):
        yield


@pytest.fixture
def former(york):
    """An action owner whose role has ended."""
    return MembershipFactory(
        authority=york, user__name="Lea Former", role=Role.ACTION_OWNER, ended_on=date(2022, 7, 31)
    ).user


@pytest.fixture
def plan(york, former):
    """York's plan in which she leads two actions, an area, a measure and what a committee asked."""
    plan = york_plan(york)
    plan.items.filter(reference__in=["1.1", "2.1"]).update(lead_person=former)
    plan.responses.filter(number=3).update(lead_person=former)
    MeasureFactory(plan=plan, owner_person=former)
    RecommendationFactory(plan=plan, owner_person=former, owner_post="Head of Audit")
    return plan


def hand_over(plan, former, by, to_person=None, to_post="", reason=WHY, items=None):
    return actions.hand_over(
        plan=plan, from_person=former, to_person=to_person, to_post=to_post, reason=reason, by=by, items=items
    )


def left(plan, former):
    """Everything she leads there, as texts."""
    found = actions.left_behind([plan], [former]).get(former.pk, [])
    return [str(row).split(" ")[0] for leaving in found for row in leaving.everything]


def test_what_she_leads_is_found_but_nothing_deleted_done_or_over(york, plan, former, editor):
    assert actions.who_left(york) == [former]
    assert left(plan, former) == ["3.", "1.1", "2.1", "M1", "Recommendation"]
    plan.items.get(reference="2.1").delete_by(by=editor)
    plan.measures.get().archive(by=editor, reason="No longer counted.")
    assert left(plan, former) == ["3.", "1.1", "Recommendation"]
    ActionPlan.objects.update(stage="closed", closed_on=date(2022, 9, 1))
    assert left(ActionPlan.objects.get(), former) == []


def test_somebody_who_came_back_has_not_left(york, plan, former, administrator):
    york.memberships.get(user=former).revive(role=Role.EDITOR, post="", by=administrator)
    assert actions.who_left(york) == []


def test_all_of_it_goes_to_another_person_and_each_keeps_its_post(plan, former, editor, action_owner):
    assert hand_over(plan, former, editor, to_person=action_owner) == 5
    assert left(plan, former) == []
    item = plan.items.get(reference="1.1")
    assert (item.lead, item.revision) == ("Head of Service, Ash Owner", 1)
    assert item.history.first().history_change_reason == f"Handed over from Lea Former: {WHY}"
    assert plan.responses.get(number=3).lead == "Director of Children's Services, Ash Owner"
    assert plan.measures.get().owner == "Performance manager, Ash Owner"
    assert plan.recommendations.get().owner == "Head of Audit, Ash Owner"
    assert plan.measures.get().history.first().history_change_reason == f"Handed over from Lea Former: {WHY}"


def test_only_what_is_ticked_goes_to_a_post(plan, former, editor):
    ticked = [plan.items.get(reference="1.1"), plan.measures.get()]
    assert hand_over(plan, former, editor, to_post="Head of Quality", items=ticked) == 2
    assert plan.items.get(reference="1.1").lead == "Head of Quality"
    assert plan.measures.get().owner == "Head of Quality"
    assert left(plan, former) == ["3.", "2.1", "Recommendation"]


def test_a_plan_that_was_sent_allows_it_without_an_amendment(york, lead, former, editor, action_owner):
    plan = sent(york_plan(york), by=lead)
    plan.items.filter(reference="1.1").update(lead_person=former)
    assert hand_over(plan, former, editor, to_person=action_owner, to_post="Head of Quality") == 1
    assert plan.items.get(reference="1.1").lead == "Head of Quality, Ash Owner"
    assert not plan.amendments.exists()


def test_the_same_form_sent_twice_hands_over_once(plan, former, editor, action_owner):
    ticked = list(plan.items.filter(lead_person=former))
    assert [hand_over(plan, former, editor, to_person=action_owner, items=ticked) for _ in range(2)] == [2, 0]
    assert plan.items.get(reference="1.1").history.count() == 2


def test_nothing_of_anybody_else_is_handed_over(plan, former, editor, action_owner):
    other = plan.items.get(reference="4.1")
    assert hand_over(plan, former, editor, to_person=action_owner, items=[other]) == 0
    second = PlanFactory(authority=plan.authority, inspections=plan.inspections.all())
    area = AreaResponseFactory(plan=second, area=plan.responses.get(number=1).area)
    elsewhere = ActionItemFactory(response=area, lead_person=former)
    assert hand_over(plan, former, editor, to_person=action_owner, items=[elsewhere]) == 0


def test_nobody_takes_over_who_only_reads_or_may_not_see_the_plan(plan, former, editor, action_owner, member):
    embargoed(plan.inspections.get(), editor, member)
    for person in (member, action_owner):
        with pytest.raises(PlanRefused, match=f"{person} does not work on this plan") as refusal:
            hand_over(plan, former, editor, to_person=person)
        assert refusal.value.field == "to_person"
    NamedPersonFactory(inspection=plan.inspections.get(), user=action_owner)
    assert hand_over(plan, former, editor, to_person=action_owner) == 5


def test_what_cannot_be_is_refused_beside_its_field(plan, former, editor, action_owner, outsider):
    for wanted, words, field in (
        ({"to_person": action_owner, "reason": " "}, "Enter the reason", "reason"),
        ({"to_post": " "}, "Choose a person, enter a post, or both", "to_person"),
        ({"to_person": former}, "Choose somebody else", "to_person"),
        ({"to_person": outsider}, "Otto Outsider does not work on this plan", "to_person"),
    ):
        with pytest.raises(PlanRefused, match=words) as refusal:
            hand_over(plan, former, editor, **wanted)
        assert refusal.value.field == field
    ActionPlan.objects.update(stage="closed", closed_on=date(2022, 9, 1))
    with pytest.raises(PlanRefused, match="This plan is over"):
        hand_over(plan, former, editor, to_person=action_owner)
    assert plan.items.filter(lead_person=former).count() == 2
