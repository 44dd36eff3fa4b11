"""What is still missing in a plan, found in snapshots made by hand: no database, no clock."""

import time
from dataclasses import replace
from datetime import date

import pytest

from actionplans.readiness import (
    ERRORS,
    KINDS,
    WARNINGS,
    Level,
    Missing,
    area_is_complete,
    missing,
    missing_by_area,
    missing_in,
    placeholder_in,
    stops_submission,
    unexplained_in,
)
from actionplans.readiness.unfinished import Sort, maybe_placeholder_in
from actionplans.readiness.wording import abbreviations_in, explained_in, plain_days_in
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot, TermSnapshot
from tests.actionplans.snapshots import an_inspection

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
INSPECTED = replace(
    PLAN, inspections=(an_inspection(next_from=date(2024, 9, 7), next_to=date(2025, 9, 7), framework="ILACS"),)
)
"""The same plan after an inspection: on site from 7 March 2022, received on 4 May, the next by 7 September 2025."""


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


def test_a_long_placeholder_is_quoted_in_part():
    (gap,) = missing(replace(PLAN, introduction="_" * 3000))
    assert gap.message == f"The plan's introduction still says “{'_' * 59}…”"
    (gap,) = missing(replace(PLAN, introduction="_" * 60))
    assert gap.message == f"The plan's introduction still says “{'_' * 60}”"


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
        "The panel meets monthly; its chair is TBA and starts in May.",
        "A meeting of partners takes place in September and their views will be noted here.",
        "The lead is [insert name], who reports to the board.",
        "Insert target here",
        "Who???",
        "By ____ 2023",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_what_certainly_stands_for_other_words_is_found_anywhere(text):
    for field in ("action", "lead", "success_measure", "resources"):
        assert errors_in(field, text) == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "To follow",
        "to be confirmed.",
        "Details to follow",
        "Details to follow.\nNext line",
        "Weekly audits\n- further details to follow\n- a monthly report",
        "Weekly audits (figures to follow)",
        "A new family hub [location: to be agreed]",
        "Date to be confirmed",
        "Final wording to be agreed",
        "Awaiting",
        "Pending",
        "Awaiting approval of the business case",
        "Funding decision pending",
        "XX",
        "A cut in repeat plans (X%)",
        "??",
        ".....",
    ],
)
def test_what_says_nothing_but_that_something_is_to_come_stops_submission_in_any_text(text):
    for field in ("action", "resources", "how_we_will_know"):
        assert errors_in(field, text) == ["placeholder"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("lead", "To be agreed"),
        ("lead", "to be appointed"),
        ("lead", "Head of Service, Safeguarding: to be appointed"),
        ("lead", "New service manager, to be appointed in due course"),
        ("lead", "To be confirmed by the director after the restructure"),
        ("lead", "Awaiting recruitment"),
        ("lead", "[insert name]"),
        ("lead", "Lead officer to follow"),
        ("monitoring_body", "Pending"),
        ("monitoring_body", "Board to be agreed"),
        ("monitoring_body", "Awaiting the new partnership arrangements"),
        ("success_measure", "Date to be set"),
        ("success_measure", "Target to be set"),
        ("success_measure", "Baseline and target to be agreed"),
        ("success_measure", "Awaiting baseline data from the new system"),
        ("success_measure", "X%"),
        ("success_measure", "XX %"),
        ("how_we_will_know", "To be agreed"),
        ("how_we_will_know", "Success measures still to be agreed"),
        ("how_we_will_know", "Pending"),
    ],
)
def test_a_short_text_may_leave_nothing_to_come(field, text):
    assert errors_in(field, text) == ["placeholder"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("action", "The board meets every month; its membership to be agreed."),
        ("action", "Open a second hub. Further details to follow."),
        ("action", "Independent chair to be appointed"),
        ("action", "The scope of the audit is still to be decided, but it begins in May."),
        ("success_measure", "Reduce repeat plans by XX% within a year"),
        ("success_measure", "Eight in ten visits in time, with a target for next year still to be set."),
        ("success_measure", "No more than X% of children wait over a month"),
        ("how_we_will_know", "To be agreed with partners by March"),
        ("resources", "Two posts (to be agreed with schools) and £XX for training"),
        ("resources", "One more team manager at £X a year"),
    ],
)
def test_what_may_stand_for_other_words_inside_a_sentence_is_a_question_that_can_be_turned_off(field, text):
    plan = with_item(**{field: text})
    assert [gap.code for gap in missing(plan)] == ["maybe-placeholder"]
    assert missing(plan, off=frozenset({"maybe-placeholder"})) == ()
    assert stops_submission(plan) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Social workers have a procedure to follow up missed visits",
        "Audit of 20 case files, each quarter",
        "What do children say? We ask them.",
        "Visits in the Foxxley area; KPI A1",
        "New guidance gives staff clear procedures to follow.",
        "Practice standards for every worker to follow, with audits.",
        "Write one protocol for all agencies to follow",
        "Clear steps to follow",
        "Thresholds to be decided by the panel case by case",
        "Each review decision to be confirmed by the IRO within five days",
        "Risk level to be determined at every visit",
        "Support to be added to the child's plan",
        "Every contact to be added to the record on the same day",
        "Training for all staff in the rights under Article XX of the code",
        "Children awaiting adoption have a worker of their own",
        "Cases pending allocation are looked at each morning",
        "No assessments pending for longer than 45 days",
        "Reduce the number of young people awaiting a mental health assessment",
        "Contact to be agreed with the family before the first visit",
        "Placement moves are to be agreed by the head of service in advance",
        "Expectations of foster carers to be set out in the handbook",
        "A mentor to be appointed for each newly qualified social worker",
        "Advocates to be appointed within ten working days of a request",
        "Pathway plans say how much is to be set aside for each young person",
        "The child's views are noted here and at every review",
        "Insert the voice of the child at the front of every assessment",
        "Managers confirm decisions in writing (see the protocol)",
        "Children awaiting a placement (or a move) are seen weekly",
        "Return interviews are offered, and the next steps follow.",
        "A date to be told to the child well before the meeting",
        "Screening for TB a child needs before nursery",
        "Is it better? Who says so? Children do.",
        "1. Audit\n2. Train\n3. Audit again…",
        "Sizes S to XXL are kept at the emergency clothing store",
    ],
)
def test_ordinary_words_are_neither_error_nor_question(text):
    for field in ("action", "success_measure", "how_we_will_know", "resources"):
        plan = with_item(**{field: text or "Words"})
        assert {gap.code for gap in missing(plan)} & {"placeholder", "maybe-placeholder"} == set()
    assert placeholder_in(text) == ""


