"""Rounds at the same moment, each person on a connection of their own: one version, one review, one message."""

from datetime import date

import pytest
from django.core import mail

from actionplans import actions
from actionplans.actions.requests import send_requests
from actionplans.models import (
    ActionItem,
    AskedAction,
    DeliveryRating,
    PlanRefused,
    Round,
    SentRequest,
    Standing,
    Version,
)
from ilacs.design.today import as_if_on
from tests.at_once import at_once
from tests.factories import AskedActionFactory, BodyFactory, MeetingFactory, RoundFactory, sent, york_plan

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2022, 9, 12)
Review = AskedAction.Review


@pytest.fixture
def plan(york, lead, action_owner):
    """York's plan, sent on 11 August 2022, every action led by the action owner."""
    plan = sent(york_plan(york), by=lead)
    plan.items.update(lead_person=action_owner)
    return plan


@pytest.fixture
def round(plan):
    """An open round of every action for a meeting on 4 October 2022."""
    meeting = MeetingFactory(plan=plan, held_on=date(2022, 10, 4), body=BodyFactory(authority=plan.authority))
    round = RoundFactory(plan=plan, meeting=meeting)
    for item in plan.items.all():
        AskedActionFactory(round=round, item=item)
    return round


def reports(item, by, words="Audits are done."):
    """The task of reporting on an action."""
    report = actions.Report(on=ON, what_changed=words, delivery=DeliveryRating.ON_TRACK, reason="It goes well.")

    def report_it():
        with as_if_on(ON):
            return actions.report_progress(item=ActionItem.objects.get(pk=item.pk), by=by, report=report, today=ON)

    return report_it


def closes(round, by):
    """The task of closing a round."""

    def close_it():
        with as_if_on(ON):
            return actions.close_round(round=Round.objects.get(pk=round.pk), by=by, on=ON)

    return close_it


def asked(round):
    """The first asked action with its answer."""
    return AskedAction.objects.with_answers().select_related("item").get(round=round, item__reference="1.1")


def test_a_round_closed_twice_at_once_makes_one_version(round, plan, lead, editor):
    one, other = at_once(closes(round, lead), closes(round, editor))
    assert isinstance(one, Version)
    assert one == other
    assert plan.versions.filter(meeting=round.meeting).count() == 1


def test_two_rounds_opened_at_once_are_one_round_and_a_refusal(plan, lead, editor):
    meeting = MeetingFactory(plan=plan, held_on=date(2022, 10, 4), body=BodyFactory(authority=plan.authority))

    def opens(person):
        copy, theirs = type(plan).objects.get(pk=plan.pk), type(meeting).objects.get(pk=meeting.pk)
        due = date(2022, 9, 21)
        return lambda: actions.open_round(plan=copy, meeting=theirs, answers_due_on=due, message="", by=person, on=ON)

    results = at_once(opens(lead), opens(editor))
    assert sorted(type(result).__name__ for result in results) == ["PlanRefused", "Round"]
    assert plan.rounds.get().asked.count() == 7


def test_an_answer_that_comes_in_while_another_is_accepted_is_not_accepted_unread(round, plan, editor, action_owner):
    item = plan.items.get(reference="1.1")
    first = reports(item, action_owner)()

    def accepts():
        return actions.review_answer(asked=asked(round), outcome=Review.ACCEPTED, by=editor, seen=first.pk)

    reviewed, second = at_once(accepts, reports(item, action_owner, "One more thing."))
    stored = asked(round)
    assert (stored.answer, stored.standing) == (second, Standing.TO_REVIEW)
    assert isinstance(reviewed, PlanRefused) or stored.update == first


def test_of_two_reviews_at_once_one_holds_and_the_other_is_told(round, plan, lead, editor, action_owner):
    reports(plan.items.get(reference="1.1"), action_owner)()

    def reviews(person, outcome):
        return lambda: actions.review_answer(asked=asked(round), outcome=outcome, by=person, note="How many?", was="")

    results = at_once(reviews(lead, Review.ACCEPTED), reviews(editor, Review.RETURNED))
    assert sorted(type(result).__name__ for result in results) == ["AskedAction", "PlanRefused"]
    assert asked(round).history.count() == 2


def test_what_is_reported_while_a_round_is_closed_is_wholly_in_its_version_or_not_at_all(
    round, plan, lead, action_owner
):
    version, update = at_once(closes(round, lead), reports(plan.items.get(reference="1.1"), action_owner))
    item = actions.snapshot_of(version).items[0]
    words = f"Reporting round 1 for {round.meeting}: {{}} of 7 actions answered, {{}} without an answer"
    is_in = item.progress is not None
    assert version.reason == words.format(*((1, 6) if is_in else (0, 7)))
    round.refresh_from_db()
    assert (asked_when_closed(round) == update) is is_in


def asked_when_closed(round):
    """The answer to the first action, as the closed round tells it."""
    return actions.asked_rows(round)[0].answer


def test_the_messages_sent_twice_at_once_are_sent_once(round, action_owner):
    def sends():
        with as_if_on(ON):
            return send_requests(on=ON)

    assert sorted(at_once(sends, sends, sends)) == [0, 0, 1]
    assert (len(mail.outbox), SentRequest.objects.count()) == (1, 2)
