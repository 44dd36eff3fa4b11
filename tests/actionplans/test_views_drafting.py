"""The drafting pages: what is shown, what is saved, and that nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan
from tests.factories import ActionItemFactory, AreaResponseFactory, ImprovementAreaFactory, PlanFactory, sent, york_plan

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan(york):
    """York's draft plan with one action in each area."""
    return york_plan(york)


@pytest.fixture
def item(plan):
    """The first action of the plan."""
    return plan.items.get(reference="1.1")


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


def address(name, plan, *args):
    return reverse(name, args=[plan.authority.slug, plan.pk, *args])


def typed(**changes):
    """A filled-in form of one action."""
    return {
        "action": "Audit 20 records a month.",
        "lead_post": "Head of Service",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": "2022",
        "due_on_day": "31",
        "due_on_month": "12",
        "due_on_year": "2022",
        "success_measure": "90% good",
        "revision": "0",
        **changes,
    }


def test_drafting_opens_the_first_area_with_something_missing(client, plan):
    plan.items.get(reference="3.1").delete()
    response = client.get(address("plan-draft", plan))
    assert response.headers["Location"] == address("plan-draft-area", plan, 3)


def test_a_plan_with_nothing_missing_opens_at_its_first_area(client, plan):
    assert client.get(address("plan-draft", plan)).headers["Location"] == address("plan-draft-area", plan, 1)


def test_a_plan_without_areas_says_what_to_do_first(client, york):
    page = client.get(address("plan-draft", PlanFactory(authority=york)))
    assert "No areas for improvement yet" in page.content.decode()


def test_the_drafting_page_shows_ofsteds_words_and_what_is_missing(client, plan, item):
    ActionItem.objects.filter(pk=item.pk).update(success_measure="", due_on=None)
    page = client.get(address("plan-draft-area", plan, 1)).content.decode()
    assert "provide an accurate account of decision-making" in page
    assert "Still missing:" in page
    assert page.count('aria-current="page"') >= 1


def test_an_area_that_is_not_in_the_plan_is_not_found(client, plan):
    assert client.get(address("plan-draft-area", plan, 8)).status_code == 404


def test_an_action_is_added_under_its_area(client, plan):
    response = client.post(address("action-add", plan, 2), typed())
    item = plan.items.get(reference="2.2")
    assert response.headers["Location"] == f"{address('plan-draft-area', plan, 2)}#action-{item.pk}"
    assert (item.due_on, item.action) == (date(2022, 12, 31), "Audit 20 records a month.")


def test_save_and_add_another_opens_an_empty_form(client, plan):
    response = client.post(address("action-add", plan, 2), typed(another="yes"))
    assert response.headers["Location"] == address("action-add", plan, 2)


def test_the_words_of_another_action_of_the_area_are_asked_about(client, plan):
    client.post(address("action-add", plan, 2), typed())
    first = plan.items.get(reference="2.2")
    again = typed(action=" audit 20  records a month ", entry="9f0b6ab8-0a3e-4f0c-9a53-3d0f0f3f0001")
    page = client.post(address("action-add", plan, 2), again)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Action 2.2 has the same words. Change them, or open 2.2" in text
    assert first.get_absolute_url() in text
    assert not plan.items.filter(reference="2.3").exists()
    assert client.post(address("action-add", plan, 2), again | {"all_the_same": "on"}).status_code == 302
    assert plan.items.get(reference="2.3").due_on == date(2022, 12, 31)


def test_words_are_compared_within_the_area_and_with_actions_that_are_there(client, editor, plan):
    form = client.get(address("action-add", plan, 2)).content.decode()
    assert "all_the_same" not in form
    assert client.post(address("action-add", plan, 1), typed()).status_code == 302
    assert client.post(address("action-add", plan, 2), typed()).status_code == 302
    plan.items.get(reference="2.2").delete_by(by=editor)
    assert client.post(address("action-add", plan, 2), typed()).status_code == 302


