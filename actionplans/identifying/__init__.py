"""Texts that look as if they identify a child: pure questions in words, for forms and for what is read before sending.

A plan is printed in public papers, so it never holds anything that identifies a child. No program can know that it
does not; this one asks where a text has what such a text usually has, and a person answers.
"""

import re
from collections.abc import Callable, Iterator

from actionplans.identifying.births import births_in
from actionplans.identifying.names import ages_in
from actionplans.identifying.numbers import addresses_in, case_numbers_in, nhs_numbers_in

_Find = Callable[[str], Iterator[str]]
_ASKED: tuple[tuple[_Find, str], ...] = (
    (ages_in, "Does “{}” give a child’s name and age?"),
    (births_in, "Is “{}” the date of birth of one child?"),
    (nhs_numbers_in, "Is “{}” somebody’s NHS number?"),
    (addresses_in, "Is “{}” where somebody lives?"),
    (case_numbers_in, "Is “{}” the number of somebody’s case?"),
)
LONGEST_QUOTE = 60
"""Characters of the text that a question quotes."""

__all__ = ["LONGEST_QUOTE", "questions_in"]


def questions_in(text: str) -> tuple[str, ...]:
    """What to ask about a text that looks as if it identified a child, in whole sentences; empty without a doubt."""
    plain = re.sub(r"\s+", " ", text)
    found = (words.format(_short(quote)) for find, words in _ASKED for quote in find(plain))
    return tuple(dict.fromkeys(found))


def _short(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1].rstrip()}…"
