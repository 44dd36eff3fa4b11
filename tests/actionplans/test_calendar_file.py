"""Calendar files: what is in them, that they are marked, and who may read them."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from actionplans import actions
from actionplans.calendar_file import PlanDays, calendar_of, plan_calendar
from actionplans.models import CalendarFeed
from actionplans.secret_addresses import HideSecrets
from actionplans.timetable import OwnStep, PlannedMeeting, Road, timetable
from ilacs.design.today import as_if_on, today
from inspections.working_days import WorkingDayCalendar
from tests.factories import MeetingFactory, MembershipFactory, PlanFactory, closed, embargoed, sent, york_plan

ON = date(2022, 6, 24)
SCRUTINY = PlannedMeeting(
    key="meeting-7",
    body="Scrutiny, Children; Families",
    body_kind="scrutiny",
    held_on=date(2022, 6, 28),
    purpose="scrutinise",
    clear_days=5,
    own=(OwnStep("Signed off", 11, "3"),),
    is_key_decision=True,
)
ROAD = Road(due_on=date(2022, 8, 12), counted_from=date(2022, 5, 4), meetings=(SCRUTINY,))


def days(road=ROAD, on=ON, **changes):
    shown = timetable(road, on=on, calendar=WorkingDayCalendar())
    given = PlanDays("york", "City of York Council", 1, "Plan 2022", shown, "https://plans.example/york/plans/1/")
    return replace(given, **changes)


def events(content):
    return {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_every_deadline_and_meeting_is_an_entry_of_a_whole_day():
    found = events(plan_calendar(days()))
    assert {name: event.decoded("dtstart").isoformat() for name, event in found.items()} == {
        "york-plan-1-meeting-7-notice": "2022-05-30",
        "york-plan-1-meeting-7-own-3": "2022-06-13",
        "york-plan-1-meeting-7-papers": "2022-06-20",
        "york-plan-1-meeting-7": "2022-06-28",
        "york-plan-1-deadline": "2022-08-12",
    }
    for event in found.values():
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert (event["transp"], event["status"], event["class"]) == ("TRANSPARENT", "CONFIRMED", "PRIVATE")
        assert event.decoded("dtstamp") == datetime(2022, 6, 24, tzinfo=UTC)


def test_commas_and_long_lines_survive():
    content = plan_calendar(days())
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    meeting = events(content)["york-plan-1-meeting-7"]
    assert str(meeting["summary"]) == "Scrutiny, Children; Families: scrutinise (Plan 2022)"
    assert "Working day 37 of 70 working days." in str(meeting["description"])


def test_the_same_plan_on_the_same_day_gives_the_same_bytes():
    assert plan_calendar(days()) == plan_calendar(days())


def test_a_meeting_that_moves_keeps_its_identity():
    moved = replace(ROAD, meetings=(replace(SCRUTINY, held_on=date(2022, 7, 5)),))
    assert events(plan_calendar(days(moved))).keys() == events(plan_calendar(days())).keys()


def test_a_cancelled_meeting_says_so():
    cancelled = replace(SCRUTINY, cancelled_on=ON, cancelled_reason="Election")
    found = events(plan_calendar(days(replace(ROAD, meetings=(cancelled,)))))
    event = found["york-plan-1-meeting-7"]
    assert (event["status"], "york-plan-1-meeting-7-papers" in found) == ("CANCELLED", False)
    assert str(event["summary"]).startswith("Cancelled: ")
    assert "Election" in str(event["description"])


def test_what_is_too_late_says_what_to_do():
    description = str(events(plan_calendar(days()))["york-plan-1-meeting-7-papers"]["description"])
    assert "The chair may take the item as urgent" in description


def test_under_embargo_every_entry_is_marked():
    content = plan_calendar(days(embargo="Embargoed until 4 July 2022"))
    for event in events(content).values():
        assert str(event["summary"]).startswith("Embargoed: ")
        assert str(event["description"]).startswith("Embargoed until 4 July 2022.")
    assert str(Calendar.from_ical(content)["x-wr-calname"]) == "Embargoed: Plan 2022"


def test_plans_of_two_councils_share_no_identity():
    both = calendar_of([days(), days(council_slug="elsewhere")], name="Mine")
    assert len(events(both)) == 10


def test_a_calendar_without_plans_is_still_one():
    assert Calendar.from_ical(calendar_of([], name="Mine")).walk("VEVENT") == []


# Who may read them


@pytest.fixture
def plan(york):
    plan = york_plan(york)
    MeetingFactory(plan=plan)
    return plan


def feed_of(user):
    return reverse("calendar-feed-file", args=[actions.make_feed(user=user)])


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return {str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_whoever_may_see_the_plan_downloads_its_days(client_of, member, plan):
    answer = client_of(member).get(reverse("plan-calendar", args=["york", plan.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="ofsted-action-plan-2022.ics"'
    assert answer["Cache-Control"] == "private, no-store"
    assert b"http://testserver/york/plans/" in answer.content.replace(b"\r\n ", b"")


def test_an_address_is_read_without_signing_in(client, member, plan):
    answer = client.get(feed_of(member))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert len(events(answer.content)) == 4


@pytest.mark.parametrize("secret", ["x", "y" * 43, "z" * 500, "é"])
def test_an_address_nobody_has_is_not_found(client, db, secret):
    answer = client.get(reverse("calendar-feed-file", args=[secret]))
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_one_answer_for_unknown_revoked_and_closed(client, member, plan):
    first = feed_of(member)
    second = feed_of(member)
    actions.revoke_feed(user=member)
    third = feed_of(member)
    member.is_active = False
    member.save()
    unknown = reverse("calendar-feed-file", args=["unknown"])
    answers = [client.get(address) for address in (first, second, third, unknown)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, tuple(sorted(answer.headers.items()))) for answer in answers}) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_calendar_is_only_read(client, member, method):
    assert getattr(client, method)(feed_of(member)).status_code == 405


def test_the_database_knows_only_a_hash(member):
    secret = actions.make_feed(user=member)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM actionplans_calendarfeed")
        stored = repr(cursor.fetchall())
    assert secret not in stored
    assert CalendarFeed.objects.get().token_hash in stored
    assert len(secret) == 43


def test_a_new_address_replaces_the_one_before(client, member, plan):
    first, second = feed_of(member), feed_of(member)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)


def test_a_role_that_ended_is_read_no_more(client, york, plan):
    membership = MembershipFactory(authority=york)
    address = feed_of(membership.user)
    assert read(client, address)
    membership.ended_on = today()
    membership.save()
    assert read(client, address) == set()


def test_an_embargo_holds_at_every_reading(client, york, plan, editor, member):
    named, unnamed = feed_of(editor), feed_of(member)
    assert read(client, unnamed)
    embargoed(plan.inspections.get(), editor)
    assert read(client, unnamed) == set()
    assert all(summary.startswith("Embargoed: ") for summary in read(client, named))


def test_a_plan_that_is_over_leaves_the_calendar(client, member, plan):
    address = feed_of(member)
    closed(sent(plan))
    assert read(client, address) == set()


def test_an_address_costs_the_same_for_many_plans(client, york, plan, member, count_queries):
    address = feed_of(member)
    before = count_queries(lambda: client.get(address))
    for number in range(5):
        other = PlanFactory(authority=york, title=f"Plan {number}", inspections=york.inspections.all())
        MeetingFactory.create_batch(2, plan=other)
    assert count_queries(lambda: client.get(address)) == before


def test_the_page_shows_an_address_once(client_of, member, client):
    web = client_of(member)
    made = web.post(reverse("calendar-feed-make"))
    assert (made.status_code, made["Cache-Control"]) == (201, "private, no-store")
    secret_part = made.content.decode().split("/calendar/")[1].split(".ics")[0]
    assert client.get(f"/calendar/{secret_part}.ics").status_code == 200
    again = web.get(reverse("calendar-feed")).content.decode()
    assert secret_part not in again
    assert "It is not shown again" in again
    assert web.post(reverse("calendar-feed-revoke")).url == reverse("calendar-feed")
    assert client.get(f"/calendar/{secret_part}.ics").status_code == 404
    assert "no longer works" in web.get(reverse("calendar-feed")).content.decode()


def test_taking_back_what_is_not_there_says_nothing(client_of, member):
    answer = client_of(member).post(reverse("calendar-feed-revoke"), follow=True)
    assert "no longer works" not in answer.content.decode()


# Logs


def test_nothing_is_logged_of_an_address_that_is_not_found(client, db, caplog):
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        client.get(reverse("calendar-feed-file", args=["a-secret"]))
        client.post(reverse("calendar-feed-file", args=["a-secret"]))
    assert "a-secret" not in caplog.text


@pytest.mark.parametrize(
    ("args", "stripped"),
    [(("/calendar/a-secret.ics", 404), ("/calendar/(secret).ics", 404)), (None, None)],
)
def test_a_record_that_names_an_address_is_stripped_of_its_secret(args, stripped):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "GET /calendar/b-secret.ics", args, None)
    assert HideSecrets().filter(record)
    assert (record.msg, record.args) == ("GET /calendar/(secret).ics", stripped)


def test_the_calendar_of_a_plan_follows_the_day(client_of, member, plan):
    address = reverse("plan-calendar", args=["york", plan.pk])
    with as_if_on(ON):
        first = client_of(member).get(address).content
        second = client_of(member).get(address).content
    assert first == second
    assert b"DTSTAMP:20220624T000000Z" in first
