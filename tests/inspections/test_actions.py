"""Changes of an inspection and what hangs on it: nothing is lost, and a reported date never moves in silence."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from inspections import actions
from inspections.actions import AlreadyRecorded, FindingsRefused, GivenJudgement, InspectionChanged
from inspections.deadlines import Basis, Duty
from inspections.models import FixedDeadline, Inspection
from inspections.working_days import WorkingDayCalendar
from tests.factories import YORK_AREAS, YORK_STRENGTHS, ImprovementAreaFactory, InspectionFactory, york_2022, york_plan

pytestmark = pytest.mark.django_db
CALENDAR = WorkingDayCalendar()
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

    def test_a_twin_is_refused_with_words(self, york, editor):
        InspectionFactory(authority=york)
        with pytest.raises(AlreadyRecorded, match="one that began on 7 March 2022 is recorded already"):
            actions.record_inspection(InspectionFactory.build(authority=york), judgements=[], by=editor)

    def test_words_that_are_no_grade_store_nothing(self, york, editor):
        with pytest.raises(ValidationError, match="“Fairly good” are not the words for the grade"):
            actions.record_inspection(
                InspectionFactory.build(authority=york),
                judgements=[GivenJudgement("overall", "Overall", "Fairly good")],
                by=editor,
            )
        assert not Inspection.objects.exists()

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


class TestTheRevision:
    def test_every_change_of_the_inspection_or_its_findings_raises_it_and_says_whose(self, inspection, editor):
        actions.update_inspection(inspection, judgements=given(inspection), revision=0, by=editor)
        actions.replace_findings(inspection, areas=["One.", "Two."], strengths=["Good."], revision=1, by=editor)
        actions.update_finding(inspection.areas.first(), revision=2, by=editor)
        actions.update_finding(inspection.strengths.first(), revision=3, by=editor)
        actions.move_finding(inspection.areas.first(), up=False, by=editor)
        told = inspection.history.order_by("revision").values_list("revision", "history_change_reason")
        assert list(told)[1:] == [
            (1, "Edited by Eddie Editor"),
            (2, "Areas and strengths saved by Eddie Editor"),
            (3, "Area 1 edited by Eddie Editor"),
            (4, "Strength 1 edited by Eddie Editor"),
            (5, "Order changed by Eddie Editor"),
        ]

    def test_a_stale_save_is_refused_with_what_is_stored_and_writes_nothing(self, inspection, editor, lead):
        lists = {"areas": [*YORK_AREAS, "Added first."], "strengths": list(YORK_STRENGTHS)}
        actions.replace_findings(inspection, **lists, revision=0, by=lead)
        area = inspection.areas.first()
        area.text = "Typed from an old page."
        stale = [
            lambda: actions.update_inspection(inspection, judgements=[], revision=0, by=editor),
            lambda: actions.replace_findings(inspection, areas=[], strengths=[], revision=0, by=editor),
        ]
        for save in stale:
            with pytest.raises(InspectionChanged) as refused:
                save()
            assert refused.value.current.areas.count() == 8
        assert (inspection.areas.count(), inspection.judgements.count()) == (8, 4)
        assert Inspection.objects.get().revision == 1

    def test_a_finding_that_is_gone_does_not_move(self, inspection, editor):
        area = inspection.areas.last()
        actions.replace_findings(inspection, areas=list(YORK_AREAS[:6]), strengths=[], revision=0, by=editor)
        assert not actions.move_finding(area, up=True, by=editor)


class TestReportedBeforeThereIsADate:
    @pytest.fixture
    def early(self, york, editor):
        """An inspection whose plan was started before its report came."""
        inspection = InspectionFactory(authority=york, published_on=None)
        assert actions.fix_deadline(inspection, by=editor, reason="Reported when the plan was started") is None
        return inspection

    def test_the_first_date_an_edit_leads_to_is_fixed(self, early, lead):
        early.received_on = date(2022, 5, 4)
        fixed = actions.update_inspection(early, judgements=[], revision=0, by=lead)
        assert (fixed.due_on, fixed.fixed_by) == (date(2022, 8, 12), lead)
        assert fixed.reason == "Reported when the plan was started, when no date could be computed yet"

    def test_the_next_edit_that_moves_it_is_kept_beside_it(self, early, lead):
        early.published_on = date(2022, 5, 6)
        actions.update_inspection(early, judgements=[], revision=0, by=lead)
        early.received_on = date(2022, 5, 4)
        actions.update_inspection(early, judgements=[], revision=1, by=lead)
        assert [row.due_on for row in early.fixed_deadlines.all()] == [date(2022, 8, 16), date(2022, 8, 12)]

    def test_an_edit_that_leads_to_no_date_fixes_nothing(self, early, lead):
        early.background = "As it went."
        assert actions.update_inspection(early, judgements=[], revision=0, by=lead) is None
        assert Inspection.objects.get().deadline_reported_reason == "Reported when the plan was started"

    def test_a_form_opened_before_it_was_reported_does_not_forget_that_it_was(self, york, editor):
        opened = InspectionFactory(authority=york, published_on=None)
        actions.fix_deadline(Inspection.objects.get(), by=editor, reason="Reported")
        opened.received_on = date(2022, 5, 4)
        assert actions.update_inspection(opened, judgements=[], revision=0, by=editor).due_on == date(2022, 8, 12)

    def test_an_area_marked_for_priority_action_fixes_the_date_of_a_voluntary_plan(self, york, editor):
        visit = InspectionFactory(authority=york, kind="focused_visit", framework="", received_on=date(2022, 5, 4))
        area = ImprovementAreaFactory(inspection=visit)
        actions.fix_deadline(visit, by=editor, reason="Reported")
        area.is_priority_action = True
        assert actions.update_finding(area, revision=0, by=editor).due_on == date(2022, 8, 12)

    def test_the_first_reason_stays(self, early, lead):
        actions.fix_deadline(early, by=lead, reason="Reported when the plan was sent")
        assert Inspection.objects.get().deadline_reported_reason == "Reported when the plan was started"

    def test_nothing_is_fixed_of_what_was_never_reported(self, york, editor):
        inspection = InspectionFactory(authority=york, published_on=None)
        inspection.received_on = date(2022, 5, 4)
        assert actions.update_inspection(inspection, judgements=[], revision=0, by=editor) is None

    def test_a_long_reason_is_kept_as_far_as_there_is_room(self, york, editor):
        inspection = InspectionFactory(authority=york, published_on=None)
        actions.fix_deadline(inspection, by=editor, reason="x" * 300)
        inspection.received_on = date(2022, 5, 4)
        fixed = actions.update_inspection(inspection, judgements=[], revision=0, by=editor)
        assert len(fixed.reason) == 255
        assert fixed.reason.endswith("when no date could be computed yet")


class TestNoLongerOwed:
    @pytest.fixture
    def visit(self, york, editor):
        """A focused visit whose area for priority action is one no more, after its deadline was reported."""
        visit = InspectionFactory(authority=york, kind="focused_visit", framework="", received_on=date(2022, 5, 4))
        area = ImprovementAreaFactory(inspection=visit, is_priority_action=True)
        actions.fix_deadline(visit, by=editor, reason="Reported")
        area.is_priority_action = False
        actions.update_finding(area, revision=0, by=editor)
        return visit

    def test_the_reported_date_stays_until_it_is_decided_otherwise(self, visit):
        assert visit.plan_deadline(CALENDAR).due_on == date(2022, 8, 12)
        assert visit.deadline_has_moved(CALENDAR)
        assert visit.deadline_can_be_adopted(CALENDAR)

    def test_that_it_is_owed_no_longer_is_recorded_once_beside_the_date(self, visit, lead):
        for _ in range(2):
            row = actions.fix_deadline(visit, by=lead, reason="Ofsted corrected its letter", move=True)
        assert (row.due_on, row.basis, row.fixed_by) == (None, "", lead)
        assert str(row).endswith("no longer owed")
        assert [row.due_on for row in visit.fixed_deadlines.all()] == [date(2022, 8, 12), None]
        assert visit.plan_deadline(CALENDAR) is None
        assert not visit.deadline_has_moved(CALENDAR)

    def test_when_it_is_owed_again_the_date_is_offered_again(self, visit, lead):
        actions.fix_deadline(visit, by=lead, reason="Ofsted corrected its letter", move=True)
        visit.areas.update(is_priority_action=True)
        assert visit.plan_deadline(CALENDAR) is None
        assert visit.deadline_can_be_adopted(CALENDAR)
        assert actions.fix_deadline(visit, by=lead, reason="Corrected again", move=True).due_on == date(2022, 8, 12)

    def test_a_date_whose_days_are_gone_waits_for_them(self, inspection, editor):
        actions.fix_deadline(inspection, by=editor, reason="Reported")
        inspection.published_on = None
        actions.update_inspection(inspection, judgements=given(inspection), revision=0, by=editor)
        assert inspection.deadline_has_moved(CALENDAR)
        assert not inspection.deadline_can_be_adopted(CALENDAR)


class TestFixing:
    @pytest.mark.parametrize(("kind", "basis"), [("ilacs_standard", Basis.STATED), ("peer_review", Basis.ENTERED)])
    def test_the_reason_ofsted_gave_is_fixed_with_the_date(self, editor, kind, basis):
        inspection = InspectionFactory(
            kind=kind,
            framework="ilacs_2018" if kind == "ilacs_standard" else "",
            stated_deadline_on=date(2022, 8, 31),
            stated_deadline_reason="Agreed by letter",
        )
        actions.fix_deadline(inspection, by=editor, reason="Reported")
        Inspection.objects.update(stated_deadline_reason="Somebody wrote this later")
        fixed = Inspection.objects.get().plan_deadline(CALENDAR)
        assert (fixed.basis, fixed.reason) == (basis, "Agreed by letter")
        assert "Agreed by letter" in fixed.explanation

    def test_an_edit_of_that_reason_is_a_statement_of_its_own(self, editor):
        inspection = InspectionFactory(stated_deadline_on=date(2022, 8, 31), stated_deadline_reason="Agreed")
        actions.fix_deadline(inspection, by=editor, reason="Reported")
        inspection.stated_deadline_reason = "Agreed by letter of 3 May"
        fixed = actions.update_inspection(inspection, judgements=[], revision=0, by=editor)
        assert (fixed.stated_reason, fixed.due_on) == ("Agreed by letter of 3 May", date(2022, 8, 31))
        assert fixed.reason.endswith("the reason for the deadline that was given")
        assert inspection.fixed_deadlines.first().stated_reason == "Agreed"

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
            FindingsRefused,
            match=r"interviews\.” cannot be removed here. Put its line back. If an action plan answers it, open the "
            r"plan, take area 4 out there \(it must have no actions\), then come back. If you see no such plan, ask",
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
