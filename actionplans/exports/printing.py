"""Large papers are printed in a process of their own, so that a crash or a runaway never takes a web server with it.

All that the two sides know of each other is files beside the paper: the HTML to print (.source), a lock that only one
can hold and whose keeper touches it every second (.lock), and whose it is and how far it has come (.progress). The
places at the printer are files too, so that only a few papers are printed at once and the others wait.
"""

import contextlib
import fcntl
import json
import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.store import Store

TIME_LIMIT = 300
"""Seconds after which a paper is given up."""
SILENCE = 20
"""Seconds without a sign of life after which whoever holds a lock is taken for dead."""
PLACES = 2
"""How many papers are printed at once; each takes a core and some hundred megabytes."""
NOT_WRITABLE = (
    "Large papers are made in the folder that PAPERS_DIR names, and it cannot be written to. Let the user that runs "
    "the program write there, and see that the disk has room."
)
BREAKDOWN = "The program that makes PDFs broke down."
ROOT = Path(__file__).resolve().parents[2]


class State(StrEnum):
    """How a paper stands."""

    NOT_BEGUN = "not begun"
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Progress:
    """How far a paper has come: the number of pages laid out, and the words of a failure. owner: whose paper it is."""

    state: State
    page: int = 0
    message: str = ""
    owner: str = ""

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth asking again."""
        return self.state in (State.WAITING, State.WORKING)


def start(store: Store, key: str, html: str, *, owner: str, time_limit: int = TIME_LIMIT) -> None:
    """Begin to print this HTML, unless somebody is at it; comes back at once.

    Raises PrinterMissing when the folder of papers cannot be written to.
    """
    try:
        if not _take_lock(store, key):
            return
        tell(store, key, owner=owner)
        store.write(key, "source", html.encode())
    except OSError as reason:
        logging.getLogger(__name__).exception("A paper could not be begun")
        raise PrinterMissing(NOT_WRITABLE) from reason
    command = [sys.executable, "-m", "actionplans.exports.worker", "watch", str(store.folder), key, str(time_limit)]
    # The shell goes at once and leaves the watcher to the system, so that it outlives us and we need not bury it.
    subprocess.run(  # noqa: S603 our own program; a key is letters and digits
        ["/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *command],
        cwd=ROOT,
        start_new_session=True,
        check=True,
    )


def tell(
    store: Store, key: str, *, page: int = 0, failure: str = "", is_waiting: bool = False, owner: str = ""
) -> None:
    """Say how far the printing has come, or why it came to nothing. Whose it is need be said only once."""
    owner = owner or _told(store, key).get("owner", "")
    told = {"page": page, "failure": failure, "is_waiting": is_waiting, "owner": owner}
    store.write(key, "progress", json.dumps(told).encode())


def take_place(store: Store) -> int | None:
    """A place at the printer, as an open file; None while all are taken.

    It is free again when the file is closed or everybody who has it open is dead.
    """
    for number in range(PLACES):
        place = os.open(store.folder / f"place-{number + 1}", os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(place)
        else:
            return place
    return None


def progress_of(store: Store, key: str, now: float) -> Progress:
    """How the printing of a paper stands; now is in seconds as time.time() counts."""
    told = _told(store, key)
    owner = told.get("owner", "")
    if not told:
        return Progress(State.NOT_BEGUN)
    if store.path(key, "pdf").exists():
        return Progress(State.DONE, owner=owner)
    if told["failure"]:
        return Progress(State.FAILED, message=told["failure"], owner=owner)
    if _is_held(store, key, now):
        return Progress(State.WAITING if told.get("is_waiting") else State.WORKING, page=told["page"], owner=owner)
    return Progress(State.FAILED, message=BREAKDOWN, owner=owner)


def _told(store: Store, key: str) -> dict[str, Any]:
    """What was last said of the printing of a paper, or nothing."""
    try:
        told: dict[str, Any] = json.loads(store.path(key, "progress").read_text("utf-8"))
    except OSError:
        return {}
    return told


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
