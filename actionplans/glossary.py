"""Which of a council's abbreviations some texts use: pure, for the pages and the papers that explain them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar


class Explained(Protocol):
    """An abbreviation with what it stands for: a stored term, or one of a snapshot."""

    @property
    def term(self) -> str:
        """The abbreviation."""

    @property
    def meaning(self) -> str:
        """What it stands for."""


Term = TypeVar("Term", bound=Explained)


def used_in(texts: Iterable[str], terms: Iterable[Term]) -> tuple[Term, ...]:
    """Those of the terms that some text has as a word of its own, in its own capitals, also as a plural.

    They stay in their order, so that "SEND" is found in "SENDs" and "SEND's" and not in "send" or "SENDIST".
    """
    known = tuple(terms)
    if not known:
        return ()
    pattern = _pattern(tuple(sorted({each.term for each in known}, key=len, reverse=True)))
    found = {match["term"] for text in texts for match in pattern.finditer(text)}
    return tuple(each for each in known if each.term in found)


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds each of the terms, the longest first: "MASH+" is not "MASH"."""
    one = "|".join(re.escape(term) for term in terms)
    return re.compile(rf"(?<![\w&])(?P<term>{one})(?:s|['’]s)?(?![\w&])")
