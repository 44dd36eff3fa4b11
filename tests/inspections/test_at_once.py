"""Two people at the same moment, each on a connection of their own: nothing doubled, nothing lost, no page breaks."""

from datetime import date

import pytest

from inspections import actions
from inspections.models import Inspection
from tests.actionplans.test_at_once import at_once
from tests.factories import YORK_AREAS, YORK_STRENGTHS, InspectionFactory, york_2022
from tests.inspections.test_views import address, typed

pytestmark = pytest.mark.django_db(transaction=True)


def kinds_of(results):
    return sorted(type(result).__name__ for result in results)


def test_one_inspection_recorded_twice_at_once_is_stored_once(york, editor, lead):
    def records(person):
        inspection = InspectionFactory.build(authority=york)
        return lambda: actions.record_inspection(inspection, judgements=[], by=person)

    results = at_once(records(editor), records(lead), records(editor))
    assert kinds_of(results) == ["AlreadyRecorded", "AlreadyRecorded", "Inspection"]
    assert york.inspections.count() == 1


def test_of_two_edits_at_once_one_holds_and_the_other_is_told(york, editor, lead):
    york_2022(york)
    copies = [Inspection.objects.get() for _ in range(2)]
    for copy, words in zip(copies, ("The editor's.", "The director's."), strict=True):
        copy.background = words

    def saves(copy, person):
        return lambda: actions.update_inspection(copy, judgements=[], revision=0, by=person)

    results = at_once(saves(copies[0], editor), saves(copies[1], lead))
    assert kinds_of(results) == ["InspectionChanged", "NoneType"]
    stored = Inspection.objects.get()
    assert (stored.background, stored.revision) == (copies[results.index(None)].background, 1)


def test_the_same_lists_saved_twice_at_once_are_stored_once(york, editor, lead):
    inspection = InspectionFactory(authority=york)

    def saves(person):
        lists = {"areas": list(YORK_AREAS), "strengths": list(YORK_STRENGTHS)}
        return lambda: actions.replace_findings(inspection, **lists, revision=0, by=person)

    assert kinds_of(at_once(saves(editor), saves(lead))) == ["InspectionChanged", "NoneType"]
    assert [area.text for area in inspection.areas.all()] == list(YORK_AREAS)
    assert inspection.strengths.count() == 9


def test_areas_moved_at_once_all_keep_a_place_of_their_own(york, editor, lead):
    inspection = york_2022(york)
    areas = list(inspection.areas.all())

    def moves(area, person):
        return lambda: actions.move_finding(area, up=True, by=person)

    assert at_once(moves(areas[3], editor), moves(areas[3], lead), moves(areas[5], editor)) == [True, True, True]
    assert [area.position for area in inspection.areas.all()] == [1, 2, 3, 4, 5, 6, 7]
    assert next(place for place, area in enumerate(inspection.areas.all(), 1) if area == areas[3]) == 2


def test_a_deadline_fixed_twice_at_once_is_fixed_once(york, editor, lead):
    inspection = InspectionFactory(authority=york)

    def fixes(person):
        return lambda: actions.fix_deadline(inspection, by=person, reason="Reported").due_on

    assert at_once(fixes(editor), fixes(lead)) == [date(2022, 8, 12), date(2022, 8, 12)]
    assert inspection.fixed_deadlines.count() == 1


@pytest.mark.parametrize("name", ["inspection-add", "findings-edit", "area-move"])
def test_a_button_pressed_three_times_at_once_breaks_no_page(york, editor, client_of, name):
    inspection = york_2022(york)
    args, data = {
        "inspection-add": ([], typed(kind="ilacs_short", ended_on="2022-03-11")),
        "findings-edit": ([inspection.pk], {"areas": "One.", "strengths": "Two.", "revision": "0", "save": "1"}),
        "area-move": ([inspection.pk, inspection.areas.last().pk], {"direction": "up"}),
    }[name]
    browsers = [client_of(editor) for _ in range(3)]
    answers = at_once(
        *(lambda browser=browser: browser.post(address(name, *args), data).status_code for browser in browsers)
    )
    assert sorted(answers) == ([302, 422, 422] if name == "inspection-add" else [302, 302, 302])
    assert york.inspections.count() == (2 if name == "inspection-add" else 1)
