"""What a comparison of two snapshots holds: frozen, and the same in both directions but for which side is which."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actionplans.changes.values.items import ItemChange, PlacedItem
from actionplans.changes.values.moves import DateMove, Differing, Parts, TextChange, ValueChange, each_mirrored
from actionplans.snapshot import (
    AreaSnapshot,
    InspectionSnapshot,
    MeasureSnapshot,
    RecommendationSnapshot,
    VoiceSnapshot,
)


@dataclass(frozen=True)
class InspectionChange:
    """One inspection that is in both snapshots and is recorded differently: its kind, grades, strengths or days."""

    before: InspectionSnapshot
    after: InspectionSnapshot
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]
    judgements: tuple[ValueChange, ...]
    strengths_removed: tuple[str, ...]
    strengths_added: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        strengths = self.strengths_removed or self.strengths_added
        return not (self.values or self.dates or self.judgements or strengths)

    def mirror(self) -> InspectionChange:
        """The same seen from the other side."""
        return InspectionChange(
            before=self.after,
            after=self.before,
            values=each_mirrored(self.values),
            dates=each_mirrored(self.dates),
            judgements=each_mirrored(self.judgements),
            strengths_removed=self.strengths_added,
            strengths_added=self.strengths_removed,
        )


@dataclass(frozen=True)
class AreaChange:
    """One area that is in both snapshots and is worded, led or numbered differently; its actions are told apart."""

    before: AreaSnapshot
    after: AreaSnapshot
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    lead: ValueChange | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        return not (self.texts or self.values or self.lead)

    def mirror(self) -> AreaChange:
        """The same seen from the other side."""
        lead = self.lead and self.lead.mirror()
        return AreaChange(self.after, self.before, each_mirrored(self.texts), each_mirrored(self.values), lead)


@dataclass(frozen=True)
class RecommendationChange(Differing[RecommendationSnapshot]):
    """One recommendation of a committee that is in both snapshots and differs."""

    @property
    def is_newly_answered(self) -> bool:
        """Whether it has an answer now and had none."""
        return bool(self.after.answer) and not self.before.answer

    @property
    def is_newly_done(self) -> bool:
        """Whether it is done now and was not."""
        return self.after.done_on is not None and self.before.done_on is None


@dataclass(frozen=True)
class MeasureChange(Differing[MeasureSnapshot]):
    """One measure that is in both snapshots and differs; targets and readings are told each by its day, in words."""

    targets: tuple[ValueChange, ...] = ()
    readings: tuple[ValueChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs after all."""
        return super().is_empty and not (self.targets or self.readings)

    def mirror(self) -> MeasureChange:
        """The same seen from the other side."""
        turned = super().mirror()
        return replace(turned, targets=each_mirrored(self.targets), readings=each_mirrored(self.readings))


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two snapshots of a plan.

    When the snapshots were taken, the version they are of and the meeting they go to next are no differences. Added and
    removed things are carried whole; an action of an added or removed area is among the actions too, so that all are
    counted. Everything stands in the order of the areas and references, the same in both directions.
    """

    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    dates: tuple[DateMove, ...]
    inspections_added: tuple[InspectionSnapshot, ...]
    inspections_removed: tuple[InspectionSnapshot, ...]
    inspections_changed: tuple[InspectionChange, ...]
    areas_added: tuple[AreaSnapshot, ...]
    areas_removed: tuple[AreaSnapshot, ...]
    areas_changed: tuple[AreaChange, ...]
    items_added: tuple[PlacedItem, ...]
    items_removed: tuple[PlacedItem, ...]
    items_changed: tuple[ItemChange, ...]
    recommendations_added: tuple[RecommendationSnapshot, ...]
    recommendations_removed: tuple[RecommendationSnapshot, ...]
    recommendations_changed: tuple[RecommendationChange, ...]
    measures: Parts[MeasureSnapshot]
    voices: Parts[VoiceSnapshot]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(not found.is_empty if isinstance(found, Parts) else found for found in vars(self).values())

    def mirror(self) -> Comparison:
        """The comparison the other way round."""
        return Comparison(
            texts=each_mirrored(self.texts),
            values=each_mirrored(self.values),
            dates=each_mirrored(self.dates),
            inspections_added=self.inspections_removed,
            inspections_removed=self.inspections_added,
            inspections_changed=each_mirrored(self.inspections_changed),
            areas_added=self.areas_removed,
            areas_removed=self.areas_added,
            areas_changed=each_mirrored(self.areas_changed),
            items_added=self.items_removed,
            items_removed=self.items_added,
            items_changed=each_mirrored(self.items_changed),
            recommendations_added=self.recommendations_removed,
            recommendations_removed=self.recommendations_added,
            recommendations_changed=each_mirrored(self.recommendations_changed),
            measures=self.measures.mirror(),
            voices=self.voices.mirror(),
        )
