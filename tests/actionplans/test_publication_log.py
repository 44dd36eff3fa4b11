"""The log of what was made known: what the law asks by when, what is in time, and mistakes that stay."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from actionplans.actions.publication import record_publication, strike_publication
from actionplans.models import PlanRefused, PublicationEntry
from actionplans.publicity import PLAN_WAYS, REPORT_WAYS, checklists
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.factories import InspectionFactory, PlanFactory, PublicationEntryFactory, sent, york_plan

pytestmark = pytest.mark.django_db

Way = PublicationEntry.Way
TODAY = date(2022, 6, 28)


@pytest.fixture(autouse=True)
def _on_yorks_day():
    """Working day 37 after the report: its publication was due on the 30th, the plan is due on the 70th."""
    with as_if_on(TODAY):
        yield


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def inspection(plan):
    return plan.inspections.get()


def record(plan, by, inspection=None, way=Way.WEBSITE, on=TODAY, **details):
    return record_publication(plan=plan, inspection=inspection, way=way, on=on, by=by, **details)


def states(plan, place, on=TODAY):
    checklist = checklists(plan, on=on, calendar=current_calendar())[place]
    return checklist, {line.way: (line.state, line.words) for line in checklist.lines}


def test_the_report_is_owed_in_30_working_days_and_the_plan_in_70(plan, inspection):
    report, plan_itself = checklists(plan, on=TODAY, calendar=current_calendar())
    assert (report.inspection, report.due.due_on) == (inspection, date(2022, 6, 17))
    assert (plan_itself.inspection, plan_itself.due.due_on) == (None, date(2022, 8, 12))
    assert tuple(line.way for line in report.lines) == REPORT_WAYS
    assert tuple(line.way for line in plan_itself.lines) == PLAN_WAYS


def test_what_is_not_done_says_how_long_there_is_or_how_long_it_is_overdue(plan):
    _, report = states(plan, 0)
    assert report[Way.WEBSITE] == ("overdue", "Not yet: overdue by 7 working days")
    assert report[Way.COPY] == ("none", "Nobody has asked for one")
    _, report = states(plan, 0, on=date(2022, 6, 16))
    assert report[Way.RADIO] == ("open", "Not yet: 1 working day left")
    _, report = states(plan, 0, on=date(2022, 6, 17))
    assert report[Way.RADIO] == ("open", "Not yet: 0 working days left")
    _, own = states(plan, 1)
    assert own[Way.OFSTED] == ("open", "Not yet: 33 working days left")


def test_what_is_done_says_whether_it_was_in_time_by_the_first_time(plan, inspection, editor):
    record(plan, editor, inspection, Way.WEBSITE, on=date(2022, 6, 20))
    record(plan, editor, inspection, Way.WEBSITE, on=date(2022, 6, 17))
    record(plan, editor, inspection, Way.NEWSPAPER, on=date(2022, 6, 20), to_whom="York Press")
    checklist, report = states(plan, 0)
    assert report[Way.WEBSITE] == ("done", "In time, on working day 30")
    assert report[Way.NEWSPAPER] == ("late", "Late by 1 working day")
    assert len(checklist.lines[0].entries) == 2
    assert states(plan, 1)[1][Way.WEBSITE][0] == "open"


def test_without_a_deadline_what_is_done_is_done(york, editor):
    plan = PlanFactory(authority=york, inspections=[InspectionFactory(authority=york, published_on=None)])
    record(plan, editor, on=TODAY)
    checklist, own = states(plan, -1)
    assert checklist.due is None
    assert own[Way.WEBSITE] == ("done", "Done on 28 June 2022")
    assert own[Way.RADIO] == ("open", "Not yet")


def test_a_date_that_nobody_counted_is_kept_without_a_working_day(york, editor):
    visit = InspectionFactory(
        authority=york,
        kind="peer_review",
        framework="",
        ended_on=None,
        stated_deadline_on=date(2022, 8, 1),
        stated_deadline_reason="Promised to the board",
    )
    plan = PlanFactory(authority=york, inspections=[visit])
    record(plan, editor, way=Way.OFSTED)
    checklist, own = states(plan, -1)
    assert checklist.due.due_on == date(2022, 8, 1)
    assert own[Way.OFSTED] == ("done", "In time")


def test_that_the_plan_was_sent_to_ofsted_is_known_without_an_entry(plan, editor):
    sent(plan, on=TODAY)
    assert states(plan, 1)[1][Way.OFSTED] == ("done", "In time, on working day 37: recorded as sent on 28 June 2022")
    record(plan, editor, way=Way.OFSTED)
    assert states(plan, 1)[1][Way.OFSTED] == ("done", "In time, on working day 37")


def test_another_way_is_shown_where_it_was_used(plan, editor):
    record(plan, editor, way=Way.OTHER, note="On the community radio.")
    assert states(plan, 1)[0].lines[-1].way == Way.OTHER


def test_a_line_keeps_everything_that_was_typed(plan, inspection, editor):
    entry = record(
        plan, editor, inspection, Way.COPY, to_whom="A parent", fee=Decimal("2.50"), address="", note="By post"
    )
    entry.refresh_from_db()
    assert (entry.fee, entry.to_whom, entry.note, entry.recorded_by) == (Decimal("2.50"), "A parent", "By post", editor)


def test_the_same_form_sent_twice_adds_one_line(plan, editor):
    name = uuid4()
    assert record(plan, editor, entry=name) == record(plan, editor, entry=name)
    assert plan.publication_entries.count() == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [(TODAY + timedelta(days=1), "today or in the past"), (date(2022, 5, 3), "received on 4 May 2022")],
)
def test_the_day_is_between_receipt_and_today(plan, inspection, editor, on, words):
    for about in (None, inspection):
        with pytest.raises(PlanRefused, match=words):
            record(plan, editor, about, on=on)


def test_a_mistake_is_struck_out_with_a_reason_and_stays(plan, inspection, editor, lead):
    entry = record(plan, editor, inspection)
    with pytest.raises(PlanRefused, match="Enter the reason"):
        strike_publication(entry=entry, by=lead, reason=" ")
    strike_publication(entry=entry, by=lead, reason="It was the old report.")
    strike_publication(entry=entry, by=editor, reason="Again")
    entry.refresh_from_db()
    assert (entry.is_struck, entry.struck_by, entry.struck_reason) == (True, lead, "It was the old report.")
    checklist, report = states(plan, 0)
    assert checklist.struck == (entry,)
    assert report[Way.WEBSITE][0] == "overdue"


def test_one_line_and_many_agree_on_what_was_struck_out(plan):
    PublicationEntryFactory(plan=plan)
    PublicationEntryFactory(plan=plan, struck_at="2022-06-28T09:00Z", struck_reason="Wrong")
    every = PublicationEntry.objects.all()
    assert list(PublicationEntry.objects.standing()) == [each for each in every if not each.is_struck]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [({"fee": -1}, "a_fee_is_not_negative"), ({"struck_at": "2022-06-28T09:00Z"}, "a_struck_entry_has_a_reason")],
)
def test_the_database_refuses_what_cannot_be(plan, wrong, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PublicationEntryFactory(plan=plan, **wrong)
