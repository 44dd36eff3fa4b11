"""The road of a plan: York's of 2022 day by day, the law's own examples, and everything that can be too late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.timetable import (
    DutyStep,
    Kind,
    OwnStep,
    PlannedMeeting,
    Road,
    State,
    latest_meeting,
    next_meeting,
    timetable,
)
from inspections.working_days import WorkingDayCalendar

CALENDAR = WorkingDayCalendar()
RECEIVED, DUE = date(2022, 5, 4), date(2022, 8, 12)
SIGN_OFF = OwnStep("Report signed off by the director", 11)

SCRUTINY = PlannedMeeting(
    key="scrutiny",
    body="Scrutiny Committee",
    body_kind="scrutiny",
    held_on=date(2022, 6, 28),
    purpose="scrutinise",
    clear_days=5,
)
EXECUTIVE = PlannedMeeting(
    key="executive", body="Executive", body_kind="executive", held_on=date(2022, 7, 28), purpose="decide", clear_days=5
)
BOARD = PlannedMeeting(
    key="board", body="Improvement Board", body_kind="board", held_on=date(2022, 6, 9), purpose="consult"
)
YORK = Road(due_on=DUE, counted_from=RECEIVED, meetings=(SCRUTINY, EXECUTIVE))


def seen(road, on):
    return timetable(road, on=on, calendar=CALENDAR)


def with_meeting(meeting, **changes):
    """York's road with one of its meetings otherwise."""
    changed = replace(meeting, **changes)
    others = tuple(each for each in YORK.meetings if each.key != meeting.key)
    return replace(YORK, meetings=(*others, changed))


def line(road, on, key):
    return next(row for row in seen(road, on).rows if row.key == key)


# York, 2022


def test_york_2022_day_by_day():
    signed = replace(SCRUTINY, own=(SIGN_OFF,), signed_off_on=date(2022, 6, 20), papers_published_on=date(2022, 6, 20))
    report = DutyStep("report", "Last day to publish Ofsted’s report", date(2022, 6, 17), "", date(2022, 5, 11))
    road = replace(YORK, meetings=(signed, EXECUTIVE), duties=(report,), submitted_on=date(2022, 8, 11))
    shown = seen(road, date(2022, 9, 1))
    assert [(row.day.isoformat(), row.number, row.key, row.state.value) for row in shown.rows] == [
        ("2022-05-04", 0, "receipt", "done"),
        ("2022-05-11", 5, "report-done", "done"),
        ("2022-06-20", 31, "scrutiny-own-Report signed off by the director", "missed"),
        ("2022-06-20", 31, "scrutiny-papers", "done"),
        ("2022-06-28", 37, "scrutiny", "done"),
        ("2022-07-20", 53, "executive-papers", "unknown"),
        ("2022-07-28", 59, "executive", "done"),
        ("2022-08-11", 69, "sent", "done"),
        ("2022-08-12", 70, "deadline", "done"),
    ]
    assert (shown.total, shown.due_on, shown.warnings) == (70, DUE, ())


def test_york_2022_seen_from_the_day_scrutiny_met():
    shown = seen(YORK, date(2022, 6, 28))
    assert shown.number_today == 37
    assert [row.key for row in shown.rows if row.day == shown.on] == ["today", "scrutiny"]
    assert line(YORK, shown.on, "scrutiny").state is State.TODAY
    assert line(YORK, shown.on, "executive").state is State.AHEAD
    assert next_meeting(shown) == SCRUTINY


def test_a_sign_off_after_the_councils_own_deadline_says_by_how_much():
    road = with_meeting(SCRUTINY, own=(SIGN_OFF,), signed_off_on=date(2022, 6, 20))
    row = line(road, date(2022, 6, 21), "scrutiny-own-Report signed off by the director")
    assert (row.state, row.day, row.number) == (State.MISSED, date(2022, 6, 20), 31)
    assert row.note == "Signed off on 20 June 2022, working day 31; to be ready by 13 June 2022."
    assert row.problem == "That was 5 working days too late."


@pytest.mark.parametrize(
    ("meeting", "papers"),
    [
        ("2022-06-28", "2022-06-20"),
        ("2017-09-19", "2017-09-11"),
        ("2018-10-04", "2018-09-26"),
        ("2020-02-07", "2020-01-30"),
        ("2026-04-08", "2026-03-27"),
        ("2027-01-05", "2026-12-23"),
    ],
)
def test_the_last_day_for_papers(meeting, papers):
    held = replace(SCRUTINY, held_on=date.fromisoformat(meeting))
    row = line(Road(meetings=(held,)), date(2016, 1, 4), "scrutiny-papers")
    assert row.day == date.fromisoformat(papers)
    assert row.number is None


