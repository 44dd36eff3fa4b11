"""Who may do what with plans. Each predicate takes the person and the thing; a view that gets no answers 403."""

from actionplans.models import ActionItem, ActionPlan
from ilacs.authorities.models import LocalAuthority, Role, User
from ilacs.authorities.permissions import EDITORS, has_role


def can_edit_plan(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators change a plan until it is closed."""
    return not plan.is_closed and has_role(user, plan.authority, *EDITORS)


def can_add_plan(user: User, authority: LocalAuthority) -> bool:
    """Editors, leads and administrators start plans."""
    return has_role(user, authority, *EDITORS)


def can_draft_in_plan(user: User, plan: ActionPlan) -> bool:
    """The drafting page is for those who edit the plan and for action owners, who edit their own actions there."""
    return not plan.is_closed and has_role(user, plan.authority, *EDITORS, Role.ACTION_OWNER)


def can_edit_action(user: User, item: ActionItem) -> bool:
    """Whoever may edit the plan, and the action owner who leads this action, unless it has been deleted."""
    if can_edit_plan(user, item.plan):
        return True
    owns = item.lead_person_id == user.pk and has_role(user, item.plan.authority, Role.ACTION_OWNER)
    return owns and not item.plan.is_closed and not item.is_deleted


def can_report_progress(user: User, item: ActionItem) -> bool:
    """The same people who may edit the action."""
    return can_edit_action(user, item)


def can_submit_plan(user: User, plan: ActionPlan) -> bool:
    """Only a lead (director) records that the plan was sent to Ofsted, or closes it."""
    return not plan.is_closed and has_role(user, plan.authority, Role.LEAD)
