"""What is still missing in a plan, found in snapshots made by hand: no database, no clock."""

from dataclasses import replace
from datetime import date

import pytest

from actionplans.readiness import Missing, area_is_complete, missing, missing_by_area, placeholder_in
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot

ITEM = ItemSnapshot(
    pk=1,
    reference="1.1",
    action="Give every child in care a named independent visitor",
    lead="Head of Service, Corporate Parenting",
    partners="Children in Care Council",
    starts_on=date(2022, 6, 1),
    due_on=date(2022, 12, 1),
    original_due_on=None,
    success_measure="Every child who asks has a visitor within four weeks",
    how_we_will_know="Monthly report of the visitors' scheme",
    resources="Within budget",
    monitoring_body="Improvement board",
    delivery_rating="not_started",
    is_complete=False,
    is_overdue=False,
    area_numbers=(),
    progress=None,
)
AREA = AreaSnapshot(
    pk=1,
    number=1,
    text="The availability of independent visitors for children in care.",
    label="Independent visitors",
    reference="",
    theme="",
    origin="Ofsted",
    is_priority_action=False,
    inspection="ILACS standard",
    outcome="Children in care have an adult they trust",
    lead="Director",
    items=(ITEM,),
    also_served_by=(),
)
PLAN = PlanSnapshot(
    pk=1,
    council="Anytown Council",
    council_slug="anytown",
    title="Improvement plan",
    stage="draft",
    stage_words="Draft",
    version="0.1",
    committee="",
    meeting_on=None,
    introduction="",
    monitoring_arrangements="The improvement board looks at every action each month.",
    submitted_on=None,
    closed_on=None,
    as_at=date(2022, 6, 28),
    inspections=(),
    areas=(AREA,),
)


def with_item(**changes):
    return replace(PLAN, areas=(replace(AREA, items=(replace(ITEM, **changes),)),))


def with_area(**changes):
    return replace(PLAN, areas=(replace(AREA, **changes),))


def test_nothing_is_missing_in_a_finished_plan():
    assert missing(PLAN) == ()
    assert area_is_complete(AREA)


@pytest.mark.parametrize(
    ("changes", "field", "message", "code"),
    [
        ({"lead": ""}, "lead_post", "Action 1.1 has no lead", "action-without-lead"),
        ({"starts_on": None, "due_on": None}, "starts_on", "Action 1.1 has no dates", "action-without-dates"),
        ({"due_on": None}, "due_on", "Action 1.1 has no due date", "no-due-date"),
        (
            {"success_measure": " \n"},
            "success_measure",
            "Action 1.1 has no success measure",
            "action-without-success-measure",
        ),
    ],
)
def test_an_action_needs_a_lead_dates_and_a_success_measure(changes, field, message, code):
    assert missing(with_item(**changes)) == (Missing(1, "1.1", field, message, code),)


def test_a_due_date_without_a_start_is_enough():
    assert missing(with_item(starts_on=None)) == ()


@pytest.mark.parametrize(
    ("changes", "field", "message", "code"),
    [
        ({"items": ()}, "items", "Area 1 has no action", "area-without-action"),
        ({"outcome": ""}, "outcome", "Area 1 has no outcome for children", "area-without-outcome"),
        ({"outcome": "TBC"}, "outcome", "Area 1's outcome for children still says “TBC”", "placeholder"),
    ],
)
def test_an_area_needs_an_action_and_an_outcome(changes, field, message, code):
    plan = with_area(**changes)
    assert missing(plan) == (Missing(1, None, field, message, code),)
    assert not area_is_complete(plan.areas[0])


def test_an_area_served_by_an_action_of_another_area_has_an_action():
    assert missing(with_area(items=(), also_served_by=("2.1",))) == ()


def test_a_plan_without_areas_or_monitoring_says_so():
    fields = [gap.field for gap in missing(replace(PLAN, areas=(), monitoring_arrangements=""))]
    assert fields == ["areas", "monitoring_arrangements"]


def test_a_placeholder_in_the_plan_itself_is_found():
    gaps = missing(replace(PLAN, introduction="Wording to be confirmed."))
    assert [(gap.field, gap.is_must) for gap in gaps] == [("introduction", True)]


@pytest.mark.parametrize(
    "text",
    [
        "TBC",
        "Lead: tbc",
        "T.B.C.",
        "Baseline TBD by the data team",
        "Details to follow",
        "Details to follow.\nNext line",
        "(figures to follow)",
        "Date to be confirmed",
        "Progress will be noted here",
        "Reduce by XX%",
        "Insert target here",
        "Who???",
        "By ____ 2023",
    ],
)
def test_placeholders_are_recognised(text):
    assert placeholder_in(text)
    assert [gap.field for gap in missing(with_item(success_measure=text))] == ["success_measure"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Social workers have a procedure to follow up missed visits",
        "Audit of 20 case files, each quarter",
        "What do children say? We ask them.",
        "Visits in the Foxxley area; KPI A1",
    ],
)
def test_ordinary_words_are_no_placeholder(text):
    assert placeholder_in(text) == ""


def test_gaps_are_counted_for_each_area_and_stand_in_the_order_of_the_plan():
    second = replace(AREA, pk=2, number=2, outcome="", items=(replace(ITEM, reference="2.1", lead=""),))
    plan = replace(PLAN, areas=(AREA, second))
    assert missing_by_area(plan) == {1: 0, 2: 2}
    assert [gap.message for gap in missing(plan)] == ["Area 2 has no outcome for children", "Action 2.1 has no lead"]
