"""What of a plan the public may read, field by field. Whatever is not named here stays with the council.

Not public: why a rating was given and what the program proposed, reasons and approvers of moved dates, the names of
milestones, what evidence is called, shows and where it is, what waits for sign-off and what was returned, who has not
reported, notes on readings, and the words of children, families and staff, which nobody gave for publication.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from actionplans.models import RatingRule
from actionplans.snapshot import (
    AreaSnapshot,
    DeadlineSnapshot,
    EvidenceSnapshot,
    InspectionSnapshot,
    ItemSnapshot,
    JudgementSnapshot,
    MeasureSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    PlanSnapshot,
    ReadingSnapshot,
    RecommendationSnapshot,
    TargetSnapshot,
    TermSnapshot,
    UpdateSnapshot,
)

PUBLIC: dict[type, str] = {
    PlanSnapshot: (
        "pk council council_slug title stage stage_words version committee meeting_on introduction "
        "monitoring_arrangements submitted_on closed_on as_at inspections areas embargo recommendations amended_on "
        "ratings measures glossary silent_after_days"
    ),
    InspectionSnapshot: (
        "pk name framework started_on ended_on received_on published_on judgements strengths no_overall deadline "
        "next_from next_to"
    ),
    JudgementSnapshot: "code label grade_code grade",
    DeadlineSnapshot: "due_on basis basis_words explanation counted_from working_days",
    AreaSnapshot: (
        "pk number text label reference theme origin is_priority_action inspection outcome lead items also_served_by "
        "lead_post amended_on"
    ),
    ItemSnapshot: (
        "pk reference action lead lead_post partners starts_on due_on original_due_on success_measure how_we_will_know "
        "resources monitoring_body delivery_rating is_complete is_overdue area_numbers progress amended_on "
        "impact_rating moves milestones evidence"
    ),
    UpdateSnapshot: "reported_on what_changed delivery_rating next_step impact_rating share_done",
    MoveSnapshot: "from_on to_on moved_on",
    MilestoneSnapshot: "pk due_on original_due_on done_on is_late",
    EvidenceSnapshot: "pk kind kind_words dated_on contradicts added_on",
    RatingRule: (
        "scale code letter word shape tone definition is_used needs_reason needs_next_step needs_evidence "
        "needs_second_person"
    ),
    MeasureSnapshot: (
        "pk number name definition unit unit_words polarity baseline baseline_on tolerance source frequency "
        "frequency_words owner owner_post areas references targets readings"
    ),
    TargetSnapshot: "ends_on value",
    ReadingSnapshot: "ends_on value neighbours region england",
    RecommendationSnapshot: (
        "pk number text body meeting_on asked_by answer answer_words reason owner due_on done_on done_in_version areas "
        "references owner_post"
    ),
    TermSnapshot: "term meaning",
}
_BLANKS: dict[type, Any] = {str: "", bool: False, tuple: ()}


def public_only(snapshot: PlanSnapshot) -> PlanSnapshot:
    """The same plan with everything emptied that the public may not read."""
    shown: PlanSnapshot = _public(snapshot)
    return shown


def _public(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_public(part) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = PUBLIC[type(value)].split()
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    shown = {name: _public(part) if name in named else _BLANKS.get(type(part)) for name, part in held.items()}
    return replace(value, **shown)
