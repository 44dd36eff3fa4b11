"""What the demonstration says about real inspections: Ofsted's words, dates and grades, exactly."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from actionplans.demonstration import load
from inspections.deadlines import Basis, Duty
from inspections.models import Inspection, current_calendar

FIXTURES = Path(settings.BASE_DIR) / "fixtures" / "demonstration"
TRUTH = Path(settings.BASE_DIR).parent / "shared" / "data" / "ofsted-reports" / "truth"
LETTER = Path(settings.BASE_DIR).parent / "shared" / "seeds" / "002_d1b837fce68a28a7.txt"
REPORTS = [
    ("york", "SIF 2016", "york-2017-02-07"),
    ("york", "ILACS 2022", "york-2022-05-04"),
    ("herefordshire", "ILACS 2018", "herefordshire-2018-07-23"),
    ("durham", "ILACS 2019", "durham-2019-10-21"),
]


def inspection_in(council, name):
    content = json.loads((FIXTURES / f"{council}.json").read_text(encoding="utf-8"))
    return next(each for each in content["inspections"] if each["name"] == name)


def report(name):
    path = TRUTH / f"{name}.json"
    if not path.exists():
        pytest.skip("the reports are not on this machine")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def real_councils(django_db_setup, django_db_blocker):
    """York, Herefordshire and Durham, loaded once for all tests of this file and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(date(2026, 9, 1), councils=["york", "herefordshire", "durham"])
        transaction.set_rollback(True)


def of(council, year):
    return Inspection.objects.get(authority__slug=council, started_on__year=year)


@pytest.mark.parametrize(("council", "name", "file"), REPORTS)
def test_the_areas_are_the_words_of_the_report_in_its_order(council, name, file):
    assert [area["text"] for area in inspection_in(council, name)["areas"]] == report(file)["improvements"]


@pytest.mark.parametrize(("council", "name", "file"), REPORTS)
def test_the_grades_and_days_on_site_are_those_of_the_report(council, name, file):
    inspection, truth = inspection_in(council, name), report(file)
    optional = truth["_scoring"].get("optional_judgements", {})
    assert [row["printed_grade"] for row in inspection["judgements"] if row["code"] != "overall"] == [
        grade for row, grade in (truth["judgements"] | optional).items() if row != "Overall effectiveness"
    ]
    overall = next(row["printed_grade"] for row in inspection["judgements"] if row["code"] == "overall")
    assert overall == truth["judgements"]["Overall effectiveness"]
    assert (inspection["started_on"], inspection["ended_on"]) == (truth["inspection_start"], truth["inspection_end"])


def test_the_areas_of_the_focused_visit_are_the_words_of_the_letter():
    if not LETTER.exists():
        pytest.skip("the letter is not on this machine")
    letter = LETTER.read_text(encoding="utf-8")
    areas = inspection_in("york", "Focused visit 2019")["areas"]
    assert len(areas) == 5
    for area in areas:
        assert f"- {area['text']}\n" in letter


def test_no_inspection_names_an_inspector(real_councils):
    assert not Inspection.objects.exclude(lead_inspector="").exists()


def test_york_has_a_deadline_of_12_august_2022_counted_from_receipt(real_councils):
    york = of("york", 2022)
    for deadline in (
        york.computed_deadline(Duty.ACTION_PLAN, current_calendar()),
        york.plan_deadline(current_calendar()),
        york.fixed_deadline(Duty.ACTION_PLAN).as_deadline(),
    ):
        assert (deadline.due_on, deadline.basis) == (date(2022, 8, 12), Basis.RECEIPT)


@pytest.mark.parametrize(
    ("council", "year", "due_on"),
    [
        ("york", 2016, date(2017, 5, 19)),
        ("herefordshire", 2018, date(2018, 10, 25)),
        ("durham", 2019, date(2020, 1, 30)),
    ],
)
def test_earlier_deadlines_are_fixed_as_they_were(real_councils, council, year, due_on):
    assert of(council, year).fixed_deadline(Duty.ACTION_PLAN).due_on == due_on


def test_a_focused_visit_without_priority_action_owes_no_plan_and_has_no_grades(real_councils):
    visit = Inspection.objects.get(kind="focused_visit")
    assert visit.duties() == ()
    assert visit.plan_deadline(current_calendar()) is None
    assert not visit.judgements.exists()


@pytest.mark.parametrize(
    ("council", "year", "judgements", "strengths", "areas"),
    [
        ("york", 2016, 7, 5, 10),
        ("york", 2019, 0, 2, 5),
        ("york", 2022, 4, 9, 7),
        ("herefordshire", 2018, 4, 15, 7),
        ("durham", 2019, 4, 4, 6),
    ],
)
def test_each_inspection_has_all_its_findings(real_councils, council, year, judgements, strengths, areas):
    inspection = of(council, year)
    found = (inspection.judgements.count(), inspection.strengths.count(), inspection.areas.count())
    assert found == (judgements, strengths, areas)


def test_herefordshires_leaders_were_inadequate_and_its_overall_grade_was_not(real_councils):
    inspection = of("herefordshire", 2018)
    assert inspection.judgement_of("impact_of_leaders").grade == "inadequate"
    overall = inspection.judgement_of("overall")
    assert (overall.grade, overall.printed_grade) == ("requires_improvement", "Requires improvement")


def test_the_ten_recommendations_of_2016_stand_in_four_themes(real_councils):
    themes = of("york", 2016).areas.values_list("theme", flat=True)
    assert len(themes) == 10
    assert len(set(themes)) == 4
