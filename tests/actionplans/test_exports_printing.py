"""Large papers in a process of their own: begun once, watched, and never waited for in vain."""

import os
import subprocess
import sys
import time

import pytest

from actionplans.exports import printing
from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.printing import (
    BREAKDOWN,
    PLACES,
    ROOT,
    SILENCE,
    Progress,
    State,
    progress_of,
    start,
    take_place,
    tell,
)
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
    tell(store, KEY, owner="7")


def ended(store, seconds=60):
    """How the printing stands once it has ended."""
    return watched(store, lambda state: state not in (State.WORKING, State.WAITING), seconds, ended=True)


def watched(store, expected, seconds=60, *, ended=False):
    """How the printing stands once its state is as expected, and once it has ended if that is asked for."""
    for _tenth in range(seconds * 10):
        progress = progress_of(store, KEY, now=time.time())
        if expected(progress.state) and not (ended and store.path(KEY, "lock").exists()):
            return progress
        time.sleep(0.1)
    return pytest.fail(f"It never came to it: {progress}")


def test_a_paper_nobody_asked_for_has_not_begun(store):
    assert progress_of(store, KEY, now=time.time()) == Progress(State.NOT_BEGUN)


def test_it_is_printed_in_another_process_and_only_the_paper_is_left(store):
    start(store, KEY, HTML, owner="7")
    assert progress_of(store, KEY, now=time.time()).state in (State.WORKING, State.DONE)
    assert ended(store).state is State.DONE
    assert store.find(KEY, "pdf").content.startswith(b"%PDF-1.7")
    assert store.find(KEY, "pdf").missing_characters == ("\U00012000",)
    assert not store.path(KEY, "source").exists()


def test_a_paper_waits_while_every_place_at_the_printer_is_taken_and_begins_by_itself(store):
    store.make_folder()
    places = [take_place(store) for _place in range(PLACES)]
    assert take_place(store) is None
    start(store, KEY, HTML, owner="7")
    waiting = watched(store, lambda state: state is State.WAITING)
    assert waiting.is_under_way
    begun = store.path(KEY, "lock").stat().st_mtime
    time.sleep(2.5)
    assert store.path(KEY, "lock").stat().st_mtime > begun
    os.close(places.pop())
    assert ended(store) == Progress(State.DONE, owner="7")
    os.close(places.pop())


def test_a_place_is_free_again_when_its_holder_dies(store):
    """The holder is a process that takes a place and is killed."""
    store.make_folder()
    lines = (
        "import time; from pathlib import Path; from actionplans.exports import printing, store",
        f"printing.take_place(store.Store(Path({str(store.folder)!r}))); print(flush=True); time.sleep(60)",
    )
    with subprocess.Popen([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, stdout=subprocess.PIPE) as holder:  # noqa: S603 ours
        holder.stdout.readline()
        places = [take_place(store) for _place in range(PLACES)]
        assert places.count(None) == 1
        holder.kill()
    places.append(take_place(store))
    assert places.count(None) == 1
    for place in places:
        if place is not None:
            os.close(place)


def test_a_folder_that_cannot_be_written_to_is_said_in_words(tmp_path):
    """A file in its place stands for it: whoever runs the tests may be allowed to write everywhere."""
    (tmp_path / "papers").touch()
    with pytest.raises(PrinterMissing, match=r"PAPERS_DIR .* cannot be written to"):
        start(Store(tmp_path / "papers"), KEY, HTML, owner="7")


def test_a_second_click_does_not_begin_a_second_printing(store):
    prepared(store, "the first")
    start(store, KEY, "the second", owner="8")
    assert store.path(KEY, "source").read_text() == "the first"


def test_a_lock_whose_keeper_has_died_is_taken_over(store):
    prepared(store, "the first")
    os.utime(store.path(KEY, "lock"), (1000, 1000))
    start(store, KEY, HTML, owner="7")
    assert ended(store).state is State.DONE


def test_the_page_it_has_come_to_is_told(store):
    prepared(store)
    tell(store, KEY, page=41)
    assert progress_of(store, KEY, now=time.time()) == Progress(State.WORKING, page=41, owner="7")


def test_silence_is_taken_for_a_breakdown(store):
    prepared(store)
    later = store.path(KEY, "lock").stat().st_mtime + SILENCE
    assert progress_of(store, KEY, now=later) == Progress(State.FAILED, message=BREAKDOWN, owner="7")


def test_a_lock_that_is_gone_without_a_paper_is_a_breakdown(store):
    prepared(store)
    store.remove(KEY, "lock")
    assert progress_of(store, KEY, now=time.time()) == Progress(State.FAILED, message=BREAKDOWN, owner="7")


def test_a_crash_is_told_and_leaves_no_lock(store):
    prepared(store)
    store.remove(KEY, "source")
    main("watch", str(store.folder), KEY, "60")
    assert progress_of(store, KEY, now=time.time()) == Progress(State.FAILED, message=BREAKDOWN, owner="7")
    assert not store.path(KEY, "lock").exists()


def test_what_takes_too_long_is_stopped(store):
    prepared(store)
    main("watch", str(store.folder), KEY, "0")
    assert progress_of(store, KEY, now=time.time()).message == "It took longer than 0 seconds, and was stopped."


def test_after_a_failure_it_can_be_begun_again(store):
    prepared(store)
    store.remove(KEY, "lock")
    tell(store, KEY, failure=BREAKDOWN)
    start(store, KEY, HTML, owner="7")
    assert ended(store) == Progress(State.DONE, owner="7")


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
