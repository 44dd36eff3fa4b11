"""What Ofsted inspects and grades: the kinds of inspection, the judgements of each framework, and the four grades.

Everything is data in one place. A new framework is one more entry in FRAMEWORKS; nothing else changes.
A framework is chosen by kind and by the first day on site, never by the date of publication, and an overall grade is
never worked out from the others: it is what the report prints, or it does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NO_OVERALL_SINCE_2026 = "Not given since April 2026"
FOUR_WEEKS = 28
TWELVE_WEEKS = 84


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


def grade_for(printed: str) -> Grade | None:
    """The grade a report means by these words, whatever the capitals and spaces; None when they are no grade."""
    for grade in GRADES.values():
        if _plain(printed) in {_plain(label) for label in (grade.label, *grade.alternative_labels)}:
            return grade
    return None


@dataclass(frozen=True)
class JudgementRow:
    """One row of a framework's table of judgements: the code that is stored and the label as reports print it.

    `number` is Ofsted's own ("2.1"), `parent` the code of the row it stands under, `separate` marks a judgement on
    another body (the local safeguarding children board), and `aliases` are other labels reports have printed.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    number: str = ""
    parent: str | None = None
    is_overall: bool = False
    separate: bool = False

    @property
    def numbered_label(self) -> str:
        """The label with Ofsted's number before it, where it has one."""
        return f"{self.number} {self.label}".strip()

    def is_printed_as(self, printed: str) -> bool:
        """Whether a report means this row by that label, with or without its number."""
        words = _plain(printed)
        if self.number:
            words = words.removeprefix(self.number).lstrip(". ")
        return words in {_plain(label) for label in (self.label, *self.aliases)}


_IMPACT_OF_LEADERS = JudgementRow(
    "impact_of_leaders",
    "The impact of leaders on social work practice with children and families",
    aliases=("The impact of leaders on practice with children and families",),
)
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

    def row_printed_as(self, printed: str) -> JudgementRow | None:
        """The row a report means by that label, or None."""
        return next((row for row in self.rows if row.is_printed_as(printed)), None)

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
            rows=(_IMPACT_OF_LEADERS, _HELP_AND_PROTECTION, _IN_CARE, _CARE_LEAVERS),
            no_overall_words=NO_OVERALL_SINCE_2026,
        ),
    )
}


class PlanRule(StrEnum):
    """When the authority owes an action plan after an inspection of a kind."""

    ALWAYS = "always"
    IF_PRIORITY_ACTION = "if_priority_action"
    IF_STATEMENT_REQUIRED = "if_statement_required"
    NEVER = "never"
    AS_ENTERED = "as_entered"


