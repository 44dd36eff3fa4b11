"""Changes that touch an inspection and what hangs on it: its judgements, its findings, its fixed deadlines."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ilacs.authorities.models import User
from ilacs.design.wording import date_in_words
from inspections import frameworks
from inspections.deadlines import Deadline, Duty
from inspections.matching import Matching, match_items
from inspections.models import (
    FixedDeadline,
    ImprovementArea,
    Inspection,
    Judgement,
    Strength,
    current_calendar,
)
from inspections.pasting import reference_in
from inspections.working_days import WorkingDayCalendar

OUT_OF_THE_WAY = 20_000
"""Added to the places of a list while they are given anew, so that no two are ever in one place."""
LONGEST_REASON = 255
DATES_OF_THE_CLOCK = (
    ("received_on", "report received"),
    ("published_on", "report published"),
    ("stated_deadline_on", "deadline stated"),
)


class FindingsRefused(Exception):
    """A change of the findings that may not happen; its words are fit for the page."""


class GivenJudgement(NamedTuple):
    """One judgement as the report prints it: the code of its row, the row's label and the words of the grade."""

    code: str
    printed_label: str
    printed_grade: str


@transaction.atomic
def record_inspection(inspection: Inspection, *, judgements: Iterable[GivenJudgement], by: User) -> Inspection:
    """Stores a new inspection with its judgements. Raises ValidationError for one its framework does not give."""
    inspection._change_reason = f"Recorded by {by}"
    inspection.save()
    _replace_judgements(inspection, judgements)
    return inspection


@transaction.atomic
def update_inspection(
    inspection: Inspection, *, judgements: Iterable[GivenJudgement], by: User, at: datetime | None = None
) -> FixedDeadline | None:
    """Stores an edited inspection with its judgements, and fixes the deadline anew when the edit moved a fixed one.

    Returns the newly fixed deadline, or None. Raises ValidationError for a judgement its framework does not give.
    """
    calendar = current_calendar()
    stored = Inspection.objects.get(pk=inspection.pk)
    before = stored.computed_deadline(Duty.ACTION_PLAN, calendar)
    inspection._change_reason = f"Edited by {by}"
    inspection.save()
    _replace_judgements(inspection, judgements)
    after = inspection.computed_deadline(Duty.ACTION_PLAN, calendar)
    if after is None or _rests_on(before) == _rests_on(after) or inspection.fixed_deadline(Duty.ACTION_PLAN) is None:
        return None
    reason = f"Dates of the inspection changed: {_changed_dates(stored, inspection)}"[:LONGEST_REASON]
    return fix_deadline(inspection, by=by, reason=reason, at=at, calendar=calendar, move=True)


@transaction.atomic
def fix_deadline(
    inspection: Inspection,
    *,
    by: User | None,
    reason: str,
    at: datetime | None = None,
    duty: Duty = Duty.ACTION_PLAN,
    calendar: WorkingDayCalendar | None = None,
    move: bool = False,
) -> FixedDeadline | None:
    """Fixes the deadline as it is computed now: from here on it is the reported date, and it never moves silently.

    Rows are only ever added. A date that is fixed already stays, unless this is a decision to `move` it. Returns the
    row that holds, or None while nothing is fixed and no date can be computed.
    """
    newest: FixedDeadline | None = inspection.fixed_deadline(duty)
    computed = inspection.computed_deadline(duty, calendar or current_calendar())
    if computed is None or (newest and not move):
        return newest
    if newest and _rests_on(newest.as_deadline()) == _rests_on(computed):
        return newest
    return FixedDeadline.objects.create(
        inspection=inspection,
        duty=duty,
        due_on=computed.due_on,
        basis=computed.basis,
        counted_from=computed.counted_from,
        reason=reason,
        fixed_at=at or timezone.now(),
        fixed_by=by,
    )


@transaction.atomic
def replace_findings(inspection: Inspection, *, areas: list[str], strengths: list[str], by: User) -> None:
    """Makes the areas and strengths of an inspection these texts, in this order.

    A text that is there already keeps its row and everything known about it, a slightly changed one is reworded in
    place, and the rest are added or removed. Raises FindingsRefused when an area cannot go because a plan answers it.
    """
    _replace_list(match_items(list(inspection.areas.all()), areas), ImprovementArea, inspection, by)
    _replace_list(match_items(list(inspection.strengths.all()), strengths), Strength, inspection, by)


