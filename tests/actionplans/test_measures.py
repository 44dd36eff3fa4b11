"""The verbs of measures: what is added, changed, given targets, read and put away, and what is refused."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from actionplans import actions
from actionplans.forms.measures import TargetsForm
from actionplans.measures.loading import TypedReading
from actionplans.models import EditConflict, Measure, MeasureTarget, PlanRefused, Reading, Stage
from actionplans.snapshot.measures import measure_snapshot, snapshots_of
from tests.factories import (
    ActionItemFactory,
    AreaResponseFactory,
    MeasureFactory,
    MeasureTargetFactory,
    PlanFactory,
    ReadingFactory,
)

TODAY = date(2022, 11, 1)
SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)


@pytest.fixture
def plan(york):
    return PlanFactory(authority=york)


@pytest.fixture
def measure(plan):
    return MeasureFactory(plan=plan, name="Visits in time")


@pytest.fixture
def sent_measure(york):
    plan = PlanFactory(authority=york, stage=Stage.SUBMITTED, submitted_on=date(2022, 6, 28))
    return MeasureFactory(plan=plan, name="Visits in time")


def _new(plan, **values):
    return Measure(plan=plan, **{"name": "Health checks in time", "baseline": 60, **values})


def test_a_measure_gets_the_next_number_even_after_one_was_put_away(plan, measure, editor):
    actions.archive_measure(measure=measure, by=editor, reason="Counted twice")
    response = AreaResponseFactory(plan=plan)
    item = ActionItemFactory(response=response)
    made = actions.add_measure(measure=_new(plan), by=editor, areas=[response], items=[item])
    assert (made.number, str(made)) == (2, "M2 Health checks in time")
    assert (list(made.responses.all()), list(made.items.all())) == ([response], [item])
    assert [each.name for each in snapshots_of(plan)] == ["Health checks in time"]


def test_the_same_form_sent_twice_adds_one_measure(plan, editor):
    entry = uuid4()
    first, second = (actions.add_measure(measure=_new(plan), by=editor, entry=entry) for _ in range(2))
    assert first == second
    assert plan.measures.count() == 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": "Visits in time"}, "name", "The plan has a measure of this name. Choose another name"),
        ({"tolerance": -1}, "tolerance", "The tolerance must be 0 or more"),
        (
            {"baseline": None, "baseline_on": TODAY},
            "baseline",
            "Enter the baseline, or leave its date empty",
        ),
    ],
)
def test_what_no_measure_may_be_is_refused_beside_its_field(plan, measure, editor, values, field, words):
    with pytest.raises(PlanRefused) as refused:
        actions.add_measure(measure=_new(plan, **values), by=editor)
    assert (refused.value.field, str(refused.value)) == (field, words)


def test_the_name_of_a_measure_put_away_is_free_again(plan, measure, editor):
    actions.archive_measure(measure=measure, by=editor, reason="Counted twice")
    assert actions.add_measure(measure=_new(plan, name="Visits in time"), by=editor).number == 2


def test_areas_and_actions_of_another_plan_are_refused(plan, editor):
    with pytest.raises(PlanRefused, match="of this plan"):
        actions.add_measure(measure=_new(plan), by=editor, areas=[AreaResponseFactory()])
    assert not plan.measures.exists()


def test_a_doubtful_baseline_is_asked_once(plan, editor):
    words = "The baseline is 600%, which is more than 100%. Is it right?"
    with pytest.raises(actions.Questioned) as asked:
        actions.add_measure(measure=_new(plan, baseline=Decimal(600)), by=editor)
    assert [(each.field, each.words) for each in asked.value.questions] == [("baseline", words)]
    made = actions.add_measure(measure=_new(plan, baseline=Decimal(600)), by=editor, agreed=[words])
    made.owner_post = "Head of performance"
    assert actions.edit_measure(measure=made, revision=0, by=editor).revision == 1


def test_a_plan_that_is_over_takes_no_measure(plan, measure, editor):
    plan.stage, plan.closed_on = Stage.CLOSED, TODAY
    plan.save()
    read = {"ends_on": SEPTEMBER, "value": Decimal(80), "by": editor, "today": TODAY}
    for refused in (
        lambda: actions.add_measure(measure=_new(plan), by=editor),
        lambda: actions.edit_measure(measure=measure, revision=0, by=editor),
        lambda: actions.set_targets(measure=measure, targets=[], revision=0, by=editor),
        lambda: actions.archive_measure(measure=measure, by=editor, reason="Over"),
        lambda: actions.add_reading(measure=measure, **read),
        lambda: actions.load_readings(plan=plan, rows=[], by=editor, today=TODAY),
    ):
        with pytest.raises(PlanRefused, match="This plan is over"):
            refused()


def test_of_two_who_edit_the_second_is_told(measure, editor, lead):
    mine = Measure.objects.get(pk=measure.pk)
    measure.source = "The education system"
    actions.edit_measure(measure=measure, revision=0, by=lead)
    with pytest.raises(EditConflict) as conflict:
        actions.edit_measure(measure=mine, revision=0, by=editor)
    assert conflict.value.current.source == "The education system"


def test_after_sending_another_definition_needs_a_reason_and_another_owner_none(sent_measure, editor):
    sent_measure.owner_post = "Head of performance"
    actions.edit_measure(measure=sent_measure, revision=0, by=editor)
    sent_measure.definition = "Visits that were made within 10 working days."
    with pytest.raises(PlanRefused) as refused:
        actions.edit_measure(measure=sent_measure, revision=1, by=editor)
    assert refused.value.field == "reason"
    actions.edit_measure(measure=sent_measure, revision=1, by=editor, reason="The government changed it")
    newest = sent_measure.history.first()
    assert (newest.history_change_reason, newest.definition) == (
        "The government changed it",
        "Visits that were made within 10 working days.",
    )


def test_before_sending_nobody_asks_why(measure, editor):
    measure.definition = "Visits that were made within 10 working days."
    actions.edit_measure(measure=measure, revision=0, by=editor)
    assert measure.history.first().history_change_reason == f"Edited by {editor}"


def test_what_was_read_in_one_unit_is_not_given_another(measure, editor):
    measure.unit = Measure.Unit.DAYS
    assert actions.edit_measure(measure=measure, revision=0, by=editor).unit == "days"
    ReadingFactory(measure=measure)
    measure.unit = Measure.Unit.SCORE
    with pytest.raises(PlanRefused) as refused:
        actions.edit_measure(measure=measure, revision=1, by=editor)
    assert refused.value.field == "unit"


def test_targets_are_changed_added_and_taken_away_each_with_its_history(measure, editor):
    kept, gone = MeasureTargetFactory(measure=measure), MeasureTargetFactory(measure=measure, ends_on=SEPTEMBER)
    wanted = [(DECEMBER, Decimal(88)), (date(2023, 12, 31), Decimal(95))]
    stored = actions.set_targets(measure=measure, targets=wanted, revision=0, by=editor)
    assert [(each.ends_on, each.value) for each in measure.targets.all()] == wanted
    assert stored.revision == 1
    assert [row.value for row in kept.history.all()] == [88, 85]
    removed = MeasureTarget.history.filter(id=gone.pk).first()
    assert (removed.history_type, removed.history_change_reason) == ("-", f"Edited by {editor}")


def test_the_same_targets_again_change_nothing(measure, editor):
    MeasureTargetFactory(measure=measure)
    again = actions.set_targets(measure=measure, targets=[(DECEMBER, Decimal(85))], revision=0, by=editor)
    assert again.revision == 0


def test_after_sending_the_first_targets_need_no_reason_and_those_after_them_do(sent_measure, editor):
    first = [(DECEMBER, Decimal(85))]
    assert "reason" not in TargetsForm(measure=sent_measure).fields
    actions.set_targets(measure=sent_measure, targets=first, revision=0, by=editor)
    assert [(each.ends_on, each.value) for each in sent_measure.targets.all()] == first
    assert sent_measure.history.first().history_change_reason == f"Edited by {editor}"
    for revision, wanted in ((1, []), (2, first)):
        sent_measure.refresh_from_db()
        assert "reason" in TargetsForm(measure=sent_measure).fields
        with pytest.raises(PlanRefused) as refused:
            actions.set_targets(measure=sent_measure, targets=wanted, revision=revision, by=editor)
        assert refused.value.field == "reason"
        actions.set_targets(
            measure=sent_measure, targets=wanted, revision=revision, by=editor, reason="Again", confirmed=True
        )


def test_after_sending_other_targets_need_a_reason(sent_measure, editor):
    MeasureTargetFactory(measure=sent_measure, value=80)
    wanted = [(DECEMBER, Decimal(85))]
    with pytest.raises(PlanRefused) as refused:
        actions.set_targets(measure=sent_measure, targets=wanted, revision=0, by=editor)
    assert refused.value.field == "reason"
    actions.set_targets(measure=sent_measure, targets=wanted, revision=0, by=editor, reason="The board asked for more")
    assert sent_measure.targets.get().history.first().history_change_reason == "The board asked for more"
    assert sent_measure.history.first().history_change_reason == "The board asked for more"


def test_doubtful_targets_are_asked_about_until_they_are_agreed_to(measure, editor):
    words = "The target by 31 December 2022, 70%, is 2 percentage points worse than the baseline of 72%. Is it right?"
    wanted = [(DECEMBER, Decimal(70))]
    with pytest.raises(actions.Questioned) as asked:
        actions.set_targets(measure=measure, targets=wanted, revision=0, by=editor)
    assert [each.words for each in asked.value.questions] == [words]
    actions.set_targets(measure=measure, targets=wanted, revision=0, by=editor, agreed=[words])
    more = [*wanted, (date(2023, 12, 31), Decimal(90))]
    assert actions.set_targets(measure=measure, targets=more, revision=1, by=editor).targets.count() == 2


def test_two_targets_of_one_day_are_refused(measure, editor):
    with pytest.raises(PlanRefused, match="same day"):
        actions.set_targets(
            measure=measure, targets=[(DECEMBER, Decimal(85)), (DECEMBER, Decimal(86))], revision=0, by=editor
        )


def test_a_measure_put_away_says_who_and_why_and_takes_nothing_more(measure, editor):
    with pytest.raises(PlanRefused):
        actions.archive_measure(measure=measure, by=editor, reason=" ")
    actions.archive_measure(measure=measure, by=editor, reason="Counted twice")
    measure.refresh_from_db()
    assert (measure.archived_by, measure.archived_reason) == (editor, "Counted twice")
    with pytest.raises(PlanRefused, match="archived"):
        actions.edit_measure(measure=measure, revision=0, by=editor)
    with pytest.raises(PlanRefused, match="archived"):
        actions.add_reading(measure=measure, ends_on=SEPTEMBER, value=Decimal(80), by=editor, today=TODAY)


def _read(measure, by, value=80, ends_on=SEPTEMBER, **more):
    return actions.add_reading(measure=measure, ends_on=ends_on, value=Decimal(value), by=by, today=TODAY, **more)


@pytest.mark.parametrize("other", [{"value": 81}, {"note": "Provisional"}, {"region": Decimal(70)}])
def test_the_same_form_sent_with_another_reading_is_refused(measure, editor, other):
    entry = uuid4()
    _read(measure, editor, entry=entry)
    with pytest.raises(actions.AlreadySaved, match="Save again to add this as another reading"):
        _read(measure, editor, entry=entry, **other)
    assert measure.readings.count() == 1


def test_the_same_form_sent_with_another_measure_is_refused(plan, editor):
    entry, response = uuid4(), AreaResponseFactory(plan=plan)
    actions.add_measure(measure=_new(plan), by=editor, entry=entry)
    for measure, areas in ((_new(plan, baseline=61), []), (_new(plan, name="Visits"), []), (_new(plan), [response])):
        with pytest.raises(actions.AlreadySaved, match="Save again to add this as another measure"):
            actions.add_measure(measure=measure, by=editor, areas=areas, entry=entry)
    assert plan.measures.count() == 1


def test_a_reading_says_what_who_and_when(measure, editor):
    made = _read(measure, editor, neighbours=Decimal(79), england=Decimal(83), note="Counted by hand")
    stored = Reading.objects.get()
    assert stored == made
    assert (stored.value, stored.neighbours, stored.region, stored.england) == (80, 79, None, 83)
    assert (stored.note, stored.made_by) == ("Counted by hand", editor)


def test_the_same_form_sent_twice_adds_one_reading(measure, editor):
    entry = uuid4()
    assert _read(measure, editor, entry=entry) == _read(measure, editor, entry=entry)
    assert measure.readings.count() == 1


def test_a_correction_is_asked_about_and_then_holds(measure, editor, lead):
    _read(measure, editor, 80)
    with pytest.raises(actions.Questioned) as asked:
        _read(measure, lead, 81)
    assert asked.value.field == "ends_on"
    _read(measure, lead, 81, agreed=[str(asked.value)])
    assert [reading.value for reading in measure.readings.all()] == [80, 81]
    held = measure_snapshot(measure, {}).readings
    assert [(each.value, each.made_by) for each in held] == [(81, str(lead))]


def test_questions_that_came_up_meanwhile_are_not_agreed_to(measure, editor, lead):
    with pytest.raises(actions.Questioned) as asked:
        _read(measure, lead, 800)
    _read(measure, editor, 80)
    with pytest.raises(actions.Questioned) as again:
        _read(measure, lead, 800, agreed=[each.words for each in asked.value.questions])
    assert [each.field for each in again.value.questions] == ["ends_on"]


def test_a_day_to_come_is_refused_even_when_confirmed(measure, editor):
    with pytest.raises(PlanRefused) as refused:
        _read(measure, editor, ends_on=date(2022, 11, 2), confirmed=True)
    assert refused.value.field == "ends_on"


def _row(row=2, measure=1, value=80, ends_on=SEPTEMBER, **more):
    return TypedReading(row, measure, ends_on, Decimal(value), **more)


def test_a_file_is_loaded_whole_and_what_is_there_already_is_left_out(plan, measure, editor):
    ReadingFactory(measure=measure)
    rows = [
        _row(),
        _row(3, ends_on=date(2022, 10, 31), value=82),
        _row(4, ends_on=date(2022, 6, 30), value=76, england=Decimal(82)),
    ]
    made = actions.load_readings(plan=plan, rows=rows, by=editor, today=TODAY)
    assert [(each.ends_on, each.value, each.made_by) for each in made] == [
        (SEPTEMBER, 80, editor),
        (date(2022, 10, 31), 82, editor),
    ]
    assert measure.readings.count() == 3


def test_a_file_sent_twice_is_loaded_once(plan, measure, editor):
    upload = uuid4()
    first, second = (
        actions.load_readings(plan=plan, rows=[_row()], by=editor, today=TODAY, upload=upload) for _ in range(2)
    )
    assert (len(first), second) == (1, [])
    assert measure.readings.count() == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (_row(3, measure=9), "Row 3: the plan has no measure M9 any more"),
        (
            _row(3, ends_on=date(2022, 11, 2)),
            "2 November 2022 is still to come. Enter the end of a period that is over",
        ),
        (
            _row(3, value=800, ends_on=date(2022, 10, 31)),
            "800% is ten times the last value, 80%, or more. Is it right?",
        ),
    ],
)
def test_of_a_file_with_one_bad_row_nothing_is_loaded(plan, measure, editor, row, words):
    with pytest.raises(PlanRefused) as refused:
        actions.load_readings(plan=plan, rows=[_row(), row], by=editor, today=TODAY)
    assert str(refused.value) == words
    assert not measure.readings.exists()


def test_the_owner_owes_what_ended_and_was_not_read(sent_measure, action_owner):
    Measure.objects.update(owner_person=action_owner, frequency="quarterly")

    def owed(on):
        return [(each.measure.pk, each.ends_on, each.last_ends_on) for each in actions.measures_owed(action_owner, on)]

    assert owed(date(2022, 6, 29)) == []
    assert owed(date(2022, 6, 30)) == [(sent_measure.pk, date(2022, 6, 30), date(2022, 6, 30))]
    ReadingFactory(measure=sent_measure)
    assert owed(date(2022, 9, 29)) == []
    assert owed(date(2023, 1, 15)) == [(sent_measure.pk, date(2022, 9, 30), date(2022, 12, 31))]


def test_drafts_closed_plans_archived_measures_and_those_of_others_are_not_owed(york, plan, editor, action_owner):
    MeasureFactory(plan=plan, owner_person=action_owner)
    over = PlanFactory(authority=york, stage=Stage.CLOSED, closed_on=TODAY)
    MeasureFactory(plan=over, owner_person=action_owner)
    running = PlanFactory(authority=york, stage=Stage.MONITORING, submitted_on=date(2022, 6, 28))
    gone = MeasureFactory(plan=running, owner_person=action_owner)
    actions.archive_measure(measure=gone, by=editor, reason="Counted twice")
    MeasureFactory(plan=running, owner_person=editor)
    elsewhere = PlanFactory(stage=Stage.MONITORING, submitted_on=date(2022, 6, 28))
    MeasureFactory(plan=elsewhere, owner_person=action_owner)
    assert actions.measures_owed(action_owner, TODAY) == []


def test_what_is_owed_costs_one_query_however_much_it_is(sent_measure, action_owner, django_assert_num_queries):
    for _ in range(5):
        MeasureFactory(plan=sent_measure.plan, owner_person=action_owner)
    with django_assert_num_queries(1):
        assert len([str(each.measure.plan.authority) for each in actions.measures_owed(action_owner, TODAY)]) == 5
