"""What may be typed about an inspection, and in what words it is refused."""

from datetime import date

import pytest

from ilacs.design.today import as_if_on
from inspections.forms import AdoptDeadlineForm, AreaForm, FindingsForm, InspectionForm, JudgementsForm
from inspections.forms.findings import LONGEST_LIST
from inspections.frameworks import FRAMEWORKS
from tests.factories import AuthorityFactory, ImprovementAreaFactory, InspectionFactory, york_2022

pytestmark = pytest.mark.django_db
NEEDS = "Requires improvement to be good"


def typed(**changes):
    """York's inspection of 2022 as somebody types it."""
    return {
        "kind": "ilacs_standard",
        "notified_on": "2022-02-28",
        "started_on": "2022-03-07",
        "ended_on": "2022-03-18",
        "received_on": "2022-05-04",
        "published_on": "2022-05-04",
        **changes,
    }


def inspection_form(authority, instance=None, **changes):
    return InspectionForm(typed(**changes), authority=authority, instance=instance)


class TestTheFacts:
    def test_the_framework_follows_from_kind_and_first_day(self, york):
        form = inspection_form(york)
        assert form.is_valid(), form.errors
        assert form.instance.framework == "ilacs_2018"
        assert form.instance.received_on == date(2022, 5, 4)

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"kind": ""}, "kind", "Choose the kind of inspection"),
            ({"started_on": ""}, "started_on", "Enter the first day on site"),
            ({"started_on": "31 2 2022"}, "started_on", "The first day on site must be a real date"),
            ({"ended_on": "2022-03-06"}, "ended_on", "before the first"),
            ({"ended_on": "2023-03-18", "published_on": ""}, "ended_on", "longer than 4 weeks"),
            ({"published_on": "2022-03-01"}, "published_on", "cannot be published before the inspection ended"),
            ({"started_on": "2015-03-09", "ended_on": ""}, "started_on", "there were none on 9 March 2015"),
            ({"stated_deadline_on": "2022-09-01"}, "stated_deadline_reason", "Enter the reason"),
            ({"report_url": "nowhere"}, "report_url", "Enter a web address that begins with https://"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, york, changes, field, words):
        form = inspection_form(york, **changes)
        assert not form.is_valid()
        assert list(form.errors) == [field]
        assert words in form.errors[field][0]

    def test_a_report_that_is_still_to_come_has_not_been_received(self, york):
        with as_if_on(date(2022, 5, 3)):
            form = inspection_form(york)
            assert form.errors == {"received_on": ["The day the report was received must be today or in the past"]}
            assert inspection_form(york, received_on="2022-05-03").is_valid()

    def test_a_kind_without_grades_has_no_framework(self, york):
        form = inspection_form(york, kind="focused_visit", framework="ilacs_2018")
        assert form.is_valid(), form.errors
        assert form.instance.framework == ""
        assert form.gives_no_grades()

    def test_a_second_inspection_of_the_kind_on_that_day_is_refused_and_its_own_edit_is_not(self, york):
        stored = InspectionFactory(authority=york)
        InspectionFactory(authority=AuthorityFactory(), started_on=date(2022, 3, 14))
        assert "recorded already" in inspection_form(york).errors["started_on"][0]
        assert inspection_form(york, instance=stored, revision="0").is_valid()
        assert inspection_form(york, started_on="2022-03-14").is_valid()


class TestTheOverlapOf2018:
    overlap = {"started_on": "2018-06-11", "ended_on": "2018-06-22", "received_on": "2018-07-18", "published_on": ""}

    def test_the_framework_is_asked_for(self, york):
        form = inspection_form(york, notified_on="", **self.overlap)
        assert form.asks_for_framework()
        assert [code for code, _ in form.fields["framework"].choices] == ["sif", "ilacs_2018"]
        assert form.errors == {"framework": ["Choose the framework the report names"]}

    def test_an_answer_that_fits_the_kind_is_taken(self, york):
        form = inspection_form(york, notified_on="", framework="ilacs_2018", **self.overlap)
        assert form.is_valid(), form.errors
        assert form.instance.framework == "ilacs_2018"

    def test_an_answer_that_does_not_fit_the_kind_is_refused(self, york):
        form = inspection_form(york, notified_on="", framework="sif", **self.overlap)
        assert form.errors == {"framework": ["The first day on site was 11 June 2018, so the framework is ILACS 2018."]}

    def test_it_is_not_asked_for_at_other_times_or_for_a_visit(self, york):
        assert not inspection_form(york).asks_for_framework()
        assert not inspection_form(york, kind="focused_visit", **self.overlap).asks_for_framework()


