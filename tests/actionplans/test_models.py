"""Plans and actions: what one row says and many rows agree on, what the verbs refuse, what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplans.models import ActionItem, DeliveryRating
from tests.factories import ActionItemFactory, AreaResponseFactory, PlanFactory

pytestmark = pytest.mark.django_db
DUE = date(2022, 7, 1)


@pytest.mark.parametrize("rating", DeliveryRating.values)
@pytest.mark.parametrize("due_on", [None, date(2022, 6, 30), DUE, date(2022, 7, 2)])
@pytest.mark.parametrize("stage", ["draft", "closed"])
def test_one_action_and_many_agree_on_what_is_overdue(rating, due_on, stage):
    plan = PlanFactory(stage=stage, closed_on=DUE if stage == "closed" else None)
    item = ActionItemFactory(
        response=AreaResponseFactory(plan=plan), starts_on=None, due_on=due_on, delivery_rating=rating
    )
    overdue = ActionItem.objects.overdue(DUE).filter(pk=item.pk).exists()
    assert item.is_overdue(DUE) == overdue
    before_today = due_on == date(2022, 6, 30)
    assert overdue == (before_today and stage == "draft" and not DeliveryRating(rating).is_complete)


def test_a_deleted_action_is_not_overdue(editor):
    item = ActionItemFactory(due_on=date(2022, 6, 30), starts_on=None)
    item.delete_by(by=editor)
    assert not item.is_overdue(DUE)
    assert not ActionItem.objects.overdue(DUE).exists()


def test_an_action_due_today_is_not_overdue():
    assert not ActionItemFactory(due_on=DUE).is_overdue(DUE)


def test_one_action_and_many_agree_on_what_is_complete():
    for rating in DeliveryRating.values:
        item = ActionItemFactory(delivery_rating=rating)
        assert item.is_complete == ActionItem.objects.complete().filter(pk=item.pk).exists()


def test_references_count_up_within_an_area_and_are_never_used_twice(editor):
    response = AreaResponseFactory(number=3)
    items = ActionItemFactory.create_batch(3, response=response)
    assert [item.reference for item in items] == ["3.1", "3.2", "3.3"]
    items[2].delete_by(by=editor)
    assert response.next_reference() == "3.4"


def test_area_ten_does_not_count_the_actions_of_area_one():
    plan = PlanFactory()
    first = AreaResponseFactory(plan=plan, number=1)
    tenth = AreaResponseFactory(plan=plan, number=10)
    ActionItemFactory.create_batch(2, response=tenth)
    assert first.next_reference() == "1.1"
    assert tenth.next_reference() == "10.3"


def test_a_deleted_action_comes_back_as_it_was(editor):
    item = ActionItemFactory()
    item.delete_by(by=editor)
    assert not ActionItem.objects.current().exists()
    item.restore(by=editor)
    assert ActionItem.objects.current().get() == item
    assert [row.history_change_reason for row in item.history.all()[:2]] == [
        "Brought back by Eddie Editor",
        "Deleted by Eddie Editor",
    ]


def test_an_action_due_before_its_start_is_refused_by_the_form_and_by_the_database():
    item = ActionItemFactory.build(
        starts_on=date(2022, 7, 2), due_on=DUE, response=None, plan=None, reference="1.1", position=1, action="Do it."
    )
    with pytest.raises(ValidationError, match="same as or after the start date"):
        item.clean()
    with pytest.raises(IntegrityError, match="an_action_is_due_on_or_after_its_start"), transaction.atomic():
        ActionItemFactory(starts_on=date(2022, 7, 2), due_on=DUE)


def test_a_lead_is_printed_as_post_and_person(editor):
    assert ActionItemFactory(lead_post="Head of Service", lead_person=editor).lead == "Head of Service, Eddie Editor"
    assert ActionItemFactory(lead_post="", lead_person=editor).lead == "Eddie Editor"
    assert ActionItemFactory(lead_post="", lead_person=None).lead == ""
    response = AreaResponseFactory(lead_post="Director", lead_person=editor)
    assert response.lead == "Director, Eddie Editor"


def test_things_are_named_in_words():
    item = ActionItemFactory()
    assert str(item) == "1.1 Action 1.1."
    assert str(item.response) == "1. Area for improvement 1."
    assert item.get_absolute_url().endswith(f"/actions/{item.pk}/")
