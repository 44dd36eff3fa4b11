"""What each save of a row changed, from what to what, by whom: the stored history of any model with one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import models

from actionplans.history import ADDED, CHANGED, Change, FieldChange
from ilacs.design.wording import date_in_words

TAKEN_AWAY = "Taken away"
Words = Callable[[Any], str]
"""One field of a historical row in words."""


def edits_of(rows: Iterable[models.Model], fields: Mapping[str, Words]) -> dict[int, tuple[Change, ...]]:
    """Every change of rows of one model by their keys, newest first (one query); `fields` names each field."""
    known = list(rows)
    if not known:
        return {}
    model: Any = type(known[0])
    stored = model.history.filter(**{f"{model._meta.pk.name}__in": [row.pk for row in known]})
    by_row: dict[int, list[Any]] = defaultdict(list)
    for row in stored.select_related("history_user").order_by("history_date", "history_id"):
        by_row[getattr(row, model._meta.pk.attname)].append(row)
    return {key: _changes(versions, fields) for key, versions in by_row.items()}


def words_of(name: str) -> Words:
    """A field in words: a choice by its label, a date as it is printed."""
    return lambda row: _words(row, name)


def _changes(versions: list[Any], fields: Mapping[str, Words]) -> tuple[Change, ...]:
    changes = [_change(ADDED, versions[0], ())]
    for before, after in pairwise(versions):
        pairs = ((label, words(before), words(after)) for label, words in fields.items())
        differing = tuple(FieldChange(label, old, new) for label, old, new in pairs if old != new)
        archived = bool(after.archived_at) and not before.archived_at
        if differing or archived:
            changes.append(_change(TAKEN_AWAY if archived else CHANGED, after, differing))
    return tuple(reversed(changes))


def _change(what: str, row: Any, fields: tuple[FieldChange, ...]) -> Change:
    by = str(row.history_user) if row.history_user else ""
    reason = row.history_change_reason or ""
    # A reason that ends with the person's name is the program's own and says no more than the heading does.
    return Change(row.history_date, by, what, "" if reason.endswith(f" by {by}") else reason, fields)


def _words(row: Any, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, date):
        return date_in_words(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value or "")
