"""The story of one thing, or of one part of a plan: every change, newest first, whatever it is stored as."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from actionplans.history import kept, tellings
from actionplans.models import ActionItem, ActionPlan, Measure, RatingScales, Recommendation, Voice
from actionplans.readiness.kinds import WARNINGS
from ilacs.authorities.models import LocalAuthority
from ilacs.design.telling import Change, in_order

Changes = tuple[Change, ...]


def changes_of(item: ActionItem, scales: RatingScales | None = None) -> Changes:
    """Everything that happened to an action: its fields, milestones, evidence, reports, sign-offs and moved dates.

    The same number of queries however much happened; one less where the council's `scales` have been read.
    """
    scales = scales or RatingScales.of_council(item.plan.authority_id)
    return in_order(
        tellings.action(scales).changes(id=item.pk),
        tellings.MILESTONE.changes(item_id=item.pk),
        tellings.EVIDENCE.changes(item_id=item.pk),
        kept.date_moves(item),
        kept.reports(item, scales),
        kept.sign_offs(item),
    )


def changes_of_measure(measure: Measure) -> Changes:
    """What happened to a measure, its targets and its readings."""
    return in_order(
        tellings.MEASURE.changes(id=measure.pk),
        tellings.TARGET.changes(measure_id=measure.pk),
        kept.readings(measure=measure),
    )


def changes_of_voice(voice: Voice) -> Changes:
    """What happened to something that was heard."""
    return in_order(tellings.VOICE.changes(id=voice.pk))


def changes_of_voices(voices: Iterable[Voice]) -> Mapping[int, Changes]:
    """What happened to each of these, by its key (one query)."""
    return tellings.VOICE.by_row(id__in=[voice.pk for voice in voices])


def changes_of_glossary(authority: LocalAuthority) -> Changes:
    """What happened to the abbreviations of a council (one query)."""
    return in_order(tellings.TERM.changes(authority_id=authority.pk))


def changes_of_recommendation(asked: Recommendation) -> Changes:
    """What happened to a recommendation."""
    return in_order(tellings.RECOMMENDATION.changes(id=asked.pk))


def changes_of_rating(authority: LocalAuthority, code: str) -> Changes:
    """What a council made of one of its ratings."""
    return in_order(tellings.RATING.changes(authority_id=authority.pk, code=code))


def changes_of_council(authority: LocalAuthority) -> Changes:
    """How a council changed its ratings, its abbreviations, its practice and its bodies."""
    return in_order(
        tellings.practice({code: kind.title for code, kind in WARNINGS.items()}).changes(authority_id=authority.pk),
        tellings.RATING.changes(authority_id=authority.pk),
        tellings.TERM.changes(authority_id=authority.pk),
        tellings.BODY.changes(authority_id=authority.pk),
        tellings.OWN_DEADLINE.changes(body__authority_id=authority.pk),
    )


def _of_texts(plan: ActionPlan) -> Iterable[Iterable[Change]]:
    yield tellings.PLAN.changes(id=plan.pk)
    yield kept.stage_moves(plan)
    yield tellings.AREA.changes(plan_id=plan.pk)


def _of_measures(plan: ActionPlan) -> Iterable[Iterable[Change]]:
    yield tellings.MEASURE.changes(plan_id=plan.pk)
    yield tellings.TARGET.changes(measure__plan_id=plan.pk)
    yield kept.readings(measure__plan=plan)


def _of_voices(plan: ActionPlan) -> Iterable[Iterable[Change]]:
    yield tellings.VOICE.changes(plan_id=plan.pk)


def _of_meetings(plan: ActionPlan) -> Iterable[Iterable[Change]]:
    yield tellings.MEETING.changes(plan_id=plan.pk)
    yield tellings.RECOMMENDATION.changes(plan_id=plan.pk)


def _of_rounds(plan: ActionPlan) -> Iterable[Iterable[Change]]:
    yield tellings.ROUND.changes(plan_id=plan.pk)
    yield tellings.ASKED.changes(round__plan_id=plan.pk)


@dataclass(frozen=True)
class Story:
    """The history of one part of a plan: what it is called, and where its changes come from."""

    name: str
    told: Callable[[ActionPlan], Iterable[Iterable[Change]]]


STORIES: Mapping[str, Story] = {
    "plan": Story("Plan and areas", _of_texts),
    "measures": Story("Measures", _of_measures),
    "voices": Story("Voice", _of_voices),
    "meetings": Story("Meetings and recommendations", _of_meetings),
    "rounds": Story("Rounds", _of_rounds),
}
"""The parts of a plan whose history has a page, by the name its address has; every action tells its own."""


def changes_of_plan(plan: ActionPlan, part: str) -> Changes:
    """What happened to one part of a plan; KeyError for a part that is not among STORIES."""
    return in_order(*STORIES[part].told(plan))
