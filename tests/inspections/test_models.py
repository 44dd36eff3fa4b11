"""What is stored of inspections: what the database refuses, what one row and many agree on, what is owed and due."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspections.actions import GivenJudgement, fix_deadline, update_inspection
from inspections.deadlines import Basis, Duty
from inspections.frameworks import GRADES
from inspections.history import judgement_story
from inspections.models import FixedDeadline, Inspection, Judgement, current_calendar
from inspections.views.reading import judgement_lines
from tests.factories import (
    AuthorityFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    JudgementFactory,
    ProclaimedDayFactory,
    StrengthFactory,
    york_2022,
)

pytestmark = pytest.mark.django_db


def refused(change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return str(refusal.value)


class TestWhatTheDatabaseRefuses:
    def test_an_inspection_that_ends_before_it_begins(self):
        inspection = InspectionFactory()
        refusal = refused(lambda: Inspection.objects.filter(pk=inspection.pk).update(ended_on=date(2022, 3, 6)))
        assert "an_inspection_ends_on_or_after_its_first_day" in refusal

    def test_a_stated_deadline_without_a_reason(self):
        inspection = InspectionFactory()
        refusal = refused(
            lambda: Inspection.objects.filter(pk=inspection.pk).update(stated_deadline_on=date(2022, 9, 1))
        )
        assert "a_stated_deadline_has_a_reason" in refusal

    def test_two_inspections_of_a_kind_that_begin_on_one_day(self):
        inspection = InspectionFactory()
        refused(lambda: InspectionFactory(authority=inspection.authority))
        InspectionFactory(authority=inspection.authority, kind="ilacs_short")
        InspectionFactory()
        assert Inspection.objects.count() == 3

    def test_two_judgements_of_one_area(self):
        judgement = JudgementFactory()
        refused(lambda: JudgementFactory(inspection=judgement.inspection))
        assert judgement.inspection.judgements.count() == 1

    def test_a_grade_nobody_knows(self):
        judgement = JudgementFactory()
        refusal = refused(lambda: type(judgement).objects.filter(pk=judgement.pk).update(grade="fair"))
        assert "grade_is_known" in refusal

    @pytest.mark.parametrize("made_by", [ImprovementAreaFactory, StrengthFactory])
    def test_a_finding_without_words_and_two_in_one_place(self, made_by):
        finding = made_by()
        refused(lambda: made_by(inspection=finding.inspection, text=""))
        refused(lambda: made_by(inspection=finding.inspection, position=finding.position))
        assert type(finding).objects.count() == 1

    def test_a_fixed_date_that_rests_on_nothing_and_a_basis_without_a_date(self, editor):
        fixed = fix_deadline(InspectionFactory(), by=editor, reason="Reported")
        for change in ({"due_on": None}, {"basis": ""}):
            refusal = refused(lambda change=change: FixedDeadline.objects.filter(pk=fixed.pk).update(**change))
            assert "a_fixed_date_rests_on_something" in refusal

    def test_a_fixed_deadline_without_a_reason(self, editor):
        inspection = InspectionFactory()
        refusal = refused(lambda: fix_deadline(inspection, by=editor, reason=""))
        assert "a_fixed_deadline_has_a_reason" in refusal


class TestWhatCleanSays:
    def test_a_framework_of_another_time(self):
        inspection = InspectionFactory.build(authority=AuthorityFactory(), framework="ilacs_2026")
        with pytest.raises(ValidationError) as refusal:
            inspection.full_clean()
        assert refusal.value.message_dict["framework"] == [
            "The first day on site was 7 March 2022, so the framework is ILACS 2018."
        ]

    def test_an_overall_grade_since_april_2026(self):
        inspection = InspectionFactory(
            framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        judgement = JudgementFactory.build(inspection=inspection, printed_label="x", position=5, printed_grade="Good")
        with pytest.raises(ValidationError, match="not given since April 2026"):
            judgement.clean()

    @pytest.mark.parametrize("words", ["Good", "Fairly good"])
    def test_printed_words_that_mean_another_grade_or_none(self, words):
        judgement = JudgementFactory.build(inspection=InspectionFactory(), printed_grade=words)
        with pytest.raises(ValidationError, match="are not the words for the grade requires_improvement"):
            judgement.clean()

    def test_a_judgement_of_another_framework(self):
        judgement = JudgementFactory.build(inspection=InspectionFactory(), code="overall")
        judgement.code = "adoption"
        with pytest.raises(ValidationError, match="has no judgement"):
            judgement.clean()

    def test_a_judgement_of_a_visit(self):
        visit = InspectionFactory(kind="focused_visit", framework="")
        judgement = JudgementFactory.build(inspection=InspectionFactory())
        judgement.inspection = visit
        with pytest.raises(ValidationError, match="gives no grades"):
            judgement.clean()

    def test_a_stated_deadline_asks_for_its_reason(self):
        inspection = InspectionFactory.build(authority=AuthorityFactory(), stated_deadline_on=date(2022, 9, 1))
        with pytest.raises(ValidationError) as refusal:
            inspection.full_clean()
        assert "stated_deadline_reason" in refusal.value.message_dict


class TestAGradeStoredPastTheRules:
    @pytest.fixture
    def later(self):
        """An inspection of 2026 with an overall grade that no report gives, stored without asking anybody."""
        inspection = InspectionFactory(
            framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        rows = [("in_care", "The experiences of children in care", "good"), ("overall", "Overall", "inadequate")]
        Judgement.objects.bulk_create(
            Judgement(
                inspection=inspection,
                code=code,
                printed_label=label,
                grade=grade,
                printed_grade=GRADES[grade].label,
                position=place,
            )
            for place, (code, label, grade) in enumerate(rows, start=1)
        )
        return inspection

    def test_it_is_never_shown(self, later):
        assert later.overall_words() == "Not given since April 2026"
        assert [row.code for row in later.given_judgements()] == ["in_care"]
        assert [line.grade for line in judgement_lines(later)] == ["Good", "Not given since April 2026"]
        assert [row.label for row in judgement_story([later]).rows] == ["The experiences of children in care"]

    def test_nor_does_anything_follow_from_it(self, later):
        assert later.next_inspection_window() is not None

    def test_the_next_edit_takes_it_away(self, later, editor):
        judgements = [GivenJudgement("in_care", "The experiences of children in care", "Good")]
        update_inspection(later, judgements=judgements, revision=0, by=editor)
        assert [row.code for row in later.judgements.all()] == ["in_care"]


class TestTwins:
    def test_the_list_of_graded_inspections_agrees_with_each(self):
        for number, kind in enumerate(["ilacs_standard", "ilacs_short", "sif", "focused_visit", "jtai", "other"]):
            InspectionFactory(kind=kind, started_on=date(2022, 3, number + 1))
        every = set(Inspection.objects.all())
        assert set(Inspection.objects.graded()) == {each for each in every if each.is_graded}
        assert 0 < Inspection.objects.graded().count() < len(every)

    def test_a_person_sees_the_inspections_of_their_council_only(self, editor, outsider, nobody, york):
        inspection = InspectionFactory(authority=york)
        seen = [list(Inspection.objects.visible_to(person)) for person in (editor, outsider, nobody)]
        assert seen == [[inspection], [], []]


class TestTheDeadline:
    @pytest.mark.parametrize(
        ("received", "published", "due", "basis"),
        [
            (date(2018, 7, 18), date(2018, 7, 23), date(2018, 10, 25), Basis.RECEIPT),
            (None, date(2018, 7, 23), date(2018, 10, 30), Basis.PUBLICATION),
            (date(2022, 5, 4), date(2022, 5, 4), date(2022, 8, 12), Basis.RECEIPT),
        ],
    )
    def test_it_is_counted_from_receipt_or_estimated_from_publication(self, received, published, due, basis):
        deadline = InspectionFactory(received_on=received, published_on=published).plan_deadline(current_calendar())
        assert (deadline.due_on, deadline.basis) == (due, basis)

    def test_a_stated_date_overrides_and_both_are_told(self):
        inspection = InspectionFactory(
            received_on=date(2022, 5, 4),
            stated_deadline_on=date(2022, 8, 31),
            stated_deadline_reason="Agreed by letter",
        )
        deadline = inspection.plan_deadline(current_calendar())
        assert deadline.due_on == date(2022, 8, 31)
        assert "12 August 2022" in deadline.explanation

    def test_an_area_send_inspection_has_the_deadline_that_was_entered(self):
        inspection = InspectionFactory(kind="area_send", framework="")
        assert inspection.plan_deadline(current_calendar()) is None
        inspection.stated_deadline_on, inspection.stated_deadline_reason = date(2022, 9, 1), "Letter of 3 May"
        assert inspection.plan_deadline(current_calendar()).basis is Basis.ENTERED

    def test_a_visit_owes_a_plan_only_for_a_priority_action(self):
        visit = InspectionFactory(kind="focused_visit", framework="")
        area = ImprovementAreaFactory(inspection=visit)
        assert visit.duties() == ()
        area.is_priority_action = True
        area.save()
        assert visit.duties() == (Duty.DRAFT_STATEMENT, Duty.ACTION_PLAN)

    def test_only_the_principal_authority_owes_the_statement_of_a_joint_inspection(self):
        joint = InspectionFactory(kind="jtai", framework="", statement_required=True)
        assert joint.duties() == (Duty.ACTION_PLAN,)
        joint.principal_authority = joint.authority
        assert joint.duties() == (Duty.ACTION_PLAN,)
        joint.principal_authority = AuthorityFactory()
        assert joint.duties() == ()

    def test_a_date_entered_for_what_another_authority_owes_is_none_of_this_council_s(self):
        joint = InspectionFactory(
            kind="jtai",
            framework="",
            statement_required=True,
            principal_authority=AuthorityFactory(),
            stated_deadline_on=date(2022, 9, 1),
            stated_deadline_reason="Letter",
        )
        assert joint.computed_deadline(Duty.ACTION_PLAN, current_calendar()) is None
        assert not any("deadline" in warning for warning in joint.warnings())
        joint.principal_authority = joint.authority
        assert joint.computed_deadline(Duty.ACTION_PLAN, current_calendar()).due_on == date(2022, 9, 1)

    def test_a_fixed_date_stays_when_a_holiday_is_proclaimed(self, editor):
        inspection = InspectionFactory(received_on=date(2022, 6, 21), published_on=None)
        FixedDeadline.objects.create(
            inspection=inspection,
            duty=Duty.ACTION_PLAN,
            due_on=date(2022, 9, 28),
            basis=Basis.RECEIPT,
            counted_from=date(2022, 6, 21),
            reason="Reported to the committee",
            fixed_at=datetime(2022, 7, 1, tzinfo=UTC),
            fixed_by=editor,
        )
        assert inspection.plan_deadline(current_calendar()).due_on == date(2022, 9, 28)
        assert inspection.computed_deadline(Duty.ACTION_PLAN, current_calendar()).due_on == date(2022, 9, 29)
        assert inspection.deadline_has_moved(current_calendar())

    def test_a_proclaimed_day_moves_a_date_that_is_not_fixed(self):
        inspection = InspectionFactory(received_on=date(2026, 8, 20), started_on=date(2026, 7, 6), ended_on=None)
        before = inspection.plan_deadline(current_calendar()).due_on
        ProclaimedDayFactory(day=date(2026, 10, 7), name="A day of thanks")
        assert (before, inspection.plan_deadline(current_calendar()).due_on) == (date(2026, 11, 27), date(2026, 11, 30))


class TestWhatPagesSay:
    def test_overall_is_never_blank(self):
        later = InspectionFactory(
            framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        visit = InspectionFactory(kind="focused_visit", framework="")
        judged = JudgementFactory().inspection
        said = [each.overall_words() for each in (judged, InspectionFactory(), later, visit)]
        assert said == [
            "Requires improvement to be good",
            "Not recorded yet",
            "Not given since April 2026",
            "No grades given",
        ]

    def test_a_report_is_embargoed_from_receipt_to_publication(self):
        inspection = InspectionFactory(received_on=date(2022, 5, 2), published_on=date(2022, 5, 4))
        assert inspection.is_embargoed(date(2022, 5, 3))
        assert not inspection.is_embargoed(date(2022, 5, 4))
        assert not InspectionFactory(published_on=None).is_embargoed(date(2022, 5, 3))

    def test_the_next_inspection_is_expected_unless_this_one_was_inadequate(self, york):
        inspection = york_2022(york)
        assert inspection.next_inspection_window() == (date(2024, 9, 7), date(2025, 9, 7))
        inspection.judgements.filter(code="overall").update(grade="inadequate")
        assert inspection.next_inspection_window() is None
        assert InspectionFactory(kind="focused_visit", framework="").next_inspection_window() is None

    @pytest.mark.parametrize(("grade", "is_expected"), [("inadequate", False), ("requires_improvement", True)])
    def test_without_an_overall_grade_any_inadequate_judgement_means_monitoring(self, grade, is_expected):
        later = InspectionFactory(
            framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        JudgementFactory(inspection=later, code="in_care", grade="good")
        JudgementFactory(inspection=later, code="help_and_protection", grade=grade)
        assert bool(later.next_inspection_window()) is is_expected

    def test_where_there_is_an_overall_grade_it_alone_decides(self, york):
        inspection = york_2022(york)
        inspection.judgements.filter(code="impact_of_leaders").update(grade="inadequate")
        assert inspection.next_inspection_window() is not None

    def test_a_visit_without_a_clock_is_not_warned_about_it(self):
        assert InspectionFactory(kind="focused_visit", framework="", ended_on=date(2022, 3, 8)).warnings() == []
        assert "estimate" in InspectionFactory().warnings()[0]

    def test_names_are_words(self, york):
        inspection = york_2022(york)
        assert str(inspection) == "ILACS standard inspection, March 2022"
        assert str(inspection.judgements.last()) == "Overall effectiveness: Requires improvement to be good"
        assert str(inspection.areas.first()).startswith("The consistency of written records")
        assert str(inspection.strengths.first()).startswith("Commitment")
        assert str(ProclaimedDayFactory()) == "Bank holiday for the State Funeral, 19 September 2022"
        assert str(fix_deadline(inspection, by=None, reason="Told")).endswith("by 12 August 2022")
