"""The statutory clock: what is owed, by when, counted from what, and whether it was in time."""

from datetime import date

import pytest

from inspections.countdown import Countdown, State
from inspections.deadlines import (
    Basis,
    Clock,
    Deadline,
    Duty,
    deadline,
    duties_for,
    entered_deadline,
    next_inspection_window,
    timeliness,
)
from inspections.working_days import WorkingDayCalendar

CALENDAR = WorkingDayCalendar()


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def clock(received: str | None = None, published: str | None = None, **more: object) -> Clock:
    return Clock(received_on=day(received), published_on=day(published), **more)


def plan_due(received: str | None = None, published: str | None = None, **more: object) -> Deadline:
    found = deadline(Duty.ACTION_PLAN, clock(received, published, **more), CALENDAR)
    assert found is not None
    return found


YORK = plan_due(published="2022-05-04")
HEREFORDSHIRE = plan_due("2018-07-18", "2018-07-23")
STATED = plan_due("2018-07-18", stated_on=date(2018, 11, 9), stated_reason="The report was corrected and sent again.")


class TestDayZero:
    def test_the_clock_starts_on_receipt(self):
        assert HEREFORDSHIRE.due_on == date(2018, 10, 25)
        assert HEREFORDSHIRE.basis is Basis.RECEIPT
        assert HEREFORDSHIRE.counted_from == date(2018, 7, 18)
        assert not HEREFORDSHIRE.is_estimate

    def test_publication_stands_in_for_an_unknown_receipt_and_says_so(self):
        estimate = plan_due(published="2018-07-23")
        assert estimate.due_on == date(2018, 10, 30)
        assert estimate.basis is Basis.PUBLICATION
        assert estimate.is_estimate

    def test_an_estimate_carries_a_warning(self):
        (warning,) = clock(published="2018-07-23").warnings
        assert "estimate" in warning
        assert "Enter the day of receipt" in warning

    def test_a_recorded_receipt_before_publication_warns_of_nothing(self):
        assert clock("2018-07-18", "2018-07-23").warnings == ()

    def test_received_after_published_warns_and_still_counts_from_receipt(self):
        late = clock("2018-07-25", "2018-07-23")
        assert late.basis is Basis.RECEIPT
        assert late.day_zero == date(2018, 7, 25)
        (warning,) = late.warnings
        assert "received on 25 July 2018, after it was published on 23 July 2018" in warning

    def test_received_on_the_day_of_publication_is_nothing_odd(self):
        assert clock("2018-07-23", "2018-07-23").warnings == ()

    def test_without_any_day_there_is_no_deadline_and_no_warning(self):
        nothing = clock()
        assert (nothing.day_zero, nothing.basis, nothing.warnings) == (None, None, ())
        assert deadline(Duty.ACTION_PLAN, nothing, CALENDAR) is None


class TestStatedByOfsted:
    def test_a_stated_date_overrides_and_the_counted_one_is_kept(self):
        assert (STATED.due_on, STATED.basis) == (date(2018, 11, 9), Basis.STATED)
        assert STATED.computed == deadline(Duty.ACTION_PLAN, clock("2018-07-18"), CALENDAR)

    def test_both_dates_and_the_reason_are_explained(self):
        assert STATED.explanation == (
            "Stated by Ofsted: The report was corrected and sent again. The law would give 25 October 2018: "
            "70 working days after 18 July 2018, the day the report was received."
        )

    def test_a_stated_date_needs_no_other_day(self):
        alone = plan_due(stated_on=date(2018, 11, 9), stated_reason="By letter")
        assert alone.computed is None
        assert alone.explanation == "Stated by Ofsted: By letter."

    def test_a_stated_date_is_for_the_plan_and_leaves_the_report_alone(self):
        facts = clock("2018-07-18", stated_on=date(2018, 11, 9), stated_reason="By letter")
        report = deadline(Duty.PUBLISH_REPORT, facts, CALENDAR)
        assert (report.due_on, report.basis) == (date(2018, 8, 30), Basis.RECEIPT)

    def test_a_stated_date_is_no_estimate(self):
        assert clock(published="2018-07-23", stated_on=date(2018, 11, 9), stated_reason="By letter").warnings == ()

    def test_a_stated_date_without_a_reason_asks_for_one(self):
        (warning,) = clock("2018-07-18", stated_on=date(2018, 11, 9)).warnings
        assert "Enter the reason" in warning


