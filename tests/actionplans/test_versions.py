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
from actionplans.actions.meetings import cancel_meeting, edit_meeting
from actionplans.actions.publishing import publish_edition
from actionplans.exports import papers
from actionplans.models import EditConflict, KeptPaper, Meeting, PlanRefused, Version
from actionplans.snapshot import PlanSnapshot
from ilacs.design.today import as_if_on, now, today
from tests.addresses import build_site
from tests.at_once import at_once
from tests.factories import (
    ActionItemFactory,
    MeetingFactory,
    PlanFactory,
    StageMoveFactory,
    SubmissionFactory,
    VersionFactory,
    sent,
    york_plan,
)

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


def test_a_meeting_that_is_over_is_given_its_version_late(client_of, editor, plan):
    meeting = MeetingFactory(plan=plan, held_on=today() - timedelta(days=1))
    assert save(client_of(editor), plan, meeting=meeting.pk).status_code == 302
    meeting.refresh_from_db()
    assert meeting.version == plan.versions.get()


def test_a_cancelled_meeting_and_one_of_another_plan_are_given_none(client_of, editor, plan, york):
    MeetingFactory(plan=plan, held_on=today())
    others = (
        MeetingFactory(plan=PlanFactory(authority=york), held_on=today()),
        MeetingFactory(plan=plan, held_on=today(), cancelled_on=today(), cancelled_reason="Snow"),
    )
    for meeting in others:
        answer = save(client_of(editor), plan, meeting=meeting.pk)
        assert answer.status_code == 422
        assert "Choose a meeting of this plan that was not cancelled" in answer.content.decode()
        with pytest.raises(PlanRefused) as refused:
            save_version(plan=plan, by=editor, reason="For scrutiny", meeting=meeting)
        assert refused.value.field == "meeting"
    assert not plan.versions.exists()


def test_a_meeting_cancelled_since_the_page_was_opened_is_given_none(plan, editor):
    meeting = MeetingFactory(plan=plan)
    cancel_meeting(meeting=Meeting.objects.get(pk=meeting.pk), reason="Snow", on=today(), by=editor)
    with pytest.raises(PlanRefused, match="was cancelled"):
        save_version(plan=plan, by=editor, reason="For scrutiny", meeting=meeting)


def test_what_somebody_else_recorded_of_the_meeting_stays_and_every_state_has_its_number(plan, editor):
    stale = MeetingFactory(plan=plan)
    edited = Meeting.objects.get(pk=stale.pk)
    edited.outcome = "Agreed."
    edit_meeting(meeting=edited, revision=0, by=editor)
    version = save_version(plan=plan, by=editor, reason="For scrutiny", meeting=stale)
    stored = Meeting.objects.get(pk=stale.pk)
    assert (stored.outcome, stored.version, stored.revision) == ("Agreed.", version, 2)
    newest = stored.history.first()
    assert (newest.outcome, newest.revision) == ("Agreed.", 2)
    with pytest.raises(EditConflict):
        edit_meeting(meeting=edited, revision=1, by=editor)


@pytest.mark.parametrize("after", ["", "one", "-1"])
def test_a_form_that_does_not_say_which_version_came_before_is_sent_again(client_of, editor, plan, after):
    answer = save(client_of(editor), plan, after=after)
    assert answer.status_code == 422
    assert "This page was not sent whole" in answer.content.decode()
    assert client_of(editor).post(at("version-save", plan), {"reason": "For scrutiny"}).status_code == 422
    assert not plan.versions.exists()


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


def test_a_character_that_no_font_has_is_told_at_every_download(reader, plan, editor):
    plan.items.update(action="Write \U00012000 everywhere.")
    save_version(plan=plan, by=editor, reason="For scrutiny")
    address = at("version-file", plan, 1, "pdf")
    for _download in range(2):
        assert f'href="{address}?as-it-is=yes"' in reader.get(address).content.decode()
        assert reader.get(f"{address}?as-it-is=yes").content.startswith(b"%PDF")
        shutil.rmtree(papers.store().folder, ignore_errors=True)


# What is kept is what was stored


@pytest.fixture
def spoil(plan):
    """A paper that is kept whose bytes have become others."""

    def spoil(ending):
        version = VersionFactory(plan=plan)
        KeptPaper.objects.create(
            version=version, paper="annex", ending=ending, content=b"Other bytes", sha256="0" * 64, made_at=now()
        )
        return version

    return spoil


