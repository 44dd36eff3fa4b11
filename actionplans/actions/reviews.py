"""Answers of a round: who is still asked, and what the lead says of what came in."""

from collections.abc import Collection, Iterable

from django.db import transaction

from actionplans.actions.signing import own_work_of
from actionplans.models import ActionItem, ActionPlan, AskedAction, PlanRefused, ProgressUpdate, Round, Standing
from actionplans.models.rounds import AskedActionQuerySet
from ilacs.authorities.models import User
from ilacs.design.today import now

Review = AskedAction.Review
OWN = "This is your own work. Ask somebody else who may to review it"
NEWER = "A newer answer has come in. Read it first"
MEANWHILE = "Somebody else has reviewed it meanwhile. Look at what they said first"
OVER = "This round is over, so nothing in it changes"


def asked_of(person: User, plan: ActionPlan | None = None) -> list[AskedAction]:
    """What open rounds ask of this person about actions they lead, that due first before the others (three queries).

    Each says with `standing` whether it was answered, returned (with `note`) or accepted. Of plans the person may see,
    or only of one; what is complete and evidenced by now is not asked any more.
    """
    asked = AskedAction.objects.still_asked().filter(item__lead_person=person)
    return _read(asked if plan is None else asked.filter(round__plan=plan), person)


def returned_to(person: User) -> list[AskedAction]:
    """The answers this person gave on actions they do not lead, and was given back (three queries)."""
    asked = AskedAction.objects.still_asked().filter(update__made_by=person, review=Review.RETURNED)
    return [row for row in _read(asked.exclude(item__lead_person=person), person) if row.standing is Standing.RETURNED]


def _read(asked: AskedActionQuerySet, person: User) -> list[AskedAction]:
    """Those of plans the person may see, with all that pages say of them."""
    asked = asked.filter(round__plan__in=ActionPlan.objects.visible_to(person))
    rows = asked.with_answers().select_related(
        "item__response", "round__plan__authority", "round__meeting__body", "round__opened_by", "reviewed_by"
    )
    found = list(rows.order_by("round__answers_due_on", "round", "item__response__number", "item__position"))
    for row in found:
        row.item.plan = row.item.response.plan = row.round.plan
    return found


@transaction.atomic
def review_answer(
    *,
    asked: AskedAction,
    outcome: AskedAction.Review,
    by: User,
    note: str = "",
    seen: int | None = None,
    was: str | None = None,
) -> AskedAction:
    """Accepts the answer on an action, or returns it with a note. Returns the stored row.

    `seen` is the key of the report that was read, `was` the review that stood beside it: raises PlanRefused when either
    has changed since. Also for an action without an answer, one's own work, a return without a note, and a round that
    is over. The same review sent twice is kept once.
    """
    _lock_round(asked.round_id)
    stored = _locked([asked.pk])[0]
    _refuse_unanswered(stored, by=by, seen=seen)
    if _is_same(stored, outcome, by, note):
        return stored
    if was is not None and was != _review_of(stored):
        raise PlanRefused(MEANWHILE)
    if outcome == Review.RETURNED and not note.strip():
        raise PlanRefused("Enter what is missing, so that the owner knows what to add", "note")
    _store(stored, outcome, by=by, note=note.strip())
    return stored


@transaction.atomic
def accept_all(*, round: Round, by: User, seen: Collection[int] | None = None) -> list[AskedAction]:
    """Accepts every answer that waits for review, one's own work apart. Returns those it accepted.

    `seen` are the keys of the reports that were read: what came in since waits. Raises PlanRefused once it is over.
    """
    _lock_round(round.pk)
    keys = list(round.asked.filter(item__deleted_at__isnull=True).values_list("pk", flat=True))
    accepted, rows = [], _locked(keys)
    own = own_work_of(by, [row.item for row in rows])
    for stored in rows:
        answer = stored.answer
        if answer is None or stored.standing != Standing.TO_REVIEW or stored.item_id in own:
            continue
        if seen is None or answer.pk in seen:
            _store(stored, Review.ACCEPTED, by=by, note="")
            accepted.append(stored)
    return accepted


def _lock_round(pk: int) -> None:
    """Keeps the round from being closed meanwhile. Raises PlanRefused when it is over."""
    if not Round.objects.select_for_update(of=("self",)).get(pk=pk).is_open:
        raise PlanRefused(OVER)


def _locked(keys: Iterable[int]) -> list[AskedAction]:
    """These asked actions with their answers; nobody reports on them until the transaction ends."""
    asked = AskedAction.objects.filter(pk__in=keys)
    list(ActionItem.objects.select_for_update().filter(asked_in__in=asked).order_by("pk").values_list("pk"))
    return list(asked.with_answers().select_related("item", "reviewed_by"))


def _refuse_unanswered(stored: AskedAction, *, by: User, seen: int | None) -> None:
    """Raises PlanRefused unless there is an answer, it is the one that was read, and it is somebody else's work."""
    answer: ProgressUpdate | None = stored.answer
    if stored.item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    if answer is None:
        raise PlanRefused("Nobody has answered yet, so there is nothing to review")
    if seen is not None and seen != answer.pk:
        raise PlanRefused(NEWER)
    if own_work_of(by, [stored.item]):
        raise PlanRefused(OWN)


def _review_of(stored: AskedAction) -> str:
    """The review of the newest answer; empty where only an earlier one was reviewed."""
    return "" if stored.standing == Standing.TO_REVIEW else stored.review


def _is_same(stored: AskedAction, outcome: str, by: User, note: str) -> bool:
    if stored.standing == Standing.TO_REVIEW:
        return False
    return (stored.review, stored.reviewed_by_id, stored.note) == (outcome, by.pk, note.strip())


def _store(stored: AskedAction, outcome: AskedAction.Review, *, by: User, note: str) -> None:
    stored.review, stored.note, stored.update = outcome, note, stored.answer
    stored.reviewed_by, stored.reviewed_at = by, now()
    stored._change_reason = f"{outcome.label} by {by}"
    stored.save(update_fields=["review", "note", "update", "reviewed_by", "reviewed_at"])
