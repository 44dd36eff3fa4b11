"""The history of an action in words: who changed what, from what, to what."""

from datetime import date

import pytest

from actionplans import actions
from actionplans.history import FieldChange, changes_of
from actionplans.models import ActionItem
from tests.factories import UserFactory, a_report, york_plan

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
    save(item, position=9, revision=4)
    assert len(changes_of(item)) == 1


def test_an_action_without_any_history_has_none(item):
    ActionItem.history.all().delete()
    assert changes_of(item) == ()


def test_the_same_number_of_queries_however_long_the_history(item, django_assert_num_queries):
    for number in range(12):
        save(item, by=UserFactory(), lead_person=UserFactory(), resources=f"{number} posts")
    with django_assert_num_queries(8):
        assert len(changes_of(item)) == 13
