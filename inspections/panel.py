"""The deadline as every page shows it: the date and why, how the clock stands, what is odd, what was fixed before.

A view makes the value, the component `inspections/_deadline.html` shows it, alike on every page:

    panel = deadline_panel(inspection, on=today(), calendar=current_calendar())
    {% include "inspections/_deadline.html" with panel=panel only %}

Prefetch `areas`, `judgements` and `fixed_deadlines__fixed_by` of the inspection, and no query is made here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from ilacs.design.wording import date_in_words
from inspections.countdown import Countdown, State, Timeliness
from inspections.deadlines import Deadline, Duty, timeliness
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar

RECORDED_AS_NOT_OWED = "It was recorded that the plan is no longer owed."
SOON = 10
"""Working days from which the clock warns that little time is left."""


@dataclass(frozen=True)
class FixedLine:
    """One line of the history of a fixed deadline; without a date it says that nothing was owed any longer."""

    due_on: date | None
    reason: str
    fixed_by: str
    fixed_at: datetime


@dataclass(frozen=True)
class DeadlinePanel:
    """Everything to show about the deadline of an action plan; `deadline` is None where nothing is due.

    `moved_to` is the date the law gives now where it differs from the fixed one, `no_date_now` says why it gives none
    any longer; `adopt_url` is set for those who may adopt either. `timeliness` is known once the plan was sent.
    `nothing_due` says in words why there is no deadline, `is_awaited` whether there will be one.
    """

    deadline: Deadline | None
    countdown: Countdown | None
    warnings: tuple[str, ...]
    fixed: tuple[FixedLine, ...]
    moved_to: Deadline | None = None
    no_date_now: str = ""
    adopt_url: str = ""
    timeliness: Timeliness | None = None
    nothing_due: str = ""
    is_awaited: bool = False
    plan_known: bool = False

    @property
    def heading(self) -> str:
        """What the date is for, and whether it is only estimated."""
        if self.deadline is None:
            return "No deadline yet" if self.is_awaited else "No deadline"
        return "Action plan due (estimate)" if self.deadline.is_estimate else "Action plan due"

    @property
    def has_moved(self) -> bool:
        """Whether another date than the fixed one would be given today, or none."""
        return bool(self.moved_to or self.no_date_now)

    @property
    def is_counted(self) -> bool:
        """Whether there is a number of working days to show as a bar."""
        return self.countdown is not None and self.countdown.total is not None

    @property
    def used(self) -> int:
        """Working days used, at most all of them, for the bar; once the plan was sent, those used by then."""
        if self.countdown is None or self.countdown.used is None:
            return 0
        sent_after = self.timeliness.working_day if self.timeliness else None
        return min(self.countdown.used if sent_after is None else sent_after, self.countdown.total or 0)

    @property
    def tone(self) -> str:
        """How the clock looks: running, soon, overdue or done."""
        if self.timeliness:
            return "done" if self.timeliness.in_time else "overdue"
        if self.countdown is None:
            return "running"
        if self.countdown.state is State.OVERDUE:
            return "overdue" if self.plan_known else "running"
        return "soon" if self.countdown.left <= SOON else "running"

    @property
    def explanation(self) -> str:
        """Why the date is that day; a fixed date that would be another today is explained by when it was fixed."""
        if self.deadline is None:
            return ""
        if not self.has_moved or not self.fixed:
            return self.deadline.explanation
        newest = self.fixed[-1]
        counted = f", {date_in_words(self.deadline.counted_from)}" if self.deadline.counted_from else ""
        return f"Fixed on {date_in_words(newest.fixed_at.date())}, then {self.deadline.basis.label}{counted}."

    @property
    def headline(self) -> str:
        """The clock in a few words. A date long past is overdue only where it is known that no plan was sent."""
        if self.timeliness:
            return self.timeliness.sentence
        if self.countdown is None or self.deadline is None:
            return self.nothing_due
        if self.countdown.state is State.OVERDUE and not self.plan_known:
            return "This day has passed. The plan's own page says when it was sent."
        return self.countdown.sentence

    def for_plan(self, *, sent_on: date | None, calendar: WorkingDayCalendar) -> "DeadlinePanel":
        """The same on a page that knows whether the plan was sent, and when."""
        known = timeliness(self.deadline, sent_on, calendar) if self.deadline and sent_on else None
        return replace(self, plan_known=True, timeliness=known)


def deadline_panel(
    inspection: Inspection, *, on: date, calendar: WorkingDayCalendar, may_adopt: bool = False
) -> DeadlinePanel:
    """The deadline of the action plan after one inspection, as it stands on a day."""
    deadline = inspection.plan_deadline(calendar)
    moved_to = inspection.computed_deadline(Duty.ACTION_PLAN, calendar)
    moved = inspection.deadline_has_moved(calendar)
    may_adopt = may_adopt and inspection.deadline_can_be_adopted(calendar)
    return DeadlinePanel(
        deadline=deadline,
        countdown=deadline.countdown(on, calendar) if deadline else None,
        warnings=tuple(inspection.warnings(on)),
        fixed=tuple(_fixed_lines(inspection)),
        moved_to=moved_to if moved else None,
        no_date_now=_why_no_date_now(inspection) if moved and moved_to is None else "",
        adopt_url=_adopt_url(inspection) if may_adopt else "",
        is_awaited=Duty.ACTION_PLAN in inspection.duties(),
        nothing_due="" if deadline else RECORDED_AS_NOT_OWED if moved else _why_nothing_is_due(inspection),
    )


def _fixed_lines(inspection: Inspection) -> list[FixedLine]:
    """Every date that was fixed for the plan, oldest first."""
    rows = [row for row in inspection.fixed_deadlines.all() if row.duty == Duty.ACTION_PLAN]
    rows.sort(key=lambda row: (row.fixed_at, row.pk))
    return [
        FixedLine(row.due_on, row.reason, str(row.fixed_by or ""), timezone.localtime(row.fixed_at)) for row in rows
    ]


def _adopt_url(inspection: Inspection) -> str:
    """The page that adopts a moved deadline."""
    return reverse("inspection-deadline-adopt", args=[inspection.authority.slug, inspection.pk])


def _why_no_date_now(inspection: Inspection) -> str:
    """Why a date that was fixed and reported would not be given today."""
    still_owed = Duty.ACTION_PLAN in inspection.duties()
    return (
        f"{'Now no date can be counted' if still_owed else 'It is no longer owed'}. {_why_nothing_is_due(inspection)}"
    )


def _why_nothing_is_due(inspection: Inspection) -> str:
    """Why there is no deadline, and what to enter to get one."""
    if Duty.ACTION_PLAN in inspection.duties():
        return "Enter the day the report was received. The deadline is counted from it."
    principal = inspection.principal_authority
    if principal is not None and principal.pk != inspection.authority_id:
        return f"The statement of action is owed by {principal}, the principal authority."
    return inspection.kind_details.then
