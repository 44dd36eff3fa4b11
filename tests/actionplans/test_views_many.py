"""Changing several actions, and handing over, through their pages."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, DeliveryRating
from ilacs.authorities.models import Role
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    InspectionFactory,
    MembershipFactory,
    MilestoneFactory,
    PlanFactory,
    embargoed,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db
WHY = "The service was reorganised."
LATER = {"due_on_day": "31", "due_on_month": "1", "due_on_year": "2023"}


@pytest.fixture(autouse=True)
def _in_october():
    """Some months after York's report."""
    with as_if_on(date(2022, 10, 3)):
        yield


@pytest.fixture
def plan(york):
    """York's draft with two actions in each of its seven areas."""
    return york_plan(york, 2)


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


@pytest.fixture
def former(york):
    """An action owner whose role has ended."""
    return MembershipFactory(authority=york, user__name="Lea Former", role=Role.EDITOR, ended_on=date(2022, 7, 31)).user


def address(plan):
    return reverse("action-change-many", args=["york", plan.pk])


def words(page):
    """The text of a page's main part, a space wherever a tag stood, none before a mark."""
    main = page.content.decode().split("<main", 1)[-1]
    return re.sub(r" ([,.):;])", r"\1", " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split()))


def keys(plan, *references):
    return [plan.items.get(reference=reference).pk for reference in references]


def ticked(page):
    """The references of the actions the page has ticked."""
    boxes = [box for box in re.findall(r"<input[^>]*>", page.content.decode()) if 'name="items"' in box]
    keys = [re.search(r'value="(\d+)"', box)[1] for box in boxes if "checked" in box]
    return [ActionItem.objects.get(pk=key).reference for key in keys]


def typed(plan, *references, **more):
    items = plan.items.filter(reference__in=references)
    seen = ",".join(f"{item.pk}:{item.revision}" for item in items)
    return {"items": [item.pk for item in items], "reason": WHY, "seen": seen, **more}


# Choosing


def test_what_is_ticked_on_the_list_is_ticked_on_the_form_with_what_it_has_now(client, plan):
    page = client.get(address(plan), {"item": keys(plan, "1.1", "3.2")})
    assert ticked(page) == ["1.1", "3.2"]
    assert "1.1 Action 1.1. Head of Service; Not started; due 31 December 2022" in words(page)


def test_an_action_whose_rating_has_lapsed_is_offered_as_off_track(client, plan):
    key = keys(plan, "1.1")[0]
    plan.items.filter(pk=key).update(delivery_rating=DeliveryRating.ON_TRACK, due_on=date(2022, 10, 2))
    page = words(client.get(address(plan), {"item": [key]}))
    assert "; Off track; due 2 October 2022" in page


def test_a_ticked_area_is_all_its_actions_that_the_filter_lists(client, plan):
    ActionItem.objects.filter(reference="2.1").update(lead_post="Director")
    assert ticked(client.get(address(plan), {"all_of": ["2", "3"], "item": keys(plan, "1.1")})) == [
        "1.1",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
    ]
    assert ticked(client.get(address(plan), {"all_of": "2", "q": "director"})) == ["2.1"]


def test_the_list_offers_boxes_to_those_who_may_change_many_and_keeps_its_filter(client, client_of, member, plan):
    listed = reverse("action-list", args=["york", plan.pk])
    page = client.get(listed, {"area": "2"}).content.decode()
    assert page.count('name="item"') == 2
    assert page.count('name="all_of"') == 1
    assert '<input type="hidden" name="area" value="2">' in page
    assert 'name="item"' not in client_of(member).get(listed).content.decode()


@pytest.mark.parametrize("query", [{}, {"item": ["x", "9" * 30, "-1"]}, {"all_of": "99"}])
def test_with_nothing_ticked_the_page_says_where_to_tick(query, client, plan):
    assert "No action is ticked" in words(client.get(address(plan), query))


def test_an_action_of_another_plan_is_not_among_them(client, plan, york):
    second = PlanFactory(authority=york)
    other = ActionItemFactory(response__plan=second, response__area=plan.responses.first().area, response__number=1)
    assert "No action is ticked" in words(client.get(address(plan), {"item": other.pk}))
    assert client.post(address(plan), typed(plan, rating="on_track") | {"items": [other.pk]}).status_code == 422


# Looking, doing, and trying again


def test_the_preview_says_what_would_happen_and_saves_nothing(client, plan, action_owner):
    page = client.post(address(plan), typed(plan, "1.1", "2.1", lead_person=action_owner.pk, step="preview", **LATER))
    assert page.status_code == 200
    assert "2 actions would change Nothing is saved yet." in words(page)
    assert "Lead: Head of Service becomes Head of Service, Ash Owner" in words(page)
    assert "Due date: 31 December 2022 becomes 31 January 2023" in words(page)
    assert not plan.items.exclude(due_on=date(2022, 12, 31)).exists()
    assert not plan.items.filter(revision__gt=0).exists()


def test_a_post_that_names_no_step_is_a_preview(client, plan):
    assert "Nothing is saved yet" in words(client.post(address(plan), typed(plan, "1.1", rating="on_track")))


def test_confirmed_it_is_done_row_by_row_and_the_refused_are_offered_again(client, plan):
    MilestoneFactory(item=plan.items.get(reference="2.1"), name="Tool agreed", due_on=date(2022, 12, 20))
    early = {"due_on_day": "30", "due_on_month": "11", "due_on_year": "2022"}
    page = client.post(address(plan), typed(plan, "1.1", "2.1", step="apply", **early))
    assert "1 action changed, 1 not" in words(page)
    assert "Not changed The milestone “Tool agreed” is on 20 December 2022" in words(page)
    assert plan.items.get(reference="1.1").due_on == date(2022, 11, 30)
    again = client.post(address(plan), typed(plan, "2.1", step="edit", **early))
    assert again.status_code == 200
    assert ticked(again) == ["2.1"]
    assert 'value="30"' in again.content.decode()
    assert WHY in again.content.decode()


def test_the_heading_counts_what_changed_what_is_asked_for_and_what_was_so_already(client, plan, lead):
    MilestoneFactory(item=plan.items.get(reference="3.1"), name="Tool agreed", due_on=date(2023, 2, 1))
    plan.items.filter(reference__in=["2.1", "2.2"]).update(due_on=date(2023, 1, 31))
    plan.items.filter(reference="2.2").update(lead_post="Director")
    sent(plan, by=lead)
    post = typed(plan, "1.1", "2.1", "2.2", "3.1", lead_post="Director", **LATER)
    assert (
        "2 actions would change, 1 date would be asked for, 1 so already, 1 not Nothing is saved yet. "
        "1 action would stay wholly as it is, lead, rating and date" in words(client.post(address(plan), post))
    )
    done = words(client.post(address(plan), post | {"step": "apply"}))
    assert "2 actions changed, 1 date asked for, 1 was so already, 1 not" in done


def test_the_next_try_is_a_form_of_its_own_about_the_actions_as_they_are(client, plan, lead):
    item = plan.items.get(reference="1.1")
    item.partners = "Police"
    actions.edit_action(item=item, also_serves=[], revision=0, by=lead)
    stale = typed(plan, "1.1", rating="on_track", lead_post="Director") | {"seen": f"{item.pk}:0"}
    assert "Somebody has changed this action since" in words(client.post(address(plan), {**stale, "step": "apply"}))
    page = client.post(address(plan), {**stale, "step": "edit"}).content.decode()
    assert f'value="{item.pk}:1:0"' in page


def test_the_same_confirmation_sent_twice_changes_nothing_twice(client, plan):
    post = typed(plan, "1.1", "2.1", rating="on_track", step="apply", entry="6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11")
    for _ in range(2):
        assert client.post(address(plan), post).status_code == 200
    assert [item.updates.count() for item in plan.items.filter(reference__in=["1.1", "2.1"])] == [1, 1]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"reason": "", "rating": "on_track"}, "Enter the reason"),
        ({}, "Choose what to change: a lead, a rating or a due date"),
        ({"items": [], "rating": "on_track"}, "Tick at least one action"),
        ({"rating": DeliveryRating.EVIDENCED}, "Select a valid choice"),
        ({"due_on_day": "31"}, "The due date must include a month and year"),
        ({"rating": "on_track", "seen": "x:y,1,:,9:9:9"}, ""),
    ],
)
def test_what_must_be_mended_is_said(changed, error, client, plan):
    page = client.post(address(plan), typed(plan, "1.1") | changed)
    assert page.status_code == (422 if error else 200)
    assert error in words(page)


