"""The meetings of a plan, the bodies of a council and how it works: the changes, and their pages."""

from datetime import date

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.actions.bodies import USUAL_BODIES
from actionplans.models import Body, CouncilPractice, EditConflict, Meeting, OwnDeadline, PlanRefused
from ilacs.design.today import as_if_on
from tests.factories import (
    BodyFactory,
    InspectionFactory,
    MeetingFactory,
    OwnDeadlineFactory,
    PlanFactory,
    PublicationEntryFactory,
    york_plan,
)

pytestmark = pytest.mark.django_db
SCRUTINY_DAY = date(2022, 6, 28)


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def body(york):
    return BodyFactory(authority=york, name="Scrutiny Committee")


@pytest.fixture
def meeting(plan, body):
    return MeetingFactory(plan=plan, body=body)


@pytest.fixture
def web(client_of, editor):
    return client_of(editor)


def page_of(name, plan, *more):
    return reverse(name, args=["york", plan.pk, *more])


def typed_day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def form_of(meeting, **changes):
    """What the form about a meeting posts when nothing is changed but these."""
    return {
        "body": meeting.body_id,
        **typed_day("held_on", meeting.held_on),
        "purpose": meeting.purpose,
        "revision": meeting.revision,
        **changes,
    }


# Meetings


def test_a_meeting_is_added_once(plan, body, editor):
    new = Meeting(plan=plan, body=body, held_on=SCRUTINY_DAY, purpose="scrutinise")
    made = actions.add_meeting(meeting=new, by=editor)
    assert made.history.first().history_change_reason == "Added by Eddie Editor"
    again = Meeting(plan=plan, body=body, held_on=SCRUTINY_DAY, purpose="decide")
    with pytest.raises(PlanRefused, match="already goes to this body on this day"):
        actions.add_meeting(meeting=again, by=editor)


def test_a_cancelled_meeting_makes_room_for_another_on_the_day(plan, meeting, editor):
    actions.cancel_meeting(meeting=meeting, reason="Election", on=date(2022, 6, 1), by=editor)
    new = Meeting(plan=plan, body=meeting.body, held_on=SCRUTINY_DAY, purpose="scrutinise")
    assert actions.add_meeting(meeting=new, by=editor).pk


def test_a_plan_goes_to_no_body_of_another_council(plan, elsewhere, editor):
    new = Meeting(plan=plan, body=BodyFactory(authority=elsewhere), held_on=SCRUTINY_DAY, purpose="scrutinise")
    with pytest.raises(PlanRefused, match="of this council"):
        actions.add_meeting(meeting=new, by=editor)


def test_a_meeting_saw_no_version_of_another_plan(york, meeting, editor):
    other = PlanFactory(authority=york)
    meeting.version = actions.save_version(plan=other, by=editor, reason="For somebody else")
    with pytest.raises(PlanRefused, match="version of this plan"):
        actions.edit_meeting(meeting=meeting, revision=0, by=editor)


def test_a_plan_that_is_over_goes_to_no_more_meetings(plan, body, editor):
    plan.stage, plan.closed_on = "closed", date(2022, 6, 1)
    plan.save()
    with pytest.raises(PlanRefused, match="The plan is over"):
        actions.add_meeting(meeting=Meeting(plan=plan, body=body, held_on=SCRUTINY_DAY, purpose="decide"), by=editor)


def test_editing_a_meeting_keeps_who_did_it(meeting, editor):
    meeting.outcome = "Noted."
    assert actions.edit_meeting(meeting=meeting, revision=0, by=editor).revision == 1
    meeting.refresh_from_db()
    assert (meeting.outcome, meeting.history.first().history_change_reason) == ("Noted.", "Edited by Eddie Editor")


def test_whoever_saves_a_meeting_second_is_told(meeting, editor):
    actions.edit_meeting(meeting=meeting, revision=0, by=editor)
    with pytest.raises(EditConflict):
        actions.edit_meeting(meeting=meeting, revision=0, by=editor)


