"""The pages of inspections: what they say, what they save, that nothing typed is lost, and what they cost."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import escape

from inspections.actions import fix_deadline
from inspections.frameworks import FRAMEWORKS
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar
from tests.addresses import build_site
from tests.factories import (
    YORK_AREAS,
    YORK_STRENGTHS,
    ImprovementAreaFactory,
    InspectionFactory,
    JudgementFactory,
    StrengthFactory,
    york_2022,
    york_plan,
)

pytestmark = pytest.mark.django_db
NEEDS = "Requires improvement to be good"


@pytest.fixture
def inspection(york):
    """York's inspection of 2022."""
    return york_2022(york)


@pytest.fixture
def client(client_of, editor):
    """The editor's browser."""
    return client_of(editor)


def address(name, *args):
    return reverse(name, args=["york", *args])


def text_of(response):
    """What the page says, with single spaces and without marks of the time element."""
    words = response.content.decode()
    while "<time" in words:
        start = words.index("<time")
        words = words[:start] + words[words.index(">", start) + 1 :].replace("</time>", "", 1)
    return " ".join(words.split())


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def typed(**changes):
    """York's inspection of 2022 as somebody types it."""
    grades = {f"grade_{row.code}": NEEDS for row in FRAMEWORKS["ilacs_2018"].rows}
    return {
        "kind": "ilacs_standard",
        "started_on_day": "7",
        "started_on_month": "3",
        "started_on_year": "2022",
        "ended_on": "2022-03-18",
        "received_on": "2022-05-04",
        "published_on": "2022-05-04",
        "revision": "0",
        **grades,
        **changes,
    }


