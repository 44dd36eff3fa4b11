"""The pages that read plans: what they say, to whom, and with how many queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from actionplans.models import ActionItem, ActionPlan, DeliveryRating
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    BodyFactory,
    DateMoveFactory,
    EvidenceFactory,
    InspectionFactory,
    JudgementFactory,
    MeetingFactory,
    PlanFactory,
    ProgressUpdateFactory,
    RoundFactory,
    closed,
    sent,
    york_2022,
    york_plan,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
CONTROLS = re.compile(r">(Draft actions|Edit plan details|Report progress|Edit|Delete)\b")


@pytest.fixture
def today():
    """The day the pages themselves go by."""
    return timezone.localdate()


@pytest.fixture
def plan(york, today):
    """York's draft plan, one action in each area, none of them overdue."""
    plan = york_plan(york)
    plan.items.update(due_on=today + timedelta(days=200))
    return plan


@pytest.fixture
def item(plan):
    """The first action of the plan."""
    return plan.items.get(reference="1.1")


@pytest.fixture
def read(client_of):
    """What a person reads on a page: the page, and its words with single spaces."""

    def read(person, address, **options):
        page = client_of(person).get(address, **options).content.decode()
        return page, " ".join(strip_tags(page).replace("&#x27;", "'").split())

    return read


def address(name, plan, *args):
    return reverse(name, args=[plan.authority.slug, plan.pk, *args])


def home(york):
    return reverse("council-home", args=[york.slug])


# The home of a council


def test_an_empty_council_is_told_to_record_the_inspection_first(read, york, editor, member):
    page, words = read(editor, home(york))
    assert "Start with the inspection" in words
    assert reverse("inspection-add", args=["york"]) in page
    page, words = read(member, home(york))
    assert "Nothing has been recorded yet" in words
    assert reverse("inspection-add", args=["york"]) not in page


def test_an_inspection_without_a_plan_shows_its_deadline_and_the_way_to_start(read, york, editor, member):
    inspection = york_2022(york)
    page, words = read(editor, home(york))
    assert "No plan yet for ILACS standard inspection, March 2022" in words
    assert "12 August 2022" in words
    assert f"{reverse('plan-add', args=['york'])}?inspection={inspection.pk}" in page
    assert "Start the plan" not in read(member, home(york))[1]


def test_a_running_draft_shows_the_clock_and_what_it_is_counted_from(read, york, plan, member, today):
    plan.inspections.update(
        received_on=today - timedelta(days=2), published_on=today, started_on=today - timedelta(days=30), ended_on=None
    )
    words = read(member, home(york))[1]
    assert re.search(r"\d of 70 working days used, \d\d left", words)
    assert "the day the report was received" in words


def test_the_home_never_says_on_track_of_an_overdue_action(read, york, plan, member, today):
    late = {"due_on": today - timedelta(days=1575), "delivery_rating": DeliveryRating.ON_TRACK}
    plan.items.filter(reference="2.1").update(**late)
    page, words = read(member, home(york))
    counts = strip_tags(page[page.index("app-counts__list") :].split("</ul>")[0])
    assert "On track" not in counts
    assert "Off track" in counts
    assert "1 overdue" in counts
    assert "1 action overdue" in words
    row = next(row for row in page.split("<tr")[1:] if "1,575 days late" in row)
    assert "Off track" in row
    assert "On track" not in row
    assert "Past due, and not explained since" in row


def test_the_home_counts_what_is_overdue_and_lists_the_longest_first(read, york, plan, member, today):
    plan.items.filter(reference="2.1").update(due_on=today - timedelta(days=3))
    plan.items.filter(reference="5.1").update(due_on=today - timedelta(days=1))
    plan.items.filter(reference="3.1").update(due_on=today)
    words = read(member, home(york))[1]
    assert "2 actions overdue" in words
    assert "3 days late" in words
    assert words.index("Action 2.1.") < words.index("Action 5.1.")
    assert "Action 3.1." not in words


def test_only_the_ten_longest_overdue_are_listed_with_the_way_to_all(read, york, plan, member, today):
    ActionItemFactory.create_batch(
        12, response=plan.responses.first(), starts_on=None, due_on=today - timedelta(days=5)
    )
    page, words = read(member, home(york))
    assert "12 actions overdue" in words
    assert "The 10 longest overdue are listed." in words
    assert f"{address('action-list', plan)}?due=overdue" in page
    assert page.count("5 days late") == 10


def test_nothing_overdue_is_said_plainly(read, york, plan, member):
    assert "Nothing is overdue" in read(member, home(york))[1]


