"""What differs between two snapshots of a plan: everything, mirrored, and nothing that was deleted is missing."""

import time
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.changes import (
    Direction,
    Kind,
    RatingMove,
    Run,
    TextChange,
    by_area,
    compare,
    counts_of,
    difference,
    inspection_rows,
    item_rows,
    measure_facts,
    measure_rows,
    measure_title,
    voice_facts,
    voice_rows,
)
from actionplans.changes import fields as fields_of
from actionplans.changes.values import HOW_GOOD
from actionplans.changes.words import text_after, text_before
from actionplans.models import DeliveryRating, ImpactRating
from actionplans.snapshot import (
    AreaSnapshot,
    EvidenceSnapshot,
    InspectionSnapshot,
    ItemSnapshot,
    JudgementSnapshot,
    MeasureSnapshot,
    MilestoneSnapshot,
    PlanSnapshot,
    RecommendationSnapshot,
    VoiceSnapshot,
)
from tests.actionplans.snapshots import (
    RATINGS,
    a_measure,
    a_milestone,
    a_move,
    a_piece,
    a_plan,
    a_reading,
    a_target,
    a_voice,
    an_area,
    an_inspection,
    an_item,
    an_update,
)

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED


def a_recommendation(number=1, **changes):
    return replace(
        RecommendationSnapshot(
            pk=number,
            number=number,
            text="Bring the audit results to the next meeting.",
            body="Children's Scrutiny Committee",
            meeting_on=date(2022, 6, 28),
            asked_by="The Chair",
            answer="",
            answer_words="",
            reason="",
            owner="Head of Service",
            due_on=date(2022, 9, 30),
            done_on=None,
            done_in_version=None,
            areas=(1,),
            references=("1.1",),
        ),
        **changes,
    )


def with_items(plan, *items, area=0):
    areas = list(plan.areas)
    areas[area] = replace(areas[area], items=items)
    return replace(plan, areas=tuple(areas))


def change_of(before, after):
    """The change of the only action of a plan."""
    plan = a_plan(areas=1, items=0)
    (change,) = compare(with_items(plan, before), with_items(plan, after)).items_changed
    return change


# Words


def test_words_struck_and_inserted_rebuild_both_texts():
    runs = difference("Train every team manager by March.\n\nThen audit.", "Train each manager by May.\n\nThen audit.")
    assert runs == (
        Run(SAME, "Train "),
        Run(REMOVED, "every team"),
        Run(ADDED, "each"),
        Run(SAME, " manager by "),
        Run(REMOVED, "March"),
        Run(ADDED, "May"),
        Run(SAME, ".\n\nThen audit."),
    )


def test_words_that_follow_each_other_are_one_phrase():
    runs = difference("Ask the lead member.", "Ask our whole board.")
    assert runs == (Run(SAME, "Ask "), Run(REMOVED, "the lead member"), Run(ADDED, "our whole board"), Run(SAME, "."))


def test_a_stop_between_two_changes_goes_with_them():
    assert difference("one. two", "three. four") == (Run(REMOVED, "one. two"), Run(ADDED, "three. four"))


def test_another_space_or_new_line_is_a_difference():
    assert difference("one two", "one\ntwo") == (
        Run(SAME, "one"),
        Run(REMOVED, " "),
        Run(ADDED, "\n"),
        Run(SAME, "two"),
    )


def test_a_text_that_was_empty_is_added_whole():
    assert difference("", "Every month.") == (Run(ADDED, "Every month."),)


def test_equal_texts_have_one_run_and_no_text_has_none():
    assert difference("Same.", "Same.") == (Run(SAME, "Same."),)
    assert difference("", "") == ()


texts = st.lists(st.sampled_from(["the", "plan", "lead", "child's", " ", "  ", "\n", "\n\n", ".", ",", "£", "é"])).map(
    "".join
)


@given(texts | st.text(), texts | st.text())
def test_any_difference_rebuilds_both_texts_and_is_mirrored(before, after):
    runs = difference(before, after)
    assert text_before(runs) == before
    assert text_after(runs) == after
    assert TextChange("", runs).mirror().runs == difference(after, before)
    assert all(run.text for run in runs)
    kinds = [run.kind for run in runs]
    assert all(pair not in ((SAME, SAME), (ADDED, REMOVED)) for pair in pairwise(kinds))


