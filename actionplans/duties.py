"""What one person must do now about the actions they lead, in every plan they may see, the most pressing first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby

from django.db.models import Q

from actionplans.actions import asked_of, returned_to, to_sign
from actionplans.models import (
    ActionItem,
    AskedAction,
    CouncilRating,
    DeliveryRating,
    ProgressUpdate,
    RatingRule,
    SignOff,
    Standing,
)
from actionplans.models.stages import OVER
from actionplans.permissions import can_report_progress
from actionplans.snapshot import ItemSnapshot
from actionplans.snapshot.personal import SeenAction, see
from ilacs.authorities.models import LocalAuthority, User
from ilacs.authorities.permissions import current_memberships
from ilacs.design.wording import counted, date_in_words

SOON = 30
"""Days before its due date from which an action is listed as due soon."""


class Kind(Enum):
    """Why an action stands in the list, the most pressing first: its heading, and what is said where there is none."""

    OVERDUE = ("Overdue", "Nothing is overdue")
    RETURNED = ("Returned to you", "nothing was returned to you")
    ASKED = ("Asked for a meeting", "nobody is waiting for your answer")
    MILESTONE = ("A milestone is late", "no milestone is late")
    EVIDENCE = ("Evidence is missing", "no evidence is missing")
    SOON = (f"Due in the next {SOON} days", f"nothing is due in the next {SOON} days")
    SILENT = ("No update for a long time", "nothing has been silent for long")
    REST = ("Everything else you lead", "you lead nothing else")

    def __init__(self, heading: str, none: str) -> None:
        self.heading = heading
        self.none = none


@dataclass(frozen=True)
class Duty:
    """One action, where it stands and why: `why` begins with the reason of its kind, `kinds` are those of all reasons.

    `note` is what somebody wrote.
    """

    item: ActionItem
    seen: ItemSnapshot
    rating: RatingRule
    kind: Kind
    why: str
    note: str
    may_report: bool
    kinds: frozenset[Kind]


Reason = tuple[Kind, str, str]
"""A kind, why in some words, and what somebody wrote to it."""


def duties_of(person: User, *, on: date) -> list[Duty]:
    """The actions a person leads that are not signed off, each once, and what they reported for others (16 queries).

    What was returned reaches whoever reported it too: of an action whose lead is a post it would reach nobody else.
    """
    open_items = ActionItem.objects.visible_to(person).current().exclude(plan__stage__in=OVER)
    asked = {each.item_id: each for each in [*asked_of(person), *returned_to(person)]}
    theirs = ProgressUpdate.objects.standing().filter(made_by=person, sign_offs__outcome=SignOff.Outcome.RETURNED)
    mine = Q(lead_person=person) | Q(pk__in=theirs.values("item")) | Q(pk__in=list(asked))
    read = see(open_items.filter(mine).exclude(delivery_rating=DeliveryRating.EVIDENCED), on=on)
    duties = [duty for seen in read if (duty := _duty(person, seen, asked.get(seen[0].pk), on))]
    return sorted(duties, key=_place)


def sections(duties: list[Duty]) -> list[tuple[Kind, list[Duty]]]:
    """The duties under their kinds; kinds without any are left out."""
    return [(kind, list(group)) for kind, group in groupby(duties, key=lambda duty: duty.kind)]


def without(duties: list[Duty]) -> str:
    """One sentence about what is true of none of these actions, whatever their heading; empty where there is none."""
    there = {kind for duty in duties for kind in duty.kinds}
    none = [kind.none for kind in Kind if kind not in there and kind is not Kind.REST]
    if not none:
        return ""
    words = f"{', '.join(none[:-1])} and {none[-1]}" if len(none) > 1 else none[0]
    return f"{words[:1].upper()}{words[1:]}."


def sign_offs_of(person: User, *, on: date) -> list[tuple[LocalAuthority, int]]:
    """The councils in which reports wait for this person's word, with their number (thirteen queries)."""
    open_items = ActionItem.objects.visible_to(person).current().exclude(plan__stage__in=OVER)
    demanding = CouncilRating._default_manager.filter(needs_second_person=True).values("code")
    said = Q(delivery_rating=DeliveryRating.COMPLETE) | Q(delivery_rating__in=demanding)
    said_so = open_items.filter(said, plan__authority__in=current_memberships(person))
    waiting = [item for item, seen, _ in see(said_so, on=on) if seen.awaits_sign_off]
    numbers = Counter(item.plan.authority for item in to_sign(person, waiting))
    return sorted(numbers.items(), key=lambda each: each[0].title)


