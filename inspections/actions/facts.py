"""The facts and judgements of an inspection: recorded, edited, and the deadline that follows from them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from ilacs.authorities.models import LocalAuthority, User
from ilacs.design.today import today
from ilacs.design.wording import date_in_words
from inspections import frameworks
from inspections.actions.claims import claim
from inspections.actions.deadlines import fix_deadline, fix_reported_deadline, rests_on
from inspections.actions.embargo import name_by_default
from inspections.deadlines import Duty
from inspections.models import FixedDeadline, Inspection, Judgement, current_calendar

DATES_OF_THE_CLOCK = (
    ("received_on", "report received"),
    ("published_on", "report published"),
    ("stated_deadline_on", "deadline stated"),
)


class AlreadyRecorded(Exception):
    """The council has an inspection of this kind that began on this day; the words are fit for the page."""


class GivenJudgement(NamedTuple):
    """One judgement as the report prints it: the code of its row, the row's label and the words of the grade."""

    code: str
    printed_label: str
    printed_grade: str


@transaction.atomic
def record_inspection(inspection: Inspection, *, judgements: Iterable[GivenJudgement], by: User) -> Inspection:
    """Stores a new inspection with its judgements; under embargo, names who recorded it and the council's leads.

    Raises AlreadyRecorded for a twin, and ValidationError for a judgement its framework does not give.
    """
    _refuse_twin(inspection)
    inspection._change_reason = f"Recorded by {by}"
    inspection.save()
    _replace_judgements(inspection, judgements)
    name_by_default(inspection, by=by, on=today())
    return inspection


@transaction.atomic
def update_inspection(
    inspection: Inspection,
    *,
    judgements: Iterable[GivenJudgement],
    revision: int,
    by: User,
    at: datetime | None = None,
) -> FixedDeadline | None:
    """Stores an inspection edited from `revision`, with its judgements, and fixes the deadline the edit leads to.

    That is a fixed deadline the edit moved, or the first date of one reported without. Returns the newly fixed one, or
    None. An edit that puts the report under embargo names people as recording it does. Raises InspectionChanged when
    somebody else saved first, AlreadyRecorded for a twin, and ValidationError for a judgement its framework does not
    give.
    """
    calendar = current_calendar()
    _refuse_twin(inspection)
    stored = claim(inspection, revision=revision)
    before = stored.computed_deadline(Duty.ACTION_PLAN, calendar)
    inspection.revision = revision + 1
    inspection.deadline_reported_reason = stored.deadline_reported_reason  # never edited, and it may be newer
    inspection._change_reason = f"Edited by {by}"
    inspection.save()
    _replace_judgements(inspection, judgements)
    if not stored.is_embargoed(today()):
        name_by_default(inspection, by=by, on=today())
    after = inspection.computed_deadline(Duty.ACTION_PLAN, calendar)
    if stored.fixed_deadline(Duty.ACTION_PLAN) is None:
        return fix_reported_deadline(inspection, by=by, at=at, calendar=calendar)
    if after is None or rests_on(before) == rests_on(after):
        return None
    reason = f"Dates of the inspection changed: {_changed_dates(stored, inspection)}"
    return fix_deadline(inspection, by=by, reason=reason, at=at, calendar=calendar, move=True)


def _refuse_twin(inspection: Inspection) -> None:
    """Raises AlreadyRecorded for a second inspection of one kind on one day. A council's inspections queue here."""
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=inspection.authority_id)
    if words := inspection.recorded_already():
        raise AlreadyRecorded(words)


def _replace_judgements(inspection: Inspection, given: Iterable[GivenJudgement]) -> None:
    """Makes the judgements of an inspection these, keeping the rows (and so the history) of those that stay."""
    rows = inspection.framework_details.rows if inspection.framework_details else ()
    places = {row.code: place for place, row in enumerate(rows, start=1)}
    stored = {row.code: row for row in Judgement.objects.filter(inspection=inspection)}
    for each in given:
        judgement = stored.pop(each.code, Judgement(inspection=inspection, code=each.code))
        old = (judgement.printed_label, judgement.printed_grade, judgement.position)
        grade = frameworks.grade_for(each.printed_grade)
        judgement.grade = grade.code if grade else each.printed_grade
        judgement.printed_label, judgement.printed_grade = each.printed_label, each.printed_grade
        judgement.position = places.get(each.code, len(places) + 1)
        judgement.inspection = inspection
        judgement.clean()
        if judgement._state.adding or old != (judgement.printed_label, judgement.printed_grade, judgement.position):
            judgement.save()
    for judgement in stored.values():
        judgement.delete()


def _changed_dates(old: Inspection, new: Inspection) -> str:
    """Which dates of the clock an edit changed, in words; else that the kind or what it asks for did."""
    found = []
    for field, words in DATES_OF_THE_CLOCK:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            found.append(f"{words} {_or_not_recorded(after)}, was {_or_not_recorded(before)}")
    if not found and old.stated_deadline_reason != new.stated_deadline_reason:
        return "the reason for the deadline that was given"
    return "; ".join(found) or "the kind of inspection or what it asks for"


def _or_not_recorded(day: date | None) -> str:
    """A date in words, or that there is none."""
    return date_in_words(day) or "not recorded"
