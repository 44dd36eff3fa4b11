"""The log of what was made known, how and when: lines are added and struck out, never edited."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from actionplans.models import ActionPlan, PlanRefused, PublicationEntry
from ilacs.authorities.models import User
from ilacs.design.today import now, today
from ilacs.design.wording import date_in_words
from inspections.models import Inspection


@transaction.atomic
def record_publication(
    *,
    plan: ActionPlan,
    inspection: Inspection | None,
    way: str,
    on: date,
    by: User,
    entry: UUID | None = None,
    **details: Any,
) -> PublicationEntry:
    """Logs that the report of an inspection, or without one the plan, was made known in one way on one day.

    `entry` names the form it was typed into: the same form sent twice adds one line. Raises PlanRefused when the day
    cannot be.
    """
    plan.lock()
    made: PublicationEntry | None = plan.publication_entries.filter(entry=entry).first() if entry else None
    if made:
        return made
    for refusal in _wrong_day(plan, inspection, on):
        raise PlanRefused(refusal, "on")
    return PublicationEntry.objects.create(
        plan=plan,
        inspection=inspection,
        way=way,
        done_on=on,
        recorded_by=by,
        recorded_at=now(),
        entry=entry,
        **details,
    )


@transaction.atomic
def strike_publication(*, entry: PublicationEntry, by: User, reason: str) -> None:
    """Strikes a line out that was a mistake; it stays to be read. Raises PlanRefused without a reason."""
    entry.refresh_from_db(from_queryset=PublicationEntry.objects.select_for_update())
    if not reason.strip():
        raise PlanRefused("Enter the reason", "reason")
    if entry.is_struck:
        return
    entry.struck_at, entry.struck_by, entry.struck_reason = now(), by, reason
    entry.save(update_fields=["struck_at", "struck_by", "struck_reason"])


def _wrong_day(plan: ActionPlan, inspection: Inspection | None, on: date) -> Iterator[str]:
    """Why the day cannot be."""
    if on > today():
        yield "The date must be today or in the past"
    about = [inspection] if inspection else plan.inspections.all()
    first = min((each.clock().day_zero or each.started_on for each in about), default=on)
    if on < first:
        yield f"The report was received on {date_in_words(first)}. Enter that day or a later one"
