"""What came in in a round: each asked action with how it stood, what was said, and whether anybody looked at it."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from actionplans import actions
from actionplans.models import (
    AskedAction,
    DateMove,
    DeliveryRating,
    Evidence,
    ProgressUpdate,
    RatingRule,
    RatingScales,
    Round,
    Standing,
)
from actionplans.snapshot import EvidenceSnapshot, ItemSnapshot, MoveSnapshot, PlanSnapshot, take
from actionplans.snapshot.past import as_it_stood
from ilacs.authorities.models import User
from ilacs.design.today import today
from ilacs.design.wording import counted, date_in_words
from inspections.models import current_calendar

SHORTLY = timedelta(days=7)
"""How long before a round was opened a report is not called silence, though it is no answer."""


@dataclass(frozen=True)
class Row:
    """One asked action as its round shows it: ratings before and now, and what else is new since it was asked."""

    asked: AskedAction
    item: ItemSnapshot
    answer: ProgressUpdate | None
    standing: Standing
    area: str
    delivery: tuple[RatingRule | None, RatingRule]
    impact: tuple[RatingRule | None, RatingRule]
    proposed: RatingRule | None
    moves: tuple[MoveSnapshot, ...]
    evidence: tuple[EvidenceSnapshot, ...]
    silence: str
    is_own: bool
    reported_before: bool

    @property
    def owner(self) -> str:
        """Who leads it, as papers print it."""
        return self.item.lead or "No lead"

    @property
    def url(self) -> str:
        """The page of the action."""
        return self.asked.item.get_absolute_url()

    @property
    def due_before(self) -> date | None:
        """The due date when it was asked, where it is another one now."""
        before = self.asked.due_before
        return before if before != self.item.due_on else None

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader should look at twice, in words."""
        found = {
            "Rating changed": _differ(self.delivery) or _differ(self.impact),
            "Not as proposed": self.proposed is not None,
            "Due date moved": bool(self.moves) or self.due_before is not None,
            "Off track": self.item.delivery_rating == DeliveryRating.OFF_TRACK,
            "Contradicting evidence": any(piece.contradicts for piece in self.evidence),
        }
        return tuple(words for words, holds in found.items() if holds)


def _differ(ratings: tuple[RatingRule | None, RatingRule]) -> bool:
    return ratings[0] is not None and ratings[0].code != ratings[1].code


@dataclass(frozen=True)
class Count:
    """How far one owner, one area or the whole round has come; silent is whoever did not even report shortly before."""

    name: str
    asked: int
    answered: int
    to_review: int
    silent: int
    reported_before: int


@dataclass(frozen=True)
class Review:
    """Everything a round shows, by how far each action has come; what needs a second look comes first."""

    rows: tuple[Row, ...]
    scales: RatingScales
    seen: str

    def of(self, standing: str) -> tuple[Row, ...]:
        """The rows that have come this far, flagged ones first where they wait for review."""
        rows = (row for row in self.rows if row.standing == standing)
        return tuple(sorted(rows, key=lambda row: -len(row.flags)) if standing == Standing.TO_REVIEW else rows)

    @property
    def to_review(self) -> tuple[Row, ...]:
        """Answered, and nobody has reviewed the answer."""
        return self.of(Standing.TO_REVIEW)

    @property
    def returned(self) -> tuple[Row, ...]:
        """Returned, and not answered again."""
        return self.of(Standing.RETURNED)

    @property
    def accepted(self) -> tuple[Row, ...]:
        """Answered, and somebody else said it will do."""
        return self.of(Standing.ACCEPTED)

    @property
    def silent(self) -> tuple[Row, ...]:
        """Without an answer."""
        return self.of(Standing.SILENT)

    @property
    def silent_by_owner(self) -> list[tuple[str, list[Row]]]:
        """The same, each owner with theirs, in the order of the plan."""
        return list(_grouped(self.silent, lambda row: row.owner).items())

    @property
    def count(self) -> Count:
        """The whole round."""
        return _count("", self.rows)

    @property
    def by_owner(self) -> list[Count]:
        """Each owner, those with most silence first."""
        return sorted(_counts(self.rows, lambda row: row.owner), key=lambda count: (-count.silent, count.name))

    @property
    def by_area(self) -> list[Count]:
        """Each area for improvement, in the order of the plan."""
        return _counts(self.rows, lambda row: row.area)


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _counts(rows: Iterable[Row], key: Callable[[Row], str]) -> list[Count]:
    return [_count(name, theirs) for name, theirs in _grouped(rows, key).items()]


