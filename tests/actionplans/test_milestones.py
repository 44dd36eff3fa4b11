"""Milestones: steps inside an action, kept by whoever carries it out, with the reason of every moved day."""

from datetime import date

import pytest

from actionplans import actions
from actionplans.models import ActionItem, ActionPlan, EditConflict, Milestone, PlanRefused, Stage
from actionplans.views.milestones import milestones_of
from ilacs.design.today import as_if_on
from tests.factories import ActionItemFactory, MilestoneFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 9, 5)
ENTRY = "6f1c1f0e-53a8-4d2c-9a51-8b9c2a4c9d11"


@pytest.fixture(autouse=True)
def _in_september():
    """After the milestone's day."""
    with as_if_on(TODAY):
        yield


@pytest.fixture
def item():
    """An action due at the end of 2022, in a plan whose draft others read."""
    item = ActionItemFactory()
    ActionPlan.objects.filter(pk=item.plan_id).update(stage=Stage.CONSULTATION)
    item.plan.refresh_from_db()
    return item


@pytest.fixture
def milestone(item):
    """A step by the end of August 2022."""
    return MilestoneFactory(item=item, name="Audit tool agreed")


def again(milestone):
    return Milestone.objects.get(pk=milestone.pk)


def edit(milestone, by, reason="", revision=None, **changes):
    edited = again(milestone)
    for name, value in changes.items():
        setattr(edited, name, value)
    revision = edited.revision if revision is None else revision
    actions.edit_milestone(milestone=edited, revision=revision, by=by, reason=reason)


def test_the_same_form_sent_twice_adds_one_milestone(item, editor):
    made = [
        actions.add_milestone(item=item, name="Tool agreed ", due_on=date(2022, 12, 31), by=editor, entry=ENTRY)
        for _ in range(2)
    ]
    assert made[0] == made[1] == item.milestones.get()
    assert (made[0].name, made[0].due_on, made[0].original_due_on) == ("Tool agreed", date(2022, 12, 31), None)


@pytest.mark.parametrize(("name", "day"), [("Rota agreed", 31), ("Tool agreed", 30)])
def test_the_same_form_sent_with_other_words_is_refused(item, editor, name, day):
    actions.add_milestone(item=item, name="Tool agreed", due_on=date(2022, 12, 31), by=editor, entry=ENTRY)
    with pytest.raises(actions.AlreadySaved, match="Save again to add this as another milestone"):
        actions.add_milestone(item=item, name=name, due_on=date(2022, 12, day), by=editor, entry=ENTRY)
    assert item.milestones.count() == 1


@pytest.mark.parametrize(
    ("name", "due_on", "words", "field"),
    [
        (" ", date(2022, 8, 1), "Enter the milestone", "name"),
        ("Late", date(2023, 1, 1), "The action itself is due on 31 December 2022", "due_on"),
    ],
)
def test_a_milestone_that_cannot_be_is_refused_beside_its_field(name, due_on, words, field, item, milestone, editor):
    for attempt in (
        lambda: actions.add_milestone(item=item, name=name, due_on=due_on, by=editor),
        lambda: edit(milestone, editor, name=name, due_on=due_on, reason="Why."),
    ):
        with pytest.raises(PlanRefused, match=words) as refusal:
            attempt()
        assert refusal.value.field == field
    assert item.milestones.count() == 1


def test_an_action_without_a_date_takes_a_milestone_of_any_day(milestone, item, editor):
    type(item).objects.filter(pk=item.pk).update(due_on=None)
    assert actions.add_milestone(item=item, name="Some day", due_on=date(2030, 1, 1), by=editor).pk


@pytest.mark.parametrize(("rating", "is_taken"), [("off_track", True), ("complete", False)])
def test_an_overdue_action_takes_later_milestones_for_its_recovery(rating, is_taken, item, editor):
    ActionItem.objects.filter(pk=item.pk).update(due_on=date(2022, 9, 4), delivery_rating=rating)
    recovery = {"item": item, "name": "Two agency workers start", "due_on": date(2022, 10, 1), "by": editor}
    if is_taken:
        milestone = actions.add_milestone(**recovery)
        edit(milestone, editor, reason="They start later.", due_on=date(2022, 10, 15))
        assert again(milestone).due_on == date(2022, 10, 15)
    else:
        with pytest.raises(PlanRefused, match="The action itself is due on 4 September 2022"):
            actions.add_milestone(**recovery)


def test_an_action_due_today_takes_no_later_milestone(item, editor):
    ActionItem.objects.filter(pk=item.pk).update(due_on=TODAY)
    with pytest.raises(PlanRefused, match="The action itself is due on 5 September 2022"):
        actions.add_milestone(item=item, name="Tool agreed", due_on=date(2022, 9, 6), by=editor)


def test_a_moved_day_needs_a_reason_and_the_first_one_stays_known(milestone, editor):
    with pytest.raises(PlanRefused, match="Enter the reason for the new day") as refusal:
        edit(milestone, editor, due_on=date(2022, 9, 30))
    assert refusal.value.field == "reason"
    edit(milestone, editor, due_on=date(2022, 9, 30), reason="The supplier is late.")
    edit(milestone, editor, due_on=date(2022, 10, 31), reason="Later still.")
    stored = again(milestone)
    assert (stored.original_due_on, stored.due_on, stored.revision) == (date(2022, 8, 31), date(2022, 10, 31), 2)
    (row,) = milestones_of(stored.item, TODAY)
    assert [(change.what, change.slipped, change.reason) for change in row.changes] == [
        ("Moved", "30 days later", "The supplier is late."),
        ("Moved", "31 days later", "Later still."),
    ]