def test_two_long_texts_are_compared_quickly_however_little_they_share():
    words = [f"word{number % 700}" for number in range(3000)]
    changed = [f"other{place}" if place % 9 == 0 else word for place, word in enumerate(words)]
    pairs = [
        (" ".join(words), " ".join(changed)),
        ("\n".join(words), "\n".join(reversed(words))),
        ("no no " * 3000, "no yes " * 3000),
        ("no\n" * 6000, "no\nyes\n" * 3000),
        (" ".join(f"a{n}" for n in range(3500)), " ".join(f"{'ab'[n % 2]}{n}" for n in range(3500))),
        (". ".join(f"a{n}" for n in range(3500)), ". ".join(f"{'ab'[n % 2]}{n}" for n in range(3500))),
    ]
    for before, after in pairs:
        begun = time.perf_counter()
        runs = difference(before, after)
        assert time.perf_counter() - begun < 1
        assert (text_before(runs), text_after(runs)) == (before, after)


def test_a_long_text_is_compared_by_lines_first():
    lines = [
        f"The board sees the audit of the team of week {number}, and the lead of the team." for number in range(250)
    ]
    after = [*lines[:100], "The board sees nothing in the week of Easter.", *lines[101:]]
    runs = difference("\n".join(["Old head.", *lines]), "\n".join(["New head.", *after]))
    assert Run(REMOVED, "Old") in runs
    assert Run(SAME, lines[50]) not in runs
    assert sum(len(run.text) for run in runs if run.kind != SAME) < 150


def test_a_long_text_of_one_paragraph_is_compared_by_sentences_first():
    sentences = [" ".join(f"word{place}of{number}" for place in range(12)) + "." for number in range(290)]
    after = [each.replace("word5of", "other") if place % 7 == 0 else each for place, each in enumerate(sentences)]
    runs = difference(" ".join(sentences), " ".join(after))
    assert Run(REMOVED, "word5of7") in runs
    assert Run(ADDED, "other7") in runs
    assert sum(len(run.text) for run in runs if run.kind != SAME) < 1000


# The plan


def test_a_snapshot_compared_with_itself_is_empty():
    plan = a_plan(recommendations=(a_recommendation(),))
    assert compare(plan, plan).is_empty
    assert counts_of(compare(plan, plan)) == ()
    assert by_area(plan, plan, compare(plan, plan)) == ()


def test_the_day_the_version_and_the_next_meeting_are_no_differences():
    later = a_plan(
        as_at=date(2023, 3, 1), version="2", committee="Executive", meeting_on=None, embargo="Embargoed until Monday"
    )
    assert compare(a_plan(), later).is_empty


def test_two_plans_are_not_compared():
    with pytest.raises(ValueError, match="two plans"):
        compare(a_plan(), a_plan(pk=2))


def test_texts_stage_and_days_of_the_plan():
    after = a_plan(
        title="Ofsted action plan 2022 to 2024",
        introduction="",
        stage="submitted",
        stage_words="Submitted",
        submitted_on=date(2022, 8, 11),
    )
    found = compare(a_plan(), after)
    assert [text.label for text in found.texts] == ["Title", "Introduction"]
    assert found.texts[0].runs[-1] == Run(ADDED, " to 2024")
    assert found.texts[1].before == a_plan().introduction
    assert [(value.before, value.after) for value in found.values] == [("Draft", "Submitted")]
    assert [(move.label, move.days) for move in found.dates] == [("Sent to Ofsted", None)]
    assert [count.words for count in counts_of(found)] == [
        "2 facts of the plan changed",
        "2 texts of the plan changed",
    ]


def test_an_inspection_that_joins_the_plan():
    second = an_inspection(pk=2, started_on=date(2023, 3, 6))
    plan = a_plan()
    found = compare(plan, replace(plan, inspections=(*plan.inspections, second)))
    assert found.inspections_added == (second,)


