"""Lets what became of one plan happen again: each thing on its day, by who did it, through the verbs of pages.

A step of the content names a day (`on`), what is done (`do`) and by whom (`by`, a role). A step after the day on which
the demonstration is loaded has not happened yet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actionplans.actions import (
    Wish,
    approve_amendment,
    edit_action,
    move_plan,
    propose_edit,
    record_acknowledgement,
    save_version,
    submit_plan,
)
from actionplans.actions.meetings import edit_meeting
from actionplans.actions.publication import record_publication
from actionplans.actions.publishing import publish_plan
from actionplans.actions.recommendations import (
    answer_recommendation,
    complete_recommendation,
    record_recommendation,
)
from actionplans.demonstration import monitoring
from actionplans.demonstration.days import RelativeDays
from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    Meeting,
    Recommendation,
    Stage,
)
from ilacs.authorities.models import Role, User
from ilacs.design.today import as_if_on

Step = dict[str, Any]
DAYS = ("starts_on", "due_on", "signed_off_on", "papers_published_on")
"""Fields whose values are days as the content writes them."""


@dataclass(frozen=True)
class Replay:
    """One plan that has just been begun, and the people and meetings its steps speak of; meetings by their key."""

    plan: ActionPlan
    people: dict[Role, User]
    meetings: dict[str, Meeting]
    days: RelativeDays

    def carry_out(self, steps: Iterable[Step]) -> None:
        """Carries out every step that has happened by the day of loading, in the order of their days.

        Raises PlanRefused for a step that may not happen, as its verb does.
        """
        for on, step in sorted(((self.day(step["on"]), step) for step in steps), key=lambda each: each[0]):
            if on <= self.days.on:
                with as_if_on(on):
                    VERBS[step["do"]](self, step, on)

    # The verbs, in the order in which a plan needs them

    def edit(self, step: Step, on: date) -> None:
        """Writes an action otherwise while the plan is a draft."""
        item = self._written(step)
        served = list(item.also_serves.all())
        reason = step.get("reason", "The scrutiny committee asked for it.")
        edit_action(item=item, also_serves=served, revision=item.revision, by=self.by(step), reason=reason)

    def version(self, step: Step, on: date) -> None:
        """Saves a version, for a meeting where one is named."""
        meeting = self.meeting_of(step["meeting"]) if "meeting" in step else None
        save_version(plan=self.plan, by=self.by(step), reason=step["reason"], meeting=meeting)

    def move(self, step: Step, on: date) -> None:
        """Moves the plan to another stage; the meeting named sees the version of the move."""
        version = move_plan(plan=self.plan, wish=self._wish(step, on)).version
        if "seen_at" in step:
            self._change_meeting(step["seen_at"], self.by(step), version=version)

    def meeting(self, step: Step, on: date) -> None:
        """Records what became known of a meeting: its paper signed off, published, what it decided."""
        self._change_meeting(step["meeting"], self.by(step), **self._values(step["values"]))

    def recommend(self, step: Step, on: date) -> None:
        """Records what a meeting asked."""
        recommendation = Recommendation(
            plan=self.plan,
            meeting=self.meeting_of(step["meeting"]),
            text=step["text"],
            asked_by=step.get("asked_by", ""),
            owner_post=step["owner_post"],
            due_on=self.days.read(step.get("due_on")),
        )
        record_recommendation(
            recommendation=recommendation,
            areas=self.plan.responses.filter(number__in=step.get("areas", [])),
            items=self.plan.items.filter(reference__in=step.get("actions", [])),
            by=self.by(step),
        )

    def answer(self, step: Step, on: date) -> None:
        """Answers what a meeting asked."""
        answer, reason = step["answer"], step.get("reason", "")
        asked = self.plan.recommendations.get(number=step["number"])
        answer_recommendation(
            recommendation=asked, answer=answer, reason=reason, on=on, revision=asked.revision, by=self.by(step)
        )

    def done(self, step: Step, on: date) -> None:
        """Records that what a meeting asked is done, in the newest version."""
        asked = self.plan.recommendations.get(number=step["number"])
        newest = self.plan.versions.order_by("-number").first()
        complete_recommendation(recommendation=asked, on=on, revision=asked.revision, by=self.by(step), version=newest)

    def submit(self, step: Step, on: date) -> None:
        """Sends the plan."""
        reference = step.get("reference", "")
        submit_plan(plan=self.plan, wish=self._wish(step, on), sent_to=step["sent_to"], reference=reference)

    def acknowledge(self, step: Step, on: date) -> None:
        """Records what came back."""
        sent = self.plan.submissions.latest("recorded_at")
        record_acknowledgement(submission=sent, by=self.by(step), on=on, today=on, reference=step["reference"])

    def publish(self, step: Step, on: date) -> None:
        """Makes the plan public, its leads as posts."""
        publish_plan(plan=self.plan, wish=self._wish(step, on))

    def make_known(self, step: Step, on: date) -> None:
        """Logs that the report, or the plan, was made known in one way."""
        inspection = self.plan.inspections.first() if step.get("report") else None
        details = {name: step[name] for name in ("to_whom", "address", "fee", "note") if name in step}
        by = self.by(step)
        record_publication(plan=self.plan, inspection=inspection, way=step["way"], on=on, by=by, **details)

    def propose(self, step: Step, on: date) -> None:
        """Proposes to change an action of the sent plan."""
        item = self._written(step)
        propose_edit(edited=item, revision=item.revision, reason=step["reason"], by=self.by(step))

    def approve(self, step: Step, on: date) -> None:
        """Approves the amendment that waits longest."""
        approve_amendment(amendment=self.waiting(), by=self.by(step), note=step.get("note", ""))

    # Small things

    def day(self, text: str) -> date:
        """A day as the content writes it."""
        return self.days.read(text) or self.days.on

    def by(self, step: Step) -> User:
        """Who does it: the editor where nobody is named."""
        return self.people[Role(step.get("by", Role.EDITOR))]

    def _wish(self, step: Step, on: date) -> Wish:
        self.plan.refresh_from_db(fields=["stage"])
        return Wish(
            to=Stage(step["to"]),
            expected=Stage(self.plan.stage),
            by=self.by(step),
            on=on,
            today=on,
            note=step.get("note", ""),
        )

    def waiting(self) -> Amendment:
        """The amendment that waits longest."""
        found: Amendment = self.plan.amendments.waiting().earliest("proposed_at", "pk")
        return found

    def item(self, step: Step) -> ActionItem:
        """The action the step is about."""
        item: ActionItem = self.plan.items.get(reference=step["action"])
        return item

    def _written(self, step: Step) -> ActionItem:
        """The action as it shall be, not yet saved."""
        item = self.item(step)
        for name, value in self._values(step["values"]).items():
            setattr(item, name, value)
        return item

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.days.read(value) if name in DAYS else value for name, value in values.items()}

    def meeting_of(self, key: str) -> Meeting:
        """The meeting of this key, as it is stored now."""
        self.meetings[key].refresh_from_db()
        return self.meetings[key]

    def _change_meeting(self, key: str, by: User, **values: Any) -> None:
        meeting = self.meeting_of(key)
        for name, value in values.items():
            setattr(meeting, name, value)
        edit_meeting(meeting=meeting, revision=meeting.revision, by=by)


VERBS: dict[str, Callable[[Replay, Step, date], None]] = {
    **monitoring.VERBS,
    "edit": Replay.edit,
    "version": Replay.version,
    "move": Replay.move,
    "meeting": Replay.meeting,
    "recommend": Replay.recommend,
    "answer": Replay.answer,
    "done": Replay.done,
    "submit": Replay.submit,
    "acknowledge": Replay.acknowledge,
    "publish": Replay.publish,
    "make known": Replay.make_known,
    "propose": Replay.propose,
    "approve": Replay.approve,
}
"""What a step may do."""


def steps_of_actions(areas: Iterable[dict[str, Any]]) -> list[Step]:
    """The reports on every action, and the edits of those that read otherwise earlier, as steps.

    `earlier` of an action holds what stood in it before, and until which day.
    """
    steps: list[Step] = []
    for number, area in enumerate(areas, 1):
        for place, action in enumerate(area.get("actions", []), 1):
            about = {"action": f"{number}.{place}"}
            if earlier := action.get("earlier"):
                values = {name: action.get(name) for name in earlier if name != "until"}
                steps.append({"do": "edit", "on": earlier["until"], "values": values, **about})
            for update in action.get("updates", []):
                by = update.get("made_by", Role.EDITOR)
                steps.append({"do": "progress", "on": update["reported_on"], "by": by, **update, **about})
    return steps
