"""What the annex says: all that was typed, words where there is nothing, and the same counts as everywhere."""

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from actionplans.exports.build import annex, days_in_words
from actionplans.exports.build_edition import Imprint, edition
from actionplans.exports.document import BarTable, Facts, Heading, OnePage, Paragraph, Part, Quote, RatingKey, Table
from actionplans.exports.rows import fitted
from actionplans.figures import summarise
from actionplans.models import DeliveryRating
from actionplans.snapshot import ItemSnapshot, UpdateSnapshot
from tests.actionplans.snapshots import a_plan, a_plan_of_all_sorts, an_area, an_inspection, an_item, an_update


def blocks(document, kind):
    return [block for block in document.plain_blocks() if isinstance(block, kind)]


def words(document):
    """Everything the document says, in one text."""
    said = []

    def walk(value):
        if isinstance(value, str):
            said.append(value)
        elif isinstance(value, tuple):
            for part in value:
                walk(part)
        elif hasattr(value, "__dataclass_fields__"):
            walk(tuple(getattr(value, field.name) for field in fields(value)))

    walk(document.blocks)
    return "\n".join(said)


def action_table(plan):
    return next(table for table in blocks(annex(plan), Table) if table.sheet == "Actions")


def cells(plan, row=0):
    """The cells of a row of the first table of actions as words: header -> list of (label, text)."""
    table = action_table(plan)
    return {
        column.header: [(part.label, part.text) for part in cell if part and part.text]
        for column, cell in zip(table.columns, table.rows[row], strict=True)
    }


def with_item(**changes):
    return replace(a_plan(0), areas=(replace(an_area(1, 0), items=(an_item(**changes),)),))


@pytest.mark.parametrize("words", ["Embargoed until 4 May 2022", "Embargoed until Ofsted publishes the report", ""])
def test_a_paper_of_a_report_that_is_not_published_says_so_first_and_on_every_page(words):
    document = annex(a_plan(1, 1, embargo=words))
    marks = [block for block in blocks(document, Paragraph) if "Embargoed" in block.text]
    assert [mark.text for mark in marks] == ([words] if words else [])
    assert (document.blocks[2] in marks) == bool(words)
    assert document.running_head.startswith(f"{words}. " if words else "City of York Council: ")


CODES = ("delivery_rating", "said_rating", "impact_rating", "proposed_rating")
TYPED = [
    field.name for field in fields(ItemSnapshot) if field.type == "str" and field.name not in (*CODES, "lead_post")
]


@pytest.mark.parametrize("field", TYPED)
def test_nothing_that_was_typed_in_an_action_is_left_out(field):
    assert f"Typed in {field}" in words(annex(with_item(**{field: f"Typed in {field}"})))


def test_a_public_paper_does_not_name_the_officer_who_reported():
    assert "Somebody" not in words(annex(with_item(progress=an_update(made_by="Somebody"))))


REPORTED = [each.name for each in fields(UpdateSnapshot) if each.type == "str" and each.name != "made_by"]


@pytest.mark.parametrize("field", [name for name in REPORTED if name not in CODES])
def test_nothing_that_was_typed_in_a_progress_report_is_left_out(field):
    update = replace(an_update(proposed_rating="at_risk"), **{field: f"Typed in {field}"})
    assert f"Typed in {field}" in words(annex(with_item(progress=update, delivery_rating="on_track")))


def test_a_report_that_another_rating_has_followed_says_what_it_was_rated_then():
    said = words(annex(with_item(progress=an_update(delivery_rating="off_track"), delivery_rating="on_track")))
    assert "R Off track" in said


@pytest.mark.parametrize("field", ["text", "label", "reference", "theme", "origin", "inspection", "outcome", "lead"])
def test_nothing_that_was_typed_about_an_area_is_left_out(field):
    plan = replace(a_plan(0), areas=(an_area(1, 1, **{field: f"Typed in {field}"}),))
    assert f"Typed in {field}" in words(annex(plan))


@pytest.mark.parametrize(
    "field", ["title", "council", "version", "committee", "introduction", "monitoring_arrangements"]
)
def test_nothing_that_was_typed_about_the_plan_is_left_out(field):
    assert f"Typed in {field}" in words(annex(a_plan(1, 1, **{field: f"Typed in {field}"})))


