"""The abbreviations a paper uses and what they stand for: those of the council's list that occur in it, no others."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from actionplans.exports.document import Block, Heading, ItemList
from actionplans.glossary import used_in
from actionplans.snapshot import PlanSnapshot

NO_TEXT = ("anchor", "kind", "letter", "shape", "tone", "sheet")
"""Fields of blocks that hold no words of the paper."""


def with_abbreviations(snapshot: PlanSnapshot, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a paper, and after them the abbreviations that occur in them, where any do."""
    paper = tuple(blocks)
    used = used_in(_texts(paper), snapshot.glossary)
    if not used:
        return paper
    explained = tuple(f"{each.term}: {each.meaning}" for each in used)
    return (*paper, Heading(2, "Abbreviations"), ItemList("Used in this paper", explained))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NO_TEXT:
                yield from _texts(getattr(value, field.name))
