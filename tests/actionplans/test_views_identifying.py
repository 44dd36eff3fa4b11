"""Every text of a plan that looks as if it identifies a child is asked about once, and the tick lets it through."""

import re

import pytest
from django.urls import reverse

from actionplans.models import ActionItem
from tests.addresses import build_site
from tests.factories import ActionItemFactory, MeetingFactory, RecommendationFactory, sent, york_plan

NAMED = "We asked Ella, 7, and she agreed."
QUESTION = "Does “Ella, 7” give a child’s name and age?"
BOX = re.compile(r'name="(nobody-[\w-]+)"')


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


def boxes_in(answer):
    """The names of the boxes under the texts that were asked about."""
    return BOX.findall(answer.content.decode())


def asked_then_saved(browser, address, typed):
    """Sends a form that is asked about, then once more with the box ticked; gives both answers."""
    asked = browser.post(address, typed)
    return asked, browser.post(address, {**typed, **dict.fromkeys(boxes_in(asked), "yes")})


def test_an_action_is_asked_about_once_and_nothing_typed_is_lost(site, editor, client_of):
    browser = client_of(editor)
    address = reverse("action-add", args=["york", site.plan.pk, 1])
    typed = {"action": NAMED, "partners": "Health", "revision": 0}
    asked, saved = asked_then_saved(browser, address, typed)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert page.count(QUESTION) == 2  # in the summary and beside the field
    assert NAMED in page
    assert "Health" in page
    assert len(boxes_in(asked)) == 1
    assert saved.status_code == 302
    assert ActionItem.objects.get(action=NAMED).partners == "Health"


def test_a_stored_text_can_be_saved_again_without_a_question(site, editor, client_of):
    item = ActionItemFactory(response=site.item.response, action=NAMED)
    address = reverse("action-edit", args=["york", site.plan.pk, item.pk])
    saved = client_of(editor).post(address, {"action": NAMED, "partners": "Health", "revision": item.revision})
    assert saved.status_code == 302


def test_the_outcome_of_an_area_is_asked_about(site, editor, client_of):
    response = site.item.response
    address = reverse("response-edit", args=["york", site.plan.pk, response.number])
    typed = {"outcome": NAMED, "revision": response.revision}
    asked, saved = asked_then_saved(client_of(editor), address, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)
    assert QUESTION in asked.content.decode()
    response.refresh_from_db()
    assert response.outcome == NAMED


def test_the_introduction_of_a_plan_is_asked_about(site, editor, client_of):
    address = reverse("plan-edit", args=["york", site.plan.pk])
    typed = {
        "title": site.plan.title,
        "inspections": [site.inspection.pk],
        "introduction": NAMED,
        "revision": site.plan.revision,
    }
    asked, saved = asked_then_saved(client_of(editor), address, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)


def test_a_recommendation_and_its_answer_are_asked_about(site, editor, client_of, on):
    browser = client_of(editor)
    meeting = MeetingFactory(plan=site.plan, held_on=on)
    add = reverse("recommendation-add", args=["york", site.plan.pk])
    typed = {"meeting": meeting.pk, "text": NAMED, "entry": "8dfb6a1e-4f0c-4a4b-9a54-6c1c7f3f4a10", "revision": 0}
    asked, saved = asked_then_saved(browser, add, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)
    given = RecommendationFactory(plan=site.plan, meeting=meeting, answer="", reason="", answered_on=None)
    answer = reverse("recommendation-answer", args=["york", site.plan.pk, given.number])
    day = {"answered_on_day": 30, "answered_on_month": 6, "answered_on_year": 2022}
    typed = {"answer": "rejected", "reason": NAMED, "revision": given.revision, **day}
    asked, saved = asked_then_saved(browser, answer, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)


def test_the_outcome_of_a_meeting_is_asked_about(site, editor, client_of, on):
    meeting = MeetingFactory(plan=site.plan, held_on=on)
    address = reverse("meeting-edit", args=["york", site.plan.pk, meeting.pk])
    day = {"held_on_day": on.day, "held_on_month": on.month, "held_on_year": on.year}
    typed = {"body": meeting.body_id, "purpose": meeting.purpose, "outcome": NAMED, "revision": meeting.revision, **day}
    asked, saved = asked_then_saved(client_of(editor), address, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)
    meeting.refresh_from_db()
    assert meeting.outcome == NAMED


def test_the_reason_of_an_amendment_is_asked_about(york, lead, editor, client_of):
    plan = sent(york_plan(york), by=lead)
    item = plan.items.get(reference="1.1")
    address = reverse("action-edit", args=["york", plan.pk, item.pk])
    typed = {"action": "Another wording", "lead_post": item.lead_post, "success_measure": item.success_measure}
    for name in ("starts_on", "due_on"):
        day = getattr(item, name)
        typed |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year} if day else {}
    typed |= {"revision": item.revision, "reason": NAMED}
    asked, saved = asked_then_saved(client_of(editor), address, typed)
    assert (asked.status_code, saved.status_code) == (422, 302)
    assert plan.amendments.get().reason == NAMED


def test_the_box_belongs_to_the_field_it_stands_under(site, editor, client_of):
    address = reverse("action-add", args=["york", site.plan.pk, 1])
    page = client_of(editor).post(address, {"action": NAMED, "revision": 0}).content.decode()
    group = page[page.index('id="div_id_action"') : page.index('id="div_id_lead_post"')]
    assert 'id="id_action_confirmed"' in group
    assert 'aria-describedby="id_action_error"' in group
    assert "I have checked: nobody can be identified" in group
