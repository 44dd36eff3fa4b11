"""Changing a plan that was sent: one person proposes an amendment, another approves or refuses it."""

from actionplans.actions.amendments.deciding import (
    AmendmentDecided,
    approve_amendment,
    refuse_amendment,
    withdraw_amendment,
)
from actionplans.actions.amendments.proposing import (
    Proposed,
    propose_edit,
    propose_move,
    propose_new_action,
    propose_removal,
    propose_return,
)
from actionplans.actions.amendments.values import LABELS

__all__ = [
    "LABELS",
    "AmendmentDecided",
    "Proposed",
    "approve_amendment",
    "propose_edit",
    "propose_move",
    "propose_new_action",
    "propose_removal",
    "propose_return",
    "refuse_amendment",
    "withdraw_amendment",
]
