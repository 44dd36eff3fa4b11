"""Finished papers as files: private, whole, found again, and let go of when nobody asks for them."""

import os

import pytest

from actionplans.exports.store import Paper, Store

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "new" / "papers")


def test_a_paper_is_found_again_with_what_was_missing_in_it(store):
    store.keep(KEY, "pdf", Paper(b"content", ("\U00012000",)))
    assert store.find(KEY, "pdf") == Paper(b"content", ("\U00012000",))
    assert store.find(KEY, "docx") is None
    assert store.find(OTHER, "pdf") is None


def test_nothing_is_found_where_there_is_no_folder(store):
    assert store.find(KEY, "pdf") is None


def test_the_folder_and_its_files_are_for_us_alone(store):
    store.keep(KEY, "pdf", Paper(b"content"))
    assert store.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in store.folder.iterdir()} == {0o600}


def test_only_whole_files_are_left(store):
    store.keep(KEY, "pdf", Paper(b"content"))
    store.keep(KEY, "pdf", Paper(b"again"))
    assert sorted(path.name for path in store.folder.iterdir()) == [f"{KEY}.notes", f"{KEY}.pdf"]
    assert store.find(KEY, "pdf").content == b"again"


def test_what_nobody_has_asked_for_is_let_go_and_asking_keeps_it(store):
    store.keep(KEY, "pdf", Paper(b"asked for"))
    store.keep(OTHER, "pdf", Paper(b"forgotten"))
    for path in store.folder.iterdir():
        os.utime(path, (1000, 1000))
    store.find(KEY, "pdf")
    store.prune(older_than=2000)
    assert store.find(KEY, "pdf")
    assert store.find(OTHER, "pdf") is None


def test_only_files_of_ours_are_let_go(store):
    """A disk of its own has a folder lost+found in it, and somebody may keep a note there."""
    store.keep(KEY, "pdf", Paper(b"content"))
    (store.folder / "lost+found").mkdir()
    for name in ("README", f"{KEY}.pdf.old", "b" * 63 + ".pdf", f"{OTHER}.pdf.12.345.new"):
        (store.folder / name).touch()
    (store.folder / f"{OTHER}.pdf").mkdir()
    for path in store.folder.iterdir():
        os.utime(path, (1000, 1000))
    store.prune(older_than=2000)
    left = {path.name for path in store.folder.iterdir()}
    assert left == {"lost+found", "README", f"{KEY}.pdf.old", "b" * 63 + ".pdf", f"{OTHER}.pdf"}


def test_what_could_not_be_written_to_the_end_leaves_nothing(store):
    store.make_folder()
    store.path(KEY, "pdf").mkdir()
    with pytest.raises(OSError, match="directory"):
        store.write(KEY, "pdf", b"content")
    assert [path.name for path in store.folder.iterdir()] == [f"{KEY}.pdf"]


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65])
def test_what_is_no_key_names_no_file(store, key):
    with pytest.raises(ValueError, match="Not the key of a paper"):
        store.path(key, "pdf")
