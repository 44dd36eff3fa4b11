"""The one clock of the program, and the day given to it from outside."""

from datetime import date

import pytest
from django.utils import timezone

from ilacs.design.today import as_if_on, now, today
from tests.factories import PlanFactory

THAT_DAY = date(2022, 6, 28)


def test_it_is_today_unless_another_day_is_given():
    assert today() == timezone.localdate()
    with as_if_on(THAT_DAY):
        assert (today(), now().date()) == (THAT_DAY, THAT_DAY)
    assert today() == timezone.localdate()


def test_a_demonstration_may_be_shown_as_on_another_day(settings):
    settings.TODAY = THAT_DAY
    assert today() == THAT_DAY


def test_a_given_moment_knows_its_time_zone():
    with as_if_on(THAT_DAY):
        assert timezone.is_aware(now())


@pytest.mark.django_db
def test_the_stored_history_carries_the_given_day():
    with as_if_on(THAT_DAY):
        plan = PlanFactory()
    assert timezone.localdate(plan.history.get().history_date) == THAT_DAY
