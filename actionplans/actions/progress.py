"""Reporting on an action, correcting a report, and the second person's word on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.models import (
    ActionItem,
    DeliveryRating,
    ImpactRating,
    PlanRefused,
    ProgressUpdate,
    RatingRule,
    RatingScales,
    SignOff,
)
from actionplans.models.progress import awaits_second_person
from actionplans.models.proposing import DeliveryFacts, Proposal, propose
from ilacs.authorities.models import User
from ilacs.design.today import now


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


def proposal_for(
    item: ActionItem,
    *,
    on: date,
    share_done: int | None = None,
    chosen: DeliveryRating | None = None,
    reporting: bool = False,
) -> Proposal:
    """The rating the program proposes for an action on a day (two queries).

    share_done is what is being reported, else the last one that was; chosen is the rating somebody is about to give.
    Whoever is reporting on an action that was to begin by now shows thereby that it has begun, unless they say not.
    """
    rating = item.rating
    is_finished = (chosen or rating).is_complete
    last = item.updates.standing().exclude(share_done=None).first() if share_done is None else None
    if chosen:
        has_begun = chosen != DeliveryRating.NOT_STARTED
    else:
        was_to_begin = reporting and (item.starts_on is None or item.starts_on <= on)
        has_begun = was_to_begin or rating != DeliveryRating.NOT_STARTED
    return propose(
        DeliveryFacts(
            starts_on=item.starts_on,
            due_on=item.due_on,
            milestones=[milestone.facts for milestone in item.milestones.current()],
            share_done=last.share_done if last else share_done,
            has_begun=has_begun,
            is_finished=is_finished,
            is_signed_off=is_finished and rating == DeliveryRating.EVIDENCED,
        ),
        on=on,
    )


@transaction.atomic
def report_progress(
    *,
    item: ActionItem,
    by: User,
    report: Report,
    today: date,
    corrects: ProgressUpdate | None = None,
    entry: UUID | None = None,
) -> ProgressUpdate:
    """Adds a dated update and sets the action's ratings to those reported; what the program proposed is kept beside.

    `entry` names the form it was typed into: the same form sent twice adds one update. `corrects` is the update this
    one puts right; only a correction of the newest one changes the action's ratings. Raises PlanRefused, with the field
    to mend, for a day still to come, a rating that only sign-off gives, what the rating demands and is missing, and
    another rating than proposed without a reason.
    """
    if report.on > today:
        raise PlanRefused("The date of the update must be today or earlier", "reported_on")
    item.lock()
    if entry and (made := item.updates.filter(entry=entry).first()):
        return made
    _refuse_stopped(item)
    newest = item.updates.standing().first()
    _refuse_wrong_correction(item, corrects)
    proposal = proposal_for(item, on=today, share_done=report.share_done, chosen=report.delivery)
    impact = report.impact or ImpactRating(item.impact_rating)
    _refuse_unmet(item, report, impact, proposal)
    update: ProgressUpdate = ProgressUpdate.objects.create(
        item=item,
        reported_on=report.on,
        what_changed=report.what_changed,
        delivery_rating=report.delivery,
        impact_rating=impact,
        share_done=report.share_done,
        proposed_rating=proposal.rating,
        proposed_because=proposal.because,
        reason=report.reason,
        next_step=report.next_step,
        corrects=corrects,
        made_by=by,
        made_at=now(),
        entry=entry,
    )
    if corrects is None or corrects == newest:
        _set_ratings(item, report, impact, why=f"Progress reported by {by}")
    return update


def _refuse_stopped(item: ActionItem) -> None:
    """Nothing is reported on an action that is not in the plan, nor in a plan that is over."""
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")
    item.plan.refresh_from_db(fields=["stage"])
    if item.plan.is_closed:
        raise PlanRefused("This plan is over, so nothing in it changes")


def _refuse_wrong_correction(item: ActionItem, corrects: ProgressUpdate | None) -> None:
    if corrects is None:
        return
    if corrects.item_id != item.pk:
        raise PlanRefused("Only an update of the same action can be corrected")
    if ProgressUpdate.objects.filter(corrects=corrects).exists():
        raise PlanRefused("This update has been corrected already. Correct the newer one")


def _refuse_unmet(item: ActionItem, report: Report, impact: ImpactRating, proposal: Proposal) -> None:
    """Raises PlanRefused when a rating is given without what it demands, or against the proposal without a reason."""
    scales = RatingScales.of_council(item.plan.authority_id)
    if report.delivery == DeliveryRating.EVIDENCED and item.rating != DeliveryRating.EVIDENCED:
        word = scales.rule(DeliveryRating.COMPLETE).word
        raise PlanRefused(f"Only a second person's sign-off gives this rating. Choose “{word}”", "delivery_rating")
    for code, before in ((report.delivery, item.delivery_rating), (impact, item.impact_rating)):
        field = "impact_rating" if isinstance(code, ImpactRating) else "delivery_rating"
        _refuse_unmet_rule(item, report, scales.rule(code), field, is_new=code != before)
    if report.delivery != proposal.rating and not report.reason.strip():
        word = scales.rule(proposal.rating).word
        raise PlanRefused(
            f"The program proposes “{word}”. {proposal.because} Enter why you rate it otherwise", "reason"
        )


def _refuse_unmet_rule(item: ActionItem, report: Report, rule: RatingRule, field: str, *, is_new: bool) -> None:
    if not rule.is_used and is_new:
        raise PlanRefused(f"The council does not use “{rule.word}”. Choose another rating", field)
    if rule.needs_next_step and not report.next_step.strip():
        raise PlanRefused(f"{rule.word} needs a recovery step. Enter what comes next", "next_step")
    if rule.needs_reason and not report.reason.strip():
        raise PlanRefused(f"{rule.word} needs a reason. Enter why", "reason")
    if rule.needs_evidence and not item.evidence.current().exists():
        raise PlanRefused(f"{rule.word} needs evidence. Add the evidence first, or choose another rating", field)


def _set_ratings(item: ActionItem, report: Report, impact: ImpactRating, *, why: str) -> None:
    """Sets the ratings that hold from now on; the history keeps those before."""
    item.delivery_rating = report.delivery
    item.impact_rating = impact
    item.rated_on = report.on
    item.rating_reason = report.reason
    item._change_reason = why
    item.save(update_fields=["delivery_rating", "impact_rating", "rated_on", "rating_reason"])


@transaction.atomic
def sign_off(*, update: ProgressUpdate, by: User, outcome: SignOff.Outcome, note: str = "") -> SignOff:
    """A second person accepts a report that needs one, or returns it with a note.

    Accepting a finished action makes it complete and evidenced. Accepted twice it is accepted once. Raises PlanRefused
    for one's own report or action, for a report that is no longer the newest, for a finished action without evidence,
    and for a return without a note.
    """
    item = update.item
    item.lock()
    _refuse_stopped(item)
    if made := update.sign_offs.filter(outcome=outcome, made_by=by, note=note).first():
        return made
    if by.pk in (update.made_by_id, item.lead_person_id):
        raise PlanRefused("Nobody signs off their own work. Ask somebody else who may")
    if item.updates.standing().first() != update:
        raise PlanRefused("This is no longer the newest update on the action. Read the newer one first")
    if not awaits_sign_off(item):
        raise PlanRefused("Nothing of this action waits for sign-off")
    if outcome == SignOff.Outcome.RETURNED and not note.strip():
        raise PlanRefused("Enter what is missing", "note")
    if outcome == SignOff.Outcome.ACCEPTED and item.is_complete:
        _close(item, by=by)
    return SignOff.objects.create(
        update=update, item=item, outcome=outcome, note=note, reported_by=update.made_by, made_by=by, made_at=now()
    )


def _close(item: ActionItem, *, by: User) -> None:
    """From now on the action is complete and evidenced. Raises PlanRefused without evidence."""
    if not item.evidence.supporting().exists():
        raise PlanRefused("There is no evidence that supports it. Return it, and say what is missing")
    item.delivery_rating = DeliveryRating.EVIDENCED
    item._change_reason = f"Signed off by {by}"
    item.save(update_fields=["delivery_rating"])


def awaits_sign_off(item: ActionItem) -> bool:
    """Whether the newest report on an action waits for a second person (up to four queries)."""
    update = item.updates.standing().first()
    if update is None or item.is_deleted:
        return False
    return awaits_second_person(
        update,
        rating=item.rating,
        demanded=RatingScales.of_council(item.plan.authority_id).rule(update.delivery_rating).needs_second_person,
        evidenced_at=list(item.evidence.supporting().values_list("added_at", flat=True)),
        last=update.sign_offs.first(),
    )
