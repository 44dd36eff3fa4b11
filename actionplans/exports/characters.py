"""Characters that no font of ours can draw, described so that a person can find and replace them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from actionplans.exports.document import Document, Heading, Table


@dataclass(frozen=True)
class Undrawn:
    """One character: its number, its name where it has one, and the places in the paper where it stands."""

    character: str
    number: str
    name: str
    places: tuple[str, ...]


def describe(characters: tuple[str, ...], document: Document) -> list[Undrawn]:
    """Each character with its number, name and the actions or sections it stands in."""
    return [
        Undrawn(
            character,
            f"U+{ord(character):04X}",
            unicodedata.name(character, "no name").lower(),
            tuple(dict.fromkeys(_places(character, document))),
        )
        for character in characters
    ]


def _places(character: str, document: Document) -> Iterator[str]:
    """Where a character stands: the action of its row, else the heading above it."""
    heading = document.title
    for block in document.plain_blocks():
        if isinstance(block, Heading):
            heading = block.text
        if isinstance(block, Table) and block.sheet == "Actions":
            yield from (f"Action {row[0][0].text}" for row in block.rows if row[0][0] and _holds(row, character))
        elif _holds(block, character):
            yield heading


def _holds(value: Any, character: str) -> bool:
    """Whether the character stands in any text of a value, however deep."""
    if isinstance(value, str):
        return character in value
    if isinstance(value, tuple):
        return any(_holds(part, character) for part in value)
    return is_dataclass(value) and any(_holds(getattr(value, field.name), character) for field in fields(value))
