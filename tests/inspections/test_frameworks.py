"""Kinds, frameworks, judgements and grades: chosen by the first day on site, with no overall grade ever worked out."""

from dataclasses import replace
from datetime import date

import pytest

from inspections import frameworks
from inspections.frameworks import (
    FRAMEWORKS,
    GRADES,
    KINDS,
    comparable,
    framework_mismatch,
    frameworks_possible,
    grade_for,
    must_ask,
    possible_on,
    refuse_overall,
)


def codes(found) -> list[str]:
    return [each.code for each in found]


class TestChoosingTheFramework:
    @pytest.mark.parametrize(
        ("kind", "first_day", "framework"),
        [
            ("ilacs_standard", date(2022, 12, 5), "ilacs_2018"),
            ("ilacs_standard", date(2023, 1, 16), "ilacs_2023"),
            ("ilacs_short", date(2026, 2, 23), "ilacs_2023"),
            ("ilacs_standard", date(2026, 3, 31), "ilacs_2023"),
            ("ilacs_standard", date(2026, 4, 1), "ilacs_2026"),
            ("ilacs_short", date(2026, 4, 27), "ilacs_2026"),
            ("ilacs_standard", date(2018, 6, 11), "ilacs_2018"),
            ("sif", date(2016, 11, 14), "sif"),
            ("sif_reinspection", date(2018, 6, 11), "sif"),
        ],
    )
    def test_the_first_day_on_site_and_the_kind_settle_it(self, kind, first_day, framework):
        assert codes(frameworks_possible(kind, first_day)) == [framework]

    @pytest.mark.parametrize(
        ("first_day", "rows", "gives_overall"),
        [
            (date(2022, 12, 5), 4, True),
            (date(2023, 1, 16), 5, True),
            (date(2026, 2, 23), 5, True),
            (date(2026, 4, 27), 4, False),
        ],
    )
    def test_the_framework_brings_its_rows(self, first_day, rows, gives_overall):
        (framework,) = frameworks_possible("ilacs_standard", first_day)
        assert (len(framework.rows), framework.gives_overall) == (rows, gives_overall)

    @pytest.mark.parametrize("kind", [None, ""])
    def test_in_the_first_half_of_2018_somebody_must_be_asked(self, kind):
        assert codes(frameworks_possible(kind, date(2018, 6, 11))) == ["sif", "ilacs_2018"]

    @pytest.mark.parametrize(
        ("first_day", "ask"),
        [
            (date(2017, 12, 31), False),
            (date(2018, 1, 1), True),
            (date(2018, 6, 30), True),
            (date(2018, 7, 1), False),
            (date(2026, 4, 27), False),
        ],
    )
    def test_only_january_to_june_2018_leaves_a_question(self, first_day, ask):
        assert must_ask(first_day) is ask

    def test_a_visit_without_grades_belongs_to_no_framework(self):
        assert frameworks_possible("focused_visit", date(2019, 7, 17)) == ()

    def test_before_the_single_inspection_framework_there_is_none(self):
        assert possible_on(date(2013, 10, 31)) == ()

    def test_an_unknown_kind_is_an_error_of_ours(self):
        with pytest.raises(KeyError):
            frameworks_possible("audit", date(2019, 7, 17))

    def test_the_framework_of_2027_will_be_one_more_entry_and_nothing_else(self):
        renewed = replace(FRAMEWORKS["ilacs_2026"], code="ilacs_2027", first_day=date(2027, 4, 1))
        known = [*FRAMEWORKS.values(), renewed]
        assert codes(frameworks_possible("ilacs_standard", date(2027, 3, 31), known)) == ["ilacs_2026"]
        assert codes(frameworks_possible("ilacs_standard", date(2027, 4, 1), known)) == ["ilacs_2027"]