def test_the_title_block_says_the_inspection_the_meeting_the_version_and_the_deadline_with_its_reason():
    facts = {fact.label: fact.text for fact in blocks(annex(a_plan()), Facts)[0].rows}
    assert facts == {
        "Inspection": "ILACS short inspection\nOn site 7 to 11 March 2022; report received 4 May 2022 and published "
        "4 May 2022",
        "Committee": "Children, Education and Communities Scrutiny Committee, 28 June 2022",
        "Version": "Version 0.3, made on 1 November 2022, DRAFT.",
        "Plan due": "12 August 2022\n70 working days after 4 May 2022, the day the report was received.",
    }


def test_where_no_meeting_is_ahead_nothing_is_said_of_a_committee():
    facts = blocks(annex(a_plan(committee="", meeting_on=None)), Facts)[0].rows
    assert [fact.label for fact in facts] == ["Inspection", "Version", "Plan due"]


def test_a_plan_that_was_sent_is_no_draft_and_says_when_it_went():
    document = annex(a_plan(stage="submitted", stage_words="Submitted", submitted_on=date(2022, 8, 1)))
    assert not document.is_draft
    assert "sent to Ofsted on 1 August 2022" in words(document)
    assert document.file_stem == "york-action-plan-2022-annex-v0.3"


def test_a_draft_is_named_draft_in_its_file_and_at_the_head_of_its_pages():
    document = annex(a_plan())
    assert document.file_stem == "york-action-plan-2022-annex-v0.3-draft"
    assert document.running_head == "City of York Council: Ofsted action plan 2022, draft"


def test_the_judgements_are_printed_as_the_report_prints_them():
    table = next(table for table in blocks(annex(a_plan()), Table) if table.sheet == "Judgements")
    assert [tuple(cell[0].text for cell in row) for row in table.rows][-2:] == [
        ("The experiences and progress of children in care and care leavers", "Good"),
        ("Overall effectiveness", "Requires improvement to be good"),
    ]


def test_where_no_overall_grade_is_given_the_table_says_so():
    inspection = an_inspection(judgements=(), no_overall="Not given since April 2026")
    table = next(
        table for table in blocks(annex(a_plan(inspections=(inspection,))), Table) if table.sheet == "Judgements"
    )
    assert [tuple(cell[0].text for cell in row) for row in table.rows] == [
        ("Overall effectiveness", "Not given since April 2026")
    ]


def test_several_inspections_each_have_a_heading_and_their_own_deadline():
    visit = an_inspection(name="Focused visit", framework="", judgements=(), strengths=(), started_on=date(2021, 7, 6))
    document = annex(a_plan(inspections=(visit, an_inspection())))
    assert [block.text for block in blocks(document, Heading) if block.level == 3] == [
        "Focused visit, July 2021",
        "ILACS short inspection, March 2022",
    ]
    assert "This kind of inspection gives no grades." in words(document)
    assert "ILACS short inspection: 12 August 2022" in words(document)


def test_the_counts_are_those_of_the_figures():
    plan = a_plan_of_all_sorts()
    table, figures = blocks(annex(plan), BarTable)[0], summarise(plan)
    assert [bar.counts for bar in table.rows] == [tuple(area.by_rating.values()) for area in figures.areas]
    assert table.total.counts == tuple(figures.by_rating.values())
    assert table.total.total == figures.total
    assert [rating.word for rating in table.series] == DeliveryRating.labels


def test_the_summary_says_in_words_what_is_late_moved_and_missing():
    summary = next(block.text for block in blocks(annex(a_plan_of_all_sorts()), Paragraph) if "areas for" in block.text)
    assert summary == (
        "The plan has 6 actions in 4 areas for improvement. 2 are complete. 1 is overdue. 1 due date has been moved, "
        "by 90 days in all. 1 action has no lead yet. 1 action has no due date yet. 2 areas have no action yet."
    )


def test_the_key_explains_every_rating():
    key = blocks(annex(a_plan()), RatingKey)[0]
    assert len(key.ratings) == len(DeliveryRating)
    assert all(rating.definition and rating.letter and rating.shape for rating in key.ratings)


def test_a_moved_date_keeps_its_first_day_and_an_overdue_action_says_so():
    moved = with_item(due_on=date(2023, 3, 31), original_due_on=date(2022, 12, 31), is_overdue=True)
    assert cells(moved)["Start and due"] == [
        ("Start", "2\u00a0June\u00a02022"),
        ("Due", "31\u00a0March\u00a02023"),
        ("", "moved from 31\u00a0December\u00a02022"),
        ("", "Overdue"),
    ]