def test_the_judgements_stand_beside_those_of_the_earlier_inspection(read, york, plan, member):
    earlier = InspectionFactory(authority=york, started_on=plan.inspections.get().started_on.replace(year=2019))
    JudgementFactory(inspection=earlier, code="overall", grade="good")
    words = read(member, home(york))[1]
    assert "ILACS standard inspection, March 2019" in words
    assert re.search(r"Overall effectiveness Requires improvement to be good Good", words)


def test_closed_plans_are_folded_and_nothing_in_them_is_overdue(read, york, plan, lead, member, today):
    plan.items.update(starts_on=None, due_on=today - timedelta(days=5))
    closed(sent(plan, on=today, by=lead), on=today, by=lead)
    words = read(member, home(york))[1]
    assert "1 closed plan" in words
    assert "overdue" not in words
    assert "No plan is running" in words
    assert "Start an action plan" not in words
    assert "Start an action plan" in read(lead, home(york))[1]


# The plans of a council


def test_the_list_says_how_many_plans_run_and_are_closed(read, york, plan, lead, today):
    PlanFactory(authority=york, title="Plan of old", stage="closed", closed_on=today)
    words = read(lead, reverse("plan-list", args=["york"]))[1]
    assert "1 running, 1 closed" in words
    assert words.index(plan.title) < words.index("Plan of old")


def test_a_council_without_plans_is_told_what_to_do_first(read, york, editor, member):
    plans = reverse("plan-list", args=["york"])
    assert "Start with the inspection" in read(editor, plans)[1]
    york_2022(york)
    assert "There is no action plan yet" in read(editor, plans)[1]
    assert "Start an action plan" not in read(member, plans)[1]


# One plan


def test_every_figure_of_the_overview_leads_to_as_many_actions(read, client_of, plan, member, today):
    ratings = ["not_started", "on_track", "on_track", "at_risk", "off_track", "complete", "evidenced"]
    for item, rating in zip(plan.items.order_by("pk"), ratings, strict=True):
        plan.items.filter(pk=item.pk).update(delivery_rating=rating, starts_on=None, due_on=today - timedelta(days=1))
    page = read(member, address("plan-overview", plan))[0]
    tiles = re.findall(
        r'app-tile__number">.*?(\d+)</span>\s*<a class="govuk-link app-tile__label" href="([^"]+)"', page
    )
    # What is past due and unexplained is off track, whatever was said of it.
    assert [number for number, _ in tiles] == ["7", "0", "0", "0", "5", "1", "1", "5"]
    for number, link in tiles:
        listed = client_of(member).get(link.replace("&amp;", "&")).context
        assert sum(len(rows) for _, rows in listed["groups"]) == listed["count"] == int(number), link


@pytest.fixture
def watched(plan, lead, today):
    """A plan that was sent 100 days ago, in which everything is that needs a look."""
    plan = sent(plan, on=today, by=lead)
    items = list(plan.items.all())
    plan.items.update(starts_on=today - timedelta(days=100))
    ActionPlan.objects.filter(pk=plan.pk).update(submitted_on=today - timedelta(days=100))
    for item in items[:3]:
        ProgressUpdateFactory(item=item, reported_on=today - timedelta(days=63))
        ActionItem.objects.filter(pk=item.pk).update(delivery_rating=DeliveryRating.ON_TRACK, impact_rating="some")
    DateMoveFactory.create_batch(2, item=items[0])
    due = today + timedelta(days=200)
    ActionItem.objects.filter(pk=items[0].pk).update(due_on=due, original_due_on=due - timedelta(days=61))
    ProgressUpdateFactory(item=items[3], delivery_rating=DeliveryRating.COMPLETE, reported_on=today)
    ActionItem.objects.filter(pk__in=[items[3].pk, items[4].pk]).update(delivery_rating=DeliveryRating.COMPLETE)
    EvidenceFactory(item=items[3])
    ActionItem.objects.filter(pk=items[5].pk).update(
        due_on=today - timedelta(days=5), delivery_rating=DeliveryRating.ON_TRACK, original_due_on=None
    )
    return plan


