"""Changes that touch more than one model of a plan; each is one transaction."""

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
    "StageConflict",
    "Wish",
    "add_action",
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
    "report_progress",
    "save_edited",
    "save_version",
    "shift_action",
    "snapshot_of",
    "start_plan",
    "submit_plan",
    "take_out_area",
    "what_stops",
]
