"""Pages of due dates and milestones: what they show and ask for, and that nothing typed is lost."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, Amendment, Stage
from ilacs.design.today import as_if_on
from tests.factories import MilestoneFactory, sent, york_plan

pytestmark = pytest.mark.django_db
LATER = {"due_on_day": "31", "due_on_month": "1", "due_on_year": "2023"}
WHY = "The supplier delivers in January."
MOVE = "Move the due date of 1.1 from 31 December 2022 to 31 January 2023 (31 days later)"


@pytest.fixture(autouse=True)
def _in_october():
    """Some weeks after York's plan was sent."""
    with as_if_on(date(2022, 10, 3)):
        yield


@pytest.fixture
def plan(york):
    """York's plan with one action in each of its seven areas, read by partners."""
    plan = york_plan(york)
    return in_stage(plan, Stage.CONSULTATION)


@pytest.fixture
def item(plan):
    """Its first action."""
    return plan.items.get(reference="1.1")


@pytest.fixture
def sent_item(york, lead):
    """The first action of a plan that was sent."""
    return sent(york_plan(york), by=lead).items.get(reference="1.1")


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


def in_stage(plan, stage):
    ActionPlan.objects.filter(pk=plan.pk).update(stage=stage)
    plan.refresh_from_db()
    return plan


def address(name, item, *more):
    return reverse(name, args=["york", item.plan_id, item.pk, *more])


def words(page):
    """The text of a page's main part, a space wherever a tag stood, none before a mark."""
    main = page.content.decode().split("<main", 1)[-1]
    return re.sub(r" ([,.):;])", r"\1", " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split()))


def again(row):
    return type(row).objects.get(pk=row.pk)


# Moving a due date


def test_the_page_shows_the_dates_so_far_and_moves_the_date(client, item):
    page = client.get(address("action-date", item))
    assert "Original due date 31 December 2022 Fixed when the plan is sent" in words(page)
    assert "Times moved 0 Days slipped None" in words(page)
    answer = client.post(address("action-date", item), {**LATER, "reason": WHY, "revision": "0"}, follow=True)
    assert answer.redirect_chain == [(item.get_absolute_url(), 302)]
    shown = words(answer)
    assert "Action 1.1 is now due on 31 January 2023." in shown
    assert "Due date now 31 January 2023 Times moved 1 Days slipped 31 days later" in shown
    assert (
        f"From 31 December 2022 to 31 January 2023, 31 days later {WHY} Moved by Eddie Editor on 3 October 2022"
        in shown
    )


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({**LATER, "reason": ""}, "Enter the reason for the new due date"),
        ({"reason": WHY}, "Enter the new due date"),
        (
            {"due_on_day": "31", "due_on_month": "12", "due_on_year": "2022", "reason": WHY},
            "This is the due date already",
        ),
        (
            {"due_on_day": "1", "due_on_month": "5", "due_on_year": "2022", "reason": WHY},
            "The action starts on 1 June 2022",
        ),
    ],
)
def test_what_must_be_mended_is_said_and_what_was_typed_stays(typed, error, client, item):
    page = client.post(address("action-date", item), {**typed, "revision": "0"})
    assert page.status_code == 422
    assert error in words(page)
    assert typed["reason"] in page.content.decode()
    assert again(item).due_on == date(2022, 12, 31)


def test_in_draft_no_reason_is_asked(client, item):
    in_stage(item.plan, Stage.DRAFT)
    assert "Reason" not in words(client.get(address("action-date", item)))
    assert client.post(address("action-date", item), {**LATER, "revision": "0"}).status_code == 302
    assert again(item).due_on == date(2023, 1, 31)


