"""What keeps a due date from slipping unseen: when moving it needs a reason, and how every move is kept for ever."""

from datetime import date

from actionplans.models import ActionItem, ActionPlan, Amendment, DateMove, PlanRefused, Stage
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import date_in_words

SENT_WITH_ONE = "Enter a due date. The plan was sent with one, so the action must keep one"
SEEN_BY_OTHERS = "Enter a due date. Others have seen the one it has: move it to another day, with the reason"
REASON_NEEDED = "Enter the reason for the new due date"


def demands_reason_to_move(item: ActionItem, plan: ActionPlan) -> bool:
    """Whether others have seen the due date an action has, so that it is never lost and moves only with a reason.

    They have from consultation on, once the plan was sent, and once the date was moved before their eyes.
    """
    if item.due_on is None:
        return False
    return item.original_due_on is not None or plan.stage != Stage.DRAFT or item.date_moves.exists()


def refuse_lost_date(before: ActionItem, due_on: date | None, *, plan: ActionPlan, reason: str) -> None:
    """Raises PlanRefused for a due date that others have seen and that would be lost, or moved for no reason.

    While a plan is being drafted and nobody else has seen it, its dates are typed like its words. At no time does an
    action become due before a step inside it that is still open.
    """
    if due_on == before.due_on:
        return
    if due_on is not None:
        refuse_before_milestone(before, due_on)
    if not demands_reason_to_move(before, plan):
        return
    if due_on is None:
        raise PlanRefused(SENT_WITH_ONE if before.original_due_on else SEEN_BY_OTHERS, "due_on")
    if not reason.strip():
        raise PlanRefused(REASON_NEEDED, "reason")


def refuse_before_milestone(item: ActionItem, due_on: date) -> None:
    """Raises PlanRefused, naming the step, when an action would be due before one that is still to be reached."""
    later = item.milestones.current().filter(done_on__isnull=True, due_on__gt=due_on).last()
    if later:
        day = date_in_words(later.due_on)
        raise PlanRefused(
            f"The milestone “{later.name}” is on {day}, after this date. Move the milestone first", "due_on"
        )


def keep_move(
    item: ActionItem,
    before: ActionItem,
    plan: ActionPlan,
    *,
    reason: str,
    by: User,
    amendment: Amendment | None,
) -> None:
    """Keeps for ever that a due date which others had seen was moved: by whom, why, and who approved."""
    if before.due_on is None or item.due_on in (None, before.due_on):
        return
    if amendment is None and not demands_reason_to_move(before, plan):
        return
    DateMove.objects.create(
        item=item,
        from_on=before.due_on,
        to_on=item.due_on,
        reason=amendment.reason if amendment else reason,
        moved_by=amendment.proposed_by if amendment else by,
        moved_at=now(),
        approved_by=by if amendment else None,
        amendment=amendment,
    )


def explanation_set_aside(stored: object, edited: object) -> tuple[str, ...]:
    """The field to empty with a new due date: the reason for a rating, where it was given of another date.

    A reason given after a due date explains why that one was missed. It says nothing of a date that is set later and
    lies before it. The reports and the history keep it.
    """
    if not isinstance(stored, ActionItem) or not isinstance(edited, ActionItem) or not stored.rating.promises:
        return ()
    to, said_on = edited.due_on, stored.rated_on
    return ("rating_reason",) if to and said_on and stored.due_on != to and to < said_on else ()


def gets_its_original_date(item: ActionItem) -> bool:
    """In a plan that has been sent, the first due date an action gets becomes its original one; says whether it did."""
    if item.plan.is_draft or item.original_due_on is not None or item.due_on is None:
        return False
    item.original_due_on = item.due_on
    return True
