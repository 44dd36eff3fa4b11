"""The same reading, file or measure twice at once, each on a connection of its own: one row, nothing lost."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from actionplans import actions
from actionplans.measures.loading import TypedReading
from actionplans.models import EditConflict, Measure, PlanRefused, Reading
from tests.at_once import at_once
from tests.factories import MeasureFactory

pytestmark = pytest.mark.django_db(transaction=True)

TODAY, SEPTEMBER = date(2022, 11, 1), date(2022, 9, 30)


def test_the_same_reading_twice_at_once_is_one(editor):
    measure, entry = MeasureFactory(), uuid4()

    def reads():
        return actions.add_reading(
            measure=measure, ends_on=SEPTEMBER, value=Decimal(80), by=editor, today=TODAY, entry=entry
        ).pk

    first, second, third = at_once(reads, reads, reads)
    assert first == second == third == Reading.objects.get().pk


def test_of_two_people_who_read_the_same_period_the_second_is_asked(editor, lead):
    measure = MeasureFactory()

    def reads(person, value):
        return lambda: actions.add_reading(
            measure=measure, ends_on=SEPTEMBER, value=Decimal(value), by=person, today=TODAY, entry=uuid4()
        )

    results = at_once(reads(editor, 80), reads(lead, 81))
    assert sorted(type(result).__name__ for result in results) == ["Questioned", "Reading"]
    assert Reading.objects.count() == 1


def test_a_file_loaded_twice_at_once_is_loaded_once(editor):
    measure, upload = MeasureFactory(), uuid4()
    rows = [TypedReading(2, 1, SEPTEMBER, Decimal(80)), TypedReading(3, 1, date(2022, 10, 31), Decimal(81))]

    def loads():
        return len(actions.load_readings(plan=measure.plan, rows=rows, by=editor, today=TODAY, upload=upload))

    assert sorted(at_once(loads, loads)) == [0, 2]
    assert Reading.objects.count() == 2


def test_measures_added_at_once_get_numbers_of_their_own(editor, lead):
    plan = MeasureFactory().plan

    def adds(name):
        return lambda: actions.add_measure(measure=Measure(plan=plan, name=name), by=editor).number

    assert sorted(at_once(adds("One"), adds("Two"), adds("Three"))) == [2, 3, 4]
    refused = at_once(adds("Four"), adds("Four"))
    assert sorted(type(result).__name__ for result in refused) == [PlanRefused.__name__, "int"]


def test_of_two_who_set_targets_at_once_one_holds(editor, lead):
    measure = MeasureFactory()

    def sets(person, value):
        wanted = [(date(2022, 12, 31), Decimal(value))]
        return lambda: actions.set_targets(measure=measure, targets=wanted, revision=0, by=person)

    results = at_once(sets(editor, 85), sets(lead, 90))
    assert sorted(type(result).__name__ for result in results) == [EditConflict.__name__, "Measure"]
    assert measure.targets.count() == 1
