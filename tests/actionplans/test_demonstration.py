"""Loading the demonstration on other days: what moves with the day, and the days that cannot be."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings

from actionplans.demonstration import load
from ilacs.authorities.models import LocalAuthority
from inspections.deadlines import Duty
from inspections.models import Inspection, current_calendar


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
    assert 10 <= (plan.meeting_on - on).days <= 21
    assert [item.reference for item in plan.items.overdue(on)] == ["2.2"]


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