def test_an_inspection_that_is_recorded_differently():
    inspection = an_inspection()
    leaders, help_given, *others = inspection.judgements
    better = replace(leaders, grade_code="good", grade="Good")
    leavers = JudgementSnapshot("care_leavers", "Care leavers", "good", "Good")
    other = replace(
        inspection,
        name="ILACS standard inspection",
        judgements=(better, *others, leavers),
        strengths=(*inspection.strengths[1:], "Early help."),
        received_on=date(2022, 4, 29),
        published_on=None,
        deadline=replace(inspection.deadline, due_on=date(2022, 8, 9), basis_words="Receipt of the report"),
        next_from=date(2025, 3, 7),
    )
    plan = a_plan()
    found = compare(plan, replace(plan, inspections=(other,)))
    (change,) = found.inspections_changed
    assert [(value.label, value.before, value.after) for value in change.judgements] == [
        ("Judgement", f"{leaders.label}: Requires improvement to be good", f"{leaders.label}: Good"),
        ("Judgement", f"{help_given.label}: {help_given.grade}", ""),
        ("Judgement", "", "Care leavers: Good"),
    ]
    assert (change.strengths_removed, change.strengths_added) == (inspection.strengths[:1], ("Early help.",))
    assert [(move.label, move.days) for move in change.dates] == [
        ("Report received", -5),
        ("Report published", None),
        ("Plan due", (date(2022, 8, 9) - inspection.deadline.due_on).days),
    ]
    assert [value.label for value in change.values] == ["Kind of inspection", "Basis of the deadline"]
    assert [count.words for count in counts_of(found)] == ["1 inspection recorded differently"]
    rows = {row.what: row.way for row in inspection_rows(change)}
    assert rows["Report received"] == "5 days earlier"
    assert len(inspection_rows(change)) == 10


# Areas and actions


def test_an_added_and_a_removed_area_are_carried_whole_with_their_actions():
    before, after = a_plan(areas=2), a_plan(areas=1)
    found = compare(before, after)
    assert found.areas_removed == (before.areas[1],)
    assert [placed.item for placed in found.items_removed] == list(before.areas[1].items)
    assert compare(after, before).areas_added == (before.areas[1],)
    (section,) = by_area(before, after, found)
    assert (section.area, section.is_removed, section.is_added) == (before.areas[1], True, False)


def test_an_area_worded_numbered_and_led_differently():
    plan = a_plan(areas=1)
    area = plan.areas[0]
    other = replace(area, number=4, outcome="Children are heard.", lead="Director", is_priority_action=True)
    (change,) = compare(plan, replace(plan, areas=(other,))).areas_changed
    assert [text.label for text in change.texts] == ["Outcome for children"]
    assert [(value.label, value.before, value.after) for value in change.values] == [
        ("Number", "1", "4"),
        ("Kind", "Area for improvement", "Area for priority action"),
    ]
    assert (change.lead.before, change.lead.after) == (area.lead, "Director")


def test_an_action_is_matched_by_what_it_is_never_by_its_words():
    item = an_item()
    plan = a_plan(areas=1, items=0)
    found = compare(with_items(plan, item), with_items(plan, replace(item, pk=77)))
    assert [placed.item.pk for placed in found.items_removed] == [item.pk]
    assert [placed.item.pk for placed in found.items_added] == [77]


def test_an_action_moved_to_another_area_is_neither_added_nor_removed():
    plan = a_plan(areas=2, items=0)
    item = an_item()
    before, after = with_items(plan, item), with_items(plan, item, area=1)
    found = compare(before, after)
    (change,) = found.items_changed
    assert change.has_moved
    assert (change.before.area_number, change.after.area_number) == (1, 2)
    assert not found.items_added
    assert not found.items_removed
    first, second = by_area(before, after, found)
    assert (first.moved_away, first.changed) == ((change,), ())
    assert (second.moved_away, second.changed) == ((), (change,))


def test_every_text_of_an_action_is_compared():
    names = ("action", "partners", "success_measure", "how_we_will_know", "resources", "monitoring_body")
    change = change_of(an_item(), an_item(**dict.fromkeys(names, "Otherwise.")))
    assert [text.after for text in change.texts] == ["Otherwise."] * 6


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        (date(2023, 3, 31), date(2023, 5, 1), 31),
        (date(2023, 3, 31), date(2023, 3, 30), -1),
        (None, date(2023, 3, 31), None),
        (date(2023, 3, 31), None, None),
    ],
)
def test_due_dates_move_by_days_or_are_set_or_taken_away(before, after, days):
    (move,) = change_of(an_item(due_on=before), an_item(due_on=after)).dates
    assert (move.label, move.before, move.after, move.days) == ("Due date", before, after, days)


