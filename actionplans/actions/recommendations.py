"""What committees ask: recorded with its words, answered with a reason, done in a version, opened again."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.actions.same_form import made_before, values_said
from actionplans.models import ActionItem, AreaResponse, EditConflict, PlanRefused, Recommendation, Version
from actionplans.models.plan import same_text
from ilacs.authorities.models import User
from ilacs.design.today import today
from ilacs.design.wording import date_in_words

Answer = Recommendation.Answer
ANSWER_FIELDS = ("answer", "reason", "answered_on", "answered_by")
WORDS_STAND = "The answer stands under these words. Take the answer back first"
Refusal = tuple[str, str]
"""Why something cannot be, and the field of the form to mend; no field when nothing typed is wrong."""


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
    PlanRefused when the meeting, or the form, is of another plan.
    """
    plan = recommendation.plan
    plan.lock()
    areas, items = list(areas), list(items)
    made: Recommendation | None = made_before(
        Recommendation,
        entry,
        home=("plan_id", plan.pk, "plan"),
        what="recommendation",
        said=values_said(recommendation, "meeting_id"),
        links={"responses": areas, "items": items},
    )
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
    """Saves the words, the meeting, the owner and what it is about; raises EditConflict when somebody saved first.

    Words that were answered stay as they are: raises PlanRefused until the answer is taken back.
    """
    _refuse_another_meeting(recommendation)
    stored = _locked(recommendation, revision)
    _refuse_other_words(stored, recommendation)
    for name in Recommendation.EDITED_FIELDS:
        setattr(stored, name, getattr(recommendation, name))
    _save(stored, f"Edited by {by}", *Recommendation.EDITED_FIELDS)
    _link(stored, areas, items)
    return stored


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, answer: str, reason: str, on: date, revision: int, by: User
) -> None:
    """Says what the council will do about it: accepted, or partly accepted or rejected with a reason.

    Raises EditConflict when somebody changed it first, PlanRefused without the reason, on a day that cannot be, and
    when what is done would be rejected.
    """
    stored = _locked(recommendation, revision)
    _refuse(*_wrong_answer(stored, answer, reason), *_wrong_day(stored, on, "answered_on"))
    stored.answer, stored.reason = answer, reason
    stored.answered_on, stored.answered_by = on, by
    _save(stored, f"Answered by {by}: {stored.get_answer_display()}", *ANSWER_FIELDS)


@transaction.atomic
def take_answer_back(*, recommendation: Recommendation, reason: str, revision: int, by: User) -> None:
    """Leaves it without an answer, so that its words can change; the history keeps the answer and this reason.

    Raises EditConflict when somebody changed it first, PlanRefused without the reason and for what is done.
    """
    stored = _locked(recommendation, revision)
    _refuse(*_cannot_be_taken_back(stored, reason))
    stored.answer = stored.reason = ""
    stored.answered_on = stored.answered_by = None
    _save(stored, f"Answer taken back by {by}: {reason}", *ANSWER_FIELDS)


@transaction.atomic
def complete_recommendation(
    *, recommendation: Recommendation, on: date, revision: int, by: User, version: Version | None = None
) -> None:
    """Says that it is done, on which day and in which version of the plan. Only what was accepted can be done.

    Raises EditConflict when somebody changed it first.
    """
    stored = _locked(recommendation, revision)
    _refuse(*_cannot_be_done(stored, version), *_wrong_day(stored, on, "done_on"))
    stored.done_on, stored.done_version = on, version
    where = f" in version {version.number}" if version else ""
    _save(stored, f"Done{where}, recorded by {by}", "done_on", "done_version")


@transaction.atomic
def reopen_recommendation(*, recommendation: Recommendation, revision: int, by: User) -> None:
    """Takes back that it is done; the history keeps that it was. What is open already stays so.

    Raises EditConflict when somebody changed it first.
    """
    stored = _locked(recommendation)
    if stored.done_on is None:
        return
    _refuse_stale(stored, revision)
    stored.done_on = stored.done_version = None
    _save(stored, f"Opened again by {by}", "done_on", "done_version")


def _locked(recommendation: Recommendation, revision: int | None = None) -> Recommendation:
    """It as it is stored now, which stays so until the transaction ends; the revision is the one that was seen."""
    stored: Recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if revision is not None:
        _refuse_stale(stored, revision)
    return stored


def _refuse_stale(stored: Recommendation, revision: int) -> None:
    if stored.revision != revision:
        raise EditConflict(stored)


def _save(stored: Recommendation, change: str, *fields: str) -> None:
    """Saves these fields as the next revision, with what the history says of it."""
    stored.revision += 1
    stored._change_reason = change
    stored.save(update_fields=[*fields, "revision"])


def _link(recommendation: Recommendation, areas: Iterable[AreaResponse], items: Iterable[ActionItem]) -> None:
    recommendation.responses.set(areas)
    recommendation.items.set(items)


def _refuse(*refusals: Refusal) -> None:
    """Raises the first of them, if there is any."""
    for words, field in refusals:
        raise PlanRefused(words, field)


def _refuse_another_meeting(recommendation: Recommendation) -> None:
    if recommendation.meeting.plan_id != recommendation.plan_id:
        raise PlanRefused("Choose a meeting of this plan", "meeting")


def _refuse_other_words(stored: Recommendation, edited: Recommendation) -> None:
    """What a committee was answered to is not rewritten under the answer."""
    for name in ("text", "meeting_id"):
        if stored.answer and not same_text(getattr(stored, name), getattr(edited, name)):
            raise PlanRefused(WORDS_STAND, name.removesuffix("_id"))


def _wrong_answer(recommendation: Recommendation, answer: str, reason: str) -> Iterator[Refusal]:
    """Why this answer cannot be given."""
    if answer not in Answer.values:
        yield "Choose the answer", "answer"
    if answer != Answer.ACCEPTED and not reason.strip():
        yield "Enter the reason: the committee will ask why", "reason"
    if answer == Answer.REJECTED and recommendation.done_on:
        yield "It is recorded as done. Open it again first, then reject it", "answer"


def _cannot_be_taken_back(recommendation: Recommendation, reason: str) -> Iterator[Refusal]:
    """Why the answer cannot be taken back."""
    if not recommendation.answer:
        yield "It has no answer to take back", ""
    if recommendation.done_on:
        yield "It is recorded as done. Open it again first", ""
    if not reason.strip():
        yield "Enter why the answer is taken back", "reason"


def _cannot_be_done(recommendation: Recommendation, version: Version | None) -> Iterator[Refusal]:
    """Why it cannot be recorded as done."""
    if recommendation.answer not in (Answer.ACCEPTED, Answer.PARTLY):
        yield "Answer it first: only what was accepted, wholly or partly, can be done", "done_on"
    if recommendation.done_on:
        yield f"It was recorded as done on {date_in_words(recommendation.done_on)} already", "done_on"
    if version and version.plan_id != recommendation.plan_id:
        yield "Choose a version of this plan", "version"


def _wrong_day(recommendation: Recommendation, on: date, field: str) -> Iterator[Refusal]:
    """Why the day of an answer, or of being done, cannot be."""
    if on > today():
        yield "The date must be today or in the past", field
    asked_on = recommendation.meeting.held_on
    if on < asked_on:
        yield f"It was asked on {date_in_words(asked_on)}. Enter that day or a later one", field