class TestDuties:
    @pytest.mark.parametrize(
        ("duty", "days", "due"),
        [
            (Duty.DRAFT_STATEMENT, 20, "2022-06-01"),
            (Duty.PUBLISH_REPORT, 30, "2022-06-17"),
            (Duty.ACTION_PLAN, 70, "2022-08-12"),
        ],
    )
    def test_each_duty_has_its_working_days(self, duty, days, due):
        found = deadline(duty, clock("2022-05-04"), CALENDAR)
        assert (duty.working_days, found.working_days, found.due_on) == (days, days, day(due))

    @pytest.mark.parametrize("duty", Duty)
    def test_each_duty_names_itself_and_its_law_in_working_days(self, duty):
        assert duty.label
        assert f"{duty.working_days} working days" in duty.law

    @pytest.mark.parametrize("kind", ["ilacs_standard", "ilacs_short", "sif", "sif_reinspection"])
    def test_a_graded_inspection_asks_for_the_report_and_a_plan(self, kind):
        assert duties_for(kind) == (Duty.PUBLISH_REPORT, Duty.ACTION_PLAN)

    def test_a_focused_visit_asks_for_nothing_by_itself(self):
        assert duties_for("focused_visit", statement_required=True) == ()

    def test_a_focused_visit_with_a_priority_action_asks_for_a_draft_and_a_plan(self):
        assert duties_for("focused_visit", has_priority_action=True) == (Duty.DRAFT_STATEMENT, Duty.ACTION_PLAN)

    def test_a_joint_inspection_asks_for_a_statement_only_if_ofsted_says_so(self):
        assert duties_for("jtai", has_priority_action=True) == ()
        assert duties_for("jtai", statement_required=True) == (Duty.ACTION_PLAN,)

    @pytest.mark.parametrize("kind", ["monitoring_visit", "area_send", "youth_justice", "peer_review", "other"])
    def test_other_kinds_set_no_clock_going(self, kind):
        assert duties_for(kind, has_priority_action=True, statement_required=True) == ()

    def test_an_unknown_kind_is_an_error_of_ours(self):
        with pytest.raises(KeyError):
            duties_for("audit")


class TestExplanations:
    def test_a_counted_deadline_says_from_what(self):
        assert HEREFORDSHIRE.explanation == "70 working days after 18 July 2018, the day the report was received."

    def test_an_estimate_says_that_it_is_one(self):
        assert YORK.explanation == (
            "70 working days after 4 May 2022, the day the report was published "
            "(an estimate: the clock starts on receipt, which is not recorded)."
        )

    def test_an_entered_date_says_who_gave_it(self):
        assert entered_deadline(date(2026, 9, 30)).explanation == "Entered by the council."
        asked = entered_deadline(date(2026, 9, 30), "agreed with the regional lead")
        assert asked.explanation == "Entered by the council: agreed with the regional lead."

    def test_a_date_whose_day_zero_was_not_kept_still_names_its_basis(self):
        kept = Deadline(duty=Duty.ACTION_PLAN, due_on=date(2018, 10, 25), basis=Basis.RECEIPT)
        assert kept.explanation == "Counted from receipt of the report."

    @pytest.mark.parametrize(
        ("basis", "label"),
        [
            (Basis.RECEIPT, "counted from receipt of the report"),
            (Basis.PUBLICATION, "estimated from publication"),
            (Basis.STATED, "stated by Ofsted"),
            (Basis.ENTERED, "entered by the council"),
        ],
    )
    def test_each_basis_has_its_words(self, basis, label):
        assert basis.label == label