@transaction.atomic
def update_finding(finding: ImprovementArea | Strength, *, by: User) -> None:
    """Stores an edited area or strength."""
    finding._change_reason = f"Edited by {by}"
    finding.save()


@transaction.atomic
def move_finding(finding: ImprovementArea | Strength, *, up: bool) -> bool:
    """Changes places with the one above or below; False when there is none there."""
    siblings = type(finding)._default_manager.filter(inspection=finding.inspection_id)
    before = siblings.filter(position__lt=finding.position).order_by("-position")
    after = siblings.filter(position__gt=finding.position).order_by("position")
    other = (before if up else after).first()
    if other is None:
        return False
    places = (finding.position, other.position)
    _put(other, places[1] + OUT_OF_THE_WAY)
    _put(finding, places[1])
    _put(other, places[0])
    return True


def _put(finding: ImprovementArea | Strength, position: int) -> None:
    """Gives a finding its place; places are not worth a line of history each."""
    finding.position = position
    type(finding)._default_manager.filter(pk=finding.pk).update(position=position)


def _replace_judgements(inspection: Inspection, given: Iterable[GivenJudgement]) -> None:
    """Makes the judgements of an inspection these, keeping the rows (and so the history) of those that stay."""
    rows = inspection.framework_details.rows if inspection.framework_details else ()
    places = {row.code: place for place, row in enumerate(rows, start=1)}
    stored = {row.code: row for row in inspection.judgements.all()}
    for each in given:
        judgement = stored.pop(each.code, Judgement(inspection=inspection, code=each.code))
        old = (judgement.printed_label, judgement.printed_grade, judgement.position)
        grade = frameworks.grade_for(each.printed_grade)
        judgement.grade = grade.code if grade else each.printed_grade
        judgement.printed_label, judgement.printed_grade = each.printed_label, each.printed_grade
        judgement.position = places.get(each.code, len(places) + 1)
        judgement.clean()
        if judgement._state.adding or old != (judgement.printed_label, judgement.printed_grade, judgement.position):
            judgement.save()
    for judgement in stored.values():
        judgement.delete()


def _replace_list(
    matching: Matching, model: type[ImprovementArea | Strength], inspection: Inspection, by: User
) -> None:
    """Carries out what a matching says: removes, makes room, then gives every text its place."""
    for removed in matching.removed:
        _remove(removed)
    kept = [old.pk for old, _ in matching.rows if old]
    for place, pk in enumerate(kept, start=OUT_OF_THE_WAY):
        model._default_manager.filter(pk=pk).update(position=place)
    for place, (old, text) in enumerate(matching.rows, start=1):
        if old is None:
            _add(model, inspection, place, text, by)
        elif text == old.text:
            _put(old, place)
        else:
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


def _remove(finding: ImprovementArea | Strength) -> None:
    """Removes one finding; raises FindingsRefused, with words for the page, when a plan answers it."""
    try:
        finding.delete()
    except ProtectedError as error:
        raise FindingsRefused(
            f"“{finding.text}” cannot be removed, because an action plan answers it. Put its line back, "
            "or take the area out of the plan first."
        ) from error


def _rests_on(deadline: Deadline | None) -> tuple[object, ...] | None:
    """What makes two deadlines the same: the date, its basis and the day counted from."""
    return (deadline.due_on, deadline.basis, deadline.counted_from) if deadline else None


def _changed_dates(old: Inspection, new: Inspection) -> str:
    """Which dates of the clock an edit changed, in words; else that the kind or what it asks for did."""
    found = []
    for field, words in DATES_OF_THE_CLOCK:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            found.append(f"{words} {_or_not_recorded(after)}, was {_or_not_recorded(before)}")
    return "; ".join(found) or "the kind of inspection or what it asks for"


def _or_not_recorded(day: date | None) -> str:
    """A date in words, or that there is none."""
    return date_in_words(day) or "not recorded"
