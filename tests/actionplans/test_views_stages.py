"""The road of a plan and the page of one move, as people meet them."""

from datetime import date

import pytest
from django.urls import reverse

from actionplans.actions import Wish, move_plan
from actionplans.models import ActionItem, ActionPlan, CouncilPractice, Stage
from ilacs.authorities.models import Role
from ilacs.design.today import as_if_on
from tests.actionplans.test_stage_table import at, typed
from tests.factories import (
    AmendmentFactory,
    InspectionFactory,
    MembershipFactory,
    PlanFactory,
    StageMoveFactory,
    closed,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 11)


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture(autouse=True)
def _on_the_day():
    with as_if_on(DAY):
        yield


def page(client, plan, name="plan-stage", *more):
    answer = client.get(reverse(name, args=[plan.authority.slug, plan.pk, *more]))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, plan, to, **more):
    return client.post(reverse("plan-move", args=[plan.authority.slug, plan.pk, to]), typed(plan, **more))


def test_everybody_reads_where_the_plan_stands_and_who_moved_it(plan, lead, member, client_of):
    move_plan(plan=plan, wish=Wish(Stage.CONSULTATION, Stage.DRAFT, lead, date(2022, 6, 1), DAY, note="To partners."))
    shown = page(client_of(member), plan)
    for words in ("Partners, staff, children and families", "Draft to consultation", "To partners.", "Lee Lead"):
        assert words in shown
    assert '<time datetime="2022-06-01">1 June 2022</time>' in shown
    assert reverse("version-detail", args=["york", plan.pk, 1]) in shown
    assert "Only a lead (director), an editor or an administrator can." in shown
    assert "Only a lead (director) can." in shown
    assert reverse("plan-move", args=["york", plan.pk, "scrutiny"]) not in shown


def test_each_person_finds_links_to_the_moves_they_may_make(plan, editor, lead, client_of):
    for person, may_replace in ((editor, False), (lead, True)):
        shown = page(client_of(person), plan)
        assert reverse("plan-move", args=["york", plan.pk, "consultation"]) in shown
        assert (reverse("plan-move", args=["york", plan.pk, "superseded"]) in shown) == may_replace


def test_what_stops_submission_is_said_with_the_way_to_mend_it(plan, lead, client_of):
    at(plan, Stage.APPROVAL, by=lead)
    ActionItem.objects.filter(plan=plan).update(success_measure="")
    for shown in (page(client_of(lead), plan), page(client_of(lead), plan, "plan-move", "submitted")):
        assert "7 things have to be put right before the plan can be submitted" in shown
        assert reverse("plan-readiness", args=["york", plan.pk]) in shown
    assert 'name="sent_to"' not in page(client_of(lead), plan, "plan-move", "submitted")


def test_submitting_leads_to_the_proof_and_says_what_it_means_before(plan, lead, client_of):
    at(plan, Stage.APPROVAL, by=lead)
    asked = page(client_of(lead), plan, "plan-move", "submitted")
    assert "The text is locked from then on" in asked
    assert "An action that has no original due date yet keeps its due date of that day as the original one" in asked
    answer = post(client_of(lead), plan, "submitted", reference="R 12")
    assert answer.url == reverse("plan-proof", args=["york", plan.pk])
    assert plan.submissions.get().reference == "R 12"


