"""Who may do what with plans. Each predicate takes the person and the thing; a view that gets no answers 403."""

from actionplans.models import ActionItem, ActionPlan, Amendment, Measure, Voice
from actionplans.models.stages import Move
from ilacs.authorities.models import LocalAuthority, Role, User
from ilacs.authorities.permissions import EDITORS, can_change_settings, has_role


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


def can_sign_off(user: User, item: ActionItem) -> bool:
    """Editors, leads and administrators. Whether one of them is the second person: actions.refusals_to_sign."""
    return can_edit_plan(user, item.plan)


def can_add_evidence(user: User, item: ActionItem) -> bool:
    """The same people who may report on the action."""
    return can_report_progress(user, item)


def can_change_milestones(user: User, item: ActionItem) -> bool:
    """The same people who may report on the action: milestones are their working tool."""
    return can_report_progress(user, item)


def can_change_many(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators change many actions at once."""
    return can_edit_plan(user, plan)


def can_hand_over(user: User, authority: LocalAuthority) -> bool:
    """The same people give to others what somebody led who has left the council."""
    return has_role(user, authority, *EDITORS)


def can_edit_measures(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators say what is measured."""
    return can_edit_plan(user, plan)


def can_add_reading(user: User, measure: Measure) -> bool:
    """They, and the action owner who is named as the measure's owner."""
    if can_edit_measures(user, measure.plan):
        return True
    owns = measure.owner_person_id == user.pk and has_role(user, measure.plan.authority, Role.ACTION_OWNER)
    return owns and not measure.plan.is_closed and not measure.is_archived


def can_add_voice(user: User, plan: ActionPlan) -> bool:
    """Whoever drafts in the plan, action owners too, records what was heard."""
    return can_draft_in_plan(user, plan)


def can_answer_voice(user: User, voice: Voice) -> bool:
    """They say what was done about it, too; another answer than the one it has is an edit."""
    return can_edit_voice(user, voice) if voice.did else can_add_voice(user, voice.plan)


def can_edit_voice(user: User, voice: Voice) -> bool:
    """Whoever may edit the plan, and the person who recorded it while they may still record what was heard."""
    added = voice.added_by_id == user.pk and can_add_voice(user, voice.plan)
    return added or can_edit_plan(user, voice.plan)


def can_manage_rounds(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators open a round, review the answers and close it."""
    return can_edit_plan(user, plan)


def can_edit_glossary(user: User, authority: LocalAuthority) -> bool:
    """Editors, leads and administrators explain the council's abbreviations."""
    return has_role(user, authority, *EDITORS)


def can_change_ratings(user: User, authority: LocalAuthority) -> bool:
    """A lead or an administrator says what the ratings are called, how they look and what they demand."""
    return can_change_settings(user, authority)


def can_make_move(user: User, plan: ActionPlan, move: Move) -> bool:
    """A lead sends, publishes and ends a plan; an administrator takes it back too; editors move it before that."""
    if move.takes_back:
        return has_role(user, plan.authority, Role.LEAD, Role.ADMINISTRATOR)
    return has_role(user, plan.authority, *((Role.LEAD,) if move.lead_decides else EDITORS))


def can_save_version(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators save versions, also of a plan that is over."""
    return has_role(user, plan.authority, *EDITORS)


def can_manage_meetings(user: User, authority: LocalAuthority) -> bool:
    """Editors, leads and administrators keep the bodies, their meetings and what they asked."""
    return has_role(user, authority, *EDITORS)


def can_manage_meetings_of(user: User, plan: ActionPlan) -> bool:
    """The same people change the meetings of a plan, until it is over."""
    return not plan.is_closed and can_manage_meetings(user, plan.authority)


def can_change_practice(user: User, authority: LocalAuthority) -> bool:
    """A lead or an administrator says how the council works with its plans."""
    return can_change_settings(user, authority)


def can_decide_amendments(user: User, plan: ActionPlan) -> bool:
    """A lead or an administrator decides on the amendments of others."""
    return has_role(user, plan.authority, Role.LEAD, Role.ADMINISTRATOR)


def can_decide_amendment(user: User, amendment: Amendment) -> bool:
    """A lead or an administrator, and never the person who proposed it."""
    return amendment.proposed_by_id != user.pk and can_decide_amendments(user, amendment.plan)


def can_withdraw_amendment(user: User, amendment: Amendment) -> bool:
    """The person who proposed it, as long as nobody has decided."""
    return amendment.proposed_by_id == user.pk and amendment.is_waiting


def can_publish_plan(user: User, plan: ActionPlan) -> bool:
    """Only a lead (director) makes an edition public or withdraws one."""
    return has_role(user, plan.authority, Role.LEAD)


def can_record_proof(user: User, plan: ActionPlan) -> bool:
    """Editors, leads and administrators attach what came back, and log what was published."""
    return has_role(user, plan.authority, *EDITORS)