class TestMismatch:
    def test_the_right_framework_is_right(self):
        assert framework_mismatch("ilacs_standard", "ilacs_2018", date(2022, 12, 5)) == ""

    @pytest.mark.parametrize("chosen", ["ilacs_2023", ""])
    def test_another_or_none_is_told_which_one(self, chosen):
        message = framework_mismatch("ilacs_standard", chosen, date(2022, 12, 5))
        assert message == "The first day on site was 5 December 2022, so the framework is ILACS 2018."

    def test_a_kind_that_did_not_exist_that_day_is_told_to_check(self):
        message = framework_mismatch("sif", "sif", date(2022, 12, 5))
        assert (
            message == "SIF inspection: there were none on 5 December 2022. Check the kind and the first day on site."
        )

    def test_a_visit_without_grades_takes_no_framework(self):
        assert framework_mismatch("focused_visit", "", date(2019, 7, 17)) == ""
        assert "leave the framework empty" in framework_mismatch("focused_visit", "ilacs_2018", date(2019, 7, 17))


class TestOverall:
    def test_an_overall_grade_is_refused_with_words_since_april_2026(self):
        assert refuse_overall(FRAMEWORKS["ilacs_2026"]) == (
            "Overall effectiveness: not given since April 2026. Leave it empty. "
            "The report has no such grade and it is never worked out from the others."
        )

    @pytest.mark.parametrize("code", ["sif", "ilacs_2018", "ilacs_2023"])
    def test_earlier_frameworks_give_one_and_refuse_nothing(self, code):
        assert FRAMEWORKS[code].gives_overall
        assert FRAMEWORKS[code].no_overall_words == ""
        assert refuse_overall(FRAMEWORKS[code]) == ""

    def test_a_page_has_words_for_the_missing_grade(self):
        assert FRAMEWORKS["ilacs_2026"].no_overall_words == "Not given since April 2026"

    @pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda each: each.code)
    def test_a_framework_without_an_overall_grade_has_words_for_it_and_only_such_a_one(self, framework):
        assert framework.gives_overall is (framework.no_overall_words == "")


class TestGrades:
    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ("Outstanding", "outstanding"),
            ("good", "good"),
            ("Requires improvement to be good", "requires_improvement"),
            ("Requires \n improvement", "requires_improvement"),
            (" INADEQUATE. ", "inadequate"),
        ],
    )
    def test_a_grade_is_known_by_any_of_its_labels(self, printed, code):
        assert grade_for(printed) is GRADES[code]

    @pytest.mark.parametrize("printed", ["Adequate", "", "Good in all areas"])
    def test_other_words_are_no_grade(self, printed):
        assert grade_for(printed) is None

    def test_the_grades_stand_from_best_to_worst_with_the_words_of_today(self):
        assert frameworks.GRADE_CHOICES == [
            ("outstanding", "Outstanding"),
            ("good", "Good"),
            ("requires_improvement", "Requires improvement to be good"),
            ("inadequate", "Inadequate"),
        ]


class TestRows:
    def test_a_single_inspection_prints_its_rows_in_this_order(self):
        assert [row.numbered_label for row in FRAMEWORKS["sif"].rows] == [
            "1 Children who need help and protection",
            "2 Children looked after and achieving permanence",
            "2.1 Adoption performance",
            "2.2 Experiences and progress of care leavers",
            "3 Leadership, management and governance",
            "Overall effectiveness",
            "Local Safeguarding Children Board",
        ]

    def test_the_safeguarding_board_is_judged_separately(self):
        assert codes(row for row in FRAMEWORKS["sif"].rows if row.separate) == ["lscb"]

    @pytest.mark.parametrize(
        ("framework", "expected"),
        [
            ("ilacs_2018", ["impact_of_leaders", "help_and_protection", "in_care_and_care_leavers", "overall"]),
            ("ilacs_2023", ["impact_of_leaders", "help_and_protection", "in_care", "care_leavers", "overall"]),
            ("ilacs_2026", ["impact_of_leaders", "help_and_protection", "in_care", "care_leavers"]),
        ],
    )
    def test_each_edition_of_ilacs_has_its_rows(self, framework, expected):
        assert codes(FRAMEWORKS[framework].rows) == expected

    def test_a_row_is_found_by_its_code(self):
        assert FRAMEWORKS["ilacs_2023"].row("in_care").label == "The experiences and progress of children in care"
        assert FRAMEWORKS["ilacs_2023"].row("adoption") is None

    @pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=lambda each: each.code)
    def test_codes_are_unique_and_parents_exist(self, framework):
        found = codes(framework.rows)
        assert len(set(found)) == len(found)
        assert {row.parent for row in framework.rows if row.parent} <= set(found)


