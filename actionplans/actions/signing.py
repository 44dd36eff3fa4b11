"""The second person's word on a report."""

from collections.abc import Iterable

from django.db import transaction

from actionplans.models import ActionItem, ActionPlan, DeliveryRating, PlanRefused, RatingScales, SignOff
from actionplans.models.progress import ProgressUpdate, awaits_second_person
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
    of the evidence on the page that was decided on. Raises PlanRefused for what `refusal_to_sign` says, for a report
    that has its answer, and for a return without a note; SeenOtherwise when a newer report, or other evidence, is
    there than the person has seen.
    """
    item = update.item
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    reporters = item.updates.filter(number=update.number).values_list("made_by", flat=True)
    supporters = item.evidence.supporting().values_list("added_by", flat=True)
    if refusal := refusal_to_sign(by, item=item, reporters=reporters, supporters=supporters):
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


def refusal_to_sign(
    by: User, *, item: ActionItem, reporters: Iterable[int | None], supporters: Iterable[int | None]
) -> str:
    """Why this person is no second person for an action; empty when they are.

    reporters are those who made the newest report or put it right, supporters those who added the evidence that
    supports it, once for each piece. Where all of it is theirs, nobody else has looked at it yet.
    """
    if by.pk == item.lead_person_id or by.pk in reporters:
        return OWN_WORK
    return OWN_EVIDENCE if item.is_complete and {*supporters} == {by.pk} else ""


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
