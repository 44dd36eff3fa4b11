"""Large papers in a process of their own: begun once, watched, and never waited for in vain."""

import os
import subprocess
import sys
import time

import pytest

from actionplans.exports import printing
from actionplans.exports.printing import BREAKDOWN, ROOT, SILENCE, Progress, State, progress_of, start, tell
from actionplans.exports.store import Paper, Store
from actionplans.exports.worker import main

KEY = "c" * 64
HTML = "<html lang='en-GB'><head><title>T</title></head><body><h1>One</h1><p>\U00012000</p></body></html>"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "papers")


def run(store, *arguments):
    """The worker from the command line, and how it ended."""
    command = [sys.executable, "-m", "actionplans.exports.worker", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode  # noqa: S603 our own program


def prepared(store, html=HTML):
    store.write(KEY, "source", html.encode())
    store.write(KEY, "lock", b"")
    tell(store, KEY)


def ended(store, seconds=60):
    """How the printing stands once it has ended."""
    for _tenth in range(seconds * 10):
        progress = progress_of(store, KEY, now=time.time())
        if progress.state is not State.WORKING and not store.path(KEY, "lock").exists():
            return progress
        time.sleep(0.1)
    return pytest.fail("It never ended.")


def test_a_paper_nobody_asked_for_has_not_begun(store):
    assert progress_of(store, KEY, now=time.time()) == Progress(State.NOT_BEGUN)


def test_it_is_printed_in_another_process_and_only_the_paper_is_left(store):
    start(store, KEY, HTML)
    assert progress_of(store, KEY, now=time.time()).state in (State.WORKING, State.DONE)
    assert ended(store).state is State.DONE
    assert store.find(KEY, "pdf").content.startswith(b"%PDF-1.7")
    assert store.find(KEY, "pdf").missing_characters == ("\U00012000",)
    assert not store.path(KEY, "source").exists()


def test_a_second_click_does_not_begin_a_second_printing(store):
    prepared(store, "the first")
    start(store, KEY, "the second")
    assert store.path(KEY, "source").read_text() == "the first"


def test_a_lock_whose_keeper_has_died_is_taken_over(store):
    prepared(store, "the first")
    os.utime(store.path(KEY, "lock"), (1000, 1000))
    start(store, KEY, HTML)
    assert ended(store).state is State.DONE


def test_the_page_it_has_come_to_is_told(store):
    prepared(store)
    tell(store, KEY, page=41)
    assert progress_of(store, KEY, now=time.time()) == Progress(State.WORKING, page=41)


def test_silence_is_taken_for_a_breakdown(store):
    prepared(store)
    later = store.path(KEY, "lock").stat().st_mtime + SILENCE
    assert progress_of(store, KEY, now=later) == Progress(State.FAILED, message=BREAKDOWN)


def test_a_lock_that_is_gone_without_a_paper_is_a_breakdown(store):
    prepared(store)
    store.remove(KEY, "lock")
    assert progress_of(store, KEY, now=time.time()) == Progress(State.FAILED, message=BREAKDOWN)


def test_a_crash_is_told_and_leaves_no_lock(store):
    prepared(store)
    store.remove(KEY, "source")
    main("watch", str(store.folder), KEY, "60")
    assert progress_of(store, KEY, now=time.time()) == Progress(State.FAILED, message=BREAKDOWN)
    assert not store.path(KEY, "lock").exists()


def test_what_takes_too_long_is_stopped(store):
    prepared(store)
    main("watch", str(store.folder), KEY, "0")
    assert progress_of(store, KEY, now=time.time()).message == "It took longer than 0 seconds, and was stopped."


def test_after_a_failure_it_can_be_begun_again(store):
    prepared(store)
    store.remove(KEY, "lock")
    tell(store, KEY, failure=BREAKDOWN)
    start(store, KEY, HTML)
    assert ended(store) == Progress(State.DONE)


def test_the_printer_tells_its_pages_and_keeps_the_paper(store):
    prepared(store)
    assert run(store, "print", store.folder, KEY) == 0
    assert isinstance(store.find(KEY, "pdf"), Paper)


def test_a_machine_without_pango_says_so_and_nothing_dies(store, tmp_path):
    """The libraries are hidden from the process as a machine without them would: its loader finds empty files first."""
    for name in ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0"):
        (tmp_path / name).touch()
    prepared(store)
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}
    command = [sys.executable, "-m", "actionplans.exports.worker", "print", str(store.folder), KEY]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)  # noqa: S603 ours
    assert done.returncode == 0
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in progress_of(store, KEY, now=time.time()).message


def test_the_time_limit_is_five_minutes():
    assert printing.TIME_LIMIT == 300
