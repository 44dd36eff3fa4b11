"""The pages of what committees ask: the list, one recommendation, its answer, and that it is done."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from actionplans.models import Recommendation
from actionplans.views.recommendations import recommendations_at
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    BodyFactory,
    MeetingFactory,
    RecommendationFactory,
    VersionFactory,
    york_plan,
)

pytestmark = pytest.mark.django_db

TODAY = date(2022, 7, 28)


@pytest.fixture(autouse=True)
def _a_month_later():
    """A month after York's scrutiny committee met."""
    with as_if_on(TODAY):
        yield


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def meeting(plan):
    return MeetingFactory(plan=plan, body=BodyFactory(authority=plan.authority, name="Scrutiny Committee"))


@pytest.fixture
def asked(plan, meeting):
    return RecommendationFactory(plan=plan, meeting=meeting)


@pytest.fixture
def officer(editor, client_of):
    return client_of(editor)


def address(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.pk, *more])


def words(answer):
    return " ".join(unescape(strip_tags(answer.content.decode().split("<main", 1)[1].split(">", 1)[1])).split())


def day(name, on=TODAY):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def typed(meeting, **more):
    return {"meeting": meeting.pk, "text": "Show the previous rating.", "revision": 0, "entry": uuid4(), **more}


def test_a_recommendation_is_recorded_with_what_it_is_about(officer, plan, meeting):
    areas = [area.pk for area in plan.responses.all()[:2]]
    answer = officer.post(
        address("recommendation-add", plan),
        typed(meeting, areas=areas, references=" 3.1;1.1 ,1.1", owner_post="Head of Quality", **day("due_on")),
        follow=True,
    )
    asked = Recommendation.objects.get()
    assert answer.redirect_chain == [(asked.get_absolute_url(), 302)]
    assert [item.reference for item in asked.items.order_by("reference")] == ["1.1", "3.1"]
    page = words(answer)
    for each in ("Recommendation 1 has been recorded.", "Scrutiny Committee, 28 June 2022", "Head of Quality"):
        assert each in page
    assert "Action 3.1" in page


def test_the_meeting_held_last_is_suggested_unless_the_person_came_from_another(officer, plan, meeting):
    later = MeetingFactory(plan=plan, body=meeting.body, held_on=date(2022, 7, 20))
    coming = MeetingFactory(plan=plan, body=meeting.body, held_on=date(2022, 9, 20))
    page = address("recommendation-add", plan)

    def chosen(query):
        return officer.get(page + query).context["form"].initial["meeting"]

    assert chosen("") == later.pk
    assert chosen(f"?meeting={coming.pk}") == coming.pk
    assert chosen("?meeting=nonsense") == chosen(f"?meeting={'9' * 30}") == later.pk


def test_without_a_meeting_there_is_nothing_to_record(officer, plan):
    assert "Add the meeting to the plan first" in words(officer.get(address("recommendation-add", plan)))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"references": "1.1, 9.9, 8.8"}, "The plan has no actions 9.9 and 8.8."),
        ({"references": "TBC"}, "The plan has no action TBC."),
        ({"text": ""}, "Enter the recommendation"),
        ({"meeting": ""}, "Choose the meeting"),
        ({"areas": ["0"]}, "Choose only from those listed"),
    ],
)
def test_what_cannot_be_recorded_is_said_beside_its_field_and_nothing_typed_is_lost(
    officer, plan, meeting, more, expected
):
    answer = officer.post(address("recommendation-add", plan), typed(meeting, owner_post="Head of Quality") | more)
    assert answer.status_code == 422
    assert expected in words(answer)
    assert 'value="Head of Quality"' in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_a_meeting_of_another_plan_is_not_offered(officer, plan, meeting):
    answer = officer.post(address("recommendation-add", plan), typed(MeetingFactory()))
    assert answer.status_code == 422


def test_what_is_edited_keeps_what_it_is_about(officer, plan, asked):
    asked.items.add(plan.items.first())
    page = officer.get(address("recommendation-edit", plan, 1)).content.decode()
    assert 'value="1.1"' in page
    officer.post(address("recommendation-edit", plan, 1), typed(asked.meeting, references="1.1", text="Better words."))
    asked.refresh_from_db()
    assert (asked.text, asked.items.count(), asked.revision) == ("Better words.", 1, 1)


def test_who_saves_second_sees_both_texts(officer, plan, asked, lead, client_of):
    edit = address("recommendation-edit", plan, 1)
    client_of(lead).post(edit, typed(asked.meeting, text="The first text."))
    answer = officer.post(edit, typed(asked.meeting, text="The second text."))
    assert answer.status_code == 409
    assert "The first text." in words(answer)
    assert "The second text." in words(answer)