def test_the_notice_of_a_key_decision():
    assert line(with_meeting(SCRUTINY, is_key_decision=True), RECEIVED, "scrutiny-notice").day == date(2022, 5, 30)


# States


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2022, 6, 10), State.AHEAD),
        (date(2022, 6, 13), State.SOON),
        (date(2022, 6, 20), State.TODAY),
        (date(2022, 6, 21), State.TOO_LATE),
        (date(2022, 6, 28), State.TOO_LATE),
        (date(2022, 6, 29), State.UNKNOWN),
    ],
)
def test_papers_nobody_recorded(on, state):
    assert line(YORK, on, "scrutiny-papers").state is state


def test_papers_published_on_the_last_day_are_in_time():
    row = line(with_meeting(SCRUTINY, papers_published_on=date(2022, 6, 20)), date(2022, 6, 21), "scrutiny-papers")
    assert (row.state, row.note, row.problem) == (State.DONE, "Published on 20 June 2022, working day 31.", "")


def test_papers_published_late_are_too_late_until_the_meeting_and_missed_after_it():
    road = with_meeting(SCRUTINY, papers_published_on=date(2022, 6, 22))
    before, after = (line(road, on, "scrutiny-papers") for on in (date(2022, 6, 23), date(2022, 7, 1)))
    assert (before.state, before.problem) == (State.TOO_LATE, "That was 2 working days too late.")
    assert "section 100B(4)(b)" in before.what_to_do
    assert (after.state, after.what_to_do) == (State.MISSED, "")


def test_what_to_do_about_late_papers_differs_for_each_kind_of_body():
    on = date(2022, 7, 25)
    executive = line(YORK, on, "executive-papers")
    assert executive.is_red
    assert "shorter notice" in executive.what_to_do
    assert "regulation 6" in executive.what_to_do
    assert "100B" not in executive.what_to_do
    board = replace(YORK, meetings=(replace(BOARD, clear_days=3),))
    assert "the body’s own rule" in line(board, date(2022, 6, 8), "board-papers").what_to_do


def test_a_body_without_a_rule_for_papers_has_no_line_for_them():
    assert [row.key for row in seen(replace(YORK, meetings=(BOARD,)), RECEIVED).of_meeting("board")] == ["board"]


@pytest.mark.parametrize(("on", "state"), [(date(2022, 6, 13), State.TODAY), (date(2022, 6, 14), State.MISSED)])
def test_a_report_not_signed_off(on, state):
    row = line(with_meeting(SCRUTINY, own=(SIGN_OFF,)), on, "scrutiny-own-Report signed off by the director")
    assert row.state is state
    assert bool("Agree with the clerk" in row.what_to_do) is (state is State.MISSED)


def test_a_sign_off_nobody_recorded_is_no_alarm_once_the_meeting_is_over():
    row = line(
        with_meeting(SCRUTINY, own=(SIGN_OFF,)), date(2022, 7, 1), "scrutiny-own-Report signed off by the director"
    )
    assert (row.state, row.problem) == (State.UNKNOWN, "")


def test_the_day_of_signing_off_answers_the_deadline_that_speaks_of_it_and_no_other():
    own = (OwnStep("First draft to the clerk", 15), SIGN_OFF, OwnStep("Slides", 1))
    road = with_meeting(SCRUTINY, own=own, signed_off_on=date(2022, 6, 10))
    states = {row.what: row.state for row in seen(road, date(2022, 6, 28)).rows if row.kind is Kind.OWN}
    assert states == {
        "First draft to the clerk, for Scrutiny Committee": State.PASSED,
        "Report signed off by the director, for Scrutiny Committee": State.DONE,
        "Slides, for Scrutiny Committee": State.PASSED,
    }


def test_without_a_word_of_signing_off_the_last_own_deadline_is_the_one():
    own = (OwnStep("Draft", 15), OwnStep("Final report to the clerk", 8))
    road = with_meeting(SCRUTINY, own=own, signed_off_on=date(2022, 6, 10))
    row = line(road, date(2022, 6, 28), "scrutiny-own-Final report to the clerk")
    assert row.state is State.DONE


