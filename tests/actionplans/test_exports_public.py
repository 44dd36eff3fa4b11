"""What of a plan the public may read: field by field, so that a new field is private until somebody decides."""

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from actionplans import snapshot as values
from actionplans.exports.build_edition import Imprint, edition
from actionplans.exports.html import body_html
from actionplans.exports.public import PUBLIC, public_only
from actionplans.models import RatingRule
from tests.actionplans.snapshots import (
    a_measure,
    a_move,
    a_piece,
    a_plan,
    a_plan_being_carried_out,
    a_reading,
    a_voice,
    an_area,
    an_item,
    an_update,
)

IMPRINT = Imprint(1, date(2022, 11, 2), "https://york.example/plan")

PRIVATE = {
    "PlanSnapshot": {"voices"},
    "ItemSnapshot": {
        "awaits_sign_off",
        "is_silent",
        "rated_on",
        "rating_because",
        "returned_note",
        "said_rating",
        "silent_days",
    },
    "UpdateSnapshot": {"made_by", "proposed_because", "proposed_rating", "reason"},
    "MoveSnapshot": {"approved_by", "moved_by", "reason"},
    "MilestoneSnapshot": {"name"},
    "EvidenceSnapshot": {"added_by", "link", "name", "shows"},
    "ReadingSnapshot": {"made_by", "note"},
}
"""Everything the public may not read."""


def test_what_is_private_is_listed_and_all_else_is_public():
    private = {
        kind.__name__: {field.name for field in fields(kind)} - set(PUBLIC[kind].split())
        for kind in PUBLIC
        if {field.name for field in fields(kind)} - set(PUBLIC[kind].split())
    }
    assert private == PRIVATE


def test_no_field_is_named_public_that_does_not_exist():
    for kind, names in PUBLIC.items():
        assert set(names.split()) <= {field.name for field in fields(kind)}, kind


def test_every_part_of_a_snapshot_was_decided_on():
    parts = {getattr(values, name) for name in values.__all__ if name.endswith("Snapshot")}
    assert parts - set(PUBLIC) == {values.VoiceSnapshot}
    assert set(PUBLIC) - parts == {RatingRule}


def everything_private():
    """A plan in which each private text says that it is."""
    update = an_update(made_by="Secret 1", proposed_rating="off_track", proposed_because="Secret 2", reason="Secret 3")
    item = an_item(
        1,
        1,
        progress=update,
        impact_rating="some",
        rating_because="Secret 4",
        returned_note="Secret 5",
        awaits_sign_off=True,
        is_silent=True,
        silent_days=90,
        moves=(a_move(reason="Secret 6", moved_by="Secret 7", approved_by="Secret 8"),),
        milestones=(values.MilestoneSnapshot(1, "Secret 9", date(2022, 9, 1), None, None, is_late=True),),
        evidence=(
            a_piece(shows="Secret 10", name="Secret 11", link="https://secret.example/12", added_by="Secret 13"),
        ),
        lead="Secret 14",
        lead_post="Head of service",
    )
    return replace(
        a_plan(0),
        areas=(replace(an_area(1, 0), items=(item,)),),
        voices=(a_voice(said="Secret 15", did="Secret 16", how="Secret 17"),),
        measures=(
            a_measure(owner="Secret 18", owner_post="", readings=(a_reading(note="Secret 19", made_by="Secret 20"),)),
        ),
    )


def test_nothing_private_stands_in_a_public_edition():
    page = body_html(edition(everything_private(), IMPRINT))
    assert "secret" not in page.casefold()
    assert "Awaiting sign-off" not in page
    assert "No update for" not in page


def test_naming_leads_makes_nothing_else_public():
    page = body_html(edition(everything_private(), replace(IMPRINT, shows_names=True)))
    assert set(re.findall(r"Secret \d+", page)) == {"Secret 14", "Secret 18"}
    assert "secret.example" not in page


@pytest.mark.parametrize(
    "words",
    [
        "S Some improvement",
        "<b>Moved</b> once",
        "From 31 December 2022 to 31 January 2023, 31 days later",
        "<b>Milestones</b> 0 of 1 reached, 1 late",
        "<b>Evidence</b> Audit (1)",
        "9 percentage points to go until 31 December 2022",
        "<b>Owner</b> Lead officer",
    ],
)
def test_the_public_reads_what_was_done_and_how_it_goes(words):
    assert words in body_html(edition(everything_private(), IMPRINT))


def test_the_public_edition_explains_its_ratings_and_its_abbreviations():
    page = body_html(edition(a_plan_being_carried_out(), IMPRINT))
    assert "Delivery: is the work done?" in page
    assert "Impact: is it better for children?" in page
    assert "MASH: Safeguarding hub" in page
    assert "What children, families and staff said" not in page


def test_what_is_public_already_stays_as_it_is():
    plan = a_plan(2, 2)
    shown = public_only(plan)
    assert replace(shown, areas=()) == replace(plan, areas=())
    assert [item.action for item in shown.items] == [item.action for item in plan.items]
