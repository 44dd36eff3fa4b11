"""What was reported on an action, in cells of papers: ratings and why, moved dates, milestones, evidence, silence."""

import re
from collections import Counter

from actionplans.exports.document import Cell, Part
from actionplans.exports.marks import rating_part
from actionplans.models import ImpactRating, RatingScales
from actionplans.snapshot import EvidenceSnapshot, ItemSnapshot, MilestoneSnapshot, MoveSnapshot, PlanSnapshot
from ilacs.design.wording import counted, date_in_words

NO_BREAK = "\N{NO-BREAK SPACE}"
TIMES = {1: "once", 2: "twice"}
_BLANK_LINES = re.compile(r"\n\s*\n")


def is_reported(snapshot: PlanSnapshot) -> bool:
    """Whether anything was said of impact, reasons, moves, milestones or evidence; else a paper stays as short."""
    return any(map(_has_reports, snapshot.items))


def _has_reports(item: ItemSnapshot) -> bool:
    told = (item.rating_because, item.moves, item.milestones, item.evidence, item.returned_note, item.is_silent)
    update = item.progress
    said = update and (update.proposed_rating or update.reason or update.share_done is not None)
    return item.impact_rating not in ("", ImpactRating.TOO_EARLY) or any(told) or item.awaits_sign_off or bool(said)


def shows_impact(item: ItemSnapshot) -> bool:
    """Whether an action says what difference it made: it has such a rating, or a report leaves it at too early."""
    return bool(item.impact_rating) and (item.impact_rating != ImpactRating.TOO_EARLY or item.progress is not None)


def ratings_and_why(item: ItemSnapshot, scales: RatingScales) -> Cell:
    """Both ratings, apart and named, and why; what shows it, and what a second person still has to say."""
    return (
        rating_part(item.delivery_rating, scales, "Delivery"),
        rating_part(item.impact_rating, scales, "Impact") if shows_impact(item) else None,
        _labelled(item.rating_because, "Why"),
        _labelled(_reason_besides(item), "Reason given"),
        _labelled(_proposed(item, scales), "The program proposed"),
        _evidence(item),
        Part("Awaiting sign-off", strong=True) if item.awaits_sign_off else None,
        _labelled(item.returned_note, "Returned by a second person"),
    )


def progress_besides(item: ItemSnapshot) -> Cell:
    """How much is done, how long nothing was heard, and which milestones were reached."""
    share = item.progress.share_done if item.progress else None
    return (
        Part(f"{share}%", label="Done") if share is not None else None,
        Part(f"No update for {counted(item.silent_days or 0, 'day')}", strong=True) if item.is_silent else None,
        _labelled(milestones_in_words(item.milestones), "Milestones"),
    )


def moved_dates(item: ItemSnapshot) -> Cell:
    """How often and how far the due date was moved; below the row each move with its reason and who approved it."""
    if not item.moves:
        return None, None
    times = TIMES.get(len(item.moves), f"{len(item.moves)} times")
    slipped = later(item.days_slipped)
    told = f"{times}, {slipped} in all" if len(item.moves) > 1 and item.days_slipped else f"{times}, {slipped}"
    every = "\n\n".join(map(move_in_words, item.moves))
    return Part(told, label="Moved"), Part(every, is_below=True)


def move_in_words(move: MoveSnapshot) -> str:
    """One move of a due date in a paragraph."""
    by = f", by {move.moved_by}" if move.moved_by else ""
    approved = f", approved by {move.approved_by}" if move.approved_by else ""
    moved = (
        f"From {date_in_words(move.from_on)} to {date_in_words(move.to_on)}, {later(move.days)}; "
        f"moved on {date_in_words(move.moved_on)}{by}{approved}."
    )
    reason = _BLANK_LINES.sub("\n", move.reason)
    return f"{moved} Reason: {reason}" if reason else moved


def milestones_in_words(milestones: tuple[MilestoneSnapshot, ...]) -> str:
    """How many were reached, and which are late: "2 of 4 reached. Late: “Train managers”, due 3 March 2023"."""
    if not milestones:
        return ""
    reached = sum(milestone.done_on is not None for milestone in milestones)
    late = [milestone for milestone in milestones if milestone.is_late]
    named = [f"“{milestone.name}”, due {_unbroken(milestone)}" for milestone in late if milestone.name]
    told = f". Late: {'; '.join(named)}" if named else f", {len(late)} late" if late else ""
    return f"{reached} of {len(milestones)} reached{told}"


def evidence_in_words(evidence: tuple[EvidenceSnapshot, ...]) -> str:
    """How many pieces there are of each kind, and how many contradict it."""
    kinds = Counter(piece.kind_words for piece in evidence)
    against = sum(piece.contradicts for piece in evidence)
    told = "; ".join(f"{kind} ({number})" for kind, number in kinds.items())
    return f"{told}. {against} {'contradicts' if against == 1 else 'contradict'} it" if against else told


def later(days: int) -> str:
    """How far a date moved: "31 days later", "1 day earlier", "back to the same day"."""
    if not days:
        return "back to the same day"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _evidence(item: ItemSnapshot) -> Part | None:
    if item.lacks_evidence:
        against = f"; {evidence_in_words(item.evidence)}" if item.evidence else ""
        return Part(f"None yet that supports it{against}" if against else "None yet", label="Evidence", strong=True)
    return _labelled(evidence_in_words(item.evidence), "Evidence")


def _reason_besides(item: ItemSnapshot) -> str:
    """The reason somebody gave with the last report, where it is not what is printed as the reason already."""
    reason = item.progress.reason if item.progress else ""
    return "" if reason in item.rating_because else reason


def _proposed(item: ItemSnapshot, scales: RatingScales) -> str:
    """What the program had proposed, where a person rated otherwise: both are kept."""
    update = item.progress
    if update is None or update.proposed_rating in ("", update.delivery_rating):
        return ""
    rule = scales.rule(update.proposed_rating)
    return f"{rule.letter} {rule.word}. {update.proposed_because}".strip()


def _labelled(text: str, label: str) -> Part | None:
    return Part(text, label=label) if text else None


def _unbroken(milestone: MilestoneSnapshot) -> str:
    return date_in_words(milestone.due_on).replace(" ", NO_BREAK)
