"""Evidence: added, put in other words and taken away, and its files kept where nobody else looks."""

import os
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from actionplans.actions import (
    AlreadySaved,
    Attachment,
    EvidenceDetails,
    add_evidence,
    archive_evidence,
    awaits_sign_off,
    edit_evidence,
)
from actionplans.actions.evidence_files import strays
from actionplans.checks import evidence_can_be_kept, evidence_is_out_of_sight
from actionplans.models import EditConflict, Evidence, PlanRefused
from actionplans.models.evidence import FileChanged, evidence_storage
from actionplans.models.version import sha256_of
from tests.at_once import at_once
from tests.factories import (
    AUDIT,
    ActionItemFactory,
    EvidenceFactory,
    FileEvidenceFactory,
    ProgressUpdateFactory,
    closed,
    sent,
    york_plan,
)

DAY = date(2022, 7, 4)
LINK = EvidenceDetails(
    kind="audit", dated_on=date(2022, 7, 1), shows="18 of 20 are good.", link="https://example.gov.uk"
)
FILE = EvidenceDetails(kind="audit", dated_on=date(2022, 7, 1), shows="18 of 20 are good.")
ATTACHED = Attachment("audit.txt", "text/plain", AUDIT)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def item(york):
    return york_plan(york).items.get(reference="1.1")


def add(item, by, **other):
    return add_evidence(**{"item": item, "by": by, "today": DAY, "details": LINK} | other)


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_link_is_kept_with_who_added_it_and_when(item, editor):
    piece = add(item, editor)
    stored = Evidence.objects.get()
    assert (stored.link, stored.shows, stored.kind, stored.stance) == (LINK.link, LINK.shows, "audit", "supports")
    assert (stored.added_by, stored.file_name, stored.sha256, bool(stored.file)) == (editor, "", "", False)
    assert [(row.history_change_reason, row.history_type) for row in piece.history.all()] == [
        ("Added by Eddie Editor", "+")
    ]


@pytest.mark.django_db
def test_a_file_is_kept_under_a_name_nobody_can_guess_and_for_the_service_alone(item, editor, settings):
    piece = add(item, editor, details=FILE, attachment=ATTACHED)
    assert (piece.file_name, piece.content_type, piece.size) == ("audit.txt", "text/plain", len(AUDIT))
    assert (piece.sha256, piece.read()) == (sha256_of(AUDIT), AUDIT)
    [path] = files_in(settings.EVIDENCE_DIR)
    assert path.parent == settings.EVIDENCE_DIR / "york" / str(item.plan_id)
    assert (uuid.UUID(path.stem).version, path.suffix) == (4, ".txt")
    assert path.stat().st_mode & 0o777 == 0o600
    for folder in (path.parent, path.parent.parent, settings.EVIDENCE_DIR):
        assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="no address of its own"):
        _ = piece.file.url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "attachment", "field", "words"),
    [
        ({"kind": "rumour"}, None, "kind", "Choose what kind it is"),
        ({"stance": "sideways"}, None, "stance", "Choose which way it points"),
        ({"dated_on": date(2022, 7, 5)}, None, "dated_on", "must be today or in the past"),
        ({"shows": " "}, None, "shows", "Enter what it shows"),
        ({"link": ""}, None, "attachment", "Choose a file, or enter an address"),
        ({}, ATTACHED, "link", "not both"),
        ({"link": "javascript:alert(1)"}, None, "link", "beginning with https:// or http://"),
        ({"link": "data:text/html,<script>alert(1)</script>"}, None, "link", "beginning with"),
        ({"link": "file:///etc/passwd"}, None, "link", "beginning with"),
        ({"link": "ftp://example.gov.uk/audit"}, None, "link", "beginning with"),
        ({"link": "java\nscript://example.gov.uk/%0aalert(1)"}, None, "link", "beginning with"),
        ({"link": "https:///audit"}, None, "link", "beginning with"),
        ({"link": "https://lee:secret@example.gov.uk"}, None, "link", "without a name or a password"),
        ({"link": "http://[broken"}, None, "link", "beginning with"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(item, editor, changed, attachment, field, words):
    details = EvidenceDetails(**{**vars(LINK), **changed})
    with pytest.raises(PlanRefused, match=words) as refused:
        add(item, editor, details=details, attachment=attachment)
    assert refused.value.field == field
    assert not Evidence.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"link": "javascript:alert(1)"},
        {"link": "data:text/html,x"},
        {"link": "", "file": ""},
        {"file": "york/1/a.txt", "file_name": "a.txt", "content_type": "text/plain", "sha256": "0" * 64},
        {"link": "", "file": "york/1/a.txt"},
        {"shows": ""},
    ],
)
def test_the_database_keeps_no_other_link_and_no_file_without_its_hash(item, values):
    piece = EvidenceFactory(item=item)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Evidence.objects.filter(pk=piece.pk).update(**values)


