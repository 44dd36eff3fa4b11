"""The filter of the actions: what each field lists, and that a count and the rows it leads to agree."""

from datetime import date

import pytest
from django.http import QueryDict

from actionplans import figures
from actionplans.filters import NEEDS_CHOICES, ActionFilter
from actionplans.models import ActionItem, DeliveryRating, ImpactRating
from actionplans.snapshot import take
from inspections.working_days import WorkingDayCalendar
from tests.factories import (
    ActionItemFactory,
    CouncilRatingFactory,
    DateMoveFactory,
    EvidenceFactory,
    PlanFactory,
    ProgressUpdateFactory,
    york_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(york):
    """Five actions under three areas of York's plan, told apart by lead, rating, dates and words."""
    plan = york_plan(york, actions_per_area=0)
    first, second, third = plan.responses.all()[:3]
    ActionItemFactory(response=first, lead_post="Director", due_on=date(2022, 6, 27), action="Audit case records")
    ActionItemFactory(response=first, due_on=date(2022, 6, 28), delivery_rating=DeliveryRating.ON_TRACK)
    ActionItemFactory(response=second, due_on=date(2022, 7, 28), partners="Police and audit")
    ActionItemFactory(response=second, due_on=date(2022, 6, 1), delivery_rating=DeliveryRating.EVIDENCED)
    ActionItemFactory(response=third, lead_post="", starts_on=None, due_on=None)
    return plan


@pytest.fixture
def listed(plan, on):
    """The references that an address lists, in order: `listed("area=2")`."""

    def listed(query=""):
        snapshot = take(plan, on=on, calendar=WorkingDayCalendar())
        matching = ActionFilter(QueryDict(query), snapshot, on=on).matching()
        return [item.reference for item in snapshot.items if item.pk in matching]

    return listed


EVERYTHING = ["1.1", "1.2", "2.1", "2.2", "3.1"]


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("", EVERYTHING),
        ("area=2", ["2.1", "2.2"]),
        ("lead=Director", ["1.1"]),
        ("lead=none", ["3.1"]),
        ("rating=on_track", ["1.2"]),
        ("rating=on_track&rating=evidenced", ["1.2", "2.2"]),
        ("due=overdue", ["1.1"]),
        ("due=30", ["1.2", "2.1"]),
        ("due=90", ["1.2", "2.1"]),
        ("due=none", ["3.1"]),
        ("due_from_day=28&due_from_month=6&due_from_year=2022", ["1.2", "2.1"]),
        ("due_to=2022-06-27", ["1.1", "2.2"]),
        ("due_from=2022-06-02&due_to=2022-06-27", ["1.1"]),
        ("q=2.1", ["2.1"]),
        ("q=POLICE", ["2.1"]),
        ("q=audit police", ["2.1"]),
        ("q=director", ["1.1"]),
        ("area=1&rating=on_track", ["1.2"]),
        ("area=1&q=police", []),
    ],
)
def test_each_field_lists_what_it_says_in_the_order_of_the_plan(listed, query, references):
    assert listed(query) == references


def test_a_complete_action_is_not_still_to_do(listed, plan):
    plan.items.filter(reference="1.2").update(delivery_rating=DeliveryRating.COMPLETE)
    assert listed("due=30") == ["2.1"]


def test_the_thirtieth_day_is_still_within_thirty_days(listed, plan):
    plan.items.filter(reference="2.1").update(due_on=date(2022, 7, 29))
    assert listed("due=30") == ["1.2"]


@pytest.mark.parametrize("query", ["area=99", "rating=purple", "due=whenever", "lead=Nobody", "due_from=nonsense"])
def test_what_cannot_be_read_narrows_nothing_and_is_an_error(listed, plan, on, query):
    assert listed(query) == EVERYTHING
    filtered = ActionFilter(QueryDict(query), take(plan, on=on, calendar=WorkingDayCalendar()), on=on)
    assert not filtered.is_valid()
    assert filtered.in_use() == 1
    assert filtered.chosen_area() is None


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("q=" + "x" * 201, "q", "Search for 200 characters or fewer"),
        ("q=" + "+".join("abcdefghijk"), "q", "Search for 10 words or fewer"),
        (
            "due_from_day=1&due_from_month=99999999999&due_from_year=2022",
            "due_from",
            "The earliest due date must have a month as a number or a name, for example 3 or March",
        ),
    ],
)
def test_more_than_anybody_types_is_refused_in_words(listed, plan, on, query, field, words):
    snapshot = take(plan, on=on, calendar=WorkingDayCalendar())
    assert ActionFilter(QueryDict(query), snapshot, on=on).form.errors == {field: [words]}
    assert listed(query) == EVERYTHING


def test_ten_words_are_looked_for_and_one_said_twice_counts_once(listed):
    assert listed("q=audit+case+records+a+u+d+i+t+c+AUDIT+r") == ["1.1"]
    assert listed("q=" + "+".join(["police"] * 28)) == ["2.1"]


def test_a_range_that_ends_before_it_begins_is_refused(plan, on):
    snapshot = take(plan, on=on, calendar=WorkingDayCalendar())
    filtered = ActionFilter(QueryDict("due_from=2022-07-02&due_to=2022-07-01"), snapshot, on=on)
    assert filtered.form.errors == {"due_to": ["The latest due date must be the same as or after the earliest"]}