class TestTheList:
    def test_it_counts_and_says_why_there_is_no_overall_grade(self, client, york, inspection):
        InspectionFactory(
            authority=york, framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        InspectionFactory(
            authority=york,
            kind="focused_visit",
            framework="",
            started_on=date(2019, 7, 17),
            ended_on=None,
            published_on=None,
        )
        page = text_of(client.get(address("inspection-list")))
        assert "3 inspections" in page
        assert "7 March 2022 to 18 March 2022" in page
        for words in (NEEDS, "Not given since April 2026", "No grades given"):
            assert words in page
        newest, middle, oldest = (page.index(f"{month} 20") for month in ("April", "March", "July"))
        assert newest < middle < oldest

    def test_an_empty_list_tells_an_editor_what_to_do_and_a_member_what_to_expect(self, client, client_of, member):
        assert "Record the latest inspection first" in text_of(client.get(address("inspection-list")))
        page = text_of(client_of(member).get(address("inspection-list")))
        assert "No inspection is recorded yet" in page
        assert address("inspection-add") not in page

    def test_another_council_s_inspections_are_not_in_it(self, client, york):
        InspectionFactory()
        assert "No inspection is recorded yet" in text_of(client.get(address("inspection-list")))


class TestOneInspection:
    def test_york_s_page_says_what_is_due_when_and_why(self, client, inspection):
        Inspection.objects.update(received_on=date(2022, 5, 4))
        page = text_of(client.get(inspection.get_absolute_url()))
        assert "12 August 2022" in page
        assert "70 working days after 4 May 2022, the day the report was received." in page
        assert "By 17 June 2022" in page
        assert "7 areas for improvement" in page
        assert "9 strengths" in page
        assert "Expected between 7 September 2024 and 7 September 2025" in page
        for text in (*YORK_AREAS, *YORK_STRENGTHS):
            assert escape(text) in page

    def test_an_estimate_is_called_one_with_its_warning(self, client, inspection):
        page = text_of(client.get(inspection.get_absolute_url()))
        assert "Action plan due (estimate)" in page
        assert "Enter the day of receipt." in page

    def test_a_member_reads_and_is_offered_nothing_to_change(self, client_of, member, inspection):
        page = text_of(client_of(member).get(inspection.get_absolute_url()))
        assert "7 areas for improvement" in page
        for name in ("inspection-edit", "findings-edit"):
            assert address(name, inspection.pk) not in page
        assert "Move down" not in page

    def test_since_april_2026_the_table_says_why_there_is_no_overall_grade(self, client, york):
        later = InspectionFactory(
            authority=york, framework="ilacs_2026", started_on=date(2026, 4, 27), ended_on=None, published_on=None
        )
        assert "No grades are recorded yet." in text_of(client.get(later.get_absolute_url()))
        JudgementFactory(inspection=later, code="in_care")
        assert "Not given since April 2026" in text_of(client.get(later.get_absolute_url()))

    def test_a_visit_gives_no_grades_and_says_what_follows(self, client, york):
        visit = InspectionFactory(authority=york, kind="focused_visit", framework="", ended_on=None, published_on=None)
        page = text_of(client.get(visit.get_absolute_url()))
        assert "No grades given." in page
        assert "Paste the list" in page

    def test_a_joint_inspection_says_who_owes_the_statement(self, client, client_of, member, york, elsewhere):
        joint = InspectionFactory(
            authority=york,
            kind="jtai",
            framework="",
            statement_required=True,
            principal_authority=elsewhere,
            lead_inspector="A lead inspector",
            background="As it went.",
        )
        page = text_of(client.get(joint.get_absolute_url()))
        for words in ("is owed by Elsewhere, the principal authority", "A lead inspector", "As it went."):
            assert words in page
        assert "None are recorded." in text_of(client_of(member).get(joint.get_absolute_url()))

    def test_the_way_to_the_plan_names_the_inspection(self, client, inspection):
        page = text_of(client.get(inspection.get_absolute_url()))
        assert f"{address('plan-add')}?inspection={inspection.pk}" in page
        assert address("plan-list") in page

    def test_what_an_area_is_stands_with_it(self, client, inspection):
        area = inspection.areas.first()
        area.short_label, area.theme, area.reference = "Written records", "Practice", "paragraph 24"
        area.is_priority_action, area.origin = True, "peer_review"
        area.save()
        page = text_of(client.get(inspection.get_absolute_url()))
        for words in (
            "Written records",
            "Theme: Practice",
            "paragraph 24",
            "Area for priority action",
            "Found by: Peer review",
        ):
            assert words in page


class TestRecording:
    def test_york_2022_is_recorded_from_nothing(self, client, york, editor):
        response = client.post(address("inspection-add"), typed())
        inspection = york.inspections.get()
        assert response.headers["Location"] == inspection.get_absolute_url()
        assert (inspection.framework, inspection.judgements.count()) == ("ilacs_2018", 4)
        assert inspection.history.get().history_user == editor
        assert said(response) == ["The inspection is saved."]

    def test_what_is_odd_is_said_after_saving_and_stands_on_the_page(self, client):
        response = client.post(address("inspection-add"), typed(notified_on="2021-02-28"), follow=True)
        page = text_of(response)
        assert "There is 1 thing to check, under the deadline." in page
        assert "The council was contacted 372 days before" in page

    def test_nothing_typed_is_lost_when_something_is_wrong(self, client, york):
        data = typed(ended_on="2023-03-18", published_on="", lead_inspector="A lead inspector", background="As it went")
        response = client.post(address("inspection-add"), data)
        page = text_of(response)
        assert response.status_code == 422
        assert not york.inspections.exists()
        assert "longer than 4 weeks" in page
        for words in ("A lead inspector", "As it went", f'<option value="{NEEDS}" selected>', 'value="2022"'):
            assert words in page

    def test_saving_without_the_rows_asks_for_them(self, client, york):
        data = {name: value for name, value in typed().items() if not name.startswith("grade_")}
        response = client.post(address("inspection-add"), data)
        page = text_of(response)
        assert response.status_code == 422
        assert "Choose the grade for “Overall effectiveness”" in page
        assert 'href="#id_grade_overall"' in page
        assert not york.inspections.exists()

    def test_an_overall_grade_since_april_2026_is_refused_with_words(self, client, york):
        data = typed(started_on_day="27", started_on_month="4", started_on_year="2026", ended_on="", published_on="")
        data["received_on"] = "2026-06-10"
        response = client.post(address("inspection-add"), data)
        assert response.status_code == 422
        assert "not given since April 2026" in text_of(response)
        assert not york.inspections.exists()

    def test_without_javascript_a_button_shows_the_judgements_and_keeps_what_was_typed(self, client, york):
        data = {"kind": "ilacs_standard", "started_on": "2022-03-07", "lead_inspector": "A lead"}
        data |= {"ended_on": "31 2 2022", "show_rows": "1"}
        response = client.post(address("inspection-add"), data)
        page = text_of(response)
        assert response.status_code == 200
        assert "id_grade_in_care_and_care_leavers" in page
        assert 'value="A lead"' in page
        assert 'value="31"' in page
        assert "There is a problem" not in page
        assert not york.inspections.exists()

    def test_that_button_asks_for_what_the_judgements_rest_on(self, client):
        response = client.post(address("inspection-add"), {"show_rows": "1"})
        page = text_of(response)
        assert response.status_code == 422
        assert "Enter the first day on site" in page
        assert "Choose the kind of inspection" in page

    def test_a_form_survives_an_expired_session(self, client, editor, york):
        client.get(address("inspection-list"))
        client.session.flush()
        client.cookies.pop("sessionid")
        response = client.post(address("inspection-add"), typed(lead_inspector="A lead inspector"))
        assert "/accounts/login/" in response.headers["Location"]
        client.post(
            response.headers["Location"], {"login": editor.email, "password": "a long enough password"}, follow=True
        )
        assert "A lead inspector" in text_of(client.get(address("inspection-add")))
        assert not york.inspections.exists()


class TestJudgementRows:
    def rows(self, client, **asked):
        return text_of(client.get(f"{address('judgement-rows')}?{urlencode(asked)}"))

    def test_they_follow_from_kind_and_first_day(self, client):
        page = self.rows(client, kind="ilacs_standard", started_on="2023-01-16", grade_in_care="Good")
        assert "id_grade_care_leavers" in page
        assert '<option value="Good" selected>' in page
        assert "Error:" not in page

    def test_since_april_2026_the_overall_row_is_not_offered(self, client):
        page = self.rows(client, kind="ilacs_short", started_on="2026-04-27", grade_overall="Good")
        assert "id_grade_overall" not in page
        assert "Not given since April 2026" in page

    def test_in_the_overlap_the_framework_is_asked_for(self, client):
        page = self.rows(client, kind="ilacs_standard", started_on="2018-06-11")
        assert 'name="framework"' in page
        assert "Error:" not in page

    def test_a_joint_inspection_asks_for_its_statement(self, client):
        assert 'name="principal_authority"' in self.rows(client, kind="jtai", started_on="2022-03-07")

    @pytest.mark.parametrize("asked", [{}, {"kind": "ilacs_standard"}, {"kind": "no such", "started_on": "31 2 2022"}])
    def test_without_both_they_say_what_they_wait_for(self, client, asked):
        assert "follow from the kind of inspection and its first day" in self.rows(client, **asked)


class TestEditing:
    def test_the_stored_facts_and_grades_are_offered(self, client, inspection):
        page = text_of(client.get(address("inspection-edit", inspection.pk)))
        assert page.count(f'<option value="{NEEDS}" selected>') == 4
        assert 'value="2022"' in page

    def test_a_moved_deadline_is_fixed_anew_and_said(self, client, inspection, editor):
        fix_deadline(inspection, by=editor, reason="Reported to scrutiny")
        response = client.post(address("inspection-edit", inspection.pk), typed(received_on="2022-05-02"))
        assert "The deadline is now 10 August 2022. Whatever was reported before is kept beside it." in said(response)
        page = text_of(client.get(inspection.get_absolute_url()))
        assert "Dates of the inspection changed: report received 2 May 2022, was not recorded" in page
        assert "Reported to scrutiny" in page


class TestAdopting:
    @pytest.fixture
    def moved(self, inspection, editor):
        """York's deadline as fixed before a bank holiday was known."""
        before = WorkingDayCalendar(withdrawn_holidays=frozenset({date(2022, 6, 3)}))
        at = datetime(2022, 6, 1, tzinfo=UTC)
        fix_deadline(inspection, by=editor, reason="Reported to scrutiny", at=at, calendar=before)
        return inspection

    def test_the_page_shows_both_dates_and_offers_the_new_one(self, client, client_of, member, moved):
        page = text_of(client.get(moved.get_absolute_url()))
        assert "The date fixed and reported is <strong>11 August 2022</strong>" in page
        assert "Adopt 12 August 2022" in page
        assert "Adopt 12 August" not in text_of(client_of(member).get(moved.get_absolute_url()))

    def test_adopting_needs_a_reason_and_keeps_both(self, client, moved, editor):
        page = address("inspection-deadline-adopt", moved.pk)
        assert "Fixed and reported" in text_of(client.get(page))
        assert client.post(page, {"reason": ""}).status_code == 422
        assert moved.fixed_deadlines.count() == 1
        response = client.post(page, {"reason": "A holiday was proclaimed"})
        assert said(response) == ["The deadline is now 12 August 2022."]
        newest = moved.fixed_deadlines.last()
        assert (newest.due_on, newest.reason, newest.fixed_by) == (
            date(2022, 8, 12),
            "A holiday was proclaimed",
            editor,
        )
        assert moved.fixed_deadlines.count() == 2

    def test_that_a_plan_is_no_longer_owed_is_recorded_with_a_reason(self, client, york, editor):
        visit = InspectionFactory(authority=york, kind="focused_visit", framework="", received_on=date(2022, 5, 4))
        area = ImprovementAreaFactory(inspection=visit, is_priority_action=True)
        fix_deadline(visit, by=editor, reason="Reported to scrutiny")
        client.post(address("area-edit", visit.pk, area.pk), {"text": "Words.", "origin": "ofsted", "revision": "0"})
        shown = text_of(client.get(visit.get_absolute_url()))
        assert "The date fixed and reported is <strong>12 August 2022</strong>. It is no longer owed." in shown
        assert "Record that the plan is no longer owed" in shown
        page = address("inspection-deadline-adopt", visit.pk)
        assert "that there is no deadline" in text_of(client.get(page))
        response = client.post(page, {"reason": "Ofsted corrected its letter"})
        assert said(response) == ["It is recorded that the action plan is no longer owed."]
        shown = text_of(client.get(visit.get_absolute_url()))
        assert "<strong>No longer owed</strong>, fixed on" in shown
        assert "No deadline" in shown
        area.is_priority_action = True
        area.save()
        assert "Fixed and reported" in text_of(client.get(page))

    def test_with_nothing_moved_there_is_nothing_to_adopt(self, client, inspection):
        response = client.get(address("inspection-deadline-adopt", inspection.pk), follow=True)
        assert "nothing to adopt" in text_of(response)


class TestFindings:
    def lists(self, areas=YORK_AREAS, strengths=YORK_STRENGTHS, **button):
        return {"areas": "\n".join(areas), "strengths": "\n".join(strengths), "revision": "0", **button}

    def test_pasted_lists_are_counted_first_and_then_saved(self, client, york):
        inspection = InspectionFactory(authority=york)
        page = address("findings-edit", inspection.pk)
        preview = text_of(client.post(page, self.lists()))
        assert "7 areas for improvement" in preview
        assert "9 strengths" in preview
        assert preview.count("New") >= 16
        assert not inspection.areas.exists()
        response = client.post(page, self.lists(save="1"))
        assert said(response) == ["Saved: 7 areas for improvement and 9 strengths."]
        assert [area.text for area in inspection.areas.all()] == list(YORK_AREAS)

    def test_the_preview_says_what_would_go_and_what_is_reworded(self, client, inspection):
        areas = [YORK_AREAS[0].replace("decision-making", "decision making"), *YORK_AREAS[2:]]
        preview = text_of(client.post(address("findings-edit", inspection.pk), self.lists(areas)))
        assert "6 areas for improvement" in preview
        assert "1 area for improvement would be removed" in preview
        assert "Was: The consistency" in preview

    def test_the_lists_can_be_changed_once_more(self, client, inspection):
        page = text_of(client.post(address("findings-edit", inspection.pk), self.lists(["Only one."], change="1")))
        assert "Only one." in page
        assert "Check the lists" in page

    def test_an_area_a_plan_answers_stays_and_nothing_typed_is_lost(self, client, york):
        inspection = york_plan(york).inspections.get()
        areas = [*YORK_AREAS[1:], "Something quite new."]
        response = client.post(address("findings-edit", inspection.pk), self.lists(areas, save="1"))
        page = text_of(response)
        assert response.status_code == 422
        assert "cannot be removed here. Put its line back" in page
        assert "Something quite new." in page
        assert inspection.areas.count() == 7

    def test_the_same_words_twice_are_refused(self, client, inspection):
        response = client.post(address("findings-edit", inspection.pk), self.lists(["One.", "One."]))
        assert response.status_code == 422
        assert "is in the list twice" in text_of(response)

    def test_the_stored_lists_are_offered(self, client, inspection):
        assert f"• {YORK_AREAS[3]}" in text_of(client.get(address("findings-edit", inspection.pk)))


class TestOneDay:
    def test_a_visit_of_one_day_has_one_date(self, client, york):
        day = date(2019, 7, 17)
        visit = InspectionFactory(
            authority=york, kind="focused_visit", framework="", started_on=day, ended_on=day, published_on=None
        )
        for page in (address("inspection-list"), visit.get_absolute_url()):
            shown = text_of(client.get(page))
            assert "17 July 2019" in shown
            assert "17 July 2019 to" not in shown


class TestOneFinding:
    def test_marking_a_priority_action_fixes_the_deadline_that_was_reported_without(self, client, york, editor):
        visit = InspectionFactory(authority=york, kind="focused_visit", framework="", received_on=date(2022, 5, 4))
        area = ImprovementAreaFactory(inspection=visit)
        fix_deadline(visit, by=editor, reason="Reported when the plan was started")
        data = {"text": area.text, "origin": "ofsted", "is_priority_action": "on", "revision": "0"}
        response = client.post(address("area-edit", visit.pk, area.pk), data)
        assert said(response) == ["Area for improvement 1 is saved.", "The deadline is now 12 August 2022."]

    def test_an_area_is_edited(self, client, inspection):
        area = inspection.areas.first()
        page = address("area-edit", inspection.pk, area.pk)
        assert "Exact words" in text_of(client.get(page))
        assert client.post(page, {"text": "", "origin": "ofsted"}).status_code == 422
        response = client.post(
            page, {"text": area.text, "short_label": "Written records", "origin": "ofsted", "revision": 0}
        )
        assert said(response) == ["Area for improvement 1 is saved."]
        area.refresh_from_db()
        assert (area.label, area.history.first().history_change_reason) == ("Written records", "Edited by Eddie Editor")

    def test_a_strength_is_edited(self, client, inspection):
        strength = inspection.strengths.last()
        response = client.post(
            address("strength-edit", inspection.pk, strength.pk), {"text": "Adoption.", "revision": 0}
        )
        assert said(response) == ["Strength 9 is saved."]
        strength.refresh_from_db()
        assert strength.text == "Adoption."

    @pytest.mark.parametrize(("name", "related"), [("area-move", "areas"), ("strength-move", "strengths")])
    def test_one_moves_up_and_down_and_the_page_goes_back_to_it(self, client, inspection, name, related):
        first, second, *_ = getattr(inspection, related).all()
        response = client.post(address(name, inspection.pk, second.pk), {"direction": "up"})
        assert response.headers["Location"].endswith(f"#{name.split('-')[0]}-{second.pk}")
        assert list(getattr(inspection, related).all())[:2] == [second, first]
        client.post(address(name, inspection.pk, second.pk), {"direction": "down"})
        assert list(getattr(inspection, related).all())[:2] == [first, second]

    def test_a_finding_of_another_inspection_is_not_found(self, client, inspection):
        other = ImprovementAreaFactory()
        assert client.get(address("area-edit", inspection.pk, other.pk)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "inspection-list",
        "inspection-add",
        "judgement-rows",
        "inspection-detail",
        "inspection-edit",
        "inspection-deadline-adopt",
        "findings-edit",
        "area-edit",
        "strength-edit",
    ],
)
def test_a_page_answers_head_as_it_answers_get(client, york, action_owner, name):
    page = build_site(york, action_owner).address(name)
    assert client.head(page).status_code == client.get(page).status_code < 400


