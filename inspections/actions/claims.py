"""Two people and one inspection: changes queue, each raises the revision, and one made from a stale page is refused."""

from inspections.models import ImprovementArea, Inspection, Strength


class InspectionChanged(Exception):
    """Somebody else changed the inspection, its judgements or its findings first. Carries what is stored now."""

    def __init__(self, current: Inspection) -> None:
        super().__init__("Somebody else has changed this inspection since you opened it.")
        self.current = current


def lock(inspection: Inspection) -> Inspection:
    """The inspection as it is stored now; others who change it wait until this transaction ends."""
    stored: Inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    return stored


def claim(inspection: Inspection, *, revision: int) -> Inspection:
    """The same, if nobody changed it since revision `revision` was read; raises InspectionChanged if somebody did."""
    stored = lock(inspection)
    if stored.revision != revision:
        raise InspectionChanged(stored)
    return stored


def claim_finding(finding: ImprovementArea | Strength, *, revision: int) -> Inspection:
    """The locked inspection of a finding, if nobody changed or removed this finding since; else InspectionChanged.

    What happened to other findings meanwhile is no conflict.
    """
    stored = lock(finding.inspection)
    if stored.revision == revision:
        return stored
    next_change = stored.history.filter(revision__gt=revision).order_by("revision").first()
    if next_change is None or finding.history.filter(history_date__gte=next_change.history_date).exists():
        raise InspectionChanged(stored)
    return stored


def raise_revision(stored: Inspection, *, reason: str) -> None:
    """Marks a locked inspection as changed, with a line in its history that says by whom; the changes come after it."""
    stored.revision += 1
    stored._change_reason = reason
    stored.save(update_fields=["revision"])
