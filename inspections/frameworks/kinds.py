"""The kinds of inspection, as data, and which framework one of a kind belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilacs.design.wording import date_in_words
from inspections.frameworks.editions import FRAMEWORKS, Framework, possible_on

FOUR_WEEKS = 28
TWELVE_WEEKS = 84


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


_PLAN_OWED = "An action plan is owed. Its working days are counted from receipt of the report."
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
            "Only if the letter names an area for priority action is a plan owed: a draft first, then the final plan. "
            "Otherwise a plan is voluntary.",
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
            "If Ofsted asks for a statement of action, the named principal authority owes it.",
            usual_days=19,
        ),
        Kind("area_send", "Area SEND inspection", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("youth_justice", "Youth justice inspection", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("peer_review", "Peer review", PlanRule.AS_ENTERED, _OWN_DATE),
        Kind("other", "Other inspection or review", PlanRule.AS_ENTERED, _OWN_DATE),
    )
}

KIND_CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]


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
        return (
            f"{details.name}: there were none on {date_in_words(first_day)}. Check the kind and the first day on site."
        )
    if framework in {each.code for each in possible}:
        return ""
    names = " or ".join(each.short_name for each in possible)
    return f"The first day on site was {date_in_words(first_day)}, so the framework is {names}."
