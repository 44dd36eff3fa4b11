"""Two people edited the same inspection: what is stored and what was typed side by side, and neither is lost."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import models

from ilacs.design.conflicts import Row, fill_in
from ilacs.design.wording import date_in_words
from inspections.actions import GivenJudgement
from inspections.forms import FindingsForm, InspectionForm, JudgementsForm
from inspections.forms.judgements import GRADE, LABEL
from inspections.models import Inspection, Judgement


def untouched_taken_over(form: InspectionForm, judgements: JudgementsForm, stored: Inspection) -> Any:
    """What was posted, with the stored value of every fact and judgement this person left as they had opened it."""
    posted: Any = form.data
    posted = posted.copy()
    revision = form.cleaned_data["revision"]
    opened = stored.history.filter(revision=revision).first()
    next_change = stored.history.filter(revision__gt=revision).order_by("revision").first()
    if opened is None or next_change is None:
        return posted
    for name in form._meta.fields or ():
        if getattr(form.instance, name) == getattr(opened, name):
            fill_in(posted, name, getattr(stored, name))
    rows = Judgement.history.as_of(next_change.history_date).filter(inspection_id=stored.pk)
    before, now, typed = _by_code(rows), _by_code(stored.given_judgements()), _by_code(judgements.given())
    for code in before | now:
        if typed.get(code) == before.get(code):
            posted[LABEL + code], posted[GRADE + code] = now.get(code, ("", ""))
    return posted


def _by_code(rows: Iterable[Judgement | GivenJudgement]) -> dict[str, tuple[str, str]]:
    """Judgements as the name and the grade that are printed, by the code of their row."""
    return {row.code: (row.printed_label, row.printed_grade) for row in rows}


def facts_rows(form: InspectionForm, stored: Inspection, given: Iterable[GivenJudgement]) -> Iterator[Row]:
    """The facts that are known in either version, then the judgements."""
    yield from finding_rows(form, stored)
    theirs = _by_code(stored.given_judgements())
    yours = _by_code(given)
    for code in theirs | yours:
        left, right = theirs.get(code, ("", "")), yours.get(code, ("", ""))
        is_renamed = bool(left[0] and right[0] and left[0] != right[0])
        theirs_words, yours_words = (": ".join(each) if is_renamed else each[1] for each in (left, right))
        yield (right[0] or left[0], theirs_words, yours_words, left != right)


def finding_rows(form: "forms.ModelForm[Any]", stored: models.Model | None) -> Iterator[Row]:
    """Every field of the form that is filled in either version; nothing is stored of what was removed."""
    for name in form._meta.fields or ():
        left, right = (_words(each, name) if each else "" for each in (stored, form.instance))
        if left or right:
            yield (str(form.fields[name].label), left, right, left != right)


def lists_rows(form: FindingsForm, stored: Inspection) -> Iterator[Row]:
    """Both lists, numbered."""
    for name, related in (("areas", stored.areas), ("strengths", stored.strengths)):
        left = _numbered(finding.text for finding in related.all())
        right = _numbered(form.cleaned_data[name])
        yield (str(form.fields[name].label), left, right, left.split() != right.split())


def _numbered(texts: Iterable[str]) -> str:
    """A list as text, an item a line."""
    return "\n".join(f"{place}. {' '.join(text.split())}" for place, text in enumerate(texts, start=1))


def _words(row: models.Model, name: str) -> str:
    """One value as the page prints it; what is not given is empty."""
    value = getattr(row, name)
    if isinstance(value, bool):
        return "Yes" if value else ""
    if not value:
        return ""
    if hasattr(value, "isoformat"):
        return date_in_words(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)
