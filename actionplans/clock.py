"""The statutory clock of plans, and of inspections that no plan answers yet; the law is in inspections/deadlines.py."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from actionplans.models import ActionPlan, Submission
from inspections.models import Inspection
from inspections.panel import DeadlinePanel, deadline_panel
from inspections.working_days import WorkingDayCalendar

READ = ("judgements", "areas", "fixed_deadlines__fixed_by")
"""What the clock reads of an inspection; prefetch it."""


def with_clocks(plans: Any) -> Any:
    """The plans of a queryset with everything their clocks read (a fixed number of queries)."""
    inspections = Inspection.objects.select_related("authority", "principal_authority").prefetch_related(*READ)
    read = (Prefetch("inspections", queryset=inspections), "submissions")
    return plans.select_related("authority").prefetch_related(*read)


def plans_known_to(person: Any) -> Any:
    """The prefetch of the plans of inspections that lets a hidden plan change nothing for whoever is not named."""
    return Prefetch("plans", queryset=ActionPlan.objects.visible_to(person))


def clock_of(plan: ActionPlan, on: date, calendar: WorkingDayCalendar) -> DeadlinePanel | None:
    """The earliest clock of the inspections a plan answers, stopped on the day it was sent; None when none runs.

    A deadline that an earlier sending met stays met: of a plan that was taken back, the next one counts.
    """
    owed = [inspection for inspection in plan.inspections.all() if inspection.plan_deadline(calendar)]
    if not owed or (plan.is_closed and plan.submitted_on is None):
        return None
    panels = [deadline_panel(inspection, on=on, calendar=calendar) for inspection in owed]
    panels.sort(key=_due_on)
    met = {sent.due_on: sent.sent_on for sent in plan.submissions.all() if sent.timeliness and sent.timeliness.in_time}
    still_owed = [panel for panel in panels if _due_on(panel) not in met]
    if plan.submitted_on is None:
        return (still_owed or panels)[0].for_plan(sent_on=None, calendar=calendar)
    measured = _measured(panels, list(plan.submissions.all()))
    return measured.for_plan(sent_on=met.get(_due_on(measured), plan.submitted_on), calendar=calendar)


def _due_on(panel: DeadlinePanel) -> date:
    return panel.deadline.due_on if panel.deadline else date.max


def _measured(panels: list[DeadlinePanel], sent: list[Submission]) -> DeadlinePanel:
    """The clock by which the newest sending was measured when it was recorded; the earliest where that is not known."""
    due_on = sent[-1].due_on if sent else None
    return next((panel for panel in panels if _due_on(panel) == due_on), panels[0])


def clocks_without_plan(
    inspections: Iterable[Inspection], on: date, calendar: WorkingDayCalendar
) -> list[tuple[Inspection, DeadlinePanel]]:
    """The inspections that a plan is owed after and nobody has started, newest first, each with its clock.

    Those that a later graded inspection has overtaken are left out. Reads READ and plans; prefetch both, of the plans
    those only that the person may know of (`plans_known_to`).
    """
    owed = []
    for inspection in sorted(inspections, key=lambda inspection: inspection.started_on, reverse=True):
        if inspection.plan_deadline(calendar) and not inspection.plans.all():
            panel = deadline_panel(inspection, on=on, calendar=calendar)
            owed.append((inspection, panel.for_plan(sent_on=None, calendar=calendar)))
        if inspection.is_graded:
            break
    return owed
