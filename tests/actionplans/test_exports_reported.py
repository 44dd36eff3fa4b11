"""What papers say once a plan is carried out: both ratings and why, moved dates, evidence, measures, abbreviations."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from actionplans.exports.build import annex
from actionplans.exports.build_comparison import comparison_paper
from actionplans.exports.document import BarTable, Heading, ItemList, Paragraph, RatingKey, RatingMark, Table
from actionplans.exports.html import paper_html
from actionplans.exports.pdf import print_paper
from actionplans.exports.reported import (
    evidence_in_words,
    is_reported,
    later,
    milestones_in_words,
    move_in_words,
    shows_impact,
)
from actionplans.exports.rows import ACTION_COLUMNS, REPORTED_COLUMNS
from actionplans.snapshot import PlanSnapshot
from tests.actionplans.printed import pages_of, squeezed, text_of
from tests.actionplans.snapshots import (
    a_measure,
    a_milestone,
    a_move,
    a_piece,
    a_plan,
    a_plan_being_carried_out,
    a_plan_of_all_sorts,
    a_reading,
    a_voice,
    an_area,
    an_item,
    an_update,
)


def blocks(document, kind):
    return [block for block in document.plain_blocks() if isinstance(block, kind)]


def table(document, sheet):
    return next(block for block in blocks(document, Table) if block.sheet == sheet)


def said(document, reference):
    """What the row of an action says: name of the field -> (label, words)."""
    for block in blocks(document, Table):
        names = [name for column in block.columns for name in column.names]
        for row in block.rows:
            parts = [part for cell in row for part in cell]
            if block.sheet == "Actions" and parts[0].text == reference:
                return {
                    name: (part.label, part.text.replace("\N{NO-BREAK SPACE}", " "))
                    for name, part in zip(names, parts, strict=True)
                    if part
                }
    raise AssertionError(reference)


def with_item(**changes):
    return replace(a_plan(0), areas=(replace(an_area(1, 0), items=(an_item(**changes),)),))


def test_a_plan_on_which_nothing_was_reported_prints_as_before():
    document = annex(a_plan_of_all_sorts())
    assert all(block.columns == ACTION_COLUMNS for block in blocks(document, Table) if block.sheet == "Actions")
    assert [key.title for key in blocks(document, RatingKey)] == ["Delivery: is the work done?"]
    assert not {"Success measures", "Voices"} & {block.sheet for block in blocks(document, Table)}


@pytest.mark.parametrize(
    "changes",
    [
        {"impact_rating": "some"},
        {"rating_because": "It is late."},
        {"moves": (a_move(),)},
        {"milestones": (a_milestone(),)},
        {"evidence": (a_piece(),)},
        {"is_silent": True, "silent_days": 61},
        {"awaits_sign_off": True},
        {"returned_note": "The audit is missing."},
        {"progress": an_update(share_done=0)},
        {"progress": an_update(proposed_rating="on_track")},
    ],
)
def test_whatever_was_reported_gives_the_table_its_fuller_columns(changes):
    assert is_reported(with_item(**changes))
    assert not is_reported(with_item())


@pytest.mark.parametrize("columns", [ACTION_COLUMNS, REPORTED_COLUMNS])
def test_the_columns_fill_the_page_and_each_field_has_a_name_of_its_own(columns):
    assert sum(column.share for column in columns) == 100
    names = [name for column in columns for name in column.names]
    assert len(set(names)) == len(names)


def test_both_ratings_stand_apart_each_under_its_name_with_the_reason():
    row = said(annex(a_plan_being_carried_out()), "1.1")
    assert row["Delivery"] == ("Delivery", "A At risk")
    assert row["Impact"] == ("Impact", "S Some improvement")
    assert row["Why it is rated so"] == (
        "Why",
        "40% is done; 75% was expected by now, as time runs from start to due date.",
    )
    assert row["Reason given"] == ("Reason given", "The trainer starts on Monday.")
    assert row["The program proposed"] == (
        "The program proposed",
        "R Off track. A milestone has passed its date.",
    )
    assert row["Done"] == ("Done", "40%")


def test_work_that_was_signed_off_since_its_report_does_not_say_what_it_was_rated_then():
    signed = with_item(delivery_rating="evidenced", progress=an_update(delivery_rating="complete"))
    assert "Rating then" not in said(annex(signed), "1.1")


def test_ratings_have_the_words_their_version_was_stored_with():
    plan = a_plan_being_carried_out()
    stored = PlanSnapshot.from_json(plan.to_json())
    assert said(annex(stored), "2.1")["Rating then"] == ("Rated then", "V Going well")
    old = json.loads(plan.to_json())
    del old["ratings"]
    assert said(annex(PlanSnapshot.from_json(json.dumps(old))), "2.1")["Rating then"] == ("Rated then", "G On track")


KEPT_AT_FIRST = {
    "item": """pk reference action lead partners starts_on due_on original_due_on success_measure how_we_will_know
        resources monitoring_body delivery_rating is_complete is_overdue area_numbers progress lead_post amended_on""",
    "progress": "reported_on what_changed delivery_rating next_step made_by",
}
"""What versions held before ratings were data: fields of an action, and of its report."""


def only(held, kept):
    return {name: value for name, value in held.items() if name in KEPT_AT_FIRST[kept].split()}


def test_no_impact_is_printed_of_which_nobody_said_anything():
    said = an_item(progress=an_update(), rating_because="All is well.")
    assert [shows_impact(item) for item in (said, replace(said, impact_rating=""))] == [True, False]
    assert not is_reported(with_item(impact_rating="", progress=None))


def test_a_version_stored_before_any_of_this_was_kept_prints_as_it_did():
    plan = a_plan_of_all_sorts()
    text = json.loads(plan.to_json())
    for name in ("ratings", "measures", "voices", "glossary", "silent_after_days"):
        del text[name]
    for area in text["areas"]:
        area["items"] = [only(item, "item") for item in area["items"]]
        for item in area["items"]:
            item["progress"] = item["progress"] and only(item["progress"], "progress")
    old = PlanSnapshot.from_json(json.dumps(text))
    assert (old.ratings, old.items[0].impact_rating) == ((), "")
    assert annex(old) == annex(plan)


def test_moved_dates_are_counted_and_each_is_told_below_its_row_with_reason_and_approver():
    document = annex(a_plan_being_carried_out())
    assert said(document, "1.1")["Due date moved"] == ("Moved", "twice, 90 days later in all")
    actions = table(document, "Actions")
    told = "moved on 1 September 2022, by Lee Example, approved by Ann Example."
    first, second = "Reason: The supplier delivers in January.", "Reason: The trainer left."
    below = [(head[0].text, words[0].label, words[0].text) for head, words in actions.below(actions.rows[0])]
    assert below == [
        ("1.1", "Move of the due date", f"From 31 December 2022 to 31 January 2023, 31 days later; {told} {first}"),
        ("1.1", "Move of the due date", f"From 31 January 2023 to 31 March 2023, 59 days later; {told} {second}"),
    ]


def test_a_move_that_nobody_had_to_approve_names_no_approver_and_a_reason_stays_one_paragraph():
    words = move_in_words(a_move(approved_by="", reason="One.\n\nTwo."))
    assert words.endswith("moved on 1 September 2022, by Lee Example. Reason: One.\nTwo.")


@pytest.mark.parametrize(("days", "words"), [(1, "1 day later"), (-31, "31 days earlier"), (0, "back to the same day")])
def test_how_far_a_date_moved_in_words(days, words):
    assert later(days) == words


@pytest.mark.parametrize(
    ("milestones", "words"),
    [
        ((), ""),
        ((a_milestone(),), "0 of 1 reached"),
        (
            (a_milestone(done_on=date(2022, 9, 1)), a_milestone(name="Managers trained", is_late=True)),
            "1 of 2 reached. Late: “Managers trained”, due 30 November 2022",
        ),
        ((a_milestone(name="", is_late=True),), "0 of 1 reached, 1 late"),
    ],
)
def test_milestones_in_words(milestones, words):
    assert milestones_in_words(milestones).replace("\N{NO-BREAK SPACE}", " ") == words


def test_evidence_is_counted_by_kind_and_what_contradicts_is_said():
    assert evidence_in_words((a_piece(), a_piece())) == "Audit (2)"
    against = a_piece(kind="data", kind_words="Data", contradicts=True)
    assert evidence_in_words((a_piece(), against)) == "Audit (1); Data (1). 1 contradicts it"


def test_what_is_complete_without_evidence_says_that_there_is_none_yet():
    row = said(annex(a_plan_being_carried_out()), "1.2")
    assert row["Evidence"] == ("Evidence", "None yet")
    assert row["Sign-off"] == ("", "Awaiting sign-off")
    assert row["Returned by a second person"] == ("Returned by a second person", "The second audit is missing.")
    against = with_item(delivery_rating="complete", is_complete=True, evidence=(a_piece(contradicts=True),))
    assert said(annex(against), "1.1")["Evidence"][1] == "None yet that supports it; Audit (1). 1 contradicts it"
    assert "Evidence" not in said(
        annex(with_item(impact_rating="some", delivery_rating="on_track", is_complete=False)), "1.1"
    )


def test_an_action_nobody_has_reported_on_for_long_says_for_how_long():
    row = said(annex(a_plan_being_carried_out()), "2.1")
    assert row["Days without an update"] == ("", "No update for 63 days")
    assert row["Why it is rated so"][1].endswith("Nobody has explained it since.")


def test_the_summary_counts_moves_silence_sign_off_and_missing_evidence():
    said = blocks(annex(a_plan_being_carried_out()), Paragraph)
    (words,) = (block.text for block in said if "areas for" in block.text)
    assert words == (
        "The plan has 4 actions in 2 areas for improvement. 2 are complete. 1 is overdue. "
        "1 due date has been moved, by 90 days in all. 1 action has had no update for more than 60 days. "
        "2 are complete without evidence. 1 action awaits sign-off."
    )


def test_each_scale_has_its_key_under_its_own_heading_and_impact_is_counted_apart():
    document = annex(a_plan_being_carried_out())
    assert [key.title for key in blocks(document, RatingKey)] == [
        "Delivery: is the work done?",
        "Impact: is it better for children?",
        "Success measures: is the target met?",
    ]
    delivery, impact = blocks(document, BarTable)
    assert "Going well" in [rating.word for rating in delivery.series]
    assert dict(zip([rating.letter for rating in impact.series], impact.rows[0].counts, strict=True)) == {
        "T": 2,
        "U": 0,
        "S": 1,
        "E": 1,
        "W": 0,
    }


def test_every_rating_a_paper_shows_is_in_one_of_its_keys():
    document = annex(a_plan_being_carried_out())
    shown = {
        part.rating for block in blocks(document, Table) for row in block.rows for cell in row for part in cell if part
    }
    explained = {rating for key in blocks(document, RatingKey) for rating in key.ratings}
    assert shown - {None} <= explained
    assert all(isinstance(rating, RatingMark) for rating in shown - {None})


def test_a_rating_out_of_use_that_occurs_nowhere_is_neither_counted_nor_explained():
    plan = a_plan_being_carried_out()
    unused = tuple(replace(rule, is_used=rule.code not in ("not_started", "at_risk")) for rule in plan.ratings)
    key = blocks(annex(replace(plan, ratings=unused)), RatingKey)[0]
    assert [rating.word for rating in key.ratings] == [
        "Going well",
        "At risk",
        "Off track",
        "Complete - evidence awaited",
        "Complete and evidenced",
    ]


def test_a_success_measure_says_baseline_target_latest_and_how_far_it_is_in_numbers():
    measures = table(annex(a_plan_being_carried_out()), "Success measures")
    first, second = ([[part.text for part in cell if part] for cell in row] for row in measures.rows)
    assert first[0] == ["M1"]
    assert first[1] == [
        "Assessments completed in 45 working days",
        "Assessments that were authorised within 45 working days of referral.",
        "area 1, action 1.1",
        "The case system",
        "Performance manager",
    ]
    assert first[2:] == [
        ["72%", "31 March 2022"],
        ["85%", "31 December 2022"],
        ["76%", "30 June 2022"],
        [
            "9 percentage points to go until 31 December 2022",
            "Better than the baseline by 4 percentage points (72%)",
            "6 percentage points worse than England (82%)",
        ],
        ["D Target not due yet"],
    ]
    assert second[2:] == [
        ["No baseline"],
        ["No target"],
        ["Not read yet"],
        ["No distance to tell"],
        ["Y Not read yet"],
    ]


def test_a_reading_of_a_day_after_the_paper_is_not_told():
    plan = a_plan(
        1, 1, measures=(a_measure(readings=(a_reading(), a_reading(ends_on=date(2022, 12, 31), value=Decimal(99)))),)
    )
    assert table(annex(plan), "Success measures").rows[0][4][0].text == "76%"


def test_what_was_heard_says_who_when_what_was_done_and_about_what():
    voices = table(annex(a_plan(1, 1, voices=(a_voice(), a_voice(did="", did_on=None, area=None)))), "Voices")
    assert [[[part.text for part in cell if part] for cell in row] for row in voices.rows] == [
        [
            ["Parents, carers and families", "15 June 2022", "Survey of 40 carers"],
            ["We wait too long for a call back."],
            ["A duty worker answers within a day.", "1 July 2022"],
            ["Area 1"],
        ],
        [
            ["Parents, carers and families", "15 June 2022", "Survey of 40 carers"],
            ["We wait too long for a call back."],
            ["Nothing yet"],
            ["The whole plan"],
        ],
    ]


def test_only_the_abbreviations_that_occur_in_the_paper_are_explained():
    document = annex(a_plan_being_carried_out())
    (explained,) = [block for block in blocks(document, ItemList) if block.label == "Used in this paper"]
    assert explained.items == ("MASH: Safeguarding hub",)
    assert blocks(document, Heading)[-1].text == "Abbreviations"


def test_no_list_of_abbreviations_is_printed_where_none_occurs():
    plan = replace(a_plan_being_carried_out(), monitoring_arrangements="The board checks it.")
    assert "Abbreviations" not in [block.text for block in blocks(annex(plan), Heading)]


def test_the_comparison_shows_then_and_now_each_in_its_own_words():
    before = with_item(delivery_rating="at_risk")
    after = replace(a_plan_being_carried_out(), areas=with_item(delivery_rating="on_track").areas)
    facts = table(comparison_paper(before, after), "Actions")
    ratings = [[part.rating.word for part in cell if part and part.rating] for row in facts.rows for cell in row[2:4]]
    assert ["At risk"] in ratings
    assert ["Going well"] in ratings


def test_the_comparison_explains_the_ratings_it_shows_each_scale_apart():
    before, after = with_item(delivery_rating="on_track"), a_plan_being_carried_out()
    keys = blocks(comparison_paper(before, after), RatingKey)
    assert {key.title: [rating.word for rating in key.ratings] for key in keys} == {
        "Delivery: is the work done?": ["On track", "At risk", "Off track", "Complete - evidence awaited"],
        "Impact: is it better for children?": ["Too early to say", "Some improvement", "Embedded"],
    }


def test_the_pdf_says_it_all_in_words_on_pages_with_their_heads():
    content = print_paper(paper_html(annex(a_plan_being_carried_out()))).content
    text = text_of(content)
    for words in (
        "DeliveryA At risk",
        "ImpactS Some improvement",
        "Moved twice, 90 days later in all",
        "approved by Ann Example. Reason: The supplier delivers in January.",
        "Milestones 1 of 2 reached. Late: “Managers trained”",
        "Evidence None yet",
        "Awaiting sign-off",
        "No update for 63 days",
        "9 percentage points to go until 31 December 2022",
        "We wait too long for a call back.",
        "MASH: Safeguarding hub",
    ):
        assert squeezed(words) in text, words
    pages = pages_of(content)
    assert len(pages) == 5
    assert all("City of York Council: Ofsted action plan 2022" in page for page in pages)


def test_reported_actions_take_no_more_than_a_fifth_more_pages_than_before():
    plan = a_plan(5, 8)
    told = replace(
        plan,
        areas=tuple(
            replace(
                area,
                items=tuple(
                    replace(item, impact_rating="some", rating_because="Nothing is late: it is due in 120 days.")
                    for item in area.items
                ),
            )
            for area in plan.areas
        ),
    )
    before, after = (len(pages_of(print_paper(paper_html(annex(each))).content)) for each in (plan, told))
    assert after <= before * 1.2
