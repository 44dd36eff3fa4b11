"""Finds what the addresses of inspections name, and refuses who may only read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.requests import SignedInRequest
from inspections import permissions
from inspections.models import ImprovementArea, Inspection, Strength

WHAT_A_PAGE_READS = ("areas", "strengths", "judgements", "fixed_deadlines__fixed_by")


def inspection_or_404(request: SignedInRequest, slug: str, pk: int) -> Inspection:
    """The inspection with this number in the council of this slug, with all that hangs on it."""
    authority = authority_or_404(request, slug)
    found = Inspection.objects.visible_to(request.user).filter(authority=authority)
    inspection: Inspection = get_object_or_404(
        found.select_related("principal_authority").prefetch_related(*WHAT_A_PAGE_READS), pk=pk
    )
    inspection.authority = authority
    return inspection


def inspection_to_edit(request: SignedInRequest, slug: str, pk: int) -> Inspection:
    """The same for somebody who may change it; 403 for the others."""
    inspection = inspection_or_404(request, slug, pk)
    refuse_readers(request, inspection.authority)
    return inspection


def finding_or_404(inspection: Inspection, model: type[Any], pk: int) -> ImprovementArea | Strength:
    """One area or strength of the inspection."""
    finding: ImprovementArea | Strength = get_object_or_404(model, inspection=inspection, pk=pk)
    finding.inspection = inspection
    return finding


def removed_finding(inspection: Inspection, model: type[Any], pk: int) -> ImprovementArea | Strength | None:
    """An area or strength that this inspection had and has no longer, as it was last; None where there is none such."""
    if model.objects.filter(pk=pk).exists():
        return None
    last = model.history.filter(id=pk, inspection_id=inspection.pk).first()
    return model(inspection=inspection, position=last.position, text=last.text) if last else None


def refuse_readers(request: SignedInRequest, authority: LocalAuthority) -> None:
    """Raises PermissionDenied for those who may read inspections and not change them."""
    if not permissions.can_edit_inspections(request.user, authority):
        raise PermissionDenied("Editors, leads and administrators of the council record inspections.")