@pytest.mark.parametrize(
    ("to", "changes", "target", "words"),
    [
        ("consultation", {"on_day": "12"}, "id_on_day", "The date must be today or in the past"),
        ("consultation", {"on_month": ""}, "id_on_month", "The day of the move must include a month"),
        ("superseded", {"note": " "}, "id_note", "Enter the reason"),
        ("superseded", {"successor": "999"}, "id_successor", "Choose the plan that takes its place"),
        ("consultation", {"expected": ""}, "", "Open this page again, then make the move"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(plan, lead, client_of, to, changes, target, words):
    other = PlanFactory(authority=plan.authority)
    answer = post(client_of(lead), plan, to, **{"note": "My words.", "successor": other.pk, **changes})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert f'href="#{target}"' in shown or not target
    assert "My words." in shown or "note" in changes
    assert ActionPlan.objects.get(pk=plan.pk).stage == "draft"


def test_a_refused_submission_keeps_the_addresses(plan, lead, client_of):
    at(plan, Stage.APPROVAL, by=lead)
    answer = post(client_of(lead), plan, "submitted", sent_to="first@ofsted.example", on_day="12")
    assert answer.status_code == 422
    assert "first@ofsted.example" in answer.content.decode()
    assert post(client_of(lead), plan, "submitted", sent_to="").status_code == 422


def test_whoever_comes_second_gets_a_clear_page(plan, lead, editor, client_of):
    seen = typed(plan)
    move_plan(plan=plan, wish=Wish(Stage.CONSULTATION, Stage.DRAFT, editor, DAY, DAY))
    address = reverse("plan-move", args=["york", plan.pk, "consultation"])
    twice = client_of(lead).post(address, seen)
    assert twice.status_code == 409
    assert "This is done already" in twice.content.decode()
    move_plan(plan=plan, wish=Wish(Stage.SCRUTINY, Stage.CONSULTATION, editor, DAY, DAY))
    late = client_of(lead).post(address, seen)
    assert late.status_code == 409
    shown = late.content.decode()
    for words in ("The plan has been moved meanwhile", "Eddie Editor moved it there from consultation", "Scrutiny"):
        assert words in shown
    assert reverse("plan-stage", args=["york", plan.pk]) in shown
    assert plan.moves.count() == 2


@pytest.mark.parametrize(("to", "leads_to"), [("consultation", "plan-stage"), ("submitted", "plan-proof")])
def test_the_same_person_who_presses_twice_is_led_to_the_success_page(plan, lead, client_of, to, leads_to):
    if to == "submitted":
        at(plan, Stage.APPROVAL, by=lead)
    moves = plan.moves.count()
    address, seen = reverse("plan-move", args=["york", plan.pk, to]), typed(plan)
    answers = [client_of(lead).post(address, seen) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} == {reverse(leads_to, args=["york", plan.pk])}
    assert plan.moves.count() == moves + 1


def test_a_move_made_again_after_it_was_taken_back_is_not_taken_for_a_second_press(plan, lead, editor, client_of):
    address, seen = reverse("plan-move", args=["york", plan.pk, "consultation"]), typed(plan)
    assert client_of(lead).post(address, seen).status_code == 302
    move_plan(plan=plan, wish=Wish(Stage.SCRUTINY, Stage.CONSULTATION, lead, DAY, DAY))
    assert client_of(lead).post(address, seen).status_code == 409


def test_amendments_that_wait_are_linked_from_what_they_stop(plan, lead, client_of):
    sent(plan, by=lead)
    CouncilPractice.objects.all().delete()
    AmendmentFactory(plan=plan)
    for shown in (page(client_of(lead), plan), page(client_of(lead), plan, "plan-move", "approval")):
        assert "1 amendment is still waiting" in shown
        assert f'href="{reverse("amendment-list", args=["york", plan.pk])}">See the amendments' in shown


def test_taking_back_says_that_another_person_sends_it_again_and_who_may_do_it(plan, lead, editor, client_of):
    sent(plan, by=lead)
    assert "Only a lead (director) or an administrator can." in page(client_of(editor), plan)
    asked = page(client_of(lead), plan, "plan-move", "draft")
    assert "Another lead must send it again" in asked
    move_plan(plan=plan, wish=Wish(Stage.DRAFT, Stage.SUBMITTED, lead, DAY, DAY, note="A word is wrong."))
    for shown in (page(client_of(lead), plan), page(client_of(lead), plan, "plan-move", "submitted")):
        assert "You took this plan back. Another lead must send it again" in shown
    assert post(client_of(lead), plan, "submitted").status_code == 422
    other = MembershipFactory(authority=plan.authority, role=Role.LEAD).user
    assert "You took this plan back" not in page(client_of(other), plan)
    assert post(client_of(other), plan, "submitted").status_code == 302


@pytest.mark.parametrize("to", ["draft", "approval", "nonsense"])
def test_a_move_that_is_not_on_the_road_does_not_exist(plan, lead, client_of, to):
    address = reverse("plan-move", args=["york", plan.pk, to])
    assert client_of(lead).get(address).status_code == 404
    assert client_of(lead).post(address, typed(plan)).status_code == 404


def test_publishing_makes_the_first_edition_in_the_same_step(plan, lead, client_of):
    sent(plan, by=lead)
    assert "at an address that stays" in page(client_of(lead), plan, "plan-move", "published")
    assert post(client_of(lead), plan, "published", shows_names="on").status_code == 302
    edition = plan.editions.get()
    assert (edition.number, edition.shows_names, edition.version) == (1, True, plan.moves.last().version)


def test_a_plan_is_replaced_by_another_that_the_person_can_see(plan, lead, member, client_of):
    other = PlanFactory(authority=plan.authority, title="Both in one")
    shown = page(client_of(lead), plan, "plan-move", "superseded")
    assert "Both in one" in shown
    assert post(client_of(lead), plan, "superseded", successor=other.pk).status_code == 302
    assert other.get_absolute_url() in page(client_of(member), plan)
    other.inspections.set([embargoed(_another_inspection(plan.authority), lead)])
    assert "Both in one" not in page(client_of(member), plan)


def _another_inspection(york):
    return InspectionFactory(authority=york, started_on=date(2022, 7, 4), ended_on=None)


def test_the_overview_names_the_next_step_and_the_proof_once_there_is_one(plan, lead, member, client_of):
    shown = page(client_of(member), plan, "plan-overview")
    assert (
        f'<a class="govuk-link" href="{reverse("plan-stage", args=["york", plan.pk])}">move to consultation</a>'
        in shown
    )
    proof = reverse("plan-proof", args=["york", plan.pk])
    assert proof not in shown
    sent(plan, by=lead)
    shown = page(client_of(member), plan, "plan-overview")
    assert "publish the plan</a>" in shown
    assert proof in shown
    closed(plan, by=lead)
    assert "Next:" not in page(client_of(member), plan, "plan-overview")


def test_history_without_a_person_says_so(plan, member, client_of):
    StageMoveFactory(plan=plan, moved_by=None)
    assert "Not recorded" in page(client_of(member), plan)
