"""The folder of evidence held against the database: files that are gone or changed, and files that no row names."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from actionplans.models import Evidence
from actionplans.models.evidence import FileChanged, evidence_storage

YOUNGEST_STRAY = timedelta(days=1)
"""Younger files may belong to somebody who is adding them just now."""


def spoiled_evidence() -> Iterator[str]:
    """What is wrong with each file that is not as it was added, in words with the key of its row."""
    for piece in Evidence.objects.exclude(file="").order_by("pk").iterator():
        try:
            piece.read()
        except FileChanged as wrong:
            yield str(wrong)


def strays(at: datetime) -> list[Path]:
    """The files older than a day that no evidence names: what a broken-off upload left behind."""
    root = Path(evidence_storage().location)
    named = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    oldest = (at - YOUNGEST_STRAY).timestamp()
    found = (path for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < oldest)
    return sorted(path for path in found if path.relative_to(root).as_posix() not in named)