@pytest.mark.parametrize(("own", "rows"), [(SIGN_OFF, 1), (OwnStep("Slides", 2), 2)])
def test_signing_off_stands_once_on_the_day_it_was_done(own, rows):
    road = with_meeting(SCRUTINY, own=(own,), signed_off_on=date(2022, 6, 10))
    found = [row for row in seen(road, date(2022, 6, 28)).rows if row.kind in (Kind.OWN, Kind.SIGNED_OFF)]
    assert len(found) == rows
    assert found[0].day == date(2022, 6, 10)


# Key decisions


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2022, 7, 4), "publish that notice by 20 July 2022"), (date(2022, 7, 21), "special urgency, regulation 11")],
)
def test_a_notice_that_was_missed_names_the_exceptions(on, words):
    road = with_meeting(EXECUTIVE, is_key_decision=True)
    row = line(road, on, "executive-notice")
    assert (row.day, row.state) == (date(2022, 6, 29), State.TOO_LATE)
    assert row in seen(road, on).too_late
    assert words in row.what_to_do
    assert "regulation 10" in row.what_to_do


def test_a_notice_in_time_and_one_too_late():
    early, late = (
        line(
            with_meeting(EXECUTIVE, is_key_decision=True, notice_published_on=day),
            date(2022, 7, 10),
            "executive-notice",
        )
        for day in (date(2022, 6, 29), date(2022, 6, 30))
    )
    assert (early.state, late.state) == (State.DONE, State.TOO_LATE)
    assert "regulation 10" in late.what_to_do


def test_a_notice_published_too_late_is_missed_once_the_meeting_was_held():
    road = with_meeting(EXECUTIVE, is_key_decision=True, notice_published_on=date(2022, 6, 30))
    row = line(road, date(2022, 8, 1), "executive-notice")
    assert (row.state, row.what_to_do) == (State.MISSED, "")


def test_the_notice_of_a_meeting_that_was_held_is_not_recorded_as_its_papers_are_not():
    shown = seen(with_meeting(EXECUTIVE, is_key_decision=True), date(2022, 8, 1))
    notice, papers = (row for row in shown.of_meeting("executive") if row.kind in (Kind.NOTICE, Kind.PAPERS))
    assert notice.state is papers.state is State.UNKNOWN
    assert notice.note == papers.note == "The meeting has been held, and no day is recorded."


@pytest.mark.parametrize(
    ("held_on", "day", "number", "words"),
    [
        (date(2022, 7, 11), date(2022, 6, 10), 25, "Sunday 12 June 2022"),
        (date(2022, 7, 1), date(2022, 6, 1), 20, "Thursday 2 June 2022"),
        (date(2022, 7, 28), date(2022, 6, 29), 38, ""),
    ],
)
def test_the_last_day_for_notice_is_a_working_day_with_its_own_number(held_on, day, number, words):
    row = line(with_meeting(EXECUTIVE, held_on=held_on, is_key_decision=True), RECEIVED, "executive-notice")
    assert (row.day, row.number) == (day, number)
    assert row.note == (f"By law the last day is {words}, which is not a working day." if words else "")


@pytest.mark.parametrize(
    ("on", "published_on", "state"),
    [
        (date(2022, 6, 12), None, State.SOON),
        (date(2022, 6, 13), None, State.TOO_LATE),
        (date(2022, 6, 13), date(2022, 6, 12), State.DONE),
    ],
)
def test_a_notice_on_the_last_day_the_law_allows_is_in_time_on_a_sunday_too(on, published_on, state):
    road = with_meeting(EXECUTIVE, held_on=date(2022, 7, 11), is_key_decision=True, notice_published_on=published_on)
    assert line(road, on, "executive-notice").state is state


def test_the_notice_of_an_extra_meeting_is_due_on_a_working_day():
    assert latest_meeting(date(2022, 7, 11), calendar=CALENDAR, is_key_decision=True).notice_by == date(2022, 6, 10)


# After the deadline


def test_a_decision_after_the_deadline_is_delegated_or_taken_at_an_extra_meeting():
    road = with_meeting(EXECUTIVE, held_on=date(2022, 8, 25))
    row = line(road, date(2022, 7, 1), "executive")
    assert (row.state, row.problem) == (State.TOO_LATE, "It meets 9 working days after the plan is due.")
    assert "delegated" in row.what_to_do
    assert "call an extra meeting by 12 August 2022, with its papers published by 4 August 2022" in row.what_to_do


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2022, 8, 5), "at shorter notice: the last day for its papers, 4 August 2022, has passed"),
        (date(2022, 8, 15), "No meeting can come before the deadline any more"),
    ],
)
def test_the_later_it_is_the_less_an_extra_meeting_helps(on, words):
    assert words in line(with_meeting(EXECUTIVE, held_on=date(2022, 8, 25)), on, "executive").what_to_do


