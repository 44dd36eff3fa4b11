"""Changes that touch more than one model of a plan; each is one transaction."""

from actionplans.actions.amendments import (
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
from actionplans.actions.progress import report_progress
from actionplans.actions.stages import StageConflict, Wish, move_plan, moves_of, submit_plan, what_stops
from actionplans.actions.versions import body_of, paper_of, pdf_key, save_version, snapshot_of

__all__ = [
    "Proposed",
    "StageConflict",
    "Wish",
    "add_action",
    "approve_amendment",
    "areas_not_in",
    "body_of",
    "bring_in_areas",
    "change_plan",
    "edit_action",
    "move_action",
    "move_plan",
    "moves_of",
    "paper_of",
    "pdf_key",
    "propose_edit",
    "propose_move",
    "propose_new_action",
    "propose_removal",
    "propose_return",
    "refuse_amendment",
    "report_progress",
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
