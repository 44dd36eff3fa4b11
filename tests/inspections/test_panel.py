"""The deadline as pages show it."""

from datetime import UTC, date, datetime

import pytest

from inspections.actions import fix_deadline
from inspections.models import Inspection, current_calendar
from inspections.panel import deadline_panel
from inspections.working_days import WorkingDayCalendar
from tests.factories import AuthorityFactory, ImprovementAreaFactory, InspectionFactory

pytestmark = pytest.mark.django_db
CALENDAR = WorkingDayCalendar()


def panel_of(inspection, on=date(2022, 6, 28), **options):
    return deadline_panel(inspection, on=on, calendar=current_calendar(), **options)


def test_york_on_the_day_of_its_scrutiny_committee(on):
    panel = panel_of(InspectionFactory(received_on=date(2022, 5, 4)), on)
    assert panel.deadline.due_on == date(2022, 8, 12)
    assert panel.headline == "37 of 70 working days used, 33 left."
    assert panel.deadline.explanation == "70 working days after 4 May 2022, the day the report was received."
    assert (panel.heading, panel.tone, panel.used, panel.warnings) == ("Action plan due", "running", 37, ())


def test_an_estimate_is_called_one_and_says_why(on):
    panel = panel_of(InspectionFactory(), on)
    assert panel.heading == "Action plan due (estimate)"
    assert "estimate" in panel.warnings[0]


@pytest.mark.parametrize(
    ("on", "tone", "headline"),
    [
        (date(2022, 7, 29), "soon", "60 of 70 working days used, 10 left."),
        (date(2022, 8, 12), "soon", "Due today."),
        (date(2022, 8, 15), "running", "This day has passed. The plan's own page says when it was sent."),
    ],
)
def test_the_clock_warns_when_little_is_left_and_does_not_call_overdue_what_it_cannot_know(on, tone, headline):
    panel = panel_of(InspectionFactory(), on)
    assert (panel.tone, panel.headline) == (tone, headline)


@pytest.mark.parametrize(
    ("sent_on", "tone", "headline"),
    [
        (None, "overdue", "Overdue by 1 working day."),
        (date(2022, 8, 12), "done", "In time: sent on working day 70, 0 working days to spare."),
        (date(2022, 8, 15), "overdue", "Late by 1 working day: due on 12 August 2022, sent on 15 August 2022."),
    ],
)
def test_a_page_that_knows_the_plan_says_more(sent_on, tone, headline):
    panel = panel_of(InspectionFactory(), date(2022, 8, 15)).for_plan(sent_on=sent_on, calendar=CALENDAR)
    assert (panel.tone, panel.headline) == (tone, headline)


def test_a_moved_date_is_shown_beside_the_fixed_one_and_offered_to_those_who_may(editor):
    inspection = InspectionFactory()
    before = WorkingDayCalendar(withdrawn_holidays=frozenset({date(2022, 6, 3)}))
    at = datetime(2022, 6, 1, 23, 30, tzinfo=UTC)
    fix_deadline(inspection, by=editor, reason="Reported to scrutiny", at=at, calendar=before)
    panel = panel_of(inspection, may_adopt=True)
    assert (panel.deadline.due_on, panel.moved_to.due_on) == (date(2022, 8, 11), date(2022, 8, 12))
    assert panel.adopt_url.endswith(f"/inspections/{inspection.pk}/deadline/")
    assert panel_of(inspection).adopt_url == ""
    assert panel.explanation == "Fixed on 2 June 2022, then estimated from publication, 4 May 2022."
    (line,) = panel.fixed
    assert (line.due_on, line.reason, line.fixed_by) == (date(2022, 8, 11), "Reported to scrutiny", "Eddie Editor")
    assert line.fixed_at.date() == date(2022, 6, 2)


def test_a_date_no_longer_owed_stays_with_the_way_to_say_so(editor):
    visit = InspectionFactory(kind="focused_visit", framework="", received_on=date(2022, 5, 4))
    area = ImprovementAreaFactory(inspection=visit, is_priority_action=True)
    fix_deadline(visit, by=editor, reason="Reported")
    area.is_priority_action = False
    area.save()
    panel = panel_of(visit, may_adopt=True)
    assert (panel.deadline.due_on, panel.moved_to) == (date(2022, 8, 12), None)
    assert panel.no_date_now.startswith("It is no longer owed. Only if the letter names")
    assert panel.adopt_url
    assert panel.explanation.startswith("Fixed on ")
    fix_deadline(visit, by=editor, reason="Ofsted corrected its letter", move=True)
    panel = panel_of(visit, may_adopt=True)
    assert (panel.deadline, panel.has_moved, panel.adopt_url, panel.heading) == (None, False, "", "No deadline")
    assert [line.due_on for line in panel.fixed] == [date(2022, 8, 12), None]
    area.is_priority_action = True
    area.save()
    panel = panel_of(visit, may_adopt=True)
    assert (panel.headline, panel.moved_to.due_on) == (
        "It was recorded that the plan is no longer owed.",
        date(2022, 8, 12),
    )


def test_a_date_whose_days_were_taken_out_says_what_to_enter(editor):
    inspection = InspectionFactory()
    fix_deadline(inspection, by=editor, reason="Reported")
    inspection.published_on = None
    panel = panel_of(inspection, may_adopt=True)
    assert panel.no_date_now.startswith("Now no date can be counted. Enter the day the report was received.")
    assert panel.adopt_url == ""


def test_without_a_date_it_says_what_to_enter():
    panel = panel_of(InspectionFactory(published_on=None))
    assert (panel.heading, panel.headline) == (
        "No deadline yet",
        "Enter the day the report was received. The deadline is counted from it.",
    )
    assert (panel.is_counted, panel.used, panel.tone, panel.explanation) == (False, 0, "running", "")


def test_without_a_duty_it_says_why():
    panel = panel_of(InspectionFactory(kind="monitoring_visit", framework=""))
    assert panel.heading == "No deadline"
    assert panel.headline.startswith("No new plan is owed.")
    principal = AuthorityFactory(name="Anothershire")
    joint = InspectionFactory(kind="jtai", framework="", statement_required=True, principal_authority=principal)
    assert panel_of(joint).headline == "The statement of action is owed by Anothershire, the principal authority."


def test_a_date_the_council_entered_has_no_bar(on):
    entered = InspectionFactory(
        kind="peer_review", framework="", stated_deadline_on=date(2022, 9, 1), stated_deadline_reason="Agreed"
    )
    panel = panel_of(entered, on)
    assert (panel.is_counted, panel.headline) == (False, "46 working days left.")
    assert panel.deadline.explanation == "Entered by the council: Agreed."


def test_with_everything_fetched_it_asks_the_database_for_nothing(count_queries, editor):
    inspection = InspectionFactory()
    fix_deadline(inspection, by=editor, reason="Reported")
    fetched = (
        Inspection.objects.select_related("authority", "principal_authority")
        .prefetch_related("areas", "judgements", "fixed_deadlines__fixed_by")
        .get()
    )
    assert count_queries(lambda: deadline_panel(fetched, on=date(2022, 6, 28), calendar=CALENDAR)) == 0
