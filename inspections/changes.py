"""Who changed what of an inspection and its findings, from what, to what, when and why."""

from collections.abc import Iterator

from ilacs.design.telling import Change, FieldChange, Telling, in_order, plain
from inspections.models import FixedDeadline, ImprovementArea, Inspection, Judgement, Strength

INSPECTION = Telling(
    Inspection,
    fields=(
        *plain(Inspection, "kind", "framework", "focus", "notified_on", "started_on", "ended_on", "received_on"),
        *plain(Inspection, "published_on", "stated_deadline_on", "stated_deadline_reason", "statement_required"),
        *plain(Inspection, "principal_authority", "lead_inspector", "report_url", "background"),
        *plain(Inspection, deadline_reported_reason="Why the deadline counts as reported"),
    ),
    subject=lambda row: "The inspection",
    whole=True,
)
JUDGEMENT = Telling(
    Judgement,
    fields=plain(Judgement, printed_label="Judgement", printed_grade="Grade as printed", grade="Grade"),
    subject=lambda row: str(row.printed_label),
    whole=True,
)
AREA = Telling(
    ImprovementArea,
    fields=plain(
        ImprovementArea,
        "position",
        "text",
        "reference",
        "is_priority_action",
        "short_label",
        "theme",
        "origin",
        locked_because="Why its words are locked",
    ),
    subject=lambda row: f"Area {row.position} of the report",
    whole=True,
)
STRENGTH = Telling(
    Strength,
    fields=plain(Strength, "position", "text"),
    subject=lambda row: f"Strength {row.position}",
    whole=True,
)


def _deadlines(inspection: Inspection) -> Iterator[Change]:
    """The deadlines that were fixed, which are kept for ever (one query)."""
    told = plain(FixedDeadline, "duty", "due_on", "basis", "counted_from", "stated_reason")
    for row in FixedDeadline.objects.filter(inspection=inspection).select_related("fixed_by"):
        said = tuple(FieldChange(each.name, "", words) for each in told if (words := each.words(row)))
        yield Change(row.fixed_at, str(row.fixed_by or ""), "Deadline fixed", row.reason, said)


def changes_of(inspection: Inspection) -> tuple[Change, ...]:
    """Everything that was recorded of an inspection, newest first (five queries)."""
    found = (part.changes(inspection_id=inspection.pk) for part in (JUDGEMENT, AREA, STRENGTH))
    return in_order(INSPECTION.changes(id=inspection.pk), *found, _deadlines(inspection))