def test_every_figure_of_a_plan_that_was_sent_leads_to_exactly_its_rows(read, client_of, watched, member):
    page, _words = read(member, watched.get_absolute_url())
    promises = page[page.index('id="impact"') : page.index("app-clock")]
    found = [
        (int(number), address.replace("&amp;", "&"))
        for number, address in re.findall(
            r'promises__number[^>]*>(\d+)</span>\s*<span><a class="govuk-link" href="([^"]+)"', promises
        )
    ] + [
        (int(number), address.replace("&amp;", "&"))
        for address, number in re.findall(r'app-counts__link[^"]*" href="([^"]+)"><span[^>]*>(\d+)', promises)
    ]
    counted = {address.rpartition("?")[2]: number for number, address in found}
    assert counted == {
        "impact=too_early": 4,
        "impact=no_change": 0,
        "impact=some": 3,
        "impact=embedded": 0,
        "impact=worse": 0,
        "needs=lapsed": 1,
        "needs=moved": 1,
        "needs=silent": 5,
        "needs=awaiting_sign_off": 1,
        "needs=without_evidence": 1,
    }
    for number, address in found:
        listed = client_of(member).get(address).content.decode()
        assert listed.count('<th scope="row"') == number, address
    assert "2 moves, 61 days in all, 61 at most" in page
    assert "3 with no update for long" in page


def test_a_row_says_both_ratings_why_how_often_its_date_moved_and_for_how_long_nobody_reported(read, watched, member):
    listed = reverse("action-list", args=["york", watched.pk])
    page, words = read(member, f"{listed}?needs=moved")
    assert "Moved 2 times, 61 days later than first planned" in words
    assert "No update for 63 days" in words
    assert "Some improvement" in words
    # Silence is not shown in the colour of a promise.
    assert re.search(r'class="app-row-ratings__hollow">\s*<strong class="app-rating app-rating--green"', page)
    page, words = read(member, f"{listed}?needs=lapsed")
    assert "5 days late" in words
    assert "Past due, and not explained since" in words
    assert "app-row-ratings__hollow" not in page
    assert "Awaiting sign-off" in read(member, f"{listed}?needs=awaiting_sign_off")[0]
    assert "No evidence yet" in read(member, f"{listed}?needs=without_evidence")[0]


def test_a_draft_is_asked_nothing_that_only_a_sent_plan_owes(read, plan, member):
    page, _words = read(member, plan.get_absolute_url())
    assert "Is it better for children?" in page
    assert "Needs a look" not in page


def test_the_overview_lists_what_is_missing_and_where_to_mend_it(read, plan, item, editor, member):
    ActionItem.objects.filter(pk=item.pk).update(lead_post="", success_measure="TBC")
    page, words = read(editor, address("plan-overview", plan))
    assert "2 things still missing" in words
    assert f"{address('plan-draft-area', plan, 1)}#action-{item.pk}" in page
    assert address("plan-readiness", plan) in page
    page, words = read(member, address("plan-overview", plan))
    assert "Action 1.1 has no lead" in words
    assert address("plan-draft-area", plan, 1) not in page


def test_a_plan_that_has_been_sent_is_in_time_and_nothing_is_missing_any_more(read, plan, item, lead, member):
    sent(plan, on=plan.inspections.get().published_on + timedelta(days=10), by=lead)
    ActionItem.objects.filter(pk=item.pk).update(lead_post="")
    words = read(member, address("plan-overview", plan))[1]
    assert "In time: sent on working day" in words
    assert "still missing" not in words


def test_the_overview_says_what_the_plan_is_for_and_how_it_is_monitored(read, plan, member, today):
    plan.introduction, plan.monitoring_arrangements = "This plan answers the report.", "The board meets monthly."
    plan.save()
    body = BodyFactory(authority=plan.authority, name="Scrutiny Committee")
    MeetingFactory(plan=plan, body=body, held_on=today)
    words = read(member, address("plan-overview", plan))[1]
    for text in ("This plan answers the report.", "The board meets monthly.", "Scrutiny Committee"):
        assert text in words
    assert "Goes to Scrutiny Committee on" in read(member, home(plan.authority))[1]


def test_the_overview_of_a_plan_without_actions_says_so(read, plan, member):
    plan.items.all().delete()
    assert "No action has been drafted yet." in read(member, address("plan-overview", plan))[1]


def test_the_overview_leads_to_the_annex_in_every_form(read, plan, member):
    page = read(member, address("plan-overview", plan))[0]
    for kind in ("pdf", "docx", "xlsx"):
        assert reverse("annex-file", args=["york", plan.pk, kind]) in page
    assert address("annex-page", plan) in page


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("member", []),
        ("action_owner", ["Draft actions"]),
        ("editor", ["Draft actions", "Edit plan details"]),
        ("lead", ["Draft actions", "Edit plan details"]),
    ],
)
def test_each_role_finds_the_buttons_it_may_use(request, read, plan, role, expected):
    page = read(request.getfixturevalue(role), address("plan-overview", plan))[0]
    assert CONTROLS.findall(page) == expected