def test_that_submitting_fixes_the_original_date_is_no_difference_but_another_original_date_is():
    plan = a_plan(areas=1, items=0)
    without = with_items(plan, an_item(original_due_on=None))
    fixed = with_items(plan, an_item(original_due_on=date(2023, 3, 31)))
    otherwise = with_items(plan, an_item(original_due_on=date(2023, 4, 1)))
    assert compare(without, fixed).is_empty
    assert compare(fixed, otherwise).items_changed[0].dates[0].label == "Original due date"


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("on_track", "off_track", Direction.WORSE),
        ("not_started", "at_risk", Direction.WORSE),
        ("off_track", "at_risk", Direction.BETTER),
        ("at_risk", "on_track", Direction.BETTER),
        ("not_started", "on_track", Direction.LEVEL),
        ("on_track", "not_started", Direction.LEVEL),
        ("on_track", "complete", Direction.BETTER),
        ("complete", "evidenced", Direction.BETTER),
        ("evidenced", "not_started", Direction.WORSE),
        ("too_early", "no_change", Direction.LEVEL),
        ("no_change", "some", Direction.BETTER),
        ("some", "embedded", Direction.BETTER),
        ("too_early", "worse", Direction.WORSE),
    ],
)
def test_which_way_a_rating_went(before, after, direction):
    assert RatingMove(before, after).direction == direction


def test_every_rating_has_its_place_in_the_order():
    assert set(HOW_GOOD) == {*DeliveryRating, *ImpactRating}


def test_newly_overdue_complete_and_reopened():
    open_item = an_item(is_overdue=False, is_complete=False)
    assert change_of(open_item, replace(open_item, is_overdue=True)).is_newly_overdue
    assert change_of(replace(open_item, is_overdue=True), open_item).is_no_longer_overdue
    done = replace(open_item, is_complete=True, delivery_rating="complete")
    assert change_of(open_item, done).is_newly_complete
    assert change_of(done, open_item).is_reopened


def test_leads_other_areas_and_progress_of_an_action():
    after = an_item(lead="Service Manager", area_numbers=(2, 5), progress=an_update(what_changed="All are trained."))
    change = change_of(an_item(), after)
    assert (change.lead.before, change.lead.after) == (an_item().lead, "Service Manager")
    assert [(value.label, value.before, value.after) for value in change.values] == [("Also serves areas", "", "2, 5")]
    assert (change.progress.before, change.progress.after) == (an_item().progress, after.progress)


# What stands behind the promises


def rows_of(before, after):
    """The rows of the change of the only action of a plan."""
    return [(row.what, row.then, row.now, row.way) for row in item_rows(change_of(before, after))]


def test_both_ratings_are_told_with_the_reason_and_the_way_they_went():
    before = an_item(delivery_rating="on_track", is_complete=False, rating_because="All is well.")
    after = replace(
        before, delivery_rating="off_track", impact_rating="worse", rating_because="It was due.", said_rating="on_track"
    )
    assert rows_of(before, after) == [
        ("Delivery rating", "on_track", "off_track", "Worse"),
        ("Why this rating", "All is well.", "It was due.", ""),
        ("Impact rating", "too_early", "worse", "Worse"),
    ]


def test_no_change_of_impact_is_told_where_one_side_was_stored_before_anybody_rated_it():
    before = an_item(impact_rating="")
    after = replace(before, impact_rating="some")
    plan = a_plan(areas=1, items=0)
    assert compare(with_items(plan, before), with_items(plan, after)).is_empty
    assert compare(with_items(plan, after), with_items(plan, before)).is_empty


def test_that_the_reason_alone_reads_otherwise_on_another_day_is_no_difference():
    plan = a_plan(areas=1, items=0)
    then, now = (an_item(rating_because=f"It was due {days} days ago.", silent_days=days) for days in (3, 4))
    assert compare(with_items(plan, then), with_items(plan, now)).is_empty


def test_a_moved_date_is_told_with_its_reason_and_its_approver():
    before = an_item(due_on=date(2022, 12, 31))
    after = replace(before, due_on=date(2023, 1, 31), moves=(a_move(),))
    told = (
        "The supplier delivers in January.\nFrom 31 December 2022 to 31 January 2023, moved by Lee Example on "
        "1 September 2022, approved by Ann Example"
    )
    assert rows_of(before, after) == [
        ("Due date", "31 December 2022", "31 January 2023", "31 days later"),
        ("Why the date was moved", "", told, "31 days later"),
    ]
    assert rows_of(after, before)[1] == ("Why the date was moved", told, "", "Taken away")


