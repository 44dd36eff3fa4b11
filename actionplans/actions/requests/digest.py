"""What a digest says. Pure.

An e-mail leaves the council's program, so it holds little: references and the first words of actions, and links that
ask whoever follows them to sign in. Of a plan under embargo it holds references and links alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ilacs.design.wording import counted, date_in_words

LONGEST_TITLE = 90
"""Characters of an action that stand in an e-mail."""


class Urgency(IntEnum):
    """How the request is worded; the gravest part words the subject."""

    ASKED = 1
    REMINDED = 2
    RETURNED = 3
    LATE = 4


@dataclass(frozen=True)
class Line:
    """One action: its reference, its first words (none under embargo), the link, and whether it was returned."""

    reference: str
    title: str
    url: str
    is_returned: bool


@dataclass(frozen=True)
class Part:
    """What one round waits for. meeting and message are empty under embargo; contact is who opened it."""

    plan: str
    round: str
    meeting: str
    answers_due_on: date
    urgency: Urgency
    message: str
    contact: str
    contact_email: str
    url: str
    lines: tuple[Line, ...]

    @property
    def due_words(self) -> str:
        """By when it answers, or answered."""
        day = f"{self.answers_due_on:%A} {date_in_words(self.answers_due_on)}"
        return f"Reports were due on {day}." if self.urgency == Urgency.LATE else f"Reports are due on {day}."

    @property
    def count_words(self) -> str:
        """How many actions follow."""
        verb = "waits" if len(self.lines) == 1 else "wait"
        return f"{counted(len(self.lines), 'action')} {verb} for your report:"

    @property
    def returned(self) -> int:
        """How many of them were answered and came back."""
        return sum(line.is_returned for line in self.lines)


@dataclass(frozen=True)
class Digest:
    """One e-mail to one person; kinds names what it tells for the first time: (key of the round, kind)."""

    person_pk: int
    name: str
    email: str
    parts: tuple[Part, ...]
    kinds: tuple[tuple[int, str], ...]
    all_url: str

    @property
    def subject(self) -> str:
        """What is asked, in one line without anything confidential."""
        urgency = max(part.urgency for part in self.parts)
        total = counted(sum(len(part.lines) for part in self.parts), "action")
        day = date_in_words(min(part.answers_due_on for part in self.parts))
        returned = sum(part.returned for part in self.parts)
        match urgency:
            case Urgency.LATE:
                return f"Late: your report on {total}"
            case Urgency.RETURNED:
                return f"Returned: your report on {counted(returned, 'action')}"
            case Urgency.REMINDED:
                return f"Reminder: report on {total} by {day}"
        return f"Please report on {total} by {day}"

    @property
    def contacts(self) -> tuple[tuple[str, str], ...]:
        """Whom to tell that somebody else leads an action now: names and addresses, each once."""
        return tuple(dict.fromkeys((part.contact, part.contact_email) for part in self.parts if part.contact_email))