@pytest.mark.parametrize(
    ("person", "name", "button"),
    [
        ("member", "", []),
        ("action_owner", "", ["Propose a change"]),
        ("editor", "round-open", ["Open a reporting round", "Propose a change", "Edit plan details"]),
        ("lead", "round-open", ["Open a reporting round", "Propose a change", "Edit plan details"]),
    ],
)
def test_the_first_button_of_a_sent_plan_is_what_is_next(request, read, plan, lead, today, person, name, button):
    sent(plan, on=today, by=lead)
    page = read(request.getfixturevalue(person), address("plan-overview", plan))[0]
    buttons = page.split("app-page-heading__buttons", 1)[-1].split("app-plan-nav", 1)[0]
    assert re.findall(r'role="button"[^>]*>([^<]+)<', buttons) == button
    if name:
        assert f'href="{address(name, plan)}"' in buttons
        RoundFactory(plan=plan, number=3)
        page = read(request.getfixturevalue(person), address("plan-overview", plan))[0]
        assert f'href="{reverse("round-detail", args=["york", plan.pk, 3])}">Review the answers<' in page


def test_nobody_changes_a_plan_that_is_over(read, plan, lead, today):
    closed(sent(plan, on=today, by=lead), on=today, by=lead)
    assert CONTROLS.findall(read(lead, address("plan-overview", plan))[0]) == []


# The actions of a plan


def test_the_list_says_how_many_match_and_how_to_clear_the_filter(read, plan, member):
    page, words = read(member, address("action-list", plan), data={"area": "2"})
    assert "1 of 7 actions" in words
    assert "Clear filters" in words
    assert '<option value="2" selected>' in page
    words = read(member, address("action-list", plan))[1]
    assert "7 actions" in words
    assert "Clear filters" not in words


def test_a_chosen_area_names_the_actions_that_serve_it_from_elsewhere(read, plan, item, member):
    item.also_serves.add(plan.responses.get(number=2))
    words = read(member, address("action-list", plan), data={"area": "2"})[1]
    assert "Area 2 is also served by 1.1" in words


def test_a_filter_that_finds_nothing_says_so(read, plan, member):
    assert "No action matches" in read(member, address("action-list", plan), data={"q": "zebra"})[1]


def test_a_plan_without_actions_says_what_to_do_first(read, plan, editor, member):
    plan.items.all().delete()
    page, words = read(editor, address("action-list", plan))
    assert "Draft the first action" in words
    assert address("plan-draft", plan) in page
    assert "They appear here as soon as they are drafted." in read(member, address("action-list", plan))[1]