def test_milestones_are_added_moved_reached_opened_again_and_taken_away():
    step = a_milestone(name="Pilot", due_on=date(2022, 11, 30))
    gone = a_milestone(pk=2, name="Old step")
    before = an_item(milestones=(step, gone))
    after = an_item(
        milestones=(
            replace(step, due_on=date(2022, 12, 7), done_on=date(2022, 12, 5)),
            a_milestone(pk=3, name="New step", due_on=date(2023, 1, 5)),
        )
    )
    assert rows_of(before, after) == [
        ("Milestone", "Old step, by 30 November 2022, not reached", "", "Taken away"),
        ("Milestone", "", "New step, by 5 January 2023, not reached", "Added"),
        (
            "Milestone",
            "Pilot, by 30 November 2022, not reached",
            "Pilot, by 7 December 2022, reached on 5 December 2022",
            "Reached, 7 days later",
        ),
    ]
    assert rows_of(after, before)[-1][-1] == "Open again, 7 days earlier"
    renamed = an_item(milestones=(replace(step, name="Trial"), gone))
    assert rows_of(before, renamed)[0][-1] == "Changed"


def test_evidence_is_added_changed_and_taken_away():
    before = an_item(evidence=(a_piece(), a_piece(pk=2, shows="An old audit.")))
    after = an_item(evidence=(a_piece(contradicts=True), a_piece(pk=3, shows="A survey.", name="survey.pdf")))
    assert [(what, way) for what, _then, _now, way in rows_of(before, after)] == [
        ("Evidence", "Taken away"),
        ("Evidence", "Added"),
        ("Evidence", "Changed"),
    ]
    assert rows_of(before, after)[1][2] == "Audit, 30 September 2022: A survey.\nsurvey.pdf"
    assert "It contradicts that the action works." in rows_of(before, after)[2][2]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"delivery_rating": "complete", "awaits_sign_off": True}, "Awaiting sign-off"),
        ({"delivery_rating": "evidenced"}, "Signed off"),
        ({"delivery_rating": "complete", "returned_note": "No audit."}, "Returned: No audit."),
    ],
)
def test_what_a_second_person_said_is_told(after, words):
    before = an_item(delivery_rating="complete", is_complete=True)
    change = change_of(before, replace(before, **after))
    assert (change.sign_off.before, change.sign_off.after) == ("", words)
    counts = [count.words for count in counts_of(compare(a_plan_with(before), a_plan_with(replace(before, **after))))]
    assert counts[-1] == ("1 action signed off" if words == "Signed off" else "1 action with other news of sign-off")


def a_plan_with(item):
    return with_items(a_plan(areas=1, items=0), item)


def test_measures_their_targets_and_their_readings_are_told():
    before = a_plan(measures=(a_measure(), a_measure(2, name="Old")))
    after = a_plan(
        measures=(
            a_measure(
                tolerance=Decimal(2),
                polarity="lower",
                targets=(a_target(value=Decimal(90)), a_target(ends_on=date(2023, 6, 30))),
                readings=(a_reading(value=Decimal("77.5")), a_reading(ends_on=date(2022, 9, 30), england=None)),
            ),
            a_measure(3, name="New"),
        )
    )
    found = compare(before, after)
    (change,) = found.measures.changed
    assert [(row.what, row.then, row.now, row.way) for row in measure_rows(change)] == [
        ("Which way is better", "Higher is better", "Lower is better", "Changed"),
        ("How far from target is near it", "5%", "2%", "Changed"),
        ("Target for 31 December 2022", "85%", "90%", "Changed"),
        ("Target for 30 June 2023", "", "85%", "Set"),
        ("Reading to 30 June 2022", "76% (England 82%)", "77.5% (England 82%)", "Changed"),
        ("Reading to 30 September 2022", "", "76%", "Set"),
    ]
    assert [measure_title(each) for each in (*found.measures.added, *found.measures.removed)] == ["M3 New", "M2 Old"]
    assert [count.words for count in counts_of(found)] == [
        "1 measure added",
        "1 measure taken away",
        "1 measure changed",
        "2 targets of a measure set or changed",
        "2 readings of a measure added or corrected",
    ]
    assert ("Reading to 30 June 2022", "76% (England 82%)") in measure_facts(a_measure())


