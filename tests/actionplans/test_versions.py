"""Versions: stored whole, numbered in order, never made differently, and read by everybody who may see the plan."""

import hashlib
import json
import shutil
import time
from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.conf import settings as real_settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import actions
from actionplans.actions import save_version, snapshot_of
from actionplans.exports import papers
from actionplans.models import KeptPaper, Version
from actionplans.snapshot import PlanSnapshot
from ilacs.design.today import as_if_on, today
from tests.addresses import build_site
from tests.at_once import at_once
from tests.factories import ActionItemFactory, MeetingFactory, PlanFactory, VersionFactory, york_plan

KINDS = ("json", "html", "pdf", "docx", "xlsx")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def version(plan, editor):
    return save_version(plan=plan, by=editor, reason="For the scrutiny committee")


@pytest.fixture
def reader(client_of, member):
    return client_of(member)


def at(name, plan, *more):
    return reverse(name, args=[plan.authority.slug, plan.pk, *more])


def downloads(browser, version, kinds=KINDS):
    found = {kind: browser.get(at("version-file", version.plan, version.number, kind)) for kind in kinds}
    assert {answer.status_code for answer in found.values()} == {200}
    return {kind: answer.content for kind, answer in found.items()}


def change_wholly(plan, by):
    """Nothing of the plan stays as it was."""
    plan.title, plan.introduction, plan.stage = "Quite another plan", "Another introduction.", "consultation"
    plan.save()
    for item in plan.items.all():
        item.action, item.lead_post, item.due_on = "Something else.", "Nobody", date(2025, 1, 1)
        item.save()
    plan.items.last().delete_by(by=by)
    ActionItemFactory(response=plan.responses.first())
    for area in plan.responses.all():
        area.area.text = "Other words."
        area.area.save()
    plan.inspections.update(published_on=date(2022, 5, 6), focus="Another")
    plan.authority.council_name = "Another Council"
    plan.authority.save()


