"""Turns the content of one council, as the files in fixtures/demonstration write it, into rows that were checked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from actionplans.demonstration.days import RelativeDays
from actionplans.demonstration.replay import Replay, steps_of_actions
from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    Body,
    CouncilPractice,
    DeliveryRating,
    Meeting,
    OwnDeadline,
    ProgressUpdate,
)
from ilacs.authorities.models import LocalAuthority, Role, User
from ilacs.design.today import as_if_on
from inspections import frameworks
from inspections.actions import fix_deadline, name_by_default
from inspections.models import ImprovementArea, Inspection, Judgement, Strength

INSPECTION_DAYS = ("notified_on", "started_on", "ended_on", "received_on", "published_on")
INSPECTION_TEXTS = ("kind", "focus", "report_url", "background")
BODY_FACTS = ("kind", "name", "chair_post", "rhythm", "papers_clear_days")
MEETING_FACTS = ("purpose", "is_key_decision")
PLAN_DAYS = ("submitted_on", "closed_on")
PLAN_TEXTS = ("title", "stage", "introduction", "monitoring_arrangements")
ITEM_TEXTS = ("action", "lead_post", "partners", "success_measure", "how_we_will_know", "resources", "monitoring_body")
ITEM_DAYS = ("starts_on", "due_on")
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
        """Adds the bodies, inspections and plans of the content. Raises ValidationError for content that cannot be."""
        if practice := content.get("practice"):
            self._save(CouncilPractice(authority=self.authority, **practice))
        bodies = {details["name"]: self._add_body(details) for details in content.get("bodies", [])}
        inspections = {details["name"]: self._add_inspection(details) for details in content["inspections"]}
        for details in content["plans"]:
            self._add_plan(details, [inspections[name] for name in details["inspections"]], bodies)

    # Bodies

    def _add_body(self, details: dict[str, Any]) -> Body:
        """A body with the deadlines the council sets itself before its meetings, name -> working days."""
        facts = {name: details[name] for name in BODY_FACTS if name in details}
        body = self._save(Body(authority=self.authority, **facts))
        for name, working_days in details.get("own", {}).items():
            self._save(OwnDeadline(body=body, name=name, working_days=working_days))
        return body

    # Inspections

    def _add_inspection(self, details: dict[str, Any]) -> Inspection:
        """An inspection, recorded on the day its report came."""
        days = (self.days.read(details.get(name)) for name in ("received_on", "published_on"))
        with as_if_on(min(next(filter(None, days), self.days.on), self.days.on)):
            return self._inspection(details)

    def _inspection(self, details: dict[str, Any]) -> Inspection:
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

    def _add_plan(self, details: dict[str, Any], inspections: list[Inspection], bodies: dict[str, Body]) -> None:
        """A plan as it stands; one with a story is begun on its day, and then everything in the story happens."""
        story = details.get("story")
        begun_on = self.days.read(story["begun_on"]) if story else None
        with as_if_on(begun_on or self.days.on):
            plan = self._plan(details, inspections)
            meetings = self._add_meetings(plan, details, bodies)
            items = self._add_items(plan, self._add_responses(plan, details, inspections), details)
        if story:
            steps = [*steps_of_actions(details["areas"]), *story["steps"]]
            Replay(plan, self.people, meetings, self.days).carry_out(steps)
            self._move_due_dates(plan, details)
        else:
            self._add_updates(items)

    def _plan(self, details: dict[str, Any], inspections: list[Inspection]) -> ActionPlan:
        plan = ActionPlan(
            authority=self.authority,
            **{name: self.days.read(details.get(name)) for name in PLAN_DAYS},
            **{name: details[name] for name in PLAN_TEXTS if name in details},
        )
        self._save(plan)
        plan.inspections.set(inspections)
        return plan

    def _add_meetings(self, plan: ActionPlan, details: dict[str, Any], bodies: dict[str, Body]) -> dict[str, Meeting]:
        """The meetings the plan goes to, by the key that steps name them with."""
        meetings = {}
        for each in details.get("meetings", []):
            facts = {name: each[name] for name in MEETING_FACTS if name in each}
            held_on = self.days.read(each["held_on"]) or self.days.on
            meeting = Meeting(plan=plan, body=bodies[each["body"]], held_on=held_on, **facts)
            meetings[each.get("key", "")] = self._save(meeting)
        return meetings

    def _add_responses(
        self, plan: ActionPlan, details: dict[str, Any], inspections: list[Inspection]
    ) -> list[AreaResponse]:
        """What the plan says about each area of its inspections, in their order."""
        areas = [area for inspection in inspections for area in inspection.areas.all()]
        return [
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

    def _add_items(
        self, plan: ActionPlan, responses: list[AreaResponse], details: dict[str, Any]
    ) -> list[tuple[ActionItem, dict[str, Any]]]:
        """The actions, each beside what the content says of it."""
        has_story = "story" in details
        monitored_by = details.get("monitoring_body", "")
        written = [
            (self._item(response, place, _at_first(action) if has_story else _at_last(action), monitored_by), action)
            for response, answer in zip(responses, details["areas"], strict=True)
            for place, action in enumerate(answer.get("actions", []), 1)
        ]
        bulk_create_with_history([item for item, _ in written], ActionItem, default_change_reason=self.reason)
        for item, action in written:
            if also := action.get("also_serves"):
                item.also_serves.set([responses[number - 1] for number in also])
        return written

    def _item(self, response: AreaResponse, place: int, action: dict[str, Any], monitored_by: str) -> ActionItem:
        """One action, checked and not yet saved."""
        plan = response.plan
        item = ActionItem(
            plan=plan,
            response=response,
            reference=f"{response.number}.{place}",
            position=place,
            lead_person=self._person(action.get("lead_person")),
            delivery_rating=action.get("delivery_rating", DeliveryRating.NOT_STARTED),
            **{name: self.days.read(action.get(name)) for name in ITEM_DAYS},
            **{"monitoring_body": monitored_by, **{name: action[name] for name in ITEM_TEXTS if name in action}},
        )
        original = self.days.read(action.get("original_due_on")) or item.due_on
        item.original_due_on = None if plan.is_draft else original
        item.full_clean()
        return item

    def _add_updates(self, written: list[tuple[ActionItem, dict[str, Any]]]) -> None:
        updates = [self._update(item, update) for item, action in written for update in action.get("updates", [])]
        for update in updates:
            update.full_clean(exclude=["item"])
        ProgressUpdate.objects.bulk_create(updates)

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

    def _move_due_dates(self, plan: ActionPlan, details: dict[str, Any]) -> None:
        """Gives each action that names an original due date the one that holds now."""
        actions = [
            (f"{number}.{place}", action)
            for number, answer in enumerate(details["areas"], 1)
            for place, action in enumerate(answer.get("actions", []), 1)
        ]
        moved = {reference: action["due_on"] for reference, action in actions if "original_due_on" in action}
        items = list(plan.items.filter(reference__in=moved))
        for item in items:
            item.due_on = self.days.read(moved[item.reference])
        bulk_update_with_history(items, ActionItem, ["due_on"], default_change_reason=self.reason)

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


def _at_first(action: dict[str, Any]) -> dict[str, Any]:
    """An action as it was begun: nothing reported yet, no date moved, the words it had then."""
    first = {**action, "due_on": action.get("original_due_on", action.get("due_on"))}
    return {**first, **action.get("earlier", {})}


def _at_last(action: dict[str, Any]) -> dict[str, Any]:
    """An action as it stands: its rating is that of its newest update."""
    newest = action["updates"][-1] if action.get("updates") else action
    return {**action, "delivery_rating": newest.get("delivery_rating", DeliveryRating.NOT_STARTED)}
