"""What was heard from children, families and staff: recorded, answered with what was done, mended, taken away."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction

from actionplans.actions.same_form import made_before, values_said
from actionplans.models import ActionPlan, EditConflict, PlanRefused, Voice
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import date_in_words

ABOUT = ("response", "item")
ANSWER = ("did", "did_on")
Refusal = tuple[str, str]
"""Why something cannot be, and the field of the form to mend."""


@transaction.atomic
def add_voice(*, voice: Voice, by: User, today: date, entry: UUID | None = None) -> Voice:
    """Records what was said about a plan, one of its areas or one of its actions; it may be answered at once.

    The same form sent twice gives what it made the first time. Raises AlreadySaved for other words, PlanRefused for a
    day to come, an answer without its day, an area or action of another plan, and when the plan is over.
    """
    plan = ActionPlan.objects.lock_to_lead(voice.plan_id)
    said = values_said(voice, "response_id", "item_id")
    made: Voice | None = made_before(Voice, entry, home=("plan_id", plan.pk, "plan"), what="voice", said=said)
    if made:
        return made
    _refuse(voice, today)
    voice.added_by, voice.added_at, voice.entry = by, now(), entry
    voice._change_reason = f"Added by {by}"
    voice.save()
    return voice


@transaction.atomic
def edit_voice(*, voice: Voice, revision: int, by: User, today: date) -> Voice:
    """Saves the mended words; what stood there before stays in the history.

    Raises EditConflict when somebody saved it since `revision`, PlanRefused as add_voice does and for what was taken
    away.
    """
    stored = _locked(voice, revision)
    _refuse(voice, today)
    for name in (*Voice.EDITED_FIELDS, *ABOUT):
        setattr(stored, name, getattr(voice, name))
    _save(stored, f"Edited by {by}", *Voice.EDITED_FIELDS, *ABOUT)
    return stored


@transaction.atomic
def answer_voice(*, voice: Voice, did: str, did_on: date, revision: int, by: User, today: date) -> Voice:
    """Says what was done about it, and when. Raises EditConflict when somebody saved it since `revision`."""
    stored = _locked(voice, revision)
    if not did.strip():
        raise PlanRefused("Enter what we did", "did")
    stored.did, stored.did_on = did, did_on
    _refuse(stored, today)
    _save(stored, f"Answered by {by}", *ANSWER)
    return stored


@transaction.atomic
def archive_voice(*, voice: Voice, by: User, reason: str) -> None:
    """Takes it out of the plan and keeps it with the reason; said twice it changes nothing."""
    ActionPlan.objects.lock_to_lead(voice.plan_id)
    stored: Voice = Voice.objects.select_for_update().get(pk=voice.pk)
    stored.archive(by=by, reason=reason)


def _locked(voice: Voice, revision: int) -> Voice:
    """It as it is stored now, which stays so until the transaction ends."""
    ActionPlan.objects.lock_to_lead(voice.plan_id)
    stored: Voice = Voice.objects.select_for_update().get(pk=voice.pk)
    if stored.revision != revision:
        raise EditConflict(stored)
    if stored.is_archived:
        raise PlanRefused("It has been taken away, so nothing in it changes")
    return stored


def _save(stored: Voice, change: str, *fields: str) -> None:
    stored.revision += 1
    stored._change_reason = change
    stored.save(update_fields=[*fields, "revision"])


def _refuse(voice: Voice, today: date) -> None:
    """Raises the first reason why it cannot be stored, if there is any."""
    for words, field in (*_wrong_words(voice), *_wrong_days(voice, today), *_wrong_place(voice)):
        raise PlanRefused(words, field)


def _wrong_words(voice: Voice) -> Iterator[Refusal]:
    if not voice.said.strip():
        yield "Enter what they said", "said"
    if voice.did_on and not voice.did.strip():
        yield "Enter what we did on that day", "did"
    if voice.did.strip() and not voice.did_on:
        yield "Enter the day we did it", "did_on"


def _wrong_days(voice: Voice, today: date) -> Iterator[Refusal]:
    if voice.heard_on > today:
        yield "The day it was heard must be today or in the past", "heard_on"
    if voice.did_on and voice.did_on > today:
        yield "The day we did it must be today or in the past", "did_on"
    if voice.did_on and voice.did_on < voice.heard_on:
        yield f"It was heard on {date_in_words(voice.heard_on)}. Enter that day or a later one", "did_on"


def _wrong_place(voice: Voice) -> Iterator[Refusal]:
    others = {place.plan_id for place in (voice.response, voice.item) if place} - {voice.plan_id}
    if others:
        yield "Choose an area or an action of this plan", "about"
    if voice.response and voice.item:
        yield "Choose an area or an action, not both", "about"