def following(earlier, framework):
    """The rows of a later framework that may stand beside an earlier one."""
    return [row.code for row in FRAMEWORKS[framework].rows if comparable(earlier, row.code)]


class TestLikeWithLike:
    def test_children_in_care_and_care_leavers_is_followed_by_two_rows(self):
        assert following("in_care_and_care_leavers", "ilacs_2023") == ["in_care", "care_leavers"]

    def test_each_of_the_two_rows_looks_back_to_the_one(self):
        for code in ("in_care", "care_leavers"):
            earlier = [row.code for row in FRAMEWORKS["ilacs_2018"].rows if comparable(row.code, code)]
            assert earlier == ["in_care_and_care_leavers"]

    @pytest.mark.parametrize(
        ("earlier", "framework", "later"),
        [
            ("help_and_protection", "ilacs_2018", ["help_and_protection"]),
            ("leadership", "ilacs_2018", ["impact_of_leaders"]),
            ("looked_after_and_permanence", "ilacs_2018", ["in_care_and_care_leavers"]),
            ("looked_after_and_permanence", "ilacs_2023", ["in_care"]),
            ("care_leavers", "ilacs_2018", ["in_care_and_care_leavers"]),
            ("care_leavers", "ilacs_2023", ["care_leavers"]),
            ("adoption", "ilacs_2018", []),
            ("lscb", "ilacs_2018", []),
            ("overall", "ilacs_2023", ["overall"]),
            ("overall", "ilacs_2026", []),
        ],
    )
    def test_an_earlier_row_is_followed_only_by_its_like(self, earlier, framework, later):
        assert following(earlier, framework) == later

    def test_unlike_rows_are_not_comparable(self):
        assert not comparable("in_care", "care_leavers")
        assert not comparable("leadership", "overall")

    def test_every_code_in_the_comparison_is_a_row_of_some_framework(self):
        known = {row.code for framework in FRAMEWORKS.values() for row in framework.rows}
        mentioned = {*frameworks.FOLLOWED_BY, *(code for later in frameworks.FOLLOWED_BY.values() for code in later)}
        assert mentioned <= known


class TestKinds:
    def test_the_kinds_are_these(self):
        assert [code for code, _ in frameworks.KIND_CHOICES] == [
            "ilacs_standard",
            "ilacs_short",
            "sif",
            "sif_reinspection",
            "focused_visit",
            "monitoring_visit",
            "jtai",
            "area_send",
            "youth_justice",
            "peer_review",
            "other",
        ]

    def test_only_ilacs_and_the_single_inspection_are_graded(self):
        graded = [kind.code for kind in KINDS.values() if kind.is_graded]
        assert graded == ["ilacs_standard", "ilacs_short", "sif", "sif_reinspection"]

    def test_a_graded_kind_lists_its_frameworks(self):
        assert codes(KINDS["ilacs_short"].frameworks) == ["ilacs_2018", "ilacs_2023", "ilacs_2026"]
        assert codes(KINDS["sif"].frameworks) == ["sif"]
        assert KINDS["jtai"].frameworks == ()

    @pytest.mark.parametrize("kind", KINDS.values(), ids=lambda each: each.code)
    def test_every_kind_says_what_follows_and_leaves_the_numbers_to_the_deadlines(self, kind):
        assert kind.then.endswith(".")
        assert not any(character.isdigit() for character in kind.then)

    def test_the_choices_hold_every_framework(self):
        assert [code for code, _ in frameworks.FRAMEWORK_CHOICES] == list(FRAMEWORKS)


class TestTheWordsOfGrades:
    @pytest.mark.parametrize("first_day", [date(2016, 11, 14), date(2018, 6, 11), date(2019, 9, 9)])
    def test_older_reports_print_one_grade_in_two_ways(self, first_day):
        assert frameworks.printed_grades(first_day) == (
            "Outstanding",
            "Good",
            "Requires improvement",
            "Requires improvement to be good",
            "Inadequate",
        )

    def test_later_reports_print_the_words_of_today(self):
        assert frameworks.printed_grades(date(2022, 3, 7)) == tuple(grade.label for grade in GRADES.values())

    def test_every_printed_grade_is_a_grade(self):
        assert all(frameworks.grade_for(words) for words in frameworks.printed_grades(date(2018, 6, 11)))
