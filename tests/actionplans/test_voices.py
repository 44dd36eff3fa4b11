"""What children, families and staff said: recorded, answered, mended, taken away, and read by everybody."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from actionplans.actions import AlreadySaved, add_voice, answer_voice, archive_voice, edit_voice
from actionplans.models import EditConflict, PlanRefused, Voice
from actionplans.permissions import can_answer_voice, can_edit_voice
from ilacs.design.today import today
from tests.addresses import build_site
from tests.at_once import at_once
from tests.factories import ActionItemFactory, AuthorityFactory, PlanFactory, VoiceFactory

HEARD = date(2022, 6, 15)
ENTRY = UUID("8dfb6a1e-4f0c-4a4b-9a54-6c1c7f3f4a20")


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


@pytest.fixture
def plan(york):
    return ActionItemFactory(response__plan__authority=york).plan


def a_voice(plan, **fields):
    """A voice that is not stored yet."""
    return Voice(plan=plan, **{"who": "families", "heard_on": HEARD, "said": "We wait too long.", **fields})


def test_a_voice_is_kept_with_who_recorded_it_and_when(plan, editor, on):
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)
    voice.refresh_from_db()
    assert (voice.added_by, voice.said, voice.did, voice.revision) == (editor, "We wait too long.", "", 0)
    assert voice.added_at is not None
    assert [row.history_change_reason for row in voice.history.all()] == [f"Added by {editor}"]


def test_the_same_form_sent_twice_adds_one_voice(plan, editor, on):
    made = [add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY).pk for _ in range(2)]
    assert made[0] == made[1]
    assert plan.voices.count() == 1


@pytest.mark.parametrize("other", [{"said": "They are kind."}, {"heard_on": date(2022, 6, 14)}, {"how": "Survey"}])
def test_the_same_form_sent_with_other_words_is_refused(plan, editor, on, other):
    add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY)
    with pytest.raises(AlreadySaved, match="Save again to add this as another voice"):
        add_voice(voice=a_voice(plan, **other), by=editor, today=on, entry=ENTRY)
    assert plan.voices.count() == 1


def test_a_form_sent_again_after_somebody_answered_what_it_made_still_adds_one(plan, editor, on):
    made = add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY)
    answer_voice(voice=made, did="We ring.", did_on=on, revision=0, by=editor, today=on)
    assert add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY) == made


def test_a_form_sent_for_another_plan_is_refused(plan, editor, on):
    add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY)
    with pytest.raises(PlanRefused, match="for another plan"):
        add_voice(voice=a_voice(PlanFactory(authority=plan.authority)), by=editor, today=on, entry=ENTRY)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"said": " "}, "said", "Enter what they said"),
        ({"heard_on": date(2022, 6, 29)}, "heard_on", "The day it was heard must be today or in the past"),
        ({"did": "We answer."}, "did_on", "Enter the day we did it"),
        ({"did_on": HEARD}, "did", "Enter what we did on that day"),
        ({"did": "Yes", "did_on": date(2022, 6, 29)}, "did_on", "The day we did it must be today or in the past"),
        (
            {"did": "Yes", "did_on": date(2022, 6, 14)},
            "did_on",
            "It was heard on 15 June 2022. Enter that day or a later one",
        ),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(plan, editor, on, fields, field, words):
    with pytest.raises(PlanRefused) as refusal:
        add_voice(voice=a_voice(plan, **fields), by=editor, today=on)
    assert (str(refusal.value), refusal.value.field) == (words, field)
    assert plan.voices.count() == 0


def test_a_voice_is_about_a_part_of_its_own_plan_and_one_only(plan, editor, on):
    other = ActionItemFactory(response__plan__authority=AuthorityFactory())
    with pytest.raises(PlanRefused, match="of this plan"):
        add_voice(voice=a_voice(plan, item=other), by=editor, today=on)
    item = plan.items.first()
    with pytest.raises(PlanRefused, match="not both"):
        add_voice(voice=a_voice(plan, item=item, response=item.response), by=editor, today=on)


def test_nothing_is_recorded_of_a_plan_that_is_over(plan, editor, on):
    type(plan).objects.filter(pk=plan.pk).update(stage="closed", submitted_on=HEARD, closed_on=HEARD)
    with pytest.raises(PlanRefused, match="over"):
        add_voice(voice=a_voice(plan), by=editor, today=on)


def test_an_answer_says_what_was_done_and_when(plan, editor, on):
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)
    answer_voice(voice=voice, did="A duty worker answers.", did_on=on, revision=0, by=editor, today=on)
    voice.refresh_from_db()
    assert (voice.did, voice.did_on, voice.revision) == ("A duty worker answers.", on, 1)
    with pytest.raises(PlanRefused, match="Enter what we did"):
        answer_voice(voice=voice, did=" ", did_on=on, revision=1, by=editor, today=on)


def test_a_stale_answer_and_a_stale_edit_are_refused(plan, editor, lead, on):
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)
    answer_voice(voice=voice, did="Ours.", did_on=on, revision=0, by=lead, today=on)
    with pytest.raises(EditConflict) as conflict:
        answer_voice(voice=voice, did="Mine.", did_on=on, revision=0, by=editor, today=on)
    assert conflict.value.current.did == "Ours."
    with pytest.raises(EditConflict):
        edit_voice(voice=voice, revision=0, by=editor, today=on)


def test_an_edit_keeps_what_stood_there_in_the_history(plan, editor, on):
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)
    voice.said, voice.item = "We wait for weeks.", plan.items.first()
    edit_voice(voice=voice, revision=0, by=editor, today=on)
    assert [row.said for row in voice.history.all()] == ["We wait for weeks.", "We wait too long."]
    assert Voice.objects.get(pk=voice.pk).item == plan.items.first()


def test_taking_away_needs_a_reason_and_keeps_the_words(plan, editor, on):
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)
    with pytest.raises(PlanRefused, match="Enter why"):
        archive_voice(voice=voice, by=editor, reason=" ")
    archive_voice(voice=voice, by=editor, reason="Recorded twice")
    archive_voice(voice=voice, by=editor, reason="Again")
    voice.refresh_from_db()
    assert (voice.archived_by, voice.archived_reason, voice.said) == (editor, "Recorded twice", "We wait too long.")
    assert list(plan.voices.current()) == []
    with pytest.raises(PlanRefused, match="taken away"):
        edit_voice(voice=voice, revision=0, by=editor, today=on)


def test_whoever_recorded_it_and_editors_may_change_it(plan, action_owner, editor, member, york):
    voice = VoiceFactory(plan=plan, added_by=action_owner)
    others = VoiceFactory(plan=plan, added_by=editor)
    assert [can_edit_voice(person, voice) for person in (member, action_owner, editor)] == [False, True, True]
    assert [can_edit_voice(person, others) for person in (member, action_owner, editor)] == [False, False, True]
    others.did = ""
    assert [can_answer_voice(person, others) for person in (member, action_owner, editor)] == [False, True, True]


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_keep_one_and_tell_the_other(york, editor, on):
    plan = ActionItemFactory(response__plan__authority=york).plan
    voice = add_voice(voice=a_voice(plan), by=editor, today=on)

    def answer(did):
        return lambda: answer_voice(voice=voice, did=did, did_on=on, revision=0, by=editor, today=on)

    results = at_once(answer("One."), answer("Two."))
    assert sorted(type(result) is EditConflict for result in results) == [False, True]
    voice.refresh_from_db()
    assert voice.revision == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_adds_one_voice(york, editor, on):
    plan = ActionItemFactory(response__plan__authority=york).plan

    def add():
        return add_voice(voice=a_voice(plan), by=editor, today=on, entry=ENTRY).pk

    first, second = at_once(add, add)
    assert first == second
    assert plan.voices.count() == 1


def listed(browser, plan, **chosen):
    """The page of what was said."""
    return browser.get(reverse("voice-list", args=["york", plan.pk]), chosen)


def test_what_nobody_answered_stands_first(site, member, client_of):
    VoiceFactory(plan=site.plan, said="Nobody rings.", did="", did_on=None)
    page = listed(client_of(member), site.plan).content.decode()
    assert page.index("Nothing done yet (1)") < page.index("Nobody rings.") < page.index("Something was done (1)")
    assert page.index("Something was done (1)") < page.index("We wait too long for a call back.")


def test_the_list_is_narrowed_by_who_said_it_and_what_about(site, member, client_of):
    VoiceFactory(plan=site.plan, who="staff", said="Of the action.", item=site.item)
    VoiceFactory(plan=site.plan, who="staff", said="Of the other area.", response=site.plan.responses.last())
    browser = client_of(member)
    by_staff = listed(browser, site.plan, who="staff").content.decode()
    assert "We wait too long" not in by_staff
    of_area = listed(browser, site.plan, who="staff", area=site.item.response.number).content.decode()
    assert "Of the action." in of_area
    assert "Of the other area." not in of_area
    assert "Choose less" in listed(browser, site.plan, who="children").content.decode()
    assert listed(browser, site.plan, who="martians", area="x").status_code == 200


def test_a_member_reads_and_is_offered_nothing_to_change(site, member, client_of):
    page = listed(client_of(member), site.plan).content.decode()
    assert "We wait too long for a call back." in page
    assert "A duty worker answers within a day." in page
    assert "Add what was said" not in page
    assert "Take away" not in page


def test_what_was_taken_away_can_still_be_read_with_the_reason(site, member, editor, client_of):
    archive_voice(voice=site.plan.voices.first(), by=editor, reason="Recorded twice")
    page = listed(client_of(member), site.plan).content.decode()
    assert "Taken away: 1" in page
    assert "Recorded twice" in page
    assert "We wait too long for a call back." in page


def test_every_change_is_shown_with_its_author(site, member, editor, client_of, on):
    voice = add_voice(voice=a_voice(site.plan), by=editor, today=on)
    answer_voice(voice=voice, did="A duty worker answers.", did_on=on, revision=0, by=editor, today=on)
    page = listed(client_of(member), site.plan).content.decode()
    assert "History: 2 changes" in page


TYPED = {
    "who": "children",
    "said": "Nobody asked us.",
    "heard_on_day": 15,
    "heard_on_month": 6,
    "heard_on_year": 2022,
    "revision": 0,
    "entry": str(ENTRY),
}


def test_somebody_adds_what_was_said_about_an_action(site, action_owner, client_of):
    browser = client_of(action_owner)
    address = f"{reverse('voice-add', args=['york', site.plan.pk])}?about=action-{site.item.pk}"
    assert f'value="action-{site.item.pk}" selected' in browser.get(address).content.decode()
    answer = browser.post(address, {**TYPED, "about": f"action-{site.item.pk}"})
    voice = Voice.objects.get(said="Nobody asked us.")
    assert answer["Location"] == voice.get_absolute_url()
    assert (voice.item, voice.response, voice.added_by) == (site.item, None, action_owner)
    shown = browser.get(reverse("action-detail", args=["york", site.plan.pk, site.item.pk])).content.decode()
    assert "Nobody asked us." in shown
    assert "Nothing done yet" in shown


def test_the_form_with_other_words_asks_and_then_adds_another(site, editor, client_of):
    browser, address = client_of(editor), reverse("voice-add", args=["york", site.plan.pk])
    before = site.plan.voices.count()
    first = {**TYPED, "entry": str(ENTRY)}
    assert browser.post(address, first).status_code == 302
    page = browser.post(address, {**first, "said": "They are kind."})
    assert (page.status_code, site.plan.voices.count()) == (422, before + 1)
    assert "This form was saved before, with other words. Save again to add this as another voice" in (
        page.content.decode()
    )
    form = page.context["form"]
    assert form["said"].value() == "They are kind."
    again = {**first, "said": "They are kind.", "entry": form["entry"].value()}
    assert browser.post(address, again).status_code == 302
    assert site.plan.voices.count() == before + 2


def test_a_voice_about_an_area_stands_beside_it_where_it_is_drafted(site, editor, client_of):
    area = site.item.response
    browser = client_of(editor)
    browser.post(reverse("voice-add", args=["york", site.plan.pk]), {**TYPED, "about": f"area-{area.pk}"})
    page = browser.get(reverse("plan-draft-area", args=["york", site.plan.pk, area.number])).content.decode()
    assert "Nobody asked us." in page
    assert f"?about=area-{area.pk}" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"said": ""}, "Enter what they said"),
        ({"who": ""}, "Choose who said it"),
        ({"heard_on_year": today().year + 1}, "The day must be today or in the past"),
        ({"did": "We answer."}, "Enter the day we did it"),
        ({"about": "area-0"}, "Choose an area or an action of this plan"),
        ({"said": "Ella, 7, said so."}, "Does “Ella, 7” give a child’s name and age?"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(site, editor, client_of, typed, words):
    address = reverse("voice-add", args=["york", site.plan.pk])
    answer = client_of(editor).post(address, {**TYPED, "how": "At a visit", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="At a visit"' in page


def test_a_stale_edit_shows_both_texts(site, editor, lead, client_of, on):
    voice = add_voice(voice=a_voice(site.plan), by=editor, today=on)
    stored = Voice.objects.get(pk=voice.pk)
    stored.said = "Theirs."
    edit_voice(voice=stored, revision=0, by=lead, today=on)
    address = reverse("voice-edit", args=["york", site.plan.pk, voice.pk])
    answer = client_of(editor).post(address, {**TYPED, "who": "families", "said": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert 'name="revision" value="1"' in page
    again = client_of(editor).post(address, {**TYPED, "who": "families", "said": "Mine.", "revision": 1})
    assert again.status_code == 302
    assert Voice.objects.get(pk=voice.pk).said == "Mine."


def test_a_stale_answer_shows_both_texts(site, editor, lead, client_of, on):
    voice = add_voice(voice=a_voice(site.plan), by=editor, today=on)
    answer_voice(voice=voice, did="Theirs.", did_on=on, revision=0, by=lead, today=on)
    address = reverse("voice-answer", args=["york", site.plan.pk, voice.pk])
    day = {"did_on_day": on.day, "did_on_month": on.month, "did_on_year": on.year}
    answer = client_of(editor).post(address, {"did": "Mine.", "revision": 0, **day})
    assert answer.status_code == 409
    assert "Theirs." in answer.content.decode()
    assert client_of(editor).post(address, {"did": "Theirs.", "revision": 0, **day}).status_code == 302


def test_what_was_said_is_answered_and_taken_away_from_its_page(site, editor, client_of):
    voice = VoiceFactory(plan=site.plan, did="", did_on=None)
    browser = client_of(editor)
    day = {"did_on_day": 20, "did_on_month": 6, "did_on_year": 2022}
    answered = browser.post(
        reverse("voice-answer", args=["york", site.plan.pk, voice.pk]), {"did": "We ring.", "revision": 0, **day}
    )
    assert answered["Location"] == voice.get_absolute_url()
    gone = browser.post(reverse("voice-archive", args=["york", site.plan.pk, voice.pk]), {"reason": "Said twice"})
    assert gone.status_code == 302
    voice.refresh_from_db()
    assert (voice.did, voice.archived_reason) == ("We ring.", "Said twice")
    assert browser.get(reverse("voice-edit", args=["york", site.plan.pk, voice.pk])).status_code == 404


def test_an_action_that_was_deleted_stays_what_a_voice_is_about(site, editor, client_of):
    item = ActionItemFactory(response=site.item.response)
    voice = VoiceFactory(plan=site.plan, item=item)
    item.delete_by(by=editor)
    page = client_of(editor).get(reverse("voice-edit", args=["york", site.plan.pk, voice.pk])).content.decode()
    assert f'value="action-{item.pk}" selected' in page