def _count(name: str, rows: Collection[Row]) -> Count:
    standings = [row.standing for row in rows]
    unanswered = standings.count(Standing.SILENT)
    before = sum(row.reported_before for row in rows)
    return Count(
        name=name,
        asked=len(standings),
        answered=len(standings) - unanswered,
        to_review=standings.count(Standing.TO_REVIEW),
        silent=unanswered - before,
        reported_before=before,
    )


def review_of(round: Round, person: User) -> Review:
    """The round as this person reads it: as it is now, or as it was when it ended (a fixed number of queries)."""
    snapshot = _snapshot(round)
    items = {item.pk: (item, f"{area.number}. {area.label}") for area in snapshot.areas for item in area.items}
    asked = actions.asked_rows(round)
    before = _before(round)
    own = actions.own_work_of(person, [each.item for each in asked if each.answer])
    rows = tuple(
        _row(each, *items[each.item_id], scales=snapshot.scales, before=before, round=round, own=own)
        for each in asked
        if each.item_id in items
    )
    return Review(rows, snapshot.scales, actions.fingerprint(asked))


def _snapshot(round: Round) -> PlanSnapshot:
    """The plan now; of a closed round the version it made; of a cancelled one the moment it was cancelled."""
    calendar = current_calendar()
    if round.version:
        return actions.snapshot_of(round.version)
    if round.ended_at:
        day = timezone.localdate(round.ended_at)
        if then := as_it_stood(round.plan, on=day, calendar=calendar, moment=round.ended_at):
            return then
    return take(round.plan, on=today(), calendar=calendar)


@dataclass(frozen=True)
class Before:
    """What had happened before a round was opened: how often the date of each action had moved, and which evidence."""

    moves: Counter[int]
    evidence: frozenset[int]


def _before(round: Round) -> Before:
    """By the moment, so that the morning of the day on which the round was opened is not new in it (two queries)."""
    moved = DateMove.objects.filter(item__plan_id=round.plan_id, moved_at__lt=round.opened_at)
    shown = Evidence.objects.filter(item__plan_id=round.plan_id, added_at__lt=round.opened_at)
    return Before(Counter(moved.values_list("item_id", flat=True)), frozenset(shown.values_list("pk", flat=True)))


def _row(
    asked: AskedAction,
    item: ItemSnapshot,
    area: str,
    *,
    scales: RatingScales,
    before: Before,
    round: Round,
    own: Container[int],
) -> Row:
    asked.item.plan = round.plan
    answer = asked.answer
    before_it = "" if answer else _reported_before(item, round)
    return Row(
        asked=asked,
        item=item,
        answer=answer,
        standing=asked.standing,
        area=area,
        delivery=(_rule(scales, asked.delivery_before), scales.rule(item.delivery_rating)),
        impact=(_rule(scales, asked.impact_before), scales.rule(item.impact_rating)),
        proposed=scales.rule(answer.proposed_rating) if answer and answer.is_overridden else None,
        # Moves are kept for ever, in the order in which they were made.
        moves=item.moves[before.moves[item.pk] :],
        evidence=tuple(piece for piece in item.evidence if piece.pk not in before.evidence),
        silence="" if answer else before_it or silence_of(item),
        reported_before=bool(before_it),
        is_own=asked.item_id in own,
    )


def _rule(scales: RatingScales, code: str) -> RatingRule | None:
    return scales.rule(code) if code else None


def _reported_before(item: ItemSnapshot, round: Round) -> str:
    """That an action without an answer was reported on shortly before it was asked, in words; else empty."""
    if item.progress is None or item.progress.reported_on < round.opened_on - SHORTLY:
        return ""
    return f"Reported on {date_in_words(item.progress.reported_on)}, before this round opened"


def silence_of(item: ItemSnapshot) -> str:
    """How long nobody has said anything, in words; never a rating."""
    if item.silent_days is not None:
        days = counted(item.silent_days, "day")
        return f"No update for {days}" if item.progress else f"Never reported, {days} after it was to begin"
    if item.progress:
        return f"Nothing since {date_in_words(item.progress.reported_on)}"
    return "Never reported"
