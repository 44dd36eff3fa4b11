"""Changes of an inspection and what hangs on it: nothing is lost, and a reported date never moves in silence."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from inspections import actions
from inspections.actions import FindingsRefused, GivenJudgement
from inspections.deadlines import Basis, Duty
from inspections.models import FixedDeadline, Inspection
from inspections.working_days import WorkingDayCalendar
from tests.factories import YORK_AREAS, YORK_STRENGTHS, ImprovementAreaFactory, InspectionFactory, york_2022, york_plan

pytestmark = pytest.mark.django_db
GRADE = "Requires improvement to be good"


@pytest.fixture
def inspection(york):
    """York's inspection of 2022, as stored."""
    return Inspection.objects.get(pk=york_2022(york).pk)


def given(inspection):
    return [GivenJudgement(row.code, row.printed_label, row.printed_grade) for row in inspection.judgements.all()]


class TestRecording:
    def test_judgements_keep_the_words_and_order_of_the_report(self, york, editor):
        inspection = InspectionFactory.build(
            authority=york, started_on=date(2019, 9, 9), ended_on=None, published_on=None
        )
        actions.record_inspection(
            inspection,
            judgements=[
                GivenJudgement("overall", "Overall effectiveness", "Requires improvement"),
                GivenJudgement("in_care_and_care_leavers", "Children in care and care leavers", "Good"),
            ],
            by=editor,
        )
        stored = [(row.code, row.printed_label, row.grade, row.printed_grade) for row in inspection.judgements.all()]
        assert stored == [
            ("in_care_and_care_leavers", "Children in care and care leavers", "good", "Good"),
            ("overall", "Overall effectiveness", "requires_improvement", "Requires improvement"),
        ]
        assert inspection.history.get().history_change_reason == "Recorded by Eddie Editor"

    def test_an_overall_grade_since_2026_stores_nothing(self, york, editor):
        inspection = InspectionFactory.build(
            authority=york, framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        with pytest.raises(ValidationError, match="not given since April 2026"):
            actions.record_inspection(inspection, judgements=[GivenJudgement("overall", "Overall", GRADE)], by=editor)
        assert not Inspection.objects.exists()


class TestUpdating:
    def test_judgements_that_stay_keep_their_rows_and_others_go(self, inspection, editor):
        rows = {row.code: row.pk for row in inspection.judgements.all()}
        judgements = [each._replace(printed_grade="Good") for each in given(inspection) if each.code != "overall"]
        actions.update_inspection(inspection, judgements=judgements, revision=0, by=editor)
        assert {row.code: row.pk for row in inspection.judgements.all()} == {
            code: pk for code, pk in rows.items() if code != "overall"
        }
        assert {row.grade for row in inspection.judgements.all()} == {"good"}

    def test_unchanged_judgements_leave_no_trace_in_the_history(self, inspection, editor):
        actions.update_inspection(inspection, judgements=given(inspection), revision=inspection.revision, by=editor)
        assert [row.history.count() for row in inspection.judgements.all()] == [1, 1, 1, 1]

    def test_an_edit_that_moves_a_fixed_deadline_fixes_it_anew_with_the_reason(self, inspection, editor):
        actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny")
        inspection.received_on = date(2022, 5, 2)
        fixed = actions.update_inspection(
            inspection, judgements=given(inspection), revision=inspection.revision, by=editor
        )
        assert (fixed.due_on, fixed.basis, fixed.fixed_by) == (date(2022, 8, 10), Basis.RECEIPT, editor)
        assert fixed.reason == "Dates of the inspection changed: report received 2 May 2022, was not recorded"
        assert [row.due_on for row in inspection.fixed_deadlines.all()] == [date(2022, 8, 12), date(2022, 8, 10)]

    def test_an_edit_of_other_facts_leaves_the_deadline_alone(self, inspection, editor):
        actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny")
        inspection.lead_inspector = "A lead inspector"
        assert (
            actions.update_inspection(inspection, judgements=given(inspection), revision=inspection.revision, by=editor)
            is None
        )
        assert inspection.fixed_deadlines.count() == 1

    def test_nothing_is_fixed_by_an_edit_before_anything_was_reported(self, inspection, editor):
        inspection.received_on = date(2022, 5, 2)
        assert (
            actions.update_inspection(inspection, judgements=given(inspection), revision=inspection.revision, by=editor)
            is None
        )
        assert not FixedDeadline.objects.exists()

    def test_an_edit_does_not_adopt_what_the_calendar_moved(self, inspection, editor):
        before = WorkingDayCalendar(withdrawn_holidays=frozenset({date(2022, 6, 3)}))
        actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny", calendar=before)
        inspection.lead_inspector = "A lead inspector"
        actions.update_inspection(inspection, judgements=given(inspection), revision=inspection.revision, by=editor)
        assert [row.due_on for row in inspection.fixed_deadlines.all()] == [date(2022, 8, 11)]

    def test_an_edit_that_changes_the_kind_says_so(self, inspection, editor):
        inspection.kind, inspection.framework = "focused_visit", ""
        inspection.save()
        area = inspection.areas.first()
        area.is_priority_action = True
        area.save()
        actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny")
        inspection.kind, inspection.framework = "peer_review", ""
        inspection.stated_deadline_on, inspection.stated_deadline_reason = date(2022, 9, 1), "Agreed"
        fixed = actions.update_inspection(inspection, judgements=[], revision=inspection.revision, by=editor)
        assert fixed.reason.endswith("deadline stated 1 September 2022, was not recorded")


class TestFixing:
    def test_the_same_date_is_not_fixed_twice(self, inspection, editor):
        first = actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny")
        assert actions.fix_deadline(inspection, by=editor, reason="Again") == first
        assert inspection.fixed_deadlines.count() == 1

    def test_fixing_again_moves_nothing_unless_it_is_a_decision_to_move(self, inspection, editor):
        before = WorkingDayCalendar(withdrawn_holidays=frozenset({date(2022, 6, 3)}))
        first = actions.fix_deadline(inspection, by=editor, reason="Reported to scrutiny", calendar=before)
        assert actions.fix_deadline(inspection, by=editor, reason="A second plan") == first
        moved = actions.fix_deadline(inspection, by=editor, reason="A holiday was proclaimed", move=True)
        assert (first.due_on, moved.due_on) == (date(2022, 8, 11), date(2022, 8, 12))
        assert actions.fix_deadline(inspection, by=editor, reason="Once more", move=True) == moved

    def test_it_keeps_when_by_whom_and_what_it_rests_on(self, inspection, lead):
        at = datetime(2022, 6, 20, 9, tzinfo=UTC)
        fixed = actions.fix_deadline(inspection, by=lead, reason="Reported to scrutiny", at=at)
        assert (fixed.due_on, fixed.basis, fixed.counted_from) == (
            date(2022, 8, 12),
            Basis.PUBLICATION,
            date(2022, 5, 4),
        )
        assert (fixed.fixed_by, fixed.fixed_at) == (lead, at)

    def test_where_nothing_is_due_nothing_is_fixed(self, editor):
        visit = InspectionFactory(kind="focused_visit", framework="")
        assert actions.fix_deadline(visit, by=editor, reason="Reported") is None

    def test_another_duty_is_fixed_beside_the_plan(self, inspection, editor):
        actions.fix_deadline(inspection, by=editor, reason="Reported")
        other = actions.fix_deadline(inspection, by=editor, reason="Reported", duty=Duty.PUBLISH_REPORT)
        assert other.due_on == date(2022, 6, 17)
        assert inspection.fixed_deadline(Duty.ACTION_PLAN).due_on == date(2022, 8, 12)


class TestReplacingFindings:
    def replace(self, inspection, editor, areas, strengths=YORK_STRENGTHS):
        inspection.refresh_from_db()
        actions.replace_findings(
            inspection, areas=list(areas), strengths=list(strengths), revision=inspection.revision, by=editor
        )
        return list(inspection.areas.all())

    def test_a_new_inspection_gets_its_lists_in_order(self, editor):
        inspection = InspectionFactory()
        areas = self.replace(inspection, editor, YORK_AREAS)
        assert [(area.position, area.text) for area in areas] == list(enumerate(YORK_AREAS, start=1))
        assert [strength.text for strength in inspection.strengths.all()] == list(YORK_STRENGTHS)

    def test_the_reference_printed_after_the_words_is_taken_over(self, editor):
        area = self.replace(InspectionFactory(), editor, ["The quality of plans. (Outcome 4, national framework)"])[0]
        assert area.reference == "Outcome 4, national framework"
        assert area.text.endswith("(Outcome 4, national framework)")

    def test_the_same_lists_again_change_nothing(self, inspection, editor):
        before = list(inspection.areas.values())
        self.replace(inspection, editor, YORK_AREAS)
        assert list(inspection.areas.values()) == before
        assert inspection.areas.first().history.count() == 1

    def test_texts_that_stay_keep_their_row_wherever_they_move(self, inspection, editor):
        first = inspection.areas.first()
        first.short_label = "Written records"
        first.save()
        areas = self.replace(inspection, editor, [*YORK_AREAS[1:], "Something new.", YORK_AREAS[0]])
        assert areas[-1].pk == first.pk
        assert (areas[-1].position, areas[-1].short_label) == (8, "Written records")

    def test_a_mended_slip_rewords_the_row(self, inspection, editor):
        first = inspection.areas.first()
        areas = self.replace(
            inspection, editor, [YORK_AREAS[0].replace("decision-making", "decision making"), *YORK_AREAS[1:]]
        )
        assert areas[0].pk == first.pk
        assert "decision making" in areas[0].text

    def test_an_area_left_out_goes_when_no_plan_answers_it(self, inspection, editor):
        areas = self.replace(inspection, editor, YORK_AREAS[1:])
        assert [area.position for area in areas] == [1, 2, 3, 4, 5, 6]

    def test_an_area_a_plan_answers_stays_and_the_words_say_why(self, york, editor):
        inspection = york_plan(york).inspections.get()
        with pytest.raises(
            FindingsRefused, match=r"interviews\.” cannot be removed, because an action plan answers it"
        ):
            self.replace(inspection, editor, [text for text in YORK_AREAS if "interviews" not in text])
        assert inspection.areas.count() == 7


class TestMoving:
    def test_an_area_changes_places_with_its_neighbour(self, inspection, editor):
        first, second, *_ = inspection.areas.all()
        assert actions.move_finding(second, up=True, by=editor)
        assert list(inspection.areas.all())[:2] == [second, first]
        assert actions.move_finding(inspection.areas.get(pk=second.pk), up=False, by=editor)
        assert list(inspection.areas.all())[:2] == [first, second]

    def test_the_ends_stay_where_they_are(self, inspection, editor):
        assert not actions.move_finding(inspection.areas.first(), up=True, by=editor)
        assert not actions.move_finding(inspection.strengths.last(), up=False, by=editor)

    def test_gaps_in_the_places_do_not_matter(self, editor):
        inspection = InspectionFactory()
        far = ImprovementAreaFactory(inspection=inspection, position=9)
        near = ImprovementAreaFactory(inspection=inspection, position=2)
        assert actions.move_finding(far, up=True, by=editor)
        assert list(inspection.areas.all()) == [far, near]
