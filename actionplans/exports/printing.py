"""Large papers are printed in a process of their own, so that a crash or a runaway never takes a web server with it.

All that the two sides know of each other is files beside the paper: the HTML to print (.source), a lock that only one
can hold and whose keeper touches it every second (.lock), and how far it has come (.progress).
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from actionplans.exports.store import Store

TIME_LIMIT = 300
"""Seconds after which a paper is given up."""
SILENCE = 20
"""Seconds without a sign of life after which whoever holds a lock is taken for dead."""
BREAKDOWN = "The program that makes PDFs broke down."
ROOT = Path(__file__).resolve().parents[2]


class State(StrEnum):
    """How a paper stands."""

    NOT_BEGUN = "not begun"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Progress:
    """How far a paper has come: the number of pages laid out, and the words of a failure."""

    state: State
    page: int = 0
    message: str = ""


def start(store: Store, key: str, html: str, time_limit: int = TIME_LIMIT) -> None:
    """Begin to print this HTML, unless somebody is at it; comes back at once."""
    if not _take_lock(store, key):
        return
    tell(store, key)
    store.write(key, "source", html.encode())
    command = [sys.executable, "-m", "actionplans.exports.worker", "watch", str(store.folder), key, str(time_limit)]
    # The shell goes at once and leaves the watcher to the system, so that it outlives us and we need not bury it.
    subprocess.run(  # noqa: S603 our own program; a key is letters and digits
        ["/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *command],
        cwd=ROOT,
        start_new_session=True,
        check=True,
    )


def tell(store: Store, key: str, *, page: int = 0, failure: str = "") -> None:
    """Say how far the printing has come, or why it came to nothing."""
    store.write(key, "progress", json.dumps({"page": page, "failure": failure}).encode())


def progress_of(store: Store, key: str, now: float) -> Progress:
    """How the printing of a paper stands; now is in seconds as time.time() counts."""
    if store.path(key, "pdf").exists():
        return Progress(State.DONE)
    try:
        told = json.loads(store.path(key, "progress").read_text("utf-8"))
    except FileNotFoundError:
        return Progress(State.NOT_BEGUN)
    if failure := told.get("failure"):
        return Progress(State.FAILED, message=failure)
    if _is_held(store, key, now):
        return Progress(State.WORKING, page=told.get("page", 0))
    return Progress(State.FAILED, message=BREAKDOWN)


def _take_lock(store: Store, key: str) -> bool:
    """Take the lock of a paper; False while somebody else lives who holds it."""
    lock = store.path(key, "lock")
    store.make_folder()
    for _attempt in range(2):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return True
        if _is_held(store, key, time.time()):
            return False
        lock.unlink(missing_ok=True)
    return False


def _is_held(store: Store, key: str, now: float) -> bool:
    """Whether whoever took the lock has given a sign of life lately."""
    try:
        return now - store.path(key, "lock").stat().st_mtime < SILENCE
    except FileNotFoundError:
        return False
