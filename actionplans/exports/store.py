"""Finished papers, kept as files so that the same content is never made twice.

The folder holds whole plans: it and everything in it is for the user that runs the program alone. Knows no Django: the
process that prints large papers uses it too.
"""

import contextlib
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

KEY = re.compile(r"[0-9a-f]{64}")
OURS = re.compile(KEY.pattern + r"\.[a-z]+(\.[0-9]+\.[0-9]+\.new)?")
"""The names of our files; .new is one that was being written when its writer died."""
DAYS_KEPT = 30


@dataclass(frozen=True)
class Paper:
    """A finished file, and each character of it that no font could draw (only a PDF can have any)."""

    content: bytes
    missing_characters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Store:
    """A folder of finished papers, each under a key of 64 hexadecimal digits."""

    folder: Path

    def path(self, key: str, ending: str) -> Path:
        """Where the file with this ending is; raises ValueError for a key that is none."""
        if not KEY.fullmatch(key):
            raise ValueError(f"Not the key of a paper: {key}")
        return self.folder / f"{key}.{ending}"

    def find(self, key: str, ending: str) -> Paper | None:
        """The finished paper, or None when it has not been made. What is asked for is kept longer."""
        path, notes = self.path(key, ending), self.path(key, "notes")
        try:
            content, told = path.read_bytes(), json.loads(notes.read_text("utf-8"))
            os.utime(path)
            os.utime(notes)
        except FileNotFoundError:
            return None
        return Paper(content, tuple(told["missing_characters"]))

    def keep(self, key: str, ending: str, paper: Paper) -> None:
        """Keep a finished paper, and let go of those nobody has asked for lately."""
        self.write(key, "notes", json.dumps({"missing_characters": paper.missing_characters}).encode())
        self.write(key, ending, paper.content)
        self.prune(older_than=time.time() - DAYS_KEPT * 24 * 3600)

    def write(self, key: str, ending: str, content: bytes) -> None:
        """Write a file for us alone, whole or not at all."""
        path = self.path(key, ending)
        self.make_folder()
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}.new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def make_folder(self) -> None:
        """Make the folder, for us alone, unless it is there."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def remove(self, key: str, ending: str) -> None:
        """Remove a file, if it is there."""
        self.path(key, ending).unlink(missing_ok=True)

    def prune(self, older_than: float) -> None:
        """Remove what was last asked for before this moment (in seconds, as time.time() counts).

        Touches nothing but our own files, and leaves for the next time what cannot be removed.
        """
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                if OURS.fullmatch(path.name) and path.stat().st_mtime < older_than:
                    path.unlink()
