"""The whole plan as one frozen value: what every page of a plan, every paper and every figure is made from.

Nothing else reads plan models for output. Dates are dates; ratings are codes of the delivery scale; texts are whole.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from actionplans.models import ActionItem, ActionPlan, AreaResponse, ProgressUpdate
from inspections.deadlines import Deadline
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar


@dataclass(frozen=True)
class JudgementSnapshot:
    """One judgement: its code, and row and grade in the words of the report; grade_code is ours."""

    code: str
    label: str
    grade_code: str
    grade: str


@dataclass(frozen=True)
class DeadlineSnapshot:
    """When the plan is due, and the sentence that says why."""

    due_on: date
    basis: str
    basis_words: str
    explanation: str
    counted_from: date | None
    working_days: int | None


@dataclass(frozen=True)
class InspectionSnapshot:
    """One inspection the plan answers. no_overall: the words printed where the framework gives no overall grade."""

    pk: int
    name: str
    framework: str
    started_on: date
    ended_on: date | None
    received_on: date | None
    published_on: date | None
    judgements: tuple[JudgementSnapshot, ...]
    strengths: tuple[str, ...]
    no_overall: str
    deadline: DeadlineSnapshot | None


@dataclass(frozen=True)
class UpdateSnapshot:
    """The newest progress update of an action."""

    reported_on: date
    what_changed: str
    delivery_rating: str
    next_step: str
    made_by: str


@dataclass(frozen=True)
class ItemSnapshot:
    """One action. area_numbers are the other areas it serves besides the one it is printed under."""

    pk: int
    reference: str
    action: str
    lead: str
    partners: str
    starts_on: date | None
    due_on: date | None
    original_due_on: date | None
    success_measure: str
    how_we_will_know: str
    resources: str
    monitoring_body: str
    delivery_rating: str
    is_complete: bool
    is_overdue: bool
    area_numbers: tuple[int, ...]
    progress: UpdateSnapshot | None

    @property
    def has_moved(self) -> bool:
        """Whether its due date is no longer the original one."""
        return self.original_due_on is not None and self.original_due_on != self.due_on


@dataclass(frozen=True)
class AreaSnapshot:
    """One area for improvement with Ofsted's words, the council's answer and its actions in order.

    also_served_by are references of actions printed under other areas.
    """

    pk: int
    number: int
    text: str
    label: str
    reference: str
    theme: str
    origin: str
    is_priority_action: bool
    inspection: str
    outcome: str
    lead: str
    items: tuple[ItemSnapshot, ...]
    also_served_by: tuple[str, ...]


@dataclass(frozen=True)
class PlanSnapshot:
    """The plan as it stood on one day."""

    pk: int
    council: str
    council_slug: str
    title: str
    stage: str
    stage_words: str
    version: str
    committee: str
    meeting_on: date | None
    introduction: str
    monitoring_arrangements: str
    submitted_on: date | None
    closed_on: date | None
    as_at: date
    inspections: tuple[InspectionSnapshot, ...]
    areas: tuple[AreaSnapshot, ...]

    @property
    def is_draft(self) -> bool:
        """Whether papers carry the DRAFT mark."""
        return self.stage == ActionPlan.Stage.DRAFT

    @property
    def items(self) -> tuple[ItemSnapshot, ...]:
        """Every action in the order of the plan."""
        return tuple(item for area in self.areas for item in area.items)

    @property
    def deadline(self) -> DeadlineSnapshot | None:
        """The earliest date by which a plan is owed after any of its inspections."""
        due = [inspection.deadline for inspection in self.inspections if inspection.deadline]
        return min(due, key=lambda deadline: deadline.due_on, default=None)

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, ISO dates, no spaces; the same plan always gives the same bytes."""
        return json.dumps(
            asdict(self), default=date.isoformat, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> PlanSnapshot:
        """The snapshot that to_json wrote. Raises ValueError or KeyError when the text is something else."""
        value: PlanSnapshot = _revive(cls, json.loads(text))
        return value


def take(plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar) -> PlanSnapshot:
    """The plan as it stands, seen on the day `on`; the same number of queries whatever its size."""
    inspections = list(
        plan.inspections.prefetch_related("judgements", "strengths", "areas", "fixed_deadlines").order_by("started_on")
    )
    responses = _responses(plan)
    serving: dict[int, list[str]] = {}
    for response in responses:
        for item in response.items.all():
            for other in item.also_serves.all():
                serving.setdefault(other.pk, []).append(item.reference)
    names = {inspection.pk: str(inspection) for inspection in inspections}
    return PlanSnapshot(
        pk=plan.pk,
        council=plan.authority.title,
        council_slug=plan.authority.slug,
        title=plan.title,
        stage=plan.stage,
        stage_words=plan.get_stage_display(),
        version=plan.version,
        committee=plan.committee,
        meeting_on=plan.meeting_on,
        introduction=plan.introduction,
        monitoring_arrangements=plan.monitoring_arrangements,
        submitted_on=plan.submitted_on,
        closed_on=plan.closed_on,
        as_at=on,
        inspections=tuple(_inspection(inspection, calendar) for inspection in inspections),
        areas=tuple(_area(response, plan, on, names, tuple(serving.get(response.pk, ()))) for response in responses),
    )


def _responses(plan: ActionPlan) -> list[AreaResponse]:
    items = (
        ActionItem.objects.current()
        .select_related("lead_person")
        .prefetch_related(
            "also_serves",
            Prefetch("updates", queryset=ProgressUpdate.objects.select_related("made_by")),
        )
        .order_by("position", "pk")
    )
    return list(
        plan.responses.select_related("area", "lead_person").prefetch_related(Prefetch("items", queryset=items))
    )


def _inspection(inspection: Inspection, calendar: WorkingDayCalendar) -> InspectionSnapshot:
    framework = inspection.framework_details
    deadline = inspection.plan_deadline(calendar)
    return InspectionSnapshot(
        pk=inspection.pk,
        name=inspection.kind_words,
        framework=framework.name if framework else "",
        started_on=inspection.started_on,
        ended_on=inspection.ended_on,
        received_on=inspection.received_on,
        published_on=inspection.published_on,
        judgements=tuple(
            JudgementSnapshot(row.code, row.printed_label, row.grade, row.printed_grade)
            for row in inspection.judgements.all()
        ),
        strengths=tuple(strength.text for strength in inspection.strengths.all()),
        no_overall=framework.no_overall_words if framework and not framework.gives_overall else "",
        deadline=_deadline(deadline) if deadline else None,
    )


def _deadline(deadline: Deadline) -> DeadlineSnapshot:
    return DeadlineSnapshot(
        due_on=deadline.due_on,
        basis=deadline.basis.value,
        basis_words=deadline.basis.label,
        explanation=deadline.explanation,
        counted_from=deadline.counted_from,
        working_days=deadline.working_days,
    )


def _area(
    response: AreaResponse, plan: ActionPlan, on: date, names: dict[int, str], served_by: tuple[str, ...]
) -> AreaSnapshot:
    area = response.area
    return AreaSnapshot(
        pk=response.pk,
        number=response.number,
        text=area.text,
        label=area.label,
        reference=area.reference,
        theme=area.theme,
        origin=area.get_origin_display(),
        is_priority_action=area.is_priority_action,
        inspection=names.get(area.inspection_id, ""),
        outcome=response.outcome,
        lead=response.lead,
        items=tuple(_item(item, plan, on) for item in response.items.all()),
        also_served_by=served_by,
    )


def _item(item: ActionItem, plan: ActionPlan, on: date) -> ItemSnapshot:
    item.plan = plan
    updates = item.updates.all()
    return ItemSnapshot(
        pk=item.pk,
        reference=item.reference,
        action=item.action,
        lead=item.lead,
        partners=item.partners,
        starts_on=item.starts_on,
        due_on=item.due_on,
        original_due_on=item.original_due_on,
        success_measure=item.success_measure,
        how_we_will_know=item.how_we_will_know,
        resources=item.resources,
        monitoring_body=item.monitoring_body,
        delivery_rating=item.delivery_rating,
        is_complete=item.is_complete,
        is_overdue=item.is_overdue(on),
        area_numbers=tuple(other.number for other in item.also_serves.all()),
        progress=_update(updates[0]) if updates else None,
    )


def _update(update: ProgressUpdate) -> UpdateSnapshot:
    return UpdateSnapshot(
        reported_on=update.reported_on,
        what_changed=update.what_changed,
        delivery_rating=update.delivery_rating,
        next_step=update.next_step,
        made_by=str(update.made_by) if update.made_by else "",
    )


def _revive(kind: Any, value: Any) -> Any:
    """A value of this annotated kind from what JSON gives."""
    if isinstance(kind, types.UnionType):
        inner = next(part for part in typing.get_args(kind) if part is not type(None))
        return None if value is None else _revive(inner, value)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_revive(inner, part) for part in value)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: _revive(hints[field.name], value[field.name]) for field in fields(kind)})  # type: ignore[operator]
    return date.fromisoformat(value) if kind is date else value
