"""What happens to a plan after it was sent, step by step: rounds, reports, evidence, dates, measures, voices.

Each function is told the replay, the step as the content writes it, and the day it happens on; it calls the verb that a
page would call.
"""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from actionplans.actions import (
    EvidenceDetails,
    Report,
    accept_all,
    add_evidence,
    add_measure,
    add_milestone,
    add_reading,
    add_voice,
    answer_voice,
    close_round,
    open_round,
    proposal_for,
    reach_milestone,
    refuse_amendment,
    report_progress,
    request_date,
    review_answer,
    set_targets,
    sign_off,
)
from actionplans.actions.glossary import add_term
from actionplans.models import (
    AskedAction,
    DeliveryRating,
    Evidence,
    GlossaryTerm,
    ImpactRating,
    Measure,
    RatingScales,
    Round,
    SignOff,
    Voice,
)

if TYPE_CHECKING:
    from actionplans.demonstration.replay import Replay

Step = dict[str, Any]
AUDIT = "https://example.gov.uk/audit"
MEASURE_FACTS = ("name", "definition", "unit", "polarity", "source", "frequency", "owner_post")
NUMBERS = ("baseline", "tolerance")
COMPARATORS = ("neighbours", "region", "england")


def progress(replay: "Replay", step: Step, on: date) -> None:
    """Reports on an action; one that says "evidenced" is finished, shown by an audit and signed off by the lead.

    Where no reason is given for a rating that needs one, what changed says it.
    """
    item, rating = replay.item(step), DeliveryRating(step["delivery_rating"])
    is_signed_off = rating == DeliveryRating.EVIDENCED
    said = DeliveryRating.COMPLETE if is_signed_off else rating
    share = step.get("share_done")
    proposed = proposal_for(item, on=on, chosen=said, share_done=share).rating
    needed = RatingScales().rule(said).needs_reason
    report = Report(
        on=on,
        what_changed=step["what_changed"],
        delivery=said,
        impact=ImpactRating(step["impact_rating"]) if "impact_rating" in step else None,
        next_step=step.get("next_step", ""),
        reason=step.get("reason") or ("" if said == proposed and not needed else step["what_changed"]),
        share_done=share,
    )
    update = report_progress(item=item, by=replay.by(step), report=report, today=on)
    if is_signed_off:
        details = EvidenceDetails(Evidence.Kind.AUDIT, on, step["what_changed"], link=AUDIT)
        add_evidence(item=item, by=replay.by(step), today=on, details=details, update=update)
        sign_off(update=update, by=replay.by({"by": "lead"}), outcome=SignOff.Outcome.ACCEPTED)


def evidence(replay: "Replay", step: Step, on: date) -> None:
    """Adds a link that shows something."""
    details = EvidenceDetails(
        kind=step["kind"],
        dated_on=replay.day(step["dated_on"]),
        shows=step["shows"],
        stance=step.get("stance", Evidence.Stance.SUPPORTS.value),
        link=step["link"],
    )
    add_evidence(item=replay.item(step), by=replay.by(step), today=on, details=details)


def signed_off(replay: "Replay", step: Step, on: date) -> None:
    """Signs off the newest report on an action."""
    _answer(replay, step, SignOff.Outcome.ACCEPTED)


def returned(replay: "Replay", step: Step, on: date) -> None:
    """Returns the newest report on an action with a note."""
    _answer(replay, step, SignOff.Outcome.RETURNED)


def _answer(replay: "Replay", step: Step, outcome: SignOff.Outcome) -> None:
    update = replay.item(step).updates.standing()[0]
    sign_off(update=update, by=replay.by(step), outcome=outcome, note=step.get("note", ""))


def asked_for_date(replay: "Replay", step: Step, on: date) -> None:
    """Asks for another due date of an action."""
    item, due_on = replay.item(step), replay.day(step["due_on"])
    request_date(item=item, due_on=due_on, reason=step["reason"], by=replay.by(step), revision=item.revision)


def refused(replay: "Replay", step: Step, on: date) -> None:
    """Refuses the amendment that waits longest."""
    refuse_amendment(amendment=replay.waiting(), by=replay.by(step), note=step["note"])


def milestone(replay: "Replay", step: Step, on: date) -> None:
    """Adds a step inside an action."""
    add_milestone(item=replay.item(step), name=step["name"], due_on=replay.day(step["due_on"]), by=replay.by(step))


