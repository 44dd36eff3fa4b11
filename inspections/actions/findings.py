"""The areas for improvement and the strengths: replaced as lists, edited one by one, moved up and down."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError

from ilacs.authorities.models import User
from inspections.actions.claims import claim, claim_finding, lock, raise_revision
from inspections.actions.deadlines import fix_reported_deadline
from inspections.matching import Matching, match_items
from inspections.models import FixedDeadline, ImprovementArea, Inspection, Strength
from inspections.pasting import reference_in

OUT_OF_THE_WAY = 20_000
"""Added to the places of a list while they are given anew, so that no two are ever in one place."""


class FindingsRefused(Exception):
    """A change of the findings that may not happen; its words are fit for the page."""


def lock_areas(areas: Iterable[ImprovementArea], *, reason: str) -> None:
    """From now on the words of these areas may not change, for a reason that follows "because"; none lets them."""
    for area in areas:
        area.locked_because = reason
        area._change_reason = f"Words locked: {reason}" if reason else "Words no longer locked"
        area.save(update_fields=["locked_because"])


def _refuse_if_locked(finding: ImprovementArea | Strength) -> None:
    """Raises FindingsRefused for an area that something which was sent quotes."""
    because = finding.locked_because if isinstance(finding, ImprovementArea) else ""
    if because:
        raise FindingsRefused(f"Area {finding.position} cannot be changed, because {because}")


@transaction.atomic
def replace_findings(
    inspection: Inspection, *, areas: list[str], strengths: list[str], revision: int, by: User
) -> None:
    """Makes the two lists of an inspection these, in this order, from lists read at `revision`.

    What stays keeps its row. Raises FindingsRefused when an area that a plan answers is left out or one that was sent
    is reworded, InspectionChanged when somebody else saved first; then nothing is changed.
    """
    stored = claim(inspection, revision=revision)
    raise_revision(stored, reason=f"Areas and strengths saved by {by}")
    _replace_list(match_items(list(stored.areas.all()), areas), ImprovementArea, stored, by)
    _replace_list(match_items(list(stored.strengths.all()), strengths), Strength, stored, by)


@transaction.atomic
def update_finding(finding: ImprovementArea | Strength, *, revision: int, by: User) -> FixedDeadline | None:
    """Stores an area or strength edited from `revision` of its inspection. Its place is changed by moving it only.

    Returns the deadline that this fixed: the first date of one that was reported without. Raises InspectionChanged
    when somebody else saved this one first, FindingsRefused for an area whose words were sent.
    """
    stored = claim_finding(finding, revision=revision)
    if isinstance(finding, ImprovementArea):
        finding.locked_because = (
            type(finding)._default_manager.values_list("locked_because", flat=True).get(pk=finding.pk)
        )
    _refuse_if_locked(finding)
    what = "Area" if isinstance(finding, ImprovementArea) else "Strength"
    raise_revision(stored, reason=f"{what} {finding.position} edited by {by}")
    finding._change_reason = f"Edited by {by}"
    finding.save(update_fields=finding.EDITED_FIELDS)
    return fix_reported_deadline(stored, by=by)


@transaction.atomic
def move_finding(finding: ImprovementArea | Strength, *, up: bool, by: User) -> bool:
    """Changes places with the one above or below; False when there is none there, or it is gone."""
    stored = lock(finding.inspection)
    siblings = type(finding)._default_manager.filter(inspection=stored)
    here = siblings.filter(pk=finding.pk).first()
    if here is None:
        return False
    before = siblings.filter(position__lt=here.position).order_by("-position")
    after = siblings.filter(position__gt=here.position).order_by("position")
    other = (before if up else after).first()
    if other is None:
        return False
    raise_revision(stored, reason=f"Order changed by {by}")
    places = (here.position, other.position)
    _put(other, places[1] + OUT_OF_THE_WAY)
    _put(here, places[1])
    _put(other, places[0])
    return True


def _put(finding: ImprovementArea | Strength, position: int) -> None:
    """Gives a finding its place; places are not worth a line of history each."""
    finding.position = position
    type(finding)._default_manager.filter(pk=finding.pk).update(position=position)


def _replace_list(
    matching: Matching, model: type[ImprovementArea | Strength], inspection: Inspection, by: User
) -> None:
    """Carries out what a matching says: removes, makes room, then gives every text its place."""
    for removed in matching.removed:
        _remove(removed, by)
    kept = [old.pk for old, _ in matching.rows if old]
    for place, pk in enumerate(kept, start=OUT_OF_THE_WAY):
        model._default_manager.filter(pk=pk).update(position=place)
    for place, (old, text) in enumerate(matching.rows, start=1):
        if old is None:
            _add(model, inspection, place, text, by)
        elif text == old.text:
            _put(old, place)
        else:
            _refuse_if_locked(old)
            old.position, old.text = place, text
            old._change_reason = f"Reworded by {by}"
            old.save(update_fields=["position", "text"])


def _add(model: type[ImprovementArea | Strength], inspection: Inspection, place: int, text: str, by: User) -> None:
    """Adds one finding; an area takes the reference the report prints at the end of its words."""
    finding = model(inspection=inspection, position=place, text=text)
    if isinstance(finding, ImprovementArea):
        finding.reference = reference_in(text)
    finding._change_reason = f"Added by {by}"
    finding.save()


def _remove(finding: ImprovementArea | Strength, by: User) -> None:
    """Removes one finding; raises FindingsRefused, with words for the page, when a plan answers it.

    The words are the same whether or not the person may know of that plan.
    """
    finding._change_reason = f"Removed by {by}"
    try:
        finding.delete()
    except ProtectedError as error:
        raise FindingsRefused(
            f"“{finding.text}” cannot be removed here. Put its line back. If an action plan answers it, open the plan, "
            f"take area {finding.position} out there (it must have no actions), then come back. If you see no such "
            "plan, ask your director."
        ) from error
