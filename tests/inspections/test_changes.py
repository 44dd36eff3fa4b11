"""What was changed of an inspection, in words."""

from datetime import date

import pytest

from inspections.changes import changes_of
from tests.factories import ImprovementAreaFactory, StrengthFactory, york_2022

pytestmark = pytest.mark.django_db


def change(row, by, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user, row._change_reason = by, "The report was corrected"
    row.save()


def test_every_change_is_told_with_what_stood_there_before(york, editor):
    inspection = york_2022(york)
    change(inspection, editor, received_on=date(2022, 4, 29), statement_required=True)
    change(inspection.judgements.first(), editor, grade="good", printed_grade="Good")
    change(inspection.areas.first(), editor, text="Other words.")
    inspection.strengths.last().delete()
    told = [
        (each.what, each.by, each.reason, [(one.before, one.after) for one in each.fields])
        for each in changes_of(inspection)[:4]
    ]
    words = inspection.areas.model.history.filter(id=inspection.areas.first().pk).earliest().text
    reason = "The report was corrected"
    assert told == [
        ("Deleted", "", "", []),
        ("Changed", "Eddie Editor", reason, [(words, "Other words.")]),
        (
            "Changed",
            "Eddie Editor",
            reason,
            [("Requires improvement to be good", "Good")] * 2,
        ),
        ("Changed", "Eddie Editor", reason, [("", "29 April 2022"), ("No", "Yes")]),
    ]
    added = changes_of(inspection)[-1]
    assert (added.subject, added.what) == ("The inspection", "Added")
    assert ("First day on site", "", "7 March 2022") in [(one.name, one.before, one.after) for one in added.fields]


def test_everybody_who_may_see_the_inspection_reads_its_history(york, member, outsider, client_of):
    inspection = york_2022(york)
    address = f"/york/inspections/{inspection.pk}/history/"
    page = client_of(member).get(address).content.decode()
    assert "21 changes" in page
    assert address in client_of(member).get(inspection.get_absolute_url()).content.decode()
    assert client_of(outsider).get(address).status_code == 404


def test_the_same_number_of_queries_however_much_was_found(york, django_assert_num_queries):
    inspection = york_2022(york)
    for _number in range(2):
        with django_assert_num_queries(5):
            changes_of(inspection)
        ImprovementAreaFactory.create_batch(5, inspection=inspection)
        StrengthFactory.create_batch(5, inspection=inspection)