def test_a_date_that_has_not_moved_is_printed_once():
    assert [label for label, _text in cells(with_item())["Start and due"]] == ["Start", "Due"]


def test_no_date_of_an_action_breaks_over_two_lines():
    moved = with_item(original_due_on=date(2022, 12, 31), progress=an_update())
    parts = [part for cell in action_table(moved).rows[0] for part in cell if part and part.on]
    assert len(parts) == 4
    for part in parts:
        assert re.search(r"\d{1,2}\u00a0[A-Z][a-z]+\u00a0\d{4}$", part.text)


SENTENCE = "We listen to children before each visit. "
PARAGRAPH = SENTENCE * 6


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (SENTENCE * 20, (SENTENCE * 7).strip()),
        (f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}", PARAGRAPH.strip()),
        ("word " * 120, ("word " * 64).strip()),
        ("x" * 501, "x" * 320),
        ("x" * 500, "x" * 500),
    ],
)
def test_a_long_text_ends_in_its_cell_after_a_paragraph_else_a_sentence_else_a_word(text, shown):
    part = fitted(Part(text))
    assert part.shown == shown
    assert part.text == text
    assert "".join((part.shown + part.rest).split()) == "".join(text.split())


def test_what_a_cell_has_no_room_for_goes_on_below_its_row_paragraph_by_paragraph():
    action, progress = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{SENTENCE}", SENTENCE * 20
    table = action_table(with_item(action=action, progress=an_update(what_changed=progress)))
    below = [(head[0].text, words[0].label, words[0].text) for head, words in table.below(table.rows[0])]
    assert below == [
        ("1.1", "Action, continued", PARAGRAPH.strip()),
        ("1.1", "Action, continued", SENTENCE.strip()),
        ("1.1", "Progress, continued", (SENTENCE * 13).strip()),
    ]


def test_nothing_goes_on_below_a_row_of_short_texts():
    table = action_table(a_plan_of_all_sorts())
    assert [list(table.below(row)) for row in table.rows] == [[], [], [], []]


def test_the_summary_its_bars_and_its_key_belong_on_one_page():
    groups = [block for block in annex(a_plan()).blocks if isinstance(block, OnePage)]
    assert [[type(block) for block in group.blocks] for group in groups] == [[Heading, Paragraph, BarTable, RatingKey]]


def test_the_key_comes_before_a_summary_that_fills_a_page():
    many, few = (annex(a_plan(areas, 1)).blocks for areas in (17, 16))
    place = next(place for place, block in enumerate(many) if isinstance(block, OnePage))
    assert [type(block) for block in many[place].blocks] == [Heading, Paragraph, RatingKey]
    assert isinstance(many[place + 1], BarTable)
    assert not any(isinstance(block, BarTable) for block in few)


def test_what_is_missing_is_said_in_words():
    assert cells(a_plan_of_all_sorts(), row=3) == {
        "Ref": [("", "1.4")],
        "Action": [("", an_item(1, 4).action)],
        "Lead and partners": [("", "No lead yet")],
        "Start and due": [("", "No due date yet")],
        "Success measure": [("", "No success measure yet")],
        "Progress": [("", "No progress reported yet")],
        "Rating": [("", "N Not started")],
    }


def test_an_action_that_serves_other_areas_is_named_there_too():
    plan = a_plan_of_all_sorts()
    assert ("Also serves areas", "2 and 3") in cells(plan, row=2)["Action"]
    assert "Action 1.3, printed under another area" in words(annex(plan))
    tables = [table for table in blocks(annex(plan), Table) if table.sheet == "Actions"]
    assert tables[2].empty == "No action is printed here: see action 1.3, printed under another area."
    assert tables[3].empty == "No action yet."


def test_each_area_has_ofsteds_words_their_source_and_its_heading():
    document = annex(a_plan_of_all_sorts())
    assert blocks(document, Quote)[0] == Quote(
        "Ofsted’s words",
        "The quality and regularity of management oversight and supervision of social workers.",
        "ILACS short inspection, March 2022 · Paragraph 11 · Theme: Leadership",
    )
    assert [block.text for block in blocks(document, Heading) if block.anchor][:2] == [
        "Area for priority action 1: Supervision",
        "Area 2: Plans for children",
    ]