def test_a_cancelled_meeting_is_not_edited_and_is_cancelled_once(meeting, editor):
    for reason in ("Election", "Something else"):
        actions.cancel_meeting(meeting=meeting, reason=reason, on=date(2022, 6, 1), by=editor)
    meeting.refresh_from_db()
    assert (meeting.cancelled_reason, meeting.revision) == ("Election", 1)
    with pytest.raises(PlanRefused, match="was cancelled"):
        actions.edit_meeting(meeting=meeting, revision=1, by=editor)


def test_a_meeting_is_not_cancelled_without_a_reason(meeting, editor):
    with pytest.raises(PlanRefused, match="Enter why"):
        actions.cancel_meeting(meeting=meeting, reason=" ", on=date(2022, 6, 1), by=editor)


def test_a_meeting_is_added_on_its_page(web, plan, body):
    typed = {"body": body.pk, **typed_day("held_on", SCRUTINY_DAY), "purpose": "scrutinise", "is_key_decision": "on"}
    answer = web.post(page_of("meeting-add", plan), typed, follow=True)
    assert answer.redirect_chain == [(page_of("plan-timetable", plan), 302)]
    assert "Scrutiny Committee, 28 June 2022 has been added." in answer.content.decode()
    again = web.post(page_of("meeting-add", plan), typed)
    assert again.status_code == 422
    assert "already goes to this body on this day" in again.content.decode()


def test_without_bodies_the_usual_ones_are_one_click_away(web, plan, york):
    assert "Add the usual five" in web.get(page_of("meeting-add", plan)).content.decode()
    answer = web.post(reverse("body-add-usual", args=["york"]), {"plan": plan.pk}, follow=True)
    assert answer.redirect_chain == [(page_of("meeting-add", plan), 302)]
    assert york.bodies.count() == len(USUAL_BODIES) == 5
    assert "What does the plan go there for?" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["", "x", "9" * 30, "999999"])
def test_a_click_for_the_usual_bodies_never_leads_astray(web, york, wanted):
    answer = web.post(reverse("body-add-usual", args=["york"]), {"plan": wanted})
    assert answer.url == reverse("body-list", args=["york"])


def test_the_usual_bodies_are_not_added_beside_those_of_the_same_kind(web, york, body):
    assert [each.kind for each in actions.add_usual_bodies(authority=york, by=None)] == [
        usual.kind for usual in USUAL_BODIES if usual.kind != Body.Kind.SCRUTINY
    ]
    answer = web.post(reverse("body-add-usual", args=["york"]), follow=True)
    assert "has a body of each kind already" in answer.content.decode()


def test_a_meeting_page_shows_what_it_saw_and_leads_to_it(web, plan, meeting, editor):
    version = actions.save_version(plan=plan, by=editor, reason="For scrutiny", meeting=meeting)
    page = web.get(meeting.get_absolute_url()).content.decode()
    assert f'href="{version.get_absolute_url()}">Version 1</a>' in page
    assert "Last day to publish the papers for Scrutiny Committee" in page
    assert "Still open from earlier meetings" in page


