"""The factories make things that are allowed to exist."""

import pytest

from tests import factories

MADE = [
    each
    for each in vars(factories).values()
    if isinstance(each, type)
    and issubclass(each, factories.DjangoModelFactory)
    and each is not factories.DjangoModelFactory
]


@pytest.mark.django_db
@pytest.mark.parametrize("made_by", MADE, ids=lambda each: each.__name__)
def test_every_factory_makes_something_that_passes_full_clean(made_by):
    made_by().full_clean()


def test_york_has_the_facts_of_its_report(york):
    inspection = factories.york_2022(york)
    assert [inspection.judgements.count(), inspection.strengths.count(), inspection.areas.count()] == [4, 9, 7]


def test_a_plan_numbers_its_actions_by_area(york):
    plan = factories.york_plan(york, actions_per_area=2)
    assert [item.reference for item in plan.items.all()][:4] == ["1.1", "1.2", "2.1", "2.2"]
    assert plan.items.count() == 14
