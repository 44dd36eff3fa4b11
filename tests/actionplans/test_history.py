"""The history of an action in words: who changed what, from what, to what."""

from datetime import UTC, date, datetime

import pytest

from actionplans import actions
from actionplans.history import FieldChange, changes_of
from actionplans.models import ActionItem, DeliveryRating
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    CouncilRatingFactory,
    DateMoveFactory,
    EvidenceFactory,
    MilestoneFactory,
    ProgressUpdateFactory,
    SignOffFactory,
    UserFactory,
    a_report,
    york_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(york):
    """York's draft plan with one action in each area."""
    return york_plan(york)


@pytest.fixture
def item(plan):
    """The first action of the plan."""
    return plan.items.get(reference="1.1")


def save(item, by=None, reason=None, **values):
    for name, value in values.items():
        setattr(item, name, value)
    item._history_user = by
    item._change_reason = reason
    item.save()


def told(item):
    """Every change without its moment."""
    return [(change.what, change.by, change.reason, change.fields) for change in changes_of(item)]


def test_a_new_action_was_added_and_nothing_else(item):
    assert told(item) == [("Added", "", "", ())]


def test_a_change_says_who_changed_which_field_from_what_to_what(item, editor):
    save(item, by=editor, due_on=date(2023, 1, 31), success_measure="All audits are good.")
    assert told(item)[0] == (
        "Changed",
        "Eddie Editor",
        "",
        (
            FieldChange("Due", "31 December 2022", "31 January 2023"),
            FieldChange("Success measure", "Nine in ten audits are good.", "All audits are good."),
        ),
    )


def test_the_newest_change_comes_first(item, editor):
    save(item, resources="One post")
    save(item, resources="Two posts")
    assert [change.fields[0].after for change in changes_of(item)[:2]] == ["Two posts", "One post"]


def test_the_reason_a_person_gave_is_shown_and_the_programs_own_is_not(item, editor):
    save(item, by=editor, reason="Agreed at the board", resources="One post")
    save(item, by=editor, reason="Edited by Eddie Editor", resources="Two posts")
    assert [change.reason for change in changes_of(item)] == ["", "Agreed at the board", ""]


def test_a_lead_is_told_by_name_and_post(item, editor):
    save(item, lead_person=editor)
    save(item, lead_person=None, lead_post="")
    assert [change.fields for change in changes_of(item)[:2]] == [
        (FieldChange("Lead", "Head of Service, Eddie Editor", ""),),
        (FieldChange("Lead", "Head of Service", "Head of Service, Eddie Editor"),),
    ]


def test_moving_rating_and_serving_are_told_in_words(item, plan, editor):
    third = plan.responses.get(number=3)
    actions.report_progress(item=item, by=editor, report=a_report(), today=date(2022, 7, 1))
    item.also_serves.set([plan.responses.get(number=2), third])
    actions.move_action(item=item, to=third, by=editor)
    fields = [field for change in reversed(changes_of(item)) for field in change.fields]
    assert FieldChange("Delivery rating", "Not started", "On track") in fields
    assert FieldChange("Also serves", "", "Area 2, Area 3") in fields
    assert FieldChange("Area", "Area 1", "Area 3") in fields


def test_deleting_and_bringing_back_are_told(item, editor):
    item.delete_by(by=editor)
    item.restore(by=editor)
    assert [change.what for change in changes_of(item)] == ["Brought back", "Deleted", "Added"]


def test_a_save_that_changes_nothing_a_reader_sees_is_left_out(item):
    save(item, revision=4)
    assert len(changes_of(item)) == 1


def test_another_order_is_told_by_the_place_in_the_area(item, editor):
    second = ActionItemFactory(response=item.response)
    actions.shift_action(item=second, up=True, by=editor)
    assert changes_of(second)[0].fields == (FieldChange("Place in its area", "2", "1"),)
    assert changes_of(item)[0].fields == (FieldChange("Place in its area", "1", "2"),)


def test_an_action_without_any_history_has_none(item):
    ActionItem.history.all().delete()
    assert changes_of(item) == ()


def test_the_same_number_of_queries_however_long_the_history(item, django_assert_num_queries):
    for number in range(12):
        save(item, by=UserFactory(), lead_person=UserFactory(), resources=f"{number} posts")
    with django_assert_num_queries(8):
        assert len(changes_of(item)) == 13


def test_the_story_of_an_action_holds_all_that_happened_in_order_of_time(item, editor, lead):
    days = [datetime(2030, 7, day, 9, tzinfo=UTC) for day in range(1, 8)]
    with as_if_on(days[0].date()):
        step = MilestoneFactory(item=item, name="Pilot")
    first = ProgressUpdateFactory(item=item, made_by=editor, made_at=days[1], what_changed="Begun.")
    move = DateMoveFactory(item=item, moved_at=days[2], moved_by=editor, approved_by=lead)
    ProgressUpdateFactory(
        item=item,
        made_by=editor,
        made_at=days[3],
        corrects=first,
        what_changed="Begun in June.",
        delivery_rating=DeliveryRating.COMPLETE,
        proposed_rating=DeliveryRating.COMPLETE,
        proposed_because="It is finished.",
    )
    SignOffFactory(update=item.updates.first(), made_by=lead, made_at=days[4], note="Show the audit.")
    with as_if_on(days[5].date()):
        piece = EvidenceFactory(item=item, shows="Ten audits.", link="https://example.gov.uk/a")
    with as_if_on(days[6].date()):
        step.archive(by=editor, reason="Not needed")
        piece.archive(by=editor, reason="Another team’s")
    story = changes_of(item)
    assert [(change.subject, change.what, change.by, change.reason) for change in story[:8]] == [
        ("Evidence, audit", "Taken away", "", "Another team’s"),
        ("Milestone “Pilot”", "Taken away", "", "Not needed"),
        ("Evidence, audit", "Added", "", ""),
        ("", "Returned", "Lee Lead", "Show the audit."),
        ("", "Report corrected", "Eddie Editor", ""),
        ("", "Due date moved", "Eddie Editor", move.reason),
        ("", "Progress reported", "Eddie Editor", ""),
        ("Milestone “Pilot”", "Added", "", ""),
    ]
    assert story[4].fields == (
        FieldChange("What changed", "Begun.", "Begun in June."),
        FieldChange("Delivery rating", "On track", "Complete - evidence awaited"),
        FieldChange("Proposed by the program", "", "Complete - evidence awaited. It is finished."),
    )
    assert story[5].fields == (
        FieldChange("Due", "30 September 2022", "31 October 2022"),
        FieldChange("Approved by", "", "Lee Lead"),
    )
    assert FieldChange("What it shows", "", "Ten audits.") in story[2].fields


def test_ratings_are_called_what_the_council_calls_them(item, york, editor):
    CouncilRatingFactory(authority=york, word="Green")
    save(item, by=editor, delivery_rating=DeliveryRating.ON_TRACK, impact_rating="some")
    assert told(item)[0][-1] == (
        FieldChange("Delivery rating", "Not started", "Green"),
        FieldChange("Impact rating", "Too early to say", "Some improvement"),
    )
