"""The second person's word: who may give it, on what, and that the queue and the verb agree."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans.actions import (
    EvidenceDetails,
    SeenOtherwise,
    add_evidence,
    archive_evidence,
    awaits_sign_off,
    sign_off,
)
from actionplans.models import DeliveryRating, Evidence, PlanRefused, SignOff
from actionplans.snapshot import take
from ilacs.design.today import as_if_on
from inspections.models import current_calendar
from tests.at_once import at_once
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    CouncilRatingFactory,
    EvidenceFactory,
    PlanFactory,
    ProgressUpdateFactory,
    SignOffFactory,
)

ACCEPTED, RETURNED = SignOff.Outcome.ACCEPTED, SignOff.Outcome.RETURNED
COMPLETE, EVIDENCED = DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED
SAID_AT = datetime(2022, 7, 1, 9, 0, tzinfo=UTC)
DAY = date(2022, 7, 6)


@pytest.fixture
def item(york, action_owner):
    """An action that its owner has reported complete, with an audit they added."""
    response = AreaResponseFactory(plan=PlanFactory(authority=york))
    item = ActionItemFactory(response=response, lead_person=action_owner, delivery_rating=COMPLETE)
    reported(item, action_owner)
    EvidenceFactory(item=item, added_by=action_owner)
    return item


def reported(item, by, rating=COMPLETE, **other):
    return ProgressUpdateFactory(item=item, made_by=by, delivery_rating=rating, made_at=SAID_AT, **other)


def newest(item):
    return item.updates.standing().first()


def decide(item, by, outcome=ACCEPTED, note="", **other):
    return sign_off(update=newest(item), by=by, outcome=outcome, note=note, **other)


def seen(item):
    [found] = [each for each in take(item.plan, on=DAY, calendar=current_calendar()).items if each.pk == item.pk]
    return found


@pytest.mark.django_db
def test_a_second_person_makes_it_complete_and_evidenced(item, editor):
    answer = decide(item, editor, note="I have read the audit.")
    item.refresh_from_db()
    assert (item.delivery_rating, answer.made_by, answer.reported_by) == (EVIDENCED, editor, newest(item).made_by)
    assert item.history.first().history_change_reason == "Signed off by Eddie Editor"
    assert not awaits_sign_off(item)


@pytest.mark.django_db
def test_nobody_signs_off_what_they_lead_reported_or_put_right(item, action_owner, editor, lead, administrator):
    first = newest(item)
    reported(item, editor, corrects=first, number=first.number)
    for person in (action_owner, editor):
        with pytest.raises(PlanRefused, match="Nobody signs off their own work"):
            decide(item, person)
    item.lead_person = administrator
    item.save()
    with pytest.raises(PlanRefused, match="Nobody signs off their own work"):
        decide(item, administrator)
    with pytest.raises(PlanRefused, match="Nobody signs off their own work"):
        decide(item, action_owner)
    assert decide(item, lead).made_by == lead


@pytest.mark.django_db
def test_nobody_signs_off_what_they_led_since_it_was_reported(york, action_owner, editor, lead, administrator):
    with as_if_on(date(2022, 5, 1)):
        item = ActionItemFactory(response=AreaResponseFactory(plan=PlanFactory(authority=york)), lead_person=lead)
    for day, person in (
        (date(2022, 6, 1), editor),
        (date(2022, 7, 3), administrator),
        (date(2022, 7, 4), action_owner),
    ):
        item.lead_person, item.delivery_rating = person, COMPLETE
        with as_if_on(day):
            item.save()
    reported(item, action_owner)
    EvidenceFactory(item=item, added_by=action_owner)
    for person in (editor, administrator):
        with pytest.raises(PlanRefused, match="Nobody signs off their own work"):
            decide(item, person)
    assert decide(item, lead).made_by == lead


@pytest.mark.django_db
def test_every_count_is_of_those_the_verb_would_accept(
    client_of, york, action_owner, editor, lead, administrator, member
):
    plan = PlanFactory(authority=york)
    people = (editor, lead, administrator)
    for made, leads, adds in product(people, (None, editor, lead), (lead, administrator)):
        item = ActionItemFactory(response=AreaResponseFactory(plan=plan), lead_person=leads, delivery_rating=COMPLETE)
        first = reported(item, made)
        if adds == lead:
            reported(item, administrator, corrects=first, number=first.number)
        EvidenceFactory(item=item, added_by=adds)
    counted = []
    for person in (*people, member):
        accepted = sum(would_accept(item, person) for item in plan.items.all()) if person != member else 0
        client = client_of(person)
        home = client.get(reverse("council-home", args=["york"])).context["to_sign_off"]
        [*mine] = client.get(reverse("my-actions")).context["sign_offs"]
        queue = client.get(reverse("sign-off-council", args=["york"])).context
        assert (home[0] if home else 0, sum(number for _, number in mine)) == (accepted, accepted)
        assert (queue["for_reader"], queue["number"]) == (accepted, 18)
        counted.append(accepted)
    assert counted == [8, 4, 0, 0]


def would_accept(item, person):
    """Whether the verb lets this person sign off; nothing stays."""
    try:
        with transaction.atomic():
            decide(item, person)
            transaction.set_rollback(True)
    except PlanRefused:
        return False
    return True


@pytest.mark.django_db
def test_nobody_signs_off_on_evidence_that_is_all_theirs(item, editor, lead):
    item.evidence.all().update(added_by=editor)
    with pytest.raises(PlanRefused, match="You added all the evidence"):
        decide(item, editor)
    EvidenceFactory(item=item, added_by=lead, stance="contradicts")
    with pytest.raises(PlanRefused, match="You added all the evidence"):
        decide(item, editor)
    EvidenceFactory(item=item, added_by=lead)
    assert decide(item, editor).made_by == editor


@pytest.mark.django_db
def test_a_return_needs_a_note_and_waits_for_newer_evidence(item, editor, action_owner):
    with pytest.raises(PlanRefused, match="Enter what is missing") as refused:
        decide(item, editor, RETURNED, " ")
    assert refused.value.field == "note"
    decide(item, editor, RETURNED, "The audit is of last year.")
    item.refresh_from_db()
    assert (item.delivery_rating, awaits_sign_off(item)) == (COMPLETE, False)
    EvidenceFactory(item=item, added_by=action_owner, added_at=item.sign_offs.get().made_at + timedelta(minutes=1))
    assert awaits_sign_off(item)


@pytest.mark.django_db
def test_a_second_return_in_the_same_words_is_another_answer(item, editor, action_owner):
    decide(item, editor, RETURNED, "Not yet.")
    first = item.sign_offs.get()
    assert decide(item, editor, RETURNED, "Not yet.") == first
    EvidenceFactory(item=item, added_by=action_owner, added_at=first.made_at + timedelta(microseconds=1))
    assert decide(item, editor, RETURNED, "Not yet.") != first
    assert item.sign_offs.count() == 2


@pytest.mark.django_db
def test_who_comes_second_is_told_who_has_answered(item, editor, lead):
    decide(item, editor)
    assert decide(item, editor).pk == item.sign_offs.get().pk
    with pytest.raises(PlanRefused, match="Eddie Editor has answered this already: signed off"):
        decide(item, lead)


@pytest.mark.django_db
def test_what_was_not_seen_is_not_signed_off(item, editor, lead, action_owner):
    update, mark = newest(item), item.evidence.current().mark()
    details = EvidenceDetails(
        kind="voice", dated_on=DAY, shows="Parents wait.", stance="contradicts", link="https://x.uk"
    )
    against = add_evidence(item=item, by=lead, today=DAY, details=details)
    with pytest.raises(SeenOtherwise, match="The evidence has changed"):
        decide(item, editor, seen=mark)
    mark = item.evidence.current().mark()
    archive_evidence(evidence=against, by=action_owner, reason="Not ours")
    with pytest.raises(SeenOtherwise, match="The evidence has changed"):
        decide(item, editor, seen=mark)
    reported(item, action_owner, corrects=update, number=update.number)
    with pytest.raises(SeenOtherwise, match="no longer the newest"):
        sign_off(update=update, by=editor, outcome=ACCEPTED)
    assert decide(item, editor, seen=item.evidence.current().mark()).outcome == ACCEPTED


@pytest.mark.django_db
def test_nothing_else_is_signed_off(item, editor, york):
    for prepare, words in (
        (lambda: item.evidence.all().update(stance="contradicts"), "Nothing of this action waits"),
        (lambda: item.delete_by(by=editor), "not in the plan any more"),
    ):
        prepare()
        with pytest.raises(PlanRefused, match=words):
            decide(item, editor)
    assert not awaits_sign_off(item)
    assert not awaits_sign_off(ActionItemFactory())


@pytest.mark.django_db
def test_a_rating_that_demands_it_is_accepted_without_becoming_complete(york, item, editor, action_owner):
    CouncilRatingFactory(authority=york, code="off_track", needs_second_person=True)
    item.delivery_rating = "off_track"
    item.save()
    update = newest(item)
    reported(item, action_owner, "off_track", number=update.number + 1)
    assert awaits_sign_off(item)
    decide(item, editor)
    item.refresh_from_db()
    assert (item.delivery_rating, awaits_sign_off(item)) == ("off_track", False)


@pytest.mark.django_db
def test_evidence_taken_away_after_sign_off_shows_in_what_is_complete_without_evidence(item, editor, lead):
    decide(item, editor)
    assert not seen(item).lacks_evidence
    archive_evidence(evidence=item.evidence.get(), by=lead, reason="Of another action")
    item.refresh_from_db()
    assert (item.delivery_rating, seen(item).lacks_evidence, seen(item).awaits_sign_off) == (EVIDENCED, True, False)


@pytest.mark.django_db
def test_the_database_lets_nobody_sign_off_their_own_report_nor_anybody_twice(item, action_owner, editor):
    for values in ({"made_by": action_owner, "outcome": ACCEPTED}, {"made_by": editor, "note": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignOffFactory(update=newest(item), **values)
    SignOffFactory(update=newest(item), outcome=ACCEPTED, made_by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffFactory(update=newest(item), outcome=ACCEPTED)


RATINGS = ("on_track", "off_track", "complete", "evidenced")
PIECES = ((), ("supports",), ("contradicts",), ("supports", "contradicts"), ("taken away",))
ANSWERS = (None, ACCEPTED, RETURNED)


@pytest.mark.django_db
@pytest.mark.parametrize(("rating", "pieces", "answer"), list(product(RATINGS, PIECES, ANSWERS)))
@pytest.mark.parametrize("newer", [False, True], ids=["", "newer evidence"])
def test_the_queue_and_the_verb_agree(york, action_owner, rating, pieces, answer, newer):
    CouncilRatingFactory(authority=york, code="off_track", needs_second_person=True)
    item = ActionItemFactory(response=AreaResponseFactory(plan=PlanFactory(authority=york)), delivery_rating=rating)
    update = reported(item, action_owner, COMPLETE if rating == "evidenced" else rating)
    answered_at = SAID_AT + timedelta(days=3)
    if answer:
        SignOffFactory(update=update, outcome=answer, made_at=answered_at)
    for piece in pieces:
        stance = "contradicts" if piece == "contradicts" else "supports"
        added = EvidenceFactory(item=item, stance=stance, added_at=answered_at + timedelta(days=1 if newer else -1))
        if piece == "taken away":
            added.archive(by=action_owner, reason="A mistake")
    waits = awaits_sign_off(item)
    assert seen(item).awaits_sign_off == waits
    supported = "supports" in pieces
    open_again = answer is None or (answer == RETURNED and newer and supported)
    assert waits == (open_again and ((rating == "complete" and supported) or rating == "off_track"))


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_does_and_the_other_is_told(item, editor, lead):
    update = newest(item)

    def signs(person):
        return lambda: sign_off(update=type(update).objects.get(pk=update.pk), by=person, outcome=ACCEPTED)

    results = at_once(signs(editor), signs(lead))
    assert sorted(type(result).__name__ for result in results) == ["PlanRefused", "SignOff"]
    assert "has answered this already: signed off" in str(results[isinstance(results[0], SignOff)])
    item.refresh_from_db()
    assert (item.sign_offs.count(), item.delivery_rating) == (1, EVIDENCED)


@pytest.mark.django_db(transaction=True)
def test_one_who_returns_while_another_signs_leaves_one_answer(item, editor, lead):
    update = newest(item)

    def answers(person, outcome, note):
        stored = type(update).objects
        return lambda: sign_off(update=stored.get(pk=update.pk), by=person, outcome=outcome, note=note)

    results = at_once(answers(editor, ACCEPTED, ""), answers(lead, RETURNED, "Not yet."))
    item.refresh_from_db()
    [answer] = item.sign_offs.all()
    assert sorted(type(result).__name__ for result in results) == ["PlanRefused", "SignOff"]
    assert item.delivery_rating == (EVIDENCED if answer.outcome == ACCEPTED else COMPLETE)


@pytest.mark.django_db(transaction=True)
def test_evidence_taken_away_while_it_is_signed_off_is_never_overlooked(item, editor, lead):
    update, piece = newest(item), Evidence.objects.get()

    def signs():
        return sign_off(update=type(update).objects.get(pk=update.pk), by=editor, outcome=ACCEPTED)

    def takes_away():
        archive_evidence(evidence=Evidence.objects.get(pk=piece.pk), by=lead, reason="Of another action")

    signed, _ = at_once(signs, takes_away)
    found = seen(item)
    assert found.lacks_evidence
    assert found.delivery_rating == (EVIDENCED if isinstance(signed, SignOff) else COMPLETE)
    assert isinstance(signed, SignOff) or str(signed) == "Nothing of this action waits for sign-off"
