"""What was reported on one action, as its page tells it: each update with what it put right and what was said of it."""

from dataclasses import dataclass
from itertools import groupby

from actionplans import actions
from actionplans.models import ActionItem, Evidence, ImpactRating, ProgressUpdate, SignOff
from actionplans.models.proposing import Proposal
from actionplans.snapshot import ItemSnapshot
from ilacs.design.today import today

FIRST_UPDATES = 5
"""Updates in sight; those before them are folded."""


@dataclass(frozen=True)
class ToldUpdate:
    """One update that stands, the ones it put right (newest first), the answers to it, and the evidence it came with.

    shows_impact says that its impact rating is other than before, or was never told before.
    """

    update: ProgressUpdate
    corrected: tuple[ProgressUpdate, ...]
    answers: tuple[SignOff, ...]
    evidence: tuple[Evidence, ...]
    shows_impact: bool


def updates_of(item: ActionItem) -> list[ToldUpdate]:
    """Every update on an action, the newest first, corrections in the place of what they correct (three queries)."""
    rows = item.updates.select_related("made_by").prefetch_related("sign_offs__made_by", "evidence")
    told: list[ToldUpdate] = []
    before = ImpactRating.TOO_EARLY.value
    for _, group in groupby(reversed(list(rows)), key=lambda update: update.number):
        *corrected, update = group
        told.append(
            ToldUpdate(
                update=update,
                corrected=tuple(reversed(corrected)),
                answers=tuple(answer for each in [*corrected, update] for answer in each.sign_offs.all()),
                evidence=tuple(piece for each in [update, *corrected] for piece in each.evidence.all()),
                shows_impact=update.impact_rating != before,
            )
        )
        before = update.impact_rating
    return told[::-1]


def proposal_beside(item: ActionItem, seen: ItemSnapshot) -> Proposal | None:
    """What the program would say today, where it is something else than what is shown; None where nobody asks."""
    if item.plan.is_closed or item.is_deleted:
        return None
    proposal = actions.proposal_for(item, on=today())
    return None if proposal.rating == seen.delivery_rating else proposal
