"""The plan as it stood on a past day, rebuilt from the stored history, in the same number of queries whatever its size.

What belongs to the plan, what its inspections found and their dates are as they were recorded at the end of that day.
The meetings, the names of people and the bank holidays are as they are recorded now.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    CouncilPractice,
    CouncilRating,
    Evidence,
    GlossaryTerm,
    Measure,
    MeasureTarget,
    Milestone,
    RatingScales,
    Recommendation,
    Voice,
)
from actionplans.snapshot.items import reported
from actionplans.snapshot.measures import readings
from actionplans.snapshot.taking import amended_days, build
from actionplans.snapshot.values import PlanSnapshot
from inspections.models import FixedDeadline, ImprovementArea, Inspection, Judgement, Strength
from inspections.working_days import WorkingDayCalendar


def as_it_stood(
    plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar, moment: datetime | None = None
) -> PlanSnapshot | None:
    """The plan at the end of the day `on`, or at a `moment` of it; None where the record does not reach back so far."""
    moment = moment or timezone.make_aware(datetime.combine(on, time.max))
    found = _as_of(ActionPlan, moment, id=plan.pk)
    if not found:
        return None
    (then,) = found
    then.authority = plan.authority
    responses = _responses(then, moment)
    return build(
        then,
        on=on,
        calendar=calendar,
        inspections=_inspections(then, moment),
        responses=responses,
        amended=amended_days(then, until=moment),
        recommendations=_recommendations(then, moment, responses),
        practice=_practice(then, moment),
        scales=_scales(then, moment),
        measures=_measures(then, moment, responses),
        voices=_voices(then, moment, responses),
        glossary=_standing(GlossaryTerm, moment, authority_id=then.authority_id),
    )


def _as_of(model: Any, moment: datetime, **which: Any) -> list[Any]:
    """These rows of a model as they were at a moment; those that were not there yet, or no more, are left out."""
    rows = model.history.filter(history_date__lte=moment, **which).latest_of_each().as_instances()
    # Of two records of one moment, the one stored last holds.
    return list({row.pk: row for row in rows.order_by("history_date", "history_id")}.values())


def _links(model: Any, name: str, rows: Iterable[Any]) -> dict[int, list[int]]:
    """For each of these past rows, by its key, the keys of what it was linked to then."""
    keys = {row._history.history_id: row.pk for row in rows}
    table = getattr(model.history.model, name).model
    target = f"{table._meta.get_field(model._meta.get_field(name).m2m_reverse_field_name()).attname}"
    linked: dict[int, list[int]] = defaultdict(list)
    for history_id, other in table.objects.filter(history_id__in=keys).values_list("history_id", target):
        linked[keys[history_id]].append(other)
    return linked


def _fill(row: Any, name: str, values: Iterable[Any]) -> None:
    """Lets the row say what it was linked to then, as if it had been read with it."""
    row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), name: list(values)}


def _inspections(then: ActionPlan, moment: datetime) -> list[Inspection]:
    """The inspections it answered then, with their judgements, strengths, areas and fixed deadlines of then."""
    keys = _links(ActionPlan, "inspections", [then])[then.pk]
    inspections = sorted(_as_of(Inspection, moment, id__in=keys), key=lambda inspection: inspection.started_on)
    for name, model in (("judgements", Judgement), ("strengths", Strength), ("areas", ImprovementArea)):
        found = sorted(_as_of(model, moment, inspection_id__in=keys), key=lambda row: (row.position, row.pk))
        for inspection in inspections:
            _fill(inspection, name, (row for row in found if row.inspection_id == inspection.pk))
    fixed = FixedDeadline.objects.filter(fixed_at__lte=moment)
    prefetch_related_objects(inspections, Prefetch("fixed_deadlines", queryset=fixed))
    return inspections


def _responses(then: ActionPlan, moment: datetime) -> list[AreaResponse]:
    """Its areas then, each with its actions then."""
    responses = sorted(_as_of(AreaResponse, moment, plan_id=then.pk), key=lambda response: response.number)
    items = _items(then, moment, {response.pk: response for response in responses})
    prefetch_related_objects(responses, "area", "lead_person")
    areas = _as_of(ImprovementArea, moment, id__in=[response.area_id for response in responses])
    worded = {area.pk: area for area in areas}
    for response in responses:
        if response.area_id in worded:
            response.area = worded[response.area_id]
        _fill(response, "items", (item for item in items if item.response_id == response.pk))
    return responses


def _items(then: ActionPlan, moment: datetime, responses: dict[int, AreaResponse]) -> list[ActionItem]:
    """Its actions then, in their order, with what was reported, planned and shown of them and the areas they served."""
    items = [item for item in _as_of(ActionItem, moment, plan_id=then.pk) if not item.is_deleted]
    items.sort(key=lambda item: (item.position, item.pk))
    prefetch_related_objects(items, "lead_person", *reported(until=moment))
    milestones = _by_item(Milestone, then, moment, lambda row: (row.due_on, row.pk))
    evidence = _by_item(Evidence, then, moment, lambda row: (-row.dated_on.toordinal(), -row.pk))
    prefetch_related_objects([piece for pieces in evidence.values() for piece in pieces], "added_by")
    served = _links(ActionItem, "also_serves", items)
    for item in items:
        others = (responses[key] for key in served[item.pk] if key in responses)
        _fill(item, "also_serves", sorted(others, key=lambda response: response.number))
        _fill(item, "milestones", milestones[item.pk])
        _fill(item, "evidence", evidence[item.pk])
    return items


def _by_item(model: Any, then: ActionPlan, moment: datetime, place: Callable[[Any], Any]) -> dict[int, list[Any]]:
    """The rows of a model that belonged to each action then, by the key of the action, each in its place."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in sorted(_standing(model, moment, item__plan_id=then.pk), key=place):
        rows[row.item_id].append(row)
    return rows


