"""What a newly pasted list keeps, rewords, adds and removes of the list that is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.75
"""From this likeness on (0 to 1) two texts are one item reworded; below it one was removed and another added."""
COMPARED = 2_000
"""Characters of a text that are compared; no item of a report is longer."""
LONG = 12
"""Words from which a text is compared word by word before it is compared letter by letter, which takes longer."""
WORDS_ALIKE = 0.5
"""The likeness of long texts, word by word, below which their letters are not compared."""


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
    """Whether one text looks like the other with a slip mended. The cheap questions first: most pairs are unlike."""
    old, new = old[:COMPARED], new[:COMPARED]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return False
    return _words_alike(old.split(), new.split()) and matcher.ratio() >= ALIKE


def _words_alike(old: list[str], new: list[str]) -> bool:
    """Whether long texts share words in the same order; in short ones a slip may touch every word."""
    if min(len(old), len(new)) < LONG:
        return True
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= WORDS_ALIKE and matcher.ratio() >= WORDS_ALIKE
