"""Reporting on an action, and correcting a report."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from actionplans.actions.same_form import AlreadySaved
from actionplans.models import (
    ActionItem,
    ActionPlan,
    DeliveryRating,
    ImpactRating,
    PlanRefused,
    ProgressUpdate,
    RatingRule,
    RatingScales,
)
from actionplans.models.proposing import EXPLANATION_HOLDS, DeliveryFacts, Proposal, lapses, propose
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import date_in_words


class NotAsProposed(PlanRefused):
    """Another rating than the program proposes by now, and no reason that answers this proposal."""

    def __init__(self, proposal: Proposal, words: str, field: str) -> None:
        super().__init__(words, field)
        self.proposal = proposal


@dataclass(frozen=True)
class Report:
    """What somebody says of an action: the day it is for, what changed, both ratings, why, and what comes next.

    share_done is a percentage, None where nobody says. impact None leaves the impact rating as it is.
    """

    on: date
    what_changed: str
    delivery: DeliveryRating
    impact: ImpactRating | None = None
    reason: str = ""
    next_step: str = ""
    share_done: int | None = None

    def is_said_in(self, update: ProgressUpdate) -> bool:
        """Whether an update says the same, word for word."""
        said = (self.on, self.what_changed, self.delivery, self.reason, self.next_step, self.share_done)
        told = (update.reported_on, update.what_changed, update.delivery_rating, update.reason, update.next_step)
        return said == (*told, update.share_done) and self.impact in (None, update.impact_rating)


def proposal_for(
    item: ActionItem,
    *,
    on: date,
    share_done: int | None = None,
    chosen: DeliveryRating | None = None,
    reporting: bool = False,
    reached: Collection[int] = (),
) -> Proposal:
    """The rating the program proposes for an action on a day, one that the council uses (three queries or four).

    share_done is what is being reported, else the last one that was; chosen is the rating somebody is about to give.
    Whoever is reporting on an action that was to begin by now shows thereby that it has begun, unless they say not.
    reached are the keys of milestones that are about to be called reached. No report keeps a sign-off.
    """
    was_signed_off = item.rating == DeliveryRating.EVIDENCED and not (chosen or reporting)
    last = item.updates.standing().exclude(share_done=None).first() if share_done is None else None
    facts = item.delivery_facts(
        milestones=[
            replace(each.facts, done_on=on) if each.pk in reached else each.facts for each in item.milestones.current()
        ],
        share_done=last.share_done if last else share_done,
        is_supported=was_signed_off and item.evidence.supporting().exists(),
    )
    if chosen:
        facts = replace(facts, has_begun=chosen != DeliveryRating.NOT_STARTED, is_finished=chosen.is_complete)
    elif reporting and (item.starts_on is None or item.starts_on <= on):
        facts = replace(facts, has_begun=True)
    return RatingScales.of_council(item.plan.authority_id).as_used(propose(facts, on=on))


def proposed_then(update: ProgressUpdate) -> Proposal | None:
    """What the program proposed when an update was made; None for one that was made before it proposed ratings.

    Complete where it proposed to keep a sign-off: no report keeps one.
    """
    if not update.proposed_rating:
        return None
    if update.proposed_rating == DeliveryRating.EVIDENCED:
        return propose(DeliveryFacts(starts_on=None, due_on=None, is_finished=True), on=update.reported_on)
    return Proposal(DeliveryRating(update.proposed_rating), update.proposed_because)


@dataclass(frozen=True)
class _Ground:
    """What a report is measured by: the day, the ratings before it, the proposal, and whether it sets the ratings.

    A correction of an older update is measured by what held when that was made, and sets nothing. The proposal is None
    only for the correction of an update that was made before the program proposed ratings.
    """

    today: date
    delivery_before: str
    impact_before: str
    proposal: Proposal | None
    sets_ratings: bool


@transaction.atomic
def report_progress(
    *,
    item: ActionItem,
    by: User,
    report: Report,
    today: date,
    corrects: ProgressUpdate | None = None,
    entry: UUID | None = None,
    shown: DeliveryRating | None = None,
    with_evidence: bool = False,
) -> ProgressUpdate:
    """Adds a dated update and sets the action's ratings to those reported; what the program proposed is kept beside.

    `entry` names the form it was typed into: the same form sent twice adds one update. `corrects` is the update this
    one puts right; only a correction of the newest one changes the action's ratings. What was signed off and is
    reported as finished again waits for sign-off again. `shown` is the rating that was proposed to the person, so that
    nobody answers a proposal they have not seen; `with_evidence` says that evidence that supports it is added with the
    report. Raises PlanRefused, with the field to mend, for a day still to come or before the newest update's, a rating
    that only sign-off gives, and what the rating demands and is missing; NotAsProposed for another rating than proposed
    without a reason; AlreadySaved for a form that was saved with other words.
    """
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if entry and (made := _made_from(entry, item, report)):
        return made
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    _refuse_wrong_correction(item, corrects)
    standing = list(item.updates.standing()[:2])
    _refuse_day(report, today, standing, corrects)
    ground = _ground(item, report, today, corrects, is_newest=not corrects or corrects in standing[:1])
    impact = report.impact or ImpactRating(ground.impact_before)
    _refuse_unmet(item, report, impact, ground, with_evidence=with_evidence)
    _refuse_not_as_proposed(item, report, ground, shown)
    update: ProgressUpdate = ProgressUpdate.objects.create(
        item=item,
        number=corrects.number if corrects else (standing[0].number + 1 if standing else 1),
        reported_on=report.on,
        what_changed=report.what_changed,
        delivery_rating=report.delivery,
        impact_rating=impact,
        share_done=report.share_done,
        proposed_rating=ground.proposal.rating if ground.proposal else "",
        proposed_because=ground.proposal.because if ground.proposal else "",
        reason=report.reason,
        next_step=report.next_step,
        corrects=corrects,
        made_by=by,
        made_at=now(),
        entry=entry,
    )
    if ground.sets_ratings:
        _set_ratings(item, report, impact, why=f"Progress reported by {by}")
    return update


def _made_from(entry: UUID, item: ActionItem, report: Report) -> ProgressUpdate | None:
    """What this form made before. Raises PlanRefused where it was saved with other words, or for another action."""
    made: ProgressUpdate | None = ProgressUpdate.objects.filter(entry=entry).first()
    if made is None:
        return None
    if made.item_id != item.pk:
        raise PlanRefused("This form belongs to another action. Open the page again")
    if not report.is_said_in(made):
        raise AlreadySaved(made, "update")
    return made


def _refuse_wrong_correction(item: ActionItem, corrects: ProgressUpdate | None) -> None:
    if corrects is None:
        return
    if corrects.item_id != item.pk:
        raise PlanRefused("Only an update of the same action can be corrected")
    if ProgressUpdate.objects.filter(corrects=corrects).exists():
        raise PlanRefused("This update has been corrected already. Correct the newer one")


def _refuse_day(report: Report, today: date, standing: list[ProgressUpdate], corrects: ProgressUpdate | None) -> None:
    """Updates follow each other in time: the newest one is for the newest day. `standing` are the newest two."""
    if report.on > today:
        raise PlanRefused("The date of the update must be today or earlier", "reported_on")
    before = standing if corrects is None else standing[1:] if corrects in standing[:1] else []
    if before and report.on < before[0].reported_on:
        day = date_in_words(before[0].reported_on)
        raise PlanRefused(
            f"There is an update for {day} already. Date this one on that day or after it, or correct that update",
            "reported_on",
        )


def _ground(
    item: ActionItem, report: Report, today: date, corrects: ProgressUpdate | None, *, is_newest: bool
) -> _Ground:
    if is_newest or corrects is None:
        proposal = proposal_for(item, on=today, share_done=report.share_done, chosen=report.delivery)
        return _Ground(today, item.delivery_rating, item.impact_rating, proposal, sets_ratings=True)
    then = proposed_then(corrects)
    return _Ground(today, corrects.delivery_rating, corrects.impact_rating, then, sets_ratings=False)


def _refuse_unmet(
    item: ActionItem, report: Report, impact: ImpactRating, ground: _Ground, *, with_evidence: bool
) -> None:
    """Raises PlanRefused when a rating is given without what it demands."""
    scales = RatingScales.of_council(item.plan.authority_id)
    if report.delivery == DeliveryRating.EVIDENCED:
        word = scales.rule(DeliveryRating.COMPLETE).word
        raise PlanRefused(f"Only a second person's sign-off gives this rating. Choose “{word}”", "delivery_rating")
    if report.delivery.is_complete and report.share_done not in (None, 100):
        word = scales.rule(report.delivery).word
        raise PlanRefused(f"{word} means that all is done. Enter 100, or choose another rating", "share_done")
    evidenced = with_evidence or item.evidence.supporting().exists()
    for code, before in ((report.delivery, ground.delivery_before), (impact, ground.impact_before)):
        field = "impact_rating" if isinstance(code, ImpactRating) else "delivery_rating"
        rule = scales.rule(code)
        if not rule.is_used and code != before:
            raise PlanRefused(f"The council does not use “{rule.word}”. Choose another rating", field)
        _refuse_unmet_rule(rule, report, field, evidenced=evidenced)


def _refuse_unmet_rule(rule: RatingRule, report: Report, field: str, *, evidenced: bool) -> None:
    for name, words in rule.unmet(reason=report.reason, next_step=report.next_step).items():
        raise PlanRefused(words, name)
    if rule.needs_evidence and not evidenced:
        raise PlanRefused(f"“{rule.word}” needs evidence. Add it, or choose another rating", field)


def _refuse_not_as_proposed(item: ActionItem, report: Report, ground: _Ground, shown: DeliveryRating | None) -> None:
    """Another rating than proposed needs a reason given to this very proposal, and for a day that it speaks of."""
    proposal = ground.proposal
    if proposal is None or report.delivery == proposal.rating:
        return
    word = RatingScales.of_council(item.plan.authority_id).rule(proposal.rating).word
    if shown is not None and shown != proposal.rating and ground.sets_ratings:
        words = f"With this the program proposes “{word}”. {proposal.because} Choose it, or keep yours and say why"
        raise NotAsProposed(proposal, words, "delivery_rating")
    if not report.reason.strip():
        raise NotAsProposed(proposal, why_otherwise(proposal, word), "reason")
    if ground.sets_ratings and lapses(
        report.delivery, due_on=item.due_on, on=ground.today, rated_on=report.on, reason=report.reason
    ):
        too_old = ground.today - EXPLANATION_HOLDS - timedelta(days=1)
        after = "that day" if item.due_on is None or too_old <= item.due_on else date_in_words(too_old)
        words = f"It was due on {date_in_words(item.due_on)}. Date the update after {after}, or rate it “{word}”"
        raise PlanRefused(words, "reported_on")


def why_otherwise(proposal: Proposal, word: str) -> str:
    """What is asked of whoever gives another rating than the program proposes; `word` is the council's for that."""
    return f"The program proposes “{word}”. {proposal.because} Enter why you rate it otherwise"


def _set_ratings(item: ActionItem, report: Report, impact: ImpactRating, *, why: str) -> None:
    """Sets the ratings that hold from now on; the history keeps those before."""
    item.delivery_rating = report.delivery
    item.impact_rating = impact
    item.rated_on = report.on
    item.rating_reason = report.reason
    item._change_reason = why
    item.save(update_fields=["delivery_rating", "impact_rating", "rated_on", "rating_reason"])
