"""The same form sent twice: with the same words it gives what it made, with other words it is refused and told so."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from actionplans.models import PlanRefused
from actionplans.models.plan import same_text


class AlreadySaved(PlanRefused):
    """The same form was saved before with other words: nothing is added unless the person wants another one."""

    def __init__(self, made: Any, what: str, other: str = "words") -> None:
        super().__init__(f"This form was saved before, with other {other}. Save again to add this as another {what}")
        self.made = made


def made_before(
    model: type[Any],
    entry: UUID | None,
    *,
    home: tuple[str, int | None, str],
    what: str,
    said: Mapping[str, Any],
    links: Mapping[str, Iterable[Any]] | None = None,
    other: str = "words",
) -> Any:
    """What the form named `entry` made before with these words; None where it made nothing.

    What was put in other words since counts as it was made. `home` is the column of what it belongs to, the key there,
    and the word for it; `links` are the rows it is tied to, as they are now. Raises PlanRefused for a form of another
    home, AlreadySaved for other words.
    """
    made = model.objects.filter(entry=entry).first() if entry else None
    if made is None:
        return None
    column, key, word = home
    if getattr(made, column) != key:
        raise PlanRefused(f"This form was sent before, for another {word}. Open the page again")
    first = _as_it_was_made(made)
    tied = ((set(getattr(made, name).all()), set(rows)) for name, rows in (links or {}).items())
    if any(not same_text(getattr(first, name), value) for name, value in said.items()) or any(
        now != wanted for now, wanted in tied
    ):
        raise AlreadySaved(made, what, other)
    return made


def values_said(row: Any, *more: str) -> dict[str, Any]:
    """What a form says of a row: its edited fields, and those named besides."""
    return {name: getattr(row, name) for name in (*row.EDITED_FIELDS, *more)}


def _as_it_was_made(made: Any) -> Any:
    """The first state in its history; the row itself where it has none."""
    kept = made.history.order_by("history_date", "history_id").first() if hasattr(made, "history") else None
    return kept or made