def test_what_was_heard_and_what_was_done_is_told():
    before = a_plan(voices=(a_voice(did="", did_on=None), a_voice(pk=2)))
    after = a_plan(voices=(a_voice(), a_voice(pk=3, area=None, reference="1.1")))
    found = compare(before, after)
    (change,) = found.voices.changed
    assert [(text.label, text.after) for text in change.texts] == [
        ("What we did", "A duty worker answers within a day.")
    ]
    assert [(row.what, row.now) for row in voice_rows(change)] == [("When we did it", "1 July 2022")]
    assert voice_facts(found.voices.added[0])[0] == ("About", "Action 1.1")
    assert [voice.pk for voice in found.voices.removed] == [2]


# Recommendations


def test_recommendations_added_removed_answered_done_and_changed():
    before = a_plan(recommendations=(*(a_recommendation(number) for number in range(1, 5)),))
    after = a_plan(
        recommendations=(
            a_recommendation(1, answer="accepted", answer_words="Accepted", reason="We agree."),
            a_recommendation(2, done_on=date(2022, 9, 1), done_in_version=3),
            a_recommendation(3, owner="Director"),
            a_recommendation(5),
        )
    )
    found = compare(before, after)
    assert [row.number for row in found.recommendations_added] == [5]
    assert [row.number for row in found.recommendations_removed] == [4]
    answered, done, changed = found.recommendations_changed
    assert answered.is_newly_answered
    assert done.is_newly_done
    assert not changed.is_newly_done
    assert [count.words for count in counts_of(found)] == [
        "1 recommendation added",
        "1 recommendation removed",
        "1 recommendation answered",
        "1 recommendation done",
        "1 recommendation changed otherwise",
    ]


# Every field


@pytest.mark.parametrize(
    ("kind", "compared", "otherwise"),
    [
        (
            PlanSnapshot,
            {**fields_of.PLAN_TEXTS, **fields_of.PLAN_VALUES, **fields_of.PLAN_DATES},
            # Told apart by their own changes, or metadata of the paper.
            """pk areas inspections recommendations measures voices
            council council_slug stage version committee meeting_on as_at embargo amended_on
            ratings glossary silent_after_days""",
        ),
        (
            InspectionSnapshot,
            {**fields_of.INSPECTION_VALUES, **fields_of.INSPECTION_DATES},
            # The window of the next inspection and what is said for an overall grade follow from the others.
            "pk judgements strengths deadline no_overall next_from next_to",
        ),
        (
            AreaSnapshot,
            {**fields_of.AREA_TEXTS, **fields_of.AREA_VALUES},
            "pk items lead lead_post is_priority_action also_served_by amended_on",
        ),
        (
            ItemSnapshot,
            {**fields_of.ITEM_TEXTS, **fields_of.ITEM_VALUES, **fields_of.ITEM_DATES},
            """pk lead lead_post delivery_rating is_complete is_overdue progress original_due_on amended_on
            impact_rating rating_because moves milestones evidence awaits_sign_off returned_note
            said_rating rated_on silent_days is_silent""",
        ),
        (
            RecommendationSnapshot,
            {
                **fields_of.RECOMMENDATION_TEXTS,
                **fields_of.RECOMMENDATION_VALUES,
                **fields_of.RECOMMENDATION_DATES,
            },
            "pk answer owner_post",
        ),
        (
            MilestoneSnapshot,
            {**fields_of.MILESTONE_TEXTS, **fields_of.MILESTONE_DATES},
            "pk original_due_on is_late",
        ),
        (
            EvidenceSnapshot,
            {**fields_of.EVIDENCE_TEXTS, **fields_of.EVIDENCE_VALUES, **fields_of.EVIDENCE_DATES},
            "pk kind contradicts link added_by added_on",
        ),
        (
            MeasureSnapshot,
            {
                **fields_of.MEASURE_TEXTS,
                **fields_of.MEASURE_VALUES,
                **fields_of.MEASURE_AMOUNTS,
                **fields_of.MEASURE_DATES,
            },
            "pk unit polarity frequency owner_post targets readings",
        ),
        (VoiceSnapshot, {**fields_of.VOICE_TEXTS, **fields_of.VOICE_VALUES, **fields_of.VOICE_DATES}, "pk who"),
    ],
)
def test_every_field_of_a_snapshot_is_compared_or_known_to_be_told_otherwise(kind, compared, otherwise):
    assert {field.name for field in fields(kind)} == {*compared, *otherwise.split()}


