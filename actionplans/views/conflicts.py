"""Two people edited the same thing: both texts side by side, and neither is lost."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from actionplans.measures import plain
from actionplans.models import EditConflict
from actionplans.models.plan import same_text
from ilacs.design.conflicts import Conflict, Row, conflict_of, fill_in
from ilacs.design.wording import date_in_words


def conflict_rows(form: "forms.ModelForm[Any]", conflict: EditConflict) -> Conflict:
    """Both texts of every edited field; the form then carries the stored revision, so saving again is a decision.

    What this person did not touch since they opened the form takes over what the other person stored.
    """
    stored, typed = conflict.current, form.instance
    posted: Any = form.data
    posted = posted.copy()
    opened = stored.history.filter(revision=posted.get("revision") or 0).first()
    for name in typed.EDITED_FIELDS:
        if opened and getattr(typed, name) == getattr(opened, name):
            setattr(typed, name, getattr(stored, name))
            fill_in(posted, name, getattr(stored, name))
    form.data = posted
    rows = (_row(form, name, stored, typed) for name in typed.EDITED_FIELDS)
    return conflict_of(stored, form, (*rows, *_chosen_rows(form, stored)))


def step_conflict(form: forms.BaseForm, conflict: EditConflict, names: Mapping[str, str], **typed: Any) -> Conflict:
    """A step that one form takes, refused: what it says, and whatever else has changed since its page was opened.

    names are the fields to compare with what people call them, typed those that the step would set.
    """
    stored: Any = conflict.current
    opened = stored.history.filter(revision=form.cleaned_data["revision"]).first()
    mine = copy(opened.instance if opened else stored)
    for name, value in typed.items():
        setattr(mine, name, value)
    pairs = {name: (_words(stored, name), _words(mine, name)) for name in names}
    differ = {name: not same_text(*pair) for name, pair in pairs.items()}
    rows = ((names[name], *pairs[name], differ[name]) for name in names if name in typed or differ[name])
    return conflict_of(stored, form, rows)


def _row(form: "forms.ModelForm[Any]", name: str, stored: models.Model, typed: models.Model) -> Row:
    """One field of the comparison, in the words of its label."""
    theirs, yours = getattr(stored, name), getattr(typed, name)
    return (str(form.fields[name].label), _words(stored, name), _words(typed, name), theirs != yours)


def _chosen_rows(form: "forms.ModelForm[Any]", stored: models.Model) -> Iterator[Row]:
    """The other areas an action serves, or the inspections a plan answers, where the form asks for them."""
    for name in ("also_serves", "inspections"):
        if name in form.fields:
            theirs, yours = (_listed(rows) for rows in (getattr(stored, name).all(), form.cleaned_data[name]))
            yield (str(form.fields[name].label), theirs, yours, theirs != yours)


def _listed(rows: Iterable[models.Model]) -> str:
    """Chosen rows as a text, the same whatever the order they were chosen in."""
    return "\n".join(sorted(str(row) for row in rows))


def _words(row: models.Model, name: str) -> str:
    """A value as the page prints it: a choice by its label, a date in words, a tick as Yes."""
    value = getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, Decimal):
        return plain(value)
    if hasattr(value, "isoformat"):
        return date_in_words(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)
