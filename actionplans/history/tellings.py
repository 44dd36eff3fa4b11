"""How the stored rows of each model are told: which fields, what they are called, what must be read with them."""

from collections.abc import Iterable
from typing import Any

from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    AskedAction,
    Body,
    CouncilPractice,
    CouncilRating,
    Evidence,
    GlossaryTerm,
    Measure,
    MeasureTarget,
    Meeting,
    Milestone,
    OwnDeadline,
    RatingScales,
    Recommendation,
    Round,
    Voice,
)
from actionplans.models.plan import lead_words
from actionplans.models.stages import Stage
from ilacs.design.telling import Telling, Told, plain, words_of


def _lead(name: str = "Lead", person: str = "lead_person", post: str = "lead_post") -> Told:
    """Post and person, whichever were known, as papers print them."""
    return Told(name, lambda row: lead_words(getattr(row, person), getattr(row, post)), reads=(person,))


def _linked(name: str, field: str, to: str, words: Any) -> Told:
    """Several other rows, each in words."""

    def told(row: Any) -> str:
        return ", ".join(sorted(words(each) for each in row.linked[field]))

    return Told(name, told, links=((field, to),))


def _areas(name: str, field: str) -> Told:
    """Several areas, in the order of their numbers."""

    def told(row: Any) -> str:
        numbers = sorted(response.number for response in row.linked[field])
        return ", ".join(f"Area {number}" for number in numbers)

    return Told(name, told, links=((field, "arearesponse"),))


def _area(row: Any) -> str:
    return f"Area {row.response.number}" if row.response else ""


def _rating(name: str, field: str, scales: RatingScales) -> Told:
    """A rating in the council's word for it."""
    return Told(name, lambda row: scales.rule(getattr(row, field)).word)


def _reviewed(row: Any) -> str:
    """The report that was accepted or returned, by its day and who made it."""
    if row.update is None:
        return ""
    by = f", by {row.update.made_by}" if row.update.made_by else ""
    return f"Reported for {words_of(row.update.reported_on)}{by}"


def _labels(codes: Iterable[str], labels: dict[str, str]) -> str:
    return ", ".join(labels.get(code, code) for code in codes)


def action(scales: RatingScales) -> Telling:
    """One action: its texts, dates and leads, where it stands, and its ratings in the council's words."""
    return Telling(
        ActionItem,
        fields=(
            Told("Area", _area, reads=("response",)),
            *plain(ActionItem, "action"),
            _lead(),
            *plain(ActionItem, "partners", "starts_on", "due_on", "original_due_on", "success_measure"),
            *plain(ActionItem, "how_we_will_know", "resources", monitoring_body="Monitored by"),
            _rating("Delivery rating", "delivery_rating", scales),
            _rating("Impact rating", "impact_rating", scales),
            *plain(ActionItem, rated_on="Ratings reported for", rating_reason="Reason for the rating"),
            _areas("Also serves", "also_serves"),
            Told("Place in its area", lambda row: words_of(row.position)),
        ),
    )


