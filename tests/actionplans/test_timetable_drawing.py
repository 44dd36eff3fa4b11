"""The drawing of the road: everything inside, nothing over another, and numbered as the table is."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.timetable import DutyStep, PlannedMeeting, Road, drawing, timetable
from actionplans.timetable.drawing import LABEL_ROOM, LETTER, LINE_ROOM, RADIUS, TALL_LETTERS
from inspections.working_days import WorkingDayCalendar

CALENDAR = WorkingDayCalendar()
RECEIVED, DUE = date(2022, 5, 4), date(2022, 8, 12)
SCRUTINY = PlannedMeeting(
    key="scrutiny",
    body="Children, Education and Communities Policy and Scrutiny Committee",
    body_kind="scrutiny",
    held_on=date(2022, 6, 28),
    purpose="scrutinise",
    clear_days=5,
)
REPORT = DutyStep("report", "Last day to publish Ofsted’s report", date(2022, 6, 17), "SI 2007/462")
YORK = Road(due_on=DUE, counted_from=RECEIVED, meetings=(SCRUTINY,), duties=(REPORT,))


def seen(road=YORK, on=date(2022, 6, 24)):
    return timetable(road, on=on, calendar=CALENDAR)


def test_the_marks_have_the_numbers_of_the_table():
    shown = seen()
    numbers = drawing.numbered(shown)
    assert list(numbers.values()) == [1, 2, 3, 4, 5]
    for line in (drawing.lying(shown, CALENDAR), drawing.standing(shown, CALENDAR)):
        assert sorted(mark.number for mark in line.marks) == [1, 2, 3, 4, 5]


def test_the_line_is_70_days_long_with_today_on_it():
    line = drawing.lying(seen(), CALENDAR)
    assert [tick.words for tick in line.ticks] == ["0", "10", "20", "30", "40", "50", "60", "70"]
    assert [month.words for month in line.months] == ["May", "June", "July", "August"]
    assert line.today_words == "Today, day 35"
    assert line.today == round((line.start + line.end) / 2, 1) == line.used
    assert (line.deadline, line.overrun) == (line.end, 0)


def test_a_meeting_after_the_deadline_makes_the_line_longer():
    late = replace(SCRUTINY, held_on=date(2022, 8, 25), purpose="decide")
    line = drawing.lying(seen(replace(YORK, meetings=(late,))), CALENDAR)
    assert line.overrun > 0
    assert [mark.is_red for mark in line.marks if mark.label.startswith("Children")] == [True]


def test_a_meeting_long_after_the_deadline_is_in_the_table_alone():
    far = replace(SCRUTINY, held_on=date(2023, 5, 4), purpose="monitor")
    shown = seen(replace(YORK, meetings=(far,)))
    line = drawing.lying(shown, CALENDAR)
    assert line.overrun == 0
    assert len(line.marks) == len(shown.lines) - 2


def test_today_before_and_long_after_the_line_is_not_on_it():
    before, after = (drawing.lying(seen(on=day), CALENDAR) for day in (date(2022, 5, 2), date(2023, 1, 9)))
    assert (before.today, after.today) == (None, None)
    assert (before.used_length, after.used_length) == (0, after.length)


def test_a_cancelled_meeting_is_struck():
    cancelled = replace(SCRUTINY, cancelled_on=date(2022, 6, 1), cancelled_reason="Election")
    line = drawing.lying(seen(replace(YORK, meetings=(cancelled,))), CALENDAR)
    assert [mark.is_struck for mark in line.marks if mark.label.startswith("Children")] == [True]


@pytest.mark.parametrize("road", [Road(meetings=(SCRUTINY,)), replace(YORK, counted_from=None)])
def test_without_a_count_nothing_is_drawn(road):
    shown = seen(road)
    assert (drawing.lying(shown, CALENDAR), drawing.standing(shown, CALENDAR)) == (None, None)
    assert drawing.in_words(shown) == ""


def test_the_words_for_whoever_does_not_see_it():
    assert drawing.in_words(seen()) == (
        "A line of 70 working days from 4 May 2022 to 12 August 2022, with 5 numbered marks. "
        "Today is working day 35. Too late: 3. The table below says the same."
    )
    sent = replace(YORK, submitted_on=date(2022, 8, 11))
    assert "Today" not in drawing.in_words(seen(sent, date(2022, 9, 1)))


def test_an_estimate_names_the_day_it_is_counted_from():
    labels = [
        [mark.label for mark in drawing.lying(seen(road), CALENDAR).marks if mark.number == 1]
        for road in (YORK, replace(YORK, is_estimate=True))
    ]
    assert labels == [["Report received"], ["Report published"]]


meetings = st.builds(
    PlannedMeeting,
    key=st.uuids().map(str),
    body=st.sampled_from(["Executive", "Children and Families Scrutiny Committee", SCRUTINY.body, "Board"]),
    body_kind=st.sampled_from(["scrutiny", "executive", "board"]),
    held_on=st.dates(RECEIVED, DUE + timedelta(days=40)),
    purpose=st.sampled_from(["consult", "scrutinise", "decide", "monitor"]),
    clear_days=st.none() | st.just(5),
)


@given(st.lists(meetings, max_size=9), st.dates(RECEIVED, DUE + timedelta(days=20)))
def test_everything_is_inside_and_no_mark_over_another(several, on):
    shown = seen(replace(YORK, meetings=tuple(several)), on)
    lying, standing = drawing.lying(shown, CALENDAR), drawing.standing(shown, CALENDAR)
    for line in (lying, standing):
        assert all(RADIUS <= mark.x <= line.width - RADIUS for mark in line.marks)
        assert all(RADIUS <= mark.y <= line.height - RADIUS for mark in line.marks)
    for one in lying.marks:
        for other in lying.marks:
            apart = abs(one.x - other.x) >= RADIUS * 2 or abs(one.y - other.y) >= RADIUS * 2
            assert one is other or apart
    for earlier, later in pairwise(standing.marks):
        assert later.y - earlier.y >= LABEL_ROOM + LINE_ROOM * (len(earlier.lines) - 1) - 0.2
    assert standing.marks[-1].under_y < standing.height


@given(st.lists(meetings, max_size=9), st.dates(RECEIVED, DUE + timedelta(days=20)))
def test_every_label_is_whole_and_inside(several, on):
    shown = seen(replace(YORK, meetings=tuple(several)), on)
    lying, standing = drawing.lying(shown, CALENDAR), drawing.standing(shown, CALENDAR)
    for mark in (*lying.marks, *standing.marks):
        assert not mark.label.endswith("…")
    for mark in lying.marks:
        for line in mark.lines:
            end = mark.text_x + len(line) * LETTER * (-1 if mark.anchor == "end" else 1)
            assert 0 <= end <= lying.width
    assert all(len(line) <= TALL_LETTERS for mark in standing.marks for line in mark.lines)


def test_a_name_without_end_is_shortened_and_one_on_the_right_edge_turns():
    endless = replace(SCRUTINY, body="Overview and scrutiny of children " * 4, held_on=date(2022, 8, 11))
    shown = seen(replace(YORK, meetings=(endless,)))
    for line in (drawing.lying(shown, CALENDAR), drawing.standing(shown, CALENDAR)):
        (mark,) = (mark for mark in line.marks if mark.label.startswith("Overview"))
        assert mark.label.endswith("…")
        assert mark.anchor == ("end" if line.width > 300 else "start")


@pytest.mark.parametrize(("day", "missing"), [(17, "30"), (16, "30"), (24, "")])
def test_today_stands_over_no_figure_of_a_phone(day, missing):
    on = date(2022, 6, day)
    standing = drawing.standing(seen(on=on), CALENDAR)
    assert [tick.words for tick in standing.ticks] == [
        "" if words == missing else words for words in ("0", "10", "20", "30", "40", "50", "60", "70")
    ]
    assert "30" in [tick.words for tick in drawing.lying(seen(on=on), CALENDAR).ticks]


def test_a_report_made_known_is_drawn_on_the_day_it_was():
    done = replace(REPORT, done_on=date(2022, 5, 11), ways_open=4)
    line = drawing.lying(seen(replace(YORK, duties=(done,))), CALENDAR)
    labels = {mark.label: mark.under for mark in line.marks}
    assert labels["Council publishes report"] == "11 May, day 5"
    assert labels["Last day to publish"] == "17 June, day 30"
