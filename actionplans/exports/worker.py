"""The processes that make one large PDF. They never open the database.

python -m actionplans.exports.worker watch FOLDER KEY SECONDS    has it printed, watches, and says how it ended
python -m actionplans.exports.worker print FOLDER KEY            prints it
"""

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

from actionplans.exports.pdf import PrinterMissing, print_paper
from actionplans.exports.printing import BREAKDOWN, ROOT, take_place, tell
from actionplans.exports.store import Store


def watch(store: Store, key: str, seconds: int) -> None:
    """Have the paper printed; touch its lock every second, stop it after so many, and say so if it came to nothing."""
    command = [sys.executable, "-m", "actionplans.exports.worker", "print", str(store.folder), key]
    try:
        place = _wait_for_place(store, key)
        # The printer holds the place too: should we die, it is taken for as long as the printer runs.
        with subprocess.Popen(command, cwd=ROOT, pass_fds=(place,)) as printer:  # noqa: S603 this very module
            failure = _failure_of(printer, store.path(key, "lock"), seconds)
        os.close(place)
        if failure:
            tell(store, key, failure=failure)
    finally:
        store.remove(key, "source")
        store.remove(key, "lock")


def _wait_for_place(store: Store, key: str) -> int:
    """A place at the printer, once one is free; until then the lock is touched every second."""
    place = take_place(store)
    if place is None:
        tell(store, key, is_waiting=True)
    while place is None:
        time.sleep(1)
        store.path(key, "lock").touch()
        place = take_place(store)
    tell(store, key)
    return place


def _failure_of(printer: "subprocess.Popen[bytes]", lock: Path, seconds: int) -> str:
    """Wait for the printer, touching the lock; why it failed, in words, or nothing."""
    for _second in range(seconds):
        try:
            return "" if printer.wait(timeout=1) == 0 else BREAKDOWN
        except subprocess.TimeoutExpired:
            lock.touch()
    printer.kill()
    return f"It took longer than {seconds} seconds, and was stopped."


def print_now(store: Store, key: str) -> None:
    """Print the paper in this process, giving way to people who wait for pages."""
    os.nice(5)
    html = store.path(key, "source").read_text("utf-8")
    # Nothing that is alive now dies before we do, so nobody need look at it again.
    gc.freeze()
    try:
        paper = print_paper(html, lambda page: tell(store, key, page=page))
    except PrinterMissing as reason:
        tell(store, key, failure=str(reason))
        return
    store.keep(key, "pdf", paper)


def main(task: str, folder: str, key: str, seconds: str = "0") -> None:
    """Do what the command line says."""
    if task == "watch":
        watch(Store(Path(folder)), key, int(seconds))
    else:
        print_now(Store(Path(folder)), key)


if __name__ == "__main__":
    main(*sys.argv[1:])
