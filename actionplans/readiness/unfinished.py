"""Words that stand for others still to come: those that certainly do, and those that a sentence may need.

"TBC" is a placeholder wherever it stands. "To be agreed" is one where it is all that a text, a line or a bracket says;
inside a sentence it is a question at most, because social workers have procedures to follow and decisions to be agreed.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto


class Sort(Enum):
    """What a text is, and so how little of it may be left to come."""

    NAME = auto()
    """Who leads or monitors: a name or post, never a sentence."""
    MEASURE = auto()
    """How success is seen: "target to be set" sets none."""
    PROSE = auto()
    """Anything else. "Appoint a chair", "Chair to be appointed": an action may be that something is settled."""


CERTAIN = re.compile(
    r"\bT(?P<dot>[. ]?)B(?P=dot)[CDA]\b"
    r"|\bwill be noted here\b"
    r"|[\[<{] ?insert\b[^\]>}]{0,60}[\]>}]?"
    r"|\binsert (?:[\w’'-]+ ){0,4}here\b"
    r"|\blorem ipsum\b"
    r"|_{3,}"
    r"|\?{3,}",
    re.IGNORECASE,
)

_TO_BE = r"to be (?:added|advised|agreed|announced|appointed|arranged|completed later|confirmed|decided|determined|set)"
_COMING = rf"(?:{_TO_BE}|to follow)(?: (?:later|shortly|soon|in due course))?"
_OF_THE_PAPER = r"content|date|details?|figures?|information|more|names?|number|percentage|text|wording"
"""What a paper itself still lacks, whatever the text is about."""
_OF_THE_PLAN = (
    r"baselines?|board|body|budget|chair|costs?|data|dates|deadlines?|evidence|frequency|funding|leads?|manager"
    r"|measures?|membership|milestones?|officer|owner|post|report|resources?|targets?|timescales?|timetable"
)
"""What a plan has to say of its actions; settling it can be an action too."""
_OUTSTANDING = (
    r"agreement|appointment|approval|confirmation|data|decision|details|feedback|figures|funding|information|outcome"
    r"|recruitment|response|sign-off|validation"
)
"""What is awaited."""
_THING = rf"(?:{_OF_THE_PAPER}|{_OF_THE_PLAN})"
_IS = r"(?:(?:are|is|still|yet) ){0,3}"
_WORD = r"[\w’',&/-]+"
_LABEL = r"(?:[^:]{1,40}: ?)?"
_BLANK = r"£X+|X+ ?%|X{2,}|\?\?|\.{5,}"
_AWAITED = (
    rf"(?:awaiting|pending)(?: (?:{_WORD} ){{0,2}}(?:{_OUTSTANDING})(?: {_WORD}){{0,4}})?"
    rf"|(?:{_WORD} ){{0,2}}(?:{_OUTSTANDING}) (?:is )?(?:awaited|pending)"
)


def _whole(*patterns: str) -> re.Pattern[str]:
    """Recognises a line that says nothing but one of these, perhaps after a label: "Lead: to be agreed"."""
    return re.compile(rf"{_LABEL}(?:{'|'.join(patterns)})", re.IGNORECASE)


WHOLE = {
    Sort.NAME: _whole(
        rf"(?:{_WORD} ){{0,6}}{_COMING}",
        rf"{_TO_BE}(?: {_WORD}){{0,8}}",
        rf"(?:awaiting|pending)(?: {_WORD}){{0,8}}",
        _AWAITED,
        _BLANK,
    ),
    Sort.MEASURE: _whole(rf"(?:(?:{_WORD} ){{0,2}}{_THING}(?:(?: and |/){_THING})? {_IS})?{_COMING}", _AWAITED, _BLANK),
    Sort.PROSE: _whole(
        rf"(?:(?:(?:all|exact|final|full|further|more|the) )?(?:{_OF_THE_PAPER}) {_IS})?{_COMING}", _AWAITED, _BLANK
    ),
}
LONGEST_WHOLE = 150
"""Characters; a longer line says something besides."""
BRACKET = re.compile(rf"[(\[]([^()\[\]]{{1,{LONGEST_WHOLE}}})[)\]]")
AT_THE_FRONT = re.compile(r"(?:[-–—•*·>]|\d{1,3}[.)]|[a-z][.)]) +")

DOUBTFUL = re.compile(
    rf"\b(?:{_THING} {_IS}{_COMING}|(?:are|is|still|yet) {_TO_BE})(?=[.,;:)\]]|$)"
    rf"|(?:^|[(\[]){_COMING}\b"
    r"|\bstill awaited\b"
    r"|\?\?"
    r"|\.{5,}"
    rf"|(?<!\w)(?:£X+|X+ ?%|X{{2,}})(?!\w)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b(?:annex|appendix|article|chapter|part|schedule|section|table|title|volume) $", re.IGNORECASE)
ROMAN = re.compile("X+", re.IGNORECASE)
LONGEST_NUMBERED = 12
"""Characters before a number in which the word that it numbers stands: "Article XX"."""


def placeholder_in(text: str, sort: Sort = Sort.PROSE) -> str:
    """The words in a text that only stand for others still to come, for example "TBC"; empty when there are none."""
    for line in _lines(text):
        if found := CERTAIN.search(line):
            return found.group()
        if whole := _whole_of(line, sort):
            return whole
    return ""


def maybe_placeholder_in(text: str) -> str:
    """Words inside a sentence that may stand for others still to come: "targets to be agreed"; empty without any."""
    for line in _lines(text):
        for found in DOUBTFUL.finditer(line):
            before = line[max(0, found.start() - LONGEST_NUMBERED) : found.start()]
            if not (ROMAN.fullmatch(found.group()) and NUMBERED.search(before)):
                return found.group().strip("([ ")
    return ""


def stands_in(word: str) -> bool:
    """Whether one word, for example "TBC" or "XX", only stands for others."""
    return bool(CERTAIN.fullmatch(word) or re.fullmatch(_BLANK, word, re.IGNORECASE))


def _lines(text: str) -> Iterator[str]:
    """The lines that say something, with single spaces and without what marks them in a list."""
    for line in text.splitlines():
        plain = " ".join(line.split())
        front = AT_THE_FRONT.match(plain)
        if said := plain[front.end() :] if front else plain:
            yield said


def _whole_of(line: str, sort: Sort) -> str:
    """The line, or a bracket in it, when it says nothing but that something is to come."""
    if _is_whole(line, WHOLE[sort]):
        return line.rstrip(" .,;:") or line
    asides = BRACKET.finditer(line)
    return next((aside.group() for aside in asides if _is_whole(aside[1], WHOLE[Sort.MEASURE])), "")


def _is_whole(words: str, pattern: re.Pattern[str]) -> bool:
    if len(words) > LONGEST_WHOLE:
        return False
    return bool(pattern.fullmatch(words) or pattern.fullmatch(words.strip(" .,;:!-–—\"“”'‘’()[]")))
