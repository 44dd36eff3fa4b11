"""What the pages about plans show of one plan: its counts as links to the actions behind them, its clock, its gaps."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from actionplans import clock, figures, readiness
from actionplans.filters import OVERDUE
from actionplans.models import ActionPlan, RatingRule, Scale
from actionplans.snapshot import PlanSnapshot, take
from actionplans.views.since import Since
from ilacs.design.wording import counted
from inspections.panel import DeadlinePanel
from inspections.working_days import WorkingDayCalendar


@dataclass(frozen=True)
class RatingCount:
    """How many actions have a rating, how many of them are silent, and the address that lists exactly those."""

    rating: RatingRule
    number: int
    url: str
    silent: int = 0

    @property
    def silent_words(self) -> str:
        """That a number is older than it looks: "2 with no update for long"; empty where all have reported."""
        return f"{self.silent} with no update for long" if self.silent else ""


@dataclass(frozen=True)
class Question:
    """Something to look at, of how many actions it is true, and the address that lists exactly those."""

    words: str
    number: int
    note: str
    url: str


@dataclass(frozen=True)
class PlanCard:
    """One plan as a page shows it. gaps are what still stops submission; since: what its last meeting missed."""

    snapshot: PlanSnapshot
    figures: figures.Figures
    clock: DeadlinePanel | None
    gaps: tuple[readiness.Missing, ...]
    url: str
    actions_url: str
    since: Since | None = None

    @property
    def ratings(self) -> list[RatingCount]:
        """The counts in the order of the scale: of every rating in use, zeros too, and of those that occur."""
        numbers, silent = self.figures.by_rating, self.figures.silent_by_rating
        occurring = [code for code, number in numbers.items() if number]
        return [
            RatingCount(rule, numbers[rule.code], self.listed(rating=rule.code), silent[rule.code])
            for rule in self.snapshot.scales.explained(Scale.DELIVERY, occurring)
        ]

    @property
    def impacts(self) -> list[RatingCount]:
        """The same for what difference was made to children."""
        numbers = self.figures.by_impact
        occurring = [code for code, number in numbers.items() if number]
        return [
            RatingCount(rule, numbers[rule.code], self.listed(impact=rule.code))
            for rule in self.snapshot.scales.explained(Scale.IMPACT, occurring)
        ]

    @property
    def questions(self) -> list[Question]:
        """What needs a look, noughts too once the plan was sent; before, only what there is."""
        counts = self.figures
        words = {
            "lapsed": "Past due and not explained since",
            "moved": "Due date moved",
            "silent": f"No update for more than {counted(self.snapshot.silent_after_days, 'day')}",
            "awaiting_sign_off": "Awaiting sign-off",
            "without_evidence": "Complete without evidence",
        }
        found = [
            Question(text, getattr(counts, name), self._slipped() if name == "moved" else "", self.listed(needs=name))
            for name, text in words.items()
        ]
        return [question for question in found if question.number or not self.snapshot.is_draft]

    def _slipped(self) -> str:
        """How often and how far the dates that moved have moved."""
        counts = self.figures
        if not counts.moved:
            return ""
        days = f"{counted(counts.days_slipped, 'day')} in all, {counts.most_slipped:,} at most"
        return f"{counted(counts.moves, 'move')}, {days}"

    @property
    def series(self) -> list[RatingRule]:
        """The looks of the scale, in its order, for a bar."""
        return [count.rating for count in self.ratings]

    @property
    def counts(self) -> list[int]:
        """The numbers of the bar, in the same order."""
        return [count.number for count in self.ratings]

    @property
    def overdue_url(self) -> str:
        """The list of the overdue actions."""
        return self.listed(due=OVERDUE)

    def listed(self, **chosen: str | int) -> str:
        """The address of the list of actions with a filter chosen."""
        return f"{self.actions_url}?{urlencode(chosen)}"


def card(plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar, since: Since | None = None) -> PlanCard:
    """The card of a plan as it stands on a day; find the plan with `with_clocks`."""
    snapshot = take(plan, on=on, calendar=calendar)
    place = [snapshot.council_slug, plan.pk]
    return PlanCard(
        snapshot=snapshot,
        figures=figures.summarise(snapshot),
        clock=clock.clock_of(plan, on, calendar),
        gaps=readiness.stops_submission(snapshot),
        url=reverse("plan-overview", args=place),
        actions_url=reverse("action-list", args=place),
        since=since,
    )
