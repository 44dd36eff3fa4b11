"""Handing over what somebody led who has left the council: actions, areas, measures, what committees asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actionplans.actions.drafting import save_edited
from actionplans.models import ActionItem, ActionPlan, AreaResponse, Measure, PlanRefused, Recommendation
from ilacs.authorities.models import LocalAuthority, Membership, Role, User

Led = ActionItem | AreaResponse | Measure | Recommendation


@dataclass(frozen=True)
class Leaving:
    """What somebody who has left still leads in one plan, in the order of the plan."""

    plan: ActionPlan
    areas: tuple[AreaResponse, ...]
    items: tuple[ActionItem, ...]
    measures: tuple[Measure, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def everything(self) -> tuple[Led, ...]:
        """All of it."""
        return (*self.areas, *self.items, *self.measures, *self.recommendations)


def who_left(authority: LocalAuthority) -> list[User]:
    """The people whose role in a council has ended, by name (one query)."""
    ended = authority.memberships.filter(ended_on__isnull=False)
    return list(User.objects.filter(memberships__in=ended).order_by("name", "pk"))


def left_behind(plans: Iterable[ActionPlan], people: Iterable[User]) -> dict[int, list[Leaving]]:
    """What these people lead in plans that are not over, by the key of the person (four queries for all of them)."""
    running = {plan.pk: plan for plan in plans if not plan.is_closed}
    keys = [person.pk for person in people]
    if not running or not keys:
        return {}
    kinds = [_by_leader(rows.filter(plan__in=running), name, keys, running) for name, rows in _led()]
    found: dict[int, list[Leaving]] = {}
    for plan in running.values():
        for key in keys:
            rows = [kind.get((key, plan.pk), ()) for kind in kinds]
            if any(rows):
                found.setdefault(key, []).append(Leaving(plan, *rows))
    return found


def _led() -> Iterable[tuple[str, Any]]:
    """What can be led, in the order of `Leaving`: the field that names the leader, and all the rows."""
    yield "lead_person", AreaResponse.objects.select_related("area").order_by("number")
    yield "lead_person", ActionItem.objects.current().order_by("response__number", "position")
    yield "owner_person", Measure.objects.current().order_by("number")
    yield "owner_person", Recommendation.objects.open().order_by("number")


def _by_leader(
    rows: Any, name: str, keys: Iterable[int], plans: Mapping[int, ActionPlan]
) -> dict[tuple[int, int], tuple[Any, ...]]:
    """The rows of these plans by the keys of their leader, in the field of this name, and of their plan."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows.filter(**{f"{name}__in": keys}).select_related(name):
        row.plan = plans[row.plan_id]
        found[getattr(row, f"{name}_id"), row.plan_id].append(row)
    return {place: tuple(each) for place, each in found.items()}


@transaction.atomic
def hand_over(
    *,
    plan: ActionPlan,
    from_person: User,
    to_person: User | None,
    to_post: str,
    reason: str,
    by: User,
    items: Iterable[Led] | None = None,
) -> int:
    """Gives what somebody leads in a plan, all of it or `items`, to another person, post or both; says how many.

    An empty post leaves each its own. What they do not lead any more is passed over, so that the same form sent twice
    hands over once. A plan that was sent allows it without an amendment. Raises PlanRefused without a reason or anybody
    to take over, for somebody who only reads there or may not see the plan, and in a plan that is over.
    """
    _refuse_wrong(plan, from_person, to_person, to_post, reason)
    ActionPlan.objects.lock_to_lead(plan.pk)
    led = [row for leaving in left_behind([plan], [from_person]).get(from_person.pk, ()) for row in leaving.everything]
    chosen = None if items is None else {(type(each), each.pk) for each in items}
    rows = [each for each in led if chosen is None or (type(each), each.pk) in chosen]
    words = f"Handed over from {from_person}: {reason}"
    for row in rows:
        if isinstance(row, Measure | Recommendation):
            _own(row, to_person, to_post, words)
        else:
            _lead(row, to_person, to_post, words, by)
    return len(rows)


def _refuse_wrong(plan: ActionPlan, from_person: User, to_person: User | None, to_post: str, reason: str) -> None:
    if not reason.strip():
        raise PlanRefused("Enter the reason", "reason")
    if to_person is None and not to_post.strip():
        raise PlanRefused("Choose a person, enter a post, or both", "to_person")
    if to_person == from_person:
        raise PlanRefused("Choose somebody else", "to_person")
    if to_person and not _may_take_over(to_person, plan):
        words = f"{to_person} does not work on this plan. Choose somebody who works on plans here and may see it"
        raise PlanRefused(words, "to_person")


def _may_take_over(person: User, plan: ActionPlan) -> bool:
    """Whoever has a role in the council now that is more than reading, and may see the plan."""
    roles = Membership.objects.current().filter(user=person, authority=plan.authority_id).exclude(role=Role.READER)
    seen = ActionPlan.objects.visible_to(person).filter(pk=plan.pk)
    return person.is_active and roles.exists() and seen.exists()


def _lead(row: Any, person: User | None, post: str, words: str, by: User) -> None:
    edited = copy(row)
    edited.lead_person = person
    edited.lead_post = post.strip() or row.lead_post
    save_edited(edited=edited, revision=row.revision, by=by, reason=words)


def _own(row: Measure | Recommendation, person: User | None, post: str, words: str) -> None:
    stored: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    stored.owner_person = person
    stored.owner_post = post.strip() or stored.owner_post
    stored.revision += 1
    stored._change_reason = words
    stored.save(update_fields=["owner_person", "owner_post", "revision"])