def test_a_date_that_somebody_moved_meanwhile_is_shown_beside_the_one_typed(client, item, lead):
    actions.request_date(item=item, due_on=date(2023, 3, 31), reason="Later.", by=lead, revision=0)
    page = client.post(address("action-date", item), {**LATER, "reason": WHY, "revision": "0"})
    assert page.status_code == 409
    assert "Due date Different 31 March 2023 31 January 2023" in words(page)
    assert 'name="revision" value="1"' in page.content.decode()
    assert client.post(address("action-date", item), {**LATER, "reason": WHY, "revision": "1"}).status_code == 302
    assert [move.to_on for move in again(item).date_moves.all()] == [date(2023, 3, 31), date(2023, 1, 31)]


def test_after_sending_the_page_asks_and_the_action_and_the_lists_show_that_it_waits(
    client, client_of, lead, sent_item
):
    page = client.get(address("action-date", sent_item))
    assert "The plan was sent on 11 August 2022, so the date moves when another person" in words(page)
    typed = {**LATER, "reason": WHY, "revision": str(sent_item.revision)}
    shown = words(client.post(address("action-date", sent_item), typed, follow=True))
    assert "You have asked to move action 1.1 to 31 January 2023." in shown
    assert f"{MOVE}: asked by Eddie Editor on 3 October 2022, waits for a second person" in shown
    assert "Due date now 31 December 2022" in shown
    director = client_of(lead)
    home = words(director.get(reverse("council-home", args=["york"])))
    assert "1 amendment of Ofsted action plan 2022 waits for you to decide, 1 due date to move among it" in home
    listed = words(director.get(reverse("amendment-list", args=["york", sent_item.plan_id])))
    assert f"1 due date to move Amendment 1: {MOVE}" in listed
    assert "Decide" in listed


def test_the_second_person_sees_the_dates_so_far_and_decides(client_of, editor, lead, sent_item):
    asked = actions.request_date(
        item=sent_item, due_on=date(2023, 1, 31), reason=WHY, by=editor, revision=again(sent_item).revision
    )
    director = client_of(lead)
    page = words(director.get(asked.get_absolute_url()))
    assert MOVE in page
    assert "If it is approved, the action will be due 31 days later than first planned." in page
    assert "It will then be shown as “Not started”, because nobody has reported on it yet." in page
    decide = reverse("amendment-decide", args=["york", sent_item.plan_id, asked.pk])
    assert director.post(decide, {"decision": "refuse"}).status_code == 422
    director.post(decide, {"decision": "approve", "note": "Agreed."})
    assert again(sent_item).due_on == date(2023, 1, 31)
    shown = words(director.get(sent_item.get_absolute_url()))
    assert "Moved by Eddie Editor on 3 October 2022, approved by Lee Lead" in shown


def test_an_action_owner_asks_for_the_date_of_their_own_action_alone(client_of, action_owner, sent_item):
    browser = client_of(action_owner)
    assert browser.get(address("action-date", sent_item)).status_code == 403
    ActionItem.objects.filter(pk=sent_item.pk).update(lead_person=action_owner)
    typed = {**LATER, "reason": WHY, "revision": str(sent_item.revision)}
    assert browser.post(address("action-date", sent_item), typed).status_code == 302
    assert Amendment.objects.get().proposed_by == action_owner


def test_members_read_every_move_and_change_none(client_of, member, editor, item):
    actions.request_date(item=item, due_on=date(2023, 1, 31), reason=WHY, by=editor, revision=0)
    MilestoneFactory(item=item, name="Audit tool agreed")
    page = client_of(member).get(item.get_absolute_url())
    assert WHY in words(page)
    assert "Audit tool agreed" in words(page)
    for name in ("action-date", "milestone-add"):
        assert address(name, item) not in page.content.decode()


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.DRAFT])
def test_the_ordinary_form_asks_for_the_reason_from_consultation_on(stage, client, item):
    in_stage(item.plan, stage)
    typed = {
        "action": "Audit.",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": "2022",
        "revision": "0",
    }
    page = client.post(address("action-edit", item), {**typed, **LATER})
    if stage == Stage.DRAFT:
        assert page.status_code == 302
        return
    assert page.status_code == 422
    assert "Enter the reason for the new due date" in words(page)
    emptied = client.post(address("action-edit", item), {**typed, "reason": "Ongoing"})
    assert "Enter a due date. Others have seen the one it has" in words(emptied)
    client.post(address("action-edit", item), {**typed, **LATER, "reason": WHY})
    assert again(item).date_moves.get().reason == WHY


