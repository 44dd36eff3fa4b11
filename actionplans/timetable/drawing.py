"""The road as one line of working days: where every mark and label stands, lying for a screen, standing for a phone.

Units of the drawing are pixels at its own size. Knows no colours: those are classes of the style sheet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import wrap

from actionplans.timetable.building import RECEIVED
from actionplans.timetable.values import Kind, Row, State, Timetable
from ilacs.design.wording import MONTHS, date_in_words
from inspections.working_days import WorkingDayCalendar

BEYOND = 15
"""Working days after the deadline that are still drawn; what comes later stands in the table alone."""
TICK = 10
RADIUS = 12
WIDE, LEFT, RIGHT = 960, 24, 936
TOP, LANE, PIN_ROOM, STEP_LANE, SCALE_ROOM = 4, 46, 22, 30, 84
LETTER, SMALL_LETTER = 8.0, 7.0
"""The width of a letter of a label and of the line under it, rather too wide than too narrow."""
TALL, AXIS, LABELS, LABEL_ROOM, TALL_DAY, TALL_TOP = 300, 52, 92, 42, 8, 24
LINE_ROOM, TALL_LETTERS, TALL_LINES = 17, 22, 4
"""The height of each further line of a label; how many letters a line of a phone has, and how many lines at most."""
WIDE_LETTERS, WIDE_LINES = 44, 2
"""The same of a screen: whatever is written so fits on one side of its pin."""
TODAY_BOX, TODAY_ROOM = 118, 18


@dataclass(frozen=True)
class Mark:
    """One numbered mark on the line with its label. stem_x, stem_y: where on the line it belongs."""

    number: int
    state: State
    x: float
    y: float
    stem_x: float
    stem_y: float
    lines: tuple[str, ...] = ()
    under: str = ""
    text_x: float = 0
    anchor: str = "start"

    @property
    def label(self) -> str:
        """Its label in one line."""
        return " ".join(self.lines)

    @property
    def is_red(self) -> bool:
        """Whether it is too late."""
        return self.state is State.TOO_LATE

    @property
    def label_lines(self) -> list[tuple[float, str]]:
        """Each line of its label with its base."""
        return [(round(self.y - 2 + LINE_ROOM * place, 1), line) for place, line in enumerate(self.lines)]

    @property
    def under_y(self) -> float:
        """The base of the day under its label."""
        return round(self.y + 14 + LINE_ROOM * (len(self.lines) - 1), 1)

    @property
    def is_struck(self) -> bool:
        """Whether it was cancelled."""
        return self.state is State.CANCELLED


@dataclass(frozen=True)
class Tick:
    """One figure of the scale, or the name of a month, with its place."""

    at: float
    words: str

    @property
    def text_at(self) -> float:
        """The base of the words, where they stand beside the tick."""
        return round(self.at + 5, 1)


@dataclass(frozen=True)
class Line:
    """One drawing: the line from start to end with its deadline, today on it or nowhere, and what stands along it."""

    width: float
    height: float
    axis: float
    start: float
    end: float
    deadline: float
    used: float
    today: float | None
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    months: tuple[Tick, ...]
    borders: tuple[float, ...]
    today_words: str

    @property
    def length(self) -> float:
        """From the first working day to the last that is drawn."""
        return round(self.end - self.start, 1)

    @property
    def used_length(self) -> float:
        """The part that has gone by."""
        return round(self.used - self.start, 1)

    @property
    def overrun(self) -> float:
        """The part after the deadline."""
        return round(self.end - self.deadline, 1)

    @property
    def scale_at(self) -> float:
        """The base of the figures of a line that lies."""
        return round(self.height - 50, 1)

    @property
    def today_at(self) -> float:
        """The top of the box that says today, under a line that lies."""
        return round(self.height - 23, 1)

    @property
    def today_text_at(self) -> float:
        """The base of the words in that box."""
        return round(self.height - 7, 1)

    @property
    def today_left(self) -> float:
        """The left side of that box, so that all of it is inside."""
        return round(min(max((self.today or 0) - TODAY_BOX / 2, 0), self.width - TODAY_BOX), 1)

    @property
    def today_middle(self) -> float:
        """The middle of that box."""
        return self.today_left + TODAY_BOX / 2

    @property
    def months_at(self) -> float:
        """The base of the names of the months."""
        return round(self.height - 31, 1)


@dataclass(frozen=True)
class _Scale:
    """Which working day is where: days 0 to last between two places."""

    last: int
    start: float
    end: float

    def __call__(self, number: float) -> float:
        return round(self.start + (self.end - self.start) * number / self.last, 1)


def numbered(shown: Timetable) -> dict[str, int]:
    """The number of each line, by its key: the marks of the drawing and the table are keyed by it."""
    return {row.key: number for number, row in enumerate(shown.lines, 1)}


def lying(shown: Timetable, calendar: WorkingDayCalendar) -> Line | None:
    """The drawing for a screen: meetings and duties labelled above the line, what must be ready below it."""
    if not shown.total:
        return None
    rows, last = _drawn(shown)
    scale, keys = _Scale(last, LEFT, RIGHT), numbered(shown)
    above = _lanes([row for row in rows if row.is_milestone], scale)
    height = LANE + LINE_ROOM * (max((len(_lines(row, scale)) for row, _ in above), default=1) - 1)
    top = TOP + height * (max((lane for _, lane in above), default=0) + 1)
    axis = top + PIN_ROOM
    marks = [_pin(row, keys[row.key], scale, axis, top - height * (lane + 1) + LANE / 2) for row, lane in above]
    below = _stacked([row for row in rows if not row.is_milestone], scale)
    for row, lane in below:
        x = scale(row.number or 0)
        marks.append(Mark(keys[row.key], row.state, x, axis + 28 + STEP_LANE * lane, x, axis))
    deepest = axis + 28 + STEP_LANE * (max((lane for _, lane in below), default=-1))
    return _line(shown, calendar, scale, (WIDE, deepest + SCALE_ROOM, axis), marks)


def standing(shown: Timetable, calendar: WorkingDayCalendar) -> Line | None:
    """The drawing for a phone: the line from top to bottom with every label beside it, none over another."""
    if not shown.total:
        return None
    rows, last = _drawn(shown)
    labels = [wrap(_label(row), TALL_LETTERS, max_lines=TALL_LINES, placeholder="…") for row in rows]
    rooms = [float(LABEL_ROOM + LINE_ROOM * (len(label) - 1)) for label in labels]
    length = max(last * TALL_DAY, sum(rooms) + LABEL_ROOM)
    scale, keys = _Scale(last, TALL_TOP, TALL_TOP + length), numbered(shown)
    marks = []
    wanted = [(scale(row.number or 0), room) for row, room in zip(rows, rooms, strict=True)]
    for row, label, y in zip(rows, labels, _pushed_apart(wanted, TALL_TOP + length), strict=True):
        x, belongs = LABELS, scale(row.number or 0)
        marks.append(Mark(keys[row.key], row.state, x, y, AXIS, belongs, tuple(label), _under(row), LABELS + 20))
    return _without_hidden(_line(shown, calendar, scale, (TALL, TALL_TOP + length + 24, AXIS), marks))


def _drawn(shown: Timetable) -> tuple[list[Row], int]:
    """The lines that have a place on the drawing, and its last working day."""
    total = shown.total or 0
    reach = total + BEYOND
    rows = [row for row in shown.lines if row.number is not None and row.number <= reach]
    today = shown.number_today if _has_today(shown) else 0
    return rows, max([total, *(row.number or 0 for row in rows), min(today or 0, reach)])


def _has_today(shown: Timetable) -> bool:
    return any(row.kind is Kind.TODAY for row in shown.rows)


def _line(
    shown: Timetable,
    calendar: WorkingDayCalendar,
    scale: _Scale,
    size: tuple[float, float, float],
    marks: Iterable[Mark],
) -> Line:
    """The line itself with its scale; size is width, height and where the line lies."""
    total, number = shown.total or 0, shown.number_today
    today = scale(number) if number is not None and number <= scale.last and _has_today(shown) else None
    used = scale.end if number is not None and number > scale.last else scale(number or 0)
    borders = _borders(shown.counted_from, scale, calendar)
    return Line(
        *size,
        start=scale.start,
        end=scale.end,
        deadline=scale(total),
        used=used,
        today=today,
        marks=tuple(marks),
        ticks=tuple(Tick(scale(each), str(each)) for each in range(0, total + 1, TICK)),
        months=tuple(_months(borders, scale)),
        borders=tuple(at for at, _ in borders[1:]),
        today_words=f"Today, day {number}" if number else "Today",
    )


def _without_hidden(line: Line) -> Line:
    """The line without the figures that the box of today would cover."""
    if line.today is None:
        return line
    today = line.today
    ticks = (replace(tick, words="") if abs(tick.at - today) < TODAY_ROOM else tick for tick in line.ticks)
    return replace(line, ticks=tuple(ticks))


# Above the line


def _label(row: Row) -> str:
    """The label of a mark, whole."""
    meeting = row.meeting
    return {
        Kind.RECEIPT: "Report received" if row.what == RECEIVED else "Report published",
        Kind.MADE_KNOWN: "Council publishes report",
        Kind.DUTY: "Draft due" if "draft" in row.what else "Last day to publish",
        Kind.SIGNED_OFF: "Report signed off",
        Kind.NOTICE: "Key decision notice",
        Kind.PAPERS: "Last day for papers",
        Kind.SENT: "Sent to Ofsted",
        Kind.DEADLINE: "Plan due",
    }.get(row.kind) or (meeting.body if meeting and row.kind is Kind.MEETING else row.what.split(",")[0])


def _under(row: Row) -> str:
    """The day under the label of a mark."""
    return f"{row.day.day} {MONTHS[row.day.month - 1]}, day {row.number}"


def _lines(row: Row, scale: _Scale) -> list[str]:
    """The label of a mark as a screen shows it: narrow enough for the right of its pin, where all of it fits there."""
    room = int((WIDE - scale(row.number or 0) - RADIUS - 7) / LETTER)
    narrow = wrap(_label(row), min(room, WIDE_LETTERS), max_lines=WIDE_LINES, placeholder="…") if room > 1 else ["…"]
    if room >= TALL_LETTERS and not narrow[-1].endswith("…"):
        return narrow
    return wrap(_label(row), WIDE_LETTERS, max_lines=WIDE_LINES, placeholder="…")


def _width(row: Row, scale: _Scale) -> float:
    words = max(len(line) for line in _lines(row, scale)) * LETTER
    return max(words, len(_under(row)) * SMALL_LETTER) + RADIUS + 7


def _is_right(row: Row, scale: _Scale) -> bool:
    """Whether its label stands to the left of its pin, because the line ends soon after it."""
    return scale(row.number or 0) + _width(row, scale) > WIDE


def _span(row: Row, scale: _Scale) -> tuple[float, float]:
    """From where to where a label with its pin and a little air reaches."""
    x, width = scale(row.number or 0), _width(row, scale) + RADIUS + 7
    return (x - width, x + RADIUS) if _is_right(row, scale) else (x - RADIUS, x + width)


def _lanes(rows: list[Row], scale: _Scale) -> list[tuple[Row, int]]:
    """Each line with the lane of its label, above every label that is in its way: so hardly a stem crosses a label."""
    right = [row for row in rows if _is_right(row, scale)]
    taken: list[tuple[int, float, float]] = []
    found = []
    for row in [*right, *(row for row in reversed(rows) if row not in right)]:
        start, end = _span(row, scale)
        lane = max((lane for lane, a, b in taken if end >= a and start <= b), default=-1) + 1
        taken.append((lane, start, end))
        found.append((row, lane))
    return sorted(found, key=lambda each: each[0].day)


def _pin(row: Row, number: int, scale: _Scale, axis: float, y: float) -> Mark:
    x = scale(row.number or 0)
    label, under = tuple(_lines(row, scale)), _under(row)
    if _is_right(row, scale):
        return Mark(number, row.state, x, y, x, axis, label, under, x - RADIUS - 7, "end")
    return Mark(number, row.state, x, y, x, axis, label, under, x + RADIUS + 7)


# Below the line, and the scale


def _stacked(rows: list[Row], scale: _Scale) -> list[tuple[Row, int]]:
    """Marks without labels, one below the other where they would touch."""
    ends: list[float] = []
    found = []
    for row in rows:
        x = scale(row.number or 0)
        lane = next((place for place, end in enumerate(ends) if x - end > RADIUS * 2 + 3), len(ends))
        ends[lane : lane + 1] = [x]
        found.append((row, lane))
    return found


Crowd = list[tuple[float, float]]
"""Labels that stand one right below the other: where each is wanted, and the room it takes."""


def _pushed_apart(wanted: Crowd, bottom: float) -> list[float]:
    """Places at least a label apart and in the same order, as near as possible to where they are wanted.

    Labels that would overlap are moved apart around their middle, like a crowd that makes room for itself.
    """
    crowds: list[Crowd] = []
    for each in wanted:
        crowds.append([each])
        while len(crowds) > 1 and _first(crowds[-2], bottom) + _room(crowds[-2]) > _first(crowds[-1], bottom):
            crowds[-2:] = [crowds[-2] + crowds[-1]]
    return [round(_first(crowd, bottom) + _room(crowd[:place]), 1) for crowd in crowds for place in range(len(crowd))]


def _room(crowd: Crowd) -> float:
    """How much room the labels of a crowd take."""
    return sum(room for _, room in crowd)


def _first(crowd: Crowd, bottom: float) -> float:
    """Where the first label of a crowd stands, so that its middle is in the middle of what was wanted."""
    middle = sum(place for place, _ in crowd) / len(crowd)
    lowest = bottom + LABEL_ROOM - _room(crowd)
    return max(TALL_TOP, min(middle - _room(crowd[:-1]) / 2, lowest))


def _borders(start: date | None, scale: _Scale, calendar: WorkingDayCalendar) -> list[tuple[float, date]]:
    """Where each month begins, the first at the beginning of the line."""
    if start is None:
        return []
    found, day = [(scale.start, start)], start
    while True:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        number = calendar.between(start, day - timedelta(days=1))
        if number >= scale.last:
            return found
        found.append((scale(number + 0.5), day))


def _months(borders: list[tuple[float, date]], scale: _Scale) -> Iterable[Tick]:
    """The name of each month in the middle of its part, where there is room for it."""
    ends = [at for at, _ in borders[1:]] + [scale.end]
    for (at, day), end in zip(borders, ends, strict=True):
        if end - at > 70:
            yield Tick(round((at + end) / 2, 1), MONTHS[day.month - 1])


def in_words(shown: Timetable) -> str:
    """What the drawing shows, for whoever does not see it."""
    if not shown.total or shown.counted_from is None or shown.due_on is None:
        return ""
    begin, due = date_in_words(shown.counted_from), date_in_words(shown.due_on)
    words = f"A line of {shown.total} working days from {begin} to {due}, with {len(shown.lines)} numbered marks."
    if shown.number_today is not None and _has_today(shown):
        words += f" Today is working day {shown.number_today}."
    late = ", ".join(str(number) for key, number in numbered(shown).items() if key in {r.key for r in shown.too_late})
    return f"{words} {f'Too late: {late}. ' if late else ''}The table below says the same."
