"""Every kind of gap there is: its code for ever, how grave it is, and what it means in a line."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a gap is: the plan cannot go without it, or a careful reader will ask for it."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True)
class Kind:
    """One kind of gap: the code under which councils turn it off, its title, and why it matters."""

    code: str
    level: Level
    title: str
    explanation: str


def _table(level: Level, *rows: tuple[str, str, str]) -> dict[str, Kind]:
    """The kinds of one level by their codes, in the order given."""
    return {code: Kind(code, level, title, explanation) for code, title, explanation in rows}


ERRORS = _table(
    Level.MUST,
    (
        "plan-without-area",
        "A plan without areas",
        "The plan answers the areas for improvement that Ofsted named. Bring them in first.",
    ),
    (
        "area-without-action",
        "An area without an action",
        "The law asks for the action proposed. An area counts as answered when an action of another area serves it.",
    ),
    (
        "area-without-outcome",
        "An area without an outcome for children",
        "An action is judged by what becomes better for children, so each area says what that is.",
    ),
    ("action-without-lead", "An action without a lead", "Nobody can be asked about an action that nobody leads."),
    (
        "action-without-dates",
        "An action without dates",
        "The law asks for the period in which the action will be taken: a start, a due date, or both.",
    ),
    (
        "action-without-success-measure",
        "An action without a success measure",
        "Without one nobody can tell whether the action has worked.",
    ),
    (
        "placeholder",
        "A placeholder left in",
        "“TBC” anywhere, or a text that says no more than “to follow”, is read as a plan that is not finished.",
    ),
)
"""What stops submission. No council can turn these off."""

WARNINGS = _table(
    Level.SHOULD,
    (
        "no-monitoring-arrangements",
        "No monitoring arrangements",
        "The plan does not say who checks progress, how often and in which meeting. Ofsted looks for this first.",
    ),
    ("area-without-lead", "An area without a lead", "Members ask who answers for the whole of an area."),
    (
        "no-due-date",
        "An action with a start but no due date",
        "“Ongoing” is not a date: an action that never falls due can never be late.",
    ),
    (
        "due-before-plan",
        "An action due before there was a plan",
        "It was due before the report arrived, so it does not answer the report.",
    ),
    (
        "original-date-past",
        "An original date that has passed",
        "The date first given has gone by and the action is not complete.",
    ),
    (
        "dates-outside-plan",
        "Dates outside the plan",
        "The plan runs from the first day of its inspection until the next one is expected at the latest.",
    ),
    (
        "ends-after-next-inspection",
        "An area that is finished only after the next inspection",
        "Every action of the area ends after inspectors are expected back, so they would find none of it done.",
    ),
    (
        "maybe-placeholder",
        "Words that may stand for others",
        "Inside a sentence “to be agreed” or “XX” may mean that something is still to come. If it is, say it.",
    ),
    (
        "identifying",
        "Words that may identify a child",
        "Papers are public: no name with an age, date of birth, NHS number, address or number of a case belongs there.",
    ),
    (
        "seventy-days",
        "“70 days” for “70 working days”",
        "The law counts 70, 30 and 20 working days; calendar days would give a date weeks too early.",
    ),
    (
        "unexplained-abbreviation",
        "An abbreviation nobody explains",
        "Members and families may not know it. Write the words out once, the letters in brackets, or use the glossary.",
    ),
)
"""What a critical reader would question. A council may turn any of these off."""

KINDS = {**ERRORS, **WARNINGS}


@dataclass(frozen=True)
class Missing:
    """One gap. area_number is None for the plan itself, item_reference for a whole area; field is the model's name."""

    area_number: int | None
    item_reference: str | None
    field: str
    message: str
    code: str

    @property
    def kind(self) -> Kind:
        """What kind of gap it is, with its title and explanation."""
        return KINDS[self.code]

    @property
    def level(self) -> Level:
        """How grave it is."""
        return self.kind.level

    @property
    def is_must(self) -> bool:
        """Whether the plan cannot be submitted with this gap."""
        return self.level is Level.MUST
