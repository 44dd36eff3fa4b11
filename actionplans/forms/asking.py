"""What is probably a slip of the keys is asked once, beside its field, with a box that says it is right."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from actionplans.actions import Questioned
from actionplans.forms.identifying import Confirmation
from actionplans.measures.questions import Question

Made = TypeVar("Made")
RIGHT = "Yes, it is right"


class AskingMixin:
    """Puts questions to whoever typed; a tick belongs to the words of its questions, so others are asked anew."""

    def asked_at(self, question: Question) -> str:
        """The field a question stands beside."""
        return question.field

    def agrees(self, questions: Iterable[Question]) -> bool:
        """Whether the box of every question is ticked; else the form has the questions, and nothing typed is lost."""
        form: Any = self
        by_field: dict[str, list[str]] = {}
        for question in questions:
            by_field.setdefault(self.asked_at(question), []).append(question.words)
        answers = [_agrees_to(form, field, words) for field, words in by_field.items()]
        return all(answers)


def _agrees_to(form: Any, field: str, words: list[str]) -> bool:
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    box = form.add_prefix(f"right-{field}-{digest}")
    ticked = box in form.data
    form.fields[field].confirmation = Confirmation(box, checked=ticked, label=RIGHT)
    if not ticked:
        form.add_error(field, f"{' '.join(words)} If it is, tick the box under it.")
    return ticked


def once_agreed(form: AskingMixin, act: Callable[[Collection[str]], Made]) -> Made | None:
    """What the verb makes, told what was agreed to; None where the form now asks. Lets every other refusal through."""
    try:
        return act(())
    except Questioned as asked:
        if not form.agrees(asked.questions):
            return None
        return act([question.words for question in asked.questions])


def refuse(form: Any, words: str, field: str, called: Mapping[str, str] | None = None) -> None:
    """A refusal beside its field, or over the form where it has none of that name."""
    name = (called or {}).get(field, field)
    form.add_error(name if name in form.fields else None, words)
