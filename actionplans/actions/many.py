"""Changing many actions for one reason: each by the verbs that change one, so that each keeps its own rules."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from actionplans.actions.dates import request_date
from actionplans.actions.drafting import save_edited
from actionplans.actions.progress import Report, report_progress
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, EditConflict, PlanRefused, RatingScales, SignOff
from ilacs.authorities.models import User
from ilacs.design.wording import date_in_words

CHANGED_SINCE = "Somebody has changed this action since you opened the page. Look at it, then try again"
RATED_TOGETHER = "Rating changed together with others."
NOTHING_TO_DO = "Nothing to do: it is so already"


@dataclass(frozen=True)
class ManyChange:
    """What shall become of many actions, and the one reason. What is None stays as it is in each of them.

    person is the lead, False for none by name. entry names the form: the same form sent twice changes nothing twice.
    reports are the keys of the newest reports the person saw, by the keys of the actions, 0 where there was none.
    """

    reason: str
    person: User | bool | None = None
    post: str | None = None
    rating: DeliveryRating | None = None
    next_step: str = ""
    due_on: date | None = None
    entry: UUID | None = None
    reports: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one action: what was done at once, what waits for a second person, or why nothing was changed.

    undoes says which sign-off a new rating takes back.
    """

    item: ActionItem
    done: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    refused: str = ""
    undoes: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the action was so already."""
        return self.done == (NOTHING_TO_DO,)

    @property
    def is_changed(self) -> bool:
        """Whether something was changed at once."""
        return bool(self.done) and not self.is_same

    @property
    def is_refused(self) -> bool:
        """Whether the action stayed as it was because a rule forbids what was asked."""
        return bool(self.refused)


@dataclass(frozen=True)
class _Order:
    """A change with who makes it and when; scales hold what the council calls the ratings."""

    change: ManyChange
    by: User
    today: date
    scales: RatingScales


@transaction.atomic
def change_many(*, items: Iterable[ActionItem], change: ManyChange, by: User, today: date) -> tuple[Outcome, ...]:
    """Changes each of these actions, or leaves it whole where one of its rules forbids a part; says what became of it.

    The actions carry the `revision` that the person saw: one that somebody changed since is refused, and so
    is another rating for one that somebody reported on since. Raises PlanRefused only without a reason
    and when there is nothing to change.
    """
    if not change.reason.strip():
        raise PlanRefused("Enter the reason", "reason")
    if all(each is None for each in (change.person, change.post, change.rating, change.due_on)):
        raise PlanRefused("Choose what to change: a lead, a rating or a due date")
    chosen = list(items)
    scales = RatingScales.of_council(chosen[0].plan.authority_id) if chosen and change.rating else RatingScales()
    order = _Order(change, by, today, scales)
    return tuple(_change_one(item, order) for item in chosen)


def preview_many(*, items: Iterable[ActionItem], change: ManyChange, by: User, today: date) -> tuple[Outcome, ...]:
    """What `change_many` would do, found by doing it and taking all of it back; nothing stays."""
    with transaction.atomic():
        outcomes = change_many(items=items, change=change, by=by, today=today)
        transaction.set_rollback(True)
    return outcomes


def _change_one(item: ActionItem, order: _Order) -> Outcome:
    """One action in a savepoint of its own, so that a refusal leaves it whole and the others untouched."""
    try:
        with transaction.atomic():
            return _carry_out(item, order)
    except PlanRefused as refusal:
        return Outcome(item, refused=str(refusal))
    except EditConflict:
        return Outcome(item, refused=CHANGED_SINCE)


def _carry_out(item: ActionItem, order: _Order) -> Outcome:
    """Changes one action; says what was done and what was requested. What is so already is not done again."""
    plan = ActionPlan.objects.lock_to_lead(item.plan_id)
    stored = ActionItem.objects.select_for_update().get(pk=item.pk)
    stored.plan = plan
    if stored.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    is_stale = stored.revision != item.revision
    led = _lead(stored, order, item.revision)
    moved = _move(stored, order, item.revision + bool(led))
    signed = _sign_off_of(stored) if order.change.rating else ""
    rated = _rate(stored, order, is_stale=is_stale)
    at_once = tuple(filter(None, (led, "" if plan.is_sent else moved, rated)))
    requested = (moved,) if moved and plan.is_sent else ()
    done = at_once if at_once or requested else (NOTHING_TO_DO,)
    return Outcome(item, done=done, requested=requested, undoes=signed if rated else "")


def _sign_off_of(item: ActionItem) -> str:
    """What another rating undoes, in words; empty for an action that is not signed off."""
    answer = item.sign_offs.filter(outcome=SignOff.Outcome.ACCEPTED).first()
    if item.rating != DeliveryRating.EVIDENCED or answer is None:
        return ""
    return f"This undoes the sign-off of {date_in_words(timezone.localdate(answer.made_at))}"


def _lead(item: ActionItem, order: _Order, seen: int) -> str:
    """Saves another lead; says which, or nothing where there is none to save."""
    change, edited = order.change, copy(item)
    if change.person is not None:
        edited.lead_person = change.person if isinstance(change.person, User) else None
    if change.post is not None:
        edited.lead_post = change.post
    if (edited.lead_person_id, edited.lead_post) == (item.lead_person_id, item.lead_post):
        return ""
    before = item.lead or "nobody"
    stored = save_edited(edited=edited, revision=seen, by=order.by, reason=change.reason)
    return f"Lead: {before} becomes {stored.lead or 'nobody'}"


def _move(item: ActionItem, order: _Order, seen: int) -> str:
    """Moves the due date or asks for it; says from when to when, or nothing where it is so already."""
    change, before = order.change, item.due_on
    if change.due_on is None or change.due_on == before:
        return ""
    entry = _entry_of(change, item)
    request_date(item=item, due_on=change.due_on, reason=change.reason, by=order.by, revision=seen, entry=entry)
    return f"Due date: {date_in_words(before) or 'none'} becomes {date_in_words(change.due_on)}"


def _rate(item: ActionItem, order: _Order, *, is_stale: bool) -> str:
    """Reports progress with another rating; says which, or nothing where the action has it and it holds."""
    change, before = order.change, item.shown_rating(order.today)
    if change.rating is None or (change.rating == item.rating and not item.has_lapsed(order.today)):
        return ""
    entry = _entry_of(change, item)
    if is_stale or _is_reported_since(item, change, entry):
        raise PlanRefused(CHANGED_SINCE)
    report = Report(
        on=order.today,
        what_changed=RATED_TOGETHER,
        delivery=change.rating,
        reason=change.reason,
        next_step=change.next_step,
    )
    report_progress(item=item, by=order.by, report=report, today=order.today, entry=entry)
    return f"Rating: {order.scales.rule(before).word} becomes {order.scales.rule(change.rating).word}"


def _is_reported_since(item: ActionItem, change: ManyChange, entry: UUID | None) -> bool:
    """Whether somebody reported on an action since the person saw it; what this form itself reported does not count."""
    if change.reports is None or item.pk not in change.reports:
        return False
    newest = item.updates.standing().first()
    if newest and entry and newest.entry == entry:
        return False
    return bool(change.reports[item.pk] != (newest.pk if newest else 0))


def _entry_of(change: ManyChange, item: ActionItem) -> UUID | None:
    """The name of this form's part in one action, so that it counts once however often it is sent."""
    return uuid5(change.entry, str(item.pk)) if change.entry else None
