"""The delivery rating the program proposes from dates, milestones and the share expected by now, and why. Pure.

A person accepts it or overrides it with a reason. Past due and not complete is never shown as kept without a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actionplans.models.ratings import DeliveryRating
from ilacs.design.wording import counted, date_in_words

BEHIND = 25
"""Percentage points between what is done and what was expected by now, from which work is at risk."""
FAR_BEHIND = 50
"""The same, from which it is off track."""
EXPLANATION_HOLDS = timedelta(days=60)
"""How long a reason explains that an action is late: silence is never shown as green, so somebody must say it again."""
GRAVITY = (DeliveryRating.NOT_STARTED, DeliveryRating.AT_RISK, DeliveryRating.OFF_TRACK)
"""What speaks against a rating of on track, the gravest last."""


@dataclass(frozen=True)
class MilestoneFacts:
    """One milestone: what it is called, its day, and the day it was reached."""

    name: str
    due_on: date
    done_on: date | None = None

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it is not reached."""
        return self.done_on is None and self.due_on < on


@dataclass(frozen=True)
class DeliveryFacts:
    """What a proposal is made from. share_done is the percentage a person said is done; None where nobody did.

    is_finished says that the work is reported as finished, is_signed_off that a second person saw the evidence.
    """

    starts_on: date | None
    due_on: date | None
    milestones: Sequence[MilestoneFacts] = ()
    share_done: int | None = None
    has_begun: bool = False
    is_finished: bool = False
    is_signed_off: bool = False


@dataclass(frozen=True)
class Proposal:
    """The code of the rating and the sentence that says why."""

    rating: DeliveryRating
    because: str


def propose(facts: DeliveryFacts, *, on: date) -> Proposal:
    """The rating that these facts give on a day: finished is finished, past due is off track, else the gravest fact."""
    if ended := _finished(facts) or _past_due(facts, on):
        return ended
    found = [proposal for rule in (_late_milestones, _behind, _not_begun) if (proposal := rule(facts, on))]
    if not found:
        return Proposal(DeliveryRating.ON_TRACK, _on_track_because(facts, on))
    return max(found, key=lambda proposal: GRAVITY.index(proposal.rating))


def lapses(rating: DeliveryRating, *, due_on: date | None, on: date, rated_on: date | None, reason: str) -> bool:
    """Whether a rating that was given no longer holds by itself: the due date has passed, it is not complete.

    It holds on for a while when somebody gave it with a reason after that date had passed.
    """
    if due_on is None or due_on >= on or not rating.promises:
        return False
    if rated_on is None or rated_on <= due_on or not reason.strip():
        return True
    return on > rated_on + EXPLANATION_HOLDS


def past_due_words(due_on: date, on: date) -> str:
    """Why an overdue action is off track, as a sentence."""
    return f"It was due on {date_in_words(due_on)}, {counted((on - due_on).days, 'day')} ago, and is not complete."


def expected_share(starts_on: date | None, due_on: date | None, on: date) -> int | None:
    """The percentage that was expected by a day if work goes evenly from start to due date; None without both."""
    if starts_on is None or due_on is None or due_on <= starts_on:
        return None
    return max(0, min(100, round(100 * (on - starts_on).days / (due_on - starts_on).days)))


def _finished(facts: DeliveryFacts) -> Proposal | None:
    if facts.is_signed_off:
        return Proposal(DeliveryRating.EVIDENCED, "A second person has seen the evidence and signed it off.")
    if facts.is_finished:
        return Proposal(DeliveryRating.COMPLETE, "The work is reported as finished; sign-off is still to come.")
    return None


def _past_due(facts: DeliveryFacts, on: date) -> Proposal | None:
    if facts.due_on is None or facts.due_on >= on:
        return None
    return Proposal(DeliveryRating.OFF_TRACK, past_due_words(facts.due_on, on))


def _late_milestones(facts: DeliveryFacts, on: date) -> Proposal | None:
    late = [milestone for milestone in facts.milestones if milestone.is_late(on)]
    if not late:
        return None
    first = min(late, key=lambda milestone: milestone.due_on)
    words = f"“{first.name}” was due on {date_in_words(first.due_on)} and is not done"
    if len(late) > 1:
        words = f"{counted(len(late), 'milestone')} have passed their dates: {words}"
    return Proposal(DeliveryRating.AT_RISK, f"{words}.")


def _behind(facts: DeliveryFacts, on: date) -> Proposal | None:
    expected = expected_share(facts.starts_on, facts.due_on, on)
    if expected is None or facts.share_done is None:
        return None
    gap = expected - facts.share_done
    if gap < BEHIND:
        return None
    rating = DeliveryRating.OFF_TRACK if gap >= FAR_BEHIND else DeliveryRating.AT_RISK
    return Proposal(
        rating, f"{facts.share_done}% is done; {expected}% was expected by now, as time runs from start to due date."
    )


def _not_begun(facts: DeliveryFacts, on: date) -> Proposal | None:
    if facts.has_begun or facts.share_done or any(milestone.done_on for milestone in facts.milestones):
        return None
    if facts.starts_on is None:
        return Proposal(DeliveryRating.NOT_STARTED, "Nothing has been reported yet.")
    if facts.starts_on >= on:
        return Proposal(DeliveryRating.NOT_STARTED, f"It starts on {date_in_words(facts.starts_on)}.")
    since = counted((on - facts.starts_on).days, "day")
    words = f"It should have started on {date_in_words(facts.starts_on)}, {since} ago, and nothing has been reported."
    return Proposal(DeliveryRating.AT_RISK, words)


def _on_track_because(facts: DeliveryFacts, on: date) -> str:
    """Why nothing is wrong, with the figures there are."""
    known = []
    if facts.milestones:
        done = sum(milestone.done_on is not None for milestone in facts.milestones)
        due = sum(milestone.due_on < on for milestone in facts.milestones)
        known.append(f"{done} of {counted(len(facts.milestones), 'milestone')} done, {due} expected by now")
    expected = expected_share(facts.starts_on, facts.due_on, on)
    if expected is not None and facts.share_done is not None:
        known.append(f"{facts.share_done}% done, {expected}% expected by now")
    if facts.due_on is None:
        return "; ".join(["It has no due date, so no date can be missed", *known]) + "."
    if facts.due_on == on:
        return "; ".join(["It is due today", *known]) + "."
    days = counted((facts.due_on - on).days, "day")
    return "; ".join([f"Nothing is late: it is due in {days}, on {date_in_words(facts.due_on)}", *known]) + "."
