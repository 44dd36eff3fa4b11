"""Names with an age: "Ella, 7", "Ella (7)", "Ella is 7", "7-year-old Ella".

What looks like a name is a word or two with a capital in front which is no word of plans, no month and no council.
The less a text says that a number is an age, the more of its surroundings has to fit.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile

from actionplans.identifying.not_names import NEVER, NOT_ENDINGS, OPENERS, RARELY

_BIG, _SMALL = "[A-ZÀ-ÖØ-ÞĀĆČĐĒĢĪĶĻŁŃŅŚŠŪŹŻŽİŞ]", "[a-zß-öø-ÿāăąćčđēęěğģīıķļłńņřśšșşţțūůźżž]"
_WORD = rf"(?:{_BIG}[’'])?{_BIG}{_SMALL}+(?:[’'-]?{_BIG}{_SMALL}+|[’'-]{_SMALL}+)*"
_NAME = rf"(?<![\w’'-])(?P<name>{_WORD}(?: {_WORD}){{0,3}})(?!\w)"
_IN_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty"
)
_AGE = rf"(?:2[0-5]|1\d|\d)\b(?:½|[.]5\b)?|(?i:{_IN_WORDS})\b"
_CHILDS = _IN_WORDS.removesuffix("|nineteen|twenty").removeprefix("one|")
_NUMBER = rf"(?:2[0-5]|1\d|[1-9]|(?:one|{_CHILDS})\b)"
_NO_RANGE = (
    r"(?![\w%½])(?![.,:/]\d)(?! ?[-–—/+&] ?\d)(?!\+)"
    r"(?! (?:to|or|plus|until|through) )(?! and (?:\d|a half|above|below|over|under|younger|older|up|upwards|beyond)\b)"
)
_UNIT = r"(?:years?|yrs?|y/o|yo|months?|mths?|weeks?|wks?)"
_OLD = rf"(?: ?{_UNIT}[ -]old\b| ?(?:yrs?|y/o|yo)\b)"
_END = (
    r"(?= ?(?:[;:!?)\]]|[.,](?!\d)|$)"
    r"| (?:and\b(?! \d)|who\b|was\b|is\b|has\b|had\b|said\b|says\b|told\b|from\b|lives\b|lived\b|felt\b|feels\b|wrote\b"
    r"|asked\b|wants\b|wanted\b))"
)

_CALLED = rf"{_NAME},? ?\(?"
_SURELY = {
    "Ella aged 7; Ella, who is aged seven": (
        rf"{_CALLED}(?:(?:who (?:is|was)|is|was|now) )?\b(?i:aged?)(?: of)?:? (?:{_AGE}){_NO_RANGE}"
    ),
    "Ella, 7 years old; Ella is seven years old": (
        rf"{_NAME}(?:,| is| was|’s|'s)? ?\(?(?:only |now |just |an? )?(?:{_AGE})-?{_OLD}"
    ),
    "Ella, a 7-year-old": rf"{_NAME},? (?:is |was )?an? (?:{_AGE})[ -]?{_UNIT}[ -]old",
    "7-year-old Ella; a seven year old girl called Ella": (
        rf"\b(?:{_AGE})(?:[ -]?{_UNIT}[ -]old|[ -]?y/?o)(?:,? [a-z]+){{0,2}} (?:called |named )?{_NAME}"
    ),
    "Ella turned 7": rf"{_NAME} (?:turned|turns|has turned|has just turned) (?:{_AGE}){_NO_RANGE}",
    "Ella’s 7th birthday": (
        rf"{_NAME}[’']s? (?:\d{{1,2}}(?:st|nd|rd|th)|(?:{_IN_WORDS})th|first|second|third|fifth) birthday"
    ),
}
SURELY = tuple(map(re.compile, _SURELY.values()))
"""The text says that it is an age."""

_SEX = "(?:boy|girl|male|female|son|daughter|[mfMF])"
_MAYBE = {
    "Ella (7), Ella (girl, 7), Ella (7, girl)": (
        rf"{_NAME} ?[(\[](?:(?:{_SEX}|now),? )?{_NUMBER}(?:,? ?{_SEX}\b)?[)\],;]"
    ),
    "Ella, 7, said": rf"{_NAME}, {_NUMBER}{_END}",
    "Ella is 7 and, Ella is nine; not “Leeds is one”": (
        rf"{_NAME},? (?:is|was|who is|who was)(?: only| now| just| nearly| almost)? "
        rf"(?!(?<! who is )one\b){_NUMBER}{_END}"
    ),
}
MAYBE = tuple(map(re.compile, _MAYBE.values()))
"""The text gives a number only, so the name has to look like one."""


def ages_in(text: str) -> Iterator[str]:
    """Each name with an age, as the text has it; text has single spaces."""
    for pattern in SURELY:
        yield from (found.group().strip() for found in pattern.finditer(text) if _may_be_name(found["name"]))
    for pattern in MAYBE:
        yield from (found.group().strip() for found in pattern.finditer(text) if _is_like_name(found["name"], text))


def _may_be_name(words: str) -> bool:
    """Whether it does not end in a word of plans: "Looked After Children aged 7" names nobody."""
    said = _words(words)
    return bool(said) and said[-1] not in NEVER


def _is_like_name(words: str, text: str) -> bool:
    """Whether it can only be a name: no word of plans, no month, no place, none that the text has in small letters."""
    said = _words(words)
    return bool(said) and not any(
        word in NEVER or word in RARELY or word.endswith(NOT_ENDINGS) or re.search(rf"\b{re.escape(word)}\b", text)
        for word in said
    )


def _words(name: str) -> list[str]:
    """The words in small letters, without a possessive and without those that only begin the sentence."""
    said = [word.lower().replace("’", "'").removesuffix("'s").rstrip("'") for word in name.split()]
    return list(dropwhile(OPENERS.__contains__, said))
