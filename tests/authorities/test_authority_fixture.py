"""The fixture of English authorities: none is missing, and every code is the published one."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from actionplans.demonstration.loading import add_authorities
from ilacs.authorities.models import LocalAuthority

FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "local_authorities.json"
DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
LOOKUP = DATA / "local_authorities_lookup.csv"
HISTORY = DATA / "ofsted_csc_ilacs_history.csv"


def rows():
    return [row["fields"] for row in json.loads(FIXTURE.read_text(encoding="utf-8"))]


def published(path):
    if not path.exists():
        pytest.skip("the published data is not on this machine")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_153_authorities_in_nine_regions():
    assert len(rows()) == 153
    assert {row["region"] for row in rows()} == set(LocalAuthority.Region.values)


@pytest.mark.parametrize("field", ["slug", "name", "ons_code", "ofsted_urn", "dfe_number"])
def test_no_two_authorities_share(field):
    assert len({row[field] for row in rows()}) == 153


def test_the_codes_are_those_of_the_published_lookup():
    # Three authorities that are no more have no ONS code there: Cumbria, Northamptonshire and Poole.
    wanted = {
        (row["la_code_new"], int(row["urn"]), int(row["la_code"])) for row in published(LOOKUP) if row["la_code_new"]
    }
    assert {(row["ons_code"], row["ofsted_urn"], row["dfe_number"]) for row in rows()} == wanted


def test_the_regions_are_those_of_the_published_lookup():
    regions = {row["ons_code"]: row["region"] for row in rows()}
    for row in published(LOOKUP):
        if row["la_code_new"] and row["region_code"]:
            region = "EE" if row["region_code"] == "E" else row["region_code"]
            assert regions[row["la_code_new"]] == region, row["local_authority_ons_name"]


def test_every_authority_ofsted_has_inspected_is_there_and_no_other():
    assert {row["ofsted_urn"] for row in rows()} == {int(row["urn"]) for row in published(HISTORY)}


@pytest.mark.parametrize(
    ("slug", "title", "region"),
    [
        ("york", "City of York Council", "YH"),
        ("herefordshire", "Herefordshire Council", "WM"),
        ("durham", "Durham County Council", "NE"),
        ("medway", "Medway", "SE"),
        ("kingston-upon-hull", "Kingston upon Hull", "YH"),
        ("st-helens", "St Helens", "NW"),
    ],
)
def test_councils_are_called_what_they_are_called(db, slug, title, region):
    call_command("loaddata", "local_authorities", verbosity=0)
    authority = LocalAuthority.objects.get(slug=slug)
    assert (authority.title, authority.region, authority.is_invented) == (title, region, False)


def test_every_authority_passes_full_clean(db):
    call_command("loaddata", "local_authorities", verbosity=0)
    assert LocalAuthority.objects.count() == 153
    for authority in LocalAuthority.objects.all():
        authority.full_clean()


def test_adding_them_again_adds_none_and_keeps_what_a_person_changed(db):
    assert add_authorities() == 153
    LocalAuthority.objects.filter(slug="barnet").update(name="Barnet London Borough", slug="barnet-council")
    LocalAuthority.objects.filter(slug="bury").delete()
    assert add_authorities() == 1
    assert LocalAuthority.objects.get(ons_code="E09000003").name == "Barnet London Borough"


def test_an_added_authority_has_a_history_that_says_where_it_came_from(db):
    add_authorities()
    assert (
        LocalAuthority.objects.get(slug="york").history.get().history_change_reason == "Loaded with the demonstration"
    )