def test_the_ordinary_form_says_beside_the_date_which_milestone_comes_after_it(client, item):
    MilestoneFactory(item=item, name="Audit tool agreed", due_on=date(2022, 12, 20))
    typed = {"action": "Audit.", "due_on_day": "1", "due_on_month": "12", "due_on_year": "2022", "revision": "0"}
    page = client.post(address("action-edit", item), {**typed, "reason": WHY})
    assert page.status_code == 422
    assert 'id="id_due_on_error"' in page.content.decode()
    assert "The milestone “Audit tool agreed” is on 20 December 2022" in words(page)


# Milestones


def test_a_milestone_goes_its_way_through_the_pages(client, item):
    place = f"{item.get_absolute_url()}#milestones"
    typed = {"name": "Audit tool agreed", "due_on_day": "30", "due_on_month": "9", "due_on_year": "2022"}
    assert client.post(address("milestone-add", item), typed).url == place
    milestone = item.milestones.get()
    assert "Audit tool agreed By 30 September 2022 Late" in words(client.get(item.get_absolute_url()))
    moved = {**typed, "due_on_month": "10", "revision": "0"}
    refused = client.post(milestone.get_absolute_url(), moved)
    assert "Enter the reason for the new day" in words(refused)
    assert client.post(milestone.get_absolute_url(), {**moved, "reason": "Two auditors were ill."}).url == place
    assert client.post(address("milestone-reach", item, milestone.pk), {"today": "yes"}).url == place
    shown = words(client.get(item.get_absolute_url()))
    assert "Reached on 3 October 2022, recorded by Eddie Editor; it was to be by 30 October 2022" in shown
    assert "First planned for 30 September 2022" in shown
    assert "Moved from 30 September 2022 to 30 October 2022, 30 days later: Two auditors were ill." in shown
    assert client.post(address("milestone-reopen", item, milestone.pk), {"reason": "It failed."}).url == place
    assert client.post(address("milestone-archive", item, milestone.pk), {"reason": "Not needed."}).url == place
    shown = words(client.get(item.get_absolute_url()))
    assert "Taken away by Eddie Editor on 3 October 2022: Not needed." in shown
    assert "Open again; it had been reached on 3 October 2022: It failed." in shown


def test_it_was_reached_on_another_day_but_on_none_to_come(client, item):
    milestone = MilestoneFactory(item=item)
    typed = {"done_on_day": "4", "done_on_month": "10", "done_on_year": "2022"}
    page = client.post(address("milestone-reach", item, milestone.pk), typed)
    assert page.status_code == 422
    assert "The day it was reached must be today or earlier" in words(page)
    client.post(address("milestone-reach", item, milestone.pk), {**typed, "done_on_day": "2"})
    assert again(milestone).done_on == date(2022, 10, 2)


def test_the_second_of_two_people_who_edit_a_milestone_sees_both_and_a_button_pressed_twice_nothing(client, item, lead):
    milestone = MilestoneFactory(item=item, name="Step")
    theirs = again(milestone)
    theirs.name = "The director's."
    actions.edit_milestone(milestone=theirs, revision=0, by=lead)
    typed = {"due_on_day": "31", "due_on_month": "8", "due_on_year": "2022", "revision": "0"}
    page = client.post(milestone.get_absolute_url(), {**typed, "name": "The editor's."})
    assert page.status_code == 409
    assert "The director's." in words(page)
    assert client.post(milestone.get_absolute_url(), {**typed, "name": "The director's."}).status_code == 302
    assert again(milestone).revision == 1


def test_a_milestone_of_another_action_is_not_found(client, item, plan):
    other = MilestoneFactory(item=plan.items.get(reference="2.1"))
    assert client.get(address("milestone-edit", item, other.pk)).status_code == 404
