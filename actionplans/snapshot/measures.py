"""Success measures as the snapshot holds them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch

from actionplans.models import ActionPlan, Measure, Reading
from actionplans.snapshot.values import MeasureSnapshot, ReadingSnapshot, TargetSnapshot

Posts = dict[int | None, str]


def measures_of(plan: ActionPlan) -> list[Measure]:
    """The measures of a plan with their targets and readings (six queries whatever their number)."""
    current = plan.measures.current().select_related("owner_person")
    return list(current.prefetch_related("responses", "items", "targets", readings()))


def snapshots_of(plan: ActionPlan) -> tuple[MeasureSnapshot, ...]:
    """The measures of a plan as values (six queries whatever their number)."""
    return tuple(measure_snapshot(measure, {}) for measure in measures_of(plan))


def readings(until: datetime | None = None) -> "Prefetch[str]":
    """What was read of a measure, now or at a moment."""
    found = Reading.objects.select_related("made_by")
    return Prefetch("readings", queryset=found.filter(made_at__lte=until) if until else found)


def measure_snapshot(measure: Measure, posts: Posts) -> MeasureSnapshot:
    """The measure whose parts have been read with it."""
    return MeasureSnapshot(
        pk=measure.pk,
        number=measure.number,
        name=measure.name,
        definition=measure.definition,
        unit=measure.unit,
        unit_words=measure.get_unit_display(),
        polarity=measure.polarity,
        baseline=measure.baseline,
        baseline_on=measure.baseline_on,
        tolerance=measure.tolerance,
        source=measure.source,
        frequency=measure.frequency,
        frequency_words=measure.get_frequency_display(),
        owner=measure.owner,
        owner_post=measure.owner_post or posts.get(measure.owner_person_id, ""),
        areas=tuple(sorted(response.number for response in measure.responses.all())),
        references=tuple(item.reference for item in measure.items.all() if not item.is_deleted),
        targets=tuple(TargetSnapshot(target.ends_on, target.value) for target in measure.targets.all()),
        readings=_that_hold(measure.readings.all()),
    )


def _that_hold(readings: Iterable[Reading]) -> tuple[ReadingSnapshot, ...]:
    """Of each day the reading that was added last, the oldest day first."""
    by_day = {reading.ends_on: reading for reading in sorted(readings, key=lambda each: (each.made_at, each.pk))}
    return tuple(
        ReadingSnapshot(
            ends_on=day,
            value=reading.value,
            neighbours=reading.neighbours,
            region=reading.region,
            england=reading.england,
            note=reading.note,
            made_by=str(reading.made_by) if reading.made_by else "",
        )
        for day, reading in sorted(by_day.items())
    )