def test_the_answer_is_given_with_its_reason(officer, plan, asked):
    page = address("recommendation-answer", plan, 1)
    without = officer.post(page, {"answer": "rejected", "reason": "", "revision": 0, **day("answered_on")})
    assert without.status_code == 422
    assert "Enter the reason: the committee will ask why" in words(without)
    early = officer.post(page, {"answer": "accepted", "revision": 0, **day("answered_on", date(2022, 6, 27))})
    assert "It was asked on 28 June 2022" in words(early)
    typed = {"answer": "partly", "reason": "From September.", "revision": 0, **day("answered_on")}
    given = officer.post(page, typed, follow=True)
    assert "Partly accepted on 28 July 2022, recorded by Eddie EditorFrom September." in words(given)
    assert "Answered by Eddie Editor: Partly accepted" in words(given)


def test_it_is_done_in_a_version_and_can_be_opened_again(officer, plan, asked):
    done = address("recommendation-done", plan, 1)
    first = officer.post(done, {"revision": 0, **day("done_on")})
    assert "Answer it first" in words(first)
    officer.post(address("recommendation-answer", plan, 1), {"answer": "accepted", "revision": 0, **day("answered_on")})
    version = VersionFactory(plan=plan)
    page = words(officer.post(done, {"version": version.pk, "revision": 1, **day("done_on")}, follow=True))
    assert "28 July 2022, in version 1" in page
    typed = {"answer": "rejected", "reason": "No", "revision": 2, **day("answered_on")}
    refused = officer.post(address("recommendation-answer", plan, 1), typed)
    assert "Open it again first" in words(refused)
    reopen = address("recommendation-reopen", plan, 1)
    assert "is open again" in words(officer.post(reopen, {"revision": 2}, follow=True))


def test_who_answers_second_sees_the_first_answer_and_keeps_their_own(officer, plan, asked, lead, client_of):
    page = address("recommendation-answer", plan, 1)
    opened = officer.get(page).context["form"].initial["revision"]
    first = {"answer": "rejected", "reason": "Too dear.", "revision": opened, **day("answered_on")}
    client_of(lead).post(page, first)
    late = officer.post(page, {"answer": "accepted", "reason": "At once.", "revision": opened, **day("answered_on")})
    assert late.status_code == 409
    for each in ("Your text has not been saved yet", "Rejected", "Too dear.", "At once.", "Save my version"):
        assert each in words(late)
    asked.refresh_from_db()
    assert (asked.answer, asked.reason) == ("rejected", "Too dear.")
    again = {"answer": "accepted", "reason": "At once.", "revision": late.context["form"]["revision"].value()}
    assert officer.post(page, again | day("answered_on")).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "accepted"


def test_the_same_answer_sent_twice_is_one_answer(officer, plan, asked):
    page = address("recommendation-answer", plan, 1)
    typed = {"answer": "partly", "reason": "From\r\nSeptember.", "revision": 0, **day("answered_on")}
    assert [officer.post(page, typed).status_code for _ in range(2)] == [302, 302]
    assert asked.history.count() == 2


def test_words_that_changed_under_the_answer_are_shown_before_it_is_given(officer, plan, asked, lead, client_of):
    client_of(lead).post(address("recommendation-edit", plan, 1), typed(asked.meeting, text="Corrected words."))
    late = officer.post(
        address("recommendation-answer", plan, 1), {"answer": "accepted", "revision": 0, **day("answered_on")}
    )
    assert late.status_code == 409
    assert words(late).count("Corrected words.") == 2
    assert asked.text in words(late)


def test_what_was_rejected_meanwhile_is_not_done(officer, plan, asked, lead, client_of):
    accepted = {"answer": "accepted", "revision": 0, **day("answered_on")}
    rejected = {"answer": "rejected", "reason": "Too dear.", "revision": 1, **day("answered_on")}
    page = address("recommendation-answer", plan, 1)
    client_of(lead).post(page, accepted)
    client_of(lead).post(page, rejected)
    late = officer.post(address("recommendation-done", plan, 1), {"revision": 1, **day("done_on")})
    assert late.status_code == 409
    assert "Too dear." in words(late)


