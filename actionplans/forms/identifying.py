"""Texts that may identify a child are asked about before they are saved, once, beside the field."""

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from actionplans.identifying import questions_in

ADVICE = "Write it so that nobody can be identified, or tick the box under the text."


@dataclass(frozen=True)
class Confirmation:
    """The box under a text that was asked about; its name belongs to these questions, so others are asked anew."""

    name: str
    checked: bool
    label: str = "I have checked: nobody can be identified"


class IdentifyingMixin:
    """Put first among a form's bases: what was typed is saved when nothing in it seems to identify a child.

    Else the form comes back with the question and a box beside the field; the tick lets these words through and is kept
    nowhere. A text that was stored before and is not changed has been asked about already. asked_about names the
    fields; without it every text of the form is meant.
    """

    asked_about: ClassVar[tuple[str, ...]] = ()

    def full_clean(self) -> None:
        """Asks after everything else, so that no rule of the form takes a questioned text for an empty one."""
        super().full_clean()  # type: ignore[misc]  # of the form this is put before
        form: Any = self
        if form.is_bound:
            for name in self._texts():
                self._ask(name)

    def _texts(self) -> list[str]:
        """The fields whose text was typed and is good otherwise."""
        form: Any = self
        texts = (name for name, field in form.fields.items() if isinstance(field, forms.CharField))
        typed = self.asked_about or [name for name in texts if not form.fields[name].widget.is_hidden]
        return [name for name in typed if name in form.changed_data and name in form.cleaned_data]

    def _ask(self, name: str) -> None:
        form: Any = self
        questions = questions_in(str(form.cleaned_data[name] or ""))
        if not questions:
            return
        box = form.add_prefix(f"nobody-{name}-{_digest(questions)}")
        form.fields[name].confirmation = Confirmation(box, checked=box in form.data)
        if box not in form.data:
            form.add_error(name, f"{' '.join(questions)} {ADVICE}")


def _digest(questions: tuple[str, ...]) -> str:
    """Short letters that differ for other questions."""
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:12]
