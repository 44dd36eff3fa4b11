"""Where the links of an error summary land: always on a control that takes the focus."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django import forms
from django.forms.formsets import BaseFormSet

from ilacs.design.dates import DateInputWidget, DateProblem


class ErrorLink(NamedTuple):
    """One line of the error summary: its words and the id of the control to mend, empty when there is none."""

    message: str
    target: str


def wrong_parts(field: forms.BoundField) -> tuple[str, ...]:
    """The boxes of a date that are wrong: those its problem names, or all of them for any other error."""
    problems = field.errors.as_data()
    named = {part for problem in problems if isinstance(problem, DateProblem) for part in problem.parts}
    if problems and not named:
        return ("day", "month", "year")
    return tuple(part for part in ("day", "month", "year") if part in named)


def control_id(field: forms.BoundField) -> str:
    """The id of the control that takes the focus for a field: the first radio, the wrong box of a date."""
    widget = field.field.widget
    if field.is_hidden or not field.auto_id:
        return ""
    if isinstance(widget, DateInputWidget):
        wrong = wrong_parts(field)
        return f"{field.auto_id}_{wrong[0]}" if wrong else field.id_for_label
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return str(field.subwidgets[0].id_for_label) if field.subwidgets else ""
    return field.id_for_label or field.auto_id


def form_error_links(form: forms.BaseForm) -> Iterator[ErrorLink]:
    """The errors of one form in the order of its fields, those of the whole form first."""
    for message in form.non_field_errors():
        yield ErrorLink(str(message), "")
    for field in form:
        for message in field.errors:
            yield ErrorLink(str(message), control_id(field))


def error_links(*subjects: forms.BaseForm | BaseFormSet | None) -> list[ErrorLink]:  # type: ignore[type-arg] # any form
    """Every error of the given forms and formsets, each once for its control; unbound ones have none."""
    links: list[ErrorLink] = []
    for form in _forms_of(subjects):
        if isinstance(form, BaseFormSet):
            links += [ErrorLink(str(message), "") for message in form.non_form_errors()]
        else:
            links += form_error_links(form)
    return list(dict.fromkeys(links))


def _forms_of(subjects: Iterable[object]) -> Iterator[forms.BaseForm | BaseFormSet]:  # type: ignore[type-arg] # any form
    """Each bound formset followed by its forms, and each bound form."""
    for subject in subjects:
        if isinstance(subject, BaseFormSet) and subject.is_bound:
            yield subject
            yield from subject.forms
        elif isinstance(subject, forms.BaseForm) and subject.is_bound:
            yield subject
