"""What a newly pasted list keeps, rewords, adds and removes of the list that is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.75
"""From this likeness on (0 to 1) two texts are one item reworded; below it one was removed and another added."""


@dataclass(frozen=True)
class Matching:
    """`rows` in the new order, each the stored item (None for a new one) and its text; `removed` the items left out."""

    rows: tuple[tuple[Any, str], ...]
    removed: tuple[Any, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """The texts that are new."""
        return tuple(text for old, text in self.rows if old is None)

    @property
    def reworded(self) -> tuple[tuple[str, str], ...]:
        """The texts that changed a little: before and after."""
        return tuple((old.text, text) for old, text in self.rows if old and old.text != text)

    @property
    def kept(self) -> int:
        """How many items stay, reworded ones included."""
        return len(self.rows) - len(self.added)

    @property
    def changes_anything(self) -> bool:
        """Whether anything is added, removed, reworded or put in another place."""
        places = [old.position for old, _ in self.rows if old]
        return bool(self.added or self.removed or self.reworded or places != sorted(places))


def match_items(stored: Sequence[Any], texts: Sequence[str]) -> Matching:
    """Pairs stored items (anything with `text`) with the texts of a pasted list: first the same words, then alike ones.

    Words are compared without regard to line breaks; the same words keep the stored text, breaks and all.
    """
    left = list(stored)
    pairs: list[Any] = [None] * len(texts)
    for alike in (_same_words, _much_alike):
        for place, text in enumerate(texts):
            if pairs[place] is None and (found := next((old for old in left if alike(old.text, text)), None)):
                pairs[place] = found
                left.remove(found)
    rows = tuple(
        (old, old.text if old and _same_words(old.text, text) else text) for old, text in zip(pairs, texts, strict=True)
    )
    return Matching(rows, tuple(left))


def _same_words(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but spaces and line breaks."""
    return old.split() == new.split()


def _much_alike(old: str, new: str) -> bool:
    """Whether one text looks like the other with a slip mended."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE
