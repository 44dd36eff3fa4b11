"""One action: its words, its ratings, and what is behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actionplans.models.ratings import COMPLETE_RATINGS, DeliveryRating


@dataclass(frozen=True)
class UpdateSnapshot:
    """The newest progress update of an action; proposed_rating and proposed_because are what the program said then."""

    reported_on: date
    what_changed: str
    delivery_rating: str
    next_step: str
    made_by: str
    impact_rating: str = ""
    share_done: int | None = None
    proposed_rating: str = ""
    proposed_because: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MoveSnapshot:
    """One time a due date was moved after others had seen it; approved_by is empty where nobody had to."""

    from_on: date
    to_on: date
    reason: str
    moved_by: str
    moved_on: date
    approved_by: str

    @property
    def days(self) -> int:
        """How many days later the date became; fewer than none where it became earlier."""
        return (self.to_on - self.from_on).days


@dataclass(frozen=True)
class MilestoneSnapshot:
    """A step inside an action with a day of its own; done_on is None until it is reached."""

    pk: int
    name: str
    due_on: date
    original_due_on: date | None
    done_on: date | None
    is_late: bool


@dataclass(frozen=True)
class EvidenceSnapshot:
    """One file or link that shows something. name is the file's, or the link; link is empty for a file."""

    pk: int
    kind: str
    kind_words: str
    dated_on: date
    shows: str
    contradicts: bool
    name: str
    link: str
    added_by: str
    added_on: date


@dataclass(frozen=True)
class ItemSnapshot:
    """One action. area_numbers are the other areas it serves besides the one it is printed under.

    lead is post and name as papers of the council print them, lead_post the post alone, fit for the public. amended_on
    is the day its text was last changed after the plan was sent. delivery_rating is what is shown: said_rating, as it
    was reported last, unless the due date has passed since; rating_because is the reason for it in a sentence or more.
    silent_days counts from the last report, None where none is owed; returned_note is what a second person missed.
    impact_rating is empty in a version that was stored before anybody rated impact: nobody said anything of it.
    """

    pk: int
    reference: str
    action: str
    lead: str
    partners: str
    starts_on: date | None
    due_on: date | None
    original_due_on: date | None
    success_measure: str
    how_we_will_know: str
    resources: str
    monitoring_body: str
    delivery_rating: str
    is_complete: bool
    is_overdue: bool
    area_numbers: tuple[int, ...]
    progress: UpdateSnapshot | None
    lead_post: str = ""
    amended_on: date | None = None
    said_rating: str = ""
    rating_because: str = ""
    rated_on: date | None = None
    impact_rating: str = ""
    moves: tuple[MoveSnapshot, ...] = ()
    milestones: tuple[MilestoneSnapshot, ...] = ()
    evidence: tuple[EvidenceSnapshot, ...] = ()
    silent_days: int | None = None
    is_silent: bool = False
    awaits_sign_off: bool = False
    returned_note: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether the promised date was moved, even if it came back to the original one."""
        return bool(self.moves_since) or (self.original_due_on is not None and self.original_due_on != self.due_on)

    @property
    def moves_since(self) -> tuple[MoveSnapshot, ...]:
        """The moves that count: of the date the plan was sent with, or all others have seen while it has not been.

        A move that nobody had to approve and that led to the original date belongs to the time before.
        """
        before = [
            place
            for place, move in enumerate(self.moves, 1)
            if not move.approved_by and move.to_on == self.original_due_on
        ]
        return self.moves[max(before, default=0) :]

    @property
    def times_moved(self) -> int:
        """How often the promised date was moved; a move of which nothing was kept, before reasons were, is one."""
        return len(self.moves_since) or int(self.has_moved)

    @property
    def days_slipped(self) -> int:
        """Days from the original due date to the present one; fewer than none where it became earlier."""
        original = self.original_due_on or (self.moves[0].from_on if self.moves else None)
        return (self.due_on - original).days if original and self.due_on else 0

    @property
    def days_finished_late(self) -> int:
        """How many days after its due date the report is for that says it is complete; none while it is not."""
        if not self.is_complete or self.due_on is None:
            return 0
        update = self.progress if self.progress and self.progress.delivery_rating in COMPLETE_RATINGS else None
        finished_on = update.reported_on if update else self.rated_on
        return max((finished_on - self.due_on).days, 0) if finished_on else 0

    @property
    def has_lapsed(self) -> bool:
        """Whether the program shows another rating than was last reported, because the due date has passed since."""
        return bool(self.said_rating) and self.said_rating != self.delivery_rating

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its rating lets hope for its due date and nobody has said so for long: never in colour."""
        return self.is_silent and DeliveryRating(self.delivery_rating).promises

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to be complete and nothing supports that."""
        return self.is_complete and all(piece.contradicts for piece in self.evidence)