def test_the_extra_meeting_of_a_key_decision_needs_its_own_notice():
    road = with_meeting(EXECUTIVE, held_on=date(2022, 8, 25), is_key_decision=True)
    assert "is due by 14 July 2022" in line(road, date(2022, 7, 1), "executive").what_to_do
    assert "was due by 14 July 2022" in line(road, date(2022, 7, 20), "executive").what_to_do


def test_scrutiny_after_the_deadline_may_see_the_draft_before():
    row = line(with_meeting(SCRUTINY, held_on=date(2022, 8, 25)), date(2022, 7, 1), "scrutiny")
    assert row.is_red
    assert "send its members the draft" in row.what_to_do


def test_a_meeting_that_monitors_may_come_after_the_deadline():
    later = replace(SCRUTINY, held_on=date(2022, 10, 4), purpose="monitor")
    assert line(replace(YORK, meetings=(later,)), date(2022, 7, 1), "scrutiny").state is State.AHEAD


def test_once_the_plan_was_sent_no_meeting_is_too_late_for_it():
    road = replace(with_meeting(EXECUTIVE, held_on=date(2022, 8, 25)), submitted_on=date(2022, 8, 11))
    assert line(road, date(2022, 8, 12), "executive").state is not State.TOO_LATE


def test_the_meeting_on_the_deadline_itself_still_helps():
    assert line(with_meeting(EXECUTIVE, held_on=DUE), date(2022, 7, 1), "executive").state is State.AHEAD


@pytest.mark.parametrize(
    ("due", "day", "papers"),
    [("2022-08-12", "2022-08-12", "2022-08-04"), ("2022-08-14", "2022-08-12", "2022-08-04")],
)
def test_the_latest_workable_meeting(due, day, papers):
    latest = latest_meeting(date.fromisoformat(due), calendar=CALENDAR, is_key_decision=True)
    assert (latest.day, latest.papers_by) == (date.fromisoformat(day), date.fromisoformat(papers))
    assert latest.notice_by == date(2022, 7, 14)


def test_a_latest_meeting_without_papers():
    latest = latest_meeting(DUE, calendar=CALENDAR, clear_days=None)
    assert (latest.papers_by, latest.notice_by) == (None, None)
    road = replace(YORK, meetings=(replace(BOARD, purpose="decide", held_on=date(2022, 9, 1)),))
    assert "extra meeting by 12 August 2022." in line(road, RECEIVED, "board").what_to_do


# What was decided about it


@pytest.mark.parametrize("remedy", ["delegate", "extra", "urgent"])
def test_a_recorded_remedy_answers_late_papers(remedy):
    road = with_meeting(SCRUTINY, remedy=remedy, remedy_words="What was done", remedy_reason="The chair agreed.")
    row = line(road, date(2022, 6, 24), "scrutiny-papers")
    assert (row.state, row.problem, row.what_to_do) == (State.ANSWERED, "", "")
    assert row.note.endswith("What was done: The chair agreed.")


@pytest.mark.parametrize(("remedy", "state"), [("delegate", State.ANSWERED), ("urgent", State.TOO_LATE)])
def test_an_urgent_item_brings_no_meeting_before_the_deadline(remedy, state):
    road = with_meeting(EXECUTIVE, held_on=date(2022, 8, 25), remedy=remedy, remedy_reason="Agreed.")
    assert line(road, date(2022, 7, 1), "executive").state is state


@pytest.mark.parametrize(("remedy", "state"), [("urgent", State.ANSWERED), ("delegate", State.TOO_LATE)])
def test_a_delegated_key_decision_needs_notice_too(remedy, state):
    road = with_meeting(EXECUTIVE, is_key_decision=True, remedy=remedy, remedy_reason="Agreed.")
    assert line(road, date(2022, 7, 4), "executive-notice").state is state


def test_a_remedy_changes_nothing_that_is_in_time():
    road = with_meeting(SCRUTINY, remedy="urgent", remedy_reason="Just in case.")
    assert line(road, date(2022, 6, 1), "scrutiny-papers").state is State.AHEAD


