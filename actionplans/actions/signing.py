"""The second person's word on a report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from actionplans.models import ActionItem, ActionPlan, DeliveryRating, Evidence, PlanRefused, RatingScales, SignOff
from actionplans.models.progress import ProgressUpdate, awaits_second_person
from actionplans.permissions import can_sign_off
from ilacs.authorities.models import User
from ilacs.design.today import now


class SeenOtherwise(PlanRefused):
    """What the person looked at before deciding is not what is there now."""


OWN_WORK = "Nobody signs off their own work. Ask somebody else who may"
OWN_EVIDENCE = "You added all the evidence that supports this, so somebody else must look at it and sign it off"
NEWER_REPORT = "This is no longer the newest update on the action. Read the newer one first"
OTHER_EVIDENCE = "The evidence has changed since you opened this page. Look at it again, then decide"


@transaction.atomic
def sign_off(*, update: ProgressUpdate, by: User, outcome: SignOff.Outcome, note: str = "", seen: str = "") -> SignOff:
    """A second person accepts a report that needs one, or returns it with a note.

    Accepting a finished action makes it complete and evidenced. Accepted twice it is accepted once. `seen` is the mark
    of the evidence on the page that was decided on. Raises PlanRefused for what `refusals_to_sign` says, for a report
    that has its answer, and for a return without a note; SeenOtherwise when a newer report, or other evidence, is
    there than the person has seen.
    """
    item = update.item
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    if refusal := refusals_to_sign(by, [item])[item.pk]:
        raise PlanRefused(refusal)
    if item.updates.standing().first() != update:
        raise SeenOtherwise(NEWER_REPORT)
    if not awaits_sign_off(item):
        return _answered(update, by=by, outcome=outcome, note=note)
    if seen and seen != item.evidence.current().mark():
        raise SeenOtherwise(OTHER_EVIDENCE)
    if outcome == SignOff.Outcome.RETURNED and not note.strip():
        raise PlanRefused("Enter what is missing", "note")
    if outcome == SignOff.Outcome.ACCEPTED and item.is_complete:
        _close(item, by=by)
    return SignOff.objects.create(
        update=update, item=item, outcome=outcome, note=note, reported_by=update.made_by, made_by=by, made_at=now()
    )


def refusals_to_sign(by: User, items: Iterable[ActionItem]) -> dict[int, str]:
    """Why this person is no second person for each of these actions, by its key; empty where they are (three queries).

    Nobody is who made the newest report or put it right, or led the action at any time since it was made. Where all the
    evidence that supports it is theirs, nobody else has looked at it yet.
    """
    return {item.pk: _refusal(by, item, parts) for item, parts in _with_parts(items)}


def own_work_of(by: User, items: Iterable[ActionItem]) -> set[int]:
    """The keys of those of these actions whose newest report is this person's own work (three queries)."""
    return {item.pk for item, parts in _with_parts(items) if by.pk in parts.own}


def to_sign(by: User, items: Iterable[ActionItem]) -> list[ActionItem]:
    """Of these actions, which all wait for sign-off, those that this person may sign off or return."""
    able = [item for item in items if can_sign_off(by, item)]
    refusals = refusals_to_sign(by, able)
    return [item for item in able if not refusals[item.pk]]


@dataclass(frozen=True)
class _Parts:
    """Who has a part in the newest report on an action: whose own work it is, and who added what supports it."""

    own: frozenset[int | None]
    supporters: frozenset[int | None]


def _refusal(by: User, item: ActionItem, parts: _Parts) -> str:
    if by.pk in parts.own:
        return OWN_WORK
    return OWN_EVIDENCE if item.is_complete and parts.supporters == {by.pk} else ""


def _with_parts(items: Iterable[ActionItem]) -> list[tuple[ActionItem, _Parts]]:
    """Each action with who has a part in its newest report."""
    known = {item.pk: item for item in items}
    if not known:
        return []
    reports = _newest_reports(known)
    leads = _leads_since(known, {pk: min(at for _, at in made) for pk, made in reports.items()})
    supporters = defaultdict(set)
    for pk, person in Evidence.objects.supporting().filter(item__in=known).values_list("item_id", "added_by_id"):
        supporters[pk].add(person)
    return [
        (
            item,
            _Parts(
                own=frozenset({item.lead_person_id, *leads[pk], *(by for by, _ in reports.get(pk, ()))}),
                supporters=frozenset(supporters[pk]),
            ),
        )
        for pk, item in known.items()
    ]


def _newest_reports(keys: Iterable[int]) -> dict[int, list[tuple[int | None, datetime]]]:
    """Who made the newest report on each action, or put it right, and when."""
    found: dict[int, list[tuple[int | None, datetime]]] = {}
    newest: dict[int, int] = {}
    rows = ProgressUpdate.objects.filter(item__in=list(keys)).order_by("-number")
    for pk, number, by, at in rows.values_list("item_id", "number", "made_by_id", "made_at"):
        if newest.setdefault(pk, number) == number:
            found.setdefault(pk, []).append((by, at))
    return found


def _leads_since(keys: Iterable[int], moments: Mapping[int, datetime]) -> dict[int, set[int | None]]:
    """Who led each action at its moment or later, as its history tells."""
    found: dict[int, set[int | None]] = defaultdict(set)
    rows = ActionItem.history.filter(id__in=list(keys)).order_by("history_date", "history_id")
    for pk, person, at in rows.values_list("id", "lead_person_id", "history_date"):
        if pk in moments and at <= moments[pk]:
            found[pk] = {person}
        else:
            found[pk].add(person)
    return found


def _answered(update: ProgressUpdate, *, by: User, outcome: SignOff.Outcome, note: str) -> SignOff:
    """The answer this person has given already, with the same words. Raises PlanRefused for any other."""
    if made := update.sign_offs.filter(outcome=outcome, made_by=by, note=note).first():
        return made
    if answer := update.sign_offs.first():
        raise PlanRefused(f"{answer.made_by} has answered this already: {answer.get_outcome_display().lower()}")
    raise PlanRefused("Nothing of this action waits for sign-off")


def _close(item: ActionItem, *, by: User) -> None:
    """From now on the action is complete and evidenced."""
    item.delivery_rating = DeliveryRating.EVIDENCED
    item._change_reason = f"Signed off by {by}"
    item.save(update_fields=["delivery_rating"])


def awaits_sign_off(item: ActionItem) -> bool:
    """Whether the newest report on an action waits for a second person (up to four queries)."""
    update = item.updates.standing().first()
    if update is None or item.is_deleted:
        return False
    return awaits_second_person(
        update,
        rating=item.rating,
        demanded=RatingScales.of_council(item.plan.authority_id).rule(update.delivery_rating).needs_second_person,
        evidenced_at=list(item.evidence.supporting().values_list("added_at", flat=True)),
        last=update.sign_offs.first(),
    )
