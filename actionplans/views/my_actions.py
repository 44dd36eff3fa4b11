"""What the person who is signed in must do now, in every plan they may see."""

from django.http import HttpResponse
from django.shortcuts import render

from actionplans.actions import measures_owed
from actionplans.duties import duties_of, sections, sign_offs_of, without
from actionplans.permissions import can_add_reading
from ilacs.authorities.models import LocalAuthority
from ilacs.authorities.permissions import current_memberships
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today


def my_actions(request: SignedInRequest) -> HttpResponse:
    """The actions they lead, the most pressing first, and how much waits for their sign-off."""
    mine = current_memberships(request.user)
    if len(mine) == 1:
        # So that the menu of their only council stays in sight.
        request.authority = LocalAuthority.objects.get(pk=next(iter(mine)))
    duties = duties_of(request.user, on=today())
    context = {
        "sections": sections(duties),
        "without": without(duties),
        "count": len(duties),
        "owed": [owed for owed in measures_owed(request.user, today()) if can_add_reading(request.user, owed.measure)],
        "sign_offs": sign_offs_of(request.user, on=today()),
        "several_plans": len({duty.item.plan_id for duty in duties}) > 1,
    }
    return render(request, "actionplans/my_actions.html", context)