def test_a_mistake_in_the_filter_is_shown_beside_its_control(read, client_of, plan, member):
    mistake = {"due_from_day": "3"}
    page, words = read(member, address("action-list", plan), data=mistake)
    assert "The earliest due date must include a month and year" in words
    assert 'href="#id_due_from_month"' in page
    answer = client_of(member).get(address("action-list", plan), mistake, headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"{address('action-list', plan)}?due_from_day=3"


# One action


def test_an_action_shows_every_field_and_ofsteds_words(read, plan, item, member):
    ActionItem.objects.filter(pk=item.pk).update(
        partners="The police", how_we_will_know="Monthly audits", resources="One post", monitoring_body="The board"
    )
    item.also_serves.add(plan.responses.get(number=4))
    words = read(member, address("action-detail", plan, item.pk))[1]
    for text in (
        "Head of Service",
        "The police",
        "1 June 2022",
        "Nine in ten audits are good.",
        "Monthly audits",
        "One post",
        "The board",
        "Work has not begun.",
        "provide an accurate account of decision-making",
        "Area 4: The analysis of return home interviews.",
        "Children get help sooner.",
    ):
        assert text in words, text


def test_empty_fields_say_that_they_are_empty(read, plan, item, member):
    ActionItem.objects.filter(pk=item.pk).update(lead_post="", starts_on=None, due_on=None, success_measure="")
    words = read(member, address("action-detail", plan, item.pk))[1]
    for text in ("Due No date yet", "Start No date yet", "Success measure Not written yet", "Lead No lead yet"):
        assert text in words, text


@pytest.mark.parametrize(
    ("moved_by", "words"), [(31, "31 days later than first planned"), (-1, "1 day earlier than first planned")]
)
def test_a_moved_due_date_says_by_how_many_days(read, plan, item, member, today, moved_by, words):
    original = today + timedelta(days=100)
    due = original + timedelta(days=moved_by)
    ActionItem.objects.filter(pk=item.pk).update(original_due_on=original, due_on=due)
    assert words in read(member, address("action-detail", plan, item.pk))[1]
    assert words in read(member, address("action-list", plan))[1]


def test_progress_is_listed_newest_first(read, plan, item, member):
    ProgressUpdateFactory(item=item, what_changed="Begun.")
    ProgressUpdateFactory(item=item, what_changed="Nearly there.", next_step="Finish it.")
    words = read(member, address("action-detail", plan, item.pk))[1]
    assert "2 progress updates" in words
    assert words.index("Nearly there.") < words.index("Begun.")
    assert "Finish it." in words


def test_everybody_who_may_see_the_action_sees_who_changed_what(read, plan, item, editor, member):
    item.success_measure, item._history_user = "All audits are good.", editor
    item.save()
    words = read(member, address("action-detail", plan, item.pk))[1]
    assert "by Eddie Editor" in words
    assert "Success measure Nine in ten audits are good. All audits are good." in words


@pytest.mark.parametrize(
    ("role", "expected"),
    [("member", []), ("action_owner", []), ("editor", ["Report progress", "Edit", "Delete"])],
)
def test_the_page_of_an_action_offers_what_the_role_may_do(request, read, plan, item, role, expected):
    page = read(request.getfixturevalue(role), address("action-detail", plan, item.pk))[0]
    assert CONTROLS.findall(page) == expected


def test_an_action_owner_may_change_the_action_they_lead_and_not_delete_it(read, plan, item, action_owner):
    ActionItem.objects.filter(pk=item.pk).update(lead_person=action_owner)
    page = read(action_owner, address("action-detail", plan, item.pk))[0]
    assert CONTROLS.findall(page) == ["Report progress", "Edit"]


def test_a_deleted_action_keeps_its_history_and_only_editors_bring_it_back(read, plan, item, editor, member):
    item.delete_by(by=editor)
    page, words = read(member, address("action-detail", plan, item.pk))
    assert "This action was deleted on" in words
    assert "by Eddie Editor" in words
    assert "Bring it back" not in words
    assert "Bring it back" in read(editor, address("action-detail", plan, item.pk))[1]
    assert CONTROLS.findall(page) == []


def test_the_actions_before_and_after_are_a_step_away(read, plan, item, member):
    words = read(member, address("action-detail", plan, plan.items.get(reference="2.1").pk))[1]
    assert "Previous: 1.1" in words
    assert "Next: 3.1" in words
    assert "Previous" not in read(member, address("action-detail", plan, item.pk))[1]


# All of them


def test_people_of_another_council_find_none_of_these_pages(client_of, plan, item, outsider):
    pages = (
        home(plan.authority),
        reverse("plan-list", args=["york"]),
        address("plan-overview", plan),
        address("action-list", plan),
        address("action-detail", plan, item.pk),
    )
    assert {client_of(outsider).get(page).status_code for page in pages} == {404}


def test_a_plan_or_an_action_of_elsewhere_is_not_found_in_york(client_of, plan, item, elsewhere, several):
    other = AreaResponseFactory(plan__authority=elsewhere).plan
    browser = client_of(several)
    assert browser.get(reverse("plan-overview", args=["york", other.pk])).status_code == 404
    assert browser.get(reverse("action-detail", args=["elsewhere", other.pk, item.pk])).status_code == 404


@pytest.mark.parametrize("name", ["council-home", "plan-list", "plan-overview", "action-list", "action-detail"])
def test_the_same_number_of_queries_for_one_action_and_for_thirty(client_of, york, plan, item, member, today, name):
    args = {"council-home": ["york"], "plan-list": ["york"], "action-detail": ["york", plan.pk, item.pk]}
    page = reverse(name, args=args.get(name, ["york", plan.pk]))
    plan.items.exclude(pk=item.pk).delete()
    _make_busy(plan, item, today)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client_of(member).get(page).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for _ in range(29):
        _make_busy(plan, ActionItemFactory(response=plan.responses.get(number=2)), today)
    assert queries() == few


def _make_busy(plan, item, today):
    """Gives an action a person as its lead, an update, another area to serve, and a date that has passed."""
    ProgressUpdateFactory(item=item, delivery_rating=DeliveryRating.AT_RISK)
    item.also_serves.add(plan.responses.get(number=3))
    person = ProgressUpdateFactory(item=item).made_by
    plan.items.filter(pk=item.pk).update(lead_person=person, starts_on=None, due_on=today - timedelta(days=2))