def test_in_draft_a_day_is_typed_like_words(milestone, editor):
    ActionPlan.objects.update(stage=Stage.DRAFT)
    edit(milestone, editor, due_on=date(2022, 9, 30))
    assert (again(milestone).original_due_on, again(milestone).due_on) == (None, date(2022, 9, 30))


def test_other_words_need_no_reason_even_where_the_action_has_become_due_before(milestone, item, editor):
    type(item).objects.filter(pk=item.pk).update(due_on=date(2022, 7, 31))
    edit(milestone, editor, name="Audit tool and rota agreed")
    assert again(milestone).name == "Audit tool and rota agreed"


def test_the_second_of_two_people_who_edit_it_is_shown_the_first(milestone, editor, lead):
    edit(milestone, lead, name="The director's.")
    with pytest.raises(EditConflict) as conflict:
        edit(milestone, editor, name="The editor's.", revision=0)
    assert conflict.value.current.name == "The director's."


def test_it_is_reached_on_a_day_that_has_been(milestone, editor):
    def reach(on):
        actions.reach_milestone(milestone=milestone, on=on, by=editor, today=TODAY)

    with pytest.raises(PlanRefused, match="must be today or earlier") as refusal:
        reach(date(2022, 9, 6))
    assert refusal.value.field == "done_on"
    for _ in range(2):
        reach(TODAY)
    stored = again(milestone)
    assert (stored.done_on, stored.done_by, stored.revision) == (TODAY, editor, 1)
    with pytest.raises(PlanRefused, match="It was reached on 5 September 2022 already"):
        reach(date(2022, 9, 1))


def test_a_reached_milestone_keeps_its_day_until_it_is_opened_again_with_a_reason(milestone, editor):
    actions.reach_milestone(milestone=milestone, on=TODAY, by=editor, today=TODAY)
    with pytest.raises(PlanRefused, match="so its day stays"):
        edit(milestone, editor, due_on=date(2022, 10, 1), reason="Why.")
    with pytest.raises(PlanRefused, match="Enter why it is opened again"):
        actions.reopen_milestone(milestone=milestone, by=editor, reason=" ")
    for _ in range(2):
        actions.reopen_milestone(milestone=milestone, by=editor, reason="The tool failed its test.")
    stored = again(milestone)
    assert (stored.done_on, stored.done_by, stored.revision) == (None, None, 2)
    (row,) = milestones_of(stored.item, TODAY)
    assert [(change.what, change.before, change.reason) for change in row.changes] == [
        ("Opened again", TODAY, "The tool failed its test.")
    ]


def test_it_is_opened_again_after_the_day_of_its_action_only_where_that_is_overdue(milestone, item, editor):
    actions.reach_milestone(milestone=milestone, on=TODAY, by=editor, today=TODAY)
    type(item).objects.filter(pk=item.pk).update(due_on=date(2022, 7, 31), delivery_rating="complete")
    with pytest.raises(PlanRefused, match="The action itself is due on 31 July 2022"):
        actions.reopen_milestone(milestone=milestone, by=editor, reason="Not there.")
    type(item).objects.filter(pk=item.pk).update(delivery_rating="off_track")
    actions.reopen_milestone(milestone=milestone, by=editor, reason="Not there.")
    assert again(milestone).done_on is None


def test_what_is_taken_away_stays_on_record_and_counts_no_more(milestone, item, editor):
    with pytest.raises(PlanRefused, match="Enter why it is taken away"):
        actions.archive_milestone(milestone=milestone, by=editor, reason="")
    for _ in range(2):
        actions.archive_milestone(milestone=milestone, by=editor, reason="Another step replaces it.")
    stored = again(milestone)
    assert (stored.archived_by, stored.archived_reason) == (editor, "Another step replaces it.")
    assert stored.history.count() == 2
    assert list(item.milestones.current()) == []
    for attempt in (
        lambda: edit(milestone, editor, name="Other."),
        lambda: actions.reach_milestone(milestone=milestone, on=TODAY, by=editor, today=TODAY),
    ):
        with pytest.raises(PlanRefused, match="taken away"):
            attempt()


def test_nothing_changes_in_an_action_that_is_out_of_the_plan_nor_in_a_plan_that_is_over(milestone, item, editor):
    def attempts():
        yield lambda: actions.add_milestone(item=item, name="New", due_on=TODAY, by=editor)
        yield lambda: edit(milestone, editor, name="Other.")
        yield lambda: actions.reach_milestone(milestone=milestone, on=TODAY, by=editor, today=TODAY)
        yield lambda: actions.archive_milestone(milestone=milestone, by=editor, reason="Why.")

    item.delete_by(by=editor)
    for attempt in attempts():
        with pytest.raises(PlanRefused, match="not in the plan any more"):
            attempt()
    item.restore(by=editor)
    ActionPlan.objects.update(stage="closed", closed_on=TODAY)
    for attempt in attempts():
        with pytest.raises(PlanRefused, match="This plan is over"):
            attempt()
    assert (item.milestones.count(), again(milestone).revision) == (1, 0)