def test_a_meeting_is_edited_on_its_page(web, plan, meeting, editor):
    version = actions.save_version(plan=plan, by=editor, reason="For scrutiny")
    typed = form_of(
        meeting,
        version=version.pk,
        outcome="Noted.",
        remedy="urgent",
        remedy_reason="The chair agreed.",
        **typed_day("papers_published_on", date(2022, 6, 22)),
    )
    assert web.post(page_of("meeting-edit", plan, meeting.pk), typed).url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.version, meeting.outcome, meeting.remedy) == (version, "Noted.", "urgent")
    page = web.get(meeting.get_absolute_url()).content.decode()
    assert (
        "The chair takes the item as urgent, or general exception or special urgency applies. The chair agreed." in page
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"remedy": "urgent"}, "Enter the reason"),
        (typed_day("signed_off_on", date(2022, 6, 21)), "must be today or in the past"),
        (typed_day("papers_published_on", date(2099, 1, 1)), "must be today or in the past"),
        ({**typed_day("papers_published_on", date(2022, 6, 18)), **typed_day("held_on", date(2022, 6, 17))}, "before"),
        ({"purpose": ""}, "Choose what the plan goes there for"),
        ({"body": "999999"}, "Choose one of the bodies listed"),
    ],
)
def test_what_cannot_be_of_a_meeting_is_refused_beside_the_field(web, plan, meeting, changes, words):
    with as_if_on(date(2022, 6, 20)):
        answer = web.post(page_of("meeting-edit", plan, meeting.pk), form_of(meeting, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_two_people_editing_a_meeting_see_both_texts(web, plan, meeting, lead):
    meeting.outcome, meeting.purpose = "Theirs.", Meeting.Purpose.MONITOR
    actions.edit_meeting(meeting=meeting, revision=0, by=lead)
    typed = form_of(meeting, revision=0, outcome="Mine.", purpose="decide", is_key_decision="on")
    answer = web.post(page_of("meeting-edit", plan, meeting.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert '<td class="govuk-table__cell" data-label="Your version">Decide</td>' in page
    assert '<td class="govuk-table__cell" data-label="Your version">Yes</td>' in page


def test_an_edit_of_a_cancelled_meeting_is_refused_on_the_page(web, plan, meeting, editor):
    actions.cancel_meeting(meeting=meeting, reason="Election", on=date(2022, 6, 1), by=editor)
    answer = web.post(page_of("meeting-edit", plan, meeting.pk), form_of(meeting))
    assert answer.status_code == 422
    assert "add it again" in answer.content.decode()


def test_cancelling_on_the_page_strikes_the_meeting(web, plan, meeting):
    answer = web.post(page_of("meeting-cancel", plan, meeting.pk), {"reason": "Election"}, follow=True)
    page = answer.content.decode()
    assert "app-days-table__struck" in page
    assert "Election" in page
    assert "Cancelled</strong>" in web.get(meeting.get_absolute_url()).content.decode()


def test_a_meeting_of_another_plan_is_not_found_here(web, plan, york):
    other = MeetingFactory(plan=PlanFactory(authority=york))
    assert web.get(page_of("meeting-detail", plan, other.pk)).status_code == 404


# The timetable


def test_the_timetable_draws_the_road_and_says_what_is_too_late(web, plan, meeting):
    with as_if_on(date(2022, 6, 24)):
        page = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "Today is working day 35 of 70: 35 working days left." in page
    assert "1 thing is too late" in page
    assert page.count('role="img"') == 2
    assert "A line of 70 working days from 4 May 2022 to 12 August 2022" in page
    assert "section 100B(4)(b)" in page
    assert "No meeting decides on the plan." in page


def test_a_plan_without_a_deadline_still_lists_its_meetings(web, york):
    plan = PlanFactory(authority=york)
    MeetingFactory(plan=plan)
    page = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "No deadline is known" in page
    assert '<svg class="app-days ' not in page
    assert "Scrutiny Committee" in page


def test_a_plan_with_nothing_yet_says_so(web, york):
    page = web.get(page_of("plan-timetable", PlanFactory(authority=york))).content.decode()
    assert "No meeting has been added yet." in page


def test_the_reports_publication_comes_from_the_log(web, plan):
    inspection = plan.inspections.first()
    with as_if_on(date(2022, 6, 20)):
        before = web.get(page_of("plan-timetable", plan)).content.decode()
        PublicationEntryFactory(plan=plan, inspection=inspection, done_on=date(2022, 5, 6))
        after = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "it is not recorded that this was done" in before
    assert "On the website since 6 May 2022; 4 ways still to be logged." in after
    assert "Ofsted’s report on the council’s website" in after


def test_a_report_made_known_in_every_way_is_done_on_its_day(web, plan):
    for way in ("website", "offices", "partners", "newspaper", "radio"):
        PublicationEntryFactory(plan=plan, inspection=plan.inspections.first(), way=way, done_on=date(2022, 5, 6))
    with as_if_on(date(2022, 6, 20)):
        page = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "Ofsted’s report on the council’s website" in page
    assert "Last day to publish Ofsted’s report" not in page


def test_with_two_inspections_each_duty_is_named(web, plan, york):
    other = InspectionFactory(authority=york, started_on=date(2022, 2, 7), ended_on=None, published_on=date(2022, 5, 9))
    plan.inspections.add(other)
    page = web.get(page_of("plan-timetable", plan)).content.decode()
    assert page.count("Last day to publish Ofsted’s report: ") == 2
    assert "A line of 70 working days from 4 May 2022" in page


def test_the_overview_shows_the_next_meeting_and_its_papers(web, plan, meeting):
    with as_if_on(date(2022, 6, 24)):
        page = web.get(plan.get_absolute_url()).content.decode()
    assert "Next meeting" in page
    assert "Last day to publish the papers for Scrutiny Committee" in page
    assert "1 thing is too late." in page


# Bodies


def body_form(**changes):
    return {"name": "Cabinet", "kind": "executive", "papers_clear_days": "5", "revision": "0", **changes}


def test_a_body_is_added_with_the_councils_own_deadlines(web, york):
    typed = body_form(own_1_name="Signed off", own_1_days="9", own_3_name="Draft", own_3_days="15")
    assert web.post(reverse("body-add", args=["york"]), typed).url == reverse("body-list", args=["york"])
    body = york.bodies.get()
    assert {row.name: row.working_days for row in body.own_deadlines.all()} == {"Draft": 15, "Signed off": 9}
    page = web.get(reverse("body-list", args=["york"])).content.decode()
    assert "Signed off, 9 working days before" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"papers_clear_days": "4"}, "the law asks for five clear days"),
        ({"papers_clear_days": ""}, "the law asks for five clear days"),
        ({"own_1_name": "Draft"}, "Enter how many working days"),
        ({"own_2_days": "3"}, "Enter what must be ready by deadline 2"),
        ({"own_1_name": "A", "own_1_days": "3", "own_2_name": "a", "own_2_days": "4"}, "is there already"),
        ({"own_1_name": "A", "own_1_days": "0"}, "Enter a number of working days from 1 to 70"),
        ({"name": "SCRUTINY committee"}, "There is already a body with this name"),
        ({"kind": ""}, "Choose what sort of body it is"),
    ],
)
def test_what_cannot_be_of_a_body_is_refused_beside_the_field(web, body, changes, words):
    answer = web.post(reverse("body-add", args=["york"]), body_form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_board_sets_its_own_rule_for_papers(web, york):
    web.post(reverse("body-add", args=["york"]), body_form(kind="board", papers_clear_days=""))
    assert york.bodies.get().papers_clear_days is None


def test_editing_a_body_keeps_the_deadlines_that_stay(web, york, body):
    kept = OwnDeadlineFactory(body=body, name="Draft", working_days=15)
    OwnDeadlineFactory(body=body)
    typed = body_form(name=body.name, kind="scrutiny", own_1_name="Draft", own_1_days="16")
    web.post(reverse("body-edit", args=["york", body.pk]), typed)
    (row,) = OwnDeadline.objects.filter(body=body)
    assert (row.pk, row.working_days) == (kept.pk, 16)
    body.refresh_from_db()
    assert body.revision == 1


def test_two_people_editing_a_body_see_both_texts(web, body, lead):
    actions.edit_body(body=body, own={"Draft": 15}, revision=0, by=lead)
    typed = body_form(name="Another name", kind="scrutiny", own_1_name="Draft", own_1_days="12")
    answer = web.post(reverse("body-edit", args=["york", body.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Draft: 15 working days before" in page
    assert "Draft: 12 working days before" in page


def test_a_body_that_has_ended_is_listed_apart_and_not_offered(web, plan, body):
    typed = body_form(name=body.name, kind="scrutiny", **typed_day("ended_on", date(2022, 5, 1)))
    web.post(reverse("body-edit", args=["york", body.pk]), typed)
    assert "1 body has ended" in web.get(reverse("body-list", args=["york"])).content.decode()
    assert "Add the usual five" in web.get(page_of("meeting-add", plan)).content.decode()


def test_the_edit_of_a_taken_name_is_refused(web, york, body):
    other = BodyFactory(authority=york)
    answer = web.post(reverse("body-edit", args=["york", other.pk]), body_form(name=body.name, kind="scrutiny"))
    assert answer.status_code == 422


def test_readers_see_the_bodies_and_no_way_to_change_them(client_of, member, body):
    page = client_of(member).get(reverse("body-list", args=["york"])).content.decode()
    assert body.name in page
    assert reverse("body-edit", args=["york", body.pk]) not in page


def test_readers_of_a_council_without_bodies_are_told(client_of, member):
    assert "None has been added yet." in client_of(member).get(reverse("body-list", args=["york"])).content.decode()


# How the council works


def test_a_stage_the_council_does_without_asks_for_no_meeting(web, york, plan):
    CouncilPractice.objects.create(authority=york, skipped_stages=["scrutiny", "approval"])
    with as_if_on(date(2022, 6, 1)):
        page = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "No meeting" not in page


def test_the_navigation_leads_to_the_settings_for_those_who_may(client_of, lead, editor):
    address = reverse("council-settings", args=["york"])
    home = reverse("council-home", args=["york"])
    assert address in client_of(lead).get(home).content.decode()
    assert address not in client_of(editor).get(home).content.decode()


def test_the_notice_of_a_key_decision_is_recorded_and_stands_on_the_timetable(plan, meeting, web):
    with as_if_on(date(2022, 6, 1)):
        day = date(2022, 5, 30)
        typed = form_of(meeting, is_key_decision="on", **typed_day("notice_published_on", day))
        assert web.post(page_of("meeting-edit", plan, meeting.pk), typed).status_code == 302
        page = web.get(page_of("plan-timetable", plan)).content.decode()
    meeting.refresh_from_db()
    assert meeting.notice_published_on == day
    assert "Notice published" in page


def test_a_notice_is_not_published_in_the_future(plan, meeting, web):
    with as_if_on(date(2022, 6, 1)):
        typed = form_of(meeting, is_key_decision="on", **typed_day("notice_published_on", date(2022, 6, 2)))
        assert web.post(page_of("meeting-edit", plan, meeting.pk), typed).status_code == 422


# What an officer asked for


def test_adding_nothing_as_a_body_says_what_to_enter(web):
    answer = web.post(reverse("body-add", args=["york"]), body_form(name="", own_2_name="A", own_2_days="99"))
    page = answer.content.decode()
    assert "Enter the name of the body" in page
    assert "Enter a number of working days from 1 to 70 for deadline 2" in page
    assert "This field is required" not in page


def test_days_to_come_are_each_refused_by_their_name(web, plan, meeting):
    days = ("notice_published_on", "signed_off_on", "papers_published_on")
    typed = {key: value for name in days for key, value in typed_day(name, date(2022, 6, 21)).items()}
    with as_if_on(date(2022, 6, 20)):
        page = web.post(page_of("meeting-edit", plan, meeting.pk), form_of(meeting, **typed)).content.decode()
    assert "The day the notice of the key decision was published must be today or in the past" in page
    assert "The day the report was signed off must be today or in the past" in page
    assert "The day the papers were published must be today or in the past" in page


@pytest.mark.parametrize(("on", "words"), [(date(2022, 6, 28), "Papers"), (date(2022, 6, 29), "What it saw")])
def test_a_meeting_saw_its_version_only_once_it_was_held(web, plan, meeting, editor, on, words):
    actions.save_version(plan=plan, by=editor, reason="For scrutiny", meeting=meeting)
    with as_if_on(on):
        page = web.get(meeting.get_absolute_url()).content.decode()
        versions = web.get(page_of("version-list", plan)).content.decode()
        detail = web.get(page_of("version-detail", plan, 1)).content.decode()
    assert f'summary-list__key">{words}<' in page
    seen = "Seen by" if words == "What it saw" else "Papers for"
    assert f"{seen} Scrutiny Committee, 28 June 2022" in versions
    assert f"{seen} <a " in detail


def test_a_missed_notice_is_too_late_until_an_exception_is_recorded(web, plan, body, editor):
    meeting = MeetingFactory(plan=plan, body=body, is_key_decision=True)
    with as_if_on(date(2022, 6, 16)):
        before = web.get(page_of("plan-timetable", plan)).content.decode()
        remedy = {"remedy": "urgent", "remedy_reason": "The scrutiny chair was told on 16 June."}
        web.post(page_of("meeting-edit", plan, meeting.pk), form_of(meeting, is_key_decision="on", **remedy))
        after = web.get(page_of("plan-timetable", plan)).content.decode()
    assert "1 thing is too late" in before
    assert "general exception, SI 2012/2089, regulation 10" in before
    assert "too late" not in after
    assert "general exception or special urgency applies: The scrutiny chair was told on 16 June." in after


def test_only_those_who_can_record_a_day_are_asked_to(client_of, member, web, plan, meeting):
    with as_if_on(date(2022, 7, 1)):
        reader, editor = (
            each.get(page_of("plan-timetable", plan)).content.decode() for each in (client_of(member), web)
        )
    assert "The meeting has been held, and no day is recorded." in reader
    assert "Record the day" not in reader
    assert "record where and when" not in reader
    assert "Record the day on its page." in editor


def test_a_meeting_leads_readers_to_what_changed_since(client_of, member, plan, body, editor):
    before = MeetingFactory(plan=plan, body=body, held_on=date(2022, 5, 24))
    meeting = MeetingFactory(plan=plan, body=body)
    for each in (before, meeting):
        actions.save_version(plan=plan, by=editor, reason="For scrutiny", meeting=each)
    reader, compare = client_of(member), page_of("plan-compare", plan)
    page = reader.get(meeting.get_absolute_url()).content.decode()
    assert f'href="{compare}?from=2&amp;to=today">What changed since this meeting</a>' in page
    assert f'href="{compare}?from=1&amp;to=2">What changed since the meeting before</a>' in page
    assert "meeting before" not in reader.get(before.get_absolute_url()).content.decode()
    with as_if_on(date(2022, 6, 1)):
        assert "What changed since its papers" in reader.get(meeting.get_absolute_url()).content.decode()


def test_the_overview_and_the_home_lead_readers_to_what_changed_since_a_meeting(client_of, member, plan, meeting):
    reader = client_of(member)
    pages = (plan.get_absolute_url(), reverse("council-home", args=["york"]))
    assert not any("since the last meeting" in reader.get(page).content.decode() for page in pages)
    actions.save_version(plan=plan, by=None, reason="For scrutiny", meeting=meeting)
    MeetingFactory(plan=plan, held_on=date(2099, 1, 5))
    link = f'href="{page_of("plan-compare", plan)}?from=1&amp;to=today">What changed since the last meeting</a>'
    assert all(link in reader.get(page).content.decode() for page in pages)


def test_a_cancelled_meeting_leads_to_no_comparison(web, plan, meeting, editor):
    actions.save_version(plan=plan, by=editor, reason="For scrutiny", meeting=meeting)
    actions.cancel_meeting(meeting=meeting, reason="Election", on=date(2022, 6, 1), by=editor)
    assert "What changed since" not in web.get(meeting.get_absolute_url()).content.decode()
    assert "Cancelled: Scrutiny Committee" in web.get(page_of("version-list", plan)).content.decode()


def test_the_meetings_of_a_plan_that_is_over_stay_as_they_are(web, plan, body, editor):
    meeting = MeetingFactory(plan=plan, body=body, held_on=date(2099, 1, 5))
    plan.stage, plan.closed_on = "closed", date(2022, 6, 1)
    plan.save()
    page = web.get(meeting.get_absolute_url()).content.decode()
    for name in ("meeting-edit", "meeting-cancel"):
        assert page_of(name, plan, meeting.pk) not in page
        assert web.get(page_of(name, plan, meeting.pk)).status_code == 403
    assert "Next meeting" not in web.get(plan.get_absolute_url()).content.decode()
    with pytest.raises(PlanRefused, match="The plan is over"):
        actions.edit_meeting(meeting=meeting, revision=0, by=editor)
    with pytest.raises(PlanRefused, match="The plan is over"):
        actions.cancel_meeting(meeting=meeting, reason="Over", on=date(2022, 6, 1), by=editor)