class TestCountdown:
    def test_york_had_used_37_and_had_33_left_when_scrutiny_met(self):
        counted = YORK.countdown(date(2022, 6, 28), CALENDAR)
        assert counted == Countdown(used=37, left=33, total=70, state=State.RUNNING)
        assert counted.sentence == "37 of 70 working days used, 33 left."

    def test_herefordshire_had_used_55_and_had_15_left_when_cabinet_met(self):
        counted = HEREFORDSHIRE.countdown(date(2018, 10, 4), CALENDAR)
        assert (counted.used, counted.left, counted.state) == (55, 15, State.RUNNING)

    def test_on_day_zero_nothing_is_used(self):
        counted = YORK.countdown(date(2022, 5, 4), CALENDAR)
        assert (counted.used, counted.left, counted.state) == (0, 70, State.RUNNING)

    def test_before_day_zero_the_clock_has_not_started(self):
        counted = YORK.countdown(date(2022, 4, 1), CALENDAR)
        assert (counted.used, counted.left, counted.state) == (0, 70, State.NOT_STARTED)

    def test_on_the_day_itself_it_is_due_today_and_not_overdue(self):
        counted = YORK.countdown(date(2022, 8, 12), CALENDAR)
        assert (counted.used, counted.left, counted.days_overdue, counted.state) == (70, 0, 0, State.DUE_TODAY)
        assert counted.sentence == "Due today."

    @pytest.mark.parametrize(
        ("on", "overdue", "sentence"),
        [
            ("2022-08-13", 1, "Overdue by 1 working day."),
            ("2022-08-15", 1, "Overdue by 1 working day."),
            ("2022-08-16", 2, "Overdue by 2 working days."),
        ],
    )
    def test_after_the_day_it_is_overdue_and_a_saturday_counts_as_monday(self, on, overdue, sentence):
        counted = YORK.countdown(day(on), CALENDAR)
        assert (counted.left, counted.days_overdue, counted.state) == (0, overdue, State.OVERDUE)
        assert counted.sentence == sentence

    def test_an_entered_date_counts_only_what_is_left(self):
        counted = entered_deadline(date(2026, 9, 30)).countdown(date(2026, 9, 29), CALENDAR)
        assert counted == Countdown(used=None, left=1, total=None, state=State.RUNNING)
        assert counted.sentence == "1 working day left."

    def test_a_stated_date_counts_to_the_stated_day(self):
        counted = STATED.countdown(date(2018, 10, 25), CALENDAR)
        assert (counted.used, counted.left, counted.total) == (70, 11, 81)


class TestTimeliness:
    def test_york_sent_its_plan_in_2017_with_two_days_to_spare(self):
        sent = timeliness(plan_due("2017-02-07"), date(2017, 5, 17), CALENDAR)
        assert (sent.in_time, sent.working_day, sent.to_spare, sent.late_by) == (True, 68, 2, 0)
        assert sent.sentence == "In time: sent on working day 68, 2 working days to spare."

    def test_counted_from_five_days_earlier_it_is_late_by_one(self):
        sent = timeliness(plan_due("2017-02-02"), date(2017, 5, 17), CALENDAR)
        assert (sent.in_time, sent.working_day, sent.to_spare, sent.late_by) == (False, 71, 0, 1)
        assert sent.sentence == "Late by 1 working day: due on 16 May 2017, sent on 17 May 2017."

    def test_sent_on_the_deadline_is_in_time(self):
        sent = timeliness(plan_due("2017-02-07"), date(2017, 5, 19), CALENDAR)
        assert (sent.in_time, sent.working_day, sent.to_spare, sent.late_by) == (True, 70, 0, 0)

    def test_sent_on_the_saturday_after_is_late(self):
        sent = timeliness(plan_due("2017-02-07"), date(2017, 5, 20), CALENDAR)
        assert (sent.in_time, sent.late_by) == (False, 1)

    def test_against_an_entered_date_the_day_of_sending_is_named(self):
        sent = timeliness(entered_deadline(date(2026, 9, 30)), date(2026, 9, 28), CALENDAR)
        assert sent.working_day is None
        assert sent.sentence == "In time: sent on 28 September 2026, 2 working days to spare."


class TestNextInspection:
    def test_york_could_expect_the_next_in_the_year_around_three_years_later(self):
        window = next_inspection_window(date(2022, 3, 7), is_inadequate=False)
        assert window == (date(2024, 9, 7), date(2025, 9, 7))
        assert window[0] <= date(2025, 2, 24) <= window[1]

    def test_a_shorter_month_ends_the_window_on_its_last_day(self):
        assert next_inspection_window(date(2020, 8, 31), False) == (date(2023, 2, 28), date(2024, 2, 29))

    def test_december_stays_december(self):
        assert next_inspection_window(date(2021, 6, 15), False) == (date(2023, 12, 15), date(2024, 12, 15))

    def test_after_inadequate_monitoring_follows_instead(self):
        assert next_inspection_window(date(2018, 6, 11), is_inadequate=True) is None
