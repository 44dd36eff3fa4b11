"""Planning backwards from the deadline: the last day on which a meeting still helps, and what can be done instead."""

from dataclasses import dataclass
from datetime import date

from actionplans.timetable.values import DECIDE, EXECUTIVE, SCRUTINISE, SCRUTINY, PlannedMeeting
from ilacs.design.wording import date_in_words
from inspections.working_days import CLEAR_DAYS_FOR_PAPERS, WorkingDayCalendar, key_decision_notice_by

URGENT_ITEM = (
    "The chair may take the item as urgent, with a reason that goes into the minutes (Local Government Act 1972, "
    "section 100B(4)(b)). Otherwise take it to a later or an extra meeting."
)
SHORTER_NOTICE = (
    "An executive has no urgent items: it can take this one only at a meeting called at shorter notice, with the "
    "agenda published when it is called (SI 2012/2089, regulation 6). Otherwise take it to a later meeting."
)
OWN_PAPERS_RULE = "This is the body’s own rule. Ask the chair whether the paper may come late, and record the answer."
OWN_RULE = "This is the council’s own rule, not the law. Agree with the clerk how the report still gets there."


@dataclass(frozen=True)
class LatestMeeting:
    """The last working day on which a meeting still comes in time, with the last days for its papers and notice."""

    day: date
    papers_by: date | None
    notice_by: date | None


def latest_meeting(
    due_on: date,
    *,
    calendar: WorkingDayCalendar,
    clear_days: int | None = CLEAR_DAYS_FOR_PAPERS,
    is_key_decision: bool = False,
) -> LatestMeeting:
    """The last meeting that still helps: the deadline itself, where that is a working day, else the one before it."""
    day = calendar.on_or_before(due_on)
    return LatestMeeting(
        day=day,
        papers_by=None if clear_days is None else calendar.publish_papers_by(day, clear_days),
        notice_by=calendar.on_or_before(key_decision_notice_by(day)) if is_key_decision else None,
    )


def extra_meeting_words(latest: LatestMeeting, on: date) -> str:
    """By when an extra meeting must be held, as a sentence begins: "Call an extra meeting by ..."."""
    if latest.day < on:
        return "No meeting can come before the deadline any more"
    held_by = f"Call an extra meeting by {date_in_words(latest.day)}"
    if latest.papers_by is None:
        return held_by
    papers_by = date_in_words(latest.papers_by)
    if latest.papers_by < on:
        return f"{held_by}, at shorter notice: the last day for its papers, {papers_by}, has passed"
    return f"{held_by}, with its papers published by {papers_by}"


def meeting_too_late(meeting: PlannedMeeting, due_on: date, on: date, calendar: WorkingDayCalendar) -> str:
    """What to do about a meeting that comes after the plan is due."""
    latest = latest_meeting(
        due_on, calendar=calendar, clear_days=meeting.clear_days, is_key_decision=meeting.is_key_decision
    )
    extra = extra_meeting_words(latest, on)
    if meeting.purpose != DECIDE:
        return f"{extra}. Or send its members the draft before the plan goes, and tell the meeting what became of it."
    when = "before the plan is due" if latest.day >= on else "now"
    delegate = f"Have the decision delegated to an officer or a cabinet member, who decides {when}."
    return f"{delegate} {extra if latest.day < on else f'Or: {extra[0].lower()}{extra[1:]}'}.{_notice(latest, on)}"


def _notice(latest: LatestMeeting, on: date) -> str:
    """By when a key decision at an extra meeting had to be announced."""
    if latest.notice_by is None or latest.day < on:
        return ""
    verb = "was" if latest.notice_by < on else "is"
    return f" The notice of a key decision there {verb} due by {date_in_words(latest.notice_by)}."


def papers_too_late(meeting: PlannedMeeting) -> str:
    """What to do when the last day for publishing papers has gone by."""
    if meeting.body_kind == EXECUTIVE:
        return SHORTER_NOTICE
    return URGENT_ITEM if meeting.body_kind == SCRUTINY else OWN_PAPERS_RULE


def notice_too_late(meeting: PlannedMeeting, on: date, calendar: WorkingDayCalendar) -> str:
    """What to do when a key decision was not announced 28 clear days before."""
    last = calendar.publish_papers_by(meeting.held_on)
    urgency = "the decision needs the scrutiny chair’s agreement that it is urgent (special urgency, regulation 11)"
    if last < on:
        return (
            f"{urgency[0].upper()}{urgency[1:]}: it is too late for the general exception (regulation 10). "
            "Otherwise take it at a later meeting."
        )
    return (
        f"Tell the scrutiny chair in writing and publish that notice by {date_in_words(last)} "
        f"(general exception, SI 2012/2089, regulation 10). After that {urgency}."
    )


def missing_meeting(purpose: str, due_on: date | None, on: date, calendar: WorkingDayCalendar) -> str:
    """What to do when no meeting decides, or none scrutinises."""
    who = "decides" if purpose == DECIDE else "scrutinises the plan"
    instead = " Or have the decision delegated." if purpose == DECIDE else ""
    if due_on is None:
        return f"Add the meeting that {who}."
    latest = latest_meeting(due_on, calendar=calendar)
    if latest.papers_by is None or latest.papers_by < on:
        return f"{extra_meeting_words(latest, on)}.{instead}"
    before = " and before the decision" if purpose == SCRUTINISE else ""
    held_by, papers_by = date_in_words(latest.day), date_in_words(latest.papers_by)
    return f"Add the meeting that {who}: by {held_by} at the latest{before}, papers published by {papers_by}.{instead}"