@pytest.mark.django_db
def test_the_same_form_sent_twice_adds_one_piece_and_one_file(item, editor, settings):
    entry = uuid.uuid4()
    pieces = [add(item, editor, details=FILE, attachment=ATTACHED, entry=entry) for _ in range(2)]
    assert pieces[0] == pieces[1]
    assert (Evidence.objects.count(), len(files_in(settings.EVIDENCE_DIR))) == (1, 1)
    with pytest.raises(PlanRefused, match="sent before, for another action"):
        add(ActionItemFactory(response=item.response), editor, entry=entry)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "content"),
    [("18 of 20 are good.", b"Another audit"), ("17 of 20 are good.", AUDIT)],
    ids=["another file", "other words"],
)
def test_the_same_form_sent_with_other_evidence_is_refused_and_nothing_is_lost_in_silence(item, editor, words, content):
    entry, other = uuid.uuid4(), EvidenceDetails(**{**vars(FILE), "shows": words})
    made = add(item, editor, details=FILE, attachment=ATTACHED, entry=entry)
    attached = Attachment("audit.txt", "text/plain", content)
    with pytest.raises(AlreadySaved, match="saved before, with other evidence") as refused:
        add(item, editor, details=other, attachment=attached, entry=entry)
    assert refused.value.made == made == Evidence.objects.get()
    add(item, editor, details=other, attachment=attached, entry=uuid.uuid4())
    assert Evidence.objects.count() == 2


@pytest.mark.django_db
def test_a_form_sent_again_after_its_evidence_was_put_in_other_words_still_adds_one(item, editor):
    entry = uuid.uuid4()
    made = add(item, editor, entry=entry)
    made.shows = "Most are good."
    edit_evidence(evidence=made, revision=0, by=editor, today=DAY)
    assert add(item, editor, entry=entry) == Evidence.objects.get()


@pytest.mark.django_db
def test_evidence_comes_with_an_update_of_its_own_action_only(item, editor):
    update = ProgressUpdateFactory(item=item)
    assert add(item, editor, update=update).update == update
    with pytest.raises(PlanRefused, match="update is of another action"):
        add(item, editor, update=ProgressUpdateFactory(item=ActionItemFactory(response=item.response)))


@pytest.mark.django_db
def test_a_row_that_is_refused_takes_its_file_with_it(item, editor, settings):
    unfit = EvidenceDetails(**{**vars(FILE), "shows": "\0"})
    with pytest.raises((ValueError, DataError, IntegrityError)), transaction.atomic():
        add(item, editor, details=unfit, attachment=Attachment("", "text/plain", AUDIT))
    assert files_in(settings.EVIDENCE_DIR) == []


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["add", "edit", "archive"])
def test_nothing_changes_in_a_plan_that_is_over_nor_on_a_deleted_action(york, editor, lead, change):
    plan = york_plan(york, actions_per_area=2)
    over, deleted = (EvidenceFactory(item=plan.items.get(reference=reference)) for reference in ("1.1", "2.1"))
    deleted.item.delete_by(by=editor)
    do = {
        "add": lambda piece: add(piece.item, editor),
        "edit": lambda piece: edit_evidence(evidence=piece, revision=0, by=editor, today=DAY),
        "archive": lambda piece: archive_evidence(evidence=piece, by=editor, reason="A mistake"),
    }[change]
    with pytest.raises(PlanRefused, match="not in the plan any more"):
        do(deleted)
    closed(sent(plan, by=lead), by=lead)
    with pytest.raises(PlanRefused, match="This plan is over"):
        do(over)