def test_an_area_without_a_short_name_is_not_printed_twice():
    plan = replace(a_plan(0), areas=(an_area(1, 1, label="The same.", text="The same."),))
    assert "Area 1" in [block.text for block in blocks(annex(plan), Heading)]


def test_the_same_plan_has_the_same_hash_and_any_change_another():
    assert annex(a_plan()).content_hash() == annex(a_plan()).content_hash()
    assert annex(a_plan()).content_hash() != annex(a_plan(version="0.4")).content_hash()
    assert annex(a_plan()).content_hash() != annex(a_plan(as_at=date(2022, 11, 2))).content_hash()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 3, 7), date(2022, 3, 18), "7 to 18 March 2022"),
        (date(2022, 2, 28), date(2022, 3, 4), "28 February to 4 March 2022"),
        (date(2013, 11, 19), date(2014, 1, 30), "19 November 2013 to 30 January 2014"),
        (date(2022, 3, 7), date(2022, 3, 7), "7 March 2022"),
        (date(2022, 3, 7), None, "7 March 2022"),
    ],
)
def test_a_stretch_of_days_in_words(first, last, expected):
    assert days_in_words(first, last) == expected


def test_what_was_amended_after_the_plan_was_sent_says_so_and_when():
    amended = with_item(amended_on=date(2022, 10, 3))
    said = "Changed since it was sent, on 3 October 2022"
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for _, text in cells(amended)["Action"]][-1] == said
    assert "Changed" not in str(cells(with_item()))
    area = replace(a_plan(0), areas=(replace(an_area(1, 1), amended_on=date(2022, 10, 3)),))
    answers = [facts for facts in blocks(annex(area), Facts) if "answer" in facts.caption]
    assert answers[0].rows[-1].text.replace("\N{NO-BREAK SPACE}", " ") == said
    context = {fact.label: fact.text for fact in action_table(area).context}
    assert context["Area changed since it was sent"] == "3 October 2022"


def test_amended_texts_of_the_plan_itself_are_said_in_the_annex_and_in_the_edition():
    said = "Amended: Title, introduction or monitoring changed since it was sent, on 3 October 2022"
    imprint = Imprint(1, date(2022, 10, 4), "https://york.example/plan")
    for paper in (annex, lambda plan: edition(plan, imprint)):
        for plan, expected in ((a_plan(1, amended_on=date(2022, 10, 3)), 1), (a_plan(1), 0)):
            facts = [f"{row.label}: {row.text}" for block in blocks(paper(plan), Facts) for row in block.rows]
            assert [fact.replace("\N{NO-BREAK SPACE}", " ") for fact in facts].count(said) == expected


def test_a_working_copy_of_a_plan_that_was_sent_does_not_pretend_to_be_what_was_sent():
    sent_one = a_plan(1, 1, version="", stage="monitoring", submitted_on=date(2022, 8, 11))
    facts = {fact.label: fact.text for fact in blocks(annex(sent_one), Facts)[0].rows}
    made = "Working copy, made on 1 November 2022."
    assert facts["Version"] == f"{made}\nThe plan was sent to Ofsted on 11 August 2022."


def test_a_version_made_after_the_plan_was_sent_is_not_said_to_be_what_was_sent():
    later = a_plan(1, 1, version="23", stage="closed", submitted_on=date(2022, 8, 11), as_at=date(2026, 11, 20))
    for closed_on, closed in ((None, ""), (date(2026, 11, 19), "\nThe plan was closed on 19 November 2026.")):
        facts = {fact.label: fact.text for fact in blocks(annex(replace(later, closed_on=closed_on)), Facts)[0].rows}
        made = "Version 23, made on 20 November 2026."
        assert facts["Version"] == f"{made}\nThe plan was sent to Ofsted on 11 August 2022.{closed}"
    paper = edition(later, Imprint(2, date(2026, 11, 20), "https://york.example/plan"))
    facts = {fact.label: fact.text for fact in blocks(paper, Facts)[0].rows}
    said = "Edition 2, version 23 of the plan.\nThe plan was sent to Ofsted on 11 August 2022."
    assert facts["Edition"].replace("\N{NO-BREAK SPACE}", " ") == said
