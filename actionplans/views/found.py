"""Finds what the addresses of plans name. Anything of another council does not exist (404); what is over is refused."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from actionplans.models import ActionItem, ActionPlan, Amendment, AreaResponse, Version
from ilacs.authorities.finding import authority_or_404


def plan_or_404(request: HttpRequest, slug: str, pk: int) -> ActionPlan:
    """The plan with this number in the council of this slug, if the person may know it exists."""
    authority = authority_or_404(request, slug)
    plan: ActionPlan = get_object_or_404(ActionPlan.objects.visible_to(request.user).filter(authority=authority), pk=pk)
    plan.authority = authority
    return plan


def refuse_unless(may: bool, plan: ActionPlan) -> None:
    """Answers 403 to whoever may not do this with the plan; of a plan that is over it says so."""
    if may:
        return
    if plan.is_closed:
        stage = plan.get_stage_display().lower()
        raise PermissionDenied(f"{plan.title} is {stage}: nothing in it changes. Its page says who can open it again.")
    raise PermissionDenied


def response_or_404(plan: ActionPlan, number: int) -> AreaResponse:
    """The plan's answer to its area of this number."""
    response: AreaResponse = get_object_or_404(
        plan.responses.select_related("area__inspection", "lead_person"), number=number
    )
    response.plan = plan
    return response


def item_or_404(plan: ActionPlan, item_pk: int) -> ActionItem:
    """The plan's action with this key, deleted or not."""
    item: ActionItem = get_object_or_404(
        plan.items.select_related("response__area__inspection", "lead_person", "deleted_by"), pk=item_pk
    )
    item.plan = plan
    item.response.plan = plan
    return item


def version_or_404(plan: ActionPlan, number: int) -> Version:
    """The version of the plan with this number."""
    version: Version = get_object_or_404(plan.versions.select_related("made_by", "meeting__body"), number=number)
    version.plan = plan
    return version


def amendment_or_404(plan: ActionPlan, amendment_pk: int) -> Any:
    """The plan's amendment with this key, and its number."""
    found = plan.amendments.numbered().select_related("proposed_by", "decided_by", "version", "item", "response__area")
    amendment: Amendment = get_object_or_404(found, pk=amendment_pk)
    amendment.plan = plan
    return amendment