def test_the_filter_says_how_many_fields_are_in_use(plan, on):
    snapshot = take(plan, on=on, calendar=WorkingDayCalendar())
    filtered = ActionFilter(QueryDict("area=2&q=audit&due=&rating=on_track&rating=at_risk"), snapshot, on=on)
    assert (filtered.in_use(), filtered.chosen_area()) == (3, 2)


def test_deleted_actions_and_those_of_other_plans_are_never_listed(listed, plan, editor):
    plan.items.get(reference="1.2").delete_by(by=editor)
    ActionItemFactory(response__plan=PlanFactory())
    assert listed() == ["1.1", "2.1", "2.2", "3.1"]


@pytest.mark.parametrize("day", [date(2022, 6, 27), date(2022, 6, 28), date(2022, 6, 29), date(2023, 1, 1)])
def test_every_count_of_the_plan_agrees_with_the_rows_it_leads_to(plan, day):
    snapshot = take(plan, on=day, calendar=WorkingDayCalendar())
    counts = figures.summarise(snapshot)

    def rows(query):
        return len(ActionFilter(QueryDict(query), snapshot, on=day).matching())

    assert rows("due=overdue") == counts.overdue == ActionItem.objects.filter(plan=plan).overdue(day).count()
    assert rows("due=none") == counts.without_due_date
    assert rows("lead=none") == counts.without_lead
    assert {code: rows(f"rating={code}") for code in counts.by_rating} == counts.by_rating
    assert [rows(f"area={area.number}") for area in counts.areas] == [area.total for area in counts.areas]


@pytest.mark.parametrize("day", [date(2022, 6, 28), date(2022, 8, 31), date(2023, 1, 1)])
def test_every_figure_of_a_plan_that_was_sent_leads_to_exactly_its_rows(sent, day):
    snapshot = take(sent, on=day, calendar=WorkingDayCalendar())
    counts = figures.summarise(snapshot)

    def rows(query):
        return len(ActionFilter(QueryDict(query), snapshot, on=day).matching())

    assert {code: rows(f"rating={code}") for code in counts.by_rating} == counts.by_rating
    assert {code: rows(f"impact={code}") for code in counts.by_impact} == counts.by_impact
    assert {name: rows(f"needs={name}") for name, _words in NEEDS_CHOICES} == {
        name: getattr(counts, name) for name, _words in NEEDS_CHOICES
    }
    assert rows("due=overdue") == counts.overdue
    assert counts.lapsed == sum(item.has_lapsed(day) for item in sent.items.current())
    assert counts.overdue == sent.items.overdue(day).count()
    assert sum(counts.by_rating.values()) == sum(counts.by_impact.values()) == counts.total == 5


@pytest.fixture
def sent(plan):
    """The plan after it was sent: one action silent, one lapsed, one moved, one finished, one that awaits sign-off."""
    plan.stage, plan.submitted_on = plan.Stage.SUBMITTED, date(2022, 6, 1)
    plan.save()
    first, second, third = (plan.items.get(reference=reference) for reference in ("1.1", "1.2", "2.1"))
    ProgressUpdateFactory(item=first, reported_on=date(2022, 4, 1))
    DateMoveFactory(item=second)
    ProgressUpdateFactory(item=third, delivery_rating=DeliveryRating.COMPLETE)
    plan.items.filter(pk=third.pk).update(delivery_rating=DeliveryRating.COMPLETE, impact_rating=ImpactRating.SOME)
    EvidenceFactory(item=third)
    return plan


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("rating=off_track", ["1.1"]),
        ("rating=on_track", ["1.2"]),
        ("rating=not_started", ["3.1"]),
        ("impact=some", ["2.1"]),
        ("impact=some&impact=too_early", EVERYTHING),
        ("needs=lapsed", ["1.1"]),
        ("needs=moved", ["1.2"]),
        ("needs=silent", ["1.1"]),
        ("needs=awaiting_sign_off", ["2.1"]),
        ("needs=without_evidence", ["2.2"]),
        ("needs=moved&needs=silent", ["1.1", "1.2"]),
        ("needs=silent&rating=on_track", []),
    ],
)
def test_what_is_shown_of_an_action_is_what_is_listed(listed, sent, query, references):
    assert listed(query) == references


def test_the_ratings_to_choose_are_called_what_the_council_calls_them(plan, york, on):
    CouncilRatingFactory(authority=york, word="Green")
    CouncilRatingFactory(authority=york, code="at_risk", word="Amber", is_used=False)
    CouncilRatingFactory(authority=york, code="worse", word="Worse", shape="arrow-down", is_used=False)
    snapshot = take(plan, on=on, calendar=WorkingDayCalendar())
    form = ActionFilter(QueryDict(""), snapshot, on=on).form
    assert [words for _code, words in form.fields["rating"].choices] == [
        "Not started",
        "Green",
        "Off track",
        "Complete - evidence awaited",
        "Complete and evidenced",
    ]
    assert "worse" not in dict(form.fields["impact"].choices)


def test_nothing_in_a_closed_plan_is_listed_as_overdue(listed, plan):
    plan.stage, plan.submitted_on, plan.closed_on = plan.Stage.CLOSED, date(2022, 5, 30), date(2022, 6, 20)
    plan.save()
    assert listed("due=overdue") == []