def reached(replay: "Replay", step: Step, on: date) -> None:
    """Says that a step inside an action was reached."""
    found = replay.item(step).milestones.get(name=step["name"])
    reach_milestone(milestone=found, on=replay.day(step["reached_on"]), by=replay.by(step), today=on)


def round_opened(replay: "Replay", step: Step, on: date) -> None:
    """Asks everybody to report before a meeting."""
    open_round(
        plan=replay.plan,
        meeting=replay.meeting_of(step["meeting"]),
        answers_due_on=replay.day(step["answers_due_on"]),
        message=step["message"],
        by=replay.by(step),
        on=on,
    )


def reviewed(replay: "Replay", step: Step, on: date) -> None:
    """Accepts one answer of the open round, or returns it with a note."""
    asked = _running(replay).asked.get(item=replay.item(step))
    outcome = AskedAction.Review(step["outcome"])
    review_answer(asked=asked, outcome=outcome, by=replay.by(step), note=step.get("note", ""))


def all_accepted(replay: "Replay", step: Step, on: date) -> None:
    """Accepts every answer that waits for review."""
    accept_all(round=_running(replay), by=replay.by(step))


def round_closed(replay: "Replay", step: Step, on: date) -> None:
    """Ends the open round with the version its meeting sees."""
    close_round(round=_running(replay), by=replay.by(step), on=on)


def _running(replay: "Replay") -> Round:
    found: Round = replay.plan.rounds.open().get()
    return found


def measure(replay: "Replay", step: Step, on: date) -> None:
    """Adds a success measure with its targets."""
    made = Measure(plan=replay.plan, baseline_on=replay.day(step["baseline_on"]))
    for name in MEASURE_FACTS:
        setattr(made, name, step[name])
    for name in NUMBERS:
        setattr(made, name, Decimal(step[name]))
    by = replay.by(step)
    areas = replay.plan.responses.filter(number__in=step["areas"])
    items = replay.plan.items.filter(reference__in=step["actions"])
    made = add_measure(measure=made, by=by, areas=areas, items=items, confirmed=True)
    targets = [(replay.day(day), Decimal(value)) for day, value in step["targets"].items()]
    reason = "First targets, as the plan says"
    set_targets(measure=made, targets=targets, revision=made.revision, by=by, reason=reason, confirmed=True)


def reading(replay: "Replay", step: Step, on: date) -> None:
    """Adds what a measure was in the period that ended on a day."""
    others: dict[str, Any] = {name: Decimal(step[name]) for name in COMPARATORS if name in step}
    add_reading(
        measure=replay.plan.measures.get(number=step["measure"]),
        ends_on=replay.day(step["ends_on"]),
        value=Decimal(step["value"]),
        by=replay.by(step),
        today=on,
        note=step.get("note", ""),
        confirmed=True,
        **others,
    )


def voice(replay: "Replay", step: Step, on: date) -> None:
    """Records what somebody said, and what was done about it if that is known by the day of loading."""
    made = Voice(plan=replay.plan, who=step["who"], how=step["how"], said=step["said"])
    made.heard_on = replay.day(step["heard_on"])
    if "area" in step:
        made.response = replay.plan.responses.get(number=step["area"])
    if "action" in step:
        made.item = replay.item(step)
    add_voice(voice=made, by=replay.by(step), today=on)


def answered(replay: "Replay", step: Step, on: date) -> None:
    """Says what was done about what was heard how it was."""
    heard = replay.plan.voices.get(how=step["how"])
    answer_voice(voice=heard, did=step["did"], did_on=on, revision=heard.revision, by=replay.by(step), today=on)


def term(replay: "Replay", step: Step, on: date) -> None:
    """Explains an abbreviation."""
    made = GlossaryTerm(authority=replay.plan.authority, term=step["term"], meaning=step["meaning"])
    add_term(term=made, by=replay.by(step))


VERBS = {
    "progress": progress,
    "evidence": evidence,
    "sign off": signed_off,
    "return": returned,
    "ask for a date": asked_for_date,
    "refuse": refused,
    "milestone": milestone,
    "reach": reached,
    "open round": round_opened,
    "review": reviewed,
    "accept all": all_accepted,
    "close round": round_closed,
    "measure": measure,
    "reading": reading,
    "voice": voice,
    "answer voice": answered,
    "term": term,
}
"""What a step of monitoring may do."""