def test_what_changed_meanwhile_is_not_opened_again_unseen(officer, plan, meeting):
    asked = RecommendationFactory(
        plan=plan, meeting=meeting, answer="accepted", answered_on=TODAY, done_on=TODAY, revision=5
    )
    reopen = address("recommendation-reopen", plan, 1)
    for sent in ({"revision": 4}, {"revision": "nonsense"}, {}):
        late = officer.post(reopen, sent)
        assert late.status_code == 409
        assert "Somebody has changed this recommendation since you opened the page" in words(late)
    asked.refresh_from_db()
    assert asked.done_on
    page = officer.get(asked.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="revision" value="5">' in page


def test_the_committees_words_stand_once_they_are_answered(officer, plan, asked):
    edit = address("recommendation-edit", plan, 1)
    officer.post(address("recommendation-answer", plan, 1), {"answer": "accepted", "revision": 0, **day("answered_on")})
    assert "The answer stands under these words" in words(officer.get(edit))
    refused = officer.post(edit, typed(asked.meeting, text="Quite other words.", revision=1))
    assert refused.status_code == 422
    assert "Take the answer back first" in refused.context["form"].errors["text"][0]
    assert "Quite other words." in words(refused)
    kept = officer.post(edit, typed(asked.meeting, text=asked.text, owner_post="Head of Quality", revision=1))
    assert kept.status_code == 302


def test_an_answer_is_taken_back_with_its_reason(officer, plan, asked):
    officer.post(address("recommendation-answer", plan, 1), {"answer": "accepted", "revision": 0, **day("answered_on")})
    back = address("recommendation-take-back", plan, 1)
    assert back in officer.get(asked.get_absolute_url()).content.decode()
    assert "Enter why the answer is taken back" in words(officer.post(back, {"reason": " ", "revision": 1}))
    assert officer.post(back, {"reason": "A slip.", "revision": 0}).status_code == 409
    page = words(officer.post(back, {"reason": "The minutes changed.", "revision": 1}, follow=True))
    assert "The answer has been taken back." in page
    assert "Answer taken back by Eddie Editor: The minutes changed." in page
    assert "None yet" in page
    again = officer.post(back, {"reason": "The minutes changed.", "revision": 2})
    assert again.status_code == 422
    assert "It has no answer to take back" in words(again)


def test_what_a_cancelled_meeting_asked_can_still_be_edited(officer, plan, asked, meeting):
    other = MeetingFactory(
        plan=plan, body=meeting.body, held_on=date(2022, 7, 20), cancelled_on=TODAY, cancelled_reason="No."
    )
    meeting.cancelled_on, meeting.cancelled_reason = TODAY, "No quorum."
    meeting.save()
    edit = address("recommendation-edit", plan, 1)
    assert officer.post(edit, typed(meeting, owner_post="Head of Quality")).status_code == 302
    assert officer.post(edit, typed(other, revision=1)).status_code == 422


def test_the_same_form_sent_twice_records_one_and_one_without_its_mark_none(officer, plan, meeting):
    add = address("recommendation-add", plan)
    sent = typed(meeting)
    assert [officer.post(add, sent).url for _ in range(2)] == [Recommendation.objects.get().get_absolute_url()] * 2
    del sent["entry"]
    answer = officer.post(add, sent)
    assert answer.status_code == 422
    assert "Open the page again" in words(answer)
    assert Recommendation.objects.count() == 1


def test_the_list_says_what_waits_for_an_answer_first(officer, plan, meeting):
    answers = {"": None, "accepted": None, "rejected": None}
    for number, given in enumerate([*answers, "accepted"], 1):
        RecommendationFactory(
            plan=plan,
            meeting=meeting,
            number=number,
            answer=given,
            reason="Too dear." if given == "rejected" else "",
            answered_on=TODAY if given else None,
            done_on=TODAY if number == 4 else None,
            due_on=date(2022, 7, 1),
        )
    page = words(officer.get(address("recommendation-list", plan)))
    places = [page.index(f"{each} (1)") for each in ("Waiting for an answer", "To be done", "Done", "Rejected")]
    assert places == sorted(places)
    assert page.count("overdue") == 2


def test_without_any_the_list_says_so(officer, plan):
    assert "No committee has asked anything" in words(officer.get(address("recommendation-list", plan)))


def test_who_only_reads_finds_no_way_to_change_anything(plan, asked, member, client_of):
    for name, more in (("recommendation-list", ()), ("recommendation-detail", (1,))):
        page = client_of(member).get(address(name, plan, *more)).content.decode()
        assert f"{address('recommendation-list', plan)}new/" not in page
        assert "/answer/" not in page


def test_the_page_of_an_action_leads_to_what_was_asked_about_it(officer, plan, asked):
    item, other = plan.items.first(), ActionItemFactory(response=plan.responses.first())
    asked.items.add(item)
    assert "Recommendation 1, Scrutiny Committee" in words(officer.get(item.get_absolute_url()))
    assert "What committees asked" not in words(officer.get(other.get_absolute_url()))


def test_a_recommendation_of_another_plan_is_not_found(officer, plan):
    RecommendationFactory()
    assert officer.get(address("recommendation-detail", plan, 1)).status_code == 404


def test_a_meeting_has_what_its_body_waits_for_and_what_it_asked(plan, meeting, asked):
    later = MeetingFactory(plan=plan, body=meeting.body, held_on=date(2022, 9, 20))
    new = RecommendationFactory(plan=plan, meeting=later)
    assert recommendations_at(later) == {"still_open": [asked], "asked_here": [new]}
    assert recommendations_at(meeting) == {"still_open": [], "asked_here": [asked]}


def test_a_meeting_still_to_come_has_asked_nothing_yet(officer, plan):
    ahead = MeetingFactory(plan=plan, held_on=date(2022, 7, 29))
    page = officer.post(address("recommendation-add", plan), typed(ahead))
    assert page.status_code == 422
    assert "This meeting is on 29 July 2022. Record what it asks once it has been held" in words(page)


def test_the_page_tells_what_was_changed_from_what_to_what(officer, plan, asked):
    officer.post(address("recommendation-edit", plan, 1), typed(asked.meeting, text="Corrected words.", revision=0))
    page = words(officer.get(address("recommendation-detail", plan, 1)))
    assert "History: 2 changes" in page
    assert "Recommendation Say what recommendation 1 changes for children. Corrected words." in page
