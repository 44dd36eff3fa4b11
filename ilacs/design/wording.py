"""How dates and counts are written, on pages and on papers alike."""

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
    """A field's label as it reads inside a sentence: "Due date" -> "due date"; "DfE number" stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or len(label) == 1 else label
