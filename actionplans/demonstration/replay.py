"""Lets what became of one plan happen again: each thing on its day, by who did it, through the verbs of pages.

A step of the content names a day (`on`), what is done (`do`) and by whom (`by`, a role). A step after the day on which
the demonstration is loaded has not happened yet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actionplans.actions import (
    Report,
    Wish,
    approve_amendment,
    edit_action,
    move_plan,
    proposal_for,
    propose_edit,
    record_acknowledgement,
    report_progress,
    save_version,
    sign_off,
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
from actionplans.demonstration.days import RelativeDays
from actionplans.models import (
    ActionItem,
    ActionPlan,
    DeliveryRating,
    Evidence,
    Meeting,
    ProgressUpdate,
    Recommendation,
    SignOff,
    Stage,
)
from ilacs.authorities.models import Role, User
from ilacs.design.today import as_if_on, now

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
        for on, step in sorted(((self._day(step["on"]), step) for step in steps), key=lambda each: each[0]):
            if on <= self.days.on:
                with as_if_on(on):
                    VERBS[step["do"]](self, step, on)

    # The verbs, in the order in which a plan needs them

    def edit(self, step: Step, on: date) -> None:
        """Writes an action otherwise while the plan is a draft."""
        item = self._written(step)
        served = list(item.also_serves.all())
        reason = step.get("reason", "The scrutiny committee asked for it.")
        edit_action(item=item, also_serves=served, revision=item.revision, by=self._by(step), reason=reason)

    def progress(self, step: Step, on: date) -> None:
        """Reports on an action; one that says "evidenced" is finished, shown by an audit and signed off by the lead."""
        item, rating = self._item(step), DeliveryRating(step["delivery_rating"])
        is_signed_off = rating == DeliveryRating.EVIDENCED
        reported = DeliveryRating.COMPLETE if is_signed_off else rating
        agrees = proposal_for(item, on=on, chosen=reported).rating == reported and reported != DeliveryRating.OFF_TRACK
        update = report_progress(
            item=item,
            by=self._by(step),
            report=Report(
                on=on,
                what_changed=step["what_changed"],
                delivery=reported,
                next_step=step.get("next_step", ""),
                reason=str(step.get("reason", "" if agrees else step["what_changed"])),
            ),
            today=on,
        )
        if is_signed_off:
            self._sign_off(update, step, on)

    def _sign_off(self, update: ProgressUpdate, step: Step, on: date) -> None:
        """The audit that shows it, and the second person's word."""
        Evidence.objects.create(
            item=update.item,
            update=update,
            kind=Evidence.Kind.AUDIT,
            dated_on=on,
            shows=step["what_changed"],
            link="https://example.gov.uk/audit",
            added_by=update.made_by,
            added_at=now(),
        )
        sign_off(update=update, by=self.people[Role.LEAD], outcome=SignOff.Outcome.ACCEPTED)

    def version(self, step: Step, on: date) -> None:
        """Saves a version, for a meeting where one is named."""
        meeting = self._meeting(step["meeting"]) if "meeting" in step else None
        save_version(plan=self.plan, by=self._by(step), reason=step["reason"], meeting=meeting)

    def move(self, step: Step, on: date) -> None:
        """Moves the plan to another stage; the meeting named sees the version of the move."""
        version = move_plan(plan=self.plan, wish=self._wish(step, on)).version
        if "seen_at" in step:
            self._change_meeting(step["seen_at"], self._by(step), version=version)

    def meeting(self, step: Step, on: date) -> None:
        """Records what became known of a meeting: its paper signed off, published, what it decided."""
        self._change_meeting(step["meeting"], self._by(step), **self._values(step["values"]))

    def recommend(self, step: Step, on: date) -> None:
        """Records what a meeting asked."""
        recommendation = Recommendation(
            plan=self.plan,
            meeting=self._meeting(step["meeting"]),
            text=step["text"],
            asked_by=step.get("asked_by", ""),
            owner_post=step["owner_post"],
            due_on=self.days.read(step.get("due_on")),
        )
        record_recommendation(
            recommendation=recommendation,
            areas=self.plan.responses.filter(number__in=step.get("areas", [])),
            items=self.plan.items.filter(reference__in=step.get("actions", [])),
            by=self._by(step),
        )

    def answer(self, step: Step, on: date) -> None:
        """Answers what a meeting asked."""
        answer, reason = step["answer"], step.get("reason", "")
        asked = self.plan.recommendations.get(number=step["number"])
        answer_recommendation(
            recommendation=asked, answer=answer, reason=reason, on=on, revision=asked.revision, by=self._by(step)
        )

    def done(self, step: Step, on: date) -> None:
        """Records that what a meeting asked is done, in the newest version."""
        asked = self.plan.recommendations.get(number=step["number"])
        newest = self.plan.versions.order_by("-number").first()
        complete_recommendation(recommendation=asked, on=on, revision=asked.revision, by=self._by(step), version=newest)

    def submit(self, step: Step, on: date) -> None:
        """Sends the plan."""
        reference = step.get("reference", "")
        submit_plan(plan=self.plan, wish=self._wish(step, on), sent_to=step["sent_to"], reference=reference)

    def acknowledge(self, step: Step, on: date) -> None:
        """Records what came back."""
        sent = self.plan.submissions.latest("recorded_at")
        record_acknowledgement(submission=sent, by=self._by(step), on=on, today=on, reference=step["reference"])

    def publish(self, step: Step, on: date) -> None:
        """Makes the plan public, its leads as posts."""
        publish_plan(plan=self.plan, wish=self._wish(step, on))

    def make_known(self, step: Step, on: date) -> None:
        """Logs that the report, or the plan, was made known in one way."""
        inspection = self.plan.inspections.first() if step.get("report") else None
        details = {name: step[name] for name in ("to_whom", "address", "fee", "note") if name in step}
        by = self._by(step)
        record_publication(plan=self.plan, inspection=inspection, way=step["way"], on=on, by=by, **details)

    def propose(self, step: Step, on: date) -> None:
        """Proposes to change an action of the sent plan."""
        item = self._written(step)
        propose_edit(edited=item, revision=item.revision, reason=step["reason"], by=self._by(step))

    def approve(self, step: Step, on: date) -> None:
        """Approves the amendment that waits longest."""
        waiting = self.plan.amendments.waiting().earliest("proposed_at")
        approve_amendment(amendment=waiting, by=self._by(step), note=step.get("note", ""))

    # Small things

    def _day(self, text: str) -> date:
        return self.days.read(text) or self.days.on

    def _by(self, step: Step) -> User:
        return self.people[Role(step.get("by", Role.EDITOR))]

    def _wish(self, step: Step, on: date) -> Wish:
        self.plan.refresh_from_db(fields=["stage"])
        return Wish(
            to=Stage(step["to"]),
            expected=Stage(self.plan.stage),
            by=self._by(step),
            on=on,
            today=on,
            note=step.get("note", ""),
        )

    def _item(self, step: Step) -> ActionItem:
        item: ActionItem = self.plan.items.get(reference=step["action"])
        return item

    def _written(self, step: Step) -> ActionItem:
        """The action as it shall be, not yet saved."""
        item = self._item(step)
        for name, value in self._values(step["values"]).items():
            setattr(item, name, value)
        return item

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.days.read(value) if name in DAYS else value for name, value in values.items()}

    def _meeting(self, key: str) -> Meeting:
        self.meetings[key].refresh_from_db()
        return self.meetings[key]

    def _change_meeting(self, key: str, by: User, **values: Any) -> None:
        meeting = self._meeting(key)
        for name, value in values.items():
            setattr(meeting, name, value)
        edit_meeting(meeting=meeting, revision=meeting.revision, by=by)


VERBS: dict[str, Callable[[Replay, Step, date], None]] = {
    "edit": Replay.edit,
    "progress": Replay.progress,
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
