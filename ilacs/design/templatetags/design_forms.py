"""What the form templates in `templates/design/` ask about a field. Pages have no need of these."""

import copy
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString

from ilacs.design.dates import DateInputWidget
from ilacs.design.errors import control_id, wrong_parts

register = template.Library()

#: The first of these that a widget is an instance of decides which template draws it.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInputWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)
CONTROL_CLASSES = {
    "text": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "file": "govuk-file-upload",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "checkbox": "govuk-checkboxes__input",
}
ERROR_CLASSES = {
    "text": "govuk-input--error",
    "password": "govuk-input--error",
    "file": "govuk-file-upload--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
}
#: The classes crispy's own layout objects bring along, and what they are called here.
BUTTON_CLASSES = {"btn-secondary": "govuk-button--secondary", "btn-danger": "govuk-button--warning"}


@register.filter
def control_kind(field: forms.BoundField) -> str:
    """Which template draws the field: text, textarea, select, radios, checkboxes, checkbox, date, file, password."""
    widget = field.field.widget
    return next((kind for widget_class, kind in KINDS if isinstance(widget, widget_class)), "text")


@register.filter
def control_template(field: forms.BoundField) -> str:
    """The path of the template that draws the field."""
    return f"design/controls/{control_kind(field)}.html"


@register.filter
def focus_id(field: forms.BoundField) -> str:
    """The id a label points at and an error links to."""
    return control_id(field)


@register.filter
def marked_optional(field: forms.BoundField) -> bool:
    """True where the label says "(optional)": not for a single checkbox, nor in a form with `show_optional = False`."""
    if field.field.required or isinstance(field.field.widget, forms.CheckboxInput):
        return False
    return getattr(field.form, "show_optional", True) and "optional" not in str(field.label).lower()


@register.filter
def button_classes(field_classes: str) -> str:
    """The classes of a button as ours, from those crispy's `Submit` and `Button` collect."""
    given = [BUTTON_CLASSES.get(name, name) for name in field_classes.split()]
    return " ".join(["govuk-button", *(name for name in given if not name.startswith("btn"))])


@register.simple_tag
def control(field: forms.BoundField) -> SafeString:
    """The input itself, with its classes and, where they apply, the marks of an error."""
    kind = control_kind(field)
    attrs: dict[str, Any] = {}
    if kind == "date":
        attrs["wrong_parts"] = wrong_parts(field)
        return field.as_widget(attrs=attrs)
    widget = copy.copy(field.field.widget)
    widget.attrs = _tidied(widget)
    own = widget.attrs.pop("class", "")
    error = ERROR_CLASSES.get(kind, "") if field.errors else ""
    attrs["class"] = " ".join(name for name in (CONTROL_CLASSES[kind], own, error) if name)
    return field.as_widget(widget, attrs)


def _tidied(widget: forms.Widget) -> dict[str, Any]:
    """The widget's attributes without a placeholder, which vanishes when somebody types.

    A number is typed as text with a keypad, as spinners change figures by accident.
    """
    attrs = {name: value for name, value in widget.attrs.items() if name != "placeholder"}
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        step = str(attrs.pop("step", ""))
        attrs = {name: value for name, value in attrs.items() if name not in ("min", "max")}
        attrs.setdefault("inputmode", "decimal" if "." in step or step == "any" else "numeric")
    elif isinstance(widget, forms.EmailInput):
        attrs = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none", **attrs}
    elif isinstance(widget, forms.PasswordInput):
        attrs = {"autocomplete": "current-password", "spellcheck": "false", "autocapitalize": "none", **attrs}
    return attrs
