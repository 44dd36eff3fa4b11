"""Plain words for what Django says of a field by default."""

from typing import Any

from django import forms

from ilacs.design.dates import DateField
from ilacs.design.wording import mid_sentence


class PlainWords:
    """Put first among a form's bases: "This field is required." becomes "Enter the lead officer".

    A message a field was given of its own is left alone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Words the fields as the form has them, once it is made."""
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = getattr(self, "fields", {})
        for name, field in fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            word_field(field)


def word_field(field: forms.Field) -> None:
    """Replace the default messages of one field by words that use its label and say what to do next."""
    if isinstance(field, DateField):
        return
    thing = mid_sentence(str(field.label))
    thing = thing if thing.startswith(("the ", "your ", "a ", "how ", "what ", "who ")) else f"the {thing}"
    for code, words in plain_messages(field, thing).items():
        if field.error_messages.get(code) == default_message(field, code):
            field.error_messages[code] = words


def default_message(field: forms.Field, code: str) -> Any:
    """What Django says for the code when nobody gave this field a message of its own."""
    by_class = (vars(field_class).get("default_error_messages", {}) for field_class in type(field).__mro__)
    return next((messages[code] for messages in by_class if code in messages), None)


def plain_messages(field: forms.Field, thing: str) -> dict[str, str]:
    """The plain messages for a field of this kind by Django's error codes; `thing` is its label with an article."""
    subject = thing[0].upper() + thing[1:]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {"required": f"Choose {thing}", "invalid_choice": f"Choose {thing} from the list"}
    if isinstance(field, forms.FileField):
        return {"required": f"Choose the file for {thing}", "empty": f"{subject} is empty: choose another file"}
    if isinstance(field, forms.EmailField):
        return {"required": f"Enter {thing}"}
    if isinstance(field, forms.IntegerField):
        return {"required": f"Enter {thing}", "invalid": f"{subject} must be a whole number, for example 12"}
    if isinstance(field, forms.BooleanField):
        return {"required": f"Tick the box: {thing.removeprefix('the ')}"}
    return {"required": f"Enter {thing}"}
