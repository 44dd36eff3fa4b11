"""What still stops a plan being submitted, and what a critical reader would question: pure questions about a snapshot.

Ofsted called one council's statement not fit for purpose over monitoring, milestones and success indicators. So every
area needs an action and every action a lead, dates and a success measure, and nothing may say that it is still to come.
The rest can be asked by anybody who reads with care; a council that does not want to be asked turns that warning off.
"""

from actionplans.readiness.abbreviations import Unexplained, unexplained_in
from actionplans.readiness.kinds import ERRORS, KINDS, WARNINGS, Kind, Level, Missing
from actionplans.readiness.listing import area_is_complete, missing, missing_by_area, missing_in, stops_submission
from actionplans.readiness.unfinished import placeholder_in

__all__ = [
    "ERRORS",
    "KINDS",
    "WARNINGS",
    "Kind",
    "Level",
    "Missing",
    "Unexplained",
    "area_is_complete",
    "missing",
    "missing_by_area",
    "missing_in",
    "placeholder_in",
    "stops_submission",
    "unexplained_in",
]