# Any edits at all


DATES = st.none() | st.integers(-400, 400).map(lambda days: date(2023, 3, 31) + timedelta(days=days))
WORDS = st.sampled_from(["", "Train all managers.", "Train two managers, then all.", "Audit.\n\nThen train managers."])
DAYS = st.integers(-40, 40).map(lambda days: date(2023, 3, 31) + timedelta(days=days))


def some_of(things):
    """Several things of one kind, none of them twice."""
    return st.lists(things, unique_by=lambda thing: thing.pk, max_size=3).map(tuple)


def a_milestone_like(pk, name, due_on, done_on):
    return a_milestone(pk=pk, name=name, due_on=due_on, done_on=done_on)


def a_piece_like(pk, shows, dated_on, contradicts):
    return a_piece(pk=pk, shows=shows, dated_on=dated_on, contradicts=contradicts)


def a_measure_like(pk, name, unit, value, day):
    return a_measure(
        pk, name=name, unit=unit, baseline=value, targets=(a_target(ends_on=day),), readings=(a_reading(ends_on=day),)
    )


def a_voice_like(pk, said, did_on, area):
    return a_voice(pk=pk, said=said, did_on=did_on, area=area)


MEASURES = some_of(
    st.builds(
        a_measure_like,
        st.integers(1, 3),
        WORDS,
        st.sampled_from(["percent", "days"]),
        st.none() | st.integers(0, 3).map(Decimal),
        DAYS,
    )
)
VOICES = some_of(st.builds(a_voice_like, st.integers(1, 3), WORDS, DATES, st.none() | st.integers(1, 2)))
ITEM_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "action": WORDS,
        "partners": WORDS,
        "success_measure": WORDS,
        "lead": st.sampled_from(["", "Director", "Head of Service"]),
        "starts_on": DATES,
        "due_on": DATES,
        "original_due_on": DATES,
        "delivery_rating": st.sampled_from(RATINGS),
        "is_overdue": st.booleans(),
        "is_complete": st.booleans(),
        "area_numbers": st.sampled_from([(), (2,), (2, 3)]),
        "reference": st.sampled_from(["1.1", "1.2", "1.10", "3.1"]),
        "progress": st.none() | WORDS.map(lambda words: an_update(what_changed=words)),
        "impact_rating": st.sampled_from(ImpactRating.values),
        "rating_because": WORDS,
        "moves": st.lists(DAYS.map(lambda day: a_move(to_on=day)), max_size=3).map(tuple),
        "milestones": some_of(st.builds(a_milestone_like, st.integers(1, 3), WORDS, DAYS, DATES)),
        "evidence": some_of(st.builds(a_piece_like, st.integers(1, 3), WORDS, DAYS, st.booleans())),
        "awaits_sign_off": st.booleans(),
        "returned_note": WORDS,
    },
)
AREA_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "outcome": WORDS,
        "text": WORDS,
        "lead": st.sampled_from(["", "Director"]),
        "number": st.integers(1, 5),
        "is_priority_action": st.booleans(),
    },
)
GRADES = st.sampled_from(["Good", "Inadequate"])
JUDGEMENTS = st.lists(
    st.builds(JudgementSnapshot, st.sampled_from("abc"), st.sampled_from(["Leaders", "Help"]), st.just("good"), GRADES),
    unique_by=lambda row: row.code,
).map(tuple)
INSPECTION_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["ILACS standard inspection", "Focused visit"]),
        "received_on": DATES,
        "judgements": JUDGEMENTS,
        "strengths": st.lists(st.sampled_from(["Early help.", "Fostering.", "Adoption."])).map(tuple),
        "deadline": st.none(),
    },
)
RECOMMENDATION_EDITS = st.fixed_dictionaries(
    {}, optional={"text": WORDS, "answer_words": WORDS, "done_on": DATES, "areas": st.sampled_from([(), (1, 2)])}
)