CHANGING = ["inspection-edit", "findings-edit", "inspection-deadline-adopt"]


class TestWhoMay:
    @pytest.mark.parametrize("name", [*CHANGING, "inspection-detail"])
    def test_other_councils_do_not_know_it_exists(self, client_of, outsider, inspection, name):
        assert client_of(outsider).get(address(name, inspection.pk)).status_code == 404

    def test_nor_may_an_inspection_be_reached_through_another_council(self, client_of, several, inspection):
        page = reverse("inspection-detail", args=["elsewhere", inspection.pk])
        assert client_of(several).get(page).status_code == 404

    @pytest.mark.parametrize("name", CHANGING)
    def test_readers_and_action_owners_may_not_change_it(self, client_of, member, action_owner, inspection, name):
        statuses = [
            client_of(person).get(address(name, inspection.pk)).status_code for person in (member, action_owner)
        ]
        assert statuses == [403, 403]

    @pytest.mark.parametrize("name", ["inspection-add", "judgement-rows"])
    def test_readers_may_not_record_one(self, client_of, member, lead, york, name):
        assert [client_of(person).get(address(name)).status_code for person in (member, lead)] == [403, 200]

    def test_a_move_is_a_post(self, client, client_of, member, inspection):
        page = address("area-move", inspection.pk, inspection.areas.first().pk)
        assert client.get(page).status_code == 405
        assert client_of(member).post(page, {"direction": "down"}).status_code == 403