class TestAJointInspection:
    def test_the_statement_names_the_authority_that_owes_it(self, york):
        form = inspection_form(york, kind="jtai", statement_required="on")
        assert form.is_joint()
        assert form.errors == {"principal_authority": ["Choose the authority that owes the statement"]}
        form = inspection_form(york, kind="jtai", statement_required="on", principal_authority=york.pk)
        assert form.is_valid(), form.errors
        assert form.instance.principal_authority == york

    def test_the_answers_are_dropped_for_another_kind(self, york):
        form = inspection_form(york, statement_required="on", principal_authority=york.pk)
        assert form.is_valid()
        assert (form.instance.statement_required, form.instance.principal_authority) == (False, None)


def judgements_form(data=None, framework="ilacs_2018", first_day=date(2022, 3, 7), **options):
    return JudgementsForm(data, framework=FRAMEWORKS.get(framework), first_day=first_day, **options)


class TestJudgements:
    def test_every_row_is_asked_for_once_the_report_is_here(self):
        form = judgements_form({"grade_overall": "Good"}, report_is_here=True)
        assert list(form.errors) == [
            "grade_impact_of_leaders",
            "grade_help_and_protection",
            "grade_in_care_and_care_leavers",
        ]

    def test_before_the_report_is_here_they_may_all_stay_empty_but_not_some(self):
        assert judgements_form({}).is_valid()
        assert len(judgements_form({"grade_overall": "Good"}).errors) == 3

    def test_the_board_of_a_sif_report_may_stay_empty(self):
        names = [
            "help_and_protection",
            "looked_after_and_permanence",
            "adoption",
            "care_leavers",
            "leadership",
            "overall",
        ]
        grades = {f"grade_{name}": "Good" for name in names}
        form = judgements_form(grades, "sif", date(2016, 11, 14), report_is_here=True)
        assert form.is_valid(), form.errors
        assert [each.code for each in form.given()] == names

    def test_an_overall_grade_since_april_2026_is_not_offered_and_is_refused_with_words(self):
        form = judgements_form({"grade_overall": "Good"}, "ilacs_2026", date(2026, 4, 27))
        assert "grade_overall" not in form.fields
        (words,) = form.non_field_errors()
        assert words.startswith("Overall effectiveness: not given since April 2026.")

    def test_grades_of_another_framework_are_not_dropped_in_silence(self):
        form = judgements_form({"grade_in_care": "Good", "grade_care_leavers": "Good"})
        assert form.non_field_errors() == ["ILACS 2018 has other judgements, so check every grade again."]
        form = judgements_form({"grade_in_care": "Good"}, "", None)
        assert form.non_field_errors() == [
            "An inspection of this kind gives no grades, so those chosen before are left out."
        ]

    def test_the_grade_is_kept_as_the_report_prints_it(self):
        row = dict.fromkeys(("grade_impact_of_leaders", "grade_help_and_protection"), "Requires improvement")
        data = {**row, "grade_in_care_and_care_leavers": NEEDS, "grade_overall": "Good"}
        form = judgements_form(data, first_day=date(2019, 9, 9))
        assert form.is_valid(), form.errors
        assert [each.printed_grade for each in form.given()] == ["Requires improvement"] * 2 + [NEEDS, "Good"]
        assert "Requires improvement" not in dict(judgements_form().fields["grade_overall"].choices)

    def test_what_is_stored_is_offered_again(self, york):
        inspection = york_2022(york)
        overall = inspection.judgements.get(code="overall")
        overall.printed_label, overall.printed_grade = "The overall judgement", "Requires improvement"
        overall.save()
        form = judgements_form(inspection=inspection)
        assert form["grade_overall"].initial == "Requires improvement"
        assert "Requires improvement" in dict(form.fields["grade_overall"].choices)
        assert form["label_overall"].initial == "The overall judgement"

    def test_a_name_of_its_own_is_kept_and_an_emptied_one_is_the_usual(self):
        data = {f"grade_{row.code}": "Good" for row in FRAMEWORKS["ilacs_2018"].rows}
        form = judgements_form({**data, "label_overall": "The overall judgement", "label_help_and_protection": ""})
        assert form.is_valid()
        labels = {each.code: each.printed_label for each in form.given()}
        assert labels["overall"] == "The overall judgement"
        assert labels["help_and_protection"].startswith("The experiences and progress")


