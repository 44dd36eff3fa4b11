"""Reporting on an action."""

from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.models import ActionItem, DeliveryRating, PlanRefused, ProgressUpdate
from ilacs.authorities.models import User
from ilacs.design.today import now


@transaction.atomic
def report_progress(
    *,
    item: ActionItem,
    by: User,
    on: date,
    today: date,
    what_changed: str,
    delivery_rating: DeliveryRating,
    next_step: str = "",
    entry: UUID | None = None,
) -> ProgressUpdate:
    """Adds a dated update and sets the action's delivery rating to the one reported.

    `entry` names the form it was typed into: the same form sent twice adds one update. Raises PlanRefused for a day
    still to come, and when the rating demands a recovery step and none is given.
    """
    if on > today:
        raise PlanRefused("The date of the update must be today or earlier")
    if delivery_rating.demands_next_step and not next_step:
        raise PlanRefused(f"{delivery_rating.label} needs a recovery step. Enter what comes next")
    item.lock()
    if entry and (made := item.updates.filter(entry=entry).first()):
        return made
    update = ProgressUpdate.objects.create(
        item=item,
        reported_on=on,
        what_changed=what_changed,
        delivery_rating=delivery_rating,
        next_step=next_step,
        made_by=by,
        made_at=now(),
        entry=entry,
    )
    if item.delivery_rating != delivery_rating:
        item.delivery_rating = delivery_rating
        item._change_reason = f"Progress reported by {by}"
        item.save(update_fields=["delivery_rating"])
    return update