def test_a_form_sent_twice_makes_one_action_and_no_complaint(client, plan):
    form = typed(entry="9f0b6ab8-0a3e-4f0c-9a53-3d0f0f3f0002")
    assert client.post(address("action-add", plan, 2), form).status_code == 302
    assert client.post(address("action-add", plan, 2), form).status_code == 302
    assert plan.items.filter(response__number=2).count() == 2


@pytest.mark.parametrize("stage", ["closed", "superseded"])
@pytest.mark.parametrize(
    "name", ["action-edit", "progress-add", "action-move", "action-add", "plan-draft", "plan-edit"]
)
def test_a_plan_that_is_over_says_so_and_blames_no_role(name, stage, client, plan, item):
    ActionPlan.objects.filter(pk=plan.pk).update(stage=stage, closed_on=date(2023, 3, 1))
    place = {"action-add": [2], "plan-draft": [], "plan-edit": []}.get(name, [item.pk])
    page = client.get(address(name, plan, *place))
    assert page.status_code == 403
    text = page.content.decode()
    assert f"{plan.title} is {stage}: nothing in it changes" in text
    assert "Your role" not in text


def test_whoever_may_not_is_told_of_the_role(client_of, member, plan, item):
    page = client_of(member).get(address("action-edit", plan, item.pk))
    assert page.status_code == 403
    assert "Your role at this council does not include it" in page.content.decode()