def test_a_cancelled_meeting_is_one_line_and_asks_for_nothing():
    road = with_meeting(SCRUTINY, cancelled_on=date(2022, 6, 1), cancelled_reason="The chair was ill.")
    (row,) = seen(road, date(2022, 6, 24)).of_meeting("scrutiny")
    assert (row.state, row.note) == (State.CANCELLED, "The chair was ill.")
    assert next_meeting(seen(road, date(2022, 6, 24))) == EXECUTIVE


# The whole road


def warnings(road, on=date(2022, 6, 1)):
    return [each.problem for each in seen(road, on).warnings]


def test_a_road_without_its_meetings_says_so_and_by_when():
    empty = seen(replace(YORK, meetings=()), date(2022, 6, 1)).warnings
    assert [each.problem for each in empty] == ["No meeting scrutinises the plan.", "No meeting decides on the plan."]
    assert "by 12 August 2022 at the latest" in empty[1].what_to_do
    assert "papers published by 4 August 2022" in empty[1].what_to_do
    late = seen(replace(YORK, meetings=()), date(2022, 8, 8)).warnings
    assert "at shorter notice" in late[1].what_to_do
    undated = seen(Road(), date(2022, 6, 1)).warnings
    assert undated[1].what_to_do == "Add the meeting that decides."


def test_a_council_that_does_without_a_stage_is_not_asked_for_its_meeting():
    road = replace(YORK, meetings=(), needs_scrutiny=False, needs_decision=False)
    assert warnings(road) == []


def test_a_cancelled_meeting_does_not_count_as_planned():
    road = with_meeting(EXECUTIVE, cancelled_on=date(2022, 6, 1), cancelled_reason="Election.")
    assert warnings(road) == ["No meeting decides on the plan."]


def test_a_decision_before_scrutiny_has_seen_the_plan():
    assert warnings(with_meeting(EXECUTIVE, held_on=date(2022, 6, 16))) == [
        "Executive decides on 16 June 2022, before scrutiny has seen the plan on 28 June 2022."
    ]


def test_a_meeting_on_a_day_nobody_works():
    assert warnings(with_meeting(SCRUTINY, held_on=date(2022, 6, 2))) == [
        "Scrutiny Committee is to meet on Thursday 2 June 2022, which is not a working day."
    ]


def test_a_plan_that_was_sent_or_is_over_has_no_warnings():
    assert warnings(replace(YORK, meetings=(), submitted_on=date(2022, 8, 11))) == []
    assert warnings(replace(YORK, meetings=(), is_over=True)) == []


def test_an_overdue_plan_is_red_and_one_that_is_over_is_not():
    row = line(YORK, date(2022, 8, 16), "deadline")
    assert (row.state, row.problem) == (State.TOO_LATE, "The plan is overdue by 2 working days.")
    assert line(replace(YORK, is_over=True), date(2022, 8, 16), "deadline").state is State.PASSED


def test_a_plan_sent_late_says_by_how_much():
    row = line(replace(YORK, submitted_on=date(2022, 8, 15)), date(2022, 9, 1), "deadline")
    assert (row.state, row.problem) == (State.MISSED, "That was 1 working day too late.")


def test_a_duty_nobody_recorded_asks_for_the_record():
    report = DutyStep("report", "Publish the report", date(2022, 6, 17), "SI 2007/462")
    road = replace(YORK, duties=(report,))
    assert line(road, date(2022, 6, 17), "report").state is State.TODAY
    row = line(road, date(2022, 6, 20), "report")
    assert (row.state, row.number) == (State.UNKNOWN, 30)
    assert "record where and when" in row.what_to_do
    assert row.asks_for_a_record


def test_a_report_on_the_website_alone_is_not_yet_published_in_every_way():
    report = DutyStep("report", "Publish the report", date(2022, 6, 17), "", date(2022, 5, 11), ways_open=4)
    road = replace(YORK, duties=(report,))
    on_website, row = (line(road, date(2022, 6, 1), key) for key in ("report-done", "report"))
    assert (on_website.day, on_website.number, on_website.state) == (date(2022, 5, 11), 5, State.DONE)
    assert (row.day, row.state) == (date(2022, 6, 17), State.AHEAD)
    assert row.note == "On the website since 11 May 2022; 4 ways still to be logged."
    assert line(road, date(2022, 6, 20), "report").state is State.UNKNOWN


