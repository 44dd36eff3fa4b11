"""What a judgement is: one row of a report's table and one of four grades, by code and by the words reports print."""

from dataclasses import dataclass
from datetime import date

FIRST_DAY_OF_ONE_LABEL = date(2020, 1, 1)
"""Reports on inspections that began before this day print "Requires improvement" for today's longer words, or both."""


def _plain(text: str) -> str:
    """Text for comparing: one space between words, small letters, no full stop or colon at the end."""
    return " ".join(text.split()).rstrip(".:").casefold()


@dataclass(frozen=True)
class Grade:
    """One of Ofsted's four grades: the code that is stored, the words of today, and words older reports print."""

    code: str
    label: str
    alternative_labels: tuple[str, ...] = ()


GRADES: dict[str, Grade] = {
    grade.code: grade
    for grade in (
        Grade("outstanding", "Outstanding"),
        Grade("good", "Good"),
        Grade("requires_improvement", "Requires improvement to be good", ("Requires improvement",)),
        Grade("inadequate", "Inadequate"),
    )
}


GRADE_CHOICES = [(grade.code, grade.label) for grade in GRADES.values()]


def grade_for(printed: str) -> Grade | None:
    """The grade a report means by these words, whatever the capitals and spaces; None when they are no grade."""
    for grade in GRADES.values():
        if _plain(printed) in {_plain(label) for label in (grade.label, *grade.alternative_labels)}:
            return grade
    return None


def printed_grades(first_day: date) -> tuple[str, ...]:
    """The words a report on an inspection that began that day may print for its grades, best first."""
    words: list[str] = []
    for grade in GRADES.values():
        words += [*(grade.alternative_labels if first_day < FIRST_DAY_OF_ONE_LABEL else ()), grade.label]
    return tuple(words)


@dataclass(frozen=True)
class JudgementRow:
    """One row of a framework's table of judgements: the code that is stored and the label as reports print it.

    `number` is Ofsted's own ("2.1"), `parent` the code of the row it stands under, `separate` marks a judgement on
    another body (the local safeguarding children board), and `aliases` are other labels reports have printed. Where
    reports under one framework print now this and now that, `names` are the labels a person chooses from.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    number: str = ""
    parent: str | None = None
    is_overall: bool = False
    separate: bool = False

    @property
    def numbered_label(self) -> str:
        """The label with Ofsted's number before it, where it has one."""
        return f"{self.number} {self.label}".strip()