@dataclass(frozen=True)
class Kind:
    """One kind of inspection: what it is called, whether it grades, how long it lasts and what is owed afterwards.

    `family` names the frameworks of a graded kind ("" when it gives no grades). Lengths are calendar days from the
    first to the last day on site, both counted: longer than `usual_days` is odd, longer than `limit_days` is refused.
    """

    code: str
    name: str
    plan_rule: PlanRule
    then: str
    family: str = ""
    usual_days: int | None = None
    limit_days: int = FOUR_WEEKS

    @property
    def is_graded(self) -> bool:
        """Whether inspections of this kind give judgements."""
        return bool(self.family)

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks inspections of this kind may belong to, oldest first."""
        return tuple(framework for framework in FRAMEWORKS.values() if framework.family == self.family)


_PLAN_OWED = "An action plan is owed within 70 working days of receiving the report."
_OWN_DATE = "No date in this program's rules: enter the deadline you were given, if there is one."

# A SIF inspection may be broken off and resumed: Sheffield's ran from 19 November 2013 to 30 January 2014.
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("ilacs_standard", "ILACS standard inspection", PlanRule.ALWAYS, _PLAN_OWED, "ilacs", 12),
        Kind("ilacs_short", "ILACS short inspection", PlanRule.ALWAYS, _PLAN_OWED, "ilacs", 5),
        Kind("sif", "SIF inspection", PlanRule.ALWAYS, _PLAN_OWED, "sif", FOUR_WEEKS, TWELVE_WEEKS),
        Kind("sif_reinspection", "SIF re-inspection", PlanRule.ALWAYS, _PLAN_OWED, "sif", FOUR_WEEKS, TWELVE_WEEKS),
        Kind(
            "focused_visit",
            "Focused visit",
            PlanRule.IF_PRIORITY_ACTION,
            "Only if the letter names an area for priority action: a draft within 20 working days and the final plan "
            "within 70. Otherwise a plan is voluntary.",
            usual_days=3,
        ),
        Kind(
            "monitoring_visit",
            "Monitoring visit",
            PlanRule.NEVER,
            "No new plan is owed. The letter of the first monitoring visit is not published.",
            usual_days=2,
        ),
        Kind(
            "jtai",
            "Joint targeted area inspection",
            PlanRule.IF_STATEMENT_REQUIRED,
            "If Ofsted asks for a statement of action, the named principal authority owes it within 70 working days.",
            usual_days=19,
        ),
        Kind("area_send", "Area SEND inspection", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("youth_justice", "Youth justice inspection", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("peer_review", "Peer review", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("other", "Other inspection or review", PlanRule.AS_ENTERED, _OWN_DATE),
    )
}

KIND_CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]
FRAMEWORK_CHOICES = [(framework.code, framework.name) for framework in FRAMEWORKS.values()]
GRADE_CHOICES = [(grade.code, grade.label) for grade in GRADES.values()]


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


def frameworks_possible(
    kind: str | None, first_day: date, frameworks: Iterable[Framework] = FRAMEWORKS.values()
) -> tuple[Framework, ...]:
    """The frameworks an inspection may belong to: one when kind and day settle it, several when somebody must be asked.

    Empty for a kind without grades and for a day on which the kind did not exist. Without a kind every framework of
    that day is possible. Raises KeyError for a kind that is not in KINDS.
    """
    possible = possible_on(first_day, frameworks)
    if not kind:
        return possible
    return tuple(framework for framework in possible if framework.family == KINDS[kind].family)


def framework_mismatch(kind: str, framework: str, first_day: date) -> str:
    """What is wrong with this framework for this kind and first day on site, as a sentence; "" when nothing is."""
    details = KINDS[kind]
    if not details.is_graded:
        return f"{details.name}: this kind gives no grades, so leave the framework empty." if framework else ""
    possible = frameworks_possible(kind, first_day)
    if not possible:
        return f"{details.name}: there were none on {first_day:%-d %B %Y}. Check the kind and the first day on site."
    if framework in {each.code for each in possible}:
        return ""
    names = " or ".join(each.short_name for each in possible)
    return f"The first day on site was {first_day:%-d %B %Y}, so the framework is {names}."


def refuse_overall(framework: Framework) -> str:
    """Why an overall grade cannot be entered under this framework; "" when the framework gives one."""
    if framework.gives_overall:
        return ""
    return (
        f"Overall effectiveness: {framework.no_overall_words[:1].lower()}{framework.no_overall_words[1:]}. "
        "Leave it empty. The report has no such grade and it is never worked out from the others."
    )


# Like with like: a judgement of an earlier framework and the judgements that carry it on in later ones.
# Adoption and the safeguarding board have no successor. Children in care and care leavers were one row in 2018-2022.
FOLLOWED_BY: dict[str, tuple[str, ...]] = {
    "looked_after_and_permanence": ("in_care_and_care_leavers", "in_care"),
    "care_leavers": ("in_care_and_care_leavers",),
    "leadership": ("impact_of_leaders",),
    "in_care_and_care_leavers": ("in_care", "care_leavers"),
}


def comparable(earlier: str, later: str) -> bool:
    """Whether a judgement with the code `earlier` may be set beside a later one with the code `later`."""
    return earlier == later or later in FOLLOWED_BY.get(earlier, ())


def rows_following(earlier: str, framework: Framework) -> tuple[JudgementRow, ...]:
    """The rows of a later framework that carry on an earlier judgement: none, one or two."""
    return tuple(row for row in framework.rows if comparable(earlier, row.code))


def rows_preceding(later: str, framework: Framework) -> tuple[JudgementRow, ...]:
    """The rows of an earlier framework that a later judgement carries on: none, one or two."""
    return tuple(row for row in framework.rows if comparable(row.code, later))
