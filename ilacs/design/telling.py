"""Who changed what, from what, to what, when and why: any stored history in words anybody can read. Knows no domain.

A `Telling` says how the rows of one model are told. Texts are told as they were and never cut.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import models

from ilacs.design.wording import date_in_words

ADDED, CHANGED, DELETED, RESTORED = "Added", "Changed", "Deleted", "Brought back"
TAKEN_AWAY = "Taken away"
Words = Callable[[Any], str]


@dataclass(frozen=True)
class FieldChange:
    """One field with its words before and after; empty words mean that it was empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one person did at one moment, and the reason given. subject is what it was done to, where that is not plain.

    what is "Added", "Changed", "Deleted", "Taken away" or "Brought back", or other words for what is never changed.
    """

    made_at: datetime
    by: str
    what: str
    reason: str
    fields: tuple[FieldChange, ...]
    subject: str = ""

    @property
    def had_something(self) -> bool:
        """Whether what was changed said something before, so that both are to be shown; of what is new, only itself."""
        return (self.what == CHANGED and bool(self.fields)) or any(field.before for field in self.fields)


def words_of(value: Any) -> str:
    """A value as it is read: a day in words, a number without needless noughts, yes or no, a person's name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date) and not isinstance(value, datetime):
        return date_in_words(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return ", ".join(map(words_of, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class Told:
    """One field of a model: what it is called, how a stored row's value reads, and what must be read with the row.

    reads are rows it points to; links, (field, what it links to), are given to the row as `linked[field]`.
    """

    name: str
    words: Words
    reads: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def plain(model: type[models.Model], *names: str, **called: str) -> tuple[Told, ...]:
    """Fields that are told as they are; what they are called is the model's own name for them unless said here."""
    found = ((model._meta.get_field(name), label) for name, label in [*((name, "") for name in names), *called.items()])
    return tuple(_plain(each, label) for each, label in found)


def _plain(each: Any, label: str) -> Told:
    name = each.name
    choices = {str(value): str(text) for value, text in each.flatchoices}

    def words(row: Any) -> str:
        value = getattr(row, name)
        return choices.get(str(value), words_of(value)) if value is not None else ""

    verbose = str(each.verbose_name)
    return Told(label or verbose[:1].upper() + verbose[1:], words, reads=(name,) if each.is_relation else ())


@dataclass(frozen=True)
class Telling:
    """How the rows of one model are told.

    subject names a row. With `whole` the first telling of a row says every field it had. `before` gives what held
    before the first row was stored, where something did.
    """

    model: Any
    fields: tuple[Told, ...]
    subject: Words = field(default=lambda row: "")
    reads: tuple[str, ...] = ()
    whole: bool = False
    before: Callable[[Any], Any] | None = None

    def changes(self, **which: Any) -> Iterator[Change]:
        """Every change of the rows that answer to these, in no order; what changed nothing a reader sees is left out.

        One query, and one for each field that links to several other rows.
        """
        for rows in self.records(**which).values():
            yield from self._story(rows)

    def by_row(self, **which: Any) -> dict[int, tuple[Change, ...]]:
        """The same changes, newest first, by the key of the row they were done to."""
        return {key: tuple(self._story(rows))[::-1] for key, rows in self.records(**which).items()}

    def _story(self, rows: list[Any]) -> Iterator[Change]:
        """The changes of one row, the oldest first."""
        yield self._first(rows[0])
        for old, new in pairwise(rows):
            fields, what = tuple(self._compare(old, new)), _what(old, new)
            if fields or what != CHANGED:
                yield self._change(what, new, fields)

    def records(self, **which: Any) -> dict[int, list[Any]]:
        """What was stored of each row, the oldest first, by its key."""
        reads = {"history_user", *self.reads, *(read for told in self.fields for read in told.reads)}
        found = self.model.history.filter(**which).select_related(*reads).order_by("history_date", "history_id")
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in found:
            rows[getattr(row, self.model._meta.pk.attname)].append(row)
        self._link({row.history_id: row for told in rows.values() for row in told})
        return rows

    def _link(self, rows: dict[int, Any]) -> None:
        """Gives the stored rows what they were linked to then."""
        for row in rows.values():
            row.linked = defaultdict(list)
        for name, to in (link for told in self.fields for link in told.links):
            table = getattr(self.model.history.model, name).model
            for link in table.objects.filter(history_id__in=rows).select_related(to):
                rows[link.history_id].linked[name].append(getattr(link, to))

    def _first(self, row: Any) -> Change:
        if self.before is not None:
            return self._change(CHANGED, row, tuple(self._compare(self.before(row), row)))
        told = ((each.name, each.words(row)) for each in self.fields if self.whole)
        return self._change(ADDED, row, tuple(FieldChange(name, "", words) for name, words in told if words))

    def _compare(self, before: Any, after: Any) -> Iterator[FieldChange]:
        for each in self.fields:
            old, new = each.words(before), each.words(after)
            if old != new:
                yield FieldChange(each.name, old, new)

    def _change(self, what: str, row: Any, fields: tuple[FieldChange, ...]) -> Change:
        by = str(row.history_user) if row.history_user else ""
        reason = row.history_change_reason or ""
        # A reason that ends with the person's name is the program's own and says no more than the heading does.
        return Change(
            row.history_date, by, what, "" if by and reason.endswith(f" by {by}") else reason, fields, self.subject(row)
        )


def in_order(*parts: Iterable[Change]) -> tuple[Change, ...]:
    """Changes of several kinds as one story, newest first; of one moment, what was done last."""
    changes = sorted((change for part in parts for change in part), key=lambda change: change.made_at)
    return tuple(changes[::-1])


def _what(before: Any, after: Any) -> str:
    was, is_now = _gone(before), _gone(after)
    if bool(was) == bool(is_now):
        return CHANGED
    return is_now or RESTORED


def _gone(row: Any) -> str:
    """How a row went; empty while it is there."""
    if row.history_type == "-" or getattr(row, "deleted_at", None):
        return DELETED
    return TAKEN_AWAY if getattr(row, "archived_at", None) else ""
