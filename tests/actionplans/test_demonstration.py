"""Loading the demonstration on other days: what moves with the day, and the days that cannot be."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from actionplans.demonstration import load
from actionplans.demonstration.loading import add_authorities
from actionplans.models import ActionPlan, Meeting
from actionplans.timetable import State, read_for_timetables, timetable_of
from ilacs.authorities.models import LocalAuthority
from inspections.deadlines import Duty
from inspections.models import Inspection, current_calendar

WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri)day\b")


@pytest.mark.parametrize(
    "on",
    [
        date(2026, 9, 1),
        date(2026, 11, 21),  # a Saturday
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 28),  # Boxing Day in lieu
        date(2027, 1, 1),
        date(2027, 2, 2),
        date(2027, 3, 29),  # Easter Monday
        date(2024, 1, 3),
        date(2022, 1, 1),
    ],
)
def test_marlbrook_has_used_30_working_days_and_has_40_left_whenever_it_is_loaded(db, on):
    load(on, councils=["marlbrook"])
    inspection = Inspection.objects.filter(authority__slug="marlbrook").first()
    calendar = current_calendar()
    countdown = inspection.computed_deadline(Duty.ACTION_PLAN, calendar).countdown(on, calendar)
    assert (countdown.used, countdown.left, countdown.total) == (30, 40, 70)
    assert calendar.between(inspection.received_on, inspection.published_on) == 3
    plan = inspection.plans.get()
    scrutiny = plan.meetings.get(purpose=Meeting.Purpose.SCRUTINISE)
    assert 10 <= (scrutiny.held_on - on).days <= 21
    shown = timetable_of(read_for_timetables(ActionPlan.objects).get(pk=plan.pk), on=on, calendar=calendar)
    late = [row for row in shown.rows if row.state == State.TOO_LATE]
    assert [row.meeting.body for row in late] == ["Cabinet"]
    assert "delegated" in late[0].what_to_do
    assert len([row for row in shown.rows if row.day > on]) > 5
    assert [version.number for version in plan.versions.all()] == [1, 2]
    assert [item.reference for item in plan.items.overdue(on)] == ["2.2"]


def test_york_loaded_as_on_the_day_of_its_scrutiny_has_come_as_far_as_that(db):
    on = date(2022, 6, 28)
    load(on, councils=["york"])
    plan = ActionPlan.objects.named("york/2022")
    assert plan.stage == ActionPlan.Stage.SCRUTINY
    assert plan.versions.get().made_at.date() == date(2022, 6, 20)
    assert not plan.recommendations.exists()
    shown = timetable_of(read_for_timetables(ActionPlan.objects).get(pk=plan.pk), on=on, calendar=current_calendar())
    assert (shown.number_today, shown.total) == (37, 70)


def test_loading_as_on_a_day_before_2022_is_refused_with_words(db):
    with pytest.raises(ValueError, match="before 1 January 2022"):
        load(date(2021, 12, 31))
    assert not LocalAuthority.objects.exists()


@override_settings(DEMONSTRATION=True)
def test_the_command_fills_an_empty_database_and_says_which_councils_it_filled(db):
    printed = StringIO()
    call_command("demo_data", "--date", "2026-11-20", stdout=printed)
    assert printed.getvalue().splitlines()[-1] == (
        "Loaded: Marlbrookshire Council, City of York Council, Herefordshire Council, Durham County Council, "
        "Great Thornley Metropolitan Borough Council."
    )
    assert LocalAuthority.objects.count() == 155


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "fixtures" / "demonstration").glob("*.json")), ids=lambda path: path.stem
)
def test_a_body_that_is_said_to_meet_on_a_weekday_meets_on_it(path):
    council = json.loads(path.read_text())
    said = {body["name"]: WEEKDAY.search(body.get("rhythm", "")) for body in council.get("bodies", ())}
    plans = [council, *council.get("plans", ())]
    for meeting in (meeting for plan in plans for meeting in plan.get("meetings", ())):
        if weekday := said[meeting["body"]]:
            held_on = meeting["held_on"]
            day = f"{date.fromisoformat(held_on):%A}" if held_on[:4].isdecimal() else held_on.split()[0]
            assert (meeting["body"], day) == (meeting["body"], weekday[0])


def test_a_council_that_has_recorded_an_inspection_of_its_own_is_left_alone(db):
    add_authorities()
    durham = LocalAuthority.objects.get(slug="durham")
    Inspection.objects.create(authority=durham, kind="peer_review", started_on=date(2026, 3, 2))
    assert load(date(2026, 11, 20), councils=["durham"]).filled == ()
    assert durham.inspections.count() == 1
