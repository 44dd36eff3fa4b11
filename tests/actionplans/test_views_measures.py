"""Pages of measures: what they say, what they ask, and that nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from actionplans import actions
from actionplans.models import Measure, Stage
from ilacs.design.today import as_if_on
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MembershipFactory,
    PlanFactory,
    ReadingFactory,
)

TODAY = date(2022, 11, 1)


@pytest.fixture(autouse=True)
def _in_november():
    with as_if_on(TODAY):
        yield


@pytest.fixture
def plan(york):
    return PlanFactory(authority=york)


@pytest.fixture
def measure(plan, action_owner):
    made = MeasureFactory(plan=plan, name="Visits in time", owner_person=action_owner)
    MeasureTargetFactory(measure=made)
    ReadingFactory(measure=made)
    return made


def _at(measure, name):
    return reverse(name, args=[measure.plan.authority.slug, measure.plan_id, measure.number])


def _text(answer):
    return " ".join(answer.content.decode().split())


def _typed(measure, **changes):
    """What the form of a measure sends when it is saved as it is."""
    return {
        "name": measure.name,
        "definition": measure.definition,
        "unit": measure.unit,
        "polarity": measure.polarity,
        "baseline": "72%",
        "baseline_on": "31 3 2022",
        "tolerance": "5",
        "source": measure.source,
        "frequency": measure.frequency,
        "owner_post": measure.owner_post,
        "owner_person": measure.owner_person_id or "",
        "references": "",
        "revision": measure.revision,
        **changes,
    }


def test_the_list_says_rating_distance_latest_target_and_direction(measure, client_of, member):
    page = _text(client_of(member).get(reverse("measure-list", args=["york", measure.plan_id])))
    for words in (
        "M1 Visits in time",
        "Target not due yet",
        "9 percentage points to go until 31 December 2022",
        "76%",
        "Better than the baseline by 4 percentage points (72%)",
        "The whole plan",
        'class="app-trend app-trend--small"',
    ):
        assert words in page
    assert "Add a measure" not in page


def test_measures_stand_under_the_first_area_they_serve(plan, measure, client_of, member):
    first, second = AreaResponseFactory(plan=plan), AreaResponseFactory(plan=plan)
    measure.responses.set([first, second])
    other = MeasureFactory(plan=plan, name="Days to a first visit")
    other.responses.set([second])
    groups = client_of(member).get(reverse("measure-list", args=["york", plan.pk])).context["groups"]
    assert [(heading, [row.measure.number for row in rows]) for heading, rows in groups] == [
        (f"Area {first}", [1]),
        (f"Area {second}", [2]),
    ]


def test_a_plan_without_measures_says_what_to_do_first(plan, client_of, editor, member):
    address = reverse("measure-list", args=["york", plan.pk])
    assert "how it is counted, where it stands" in _text(client_of(editor).get(address))
    assert "Nobody has said yet what this plan measures." in _text(client_of(member).get(address))


def test_the_page_of_a_measure_says_everything_about_it(measure, client_of, member, editor):
    item = ActionItemFactory(response=AreaResponseFactory(plan=measure.plan))
    measure.items.add(item)
    with as_if_on(TODAY):
        actions.add_reading(
            measure=measure,
            ends_on=date(2022, 6, 30),
            value=Decimal("77.5"),
            by=editor,
            today=TODAY,
            confirmed=True,
            note="Late entries",
        )
    page = _text(client_of(member).get(measure.get_absolute_url()))
    for words in (
        "77.5% is 7.5 percentage points below the target of 85% by 31 December 2022.",
        "Assessments that were authorised within 45 working days of referral.",
        "Per cent. Higher is better.",
        "72% on",
        "Up to 5 percentage points below target is close to it",
        "The case system",
        "Every month",
        "Performance manager, Ash Owner",
        f"Action {item.reference}",
        "<del>76%</del>",
        "Corrected later",
        "Late entries",
        "Eddie Editor",
        'class="app-trend app-trend--wide"',
        'class="app-trend app-trend--narrow"',
    ):
        assert words in page
    assert "Add a reading" not in page


def test_what_was_agreed_to_stands_on_the_page_of_a_measure_and_not_in_the_list(plan, client_of, member):
    measure = MeasureFactory(plan=plan)
    MeasureTargetFactory(measure=measure, ends_on=date(2022, 12, 31), value=0)
    said = "The target by 31 December 2022 is nothing at all"
    browser = client_of(member)
    assert said in _text(browser.get(measure.get_absolute_url()))
    assert said not in _text(browser.get(reverse("measure-list", args=["york", plan.pk])))


def test_a_measure_without_target_and_baseline_is_questioned_on_its_page(plan, client_of, member):
    measure = MeasureFactory(plan=plan, baseline=None, baseline_on=None)
    page = _text(client_of(member).get(measure.get_absolute_url()))
    assert "Without a target nobody can say whether the measure is met. Set one." in page
    assert "Nothing has been read yet." in page
    assert "app-trend--wide" not in page


def test_a_measure_is_added_and_its_targets_are_asked_for_next(plan, client_of, editor):
    item = ActionItemFactory(response=AreaResponseFactory(plan=plan))
    address = reverse("measure-add", args=["york", plan.pk])
    browser = client_of(editor)
    entry = browser.get(address).context["form"]["entry"].value()
    typed = _typed(Measure(name="Visits in time"), references=item.reference, entry=str(entry))
    answers = [browser.post(address, typed) for _ in range(2)]
    made = plan.measures.get()
    assert {answer.url for answer in answers} == {_at(made, "measure-targets")}
    assert (made.baseline, made.tolerance, made.owner_post) == (72, 5, "")
    assert list(made.items.all()) == [item]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter the name of the measure"),
        ({"baseline": "many"}, "“many” is not a number. Enter a number such as 82.5"),
        ({"baseline": ""}, "Enter the baseline, or leave its date empty"),
        ({"tolerance": "-1"}, "The tolerance must be 0 or more"),
        ({"references": "1.1, 9.9"}, "The plan has no actions 1.1 and 9.9"),
        ({"name": "Visits in time"}, "The plan has a measure of this name. Choose another name"),
    ],
)
def test_what_must_be_mended_is_said_and_nothing_typed_is_lost(measure, client_of, editor, changes, words):
    address = reverse("measure-add", args=["york", measure.plan_id])
    browser = client_of(editor)
    entry = str(browser.get(address).context["form"]["entry"].value())
    answer = browser.post(address, _typed(Measure(name="Checks in time", source="Report 12"), entry=entry) | changes)
    assert answer.status_code == 422
    assert words in _text(answer)
    assert 'value="Report 12"' in _text(answer)


def test_a_doubtful_baseline_is_asked_about_once_with_a_box(measure, client_of, editor):
    browser, address = client_of(editor), _at(measure, "measure-edit")
    typed = _typed(measure, baseline="600")
    asked = browser.post(address, typed)
    assert asked.status_code == 422
    assert "The baseline is 600%, which is more than 100%. Is it right?" in _text(asked)
    box = asked.context["form"].fields["baseline"].confirmation
    assert (box.checked, box.label) == (False, "Yes, it is right")
    assert browser.post(address, {**typed, box.name: "yes"}).url == measure.get_absolute_url()
    measure.refresh_from_db()
    assert measure.baseline == 600


def test_a_tick_for_one_question_does_not_answer_another(measure, client_of, editor):
    browser, address = client_of(editor), _at(measure, "measure-edit")
    box = browser.post(address, _typed(measure, baseline="600")).context["form"].fields["baseline"].confirmation
    again = browser.post(address, _typed(measure, baseline="700", **{box.name: "yes"}))
    assert again.status_code == 422
    assert "The baseline is 700%" in _text(again)


def test_two_people_who_edit_see_both_texts(measure, client_of, editor, lead):
    browser, address = client_of(editor), _at(measure, "measure-edit")
    theirs = Measure.objects.get(pk=measure.pk)
    theirs.source = "The education system"
    actions.edit_measure(measure=theirs, revision=0, by=lead)
    answer = browser.post(address, _typed(measure, source="The health system"))
    assert answer.status_code == 409
    assert "The education system" in _text(answer)
    assert "The health system" in _text(answer)
    assert "72.000" not in _text(answer)


def test_after_sending_the_form_asks_why_and_the_page_tells_it(measure, client_of, editor):
    measure.plan.stage, measure.plan.submitted_on = Stage.SUBMITTED, date(2022, 6, 28)
    measure.plan.save()
    browser, address = client_of(editor), _at(measure, "measure-edit")
    refused = browser.post(address, _typed(measure, source="The education system"))
    assert refused.status_code == 422
    assert "Enter the reason: this plan was sent with what it said before" in _text(refused)
    browser.post(address, _typed(measure, source="The education system", reason="The system was replaced"))
    assert "The system was replaced" in _text(browser.get(measure.get_absolute_url()))


def test_targets_are_typed_in_rows_and_a_row_emptied_is_taken_away(measure, client_of, editor):
    browser, address = client_of(editor), _at(measure, "measure-targets")
    rows = {"ends_on_1": "", "value_1": "", "ends_on_2": "31 3 2023", "value_2": "88%", "revision": 0}
    assert browser.post(address, rows).url == measure.get_absolute_url()
    assert [(each.ends_on, each.value) for each in measure.targets.all()] == [(date(2023, 3, 31), 88)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"ends_on_1": "31 12 2022", "value_1": ""}, "Enter the target, or empty the date"),
        ({"ends_on_1": "", "value_1": "80"}, "Enter the date by which it shall be reached"),
        (
            {"ends_on_1": "31 12 2022", "value_1": "80", "ends_on_2": "31 12 2022", "value_2": "81"},
            "Another target is for the same day. Leave one of them out",
        ),
        ({"ends_on_1": "31 12 2022", "value_1": "0"}, "Shall it be nothing at all?"),
        ({}, "Without a target nobody can say whether the measure is met. Shall it have none?"),
    ],
)
def test_targets_that_cannot_be_or_are_doubtful_are_said_beside_their_row(measure, client_of, editor, rows, words):
    answer = client_of(editor).post(_at(measure, "measure-targets"), {**rows, "revision": 0})
    assert answer.status_code == 422
    assert words in _text(answer)
    assert measure.targets.get().value == 85


def test_two_people_who_set_targets_see_both_lists_and_a_button_pressed_twice_saves_once(
    measure, client_of, editor, lead
):
    browser, address = client_of(editor), _at(measure, "measure-targets")
    rows = {"ends_on_1": "31 12 2022", "value_1": "90", "revision": 0}
    assert [browser.post(address, rows).url for _ in range(2)] == [measure.get_absolute_url()] * 2
    answer = client_of(lead).post(address, {**rows, "value_1": "88"})
    assert answer.status_code == 409
    assert "90% by 31 December 2022" in _text(answer)
    assert "88% by 31 December 2022" in _text(answer)


def test_more_rows_can_be_sent_than_the_page_had(measure, client_of, editor):
    rows = {
        f"{name}_{n}": words for n in range(1, 8) for name, words in (("ends_on", f"31 12 {2022 + n}"), ("value", "90"))
    }
    client_of(editor).post(_at(measure, "measure-targets"), {**rows, "revision": 0})
    assert measure.targets.count() == 7


def test_a_measure_is_put_away_with_a_reason_and_stays_to_be_read(measure, client_of, editor):
    browser, address = client_of(editor), _at(measure, "measure-archive")
    assert "Enter why it is put away" in _text(browser.post(address, {"reason": ""}))
    listed = _text(browser.post(address, {"reason": "Counted twice"}, follow=True))
    assert "Counted twice" in listed
    assert "No measure yet" in listed
    page = _text(browser.get(measure.get_absolute_url()))
    assert "Put away on" in page
    assert "Add a reading" not in page


def _reading(browser, measure, **changes):
    form = browser.get(_at(measure, "reading-add")).context["form"]
    typed = {"ends_on": "30 9 2022", "value": "80", "entry": str(form["entry"].value()), **changes}
    return typed, browser.post(_at(measure, "reading-add"), typed)


def test_the_owner_adds_a_reading_for_the_period_that_is_next(measure, client_of, action_owner):
    browser = client_of(action_owner)
    form = browser.get(_at(measure, "reading-add")).context["form"]
    assert form.initial["ends_on"] == date(2022, 7, 31)
    typed, answer = _reading(browser, measure, england="83", note="Provisional")
    again = browser.post(_at(measure, "reading-add"), typed)
    assert answer.url == again.url == measure.get_absolute_url()
    assert measure.readings.count() == 2
    page = _text(browser.get(measure.get_absolute_url()))
    assert "80% is 5 percentage points below the target of 85% by 31 December 2022." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": ""}, "Enter the value, for example 82.5"),
        ({"value": "n/a"}, "“n/a” is not a number. Enter a number such as 82.5"),
        ({"ends_on": "30 11 2022"}, "30 November 2022 is still to come. Enter the end of a period that is over"),
        ({"value": "800"}, "800% is ten times the last value, 76%, or more. Is it right?"),
        ({"ends_on": "30 6 2022"}, "The period to 30 June 2022 was read before: 76%."),
        ({"england": "x"}, "“x” is not a number"),
    ],
)
def test_a_wrong_or_doubtful_reading_comes_back_as_it_was_typed(measure, client_of, editor, changes, words):
    _, answer = _reading(client_of(editor), measure, note="Counted by hand", **changes)
    assert answer.status_code == 422
    assert words in _text(answer)
    assert "Counted by hand</textarea>" in _text(answer)
    assert measure.readings.count() == 1


def test_a_doubtful_reading_is_saved_once_its_box_is_ticked(measure, client_of, editor):
    browser = client_of(editor)
    typed, asked = _reading(browser, measure, value="800")
    box = asked.context["form"].fields["value"].confirmation
    assert browser.post(_at(measure, "reading-add"), {**typed, box.name: "yes"}).status_code == 302
    assert [reading.value for reading in measure.readings.all()] == [76, 800]


def test_only_the_owner_and_those_who_edit_the_plan_read(measure, york, client_of, member):
    other = MembershipFactory(authority=york, role="action_owner").user
    for person in (member, other):
        assert client_of(person).get(_at(measure, "reading-add")).status_code == 403


def test_the_page_of_an_action_shows_its_measures_with_the_distance(measure, client_of, member):
    item = ActionItemFactory(response=AreaResponseFactory(plan=measure.plan))
    measure.items.add(item)
    page = _text(client_of(member).get(reverse("action-detail", args=["york", measure.plan_id, item.pk])))
    assert "M1 Visits in time" in page
    assert "76% is 9 percentage points below the target of 85% by 31 December 2022." in page


def test_what_is_to_be_read_stands_among_the_owners_actions(measure, client_of, action_owner, member):
    measure.plan.stage, measure.plan.submitted_on = Stage.SUBMITTED, date(2022, 6, 28)
    measure.plan.save()
    page = _text(client_of(action_owner).get(reverse("my-actions")))
    assert "Measures to read" in page
    assert "M1 Visits in time" in page
    measure.owner_person = member
    measure.save()
    assert "Measures to read" not in _text(client_of(member).get(reverse("my-actions")))