def test_a_report_published_in_every_way_stands_on_its_day_alone():
    report = DutyStep("report", "Publish the report", date(2022, 6, 17), "", date(2022, 5, 11), done_what="Published")
    shown = seen(replace(YORK, duties=(report,)), date(2022, 6, 20))
    assert [(row.day, row.what) for row in shown.rows if row.key.startswith("report")] == [
        (date(2022, 5, 11), "Published")
    ]


def test_nothing_is_too_late_for_a_plan_that_is_over():
    road = replace(with_meeting(SCRUTINY, is_key_decision=True), is_over=True)
    assert seen(road, date(2022, 6, 24)).too_late == ()
    assert line(road, date(2022, 6, 24), "scrutiny-papers").state is State.PASSED


def test_without_a_deadline_the_meetings_are_still_listed():
    shown = seen(Road(meetings=(SCRUTINY,)), date(2022, 6, 1))
    assert [row.key for row in shown.rows] == ["today", "scrutiny-papers", "scrutiny"]
    assert {row.number for row in shown.rows} == {None}
    assert (shown.total, shown.number_today) == (None, None)


def test_a_deadline_that_nobody_counted_has_no_numbers():
    shown = seen(replace(YORK, counted_from=None), date(2022, 6, 1))
    assert {row.number for row in shown.rows} == {None}
    assert shown.rows[-1].key == "deadline"


def test_a_day_before_receipt_has_no_number():
    assert line(with_meeting(SCRUTINY, held_on=date(2022, 5, 3)), RECEIVED, "scrutiny").number is None


def test_a_report_still_to_be_received_is_not_done():
    assert line(YORK, date(2022, 5, 3), "receipt").state is State.SOON


def test_an_estimate_says_what_it_is_counted_from():
    assert "is not recorded" in line(replace(YORK, is_estimate=True), RECEIVED, "receipt").what


def test_today_is_marked_while_anything_is_to_come():
    sent = replace(YORK, submitted_on=date(2022, 8, 11))
    keys = [[row.key for row in seen(sent, on).rows] for on in (date(2022, 8, 12), date(2022, 8, 15))]
    assert [("today" in each) for each in keys] == [True, False]


days = st.dates(date(2022, 1, 3), date(2027, 12, 31))
meetings = st.builds(
    PlannedMeeting,
    key=st.uuids().map(str),
    body=st.just("Body"),
    body_kind=st.sampled_from(["scrutiny", "executive", "board"]),
    held_on=days,
    purpose=st.sampled_from(["consult", "scrutinise", "decide", "monitor"]),
    clear_days=st.none() | st.integers(0, 20),
    own=st.lists(st.builds(OwnStep, st.sampled_from(["Signed off", "Draft"]), st.integers(0, 40)), max_size=3).map(
        tuple
    ),
    is_key_decision=st.booleans(),
    signed_off_on=st.none() | days,
    papers_published_on=st.none() | days,
    notice_published_on=st.none() | days,
    remedy=st.sampled_from(["", "delegate", "extra", "urgent"]),
    cancelled_on=st.none() | days,
)


@given(st.lists(meetings, max_size=6), days, days, st.none() | days)
def test_lines_are_in_order_and_their_numbers_are_the_calendars(several, start, on, submitted_on):
    road = Road(due_on=CALENDAR.add(start, 70), counted_from=start, meetings=tuple(several), submitted_on=submitted_on)
    shown = seen(road, on)
    assert [row.day for row in shown.rows] == sorted(row.day for row in shown.rows)
    for row in shown.rows:
        assert row.number == (CALENDAR.between(start, row.day) if row.day >= start else None)
        assert row.is_red is (row.state is State.TOO_LATE)
        assert not row.is_red or (row.problem and row.what_to_do)
    assert shown.total == 70
    assert len({row.key for row in shown.rows if row.kind is not Kind.OWN}) == len(
        [row for row in shown.rows if row.kind is not Kind.OWN]
    )


@given(meetings, days)
def test_papers_out_a_day_after_the_last_one_are_never_in_time(meeting, on):
    public = replace(meeting, clear_days=5, cancelled_on=None, remedy="")
    last = line(Road(meetings=(public,)), on, f"{meeting.key}-papers").day
    late = replace(public, papers_published_on=last + timedelta(days=1))
    assert line(Road(meetings=(late,)), on, f"{meeting.key}-papers").state in (State.TOO_LATE, State.MISSED)