def errors_in(field, text):
    """The codes of what stops submission when one text of an action says this."""
    return [gap.code for gap in stops_submission(with_item(**{field: text}))]


LONG = 20_000
HOSTILE = {
    "to follow, spaces": "to follow" + " " * LONG + "x",
    "to follow, often": "to follow " * (LONG // 10),
    "details": "details " * (LONG // 8),
    "things and things": "date and " * (LONG // 9) + "to be",
    "is is is": "targets " + "is " * (LONG // 3),
    "insert": "insert " * (LONG // 7),
    "insert words": "insert a b c d " * (LONG // 15),
    "insert brackets": "[insert " * (LONG // 8),
    "brackets": "(" * LONG,
    "closed brackets": "()" * (LONG // 2),
    "brackets with a letter": "(a" * (LONG // 2),
    "bracket of words": "(" + "to be " * (LONG // 6) + ")",
    "x": "x" * LONG,
    "x with spaces": "x " * (LONG // 2),
    "pounds": "£" * LONG,
    "one word": "a" * LONG,
    "labels": "a: " * (LONG // 3),
    "underscores": "__ " * (LONG // 3),
    "question marks": "? " * (LONG // 2),
    "dots": ".... " * (LONG // 5),
    "lines": "awaiting\n" * (LONG // 9),
    "bullets": "- " * (LONG // 2),
    "tbc": "T.B " * (LONG // 4),
    "quotes": "“" * LONG,
    "awaiting words": "awaiting " + "a " * (LONG // 2),
    "capitals": "A&" * (LONG // 2),
    "capitals before brackets": "AB (cd) " * (LONG // 8),
    "seventy": "70 " * (LONG // 3),
    "the the": "(" + "the " * (LONG // 4) + "A1)",
    "no words in a bracket": "(" + "- " * (LONG // 2) + ")",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_slow_to_read(text):
    began = time.process_time()
    for sort in Sort:
        placeholder_in(text, sort)
    maybe_placeholder_in(text)
    plain_days_in(text)
    list(abbreviations_in(text))
    explained_in([text])
    assert time.process_time() - began < 1


def test_gaps_are_counted_for_each_area_and_stand_in_the_order_of_the_plan():
    second = replace(AREA, pk=2, number=2, outcome="", items=(replace(ITEM, reference="2.1", lead=""),))
    plan = replace(PLAN, areas=(AREA, second))
    assert missing_by_area(plan) == {1: 0, 2: 2}
    assert [gap.message for gap in missing(plan)] == ["Area 2 has no outcome for children", "Action 2.1 has no lead"]


# The kinds of gap


def test_every_kind_of_gap_has_a_code_a_title_and_an_explanation():
    assert set(KINDS) == set(ERRORS) | set(WARNINGS)
    for code, kind in KINDS.items():
        assert kind.code == code
        assert kind.title
        assert kind.explanation.endswith(".")
        assert kind.level is (Level.MUST if code in ERRORS else Level.SHOULD)


# Each kind is found where it is (the plan's own words for it below) and not in a plan without it.
ITEM_2 = replace(ITEM, pk=2, reference="1.2")
FOUND = {
    "plan-without-area": replace(PLAN, areas=()),
    "area-without-action": with_area(items=()),
    "area-without-outcome": with_area(outcome=" "),
    "action-without-lead": with_item(lead=""),
    "action-without-dates": with_item(starts_on=None, due_on=None),
    "action-without-success-measure": with_item(success_measure=""),
    "placeholder": with_item(resources="TBC"),
    "maybe-placeholder": with_item(resources="One post, costs to be agreed."),
    "no-monitoring-arrangements": replace(PLAN, monitoring_arrangements=" "),
    "area-without-lead": with_area(lead=""),
    "no-due-date": with_item(due_on=None),
    "due-before-plan": replace(INSPECTED, areas=with_item(due_on=date(2022, 5, 3), is_complete=True).areas),
    "original-date-past": with_item(due_on=date(2022, 6, 27)),
    "dates-outside-plan": replace(INSPECTED, areas=with_item(starts_on=date(2022, 3, 6)).areas),
    "ends-after-next-inspection": replace(INSPECTED, areas=with_item(due_on=date(2025, 9, 8)).areas),
    "seventy-days": replace(PLAN, introduction="The plan is owed within 70 days."),
    "unexplained-abbreviation": with_item(lead="DCS"),
    "identifying": with_item(action="Do for others what was done for Ella, 7."),
}


def codes(plan, **options):
    return {gap.code for gap in missing(plan, **options)}


def test_every_kind_has_a_plan_below_in_which_it_is_found():
    assert set(FOUND) == set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_of_gap_is_found_where_it_is_and_nowhere_else(code):
    assert code in codes(FOUND[code])
    assert code not in codes(INSPECTED)


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_that_is_turned_off_is_not_given(code):
    assert code not in codes(FOUND[code], off=frozenset({code}))
    assert code not in {gap.code for gap in stops_submission(FOUND[code])}


@pytest.mark.parametrize("code", ERRORS)
def test_what_stops_submission_cannot_be_turned_off(code):
    assert code in codes(FOUND[code], off=frozenset(KINDS))
    assert code in {gap.code for gap in stops_submission(FOUND[code])}


def test_only_what_stops_submission_keeps_the_tick_from_an_area():
    assert area_is_complete(with_item(due_on=None).areas[0])
    assert not area_is_complete(with_item(lead="").areas[0])
    assert [gap.code for gap in missing_in(with_item(due_on=None, partners="20 days").areas[0])] == [
        "no-due-date",
        "seventy-days",
    ]


# Dates


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"starts_on": date(2022, 3, 6)},
            "Action 1.1 starts on 6 March 2022, before the inspection began on 7 March 2022",
        ),
        (
            {"due_on": date(2025, 9, 8), "starts_on": date(2025, 9, 8)},
            "Action 1.1 is due on 8 September 2025, after the next inspection, expected by 7 September 2025",
        ),
        (
            {"starts_on": date(2025, 9, 8), "due_on": None},
            "Action 1.1 starts on 8 September 2025, after the next inspection, expected by 7 September 2025",
        ),
    ],
)
def test_a_date_outside_the_plan_is_said_with_the_end_it_lies_beyond(changes, message):
    plan = replace(INSPECTED, areas=with_item(**changes).areas)
    assert [gap.message for gap in missing(plan) if gap.code == "dates-outside-plan"] == [message]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": date(2022, 3, 7)},
        {"due_on": date(2025, 9, 7)},
        {"starts_on": None, "due_on": date(2022, 12, 1)},
    ],
)
def test_work_may_begin_while_inspectors_are_there_and_end_when_the_next_are_expected(changes):
    assert missing(replace(INSPECTED, areas=with_item(**changes).areas)) == ()


def test_a_plan_without_a_next_inspection_has_no_end():
    plan = replace(INSPECTED, areas=with_item(due_on=date(2040, 1, 1)).areas)
    assert missing(replace(plan, inspections=(an_inspection(),))) == ()


def test_of_several_inspections_the_plan_begins_with_the_first_and_ends_with_the_newest():
    later = an_inspection(
        started_on=date(2023, 2, 6),
        received_on=date(2023, 3, 20),
        published_on=date(2023, 3, 22),
        next_to=date(2026, 8, 6),
    )
    plan = replace(
        INSPECTED,
        inspections=(*INSPECTED.inspections, later),
        areas=with_item(starts_on=date(2022, 3, 8), due_on=date(2026, 8, 1)).areas,
    )
    assert missing(plan) == ()


@pytest.mark.parametrize(
    ("dates", "day_zero"),
    [
        ({}, date(2022, 5, 4)),
        ({"received_on": None, "published_on": date(2022, 5, 9)}, date(2022, 5, 9)),
        ({"received_on": None, "published_on": None}, date(2022, 3, 7)),
    ],
)
def test_before_the_report_was_received_published_or_begun_there_was_no_plan(dates, day_zero):
    def found(due_on):
        areas = with_item(due_on=due_on, starts_on=None, is_complete=True).areas
        return missing(replace(INSPECTED, inspections=(an_inspection(**dates),), areas=areas))

    assert found(day_zero) == ()
    (gap,) = found(date.fromordinal(day_zero.toordinal() - 1))
    assert (gap.code, gap.field, gap.item_reference) == ("due-before-plan", "due_on", "1.1")


@pytest.mark.parametrize(
    "changes",
    [
        {"due_on": date(2022, 6, 28)},
        {"due_on": date(2022, 6, 1), "is_complete": True},
        {"original_due_on": date(2022, 6, 28), "due_on": date(2022, 9, 1)},
    ],
)
def test_a_date_of_today_or_of_a_finished_action_is_not_past(changes):
    assert missing(with_item(**changes)) == ()


def test_an_original_date_that_has_passed_is_said_though_it_was_moved():
    (gap,) = missing(with_item(original_due_on=date(2022, 6, 1), due_on=date(2022, 9, 1)))
    assert gap.message == "Action 1.1 was first due on 1 June 2022 and is not complete"
    (gap,) = missing(with_item(due_on=date(2022, 6, 27)))
    assert gap.message == "Action 1.1 was due on 27 June 2022 and is not complete"


@pytest.mark.parametrize("other", [{"due_on": date(2025, 9, 7)}, {"due_on": None, "starts_on": date(2022, 6, 1)}])
def test_one_action_that_may_end_in_time_is_enough_for_an_area(other):
    late = replace(ITEM, due_on=date(2025, 9, 8))
    area = replace(AREA, items=(late, replace(ITEM_2, **other)))
    assert "ends-after-next-inspection" not in codes(replace(INSPECTED, areas=(area,)))


def test_an_action_of_another_area_may_end_in_time_for_this_one():
    late = replace(ITEM, due_on=date(2025, 9, 8))
    first = replace(AREA, items=(late,), also_served_by=("2.1",))
    second = replace(AREA, pk=2, number=2, items=(replace(ITEM, reference="2.1"),))
    plan = replace(INSPECTED, areas=(first, second))
    assert "ends-after-next-inspection" not in codes(plan)
    assert "ends-after-next-inspection" in codes(replace(plan, areas=(replace(first, also_served_by=()), second)))


# Words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sent within 70 days of publication", "70 days"),
        ("a 70-day period", "70-day"),
        ("the 70 day clock", "70 day"),
        ("Seventy days after receipt", "Seventy days"),
        ("published in thirty days, a draft in 20 days", "thirty days"),
        ("20\u00a0days", "20\u00a0days"),
    ],
)
def test_days_that_do_not_say_working_days_are_found(text, found):
    assert plain_days_in(text) == found


@pytest.mark.parametrize(
    "text",
    ["within 70 working days", "seventy working days", "170 days", "70 calendar days", "1,020 days", "45 days", "70"],
)
def test_other_days_are_left_alone(text):
    assert plain_days_in(text) == ""


def test_days_of_work_among_the_resources_are_no_clock():
    assert missing(with_item(resources="Analyst, 20 days")) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The DCS and the IROs meet", ["DCS", "IRO"]),
        ("Each EHCP’s review; CAMHS; H&S", ["EHCP", "CAMHS", "H&S"]),
        ("KS4 results of SEND pupils", ["KS4", "SEND"]),
        ("NYP/ICB", ["NYP", "ICB"]),
        ("DCS", ["DCS"]),
        ("Phase II and part XIV of the NHS PDF in the UK", []),
        ("Staff must NOT wait", []),
        ("ALL STAFF ARE TRAINED", []),
        ("It is MULTIDISCIPLINARY work", []),
        ("A B C, I, Q3, DfE, Ofsted, TBC, XX", []),
    ],
)
def test_abbreviations_are_told_from_other_capitals(text, found):
    assert list(abbreviations_in(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "the independent reviewing officers (IROs) meet",
        "an independent reviewing officer (IRO)",
        "independent reviewing officers (the “IROs”)",
        "IRO (independent reviewing officer)",
        "IROs (independent reviewing officers)",
    ],
)
def test_an_abbreviation_is_explained_by_words_beside_it_in_brackets(text):
    assert explained_in([text]) == {"IRO"}


@pytest.mark.parametrize(
    "text", ["The IRO meets (see page 3)", "The board (chaired by the IRO)", "two people (IRO)", "(IRO)", "IRO (ICB)"]
)
def test_other_brackets_explain_nothing(text):
    assert explained_in([text]) == frozenset()


def test_an_abbreviation_is_said_once_at_its_first_place():
    plan = replace(with_item(lead="DCS", partners="The DCS’s office and the ICB"), introduction="The ICB helps.")
    gaps = [(gap.item_reference, gap.field, gap.message) for gap in missing(plan)]
    assert gaps == [
        (None, "introduction", "The plan's introduction: “ICB” is explained neither in the plan nor in the glossary"),
        ("1.1", "lead", "Action 1.1's lead: “DCS” is explained neither in the plan nor in the glossary"),
    ]


@pytest.mark.parametrize(
    "explaining",
    [
        {"introduction": "The director of children’s services (DCS) leads."},
        {"areas": (replace(AREA, text="Oversight by the director of children’s services (DCS)."),)},
    ],
)
def test_an_abbreviation_explained_anywhere_in_the_plan_is_explained(explaining):
    plan = replace(PLAN, monitoring_arrangements="The DCS looks at it monthly.", **explaining)
    assert missing(plan) == ()


def test_gaps_of_one_place_stand_together_in_the_order_of_the_plan():
    first = replace(AREA, items=(replace(ITEM, partners="ICB", lead=""), replace(ITEM_2, due_on=None)))
    plan = replace(PLAN, title="ILACS plan", areas=(first,), monitoring_arrangements="")
    assert [(gap.item_reference, gap.code) for gap in missing(plan)] == [
        (None, "no-monitoring-arrangements"),
        (None, "unexplained-abbreviation"),
        ("1.1", "action-without-lead"),
        ("1.1", "unexplained-abbreviation"),
        ("1.2", "no-due-date"),
    ]


def test_words_that_may_identify_a_child_are_questioned_where_they_stand():
    plan = replace(with_item(how_we_will_know="Ella, 7, says so."), introduction="Ella was born on 3 April 2015.")
    found = [gap for gap in missing(plan) if gap.code == "identifying"]
    assert [(gap.item_reference, gap.field, gap.message, gap.is_must) for gap in found] == [
        (
            None,
            "introduction",
            "The plan's introduction: Is “born on 3 April 2015” the date of birth of one child?",
            False,
        ),
        (
            "1.1",
            "how_we_will_know",
            "Action 1.1's how we will know: Does “Ella, 7” give a child’s name and age?",
            False,
        ),
    ]
    assert [gap.item_reference for gap in missing_in(plan.areas[0]) if gap.code == "identifying"] == ["1.1"]


def test_the_glossary_explains_an_abbreviation_and_its_plural():
    plan = with_item(action="The MASH writes EHCPs with IROs")
    terms = (TermSnapshot("MASH", "Hub"), TermSnapshot("EHCPs", "Plans"))
    assert [one.letters for one in unexplained_in(plan)] == ["EHCP", "IRO", "MASH"]
    assert [one.letters for one in unexplained_in(replace(plan, glossary=terms))] == ["IRO"]
    told = [gap.message for gap in missing(replace(plan, glossary=terms)) if gap.code == "unexplained-abbreviation"]
    assert told == ["Action 1.1's action: “IRO” is explained neither in the plan nor in the glossary"]


def test_unexplained_abbreviations_are_counted_with_their_places_the_most_frequent_first():
    plan = replace(with_item(action="IRO and LADO and IRO", lead="LADO", resources="IRO"), introduction="An SGO")
    found = unexplained_in(plan)
    assert [(one.letters, one.count, [text.field for text in one.texts]) for one in found] == [
        ("IRO", 3, ["action", "resources"]),
        ("LADO", 2, ["action", "lead"]),
        ("SGO", 1, ["introduction"]),
    ]
