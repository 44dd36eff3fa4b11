"""One action as the snapshot holds it: its words, its ratings and what is behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from actionplans.models import (
    ActionItem,
    ActionPlan,
    DateMove,
    DeliveryRating,
    Evidence,
    Milestone,
    ProgressUpdate,
    RatingScales,
    SignOff,
)
from actionplans.models.progress import awaits_second_person
from actionplans.models.proposing import EXPLANATION_HOLDS, Proposal, past_due_words, propose
from actionplans.snapshot.values import (
    EvidenceSnapshot,
    ItemSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    UpdateSnapshot,
)
from ilacs.design.wording import counted, date_in_words


@dataclass(frozen=True)
class Seen:
    """The plan an action is seen in, the day, the council's scales, and after how many days it calls one silent."""

    plan: ActionPlan
    on: date
    scales: RatingScales
    silent_after: int


def reported(until: datetime | None = None) -> Iterable["Prefetch[str]"]:
    """What is kept for ever of the actions of a plan, now or at a moment: reports, answers to them, moved dates.

    Of the reports only the newest, and the newest that says how much is done, so that a plan of 2,400 updates reads as
    fast as one of 30.
    """
    updates = ProgressUpdate.objects.standing()
    answers, moves = SignOff.objects.all(), DateMove.objects.all()
    if until:
        updates = ProgressUpdate.objects.filter(made_at__lte=until).exclude(correction__made_at__lte=until)
        answers, moves = answers.filter(made_at__lte=until), moves.filter(moved_at__lte=until)
    newest = updates.select_related("made_by").prefetch_related(Prefetch("sign_offs", queryset=answers))
    return (
        Prefetch("updates", queryset=newest[:1], to_attr="newest_updates"),
        Prefetch("updates", queryset=updates.exclude(share_done=None)[:1], to_attr="newest_shares"),
        Prefetch("date_moves", queryset=moves.select_related("moved_by", "approved_by")),
    )


def changing() -> Iterable["Prefetch[str]"]:
    """What changes of the actions of a plan, as it is now: steps on the way, and evidence that was not put away."""
    return (
        Prefetch("milestones", queryset=Milestone.objects.current()),
        Prefetch("evidence", queryset=Evidence.objects.current().select_related("added_by")),
    )


def item_snapshot(item: ActionItem, seen: Seen) -> ItemSnapshot:
    """The action whose parts have been read with it."""
    item.plan = seen.plan
    update: ProgressUpdate | None = next(iter(item.newest_updates), None)  # type: ignore[attr-defined]  # read by `reported`
    evidence = tuple(_evidence(piece) for piece in item.evidence.all())
    answers = list(update.sign_offs.all()) if update else []
    silent_days = _silent_days(item, update, seen)
    shown = item.shown_rating(seen.on)
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
        delivery_rating=shown.value,
        is_complete=item.is_complete,
        is_overdue=item.is_overdue(seen.on),
        area_numbers=tuple(other.number for other in item.also_serves.all()),
        progress=_update(update) if update else None,
        lead_post=item.lead_post,
        said_rating=item.delivery_rating,
        rating_because=_because(item, update, shown, answers, seen),
        rated_on=item.rated_on,
        impact_rating=item.impact_rating,
        moves=tuple(_move(move) for move in item.date_moves.all()),
        milestones=tuple(_milestone(each, seen.on) for each in item.milestones.all()),
        evidence=evidence,
        silent_days=silent_days,
        is_silent=silent_days is not None and silent_days > seen.silent_after,
        awaits_sign_off=update is not None and _awaits(item, update, answers, seen),
        returned_note=answers[0].note if answers and answers[0].outcome == SignOff.Outcome.RETURNED else "",
    )


def _awaits(item: ActionItem, update: ProgressUpdate, answers: list[SignOff], seen: Seen) -> bool:
    return awaits_second_person(
        update,
        rating=item.rating,
        demanded=seen.scales.rule(update.delivery_rating).needs_second_person,
        evidenced_at=[piece.added_at for piece in item.evidence.all() if piece.stance == Evidence.Stance.SUPPORTS],
        last=answers[0] if answers else None,
    )


