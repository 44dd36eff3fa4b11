"""How dates and counts are written, on pages and on papers alike."""

import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

#: A capital followed by small letters only, as a word has it that merely begins a label.
ORDINARY_WORD = re.compile(r"[A-Z][a-z]*(?:-[a-z]+)*(?![A-Za-z])")
#: Words that keep their capital in the middle of a sentence.
NAMES = ("Ofsted", "England", "Wales", "Scotland", *MONTHS)


def date_in_words(day: date | None) -> str:
    """The date as people say it, "12 August 2022"; no date gives an empty text."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def counted(number: int, noun: str, plural: str = "") -> str:
    """A count with its noun in the right number: "1 action", "12 actions", "2,400 actions"."""
    word = noun if abs(number) == 1 else plural or f"{noun}s"
    return f"{number:,} {word}"


def working_days_in_words(number: int) -> str:
    """A number of working days: "1 working day", "33 working days"."""
    return counted(number, "working day")


def mid_sentence(label: str) -> str:
    """A field's label as it reads inside a sentence: "Due date" -> "due date"; "DfE number" and "Ofsted URN" stay."""
    first = ORDINARY_WORD.match(label)
    if not first or first[0] in NAMES:
        return label
    return label[0].lower() + label[1:]


def in_a_row(words: Sequence[str]) -> str:
    """Several words as a sentence holds them: "Ann", "Ann and Bo", "Ann, Bo and Cy"; none give an empty text."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
