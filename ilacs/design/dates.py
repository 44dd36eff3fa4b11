"""A date typed in three boxes: day, month and year.

What was typed is never lost: a date that cannot be read comes back in the boxes as it was typed, with words that say
what to mend. A whole date pasted into the first box is understood, and so are the names of months. A year that nobody
can have meant is refused, so that none reaches a calculation.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import pretty_name
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ilacs.design.wording import MONTHS, date_in_words, mid_sentence

PARTS = ("day", "month", "year")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
"""What a field takes unless it is told otherwise: wider than any plan, narrower than a slip of the keys."""
WEEKDAYS = re.compile(r"^(mon|tues?|wed(nes)?|thur?s?|fri|sat(ur)?|sun)(day)?\b,?\s*", re.IGNORECASE)
ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
WHOLE_DATE = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+([^\W\d_]+|\d{1,2})[\s/.,-]+(\d+)$", re.IGNORECASE)
ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)$", re.IGNORECASE)


class TypedDate(NamedTuple):
    """The three boxes as they were typed, before anybody knows whether they make a date."""

    day: str
    month: str
    year: str

    def spread(self) -> "TypedDate":
        """The same date over three boxes when all of it was pasted into the first; otherwise unchanged."""
        if self.month or self.year:
            return self
        text = WEEKDAYS.sub("", self.day)
        if iso := ISO_DATE.match(text):
            return TypedDate(iso[3], iso[2], iso[1])
        if whole := WHOLE_DATE.match(text):
            return TypedDate(whole[1], whole[2], whole[3])
        return self

    def missing(self) -> list[str]:
        """The names of the boxes left empty."""
        return [part for part, text in zip(PARTS, self, strict=True) if not text]


class DateProblem(ValidationError):
    """Why a date cannot be read, in words for the page, and which of the boxes are wrong."""

    def __init__(self, message: str, parts: tuple[str, ...] = PARTS) -> None:
        """`parts` names the boxes to mark, from "day", "month" and "year"."""
        super().__init__(message, code="invalid")
        self.parts = parts


def month_number(text: str) -> int | None:
    """The month a person typed, as a number of two digits at most or a name of three letters or more; else None."""
    if text.isdecimal():
        return int(text) if len(text) <= 2 else None
    typed = text.strip(".").casefold()
    matches = [number for number, name in enumerate(MONTHS, start=1) if name.casefold().startswith(typed)]
    if typed == "sept":
        return 9
    return matches[0] if len(typed) >= 3 and len(matches) == 1 else None


def read_date(typed: TypedDate, name: str) -> date:
    """The date in the three boxes; raises `DateProblem` in words that use `name`, such as "due date"."""
    typed = typed.spread()
    subject = subject_of(name)
    if missing := typed.missing():
        raise DateProblem(f"{subject} must include a {' and '.join(missing)}", tuple(missing))
    day_text = ORDINAL.sub(r"\1", typed.day)
    month = month_number(typed.month)
    if month is None:
        raise DateProblem(f"{subject} must have a month as a number or a name, for example 3 or March", ("month",))
    if not (day_text.isdecimal() and len(day_text) <= 2):
        raise DateProblem(f"{subject} must have a day as a number, for example 27", ("day",))
    if not (typed.year.isdecimal() and len(typed.year) == 4):
        raise DateProblem(f"{subject} must have a year of four numbers, for example 2027", ("year",))
    try:
        return date(int(typed.year), month, int(day_text))
    except (ValueError, OverflowError):
        parts = PARTS if 1 <= month <= 12 else ("month",)
        raise DateProblem(f"{subject} must be a real date", parts) from None


def subject_of(name: str) -> str:
    """The name as a message begins with it: "The due date"."""
    return name[:1].upper() + name[1:] if name.lower().startswith("the ") else f"The {name}"


def bounds_in_words(earliest: date, latest: date) -> str:
    """The two bounds as a message says them: "1990 and 2100" for whole years, else both days in words."""
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        return f"{earliest.year} and {latest.year}"
    return f"{date_in_words(earliest)} and {date_in_words(latest)}"


def date_name(label: str) -> str:
    """What messages call the date with this label: "Due date" and a bare "Due" are both the "due date"."""
    name = mid_sentence(label)
    return name if " " in name or name.endswith(("date", "day")) else f"{name} date".strip()


class DateInputWidget(forms.Widget):
    """Three text boxes, named after the field: `due_on_day`, `due_on_month`, `due_on_year`."""

    template_name = "design/controls/date_parts.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDate:
        """What was typed, without surrounding spaces; a whole date under the bare name counts as pasted."""
        typed = TypedDate(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS))
        if not any(typed) and data.get(name):
            return TypedDate(str(data[name]).strip(), "", "").spread()
        return typed

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when the form had no box for this date at all."""
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        """The box that takes the focus when nothing says which one is wrong: the day."""
        return f"{id_}_day" if id_ else id_

    def format_value(self, value: Any) -> Any:
        """The three texts to show for a date, for what was typed, or for nothing."""
        if isinstance(value, date):
            return TypedDate(str(value.day), str(value.month), str(value.year))
        if isinstance(value, TypedDate):
            return value
        return TypedDate(str(value), "", "").spread() if value else TypedDate("", "", "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template of the three boxes is given; `wrong_parts` among the attributes marks boxes."""
        given = self.build_attrs(self.attrs, attrs)
        wrong = given.pop("wrong_parts", ())
        texts = zip(PARTS, self.format_value(value), strict=True)
        boxes = [
            {
                "part": part,
                "label": part.capitalize(),
                "name": f"{name}_{part}",
                "id": f"{given.get('id', f'id_{name}')}_{part}",
                "value": text,
                "wrong": part in wrong,
                "width": "govuk-input--width-4" if part == "year" or len(text) > 2 else "govuk-input--width-2",
                "disabled": given.get("disabled", False),
            }
            for part, text in texts
        ]
        return {"boxes": boxes, "id": given.get("id", f"id_{name}")}

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The three boxes as HTML, from the project's own templates whatever the form renderer is."""
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308 a template escaped it


class DateField(forms.Field):
    """A date in three boxes. Its messages use its label: "The due date must include a month".

    It lies between `earliest` and `latest`, both included. A form may move them (`self.fields["due_on"].latest = ...`);
    a field may have words of its own for the messages "too_early" and "too_late".
    """

    widget = DateInputWidget

    def __init__(self, *, earliest: date = EARLIEST, latest: date = LATEST, **kwargs: Any) -> None:
        """Both bounds are days; by default no year that an inspection or a plan could have is left out."""
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Takes the label from the field's name, as Django shows it, before any message needs it."""
        if self.label is None:
            self.label = pretty_name(field_name)
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> date | None:
        """The date, or None for three empty boxes; raises `DateProblem` when the boxes make no date."""
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            value = TypedDate(value.strip(), "", "")
        if value is None or not any(value):
            return None
        return read_date(value, date_name(str(self.label or "")))

    def validate(self, value: Any) -> None:
        """Asks for the date by its name when it is required and nothing was typed, and for one within the bounds."""
        name = date_name(str(self.label or ""))
        if value is None:
            if self.required:
                raise DateProblem(self._words("required", f"Enter the {name}"))
            return
        bounds = f"{subject_of(name)} must be between {bounds_in_words(self.earliest, self.latest)}"
        parts = PARTS if self.earliest.year <= value.year <= self.latest.year else ("year",)
        if value < self.earliest:
            raise DateProblem(self._words("too_early", bounds), parts)
        if value > self.latest:
            raise DateProblem(self._words("too_late", bounds), parts)

    def _words(self, code: str, plain: str) -> str:
        """The message this field was given of its own for the code, else the plain one."""
        own = self.error_messages.get(code)
        return str(own) if own and own != forms.Field.default_error_messages.get(code) else plain
