"""Changes that touch more than one model of a plan; each is one transaction."""

from actionplans.actions.amendments import (
    AmendmentDecided,
    Proposed,
    approve_amendment,
    propose_edit,
    propose_move,
    propose_new_action,
    propose_removal,
    propose_return,
    refuse_amendment,
    withdraw_amendment,
)
from actionplans.actions.bodies import add_body, add_usual_bodies, change_practice, edit_body
from actionplans.actions.drafting import (
    add_action,
    areas_not_in,
    bring_in_areas,
    change_plan,
    edit_action,
    move_action,
    save_edited,
    shift_action,
    start_plan,
    take_out_area,
)
from actionplans.actions.feeds import make_feed, owner_of, revoke_feed
from actionplans.actions.meetings import add_meeting, cancel_meeting, edit_meeting
from actionplans.actions.progress import report_progress
from actionplans.actions.proof import Attachment, record_acknowledgement
from actionplans.actions.stages import MoveRefused, StageConflict, Wish, move_plan, moves_of, submit_plan, what_stops
from actionplans.actions.versions import body_of, finished_paper_of, paper_of, pdf_key, save_version, snapshot_of

__all__ = [
    "AmendmentDecided",
    "Attachment",
    "MoveRefused",
    "Proposed",
    "StageConflict",
    "Wish",
    "add_action",
    "add_body",
    "add_meeting",
    "add_usual_bodies",
    "approve_amendment",
    "areas_not_in",
    "body_of",
    "bring_in_areas",
    "cancel_meeting",
    "change_plan",
    "change_practice",
    "edit_action",
    "edit_body",
    "edit_meeting",
    "finished_paper_of",
    "make_feed",
    "move_action",
    "move_plan",
    "moves_of",
    "owner_of",
    "paper_of",
    "pdf_key",
    "propose_edit",
    "propose_move",
    "propose_new_action",
    "propose_removal",
    "propose_return",
    "record_acknowledgement",
    "refuse_amendment",
    "report_progress",
    "revoke_feed",
    "save_edited",
    "save_version",
    "shift_action",
    "snapshot_of",
    "start_plan",
    "submit_plan",
    "take_out_area",
    "what_stops",
    "withdraw_amendment",
]
