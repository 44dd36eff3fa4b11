"""The road of a plan from Ofsted's report to the day it is due, planned backwards from its meetings."""

from actionplans.timetable.backwards import LatestMeeting, latest_meeting
from actionplans.timetable.building import timetable
from actionplans.timetable.reading import READ, next_meeting, read_for_timetables, timetable_of
from actionplans.timetable.values import DutyStep, Kind, OwnStep, PlannedMeeting, Road, Row, State, Timetable, Warning

__all__ = [
    "READ",
    "DutyStep",
    "Kind",
    "LatestMeeting",
    "OwnStep",
    "PlannedMeeting",
    "Road",
    "Row",
    "State",
    "Timetable",
    "Warning",
    "latest_meeting",
    "next_meeting",
    "read_for_timetables",
    "timetable",
    "timetable_of",
]