# Owners who left


def test_home_and_people_say_who_left_what_and_it_is_handed_over_in_one_step(
    client, client_of, administrator, action_owner, former, plan
):
    plan.items.filter(reference__in=["1.1", "2.1"]).update(lead_person=former)
    plan.responses.filter(number=3).update(lead_person=former)
    home = client.get(reverse("council-home", args=["york"]))
    assert "Lea Former has left and leads 2 actions and 1 area: hand over" in words(home)
    people = client_of(administrator).get(reverse("people-list", args=["york"]))
    assert "Lea Former has left and leads 2 actions and 1 area: Hand over" in words(people)
    listed = client.get(reverse("plan-handover", args=["york"]))
    assert "Lea Former leads 2 actions and 1 area" in words(listed)
    page = reverse("plan-handover-person", args=["york", former.pk])
    assert "Area 3. The effectiveness of social work supervision" in words(client.get(page))
    ticks = [f"ActionItem-{key}" for key in keys(plan, "1.1", "2.1")]
    post = {"what": ticks, "to_person": action_owner.pk, "to_post": "", "reason": "She left."}
    answer = client.post(page, post, follow=True)
    assert answer.redirect_chain == [(reverse("plan-handover", args=["york"]), 302)]
    assert "Handed over: 2 things that Lea Former led." in words(answer)
    assert "Lea Former leads 1 area" in words(answer)
    assert {item.lead_person for item in plan.items.filter(pk__in=keys(plan, "1.1", "2.1"))} == {action_owner}
    assert "Nothing was handed over" in words(client.post(page, post, follow=True))


