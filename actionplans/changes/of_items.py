"""Comparing the actions of two snapshots."""

import re
from collections.abc import Iterator

from actionplans.changes import fields
from actionplans.changes.fields import dates, texts, value, values
from actionplans.changes.matching import Pairs, more, paired, parts
from actionplans.changes.values import DateMove, Differing, ItemChange, Parts, PlacedItem, RatingMove, UpdateChange
from actionplans.models.ratings import DeliveryRating
from actionplans.snapshot import EvidenceSnapshot, ItemSnapshot, MilestoneSnapshot, PlanSnapshot

SIGNED_OFF, AWAITING = "Signed off", "Awaiting sign-off"


def matched_items(before: PlanSnapshot, after: PlanSnapshot) -> Pairs[PlacedItem]:
    """Each action with itself on the other side, in the order of areas and references."""
    return paired(_placed(before), _placed(after), lambda placed: placed.item.pk, _place_of)


def _placed(snapshot: PlanSnapshot) -> Iterator[PlacedItem]:
    for area in snapshot.areas:
        yield from (PlacedItem(area.pk, area.number, item) for item in area.items)


def _place_of(placed: PlacedItem) -> tuple[int, list[int]]:
    return placed.area_number, [int(number) for number in re.findall(r"\d+", placed.item.reference)]


def item_change(before: PlacedItem, after: PlacedItem) -> ItemChange:
    """Everything that differs in one action that is on both sides."""
    old, new = before.item, after.item
    return ItemChange(
        before=before,
        after=after,
        texts=tuple(texts(old, new, fields.ITEM_TEXTS)),
        values=tuple(values(old, new, fields.ITEM_VALUES)),
        dates=(*dates(old, new, fields.ITEM_DATES), *_original_date(old, new)),
        lead=next(value("Lead", old.lead, new.lead), None),
        rating=_rating(old.delivery_rating, new.delivery_rating),
        progress=UpdateChange(old.progress, new.progress) if old.progress != new.progress else None,
        impact=_impact(old.impact_rating, new.impact_rating),
        sign_off=next(value("Sign-off", sign_off_words(old), sign_off_words(new)), None),
        moves=Parts(more(new.moves, old.moves), more(old.moves, new.moves), ()),
        milestones=parts(old.milestones, new.milestones, lambda step: step.due_on, _milestone),
        evidence=parts(old.evidence, new.evidence, lambda piece: piece.dated_on, _evidence),
    )


def _original_date(old: ItemSnapshot, new: ItemSnapshot) -> Iterator[DateMove]:
    """The original due date, were it ever to differ; that submitting fixes it is no difference of the action."""
    if old.original_due_on and new.original_due_on:
        yield from dates(old, new, {"original_due_on": "Original due date"})


def _rating(before: str, after: str) -> RatingMove | None:
    return RatingMove(before, after) if before != after else None


def _impact(before: str, after: str) -> RatingMove | None:
    """None too where one side was stored before anybody rated impact: nobody changed what nobody had said."""
    return _rating(before, after) if before and after else None


def sign_off_words(item: ItemSnapshot) -> str:
    """Whether a second person has said that it is finished, is still to say so, or missed something."""
    if item.delivery_rating == DeliveryRating.EVIDENCED:
        return SIGNED_OFF
    if item.awaits_sign_off:
        return AWAITING
    return f"Returned: {item.returned_note}" if item.returned_note else ""


def _milestone(before: MilestoneSnapshot, after: MilestoneSnapshot) -> Differing[MilestoneSnapshot]:
    return Differing(
        before,
        after,
        texts=tuple(texts(before, after, fields.MILESTONE_TEXTS)),
        dates=tuple(dates(before, after, fields.MILESTONE_DATES)),
    )


def _evidence(before: EvidenceSnapshot, after: EvidenceSnapshot) -> Differing[EvidenceSnapshot]:
    ways = ("Supports", "Contradicts")
    points = value("Which way it points", ways[before.contradicts], ways[after.contradicts])
    return Differing(
        before,
        after,
        texts=tuple(texts(before, after, fields.EVIDENCE_TEXTS)),
        values=(*values(before, after, fields.EVIDENCE_VALUES), *points),
        dates=tuple(dates(before, after, fields.EVIDENCE_DATES)),
    )