@st.composite
def plans(draw):
    """A plan after random edits: areas and actions taken out, added, reworded and moved about."""
    areas = {}
    for pk in draw(st.sets(st.integers(1, 4))):
        areas[pk] = replace(an_area(pk, items=0), **draw(AREA_EDITS))
    if areas:
        for pk in draw(st.sets(st.integers(1, 8))):
            area = draw(st.sampled_from(sorted(areas)))
            item = replace(an_item(1, pk), **draw(ITEM_EDITS))
            areas[area] = replace(areas[area], items=(*areas[area].items, item))
    asked = [a_recommendation(pk, **draw(RECOMMENDATION_EDITS)) for pk in sorted(draw(st.sets(st.integers(1, 3))))]
    plan = a_plan(
        areas=0,
        title=draw(WORDS),
        introduction=draw(WORDS),
        stage_words=draw(st.sampled_from(["Draft", "Submitted"])),
        submitted_on=draw(DATES),
        inspections=tuple(an_inspection(pk=pk, **draw(INSPECTION_EDITS)) for pk in draw(st.sets(st.integers(1, 2)))),
        recommendations=tuple(asked),
        measures=draw(MEASURES),
        voices=draw(VOICES),
    )
    return replace(plan, areas=tuple(areas.values()))


@given(plans(), plans())
def test_after_any_edits_nothing_is_missing_and_both_directions_mirror_each_other(before, after):
    found = compare(before, after)
    assert compare(after, before) == found.mirror()
    assert found.is_empty == (not counts_of(found))
    old = {item.pk: item for item in before.items}
    new = {item.pk: item for item in after.items}
    assert {placed.item for placed in found.items_removed} == {item for pk, item in old.items() if pk not in new}
    assert {placed.item for placed in found.items_added} == {item for pk, item in new.items() if pk not in old}
    assert set(found.areas_removed) == {
        area for area in before.areas if area.pk not in {other.pk for other in after.areas}
    }
    for inspection in found.inspections_changed:
        assert inspection.before in before.inspections
        assert inspection.after in after.inspections
        assert inspection_rows(inspection)
    _nothing_of_a_kind_is_missing(found.measures, before.measures, after.measures)
    _nothing_of_a_kind_is_missing(found.voices, before.voices, after.voices)
    for change in found.items_changed:
        assert item_rows(change) or change.texts
        _nothing_of_a_kind_is_missing(change.milestones, change.before.item.milestones, change.after.item.milestones)
        _nothing_of_a_kind_is_missing(change.evidence, change.before.item.evidence, change.after.item.evidence)
        assert old[change.before.item.pk] == change.before.item
        assert new[change.after.item.pk] == change.after.item
        for text in change.texts:
            assert text.before != text.after
    assert compare(before, before).is_empty
    told = [placed for section in by_area(before, after, found) for placed in (*section.added, *section.removed)]
    assert {*told} == {*found.items_added, *found.items_removed}


def _nothing_of_a_kind_is_missing(parts, before, after):
    """What came and went is carried whole, and what differs is told of both sides."""
    old, new = ({each.pk: each for each in side} for side in (before, after))
    assert {each.pk for each in parts.added} == new.keys() - old.keys()
    assert {each.pk for each in parts.removed} == old.keys() - new.keys()
    assert all(each in before for each in parts.removed)
    assert all(each in after for each in parts.added)
    assert {each.before.pk for each in parts.changed} == {pk for pk in old.keys() & new.keys() if old[pk] != new[pk]}


@given(plans())
def test_what_differs_in_words_rebuilds_the_texts_of_both_plans(plan):
    other = a_plan(areas=4)
    for change in compare(plan, other).texts:
        assert change.before in (plan.title, plan.introduction, plan.monitoring_arrangements)
        assert change.after in (other.title, other.introduction, other.monitoring_arrangements)
    for change in compare(plan, other).items_changed:
        assert {text.before for text in change.texts} <= set(vars(change.before.item).values())
        assert {text.after for text in change.texts} <= set(vars(change.after.item).values())


def test_two_versions_of_200_actions_wholly_reworded_are_compared_in_well_under_a_second():
    before = a_plan(areas=20, items=10)
    areas = []
    for area in before.areas:
        items = tuple(
            replace(
                item,
                action=item.action.replace("every team manager", "each manager of a team"),
                how_we_will_know=f"{item.how_we_will_know} Checked by the board.",
                due_on=date(2023, 5, 1),
            )
            for item in area.items
        )
        areas.append(replace(area, items=items))
    begun = time.perf_counter()
    found = compare(before, replace(before, areas=tuple(areas)))
    assert time.perf_counter() - begun < 0.7
    assert len(found.items_changed) == 200