def test_plans_are_handed_over_in_the_order_of_their_keys_whatever_was_ticked_first(
    client, action_owner, former, plan, york
):
    later = PlanFactory(authority=york, inspections=list(plan.inspections.all()), title="A later plan")
    other = ActionItemFactory(response__plan=later, lead_person=former)
    mine = plan.items.get(reference="1.1")
    plan.items.filter(pk=mine.pk).update(lead_person=former)
    assert plan.pk < other.plan_id
    post = {"what": [f"ActionItem-{other.pk}", f"ActionItem-{mine.pk}"], "to_person": action_owner.pk, "reason": WHY}
    assert client.post(reverse("plan-handover-person", args=["york", former.pk]), post).status_code == 302
    handed = ActionItem.history.filter(lead_person=action_owner, id__in=[mine.pk, other.pk])
    assert list(handed.order_by("history_id").values_list("id", flat=True)) == [mine.pk, other.pk]


def test_handing_over_shows_each_action_whole_with_its_date_and_rating(client, former, plan):
    long = "Audit records " + "and talk about them " * 20 + "in June"
    plan.items.filter(reference="1.1").update(
        lead_person=former, action=long, delivery_rating=DeliveryRating.ON_TRACK, due_on=date(2022, 10, 2)
    )
    plan.items.filter(reference="2.1").update(lead_person=former)
    page = words(client.get(reverse("plan-handover-person", args=["york", former.pk])))
    assert f"Action 1.1 {long} Due 2 October 2022; Off track" in page
    assert "Action 2.1 Action 2.1. Due 31 December 2022; Not started" in page


def test_before_a_role_is_ended_the_page_says_what_the_person_leads(client_of, administrator, action_owner, plan):
    page = reverse("people-edit", args=["york", action_owner.memberships.get().pk])
    assert "Ash Owner leads" not in words(client_of(administrator).get(page))
    plan.items.filter(reference__in=["1.1", "2.1"]).update(lead_person=action_owner)
    plan.responses.filter(number=3).update(lead_person=action_owner)
    assert "Ash Owner leads 2 actions and 1 area. Nobody is asked" in words(client_of(administrator).get(page))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"what": []}, "Tick what to hand over"),
        ({"to_person": ""}, "Choose a person, enter a post, or both"),
        ({"reason": ""}, "Enter the reason"),
        ({"to_person": "0"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_for_handing_over_is_said(changed, error, client, action_owner, former, plan):
    plan.items.filter(reference="1.1").update(lead_person=former)
    post = {"what": [f"ActionItem-{keys(plan, '1.1')[0]}"], "to_person": action_owner.pk, "reason": "She left."}
    page = client.post(reverse("plan-handover-person", args=["york", former.pk]), post | changed)
    assert page.status_code == 422
    assert error in words(page)
    assert plan.items.get(reference="1.1").lead_person == former


def test_nothing_is_said_of_a_plan_under_embargo_to_those_who_may_not_know_of_it(client, client_of, lead, york, former):
    inspection = InspectionFactory(authority=york, published_on=None)
    plan = PlanFactory(authority=york, inspections=[embargoed(inspection, lead)], title="Secret plan")
    ActionItemFactory(response__plan=plan, lead_person=former)
    page = reverse("plan-handover", args=["york"])
    assert "Nobody who has left leads anything" in words(client.get(page))
    assert "Secret plan" in words(client_of(lead).get(page))


def test_somebody_who_has_not_left_and_somebody_of_elsewhere_are_not_found(client, action_owner, outsider, plan):
    for person in (action_owner, outsider):
        assert client.get(reverse("plan-handover-person", args=["york", person.pk])).status_code == 404


def test_a_plan_that_is_over_is_changed_by_nobody(client, plan):
    ActionPlan.objects.update(stage="closed", closed_on=date(2022, 10, 1))
    page = client.get(address(plan))
    assert page.status_code == 403