@pytest.mark.django_db
def test_what_is_said_changes_and_the_old_words_stay_in_the_history(item, editor):
    piece = EvidenceFactory(item=item)
    piece.shows, piece.stance, piece.link = "12 of 20 are good.", "contradicts", "https://example.gov.uk/new"
    saved = edit_evidence(evidence=piece, revision=0, by=editor, today=DAY)
    assert (saved.shows, saved.stance, saved.link, saved.revision) == (
        "12 of 20 are good.",
        "contradicts",
        "https://example.gov.uk/new",
        1,
    )
    assert [row.shows for row in saved.history.all()] == [
        "12 of 20 are good.",
        "18 of 20 audited assessments were good.",
    ]
    with pytest.raises(EditConflict) as conflict:
        edit_evidence(evidence=piece, revision=0, by=editor, today=DAY)
    assert conflict.value.current.shows == "12 of 20 are good."


@pytest.mark.django_db
def test_a_file_is_never_replaced_and_never_becomes_a_link(item, editor):
    piece = FileEvidenceFactory(item=item)
    before = piece.file.name, piece.sha256, piece.file_name
    piece.file.name, piece.sha256, piece.file_name, piece.shows = "york/other.txt", "0" * 64, "other.txt", "New words."
    edit_evidence(evidence=piece, revision=0, by=editor, today=DAY)
    stored = Evidence.objects.get()
    assert ((stored.file.name, stored.sha256, stored.file_name), stored.shows) == (before, "New words.")
    stored.link = "https://example.gov.uk"
    with pytest.raises(PlanRefused, match="A file stays a file"):
        edit_evidence(evidence=stored, revision=1, by=editor, today=DAY)
    link = EvidenceFactory(item=item)
    link.link = ""
    with pytest.raises(PlanRefused, match="Enter the address"):
        edit_evidence(evidence=link, revision=0, by=editor, today=DAY)


@pytest.mark.django_db
def test_what_was_taken_away_keeps_its_file_and_its_reason_and_changes_no_more(item, editor):
    piece = FileEvidenceFactory(item=item)
    with pytest.raises(PlanRefused, match="Enter why"):
        archive_evidence(evidence=piece, by=editor, reason=" ")
    for reason in ("Of another action", "Again"):
        archive_evidence(evidence=piece, by=editor, reason=reason)
    stored = Evidence.objects.get()
    assert (stored.archived_by, stored.archived_reason, stored.read()) == (editor, "Of another action", AUDIT)
    assert not item.evidence.current().exists()
    with pytest.raises(PlanRefused, match="has been taken away"):
        edit_evidence(evidence=stored, revision=0, by=editor, today=DAY)


@pytest.mark.django_db
def test_the_mark_of_evidence_differs_after_every_change(item, editor):
    marks = [item.evidence.current().mark()]
    piece = add(item, editor)
    marks.append(item.evidence.current().mark())
    edit_evidence(evidence=piece, revision=0, by=editor, today=DAY)
    marks.append(item.evidence.current().mark())
    EvidenceFactory(item=item)
    marks.append(item.evidence.current().mark())
    archive_evidence(evidence=piece, by=editor, reason="A mistake")
    marks.append(item.evidence.current().mark())
    assert len(set(marks)) == 5
    assert {len(mark) for mark in marks} == {16}


# The files


@pytest.mark.django_db
@pytest.mark.parametrize("change", [b"", AUDIT[:-1], AUDIT + b"x", AUDIT.replace(b"18", b"20"), None])
def test_a_file_that_was_changed_cut_or_taken_is_not_read(item, change):
    piece = FileEvidenceFactory(item=item)
    path = Path(piece.file.path)
    path.unlink() if change is None else path.write_bytes(change)
    with pytest.raises(FileChanged, match=f"Evidence {piece.pk}"):
        piece.read()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../secret.txt", "/etc/passwd"])
