"""Every move of a plan, allowed or refused: stage, target, role and readiness in one table, asked through the page."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from actionplans.actions import Wish, move_plan, submit_plan
from actionplans.models import ActionPlan, Stage
from actionplans.models.stages import OVER
from ilacs.design.today import as_if_on
from tests.factories import ActionItemFactory, InspectionFactory, PlanFactory

pytestmark = pytest.mark.django_db

DAY = date(2022, 8, 11)

# "lead" is 302 for the lead and 403 for everybody else of the council; "edit" 302 for editor, lead and administrator
# and 403 for reader and action owner; "back" 302 for lead and administrator; "ready" as lead, but 422 for the lead
# while the plan is not ready; "." is not on the road: 404 for everybody.
TABLE = """
from           to: draft consultation scrutiny approval submitted published monitoring closed superseded
draft              .     edit         .        .        .         .         .          .      lead
consultation       edit  .            edit     .        .         .         .          .      lead
scrutiny           edit  edit         .        edit     .         .         .          .      lead
approval           edit  edit         edit     .        ready     .         .          .      lead
submitted          .     .            .        back     .         lead      .          .      lead
published          .     .            .        .        back      .         lead       .      lead
monitoring         .     .            .        .        .         back      .          lead   lead
closed             .     .            .        .        .         .         lead       .      .
superseded         .     .            .        .        .         .         lead       .      .
"""

ROLES = ("member", "action_owner", "editor", "lead", "administrator")
ANSWERS = {
    ".": (404, 404, 404, 404, 404),
    "edit": (403, 403, 302, 302, 302),
    "lead": (403, 403, 403, 302, 403),
    "back": (403, 403, 403, 302, 302),
    "not ready": (403, 403, 403, 422, 403),
}


def rows():
    """Each origin, target, readiness and the answers expected for ROLES."""
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    for origin, *cells in lines:
        for to, cell in zip(head[2:], cells, strict=True):
            for is_ready in (True, False):
                rule = {"ready": "lead" if is_ready else "not ready"}.get(cell, cell)
                name = f"{origin} to {to}{'' if is_ready else ', not ready'}: {rule}"
                yield pytest.param(Stage(origin), Stage(to), is_ready, ANSWERS[rule], id=name)


def _ready_plan(york):
    """The smallest plan that may be sent: one area, one action."""
    plan = PlanFactory(authority=york, inspections=[InspectionFactory(authority=york)])
    return ActionItemFactory(response__plan=plan).plan


def at(plan, stage, by):
    """The plan after it went the whole road to this stage; monitoring and then superseded for the last one."""
    before_over = list(Stage)[1:7]
    road = [*before_over, stage] if stage in OVER else before_over[: list(Stage).index(stage)]
    for to in road:
        successor = PlanFactory(authority=plan.authority) if to is Stage.SUPERSEDED else None
        wish = Wish(to, Stage(plan.stage), by, DAY, DAY, note="Because", successor=successor)
        if to is Stage.SUBMITTED:
            submit_plan(plan=plan, wish=wish, sent_to="inspections@ofsted.example")
        else:
            move_plan(plan=plan, wish=wish)
    return plan


def typed(plan, **more):
    """What a person types into the form of any move."""
    return {
        "on_day": DAY.day,
        "on_month": DAY.month,
        "on_year": DAY.year,
        "note": "The committee asked for it.",
        "sent_to": "inspections@ofsted.example",
        "expected": plan.stage,
        **more,
    }


def test_the_table_knows_every_stage():
    seen = {(row.values[0], row.values[1]) for row in rows()}
    assert seen == {(origin, to) for origin in Stage for to in Stage}


@pytest.mark.parametrize(("origin", "to", "is_ready", "expected"), list(rows()))
def test_every_move_is_allowed_or_refused_as_the_table_says(origin, to, is_ready, expected, york, request, client_of):
    people = [request.getfixturevalue(role) for role in ROLES]
    plan = at(_ready_plan(york), origin, by=people[ROLES.index("lead")])
    if not is_ready:
        plan.items.update(success_measure="")
    successor = PlanFactory(authority=york, title="The plan that follows").pk
    found = []
    for person in people:
        with transaction.atomic(), as_if_on(DAY):
            answer = client_of(person).post(
                reverse("plan-move", args=["york", plan.pk, to.value]), typed(plan, successor=successor)
            )
            stored = ActionPlan.objects.get(pk=plan.pk).stage
            assert stored == (to if answer.status_code == 302 else origin)
            found.append(answer.status_code)
            transaction.set_rollback(True)
    assert tuple(found) == expected