class TestTheNameOfAJudgementIn2026:
    """Reports of 2026 print now this and now that; Liverpool's of July has the words used since 2018."""

    def form(self, data=None, inspection=None):
        return JudgementsForm(
            data, framework=FRAMEWORKS["ilacs_2026"], first_day=date(2026, 5, 11), inspection=inspection
        )

    def test_both_names_are_offered_in_sight_the_usual_one_first(self):
        names = [name for _, name in self.form().questions() if name]
        assert [name.name for name in names] == ["label_impact_of_leaders"]
        assert [label for _, label in names[0].field.choices] == [
            "The impact of leaders on social work practice with children and families",
            "The impact of leaders on practice with children and families",
        ]
        assert names[0].initial == "The impact of leaders on social work practice with children and families"
        assert "label_impact_of_leaders" not in [field.name for field in self.form().label_fields()]

    def test_the_chosen_name_is_the_one_stored_and_another_typed_before_is_kept(self):
        grades = {f"grade_{row.code}": "Good" for row in FRAMEWORKS["ilacs_2026"].rows}
        for name in ("The impact of leaders on practice with children and families", "As some report names it"):
            form = self.form(grades | {"label_impact_of_leaders": name})
            assert form.is_valid(), form.errors
            assert form.given()[0].printed_label == name

    def test_earlier_frameworks_do_not_ask(self):
        form = JudgementsForm(None, framework=FRAMEWORKS["ilacs_2023"], first_day=date(2025, 2, 24))
        assert [name for _, name in form.questions() if name] == []


class TestPastedLists:
    def test_the_cleaned_lists_are_texts(self):
        form = FindingsForm({"areas": "• First\n• Second", "strengths": "", "revision": "3"})
        assert form.is_valid()
        assert (form.cleaned_data["areas"], form.cleaned_data["strengths"]) == (["First", "Second"], [])

    def test_what_is_stored_reads_back_the_same(self, york):
        inspection = york_2022(york)
        form = FindingsForm(FindingsForm.initial_for(inspection))
        assert form.is_valid()
        assert form.cleaned_data["areas"] == [area.text for area in inspection.areas.all()]
        assert len(form.cleaned_data["strengths"]) == 9

    def test_the_same_words_twice_are_refused(self):
        form = FindingsForm({"areas": "First\nSecond\nFirst"})
        assert form.errors["areas"] == ["“First” is in the list twice. Take one of the two out"]

    def test_a_whole_report_is_no_list(self):
        form = FindingsForm({"strengths": "\n".join(f"Line {number}" for number in range(LONGEST_LIST + 1))})
        assert "has at most 99" in form.errors["strengths"][0]


def test_an_area_needs_its_words():
    area = ImprovementAreaFactory()
    form = AreaForm({"text": " ", "origin": "ofsted", "revision": 0}, instance=area)
    assert form.errors == {"text": ["Enter the words of the area for improvement"]}


def test_adopting_a_deadline_needs_a_reason():
    assert AdoptDeadlineForm({"reason": ""}).errors == {"reason": ["Enter why the date changes"]}
