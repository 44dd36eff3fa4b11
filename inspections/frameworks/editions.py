"""The frameworks Ofsted has inspected by, as data: a new one is one more entry and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from inspections.frameworks.judgements import JudgementRow

_IMPACT_OF_LEADERS = JudgementRow(
    "impact_of_leaders",
    "The impact of leaders on social work practice with children and families",
    aliases=("The impact of leaders on practice with children and families",),
)
# Reports of 2026 print either: Liverpool's of July 2026 has the words used since 2018.
_IMPACT_OF_LEADERS_2026 = replace(_IMPACT_OF_LEADERS, names=(_IMPACT_OF_LEADERS.label, *_IMPACT_OF_LEADERS.aliases))
_HELP_AND_PROTECTION = JudgementRow(
    "help_and_protection", "The experiences and progress of children who need help and protection"
)
_IN_CARE_AND_CARE_LEAVERS = JudgementRow(
    "in_care_and_care_leavers", "The experiences and progress of children in care and care leavers"
)
_IN_CARE = JudgementRow("in_care", "The experiences and progress of children in care")
_CARE_LEAVERS = JudgementRow(
    "care_leavers",
    "The experiences and progress of care leavers",
    aliases=("The experiences and progress of children care leavers",),
)
_OVERALL = JudgementRow("overall", "Overall effectiveness", aliases=("The overall judgement",), is_overall=True)


@dataclass(frozen=True)
class Framework:
    """One edition of the rules Ofsted inspects by, with its rows in the order reports print them.

    It covers inspections whose first day on site is from `first_day` to `last_day`. Without a last day it runs until
    the next framework of its family begins. A framework without overall effectiveness says so in `no_overall_words`.
    """

    code: str
    name: str
    short_name: str
    family: str
    first_day: date
    last_day: date | None
    rows: tuple[JudgementRow, ...]
    no_overall_words: str = ""

    @property
    def gives_overall(self) -> bool:
        """Whether reports under this framework give a grade for overall effectiveness."""
        return any(row.is_overall for row in self.rows)

    def row(self, code: str) -> JudgementRow | None:
        """The row with that code, or None when this framework has none."""
        return next((row for row in self.rows if row.code == code), None)

    def covers(self, first_day_on_site: date) -> bool:
        """Whether an inspection beginning that day falls between the first and the last day."""
        return self.first_day <= first_day_on_site <= (self.last_day or date.max)


FRAMEWORKS: dict[str, Framework] = {
    framework.code: framework
    for framework in (
        Framework(
            code="sif",
            name="Single inspection framework (SIF)",
            short_name="SIF",
            family="sif",
            first_day=date(2013, 11, 1),
            last_day=date(2018, 6, 30),
            rows=(
                JudgementRow("help_and_protection", "Children who need help and protection", number="1"),
                JudgementRow(
                    "looked_after_and_permanence", "Children looked after and achieving permanence", number="2"
                ),
                JudgementRow("adoption", "Adoption performance", number="2.1", parent="looked_after_and_permanence"),
                JudgementRow(
                    "care_leavers",
                    "Experiences and progress of care leavers",
                    number="2.2",
                    parent="looked_after_and_permanence",
                ),
                JudgementRow("leadership", "Leadership, management and governance", number="3"),
                _OVERALL,
                JudgementRow(
                    "lscb",
                    "Local Safeguarding Children Board",
                    aliases=("The Local Safeguarding Children Board", "The Local Safeguarding Children Board (LSCB)"),
                    separate=True,
                ),
            ),
        ),
        Framework(
            code="ilacs_2018",
            name="Inspections of local authority children's services (ILACS), 2018 to 2022",
            short_name="ILACS 2018",
            family="ilacs",
            first_day=date(2018, 1, 1),
            last_day=date(2022, 12, 31),
            rows=(_IMPACT_OF_LEADERS, _HELP_AND_PROTECTION, _IN_CARE_AND_CARE_LEAVERS, _OVERALL),
        ),
        Framework(
            code="ilacs_2023",
            name="Inspections of local authority children's services (ILACS), 2023 to March 2026",
            short_name="ILACS 2023",
            family="ilacs",
            first_day=date(2023, 1, 1),
            last_day=date(2026, 3, 31),
            rows=(_IMPACT_OF_LEADERS, _HELP_AND_PROTECTION, _IN_CARE, _CARE_LEAVERS, _OVERALL),
        ),
        Framework(
            code="ilacs_2026",
            name="Inspections of local authority children's services (ILACS), from April 2026",
            short_name="ILACS 2026",
            family="ilacs",
            first_day=date(2026, 4, 1),
            last_day=None,
            rows=(_IMPACT_OF_LEADERS_2026, _HELP_AND_PROTECTION, _IN_CARE, _CARE_LEAVERS),
            no_overall_words="Not given since April 2026",
        ),
    )
}

FRAMEWORK_CHOICES = [(framework.code, framework.name) for framework in FRAMEWORKS.values()]


def possible_on(first_day: date, frameworks: Iterable[Framework] = FRAMEWORKS.values()) -> tuple[Framework, ...]:
    """Every framework in use for inspections whose first day on site was that day; of each family only the newest."""
    newest: dict[str, Framework] = {}
    for framework in sorted(frameworks, key=lambda each: each.first_day):
        if framework.covers(first_day):
            newest[framework.family] = framework
    return tuple(newest.values())


def must_ask(first_day: date) -> bool:
    """Whether the day alone does not settle the framework: SIF and ILACS ran side by side from January to June 2018."""
    return len(possible_on(first_day)) > 1


def refuse_overall(framework: Framework) -> str:
    """Why an overall grade cannot be entered under this framework; "" when the framework gives one."""
    if framework.gives_overall:
        return ""
    return (
        f"Overall effectiveness: {framework.no_overall_words[:1].lower()}{framework.no_overall_words[1:]}. "
        "Leave it empty. The report has no such grade and it is never worked out from the others."
    )
