"""Dates of birth: a day near a word that says somebody was born on it."""

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)\b"
_DATE = (
    r"(?:(?:19|20)\d\d ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}\b"
    rf"|\d{{1,2}} ?[-/.] ?\d{{1,2}} ?[-/.] ?{_YEAR}"
    rf"|\d{{1,2}} \d{{1,2}} (?:19|20)\d\d\b"
    rf"|{_DAY}(?: ?of)?[ -]?{_MONTH}(?:,?[ -]?{_YEAR})?"
    rf"|{_MONTH} {_DAY}\b(?:,? {_YEAR})?)"
)
"""A day in any way it is commonly written: 3/4/2015, 3.4.15, 2015-04-03, 3rd of April 2015, April 3, 2015."""
_LOOSE = rf"(?:{_DATE}|{_MONTH} ?{_YEAR}|\d{{6}}\b|\d{{8}}\b|(?:19|20)\d\d\b)"
"""After "date of birth" even a month or a year."""

_MARKED = r"(?:\bd\.? ?o\.? ?b\b\.?|\b(?:date|day) of (?:her |his |their )?birth\b|\bbirth ?date\b|\bbirthday\b)"
_COHORT = r"(?:after|before|between|since|until|from|prior|by|on or)"
"""Words that make it a group: "children born on or after 1 September 2020"."""
_APART = rf"(?:(?!\b{_COHORT}\b)[^.;!?\d]|\.(?! )){{0,30}}?"
"""Up to thirty characters of the same sentence that give no other number and name no group."""

BIRTHS = re.compile(
    rf"{_MARKED}{_APART}(?<!\d){_LOOSE}"
    rf"|\bborn\b{_APART}(?<![\d.]){_DATE}"
    rf"|(?<![\d.]){_DATE}[ ,(\[:-]{{0,4}}(?:is |was )?(?:(?:her|his|their|the|child’s|child's) )?{_MARKED}"
    r"|\bb\. ?(?:19|20)\d\d\b"
    rf"|\bb\. ?{_DATE}",
    re.IGNORECASE,
)


def births_in(text: str) -> Iterator[str]:
    """Each date of birth with the words that mark it; text has single spaces."""
    yield from (found.group() for found in BIRTHS.finditer(text))
