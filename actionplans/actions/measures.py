"""What is measured: added, changed, given targets, put away. Each change is one transaction.

What is probably a slip of the keys is questioned: Questioned is raised until the person has agreed to the questions.
"""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from actionplans.actions.same_form import made_before, values_said
from actionplans.measures.questions import Question, questions_of_measure, questions_of_targets
from actionplans.models import (
    ActionItem,
    ActionPlan,
    AreaResponse,
    EditConflict,
    Measure,
    MeasureTarget,
    PlanRefused,
)
from actionplans.models.plan import same_text
from actionplans.snapshot import MeasureSnapshot, TargetSnapshot
from actionplans.snapshot.measures import measure_snapshot
from ilacs.authorities.models import User

OWNER_FIELDS = ("owner_post", "owner_person")
"""What of a measure changes without a reason after the plan was sent: who sees to it."""
REASON_NEEDED = "Enter the reason: this plan was sent with what it said before"
Targets = Iterable[tuple[date, Decimal]]


class Questioned(PlanRefused):
    """What was typed is probably a slip of the keys; `questions` are those nobody has agreed to yet."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        super().__init__(self.questions[0].words, self.questions[0].field)


def ask(questions: Iterable[Question], agreed: Collection[str], *, confirmed: bool = False) -> None:
    """Raises Questioned for those whose words are not among the agreed ones, unless all of them are confirmed."""
    opened = [question for question in questions if question.words not in agreed]
    if opened and not confirmed:
        raise Questioned(opened)


@transaction.atomic
def add_measure(
    *,
    measure: Measure,
    by: User,
    areas: Iterable[AreaResponse] = (),
    items: Iterable[ActionItem] = (),
    entry: UUID | None = None,
    confirmed: bool = False,
    agreed: Collection[str] = (),
) -> Measure:
    """Gives a plan one more measure, with the next number.

    `entry` names the form it was typed into: the same form sent twice gives what it made the first time. Raises
    AlreadySaved where it was sent with other words, PlanRefused in a plan that is over and for a name there is already,
    Questioned as described above.
    """
    plan = ActionPlan.objects.lock_to_lead(measure.plan_id)
    areas, items = list(areas), list(items)
    made: Measure | None = made_before(
        Measure,
        entry,
        home=("plan_id", plan.pk, "plan"),
        what="measure",
        said=values_said(measure),
        links={"responses": areas, "items": items},
    )
    if made:
        return made
    _refuse_wrong(measure)
    ask(questions_of_measure(_as_it_would_be(measure)), agreed, confirmed=confirmed)
    last = plan.measures.order_by("-number").values_list("number", flat=True).first() or 0
    measure.number, measure.entry = last + 1, entry
    measure._change_reason = f"Added by {by}"
    measure.save()
    _link(measure, areas, items)
    return measure


@transaction.atomic
def edit_measure(
    *,
    measure: Measure,
    revision: int,
    by: User,
    areas: Iterable[AreaResponse] | None = None,
    items: Iterable[ActionItem] | None = None,
    reason: str = "",
    confirmed: bool = False,
    agreed: Collection[str] = (),
) -> Measure:
    """Saves the definition, the owner, and what it serves; areas and items that are None stay as they are.

    After the plan was sent another definition needs a reason, which the history keeps. Raises EditConflict when
    somebody saved first, PlanRefused without the reason, for a name there is already, and for another unit once
    something was read, Questioned for what is new to be questioned.
    """
    stored = _locked(measure, revision)
    changed = [name for name in Measure.EDITED_FIELDS if not same_text(getattr(stored, name), getattr(measure, name))]
    if stored.plan.is_sent and set(changed) - set(OWNER_FIELDS):
        _demand(reason)
    if "unit" in changed and stored.readings.exists():
        raise PlanRefused("It has been read in this unit. Add another measure for another unit", "unit")
    before = questions_of_measure(measure_snapshot(stored, {}))
    for name in changed:
        setattr(stored, name, getattr(measure, name))
    _refuse_wrong(stored)
    ask(
        questions_of_measure(measure_snapshot(stored, {})),
        (*agreed, *(each.words for each in before)),
        confirmed=confirmed,
    )
    _save(stored, reason or f"Edited by {by}", *changed)
    _link(stored, areas, items)
    return stored


@transaction.atomic
def set_targets(
    *,
    measure: Measure,
    targets: Targets,
    revision: int,
    by: User,
    reason: str = "",
    confirmed: bool = False,
    agreed: Collection[str] = (),
) -> Measure:
    """Makes these the targets of a measure, by the ends of their periods; the history keeps those before.

    After the plan was sent other targets than before need a reason, the first ones none. Raises EditConflict when
    somebody saved first, PlanRefused without the reason and for two targets of one day, Questioned as described above.
    The same targets change nothing.
    """
    wanted = sorted(targets)
    stored = _locked(measure, revision)
    before = [(target.ends_on, target.value) for target in stored.targets.all()]
    if wanted == before:
        return stored
    if len({day for day, _ in wanted}) < len(wanted):
        raise PlanRefused("Two targets are for the same day. Leave one of them out", "")
    if stored.plan.is_sent and stored.has_had_targets:
        _demand(reason)
    known = questions_of_targets(measure_snapshot(stored, {}), _as_values(before))
    asked = questions_of_targets(measure_snapshot(stored, {}), _as_values(wanted))
    ask(asked, (*agreed, *(each.words for each in known)), confirmed=confirmed)
    why = reason or f"Edited by {by}"
    _store_targets(stored, dict(wanted), why)
    _save(stored, why)
    return stored


def _store_targets(measure: Measure, wanted: dict[date, Decimal], why: str) -> None:
    """Changes, removes and adds single targets, so that each keeps its own history."""
    for target in measure.targets.all():
        target._change_reason = why  # type: ignore[attr-defined]  # read by simple_history
        value = wanted.pop(target.ends_on, None)
        if value is None:
            target.delete()
        elif value != target.value:
            target.value = value
            target.save(update_fields=["value"])
    for ends_on, value in wanted.items():
        target = MeasureTarget(measure=measure, ends_on=ends_on, value=value)
        target._change_reason = why  # type: ignore[attr-defined]  # read by simple_history
        target.save()


@transaction.atomic
def archive_measure(*, measure: Measure, by: User, reason: str) -> None:
    """Puts a measure away with its readings; its number is not used again. Raises PlanRefused without a reason."""
    ActionPlan.objects.lock_to_lead(measure.plan_id)
    stored: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
    stored.archive(by=by, reason=reason)


def _locked(measure: Measure, revision: int) -> Measure:
    """The measure as it is stored now, which stays so until the transaction ends."""
    plan = ActionPlan.objects.lock_to_lead(measure.plan_id)
    stored: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
    stored.plan = plan
    if stored.is_archived:
        raise PlanRefused("This measure has been archived, so it does not change any more")
    if stored.revision != revision:
        raise EditConflict(stored)
    return stored


def _save(stored: Measure, why: str, *changed: str) -> None:
    """Saves these fields as the next revision, with what the history says of it."""
    stored.revision += 1
    stored._change_reason = why
    stored.save(update_fields=[*changed, "revision"])


def _demand(reason: str) -> None:
    if not reason.strip():
        raise PlanRefused(REASON_NEEDED, "reason")


def _refuse_wrong(measure: Measure) -> None:
    """Raises PlanRefused for what no measure may be."""
    twins = Measure.objects.current().filter(plan=measure.plan_id, name=measure.name).exclude(pk=measure.pk)
    if twins.exists():
        raise PlanRefused("The plan has a measure of this name. Choose another name", "name")
    if measure.tolerance < 0:
        raise PlanRefused("The tolerance must be 0 or more", "tolerance")
    if measure.baseline_on and measure.baseline is None:
        raise PlanRefused("Enter the baseline, or leave its date empty", "baseline")


def _as_it_would_be(measure: Measure) -> MeasureSnapshot:
    """A measure that is not stored yet, as rules see it."""
    return MeasureSnapshot(
        **{name: getattr(measure, name) for name in Measure.EDITED_FIELDS if name not in ("owner_person",)},
        pk=0,
        number=0,
        unit_words="",
        frequency_words="",
        owner="",
        areas=(),
        references=(),
        targets=(),
        readings=(),
    )


def _as_values(targets: Targets) -> tuple[TargetSnapshot, ...]:
    return tuple(TargetSnapshot(day, value) for day, value in targets)


def _link(measure: Measure, areas: Iterable[AreaResponse] | None, items: Iterable[ActionItem] | None) -> None:
    """Says which areas and actions it serves. Raises PlanRefused for those of another plan."""
    links: tuple[tuple[Any, Any], ...] = ((measure.responses, areas), (measure.items, items))
    for there, rows in links:
        if rows is None:
            continue
        chosen = list(rows)
        if any(row.plan_id != measure.plan_id for row in chosen):
            raise PlanRefused("Choose areas and actions of this plan")
        if {row.pk for row in chosen} != {row.pk for row in there.all()}:
            there.set(chosen)
