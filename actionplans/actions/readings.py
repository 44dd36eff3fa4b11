"""Readings of measures: added one by one or from a file, never edited; and those that somebody owes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from actionplans.actions.measures import ask
from actionplans.actions.same_form import made_before
from actionplans.measures.loading import COMPARED, TypedReading, is_stored
from actionplans.measures.periods import last_period, next_to_read
from actionplans.measures.questions import errors_of_reading, questions_of_reading
from actionplans.models import ActionPlan, Measure, PlanRefused, Reading
from actionplans.models.stages import SENT
from actionplans.snapshot import ReadingSnapshot
from actionplans.snapshot.measures import measure_snapshot, measures_of
from ilacs.authorities.models import User
from ilacs.design.today import now


@transaction.atomic
def add_reading(
    *,
    measure: Measure,
    ends_on: date,
    value: Decimal,
    by: User,
    today: date,
    neighbours: Decimal | None = None,
    region: Decimal | None = None,
    england: Decimal | None = None,
    note: str = "",
    confirmed: bool = False,
    agreed: Collection[str] = (),
    entry: UUID | None = None,
) -> Reading:
    """Adds the value of a measure for the period that ended on a day; of one day the reading added last holds.

    `entry` names the form it was typed into: the same form sent twice adds one reading. Raises AlreadySaved for other
    values, PlanRefused for a day still to come, an archived measure and a plan that is over; Questioned for what is
    probably a slip of the keys, unless its words are among `agreed` or all of it is `confirmed`.
    """
    ActionPlan.objects.lock_to_lead(measure.plan_id)
    read = ReadingSnapshot(ends_on, value, neighbours, region, england, note, made_by="")
    said = {name: getattr(read, name) for name in ("ends_on", "value", *COMPARED, "note")}
    made: Reading | None = made_before(
        Reading, entry, home=("measure_id", measure.pk, "measure"), what="reading", said=said
    )
    if made:
        return made
    stored: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if stored.is_archived:
        raise PlanRefused("This measure has been archived, so nothing more is read of it")
    _refuse_wrong(ends_on, today)
    ask(questions_of_reading(measure_snapshot(stored, {}), read), agreed, confirmed=confirmed)
    reading = _reading(stored, read, by=by, entry=entry)
    reading.save()
    return reading


def _reading(measure: Measure, read: ReadingSnapshot, *, by: User, entry: UUID | None) -> Reading:
    return Reading(
        measure=measure,
        ends_on=read.ends_on,
        value=read.value,
        neighbours=read.neighbours,
        region=read.region,
        england=read.england,
        note=read.note,
        made_by=by,
        made_at=now(),
        entry=entry,
    )


def _refuse_wrong(ends_on: date, today: date) -> None:
    for error in errors_of_reading(ends_on, today):
        raise PlanRefused(error.words, error.field)


@transaction.atomic
def load_readings(
    *,
    plan: ActionPlan,
    rows: Iterable[TypedReading],
    by: User,
    today: date,
    upload: UUID | None = None,
    confirmed: bool = False,
) -> list[Reading]:
    """Adds all these readings or none; those that are there already are left out.

    `upload` names the file they came from: the same file sent twice is loaded once, and gives no reading the second
    time. Each row carries the questions that were agreed to. Raises PlanRefused, naming the row, for a measure that is
    not in the plan and a day still to come, and Questioned for what nobody has agreed to.
    """
    ActionPlan.objects.lock_to_lead(plan.pk)
    if upload and Reading.objects.filter(entry=uuid5(upload, "0")).exists():
        return []
    stored = {measure.number: measure for measure in measures_of(plan)}
    known = {number: measure_snapshot(measure, {}) for number, measure in stored.items()}
    made: list[Reading] = []
    for row in sorted(rows, key=lambda row: row.row):
        if row.measure not in known:
            raise PlanRefused(f"Row {row.row}: the plan has no measure M{row.measure} any more")
        _refuse_wrong(row.ends_on, today)
        if is_stored(known[row.measure], row):
            continue
        ask(questions_of_reading(known[row.measure], row.as_reading()), row.agreed, confirmed=confirmed)
        if not row.agreed:  # as in the look at the file: a doubtful row is nothing to hold the next ones against
            known[row.measure] = row.put_into(known[row.measure])
        entry = uuid5(upload, str(len(made))) if upload else None
        made.append(_reading(stored[row.measure], row.as_reading(), by=by, entry=entry))
    return list(Reading.objects.bulk_create(made))


@dataclass(frozen=True)
class OwedReading:
    """A measure whose period has ended and was not read: the end of the first such period, and of the last."""

    measure: Measure
    ends_on: date
    last_ends_on: date


def measures_owed(person: User, on: date) -> list[OwedReading]:
    """The measures this person owns in plans that were sent, whose period ended and was not read (one query).

    Those that have waited longest come first.
    """
    plans = ActionPlan.objects.visible_to(person).filter(stage__in=SENT)
    owned = Measure.objects.current().filter(owner_person=person, plan__in=plans)
    found = []
    for measure in owned.select_related("plan__authority").annotate(last_read=Max("readings__ends_on")):
        before = measure.baseline_on if measure.baseline is not None else None
        ends_on = next_to_read(measure.last_read or before, on, measure.frequency)
        if ends_on <= on:
            found.append(OwedReading(measure, ends_on, max(ends_on, last_period(on, measure.frequency))))
    return sorted(found, key=lambda owed: (owed.ends_on, owed.measure.plan_id, owed.measure.number))
