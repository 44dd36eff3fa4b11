"""All that one form says of an action: what changed, both ratings, milestones reached, evidence. All of it or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from actionplans.actions.evidence import EvidenceDetails, add_evidence, same_evidence
from actionplans.actions.milestones import reach_milestone
from actionplans.actions.progress import Report, proposal_for, proposed_then, report_progress
from actionplans.actions.proof import Attachment
from actionplans.actions.same_form import AlreadySaved
from actionplans.models import (
    ActionItem,
    ActionPlan,
    AskedAction,
    DeliveryRating,
    Evidence,
    Milestone,
    PlanRefused,
    ProgressUpdate,
)
from actionplans.models.proposing import Proposal
from ilacs.authorities.models import User
from ilacs.design.today import now

SENT_AGAIN_WITHIN = timedelta(hours=1)
"""How long the same words of the same person on the same action are taken for the same report."""


@dataclass(frozen=True)
class Told:
    """What a person says of an action at once. `shown` is the rating that the program had proposed to them."""

    report: Report
    reached: Sequence[Milestone] = ()
    evidence: tuple[EvidenceDetails, Attachment | None] | None = None
    shown: DeliveryRating | None = None


@transaction.atomic
def report_all(
    *,
    item: ActionItem,
    by: User,
    told: Told,
    today: date,
    corrects: ProgressUpdate | None = None,
    entry: UUID | None = None,
) -> ProgressUpdate:
    """Reports on an action, says which milestones were reached by then, and keeps the evidence: everything or nothing.

    The same form sent twice does it once, and so does the same report that somebody sends again within the hour from a
    form opened anew. Sent with other evidence it raises AlreadySaved. Raises what `report_progress` raises; the field
    of a refusal is that of a form whose fields of evidence begin with "evidence_".
    """
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if corrects is None and (said := _said_just_now(item, by, told)):
        entry = said.entry
    for milestone in told.reached:
        _reach(milestone, told.report, by, today)
    update = report_progress(
        item=item,
        by=by,
        report=told.report,
        today=today,
        corrects=corrects,
        entry=entry,
        shown=told.shown,
        with_evidence=told.evidence is not None and told.evidence[0].stance == Evidence.Stance.SUPPORTS,
    )
    if told.evidence:
        details, attachment = told.evidence
        try:
            add_evidence(
                item=item, by=by, today=today, details=details, attachment=attachment, update=update, entry=entry
            )
        except AlreadySaved:
            raise AlreadySaved(update, "update", "evidence") from None
        except PlanRefused as refusal:
            field = {"attachment": "file"}.get(refusal.field, refusal.field)
            raise PlanRefused(str(refusal), field and f"evidence_{field}") from None
    return update


def _said_just_now(item: ActionItem, by: User, told: Told) -> ProgressUpdate | None:
    """The newest update, where the same person said the same within the hour and nobody has answered it since.

    The same report with other evidence than came with that update is another one.

    Whoever lost the connection and went back has a form with all they typed, which knows nothing of the one they sent.
    """
    newest: ProgressUpdate | None = item.updates.standing().first()
    if newest is None or newest.made_by_id != by.pk or newest.entry is None or not told.report.is_said_in(newest):
        return None
    if told.evidence and not same_evidence(newest.entry, item, *told.evidence):
        return None
    answered = newest.sign_offs.exists() or AskedAction.objects.filter(update=newest).exists()
    return None if answered or now() - newest.made_at > SENT_AGAIN_WITHIN else newest


def _reach(milestone: Milestone, report: Report, by: User, today: date) -> None:
    """The milestone is reached by the day of the report; one that was reached meanwhile stays as it is."""
    milestone.refresh_from_db(fields=["done_on", "archived_at"])
    if milestone.done_on or milestone.is_archived:
        return
    try:
        reach_milestone(milestone=milestone, on=report.on, by=by, today=today)
    except PlanRefused as refusal:
        raise PlanRefused(str(refusal), "reported_on" if report.on > today else "reached") from None


def proposal_shown(
    item: ActionItem,
    *,
    on: date,
    corrects: ProgressUpdate | None = None,
    share_done: int | None = None,
    reached: Collection[int] = (),
) -> Proposal | None:
    """What the program proposes to whoever is filling in the form; to who corrects an old update, what it did then.

    share_done and reached are what the form says so far. None for an old update of which nothing was proposed.
    """
    if corrects is None or corrects == item.updates.standing().first():
        share_done = share_done if corrects is None or share_done is not None else corrects.share_done
        return proposal_for(item, on=on, share_done=share_done, reporting=True, reached=reached)
    return proposed_then(corrects)
