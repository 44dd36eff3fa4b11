"""What is simply not there: an action, a lead, a date, a success measure, an outcome, monitoring arrangements."""

from collections.abc import Iterator

from actionplans.readiness.kinds import Missing
from actionplans.snapshot import AreaSnapshot, ItemSnapshot, PlanSnapshot


def empty_in_plan(snapshot: PlanSnapshot) -> Iterator[Missing]:
    """What the head of the plan lacks."""
    if not snapshot.areas:
        yield Missing(None, None, "areas", "The plan answers no area for improvement", "plan-without-area")
    if not snapshot.monitoring_arrangements.strip():
        words = "The plan does not say who will monitor progress, and how often"
        yield Missing(None, None, "monitoring_arrangements", words, "no-monitoring-arrangements")


def empty_in_area(area: AreaSnapshot) -> Iterator[Missing]:
    """What an area and its actions lack; an action of another area that serves it counts as its own."""
    if not area.items and not area.also_served_by:
        yield Missing(area.number, None, "items", f"Area {area.number} has no action", "area-without-action")
    if not area.outcome.strip():
        words = f"Area {area.number} has no outcome for children"
        yield Missing(area.number, None, "outcome", words, "area-without-outcome")
    if not area.lead.strip():
        yield Missing(area.number, None, "lead_post", f"Area {area.number} has no lead", "area-without-lead")
    for item in area.items:
        for field, words, code in _empty_in_item(item):
            yield Missing(area.number, item.reference, field, f"Action {item.reference} has {words}", code)


def _empty_in_item(item: ItemSnapshot) -> Iterator[tuple[str, str, str]]:
    """The fields of an action that are empty and may not be, with words that follow "has"."""
    if not item.lead.strip():
        yield "lead_post", "no lead", "action-without-lead"
    if item.starts_on is None and item.due_on is None:
        yield "starts_on", "no dates", "action-without-dates"
    elif item.due_on is None:
        yield "due_on", "no due date", "no-due-date"
    if not item.success_measure.strip():
        yield "success_measure", "no success measure", "action-without-success-measure"