MILESTONE = Telling(
    Milestone,
    fields=plain(Milestone, "name", "due_on", "done_on"),
    subject=lambda row: f"Milestone “{row.name}”",
    whole=True,
)
EVIDENCE = Telling(
    Evidence,
    fields=plain(Evidence, "kind", "dated_on", "shows", "stance", link="Address", file_name="File"),
    subject=lambda row: f"Evidence, {row.get_kind_display().lower()}",
    whole=True,
)
PLAN = Telling(
    ActionPlan,
    fields=(
        *plain(ActionPlan, "title", "introduction", "monitoring_arrangements"),
        *plain(ActionPlan, "submitted_on", "closed_on", public_name="Public address"),
        _linked("Inspections", "inspections", "inspection", str),
    ),
    subject=lambda row: "The plan",
)
AREA = Telling(
    AreaResponse,
    fields=(*plain(AreaResponse, number="Number in the plan"), *plain(AreaResponse, "outcome"), _lead()),
    subject=lambda row: f"Area {row.number}",
)
MEASURE = Telling(
    Measure,
    fields=(
        *plain(Measure, "name", "definition", "unit", "polarity", "baseline", "baseline_on", "tolerance", "source"),
        *plain(Measure, "frequency"),
        _lead("Owner", "owner_person", "owner_post"),
        _areas("Areas", "responses"),
        _linked("Actions", "items", "actionitem", lambda item: item.reference),
    ),
    subject=lambda row: f"M{row.number} {row.name}",
    whole=True,
)
TARGET = Telling(
    MeasureTarget,
    fields=plain(MeasureTarget, "ends_on", value="Target"),
    subject=lambda row: f"Target of M{row.measure.number} for {words_of(row.ends_on)}",
    reads=("measure",),
    whole=True,
)
VOICE = Telling(
    Voice,
    fields=(
        *plain(Voice, "who", "heard_on", "how", "said", "did", "did_on"),
        Told("Area", _area, reads=("response",)),
        Told("Action", lambda row: row.item.reference if row.item else "", reads=("item",)),
    ),
    subject=lambda row: f"{row.get_who_display()}, {words_of(row.heard_on)}",
    whole=True,
)
MEETING = Telling(
    Meeting,
    fields=plain(Meeting, *Meeting.EDITED_FIELDS, "cancelled_on", "cancelled_reason"),
    subject=lambda row: f"{row.body}, {words_of(row.held_on)}",
    whole=True,
)
RECOMMENDATION = Telling(
    Recommendation,
    fields=(
        Told("Meeting", lambda row: str(row.meeting), reads=("meeting__body",)),
        *plain(Recommendation, text="Recommendation"),
        *plain(Recommendation, "asked_by", "answer"),
        *plain(Recommendation, reason="Reason for the answer"),
        *plain(Recommendation, "answered_on"),
        _lead("Owner", "owner_person", "owner_post"),
        *plain(Recommendation, "due_on", "done_on"),
        Told("Done in", lambda row: str(row.done_version or ""), reads=("done_version",)),
        _areas("Areas", "responses"),
        _linked("Actions", "items", "actionitem", lambda item: item.reference),
    ),
    subject=lambda row: f"Recommendation {row.number}",
    whole=True,
)
ROUND = Telling(
    Round,
    fields=(
        Told("Meeting", lambda row: str(row.meeting), reads=("meeting__body",)),
        *plain(Round, "answers_due_on", "message", "opened_on", "closed_on"),
        Told("Version it made", lambda row: str(row.version or ""), reads=("version",)),
    ),
    subject=lambda row: f"Round {row.number}",
    whole=True,
)
ASKED = Telling(
    AskedAction,
    fields=(
        *plain(AskedAction, "review", "note"),
        Told("Report that was reviewed", _reviewed, reads=("update__made_by",)),
    ),
    subject=lambda row: f"Action {row.item.reference} in round {row.round.number}",
    reads=("item", "round"),
)
BODY = Telling(Body, fields=plain(Body, *Body.EDITED_FIELDS), subject=lambda row: row.name, whole=True)
OWN_DEADLINE = Telling(
    OwnDeadline,
    fields=plain(OwnDeadline, "name", "working_days"),
    subject=lambda row: f"Own deadline of {row.body}",
    reads=("body",),
    whole=True,
)
TERM = Telling(
    GlossaryTerm, fields=plain(GlossaryTerm, "term", "meaning"), subject=lambda row: f"“{row.term}”", whole=True
)
RATING = Telling(
    CouncilRating,
    fields=plain(CouncilRating, *CouncilRating.EDITED_FIELDS),
    subject=lambda row: f"Rating “{row.word}”",
    # A council that says nothing uses what everybody uses.
    before=lambda row: RatingScales().rule(row.code),
)


def practice(warnings: dict[str, str]) -> Telling:
    """How a council works; `warnings` says what each of the warnings it may turn off is called."""
    stages = {str(stage.value): str(stage.label) for stage in Stage}
    return Telling(
        CouncilPractice,
        fields=(
            Told("Stages it does without", lambda row: _labels(row.skipped_stages, stages)),
            Told("Warnings it does not want", lambda row: _labels(row.warnings_off, warnings)),
            *plain(CouncilPractice, silent_after_days="Days without an update until an action is silent"),
        ),
        subject=lambda row: "How the council works",
        before=lambda row: CouncilPractice(),
    )
