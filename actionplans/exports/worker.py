"""The processes that make one large PDF. They never open the database.

python -m actionplans.exports.worker watch FOLDER KEY SECONDS    has it printed, watches, and says how it ended
python -m actionplans.exports.worker print FOLDER KEY            prints it
"""

import gc
import os
import subprocess
import sys
from pathlib import Path

from actionplans.exports.pdf import PrinterMissing, print_paper
from actionplans.exports.printing import BREAKDOWN, ROOT, tell
from actionplans.exports.store import Store


def watch(store: Store, key: str, seconds: int) -> None:
    """Have the paper printed; touch its lock every second, stop it after so many, and say so if it came to nothing."""
    command = [sys.executable, "-m", "actionplans.exports.worker", "print", str(store.folder), key]
    with subprocess.Popen(command, cwd=ROOT) as printer:  # noqa: S603 this very module
        failure = _failure_of(printer, store.path(key, "lock"), seconds)
    if failure:
        tell(store, key, failure=failure)
    store.remove(key, "source")
    store.remove(key, "lock")


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