def _standing(model: Any, moment: datetime, **which: Any) -> list[Any]:
    """These rows as they were at a moment, but for those that had been put away."""
    return [row for row in _as_of(model, moment, **which) if not row.is_archived]


def _practice(then: ActionPlan, moment: datetime) -> CouncilPractice:
    """How the council worked then."""
    found = _as_of(CouncilPractice, moment, authority_id=then.authority_id)
    return found[0] if found else CouncilPractice(authority=then.authority)


def _scales(then: ActionPlan, moment: datetime) -> RatingScales:
    """How the council worded and drew its ratings then."""
    return RatingScales.of_rows(_as_of(CouncilRating, moment, authority_id=then.authority_id))


def _measures(then: ActionPlan, moment: datetime, responses: list[AreaResponse]) -> list[Measure]:
    """What was measured then, with the targets and readings of then."""
    measures: list[Measure] = sorted(_standing(Measure, moment, plan_id=then.pk), key=lambda row: row.number)
    prefetch_related_objects(measures, "owner_person", readings(until=moment))
    targets = sorted(_as_of(MeasureTarget, moment, measure__plan_id=then.pk), key=lambda row: row.ends_on)
    areas, actions = (_links(Measure, name, measures) for name in ("responses", "items"))
    items = {item.pk: item for response in responses for item in response.items.all()}
    for row in measures:
        _fill(row, "targets", (target for target in targets if target.measure_id == row.pk))
        _fill(row, "responses", (response for response in responses if response.pk in areas[row.pk]))
        _fill(row, "items", (item for key, item in items.items() if key in actions[row.pk]))
    return measures


def _voices(then: ActionPlan, moment: datetime, responses: list[AreaResponse]) -> list[Voice]:
    """What had been heard by then, the newest first."""
    voices: list[Voice] = _standing(Voice, moment, plan_id=then.pk)
    numbered = {response.pk: response for response in responses}
    for voice in voices:
        voice.response = numbered.get(voice.response_id) if voice.response_id else None
    prefetch_related_objects(voices, "item")
    return sorted(voices, key=lambda voice: (voice.heard_on, voice.pk), reverse=True)


def _recommendations(then: ActionPlan, moment: datetime, responses: list[AreaResponse]) -> list[Recommendation]:
    """What committees had asked of it, and what had become of it."""
    asked = sorted(_as_of(Recommendation, moment, plan_id=then.pk), key=lambda row: row.number)
    prefetch_related_objects(asked, "meeting__body", "owner_person", "done_version")
    areas, actions = (_links(Recommendation, name, asked) for name in ("responses", "items"))
    # A reference is never given to another action, so those of today name what was meant.
    items = {item.pk: item for item in then.items.all()}
    for row in asked:
        _fill(row, "responses", (response for response in responses if response.pk in areas[row.pk]))
        _fill(row, "items", (item for key, item in items.items() if key in actions[row.pk]))
    return asked
