"""Which fields of a snapshot are compared, what they are called, and how: as words, as short facts, as days."""

from collections.abc import Iterator, Mapping
from typing import Any

from actionplans.changes.values import DateMove, TextChange, ValueChange
from actionplans.changes.words import difference

Labels = Mapping[str, str]

PLAN_TEXTS = {
    "title": "Title",
    "introduction": "Introduction",
    "monitoring_arrangements": "How the plan is monitored",
}
PLAN_VALUES = {"stage_words": "Stage"}
PLAN_DATES = {"submitted_on": "Sent to Ofsted", "closed_on": "Closed"}
INSPECTION_VALUES = {"name": "Kind of inspection", "framework": "Framework"}
INSPECTION_DATES = {
    "started_on": "First day on site",
    "ended_on": "Last day on site",
    "received_on": "Report received",
    "published_on": "Report published",
}
AREA_TEXTS = {
    "text": "Words of the area",
    "label": "Short name",
    "reference": "Place in the report",
    "theme": "Theme",
    "outcome": "Outcome for children",
}
AREA_VALUES = {"number": "Number", "origin": "Whose words", "inspection": "Inspection"}
ITEM_TEXTS = {
    "action": "Action",
    "partners": "Supporting partners",
    "success_measure": "Success measure",
    "how_we_will_know": "How we will know",
    "resources": "Resources",
    "monitoring_body": "Monitored by",
}
ITEM_VALUES = {"reference": "Reference", "area_numbers": "Also serves areas"}
ITEM_DATES = {"starts_on": "Start", "due_on": "Due date"}
RECOMMENDATION_TEXTS = {"text": "Recommendation", "reason": "Reason for the answer"}
RECOMMENDATION_VALUES = {
    "number": "Number",
    "body": "Body",
    "asked_by": "Asked by",
    "answer_words": "Answer",
    "owner": "Owner",
    "done_in_version": "Done in version",
    "areas": "Areas",
    "references": "Actions",
}
RECOMMENDATION_DATES = {"meeting_on": "Meeting", "due_on": "Due date", "done_on": "Done"}
MILESTONE_TEXTS = {"name": "Milestone"}
MILESTONE_DATES = {"due_on": "By when", "done_on": "Reached"}
EVIDENCE_TEXTS = {"shows": "What it shows"}
EVIDENCE_VALUES = {"kind_words": "Kind of evidence", "name": "File or address"}
EVIDENCE_DATES = {"dated_on": "Its own date"}
MEASURE_TEXTS = {"name": "Measure", "definition": "Definition", "source": "Where the figures come from"}
MEASURE_VALUES = {
    "number": "Number",
    "unit_words": "Unit",
    "frequency_words": "How often it is read",
    "owner": "Owner",
    "areas": "Areas",
    "references": "Actions",
}
MEASURE_AMOUNTS = {"baseline": "Baseline", "tolerance": "How far from target is near it"}
MEASURE_DATES = {"baseline_on": "Date of the baseline"}
VOICE_TEXTS = {"said": "What they said", "did": "What we did"}
VOICE_VALUES = {"who_words": "Who said it", "how": "How we heard it", "area": "Area", "reference": "Action"}
VOICE_DATES = {"heard_on": "When", "did_on": "When we did it"}


def texts(before: Any, after: Any, labels: Labels) -> Iterator[TextChange]:
    """The running texts that differ."""
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield TextChange(label, difference(old, new))


def values(before: Any, after: Any, labels: Labels) -> Iterator[ValueChange]:
    """The short facts that differ."""
    for name, label in labels.items():
        yield from value(label, in_words(getattr(before, name)), in_words(getattr(after, name)))


def value(label: str, before: str, after: str) -> Iterator[ValueChange]:
    """One short fact, if it differs."""
    if before != after:
        yield ValueChange(label, before, after)


def in_words(value: Any) -> str:
    """A number, a text or several of them as they are read; nothing is empty."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def dates(before: Any, after: Any, labels: Labels) -> Iterator[DateMove]:
    """The days that differ."""
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield DateMove(label, old, new)