@pytest.fixture
def other_templates(settings, tmp_path):
    """The templates of papers as a later release might have them."""
    folder = tmp_path / "templates"
    shutil.copytree(real_settings.BASE_DIR / "templates" / "exports", folder / "exports")
    for path in (folder / "exports").rglob("*.html"):
        path.write_text(path.read_text().replace("<td", '<td title="Changed"'))
    (folder / "exports" / "paper.html").write_text("<html><body>Another paper {{ body }}</body></html>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder, *settings.TEMPLATES[0]["DIRS"]]}]


def test_every_file_of_a_version_is_the_same_after_the_plan_has_changed_wholly(reader, version, editor):
    before = downloads(reader, version)
    change_wholly(version.plan, editor)
    shutil.rmtree(papers.store().folder)
    assert downloads(reader, version) == before


def test_every_file_of_a_version_is_the_same_after_the_templates_have_changed(reader, version, request):
    before = downloads(reader, version)
    page = at("version-page", version.plan, version.number)
    body = reader.get(page).context["body"]
    request.getfixturevalue("other_templates")
    shutil.rmtree(papers.store().folder)
    assert downloads(reader, version) == before
    assert reader.get(page).context["body"] == body
    assert b"Changed" in reader.get(at("annex-page", version.plan)).content


def test_what_is_read_is_kept_with_the_version_and_not_made_at_the_first_look(reader, version, request):
    """A page first read after the templates have changed still reads as it did on the day."""
    request.getfixturevalue("other_templates")
    answer = reader.get(at("version-page", version.plan, version.number)).content
    assert b"Changed" not in answer
    assert b"Another paper" not in downloads(reader, version, ["html"])["html"]


def test_the_json_is_what_is_stored_to_the_byte_and_has_its_hash(reader, version):
    content = downloads(reader, version, ["json"])["json"]
    assert content == version.content.encode()
    assert hashlib.sha256(content).hexdigest() == version.sha256
    assert json.loads(content)["version"] == "1"


def test_a_version_read_and_written_again_is_the_same_canonical_json(version):
    assert snapshot_of(version).to_json() == version.content


def test_a_version_from_before_the_program_learnt_a_field_reads_with_its_default(version):
    told = json.loads(version.content)
    newer = [field.name for field in fields(PlanSnapshot) if field.name in ("embargo", "recommendations")]
    for name in newer:
        del told[name]
    for area in told["areas"]:
        del area["lead_post"], area["amended_on"]
    read = PlanSnapshot.from_json(json.dumps(told))
    assert (read.embargo, read.recommendations, read.areas[0].amended_on) == ("", (), None)
    assert read.areas[0].items == snapshot_of(version).areas[0].items


def test_the_database_refuses_to_change_or_delete_a_version_or_its_papers(version):
    for rows in (Version.objects.all(), KeptPaper.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(sha256="0" * 64)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {rows.model._meta.db_table}")  # noqa: S608 a table of ours


def test_a_version_whose_content_was_tampered_with_is_told(version, reader):
    assert version.is_intact
    tampered = VersionFactory(plan=version.plan, sha256="0" * 64)
    assert not tampered.is_intact
    assert "its hash differs" in reader.get(at("version-detail", version.plan, 2)).content.decode()


def test_a_version_whose_content_is_lost_is_not_intact(version):
    lost = Version.objects.get(pk=version.pk)
    lost.pk, lost.number = None, 2
    lost.save(force_insert=True)
    assert not Version.objects.get(number=2).is_intact


LISTS = (
    "plan-overview",
    "version-list",
    "recommendation-list",
    "amendment-list",
    "plan-publication",
    "plan-timetable",
    "plan-proof",
    "plan-stages",
    "meeting-edit",
    "meeting-detail",
    "version-save",
    "annex-page",
)


def test_no_list_and_no_form_reads_what_versions_say(york, client_of, lead, action_owner):
    """A version's text is hundreds of kilobytes; only its own pages, papers and comparisons read it."""
    site = build_site(york, action_owner)
    browser = client_of(lead)
    for name in LISTS:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(site.address(name)).status_code == 200
        assert not [query["sql"] for query in captured if "actionplans_versioncontent" in query["sql"]], name


def test_files_are_named_after_the_plan_and_the_version(reader, version):
    for kind in KINDS:
        answer = reader.get(at("version-file", version.plan, 1, kind))
        name = f"york-action-plan-2022-annex-v1-draft.{kind}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(("number", "kind"), [(2, "pdf"), (0, "json"), (1, "exe"), (1, "body"), (10**30, "pdf")])
def test_a_version_or_a_kind_that_is_not_there_is_not_found(reader, version, number, kind):
    assert reader.get(at("version-file", version.plan, number, kind)).status_code == 404


def test_a_version_of_another_plan_is_not_found(reader, version, york):
    other = PlanFactory(authority=york)
    for name in ("version-detail", "version-page"):
        assert reader.get(at(name, other, version.number)).status_code == 404


# Saving


def save(browser, plan, **typed):
    form = {"reason": "Papers for scrutiny", "after": plan.versions.count(), "meeting": ""}
    return browser.post(at("version-save", plan), {**form, **typed})


def test_an_editor_saves_a_version_and_reads_it(client_of, editor, plan):
    browser = client_of(editor)
    answer = browser.post(at("version-save", plan), {"reason": "Papers for scrutiny", "after": 0}, follow=True)
    html = answer.content.decode()
    assert "Version 1 has been saved. It never changes." in html
    version = plan.versions.get()
    assert version.sha256 in html
    assert (version.made_by, version.reason, version.cause) == (editor, "Papers for scrutiny", Version.Cause.SAVED)


def test_the_same_form_sent_twice_saves_one_version(client_of, editor, plan):
    browser = client_of(editor)
    typed = {"reason": "Papers for scrutiny", "after": 0}
    first, second = (browser.post(at("version-save", plan), typed) for _ in range(2))
    assert first.url == second.url
    assert plan.versions.count() == 1
    assert save(browser, plan).status_code == 302
    assert plan.versions.count() == 2


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(client_of, editor, plan):
    meeting = MeetingFactory(plan=plan, held_on=today() + timedelta(days=3))
    answer = save(client_of(editor), plan, reason=" ", meeting=meeting.pk)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Enter what this version is for" in html
    assert f'<option value="{meeting.pk}" selected' in html
    assert not plan.versions.exists()


def test_a_meeting_still_to_come_is_given_the_version(client_of, editor, plan):
    meeting = MeetingFactory(plan=plan, held_on=today())
    save(client_of(editor), plan, meeting=meeting.pk)
    meeting.refresh_from_db()
    assert meeting.version == plan.versions.get()
    assert "now given version 1" in client_of(editor).get(at("version-save", plan)).content.decode()
    assert str(meeting.body) in client_of(editor).get(at("version-list", plan)).content.decode()


def test_a_meeting_that_is_over_cannot_be_given_another_version(client_of, editor, plan, york):
    MeetingFactory(plan=plan, held_on=today())
    others = (
        MeetingFactory(plan=plan, held_on=today() - timedelta(days=1)),
        MeetingFactory(plan=PlanFactory(authority=york), held_on=today()),
        MeetingFactory(plan=plan, held_on=today(), cancelled_on=today(), cancelled_reason="Snow"),
    )
    for meeting in others:
        answer = save(client_of(editor), plan, meeting=meeting.pk)
        assert answer.status_code == 422
        assert "Choose a meeting that is still to come" in answer.content.decode()


def test_versions_are_listed_newest_first_with_what_they_were_for(reader, plan, editor):
    with as_if_on(date(2022, 6, 20)):
        save_version(plan=plan, by=editor, reason="For scrutiny", meeting=MeetingFactory(plan=plan))
    with as_if_on(date(2022, 7, 18)):
        save_version(plan=plan, by=editor, reason="For the executive")
    html = reader.get(at("version-list", plan)).content.decode()
    assert html.index("For the executive") < html.index("For scrutiny")
    assert "20 June 2022" in html
    assert "28 June 2022" in html
    assert "Save a version" not in html


def test_the_annex_of_the_live_plan_says_that_it_is_a_working_copy(reader, version):
    html = reader.get(at("annex-page", version.plan)).content.decode()
    assert "This is a working copy." in html
    assert f'<a href="{version.get_absolute_url()}">Version 1</a> is the last stored one' in html
    page = reader.get(at("version-page", version.plan, 1)).content.decode()
    assert page.count("<h1") == 1
    assert "working copy" not in page
    assert "It never changes." in page


def test_a_large_pdf_of_a_version_is_made_while_the_person_watches_and_then_kept(reader, version, settings):
    settings.PAPERS_IN_PROCESS_LIMIT = 3
    address = at("version-file", version.plan, 1, "pdf")
    answer = reader.get(address)
    assert answer.status_code == 302
    for _half_second in range(120):
        shown = reader.get(answer.url).content.decode()
        if "It is ready" in shown:
            break
        time.sleep(0.5)
    assert f'href="{address}"' in shown
    assert reader.get(address).content.startswith(b"%PDF")
    assert version.papers.filter(ending="pdf").count() == 1


def test_a_character_that_no_font_has_is_told_once_before_the_version_is_downloaded(reader, plan, editor):
    plan.items.update(action="Write \U00012000 everywhere.")
    save_version(plan=plan, by=editor, reason="For scrutiny")
    address = at("version-file", plan, 1, "pdf")
    assert f'href="{address}?as-it-is=yes"' in reader.get(address).content.decode()
    assert reader.get(f"{address}?as-it-is=yes").content.startswith(b"%PDF")


def test_a_machine_without_the_libraries_says_what_to_run(reader, version, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert reader.get(at("version-file", version.plan, 1, "pdf")).status_code == 503


@pytest.mark.django_db(transaction=True)
def test_two_people_who_save_at_once_get_two_numbers(plan, editor, lead):
    def saves(person):
        return lambda: actions.save_version(plan=plan, by=person, reason="Mine", after=0).number

    assert sorted(at_once(saves(editor), saves(lead))) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_saves_one_version(plan, editor):
    def saves():
        return actions.save_version(plan=plan, by=editor, reason="Mine", after=0).number

    assert at_once(saves, saves) == [1, 1]