def _because(
    item: ActionItem, update: ProgressUpdate | None, shown: DeliveryRating, answers: list[SignOff], seen: Seen
) -> str:
    """Why it has the rating that is shown: what a person said, else what the program found."""
    if shown != item.rating and item.due_on:
        return f"{past_due_words(item.due_on, seen.on)} {_unexplained(item, item.due_on)}"
    if item.rating == DeliveryRating.EVIDENCED and answers and answers[0].outcome == SignOff.Outcome.ACCEPTED:
        return answers[0].note or "A second person has seen the evidence and signed it off."
    if item.rating_reason:
        return item.rating_reason
    found = _proposal(item, seen)
    if found.rating == shown:
        return found.because
    return update.proposed_because if update and update.proposed_rating == item.delivery_rating else ""


def _unexplained(item: ActionItem, due_on: date) -> str:
    """That nobody has said why since, or that what was said is too old to hold."""
    if item.rated_on is None or item.rated_on <= due_on or not item.rating_reason.strip():
        return "Nobody has explained it since."
    days = counted(EXPLANATION_HOLDS.days, "day")
    return f"What was said of it on {date_in_words(item.rated_on)} held for {days}: “{item.rating_reason.strip()}”"


def _proposal(item: ActionItem, seen: Seen) -> Proposal:
    """What the program would propose today, so that the reason that is shown never speaks of another day."""
    told = next(iter(item.newest_shares), None)  # type: ignore[attr-defined]  # read by `reported`
    facts = item.delivery_facts(
        milestones=[each.facts for each in item.milestones.all() if not each.is_archived],
        share_done=told.share_done if told else None,
        is_supported=any(piece.stance == Evidence.Stance.SUPPORTS for piece in item.evidence.all()),
    )
    return seen.scales.as_used(propose(facts, on=seen.on))


def _silent_days(item: ActionItem, update: ProgressUpdate | None, seen: Seen) -> int | None:
    """Days since anybody reported, or since it was to begin; None while no report is owed.

    A report is owed from the day a plan is sent until it is over, on every action that has begun and is not complete.
    """
    if not seen.plan.is_sent or item.is_complete or seen.plan.submitted_on is None:
        return None
    begun = max(filter(None, (item.starts_on, seen.plan.submitted_on)))
    since = update.reported_on if update else begun
    return (seen.on - since).days if max(begun, since) <= seen.on else None


def _update(update: ProgressUpdate) -> UpdateSnapshot:
    return UpdateSnapshot(
        reported_on=update.reported_on,
        what_changed=update.what_changed,
        delivery_rating=update.delivery_rating,
        next_step=update.next_step,
        made_by=str(update.made_by) if update.made_by else "",
        impact_rating=update.impact_rating,
        share_done=update.share_done,
        proposed_rating=update.proposed_rating,
        proposed_because=update.proposed_because,
        reason=update.reason,
    )


def _move(move: DateMove) -> MoveSnapshot:
    return MoveSnapshot(
        from_on=move.from_on,
        to_on=move.to_on,
        reason=move.reason,
        moved_by=str(move.moved_by),
        moved_on=timezone.localdate(move.moved_at),
        approved_by=str(move.approved_by) if move.approved_by else "",
    )


def _milestone(milestone: Milestone, on: date) -> MilestoneSnapshot:
    return MilestoneSnapshot(
        pk=milestone.pk,
        name=milestone.name,
        due_on=milestone.due_on,
        original_due_on=milestone.original_due_on,
        done_on=milestone.done_on,
        is_late=milestone.is_late(on),
    )


def _evidence(piece: Evidence) -> EvidenceSnapshot:
    return EvidenceSnapshot(
        pk=piece.pk,
        kind=piece.kind,
        kind_words=piece.get_kind_display(),
        dated_on=piece.dated_on,
        shows=piece.shows,
        contradicts=piece.stance == Evidence.Stance.CONTRADICTS,
        name=piece.file_name or piece.link,
        link=piece.link,
        added_by=str(piece.added_by) if piece.added_by else "",
        added_on=timezone.localdate(piece.added_at),
    )
