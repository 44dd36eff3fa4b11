"""Where the points, lines and labels of a drawn trend stand."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from actionplans.measures.axes import apart, value_ticks
from actionplans.measures.drawing import NARROW, SMALL, WIDE, trend
from tests.actionplans.measured import a_measure, a_reading, a_target

READ = (
    a_reading(date(2022, 6, 30), 76, neighbours=79, england=82),
    a_reading(date(2022, 9, 30), 80, england=83),
    a_reading(date(2022, 12, 31), 86, neighbours=80, england=83),
)


def test_what_was_never_read_is_not_drawn():
    assert trend(a_measure(readings=())) is None


def test_every_line_there_is_has_its_points_in_time():
    drawn = trend(a_measure(readings=READ))
    by_name = {line.whose: line for line in drawn.lines}
    assert list(by_name) == ["target", "england", "neighbours", "own"]
    own = by_name["own"]
    assert [dot.words for dot in own.dots] == ["72%", "", "", "86%"]
    assert own.dots[0].x == WIDE.left
    assert own.dots[-1].x == WIDE.right
    assert [dot.x for dot in own.dots] == sorted(dot.x for dot in own.dots)
    assert [dot.y for dot in own.dots] == sorted((dot.y for dot in own.dots), reverse=True)
    assert own.path == "M" + " L".join(f"{dot.x} {dot.y}" for dot in own.dots)
    assert len(by_name["neighbours"].dots) == 2
    assert [line.label for line in drawn.lines] == ["Target 85%", "England 83%", "Neighbours 80%", "This council 86%"]


def test_lines_nobody_has_values_for_are_left_out():
    assert [line.whose for line in trend(a_measure(targets=())).lines] == ["own"]


def test_a_target_is_a_step_that_ends_on_its_day_and_the_last_holds_on():
    targets = (a_target(date(2022, 6, 30), 78), a_target(date(2022, 9, 30), 82))
    drawn = trend(a_measure(readings=READ, targets=targets))
    first, last = drawn.lines[0].dots
    assert drawn.lines[0].path == (f"M{WIDE.left}.0 {first.y} H{first.x} M{first.x} {last.y} H{last.x} H{WIDE.right}")


def test_targets_beyond_the_next_do_not_press_the_line_flat():
    far = (a_target(), a_target(date(2030, 12, 31), 95))
    assert len(trend(a_measure(targets=far)).lines[0].dots) == 1


def test_the_axes_have_round_values_and_ends_of_months():
    drawn = trend(a_measure(readings=READ))
    assert [tick.words for tick in drawn.values] == ["70%", "75%", "80%", "85%", "90%"]
    assert [tick.words for tick in drawn.days] == ["Mar 2022", "Jun 2022", "Sep 2022", "Dec 2022"]
    assert drawn.unit == "Per cent"


def test_the_drawing_is_told_in_a_sentence():
    assert trend(a_measure(readings=READ)).words == (
        "Assessments completed in 45 working days, 30 June 2022 to 31 December 2022. 86% is 1 percentage point above "
        "the target of 85% by 31 December 2022. The table has every value."
    )


def test_one_reading_alone_is_drawn_too():
    drawn = trend(a_measure(baseline=None, targets=()))
    assert [dot.words for dot in drawn.lines[0].dots] == ["76%"]


def test_the_small_one_has_no_words():
    drawn = trend(a_measure(readings=READ), SMALL)
    assert drawn.values == drawn.days == ()
    assert not any(dot.words for line in drawn.lines for dot in line.dots)


VALUES = st.decimals(-100_000, 100_000, places=3)


@given(
    readings=st.lists(st.tuples(st.integers(0, 2000), VALUES, VALUES), min_size=1, max_size=30),
    targets=st.lists(st.tuples(st.integers(-500, 3000), VALUES), max_size=6),
    unit=st.sampled_from(["percent", "number"]),
    size=st.sampled_from([WIDE, NARROW, SMALL]),
)
def test_everything_drawn_lies_on_the_sheet_and_no_label_on_another(readings, targets, unit, size):
    begin = date(2021, 1, 31)
    days = {day: (value, theirs) for day, value, theirs in readings}
    measure = a_measure(
        unit=unit,
        readings=tuple(
            a_reading(begin + timedelta(day), value, england=theirs) for day, (value, theirs) in sorted(days.items())
        ),
        targets=tuple(a_target(begin + timedelta(day), value) for day, value in sorted(dict(targets).items())),
    )
    drawn = trend(measure, size)
    for dot in (dot for line in drawn.lines for dot in line.dots):
        assert size.left <= dot.x <= size.right
        assert size.top <= dot.y <= size.bottom
    assert len(drawn.days) <= size.most_days
    heights = sorted(line.label_y for line in drawn.lines)
    if size.labelled:
        assert all(lower - upper >= 17.9 for upper, lower in itertools.pairwise(heights))


@given(low=VALUES, high=VALUES)
def test_ticks_are_few_even_and_hold_every_value(low, high):
    low, high = sorted((low, high))
    ticks = value_ticks(low, high, "number", 6)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert len({ticks[place + 1] - ticks[place] for place in range(len(ticks) - 1)}) == 1
    assert 2 <= len(ticks) <= 9


def test_per_cents_are_not_drawn_beyond_a_hundred():
    assert value_ticks(Decimal(90), Decimal(99), "percent", 6)[-1] == 100
    assert value_ticks(Decimal(2), Decimal(40), "percent", 6)[0] == 0


def test_labels_are_pushed_apart_as_little_as_can_be():
    assert apart([100, 100, 200], 18, 34, 288) == [100, 118, 200]
    assert apart([288, 280], 18, 34, 288) == [288, 270]