def test_a_form_with_errors_keeps_everything_typed(client, plan):
    page = client.post(address("action-add", plan, 2), typed(action="", due_on_month="", success_measure="90% good"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Enter the action" in text
    assert "The due must include a month" in text or "due date must include a month" in text
    assert "90% good" in text
    assert not plan.items.filter(reference="2.2").exists()


def test_an_action_is_edited(client, plan, item):
    other = plan.responses.get(number=2)
    client.post(address("action-edit", plan, item.pk), typed(also_serves=[other.pk]))
    item.refresh_from_db()
    assert item.action == "Audit 20 records a month."
    assert list(item.also_serves.all()) == [other]
    assert item.revision == 1


def test_the_second_save_is_refused_with_both_texts_shown(client, client_of, lead, plan, item):
    client_of(lead).post(address("action-edit", plan, item.pk), typed(action="The director's text."))
    page = client.post(address("action-edit", plan, item.pk), typed(action="The editor's text."))
    text = page.content.decode()
    assert page.status_code == 409
    assert "The director&#x27;s text." in text
    assert text.count("The editor&#x27;s text.") == 2
    assert "Saved by Lee Lead" in text
    item.refresh_from_db()
    assert item.action == "The director's text."


def test_a_conflict_shows_the_areas_that_each_chose(client, client_of, lead, plan, item):
    second, third = plan.responses.get(number=2), plan.responses.get(number=3)
    client_of(lead).post(address("action-edit", plan, item.pk), typed(also_serves=[second.pk]))
    page = client.post(address("action-edit", plan, item.pk), typed(also_serves=[third.pk]))
    row = next(row for row in page.context["conflict"].rows if row[0] == "Other areas this action serves")
    assert (row[1], row[2], row[3]) == (str(second), str(third), True)


def test_a_council_without_inspections_is_told_to_record_one_first(client, york):
    page = client.get(reverse("plan-add", args=["york"])).content.decode()
    assert "Record the inspection first" in page
    assert '<form method="post" novalidate' not in page


def test_after_a_conflict_saving_again_is_a_decision_that_holds(client, client_of, lead, plan, item):
    client_of(lead).post(address("action-edit", plan, item.pk), typed(action="The director's text."))
    page = client.post(address("action-edit", plan, item.pk), typed(action="The editor's text."))
    assert page.context["form"]["revision"].value() == "1"
    client.post(address("action-edit", plan, item.pk), typed(action="Both texts.", revision="1"))
    item.refresh_from_db()
    assert item.action == "Both texts."


def test_a_conflict_with_a_deletion_says_so(client, client_of, lead, plan, item):
    client_of(lead).post(address("action-delete", plan, item.pk))
    page = client.post(address("action-edit", plan, item.pk), typed())
    assert "Lee Lead deleted this action" in page.content.decode()


def test_htmx_gets_the_form_and_then_the_row_with_the_steps(client, plan, item):
    form = client.get(address("action-edit", plan, item.pk), headers=HTMX).content.decode()
    assert "<html" not in form
    assert 'hx-post="' in form
    row = client.post(address("action-edit", plan, item.pk), typed(), headers=HTMX).content.decode()
    assert "<html" not in row
    assert "Audit 20 records a month." in row
    assert 'id="area-steps" hx-swap-oob="true"' in row


def test_cancelling_in_place_brings_the_row_back(client, plan, item):
    row = client.get(address("action-row", plan, item.pk), headers=HTMX).content.decode()
    assert "Action 1.1." in row
    assert "hx-swap-oob" not in row
    assert client.get(address("action-row", plan, item.pk)).headers["Location"] == address("plan-draft-area", plan, 1)


def test_a_deleted_action_can_be_brought_back_at_once_and_later(client, plan, item):
    response = client.post(address("action-delete", plan, item.pk), follow=True)
    text = response.content.decode()
    assert "Action 1.1 has been deleted." in text
    assert "1 deleted action" in text
    client.post(address("action-delete", plan, item.pk))
    client.post(address("action-restore", plan, item.pk))
    client.post(address("action-restore", plan, item.pk))
    item.refresh_from_db()
    assert not item.is_deleted
    assert item.history.filter(history_change_reason__startswith="Brought back").count() == 1


def test_a_copy_begins_with_the_words_of_the_other_and_is_not_stored_before_it_is_saved(client, plan, item):
    item.also_serves.add(plan.responses.get(number=2))
    form = client.get(address("action-add", plan, 1), {"copy": "1.1"}).context["form"]
    assert (form["action"].value(), form["lead_post"].value()) == ("Action 1.1.", "Head of Service")
    assert form["also_serves"].value() == [plan.responses.get(number=2).pk]
    assert plan.items.filter(response__number=1).count() == 1
    empty = client.get(address("action-add", plan, 1), {"copy": "9.9"}).context["form"]
    assert not empty["action"].value()


def test_what_was_done_to_an_action_is_said_on_its_card(client, plan, item):
    page = client.post(address("action-edit", plan, item.pk), typed(), follow=True)
    assert [card["notice"] for card in page.context["cards"]] == ["Saved"]
    assert "data-app-focus" in page.content.decode()
    assert list(page.context["messages"]) == []


def test_in_a_conflict_fields_that_only_the_other_person_changed_are_theirs(client, client_of, lead, plan, item):
    both = {"action": item.action, "success_measure": item.success_measure, "partners": ""}
    theirs = typed(**both | {"partners": "Police", "due_on_year": "2023"})
    client_of(lead).post(address("action-edit", plan, item.pk), theirs)
    page = client.post(address("action-edit", plan, item.pk), typed(**both | {"success_measure": "95% good"}))
    form = page.context["form"]
    assert page.status_code == 409
    assert form["partners"].value() == "Police"
    assert form.data["due_on_year"] == "2023"
    assert form["success_measure"].value() == "95% good"
    differing = [name for name, _, _, differs in page.context["conflict"].rows if differs]
    assert differing == ["Success measure"]


def test_a_scrutiny_member_is_not_offered_as_a_lead(client, plan, member, action_owner):
    form = client.get(address("action-add", plan, 1)).context["form"]
    assert "Ash Owner" in str(form["lead_person"])
    assert "Mel Member" not in str(form["lead_person"])


def test_an_action_moves_up_and_down(client, plan, item):
    ActionItemFactory(response=item.response)
    client.post(address("action-shift", plan, item.pk), {"direction": "down"})
    assert [row.reference for row in item.response.items.order_by("position")] == ["1.2", "1.1"]
    client.post(address("action-shift", plan, item.pk), {"direction": "up"})
    assert [row.reference for row in item.response.items.order_by("position")] == ["1.1", "1.2"]


def test_an_action_moves_to_another_area(client, plan, item):
    to = plan.responses.get(number=4)
    assert client.get(address("action-move", plan, item.pk)).status_code == 200
    assert client.post(address("action-move", plan, item.pk), {}).status_code == 422
    client.post(address("action-move", plan, item.pk), {"to": to.pk})
    item.refresh_from_db()
    assert item.response == to


def test_the_outcome_of_an_area_is_edited_and_its_conflicts_shown(client, client_of, lead, plan):
    outcome = {"outcome": "Every child's record is true.", "lead_post": "Director", "revision": "0"}
    assert client.get(address("response-edit", plan, 1)).status_code == 200
    client.post(address("response-edit", plan, 1), outcome)
    assert plan.responses.get(number=1).outcome == "Every child's record is true."
    late = client_of(lead).post(address("response-edit", plan, 1), {**outcome, "outcome": "Another."})
    assert late.status_code == 409
    assert "Every child&#x27;s record is true." in late.content.decode()


def test_an_action_owner_edits_only_the_actions_they_lead(client_of, action_owner, plan, item):
    ActionItem.objects.filter(pk=item.pk).update(lead_person=action_owner)
    client = client_of(action_owner)
    page = client.get(address("plan-draft-area", plan, 1)).content.decode()
    assert "Report progress" in page
    assert "Add an action" not in page
    assert client.post(address("action-edit", plan, item.pk), typed()).status_code == 302
    other = plan.items.get(reference="2.1")
    assert client.get(address("action-edit", plan, other.pk)).status_code == 403


def test_a_date_the_plan_was_sent_with_moves_only_with_a_reason_after_it_was_taken_back(client, plan, lead, item):
    sent(plan, by=lead)
    ActionPlan.objects.filter(pk=plan.pk).update(stage=ActionPlan.Stage.DRAFT, submitted_on=None)
    refused = client.post(address("action-edit", plan, item.pk), typed(due_on_year="2023", revision="1"))
    assert refused.status_code == 422
    assert "Enter the reason for the new due date" in refused.content.decode()
    gone = client.post(
        address("action-edit", plan, item.pk),
        typed(due_on_day="", due_on_month="", due_on_year="", reason="Ongoing", revision="1"),
    )
    assert "must keep one" in gone.content.decode()
    client.post(
        address("action-edit", plan, item.pk),
        typed(due_on_year="2023", reason="The new post is filled later", revision="1"),
    )
    item.refresh_from_db()
    assert (item.due_on, item.original_due_on) == (date(2023, 12, 31), date(2022, 12, 31))
    assert item.history.latest().history_change_reason == "The new post is filled later"


def test_a_plan_is_started_from_its_inspection(client, york, plan):
    inspection = plan.inspections.get()
    page = client.get(reverse("plan-add", args=["york"]), {"inspection": inspection.pk})
    assert page.context["form"].initial["inspections"] == [inspection.pk]
    assert page.context["form"].initial["title"] == "Improvement plan 2022"
    response = client.post(reverse("plan-add", args=["york"]), {"title": "Second plan", "inspections": [inspection.pk]})
    second = ActionPlan.objects.get(title="Second plan")
    assert response.headers["Location"] == address("plan-draft", second)
    assert second.responses.count() == 7


def test_a_plan_without_title_or_inspection_is_asked_for_both(client, york, plan):
    page = client.post(reverse("plan-add", args=["york"]), {}).content.decode()
    assert "Enter the title of the plan" in page
    assert "Choose at least one inspection" in page


def test_two_plans_of_a_council_cannot_have_the_same_title(client, plan):
    page = client.post(
        reverse("plan-add", args=["york"]),
        {"title": plan.title, "inspections": [plan.inspections.get().pk]},
    )
    assert "There is already a plan with this title" in page.content.decode()


def test_the_details_of_a_plan_are_edited_and_an_answered_inspection_stays(client, plan):
    inspection = plan.inspections.get()
    details = {
        "title": plan.title,
        "inspections": [inspection.pk],
        "monitoring_arrangements": "The board meets monthly.",
        "revision": "0",
    }
    client.post(address("plan-edit", plan), details)
    plan.refresh_from_db()
    assert plan.monitoring_arrangements == "The board meets monthly."
    other = ImprovementAreaFactory(
        inspection__authority=plan.authority,
        inspection__started_on=date(2025, 2, 24),
        inspection__ended_on=date(2025, 3, 7),
        inspection__framework="ilacs_2023",
        inspection__notified_on=None,
        inspection__published_on=None,
    ).inspection
    page = client.post(address("plan-edit", plan), {**details, "inspections": [other.pk], "revision": "1"})
    assert "cannot be taken out" in page.content.decode()


def test_new_areas_of_the_inspection_are_offered_and_added(client, plan):
    ImprovementAreaFactory(inspection=plan.inspections.get(), text="A late area.")
    assert (
        "1 area of the inspection is not in this plan yet"
        in client.get(address("plan-draft-area", plan, 1)).content.decode()
    )
    client.post(address("plan-bring-in-areas", plan))
    assert plan.responses.get(number=8).area.text == "A late area."


def test_the_drafting_page_asks_the_database_as_often_for_30_actions_as_for_1(client, plan, django_assert_num_queries):
    page = address("plan-draft-area", plan, 1)
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page)
    ActionItemFactory.create_batch(29, response=plan.responses.get(number=1))
    with django_assert_num_queries(len(one)):
        client.get(page)


def test_an_action_may_not_serve_its_own_area_twice(client, plan, item):
    page = client.post(address("action-edit", plan, item.pk), typed(also_serves=[item.response_id]))
    assert page.status_code == 422


def test_the_form_of_the_only_area_does_not_ask_for_others(client, york):
    response = AreaResponseFactory(plan=PlanFactory(authority=york))
    page = client.get(address("action-add", response.plan, 1))
    assert "also_serves" not in page.context["form"].fields


def test_the_same_form_sent_twice_adds_one_action(client, plan):
    form = client.get(address("action-add", plan, 2)).context["form"]
    twice = typed(entry=str(form["entry"].value()))
    for _ in range(2):
        client.post(address("action-add", plan, 2), twice)
    assert plan.items.filter(response__number=2).count() == 2


def test_a_lead_who_has_left_stays_the_lead_and_is_marked(client, york, lead, plan, item):
    ActionItem.objects.filter(pk=item.pk).update(lead_person=lead)
    lead.memberships.update(ended_on=date(2022, 6, 1))
    form = client.get(address("action-edit", plan, item.pk)).context["form"]
    assert "Lee Lead (has left)" in str(form["lead_person"])
    client.post(address("action-edit", plan, item.pk), typed(lead_person=lead.pk))
    item.refresh_from_db()
    assert item.lead_person == lead
    other = client.get(address("action-edit", plan, plan.items.get(reference="2.1").pk)).context["form"]
    assert "Lee Lead" not in str(other["lead_person"])


def test_an_action_owner_cannot_bring_back_what_an_editor_deleted(client_of, action_owner, editor, plan, item):
    ActionItem.objects.filter(pk=item.pk).update(lead_person=action_owner)
    item.delete_by(by=editor)
    answer = client_of(action_owner).post(address("action-edit", plan, item.pk), typed(revision="1"))
    assert answer.status_code == 403


def test_two_editors_of_the_details_of_a_plan_lose_nothing(client, client_of, lead, plan):
    inspection = plan.inspections.get()
    details = {"title": plan.title, "inspections": [inspection.pk], "version": "0.1", "revision": "0"}
    client_of(lead).post(address("plan-edit", plan), {**details, "introduction": "The director's introduction."})
    late = client.post(address("plan-edit", plan), {**details, "introduction": "The editor's introduction."})
    assert late.status_code == 409
    assert "The director&#x27;s introduction." in late.content.decode()
    plan.refresh_from_db()
    assert plan.introduction == "The director's introduction."


def test_an_area_without_actions_is_taken_out_and_one_with_actions_stays(client, plan, item):
    client.post(address("response-remove", plan, 1))
    assert plan.responses.filter(number=1).exists()
    ActionItem.objects.filter(pk=item.pk).delete()
    page = client.get(address("plan-draft-area", plan, 1)).content.decode()
    assert "Take this area out of the plan" in page
    client.post(address("response-remove", plan, 1))
    assert not plan.responses.filter(number=1).exists()
    assert actions.areas_not_in(plan)[0].position == 1
