"""The rating the program proposes: pure facts in, a rating and a sentence out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.models.proposing import DeliveryFacts, MilestoneFacts, expected_share, lapses, past_due_words, propose
from actionplans.models.ratings import DeliveryRating

ON = date(2022, 10, 3)
BEGUN, DUE = date(2022, 6, 1), date(2022, 12, 31)
LATE_STEP = MilestoneFacts("Train the managers", date(2022, 9, 30))


def facts(**changes):
    """An action that has begun and is due at the end of the year."""
    return DeliveryFacts(**{"starts_on": BEGUN, "due_on": DUE, "has_begun": True, **changes})


@pytest.mark.parametrize(
    ("changes", "rating", "because"),
    [
        ({}, "on_track", "Nothing is late: it is due in 89 days, on 31 December 2022."),
        ({"due_on": None}, "on_track", "It has no due date, so no date can be missed."),
        ({"due_on": ON}, "on_track", "It is due today."),
        (
            {"due_on": date(2022, 10, 2)},
            "off_track",
            "It was due on 2 October 2022, 1 day ago, and is not complete.",
        ),
        (
            {"share_done": 60, "milestones": [MilestoneFacts("A", date(2022, 9, 1), date(2022, 9, 2)), LATE_STEP]},
            "at_risk",
            "“Train the managers” was due on 30 September 2022 and is not done.",
        ),
        (
            {"milestones": [MilestoneFacts("Hire", date(2022, 9, 1)), LATE_STEP]},
            "at_risk",
            "2 milestones have passed their dates: “Hire” was due on 1 September 2022 and is not done.",
        ),
        (
            {"milestones": [MilestoneFacts("Train", ON)], "share_done": 50},
            "on_track",
            (
                "Nothing is late: it is due in 89 days, on 31 December 2022; 0 of 1 milestone done, 0 expected by now; "
                "50% done, 58% expected by now."
            ),
        ),
        (
            {"share_done": 33},
            "at_risk",
            "33% is done; 58% was expected by now, as time runs from start to due date.",
        ),
        (
            {"share_done": 8},
            "off_track",
            "8% is done; 58% was expected by now, as time runs from start to due date.",
        ),
        ({"has_begun": False, "starts_on": None}, "not_started", "Nothing has been reported yet."),
        (
            {"has_begun": False, "starts_on": date(2022, 11, 1)},
            "not_started",
            "It starts on 1 November 2022.",
        ),
        (
            {"has_begun": False},
            "at_risk",
            "It should have started on 1 June 2022, 124 days ago, and nothing has been reported.",
        ),
        (
            {"is_finished": True, "due_on": date(2022, 9, 1)},
            "complete",
            "The work is reported as finished; sign-off is still to come.",
        ),
        (
            {"is_finished": True, "is_signed_off": True},
            "evidenced",
            "A second person has seen the evidence and signed it off.",
        ),
    ],
)
def test_the_proposal_and_why(changes, rating, because):
    proposal = propose(facts(**changes), on=ON)
    assert (proposal.rating, proposal.because) == (rating, because)


def test_the_gravest_fact_decides():
    far_behind = facts(share_done=0, milestones=[LATE_STEP])
    assert propose(far_behind, on=ON).rating == DeliveryRating.OFF_TRACK


def test_a_milestone_reached_shows_that_work_has_begun():
    begun = facts(has_begun=False, milestones=[MilestoneFacts("Hire", date(2022, 12, 1), date(2022, 9, 1))])
    assert propose(begun, on=ON).rating == DeliveryRating.ON_TRACK


DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
MILESTONES = st.lists(st.builds(MilestoneFacts, st.just("Step"), DAYS, st.none() | DAYS), max_size=4)
FACTS = st.builds(
    DeliveryFacts,
    starts_on=st.none() | DAYS,
    due_on=st.none() | DAYS,
    milestones=MILESTONES,
    share_done=st.none() | st.integers(0, 100),
    has_begun=st.booleans(),
    is_finished=st.booleans(),
    is_signed_off=st.booleans(),
)


@given(FACTS, DAYS)
def test_whatever_the_facts_what_is_past_due_and_not_finished_is_proposed_as_off_track(given_facts, on):
    proposal = propose(given_facts, on=on)
    finished = given_facts.is_finished or given_facts.is_signed_off
    assert proposal.because.endswith(".")
    assert (proposal.rating in (DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED)) == finished
    if given_facts.due_on and given_facts.due_on < on and not finished:
        assert proposal.rating == DeliveryRating.OFF_TRACK
        assert proposal.because == past_due_words(given_facts.due_on, on)


@given(FACTS, DAYS)
def test_nothing_that_is_late_is_ever_proposed_as_on_track(given_facts, on):
    finished = given_facts.is_finished or given_facts.is_signed_off
    if not finished and any(milestone.is_late(on) for milestone in given_facts.milestones):
        assert propose(given_facts, on=on).rating in (DeliveryRating.AT_RISK, DeliveryRating.OFF_TRACK)


@given(
    rating=st.sampled_from(DeliveryRating),
    due_on=st.none() | DAYS,
    on=DAYS,
    rated_on=st.none() | DAYS,
    reason=st.sampled_from(["", "  ", "The builder is late."]),
)
def test_past_due_holds_only_what_is_complete_off_track_or_explained_since(rating, due_on, on, rated_on, reason):
    lapsed = lapses(rating, due_on=due_on, on=on, rated_on=rated_on, reason=reason)
    past_due = due_on is not None and due_on < on
    if not past_due or rating in (DeliveryRating.OFF_TRACK, DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED):
        assert not lapsed
    else:
        assert lapsed == (
            rated_on is None or rated_on <= due_on or not reason.strip() or on > rated_on + timedelta(days=60)
        )


@pytest.mark.parametrize(("on", "lapsed"), [(date(2023, 3, 11), False), (date(2023, 3, 12), True)])
def test_an_explanation_holds_for_sixty_days(on, lapsed):
    said = {"due_on": DUE, "rated_on": date(2023, 1, 10), "reason": "The builder is late."}
    assert lapses(DeliveryRating.ON_TRACK, on=on, **said) is lapsed


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_the_expected_share_lies_between_nothing_and_all(starts_on, due_on, on):
    share = expected_share(starts_on, due_on, on)
    if starts_on is None or due_on is None or due_on <= starts_on:
        assert share is None
    else:
        assert share is not None
        assert 0 <= share <= 100
        assert (share == 100) if on >= due_on else (share == 0 if on <= starts_on else True)


def test_the_share_expected_by_the_middle_is_half():
    assert expected_share(date(2022, 1, 1), date(2022, 1, 11), date(2022, 1, 6)) == 50
    assert expected_share(date(2022, 1, 1), date(2022, 1, 1), date(2022, 1, 6)) is None


def test_the_facts_take_milestones_as_late_only_after_their_day():
    assert not MilestoneFacts("A", ON).is_late(ON)
    assert MilestoneFacts("A", ON).is_late(ON + timedelta(days=1))
    assert not MilestoneFacts("A", ON, ON).is_late(ON + timedelta(days=1))
