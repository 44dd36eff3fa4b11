"""Turns the content of one council, as the files in fixtures/demonstration write it, into rows that were checked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from actionplans.demonstration.days import RelativeDays
from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    Body,
    DeliveryRating,
    Meeting,
    ProgressUpdate,
)
from ilacs.authorities.models import LocalAuthority, Role, User
from inspections import frameworks
from inspections.actions import fix_deadline, name_by_default
from inspections.models import ImprovementArea, Inspection, Judgement, Strength

INSPECTION_DAYS = ("notified_on", "started_on", "ended_on", "received_on", "published_on")
INSPECTION_TEXTS = ("kind", "focus", "report_url", "background")
PLAN_DAYS = ("submitted_on", "closed_on")
PLAN_TEXTS = ("title", "stage", "introduction", "monitoring_arrangements")
ITEM_TEXTS = ("action", "lead_post", "partners", "success_measure", "how_we_will_know", "resources", "monitoring_body")
MORNING = time(10)
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class CouncilContent:
    """Writes the inspections and plans of one council; the people are those who report and lead."""

    authority: LocalAuthority
    people: dict[Role, User]
    days: RelativeDays
    reason: str

    def add(self, content: dict[str, Any]) -> None:
        """Adds every inspection and every plan of the content. Raises ValidationError for content that cannot be."""
        inspections = {details["name"]: self._add_inspection(details) for details in content["inspections"]}
        for details in content["plans"]:
            self._add_plan(details, [inspections[name] for name in details["inspections"]])

    # Inspections

    def _add_inspection(self, details: dict[str, Any]) -> Inspection:
        inspection = Inspection(
            authority=self.authority,
            **{name: self.days.read(details.get(name)) for name in INSPECTION_DAYS},
            **{name: details[name] for name in INSPECTION_TEXTS if name in details},
        )
        possible = frameworks.frameworks_possible(inspection.kind, inspection.started_on)
        inspection.framework = details.get("framework") or (possible[0].code if possible else "")
        self._save(inspection)
        name_by_default(inspection, by=self.people[Role.EDITOR], on=self.days.on)
        self._add_judgements(inspection, details.get("judgements", []))
        for position, text in enumerate(details.get("strengths", []), 1):
            self._save(Strength(inspection=inspection, position=position, text=text))
        for position, area in enumerate(details.get("areas", []), 1):
            self._save(ImprovementArea(inspection=inspection, position=position, **area))
        if fixed := details.get("deadline_fixed"):
            by = self.people[Role.LEAD]
            at = self._moment(self.days.read(fixed["on"]))
            fix_deadline(inspection, by=by, reason=fixed["reason"], at=at, calendar=self.days.calendar)
        return inspection

    def _add_judgements(self, inspection: Inspection, judgements: list[dict[str, str]]) -> None:
        """The rows that the framework of the day gives; content that moves with the day may name more."""
        framework = inspection.framework_details
        given = [row for row in judgements if framework and framework.row(row["code"])]
        for position, row in enumerate(given, 1):
            grade = frameworks.grade_for(row["printed_grade"])
            self._save(Judgement(inspection=inspection, position=position, grade=grade.code if grade else "", **row))

    # Plans

    def _add_plan(self, details: dict[str, Any], inspections: list[Inspection]) -> None:
        plan = ActionPlan(
            authority=self.authority,
            **{name: self.days.read(details.get(name)) for name in PLAN_DAYS},
            **{name: details[name] for name in PLAN_TEXTS if name in details},
        )
        self._save(plan)
        plan.inspections.set(inspections)
        if meeting_on := self.days.read(details.get("meeting_on")):
            body, _ = Body.objects.get_or_create(
                authority=self.authority, name=details["committee"], defaults={"kind": Body.Kind.SCRUTINY}
            )
            self._save(Meeting(plan=plan, body=body, held_on=meeting_on, purpose=Meeting.Purpose.SCRUTINISE))
        areas = [area for inspection in inspections for area in inspection.areas.all()]
        responses = [
            self._save(
                AreaResponse(
                    plan=plan,
                    area=area,
                    number=number,
                    outcome=answer.get("outcome", ""),
                    lead_post=answer.get("lead_post", ""),
                    lead_person=self._person(answer.get("lead_person")),
                )
            )
            for number, (area, answer) in enumerate(zip(areas, details["areas"], strict=True), 1)
        ]
        self._add_items(plan, responses, details)

    def _add_items(self, plan: ActionPlan, responses: list[AreaResponse], details: dict[str, Any]) -> None:
        written = [
            (self._item(plan, response, place, action, details.get("monitoring_body", "")), action)
            for response, answer in zip(responses, details["areas"], strict=True)
            for place, action in enumerate(answer.get("actions", []), 1)
        ]
        bulk_create_with_history([item for item, _ in written], ActionItem, default_change_reason=self.reason)
        updates = []
        for item, action in written:
            if also := action.get("also_serves"):
                item.also_serves.set([responses[number - 1] for number in also])
            updates += [self._update(item, update) for update in action.get("updates", [])]
        for update in updates:
            update.full_clean(exclude=["item"])
        ProgressUpdate.objects.bulk_create(updates)

    def _item(
        self, plan: ActionPlan, response: AreaResponse, place: int, action: dict[str, Any], monitoring_body: str
    ) -> ActionItem:
        """One action, checked and not yet saved; its rating is that of its newest update."""
        newest = action["updates"][-1] if action.get("updates") else action
        due_on = self.days.read(action.get("due_on"))
        original = self.days.read(action.get("original_due_on")) or due_on
        item = ActionItem(
            plan=plan,
            response=response,
            reference=f"{response.number}.{place}",
            position=place,
            lead_person=self._person(action.get("lead_person")),
            starts_on=self.days.read(action.get("starts_on")),
            due_on=due_on,
            original_due_on=None if plan.is_draft else original,
            delivery_rating=newest.get("delivery_rating", DeliveryRating.NOT_STARTED),
            **{"monitoring_body": monitoring_body, **{name: action[name] for name in ITEM_TEXTS if name in action}},
        )
        item.full_clean()
        return item

    def _update(self, item: ActionItem, update: dict[str, str]) -> ProgressUpdate:
        reported_on = self.days.read(update["reported_on"]) or self.days.on
        return ProgressUpdate(
            item=item,
            reported_on=reported_on,
            what_changed=update["what_changed"],
            delivery_rating=update["delivery_rating"],
            next_step=update.get("next_step", ""),
            made_by=self._person(update.get("made_by", Role.EDITOR)),
            made_at=self._moment(reported_on),
        )

    # Small things

    def _save(self, row: Row) -> Row:
        """Checks a row and saves it, saying in its history where it came from."""
        row.full_clean()
        row._change_reason = self.reason  # type: ignore[attr-defined]  # read by simple_history
        row.save()
        return row

    def _person(self, role: str | None) -> User | None:
        return self.people[Role(role)] if role else None

    def _moment(self, day: date | None) -> datetime:
        """Ten o'clock in the morning of a day."""
        return timezone.make_aware(datetime.combine(day or self.days.on, MORNING))
