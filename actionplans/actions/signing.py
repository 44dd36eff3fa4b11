"""The second person's word on a report."""

from django.db import transaction

from actionplans.models import ActionItem, ActionPlan, DeliveryRating, PlanRefused, RatingScales, SignOff
from actionplans.models.progress import ProgressUpdate, awaits_second_person
from ilacs.authorities.models import User
from ilacs.design.today import now


@transaction.atomic
def sign_off(*, update: ProgressUpdate, by: User, outcome: SignOff.Outcome, note: str = "") -> SignOff:
    """A second person accepts a report that needs one, or returns it with a note.

    Accepting a finished action makes it complete and evidenced. Accepted twice it is accepted once. Raises PlanRefused
    for one's own action, for a report one made oneself or put right, for one that is no longer the newest, for a
    finished action without evidence, and for a return without a note.
    """
    item = update.item
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    if made := update.sign_offs.filter(outcome=outcome, made_by=by, note=note).first():
        return made
    if by.pk == item.lead_person_id or item.updates.filter(number=update.number, made_by=by).exists():
        raise PlanRefused("Nobody signs off their own work. Ask somebody else who may")
    if item.updates.standing().first() != update:
        raise PlanRefused("This is no longer the newest update on the action. Read the newer one first")
    if not awaits_sign_off(item):
        raise PlanRefused("Nothing of this action waits for sign-off")
    if outcome == SignOff.Outcome.RETURNED and not note.strip():
        raise PlanRefused("Enter what is missing", "note")
    if outcome == SignOff.Outcome.ACCEPTED and item.is_complete:
        _close(item, by=by)
    return SignOff.objects.create(
        update=update, item=item, outcome=outcome, note=note, reported_by=update.made_by, made_by=by, made_at=now()
    )


def _close(item: ActionItem, *, by: User) -> None:
    """From now on the action is complete and evidenced. Raises PlanRefused without evidence."""
    if not item.evidence.supporting().exists():
        raise PlanRefused("There is no evidence that supports it. Return it, and say what is missing")
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