def _duty(person: User, seen_action: SeenAction, asked: AskedAction | None, on: date) -> Duty | None:
    """What a person must do about an action; None where they only reported on it once, and nothing came back."""
    item, seen, scales = seen_action
    found = list(_reasons(seen, asked, on))
    kinds = frozenset(kind for kind, _, _ in found)
    if item.lead_person_id != person.pk:
        newest = item.newest_updates  # type: ignore[attr-defined]  # read by `see`
        theirs = bool(newest) and newest[0].made_by_id == person.pk
        found = [reason for reason in found if theirs and reason[0] is Kind.RETURNED]
        if not found:
            return None
    kind, _, _ = found[0]
    return Duty(
        item=item,
        seen=seen,
        rating=scales.rule(seen.delivery_rating),
        kind=kind,
        why=". ".join(words for _, words, _ in found),
        note=next((note for _, _, note in found if note), ""),
        may_report=can_report_progress(person, item),
        kinds=kinds,
    )


def _place(duty: Duty) -> tuple[int, date, str, int]:
    """The most pressing kind first, and in it what is due first; what has no date comes last."""
    order = list(Kind).index(duty.kind)
    return (order, duty.seen.due_on or date.max, duty.item.plan.title, duty.item.pk)


def _reasons(seen: ItemSnapshot, asked: AskedAction | None, on: date) -> Iterator[Reason]:
    """Every reason why somebody must do something about an action, the most pressing first; at least one."""
    found = [
        *_overdue(seen, on),
        *_returned(seen, asked),
        *_asked(asked, on),
        *_late_milestones(seen),
        *_without_evidence(seen),
        *_due_soon(seen, on),
        *_silent(seen),
    ]
    yield from found or [(Kind.REST, _otherwise(seen, on), "")]


def _overdue(seen: ItemSnapshot, on: date) -> Iterator[Reason]:
    if seen.is_overdue and seen.due_on:
        late = f"{counted((on - seen.due_on).days, 'day')} late"
        yield (Kind.OVERDUE, f"{late}. Nobody has said why" if seen.has_lapsed else late, "")


def _returned(seen: ItemSnapshot, asked: AskedAction | None) -> Iterator[Reason]:
    if seen.returned_note and not seen.awaits_sign_off:
        yield (Kind.RETURNED, "It was not signed off", seen.returned_note)
    if asked and asked.standing is Standing.RETURNED:
        yield (Kind.RETURNED, f"Your answer for {asked.round.meeting.body} was returned", asked.note)


def _asked(asked: AskedAction | None, on: date) -> Iterator[Reason]:
    if asked and asked.standing is Standing.SILENT:
        by = asked.round.answers_due_on
        when = (
            f"by {date_in_words(by)}" if by >= on else f"by {date_in_words(by)}, {counted((on - by).days, 'day')} ago"
        )
        yield (Kind.ASKED, f"{asked.round.meeting.body} asks for an update {when}", "")


def _late_milestones(seen: ItemSnapshot) -> Iterator[Reason]:
    late = [] if seen.is_complete else [each for each in seen.milestones if each.is_late]
    if late:
        more = f", and {len(late) - 1} more" if len(late) > 1 else ""
        yield (Kind.MILESTONE, f"“{late[0].name}” was due on {date_in_words(late[0].due_on)}{more}", "")


def _without_evidence(seen: ItemSnapshot) -> Iterator[Reason]:
    if seen.is_complete and seen.lacks_evidence:
        yield (Kind.EVIDENCE, "It is complete, and nothing supports that yet", "")


def _due_soon(seen: ItemSnapshot, on: date) -> Iterator[Reason]:
    if not seen.is_complete and seen.due_on and 0 <= (seen.due_on - on).days <= SOON:
        days = (seen.due_on - on).days
        yield (Kind.SOON, f"Due in {counted(days, 'day')}" if days else "Due today", "")


def _silent(seen: ItemSnapshot) -> Iterator[Reason]:
    if seen.is_silent:
        yield (Kind.SILENT, f"No update for {counted(seen.silent_days or 0, 'day')}", "")


def _otherwise(seen: ItemSnapshot, on: date) -> str:
    """How an action stands of which nothing presses."""
    if seen.awaits_sign_off:
        return "It waits for a second person’s sign-off"
    if seen.progress:
        return f"Last update on {date_in_words(seen.progress.reported_on)}"
    if seen.starts_on and seen.starts_on > on:
        return f"It starts on {date_in_words(seen.starts_on)}"
    return "No update yet"
