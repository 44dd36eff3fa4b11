"""What is kept for ever, as changes of a story: reports, the second person's word, moved dates, readings, stages."""

from collections.abc import Iterator

from actionplans.models import (
    ActionItem,
    ActionPlan,
    DateMove,
    ProgressUpdate,
    RatingScales,
    Reading,
    SignOff,
    StageMove,
)
from ilacs.design.telling import Change, FieldChange, words_of
from ilacs.design.wording import date_in_words


def reports(item: ActionItem, scales: RatingScales) -> Iterator[Change]:
    """What was reported of an action, and beside a correction what it corrects (one query)."""
    found = ProgressUpdate.objects.filter(item_id=item.pk).select_related("made_by", "corrects")
    for update in found.order_by("made_at", "pk"):
        before = dict(_report(update.corrects, scales)) if update.corrects else {}
        now = dict(_report(update, scales))
        fields = tuple(
            FieldChange(name, before.get(name, ""), now.get(name, ""))
            for name in {**before, **now}
            if before.get(name) != now.get(name)
        )
        what = "Report corrected" if update.corrects else "Progress reported"
        yield Change(update.made_at, str(update.made_by or ""), what, "", fields)


def _report(update: ProgressUpdate, scales: RatingScales) -> Iterator[tuple[str, str]]:
    """What a report says, each part under its name; parts without words are left out."""
    proposed = scales.rule(update.proposed_rating).word if update.proposed_rating else ""
    told = (
        ("Reported for", date_in_words(update.reported_on)),
        ("What changed", update.what_changed),
        ("Delivery rating", scales.rule(update.delivery_rating).word),
        ("Proposed by the program", f"{proposed}. {update.proposed_because}" if proposed else ""),
        ("Reason for the rating", update.reason),
        ("Impact rating", scales.rule(update.impact_rating).word),
        ("Done, in per cent", words_of(update.share_done)),
        ("What comes next", update.next_step),
    )
    yield from ((name, words) for name, words in told if words)


def sign_offs(item: ActionItem) -> Iterator[Change]:
    """What second persons said of the reports on an action (one query)."""
    for answer in SignOff.objects.filter(item_id=item.pk).select_related("made_by"):
        yield Change(answer.made_at, str(answer.made_by), answer.get_outcome_display(), answer.note, ())


def date_moves(item: ActionItem) -> Iterator[Change]:
    """How the due date of an action was moved, and who approved (one query)."""
    for move in DateMove.objects.filter(item_id=item.pk).select_related("moved_by", "approved_by"):
        fields = [FieldChange("Due", date_in_words(move.from_on), date_in_words(move.to_on))]
        if move.approved_by:
            fields.append(FieldChange("Approved by", "", str(move.approved_by)))
        yield Change(move.moved_at, str(move.moved_by), "Due date moved", move.reason, tuple(fields))


def readings(**which: object) -> Iterator[Change]:
    """What was read of measures (one query)."""
    for reading in Reading.objects.filter(**which).select_related("made_by", "measure"):
        told = (
            ("Period that ended on", date_in_words(reading.ends_on)),
            ("Value", words_of(reading.value)),
            ("Statistical neighbours", words_of(reading.neighbours)),
            ("Region", words_of(reading.region)),
            ("England", words_of(reading.england)),
            ("Note", reading.note),
        )
        fields = tuple(FieldChange(name, "", words) for name, words in told if words)
        subject = f"M{reading.measure.number} {reading.measure.name}"
        yield Change(reading.made_at, str(reading.made_by or ""), "Reading added", "", fields, subject)


def stage_moves(plan: ActionPlan) -> Iterator[Change]:
    """How the plan moved from stage to stage, and the note that was left (one query)."""
    for move in StageMove.objects.filter(plan_id=plan.pk).select_related("moved_by"):
        fields = (FieldChange("Stage", move.get_from_stage_display(), move.get_to_stage_display()),)
        yield Change(move.moved_at, str(move.moved_by or ""), "Stage moved", move.note, fields, "The plan")