class TestTheCount:
    @pytest.mark.parametrize("name", ["inspection-detail", "inspection-edit", "findings-edit"])
    def test_a_page_costs_the_same_for_1_and_30_areas(self, client, york, editor, count_queries, name):
        inspection = InspectionFactory(authority=york)
        fix_deadline(inspection, by=editor, reason="Reported")

        def grow(number):
            ImprovementAreaFactory.create_batch(number, inspection=inspection)
            StrengthFactory.create_batch(number, inspection=inspection)

        grow(1)
        JudgementFactory(inspection=inspection)
        page = address(name, inspection.pk)
        before = count_queries(lambda: client.get(page))
        grow(29)
        JudgementFactory(inspection=inspection, code="help_and_protection")
        assert count_queries(lambda: client.get(page)) == before

    def test_the_preview_costs_the_same_for_1_and_30_lines(self, client, inspection, count_queries):
        def preview(number):
            lines = "\n".join(f"Line {each}" for each in range(number))
            return count_queries(
                lambda: client.post(address("findings-edit", inspection.pk), {"areas": lines, "revision": 0})
            )

        assert preview(1) == preview(30)

    def test_the_list_costs_the_same_for_1_and_30_inspections(self, client, york, count_queries):
        def grow(days):
            for day in days:
                JudgementFactory(inspection=InspectionFactory(authority=york, started_on=date(2022, 1, day)))

        grow(range(1, 2))
        before = count_queries(lambda: client.get(address("inspection-list")))
        grow(range(2, 31))
        assert count_queries(lambda: client.get(address("inspection-list"))) == before