def test_no_name_leads_out_of_the_folder(item, name):
    with pytest.raises(SuspiciousFileOperation):
        evidence_storage().open(name)


def _age(path, **ago):
    moment = (timezone.now() - timedelta(**ago)).timestamp()
    os.utime(path, (moment, moment))


@pytest.mark.django_db
def test_the_command_names_what_is_wrong_and_removes_only_old_files_that_no_evidence_names(item, settings, capsys):
    kept = FileEvidenceFactory(item=item)
    _age(kept.file.path, days=30)
    stray, young = settings.EVIDENCE_DIR / "york" / "a.txt", settings.EVIDENCE_DIR / "york" / "b.txt"
    for path, hours in ((stray, 25), (young, 23)):
        path.write_bytes(b"x")
        _age(path, hours=hours)
    assert strays(timezone.now()) == [stray]
    call_command("check_evidence")
    assert f"No evidence names {stray}\nEvery file" in capsys.readouterr().out
    assert files_in(settings.EVIDENCE_DIR) == sorted([Path(kept.file.path), stray, young])
    call_command("check_evidence", remove_strays=True)
    assert files_in(settings.EVIDENCE_DIR) == sorted([Path(kept.file.path), young])
    Path(kept.file.path).write_bytes(b"changed")
    with pytest.raises(CommandError, match="1 file to be put back from the backup"):
        call_command("check_evidence")
    assert f"Evidence {kept.pk}" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_command_without_a_folder_has_nothing_to_say(capsys):
    call_command("check_evidence")
    assert capsys.readouterr().out == "Every file of evidence is there and as it was added.\n"
    assert strays(datetime(2022, 7, 1, tzinfo=UTC)) == []


def test_a_folder_among_static_files_stops_the_start(settings, tmp_path):
    assert evidence_is_out_of_sight(None) == []
    settings.STATIC_ROOT = tmp_path
    assert [error.id for error in evidence_is_out_of_sight(None)] == ["actionplans.E001"]
    settings.STATIC_ROOT, settings.MEDIA_ROOT = None, tmp_path / "evidence"
    assert [error.id for error in evidence_is_out_of_sight(None)] == ["actionplans.E001"]
    settings.MEDIA_ROOT = ""
    settings.EVIDENCE_DIR = Path(settings.STATICFILES_DIRS[0]) / ".." / "static" / "evidence"
    assert [error.id for error in evidence_is_out_of_sight(None)] == ["actionplans.E001"]


def test_a_folder_that_cannot_be_written_or_is_open_to_others_is_warned_of(settings, tmp_path):
    assert evidence_can_be_kept(None) == []
    settings.EVIDENCE_DIR.mkdir(mode=0o755)
    assert [warning.id for warning in evidence_can_be_kept(None)] == ["actionplans.W004"]
    settings.EVIDENCE_DIR.chmod(0o700)
    assert evidence_can_be_kept(None) == []
    (tmp_path / "file").write_text("no folder")
    settings.EVIDENCE_DIR = tmp_path / "file" / "evidence"
    assert [warning.id for warning in evidence_can_be_kept(None)] == ["actionplans.W003"]


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_adds_one_piece(editor, settings):
    item, entry = ActionItemFactory(), uuid.uuid4()

    def adds():
        return add(type(item).objects.get(pk=item.pk), editor, details=FILE, attachment=ATTACHED, entry=entry).pk

    first, second = at_once(adds, adds)
    assert first == second == Evidence.objects.get().pk
    assert len(files_in(settings.EVIDENCE_DIR)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_holds_and_the_other_is_told(editor, lead):
    piece = EvidenceFactory()
    copies = [Evidence.objects.get(pk=piece.pk) for _ in range(2)]
    for copy, words in zip(copies, ("The editor's.", "The director's."), strict=True):
        copy.shows = words

    def edits(copy, by):
        return lambda: edit_evidence(evidence=copy, revision=0, by=by, today=DAY).shows

    results = at_once(edits(copies[0], editor), edits(copies[1], lead))
    assert sorted(type(result).__name__ for result in results) == ["EditConflict", "str"]
    assert Evidence.objects.get().shows in results
    assert not awaits_sign_off(piece.item)
