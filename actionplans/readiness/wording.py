"""Words in a text that a reader stumbles over: days that should be working days, and abbreviations."""

import re
from collections.abc import Iterable, Iterator

from actionplans.readiness.unfinished import stands_in

# SI 2007/462 and Ofsted's guidance count 70, 30 and 20 working days.
PLAIN_DAYS = re.compile(r"(?<![\d.,£])\b(?P<number>70|30|20|seventy|thirty|twenty)[ \u00a0-]+days?\b", re.IGNORECASE)

_LETTERS = r"(?P<letters>[A-Z][A-Z0-9&]{0,6}[A-Z][A-Z0-9]{0,6})(?:s|['’]s)?"
ABBREVIATION = re.compile(rf"(?<![\w&]){_LETTERS}(?![\w&])")
AT_THE_END = re.compile(rf"(?<![\w&]){_LETTERS}[\"”’]?\s*$")
ALONE = re.compile(rf"\W*(?:(?:the|an?|or|known as|called)\s+)*[\"“‘']?{_LETTERS}\W*")
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
KNOWN_TO_ALL = re.compile(r"UK|EU|GB|USA|NHS|PDF|BBC|TV|PC|IT|ID|OK|GP|GPS|URL|SMS|DVD|MP|VAT|PO|AM|PM")
IN_CAPITALS_TO_BE_HEARD = re.compile(r"ALL|AND|ANY|BOTH|EACH|EVERY|MUST|NO|NOT|NOW|ONLY|OR|WILL")
LONGEST_ABBREVIATION = 8
"""Letters; whatever is longer is a word in capitals."""
SHOUTED_WORDS = 3
"""So many words of one phrase without a small letter are a heading in capitals, not abbreviations."""
WORDS_BEFORE, LETTERS_BEFORE = 14, 300
"""How far before a bracket the words it shortens may begin."""


def plain_days_in(text: str) -> str:
    """The first "70 days" (30 and 20 too, in words too) that does not say working days; empty when there is none."""
    found = PLAIN_DAYS.search(text)
    return found.group() if found else ""


def abbreviations_in(text: str) -> Iterator[str]:
    """Each abbreviation in the order of the text, without the s of its plural; what everybody knows is left out."""
    for phrase in re.split(r"[\n,;:/.()]", text):
        if not _is_shouted(phrase):
            found = (match["letters"] for match in ABBREVIATION.finditer(phrase))
            yield from (letters for letters in found if _needs_explaining(letters))


def _is_shouted(phrase: str) -> bool:
    return phrase == phrase.upper() and len(phrase.split()) >= SHOUTED_WORDS


def _needs_explaining(letters: str) -> bool:
    plain = any(each.fullmatch(letters) for each in (KNOWN_TO_ALL, IN_CAPITALS_TO_BE_HEARD, ROMAN))
    return not plain and not stands_in(letters) and len(letters) <= LONGEST_ABBREVIATION


def explained_in(texts: Iterable[str]) -> frozenset[str]:
    """Every abbreviation that some text explains: "words (ABC)" or "ABC (words)", with a word that begins like it."""
    return frozenset(letters for text in texts for letters in _explained(text))


def _explained(text: str) -> Iterator[str]:
    """The abbreviations that brackets of this text explain, or that stand before brackets which explain them."""
    for bracket in re.finditer(r"\(([^()]*)\)", text):
        before, inside = text[max(0, bracket.start() - LETTERS_BEFORE) : bracket.start()], bracket[1]
        alone, last = ALONE.fullmatch(inside), AT_THE_END.search(before)
        if alone and _begins_like(alone["letters"], _words(before)[-WORDS_BEFORE:]):
            yield alone["letters"]
        if last and _begins_like(last["letters"], _words(inside)):
            yield last["letters"]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _begins_like(letters: str, words: list[str]) -> bool:
    """Whether one of these words, itself no abbreviation, begins with the first of the letters."""
    return any(word[0].upper() == letters[0] and not word.isupper() for word in words)
