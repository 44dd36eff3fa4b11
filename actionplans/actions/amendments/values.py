"""What an amendment holds: the fields of a plan, an area or an action by name, as JSON, and what they are called."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from actionplans.models import ActionItem, ActionPlan, Amendment, PlanRefused
from actionplans.models.plan import LEAD_FIELDS

LABELS = {
    "title": "Title",
    "introduction": "Introduction",
    "monitoring_arrangements": "Monitoring arrangements",
    "outcome": "Outcome for children",
    "action": "Action",
    "lead_post": "Lead officer",
    "lead_person": "Person",
    "partners": "Supporting partners",
    "starts_on": "Start",
    "due_on": "Due date",
    "success_measure": "Success measure",
    "how_we_will_know": "How we will know",
    "resources": "Resources",
    "monitoring_body": "Monitored by",
    "also_serves": "Also serves areas",
    "area": "Area",
}
"""What the fields that an amendment holds are called."""
IN_A_SENTENCE = {
    "monitoring_body": "monitoring body",
    "how_we_will_know": "text on how we will know",
    "also_serves": "list of other areas",
}
"""What those are called in a sentence whose labels would not fit into one."""


def sent_plan(pk: int) -> ActionPlan:
    """The locked plan; PlanRefused when it is not one that is changed by amendments."""
    plan: ActionPlan = ActionPlan.objects.select_for_update().get(pk=pk)
    if not plan.is_sent:
        stage = plan.get_stage_display().lower()
        raise PlanRefused(f"This plan is in stage {stage}, where no amendments are made")
    return plan


def locked_names(item: ActionItem) -> list[str]:
    """Everything of an action that is locked."""
    return ["area", *(name for name in item.EDITED_FIELDS if name not in LEAD_FIELDS), "also_serves"]


def values_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """These fields of a row as an amendment holds them."""
    return {name: as_json(row, name) for name in names}


def as_json(row: Any, name: str) -> Any:
    """One field: a text, an ISO date, the key of a person, the number of an area or of several."""
    if name == "also_serves":
        return areas_served(row)
    if name == "area":
        return row.response.number
    value = getattr(row, f"{name}_id" if name == "lead_person" else name)
    return value.isoformat() if isinstance(value, date) else value


def areas_served(item: ActionItem) -> list[int]:
    """The numbers of the other areas an action serves."""
    return sorted(item.also_serves.values_list("number", flat=True))


def target_of(amendment: Amendment) -> Any:
    """What an amendment changes, locked: its action, its area, or the plan."""
    row = amendment.item or amendment.response or amendment.plan
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
