"""Reporting rounds: asking everybody before a meeting, changing the day, cancelling, and closing with a version."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_create_with_history

from actionplans.actions.versions import save_version
from actionplans.answer_days import wrong_answer_day
from actionplans.models import (
    ActionItem,
    ActionPlan,
    AskedAction,
    DeliveryRating,
    EditConflict,
    Meeting,
    PlanRefused,
    Round,
    Standing,
    Version,
)
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import counted, date_in_words
from inspections.models import current_calendar

NOT_SENT = "Only of a plan that was sent are owners asked to report. This one was not sent, or is over"
NOBODY_TO_ASK = "Every action is complete and evidenced, so there is nothing to ask"
CANCELLED_MEETING = "This meeting was cancelled. Choose another meeting"
ENDED = "This round is over, so nothing in it changes"


class RoundMovedOn(PlanRefused):
    """Answers or reviews came in since the person read what the version would say."""


@transaction.atomic
def open_round(*, plan: ActionPlan, meeting: Meeting, answers_due_on: date, message: str, by: User, on: date) -> Round:
    """Asks of every action of a sent plan that is not complete and evidenced how it stands, for a meeting to come.

    The same form sent twice opens one round. Raises PlanRefused, with the field to mend, for a plan that was not sent,
    while another round is open, for a meeting that was or is not to be, and for a day on which answers cannot be due.
    """
    plan.lock()
    if running := plan.rounds.open().first():
        return _same(running, meeting, answers_due_on, message, by)
    if not plan.is_sent:
        raise PlanRefused(NOT_SENT)
    _refuse_meeting(meeting, plan, on)
    _refuse_day(answers_due_on, meeting, on)
    items = list(plan.items.current().exclude(delivery_rating=DeliveryRating.EVIDENCED))
    if not items:
        raise PlanRefused(NOBODY_TO_ASK)
    last = plan.rounds.order_by("-number").values_list("number", flat=True).first() or 0
    made = Round(plan=plan, number=last + 1, meeting=meeting, answers_due_on=answers_due_on, message=message)
    made.opened_on, made.opened_at, made.opened_by = on, now(), by
    made._change_reason = f"Opened by {by}"
    made.save()
    _ask(made, items, by, on)
    return made


def _ask(made: Round, items: Iterable[ActionItem], by: User, on: date) -> None:
    """Keeps of each action that it was asked, and how it stood."""
    rows = []
    for item in items:
        item.plan = made.plan
        rows.append(
            AskedAction(
                round=made,
                item=item,
                delivery_before=item.shown_rating(on),
                impact_before=item.impact_rating,
                due_before=item.due_on,
            )
        )
    bulk_create_with_history(
        rows, AskedAction, default_user=by, default_change_reason=f"Asked by {by}", default_date=now()
    )


def _same(running: Round, meeting: Meeting, answers_due_on: date, message: str, by: User) -> Round:
    """The open round, if this person has just opened it with these words. Raises PlanRefused for another."""
    asked = (meeting.pk, answers_due_on, message, by.pk)
    if asked == (running.meeting_id, running.answers_due_on, running.message, running.opened_by_id):
        return running
    raise PlanRefused(f"Round {running.number} is open. Close or cancel it first")


def _refuse_meeting(meeting: Meeting, plan: ActionPlan, on: date) -> None:
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if meeting.plan_id != plan.pk:
        raise PlanRefused("Choose a meeting of this plan", "meeting")
    if meeting.cancelled_on is not None:
        raise PlanRefused(CANCELLED_MEETING, "meeting")
    if meeting.held_on < on:
        day = date_in_words(meeting.held_on)
        raise PlanRefused(f"This meeting was on {day}. Choose a meeting to come", "meeting")


def _refuse_day(day: date, meeting: Meeting, on: date) -> None:
    if words := wrong_answer_day(day, meeting, on=on, calendar=current_calendar()):
        raise PlanRefused(words, "answers_due_on")


@transaction.atomic
def edit_round(*, round: Round, revision: int, by: User, on: date) -> Round:
    """Saves another meeting, day or message. Returns the stored row.

    A day or a meeting that stays as it was is not questioned again. Raises EditConflict when somebody saved first, and
    PlanRefused as `open_round` does, and once the round is over.
    """
    stored = _locked(round)
    if stored.revision != revision:
        raise EditConflict(stored)
    moved = stored.meeting_id != round.meeting_id
    if moved:
        _refuse_meeting(round.meeting, stored.plan, on)
    if moved or stored.answers_due_on != round.answers_due_on:
        _refuse_day(round.answers_due_on, round.meeting, on)
    for name in Round.EDITED_FIELDS:
        setattr(stored, name, getattr(round, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*Round.EDITED_FIELDS, "revision"])
    return stored


@transaction.atomic
def cancel_round(*, round: Round, reason: str, by: User) -> Round:
    """Ends a round without a version; it stays readable with the reason. A second time changes nothing.

    Reports that were made in it stay as they are. Raises PlanRefused without a reason, and for a closed round.
    """
    stored = _stored(round)
    if stored.closed_on is not None:
        raise PlanRefused(ENDED)
    stored.archive(by=by, reason=reason.strip())
    return stored


@transaction.atomic
def close_round(*, round: Round, by: User, on: date, seen: str = "") -> Version:
    """Makes the version that the meeting sees, and ends the round; closed twice at once it makes one version.

    `seen` is the `fingerprint` of what the person read: raises RoundMovedOn when answers or reviews came in since.
    Raises PlanRefused when the round or its meeting was cancelled, when the meeting is over, and for a plan that is
    not sent any more. Nobody reports on the asked actions while the version is made.
    """
    plan = round.plan
    plan.lock()
    stored = _stored(round)
    if stored.version is not None:
        return stored.version
    _refuse_closing(stored, plan, on)
    list(ActionItem.objects.select_for_update().filter(plan=plan).order_by("pk").values_list("pk"))
    rows = asked_rows(stored)
    if seen and seen != fingerprint(rows):
        raise RoundMovedOn("Something came in since you opened this page. Read it again below, then close the round")
    version = save_version(plan=plan, by=by, reason=closing_words(stored, rows), meeting=stored.meeting)
    stored.version, stored.closed_on, stored.closed_by = version, on, by
    stored.revision += 1
    stored._change_reason = f"Closed by {by} with version {version.number}"
    stored.save(update_fields=["version", "closed_on", "closed_by", "revision"])
    return version


def _refuse_closing(stored: Round, plan: ActionPlan, on: date) -> None:
    if stored.is_archived:
        raise PlanRefused(ENDED)
    if not plan.is_sent:
        raise PlanRefused(NOT_SENT)
    if stored.meeting.cancelled_on is not None:
        raise PlanRefused("The meeting was cancelled. Change the round to another meeting first, or cancel it")
    if stored.meeting.held_on < on:
        day = date_in_words(stored.meeting.held_on)
        raise PlanRefused(f"The meeting was on {day}. Change the round to a meeting to come first, or cancel it")


def asked_rows(round: Round) -> list[AskedAction]:
    """The actions a round asked, in the order of the plan, each with its answer (two queries).

    Those that are still in the plan, or were until the round ended.
    """
    stayed = Q(item__deleted_at__isnull=True)
    if round.ended_at:
        stayed |= Q(item__deleted_at__gt=round.ended_at)
    asked = round.asked.filter(stayed).with_answers(until=round.ended_at)
    rows = asked.select_related("item__response__area", "item__lead_person", "reviewed_by")
    return list(rows.order_by("item__response__number", "item__position", "item__pk"))


def closing_words(round: Round, rows: list[AskedAction]) -> str:
    """What the version says of the round it was made by."""
    counts = Counter(row.standing for row in rows)
    answered = len(rows) - counts[Standing.SILENT]
    words = f"Reporting round {round.number} for {round.meeting}: {answered} of {counted(len(rows), 'action')} answered"
    silent = f", {counts[Standing.SILENT]} without an answer" if counts[Standing.SILENT] else ""
    return words + silent


def fingerprint(rows: Iterable[AskedAction]) -> str:
    """What a page showed of the answers and reviews, in a few letters that change whenever one of them does."""
    states = (f"{row.item_id}:{row.answer.pk if row.answer else 0}:{row.standing}" for row in rows)
    return hashlib.sha256(";".join(states).encode()).hexdigest()[:16]


def _locked(round: Round) -> Round:
    """The round as it is stored now, which stays so until the transaction ends. Raises PlanRefused once it is over."""
    stored = _stored(round)
    if not stored.is_open:
        raise PlanRefused(ENDED)
    return stored


def _stored(round: Round) -> Round:
    stored: Round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "plan", "version")
        .get(pk=round.pk)
    )
    return stored
