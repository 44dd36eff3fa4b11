"""Plans made to a size, for measuring: as large as asked, and as whole as any other."""

from datetime import date

import pytest

from actionplans import readiness
from actionplans.demonstration.sizes import plan_of_size
from actionplans.snapshot import take
from inspections.working_days import WorkingDayCalendar

pytestmark = pytest.mark.django_db


def test_a_plan_of_a_size_has_that_size_and_lacks_nothing_in_its_areas(york):
    plan = plan_of_size(york, areas=3, actions=4)
    snapshot = take(plan, on=date(2022, 6, 28), calendar=WorkingDayCalendar())
    assert (len(snapshot.areas), len(snapshot.items)) == (3, 12)
    assert all(readiness.area_is_complete(area) for area in snapshot.areas)
    assert plan_of_size(york, areas=3, actions=5).items.count() == 15
