"""What committees ask: recorded with its words, answered with a reason, done in a version, opened again."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.models import ActionItem, AreaResponse, EditConflict, PlanRefused, Recommendation, Version
from ilacs.authorities.models import User
from ilacs.design.today import today
from ilacs.design.wording import date_in_words

Answer = Recommendation.Answer


@transaction.atomic
def record_recommendation(
    *,
    recommendation: Recommendation,
    areas: Iterable[AreaResponse],
    items: Iterable[ActionItem],
    by: User,
    entry: UUID | None = None,
) -> Recommendation:
    """Gives a plan one more recommendation, with the next number.

    `entry` names the form it was typed into: the same form sent twice gives what it made the first time. Raises
    PlanRefused when the meeting is of another plan.
    """
    plan = recommendation.plan
    plan.lock()
    made: Recommendation | None = plan.recommendations.filter(entry=entry).first() if entry else None
    if made:
        return made
    _refuse_another_meeting(recommendation)
    last = plan.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
    recommendation.number = last + 1
    recommendation.entry = entry
    recommendation._change_reason = f"Recorded by {by}"
    recommendation.save()
    _link(recommendation, areas, items)
    return recommendation


@transaction.atomic
def edit_recommendation(
    *,
    recommendation: Recommendation,
    areas: Iterable[AreaResponse],
    items: Iterable[ActionItem],
    revision: int,
    by: User,
) -> Recommendation:
    """Saves the words, the meeting, the owner and what it is about; raises EditConflict when somebody saved first."""
    _refuse_another_meeting(recommendation)
    stored: Recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    for name in Recommendation.EDITED_FIELDS:
        setattr(stored, name, getattr(recommendation, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*Recommendation.EDITED_FIELDS, "revision"])
    _link(stored, areas, items)
    return stored


@transaction.atomic
def answer_recommendation(*, recommendation: Recommendation, answer: str, reason: str, on: date, by: User) -> None:
    """Says what the council will do about it: accepted, or partly accepted or rejected with a reason.

    Raises PlanRefused without the reason, on a day that cannot be, and when what is done would be rejected.
    """
    _lock(recommendation)
    for refusal in (*_wrong_answer(recommendation, answer, reason), *_wrong_day(recommendation, on)):
        raise PlanRefused(refusal)
    recommendation.answer, recommendation.reason = answer, reason
    recommendation.answered_on, recommendation.answered_by = on, by
    recommendation._change_reason = f"Answered by {by}: {recommendation.get_answer_display()}"
    recommendation.save(update_fields=["answer", "reason", "answered_on", "answered_by"])


@transaction.atomic
def complete_recommendation(
    *, recommendation: Recommendation, on: date, by: User, version: Version | None = None
) -> None:
    """Says that it is done, on which day and in which version of the plan. Only what was accepted can be done."""
    _lock(recommendation)
    for refusal in (*_cannot_be_done(recommendation, version), *_wrong_day(recommendation, on)):
        raise PlanRefused(refusal)
    recommendation.done_on, recommendation.done_version = on, version
    where = f" in version {version.number}" if version else ""
    recommendation._change_reason = f"Done{where}, recorded by {by}"
    recommendation.save(update_fields=["done_on", "done_version"])


@transaction.atomic
def reopen_recommendation(*, recommendation: Recommendation, by: User) -> None:
    """Takes back that it is done; the history keeps that it was."""
    _lock(recommendation)
    if recommendation.done_on is None:
        return
    recommendation.done_on = recommendation.done_version = None
    recommendation._change_reason = f"Opened again by {by}"
    recommendation.save(update_fields=["done_on", "done_version"])


def _lock(recommendation: Recommendation) -> None:
    recommendation.refresh_from_db(from_queryset=Recommendation.objects.select_for_update())


def _link(recommendation: Recommendation, areas: Iterable[AreaResponse], items: Iterable[ActionItem]) -> None:
    recommendation.responses.set(areas)
    recommendation.items.set(items)


def _refuse_another_meeting(recommendation: Recommendation) -> None:
    if recommendation.meeting.plan_id != recommendation.plan_id:
        raise PlanRefused("Choose a meeting of this plan")


def _wrong_answer(recommendation: Recommendation, answer: str, reason: str) -> Iterator[str]:
    """Why this answer cannot be given."""
    if answer not in Answer.values:
        yield "Choose the answer"
    if answer != Answer.ACCEPTED and not reason.strip():
        yield "Enter the reason: the committee will ask why"
    if answer == Answer.REJECTED and recommendation.done_on:
        yield "It is recorded as done. Open it again first, then reject it"


def _cannot_be_done(recommendation: Recommendation, version: Version | None) -> Iterator[str]:
    """Why it cannot be recorded as done."""
    if recommendation.answer not in (Answer.ACCEPTED, Answer.PARTLY):
        yield "Answer it first: only what was accepted, wholly or partly, can be done"
    if recommendation.done_on:
        yield f"It was recorded as done on {date_in_words(recommendation.done_on)} already"
    if version and version.plan_id != recommendation.plan_id:
        yield "Choose a version of this plan"


def _wrong_day(recommendation: Recommendation, on: date) -> Iterator[str]:
    """Why the day of an answer, or of being done, cannot be."""
    if on > today():
        yield "The date must be today or in the past"
    asked_on = recommendation.meeting.held_on
    if on < asked_on:
        yield f"It was asked on {date_in_words(asked_on)}. Enter that day or a later one"
