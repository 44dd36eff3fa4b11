"""Two people edited the same thing: what the page shows of a refused save, whatever was edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from ilacs.design.wording import date_in_words

Row = tuple[str, str, str, bool]
"""One line of the comparison: its name, the stored text, the typed text, and whether they differ."""


@dataclass(frozen=True)
class Conflict:
    """What the page shows of a refused save: who saved first, when, and both versions."""

    by: str
    at: str
    rows: tuple[Row, ...]

    @property
    def differs(self) -> bool:
        """Whether anything typed is not what is stored; a button pressed twice changes nothing."""
        return any(differ for *_, differ in self.rows)


def conflict_of(stored: Any, form: forms.BaseForm, rows: Iterable[Row]) -> Conflict:
    """Both versions. The form then carries the revision of the stored row, so that saving again is a decision.

    `stored` is any row with a revision and a history of its changes.
    """
    posted: Any = form.data
    posted = posted.copy()
    posted["revision"] = str(stored.revision)
    form.data = posted
    newest = stored.history.select_related("history_user").first()
    moment = timezone.localtime(newest.history_date) if newest else timezone.localtime()
    return Conflict(
        by=str((newest and newest.history_user) or "Somebody else"),
        at=f"{date_in_words(moment.date())} at {moment:%H:%M}",
        rows=tuple(rows),
    )


def fill_in(posted: Any, name: str, value: Any) -> None:
    """Puts a value into posted data as its control would have posted it: a date in three boxes, a tick, a text."""
    if isinstance(value, date) or f"{name}_day" in posted:
        for part in ("day", "month", "year"):
            posted[f"{name}_{part}"] = str(getattr(value, part)) if value else ""
    elif isinstance(value, bool):
        posted[name] = "on" if value else ""
    elif isinstance(value, Decimal):
        posted[name] = format(value.normalize(), "f")
    else:
        posted[name] = str(getattr(value, "pk", value) or "")