@pytest.mark.parametrize(("name", "ending"), [("version-file", "docx"), ("version-file", "pdf"), ("version-page", "")])
def test_a_paper_that_is_not_as_it_was_stored_is_not_served(spoil, reader, name, ending, caplog):
    version = spoil(ending or "body")
    answer = reader.get(at(name, version.plan, version.number, *([ending] if ending else [])))
    assert answer.status_code == 500
    assert "its hash differs" in answer.content.decode()
    assert b"Other bytes" not in answer.content
    assert "is not as it was stored" in caplog.text


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_is_made_of_a_version_that_is_not_as_it_was_stored(plan, reader, kind):
    spoilt = VersionFactory(plan=plan, sha256="0" * 64)
    assert reader.get(at("version-file", plan, spoilt.number, kind)).status_code == 500
    assert reader.get(at("plan-compare", plan), {"from": "1", "to": "today"}).status_code == 500
    assert not spoilt.papers.exists()


def test_nothing_is_certified_that_is_not_as_it_was_stored(plan, reader):
    spoilt = VersionFactory(plan=plan, sha256="0" * 64)
    SubmissionFactory(plan=plan, move=StageMoveFactory(plan=plan, version=spoilt))
    assert reader.get(at("plan-certificate", plan)).status_code == 500
    assert reader.get(at("plan-proof", plan)).status_code == 200


def test_nothing_is_published_that_is_not_as_it_was_stored(plan, lead):
    sent(plan, by=lead, on=today())
    plan.inspections.update(published_on=date(2022, 5, 6))
    spoilt = VersionFactory(plan=plan, stage="submitted", sha256="0" * 64)
    with pytest.raises(PlanRefused, match="not as it was stored"):
        publish_edition(plan=plan, version=spoilt, by=lead, on=today())


# The PDF of what a stage or a meeting is given


@pytest.fixture
def _papers_at_once(settings):
    settings.PAPERS_WITH_VERSIONS = True


@pytest.mark.usefixtures("_papers_at_once")
def test_the_pdf_of_what_was_sent_is_kept_from_the_moment_it_is_stored(plan, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent(plan, by=lead, on=today())
    kept = plan.submissions.get().version.papers.get(ending="pdf")
    assert bytes(kept.content).startswith(b"%PDF")


@pytest.mark.usefixtures("_papers_at_once")
def test_the_pdf_of_what_a_meeting_is_given_is_kept_too_and_no_others(plan, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save_version(plan=plan, by=editor, reason="To look at")
        save_version(plan=plan, by=editor, reason="For scrutiny", meeting=MeetingFactory(plan=plan))
    assert [paper.version.number for paper in KeptPaper.objects.filter(ending="pdf")] == [2]


@pytest.mark.usefixtures("_papers_at_once")
def test_what_is_replayed_as_on_another_day_gets_its_pdf_when_it_is_asked_for(
    plan, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), as_if_on(date(2022, 6, 20)):
        save_version(plan=plan, by=editor, reason="For scrutiny", meeting=MeetingFactory(plan=plan))
    assert not KeptPaper.objects.filter(ending="pdf").exists()


@pytest.mark.usefixtures("_papers_at_once")
def test_a_large_pdf_is_begun_at_once_and_kept_when_it_is_first_asked_for(
    plan, lead, reader, settings, django_capture_on_commit_callbacks
):
    settings.PAPERS_IN_PROCESS_LIMIT = 3
    with django_capture_on_commit_callbacks(execute=True):
        sent(plan, by=lead, on=today())
    version = plan.submissions.get().version
    for _half_second in range(120):
        if list(settings.PAPERS_DIR.glob("*.pdf")):
            break
        time.sleep(0.5)
    assert not version.papers.filter(ending="pdf").exists()
    assert reader.get(at("version-file", plan, version.number, "pdf")).content.startswith(b"%PDF")
    assert version.papers.filter(ending="pdf").exists()


@pytest.mark.usefixtures("_papers_at_once")
def test_a_machine_that_can_make_no_pdf_moves_plans_all_the_same_and_says_so_in_its_log(
    plan, lead, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with django_capture_on_commit_callbacks(execute=True):
        sent(plan, by=lead, on=today())
    assert plan.submissions.exists()
    assert "The PDF of Version 1" in caplog.text


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
