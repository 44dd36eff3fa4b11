"""The clock of a plan: which inspection it follows, when it stops, and which inspections still wait for a plan."""

from datetime import date

import pytest

from actionplans.actions import Wish, move_plan
from actionplans.clock import clock_of, clocks_without_plan, with_clocks
from actionplans.models import ActionPlan, Stage
from inspections.working_days import WorkingDayCalendar
from tests.factories import ActionItemFactory, InspectionFactory, PlanFactory, sent, york_plan

pytestmark = pytest.mark.django_db
CALENDAR = WorkingDayCalendar()


@pytest.fixture
def inspection(york):
    """York's inspection of 2022 with the day its report came."""
    return InspectionFactory(authority=york, received_on=date(2022, 5, 4))


@pytest.fixture
def visit(york):
    """A focused visit, after which no plan is owed."""
    return InspectionFactory(authority=york, kind="focused_visit", framework="", started_on=date(2019, 7, 17))


def test_a_draft_of_york_has_used_37_working_days_on_28_june(york, inspection, on):
    panel = clock_of(PlanFactory(authority=york, inspections=[inspection]), on, CALENDAR)
    assert panel.deadline.due_on == date(2022, 8, 12)
    assert panel.headline == "37 of 70 working days used, 33 left."


def test_the_earliest_of_several_deadlines_counts(york, inspection, on):
    later = InspectionFactory(authority=york, started_on=date(2022, 5, 9), ended_on=None, received_on=date(2022, 6, 21))
    panel = clock_of(PlanFactory(authority=york, inspections=[later, inspection]), on, CALENDAR)
    assert panel.deadline.due_on == date(2022, 8, 12)


def test_the_clock_stops_on_the_day_the_plan_was_sent(york, inspection, lead, on):
    plan = PlanFactory(authority=york, inspections=[inspection])
    ActionItemFactory(response__plan=plan)
    sent(plan, on=date(2022, 8, 10), by=lead)
    panel = clock_of(plan, date(2023, 1, 1), CALENDAR)
    assert panel.headline == "In time: sent on working day 68, 2 working days to spare."
    assert panel.used == 68


def test_a_deadline_that_was_met_stays_met_when_the_plan_is_taken_back_and_sent_again(york, lead, administrator):
    """Sent in time in 2022; taken back in 2023 to answer another inspection as well; sent again."""
    plan = sent(york_plan(york), by=lead)
    later = date(2023, 6, 1)
    wish = Wish(Stage.DRAFT, Stage.SUBMITTED, administrator, later, later, note="Another inspection.")
    move_plan(plan=plan, wish=wish)
    visit = InspectionFactory(authority=york, started_on=date(2023, 4, 17), ended_on=None, received_on=date(2023, 5, 2))
    plan.inspections.add(visit)
    assert clock_of(plan, later, CALENDAR).deadline.due_on == date(2023, 8, 10)
    sent(plan, on=date(2023, 7, 3), by=lead)
    panel = clock_of(plan, date(2023, 9, 1), CALENDAR)
    assert panel.deadline.due_on == plan.submissions.last().due_on == date(2023, 8, 10)
    assert panel.timeliness.in_time


def test_a_correction_of_a_plan_that_was_in_time_leaves_it_in_time(york, lead, administrator):
    plan = sent(york_plan(york), by=lead)
    later = date(2022, 9, 5)
    wish = Wish(Stage.DRAFT, Stage.SUBMITTED, administrator, later, later, note="A word is wrong.")
    move_plan(plan=plan, wish=wish)
    sent(plan, on=later, by=lead)
    assert clock_of(plan, later, CALENDAR).headline == "In time: sent on working day 69, 1 working day to spare."


def test_no_clock_where_no_plan_is_owed(york, visit, on):
    assert clock_of(PlanFactory(authority=york, inspections=[visit]), on, CALENDAR) is None
    assert clock_of(PlanFactory(authority=york), on, CALENDAR) is None


def test_no_clock_in_a_closed_plan_whose_sending_nobody_recorded(york, inspection, on):
    plan = PlanFactory(authority=york, inspections=[inspection], stage="closed", closed_on=date(2022, 6, 1))
    assert clock_of(plan, on, CALENDAR) is None


def test_an_inspection_that_nobody_answered_has_a_clock_until_it_has_a_plan(york, inspection, on):
    [(owed, panel)] = clocks_without_plan([inspection], on, CALENDAR)
    assert (owed, panel.countdown.left) == (inspection, 33)
    PlanFactory(authority=york, inspections=[inspection])
    assert clocks_without_plan([inspection], on, CALENDAR) == []


def test_a_visit_that_asks_for_no_plan_waits_for_none(visit, on):
    assert clocks_without_plan([visit], on, CALENDAR) == []


def test_an_inspection_overtaken_by_a_later_one_is_left_out(york, inspection, on):
    InspectionFactory(authority=york, started_on=date(2018, 3, 7), published_on=date(2018, 5, 4))
    found = clocks_without_plan(york.inspections.all(), on, CALENDAR)
    assert [owed for owed, _ in found] == [inspection]


def test_the_clocks_of_many_plans_take_no_query_each(york, on, django_assert_max_num_queries):
    for year in range(2012, 2022):
        inspection = InspectionFactory(authority=york, started_on=date(year, 3, 7), published_on=date(year, 5, 4))
        PlanFactory(authority=york, inspections=[inspection])
    with django_assert_max_num_queries(6):
        assert all(clock_of(plan, on, CALENDAR) for plan in with_clocks(ActionPlan.objects.all()))
