"""Plans of a wanted size, for measuring: every action filled in, all dates and texts the same on every run."""

from datetime import date, timedelta

from actionplans.models import ActionItem, ActionPlan, AreaResponse, DeliveryRating
from ilacs.authorities.models import LocalAuthority
from inspections.models import ImprovementArea, Inspection

_FIRST_DUE = date(2022, 9, 30)
_RATINGS = [rating.value for rating in DeliveryRating]


def plan_of_size(authority: LocalAuthority, *, areas: int, actions: int) -> ActionPlan:
    """A draft plan with this many areas and this many actions under each, about a page of paper for three actions."""
    started_on = date(2021, 1, 1) + timedelta(days=areas * actions)
    inspection = Inspection.objects.create(
        authority=authority, kind="peer_review", started_on=started_on, ended_on=started_on
    )
    plan = ActionPlan.objects.create(authority=authority, title=f"Plan of {areas} areas with {actions} actions each")
    plan.inspections.add(inspection)
    for number in range(1, areas + 1):
        area = ImprovementArea.objects.create(
            inspection=inspection,
            position=number,
            text=f"The quality and consistency of work in service {number}, so that every child gets help in time.",
        )
        response = AreaResponse.objects.create(
            plan=plan, area=area, number=number, outcome="Children get the right help sooner.", lead_post="Director"
        )
        ActionItem.objects.bulk_create([_item(response, place) for place in range(1, actions + 1)])
    return plan


def _item(response: AreaResponse, place: int) -> ActionItem:
    starts_on = _FIRST_DUE - timedelta(days=90 - place)
    return ActionItem(
        plan=response.plan,
        response=response,
        reference=f"{response.number}.{place}",
        position=place,
        action=f"Review every record in team {place} against the new standard, and agree with each practitioner what "
        "will change, by when, and how the manager will see it in supervision.",
        lead_post="Head of Service, Quality Assurance",
        partners="Integrated care board, police, schools",
        starts_on=starts_on,
        due_on=_FIRST_DUE + timedelta(days=7 * place),
        success_measure="90% of audited records are good or better by the end of the quarter, from 62% today.",
        how_we_will_know="A monthly audit of 20 records, and the voice of 15 families each quarter.",
        monitoring_body="Improvement Board",
        delivery_rating=_RATINGS[place % len(_RATINGS)],
    )
