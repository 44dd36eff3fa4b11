"""What the pages show of one action: its row in a list, its facts in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from textwrap import shorten

from django.urls import reverse

from actionplans.models import RatingRule
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot
from ilacs.design.wording import counted, date_in_words

LABEL_WIDTH = 70
"""Letters of an area's name in a list; its page and the papers print it whole."""
BECAUSE_WIDTH = 110
"""Letters of the reason for a rating in a list."""


@dataclass(frozen=True)
class ActionRow:
    """One action in a list; days_late counts calendar days after its due date."""

    item: ItemSnapshot
    area: AreaSnapshot
    rating: RatingRule
    impact: RatingRule
    url: str
    days_late: int

    @property
    def area_words(self) -> str:
        """The number and the name of its area, short enough for a column."""
        return f"{self.area.number}. {shorten(self.area.label, LABEL_WIDTH, placeholder='…')}"

    @property
    def late_words(self) -> str:
        """How late it is, "3 days late", or was finished, "Finished 3 days late"; empty when neither."""
        if self.item.days_finished_late:
            return f"Finished {counted(self.item.days_finished_late, 'day')} late"
        return f"{counted(self.days_late, 'day')} late" if self.days_late else ""

    @property
    def slipped_words(self) -> str:
        """How far its due date has moved, for example "31 days later than first planned"; empty when it has not."""
        if not self.item.days_slipped:
            return ""
        way = "later" if self.item.days_slipped > 0 else "earlier"
        return f"{counted(abs(self.item.days_slipped), 'day')} {way} than first planned"

    @property
    def moved_words(self) -> str:
        """How often and how far its due date was moved: "Moved 2 times, 61 days later than first planned"."""
        if not self.item.has_moved:
            return ""
        times = "once" if self.item.times_moved == 1 else f"{self.item.times_moved} times"
        return f"Moved {times}, {self.slipped_words or 'and back to the day first planned'}"

    @property
    def silent_words(self) -> str:
        """That nobody has reported for long: "No update for 63 days"; empty where somebody has, or need not."""
        return f"No update for {counted(self.item.silent_days or 0, 'day')}" if self.item.is_silent else ""

    @property
    def sign_off_words(self) -> str:
        """What its completion still waits for; empty where nothing."""
        if self.item.awaits_sign_off:
            return "Awaiting sign-off"
        return "No evidence yet" if self.item.lacks_evidence else ""

    @property
    def because_words(self) -> str:
        """The beginning of why it has its rating; its page says all of it. How late it is stands beside its date."""
        if self.item.has_lapsed:
            return "Past due, and not explained since"
        return shorten(self.item.rating_because, BECAUSE_WIDTH, placeholder="…")


def rows_of(snapshot: PlanSnapshot) -> list[ActionRow]:
    """A row for every action, in the order of the plan."""
    return [_row(snapshot, area, item) for area in snapshot.areas for item in area.items]


def group_by_area(rows: Iterable[ActionRow]) -> list[tuple[AreaSnapshot, list[ActionRow]]]:
    """The rows under the areas they belong to; areas without any are left out."""
    return [(area, list(group)) for area, group in groupby(rows, key=lambda row: row.area)]


def _row(snapshot: PlanSnapshot, area: AreaSnapshot, item: ItemSnapshot) -> ActionRow:
    return ActionRow(
        item=item,
        area=area,
        rating=snapshot.scales.rule(item.delivery_rating),
        impact=snapshot.scales.rule(item.impact_rating),
        url=reverse("action-detail", args=[snapshot.council_slug, snapshot.pk, item.pk]),
        days_late=_days(item.due_on, snapshot.as_at) if item.is_overdue else 0,
    )


def _days(start: date | None, end: date | None) -> int:
    return (end - start).days if start and end else 0


def facts_of(row: ActionRow) -> list[tuple[str, str, bool]]:
    """Every field of an action but those its page shows at the top: name, words, and whether it is empty."""
    item = row.item
    facts = (
        ("Lead", item.lead, "No lead yet"),
        ("Supporting partners", item.partners, "None named"),
        ("Start", date_in_words(item.starts_on), "No date yet"),
        ("Original due date", date_in_words(item.original_due_on), "Fixed when the plan is sent"),
        ("Success measure", item.success_measure, "Not written yet"),
        ("How we will know", item.how_we_will_know, "Not written yet"),
        ("Resources", item.resources, "None named"),
        ("Monitored by", item.monitoring_body, "None named"),
    )
    return [(name, words or nothing, not words) for name, words, nothing in facts]
