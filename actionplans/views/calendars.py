"""Calendar files: of one plan, and of everything one person may see, at an address only they know."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from actionplans import actions
from actionplans.calendar_file import PlanDays, calendar_of, plan_calendar
from actionplans.models import ActionPlan, CalendarFeed, CouncilPractice
from actionplans.snapshot import embargo_of
from actionplans.timetable import Timetable, read_for_timetables, timetable_of
from actionplans.views.found import plan_or_404
from actionplans.views.timetable import timetable_today
from ilacs.authorities.models import User
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections.models import current_calendar

CALENDAR_TYPE = "text/calendar; charset=utf-8"
NEVER_KEPT = "private, no-store"
"""A calendar must not be kept on the way: what it may say can change at any moment."""


@require_safe
def plan_calendar_file(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Every deadline and meeting of a plan, to put into a calendar; for those who may see the plan."""
    plan = plan_or_404(request, slug, pk)
    content = plan_calendar(_days(request, plan, timetable_today(plan)))
    response = HttpResponse(content, content_type=CALENDAR_TYPE, headers={"Cache-Control": NEVER_KEPT})
    response["Content-Disposition"] = f'attachment; filename="{slugify(plan.title)[:60] or "plan"}.ics"'
    return response


@require_safe
def calendar_feed(request: SignedInRequest) -> HttpResponse:
    """Whether the person has a calendar address, with the buttons that make another one or take it back."""
    return _feed_page(request)


@require_POST
@sensitive_variables("secret")
def calendar_feed_make(request: SignedInRequest) -> HttpResponse:
    """Makes a new address and shows it, this once; the one before stops working."""
    secret = actions.make_feed(user=request.user)
    address = request.build_absolute_uri(reverse("calendar-feed-file", args=[secret]))
    response = _feed_page(request, address=address)
    response["Cache-Control"] = NEVER_KEPT
    return response


@require_POST
def calendar_feed_revoke(request: SignedInRequest) -> HttpResponse:
    """Takes the address back: whoever has it reads nothing more."""
    if actions.revoke_feed(user=request.user):
        messages.success(request, "Your calendar address no longer works. Delete the calendar in your program.")
    return redirect("calendar-feed")


def _feed_page(request: SignedInRequest, **context: Any) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user, revoked_at__isnull=True).first()
    status = 201 if context else 200
    return render(request, "actionplans/calendar_feed.html", {"feed": feed, **context}, status=status)


@login_not_required
@require_safe
@sensitive_variables("token")
def calendar_feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """What the owner of this address may see at this moment; whoever has no valid address learns nothing."""
    owner = actions.owner_of(token)
    if owner is None:
        return _nothing_there()
    content = calendar_of(_all_days(request, owner), name="Improvement plans")
    return HttpResponse(content, content_type=CALENDAR_TYPE, headers={"Cache-Control": NEVER_KEPT})


def _nothing_there() -> HttpResponse:
    """The same answer whether an address never was, was taken back, or its owner has left; nothing is logged."""
    response = HttpResponseNotFound("There is no calendar at this address.\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = NEVER_KEPT
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log the address
    return response


def _all_days(request: HttpRequest, owner: User) -> list[PlanDays]:
    """The days of every plan this person may see that is not over (a fixed number of queries)."""
    plans = list(read_for_timetables(ActionPlan.objects.visible_to(owner).open()))
    practices = CouncilPractice.objects.filter(authority__in={plan.authority_id for plan in plans})
    by_council = {row.authority_id: row for row in practices}
    on, calendar = today(), current_calendar()
    days = []
    for plan in plans:
        practice = by_council.get(plan.authority_id, CouncilPractice())
        shown = timetable_of(plan, on=on, calendar=calendar, practice=practice)
        days.append(_days(request, plan, shown))
    return days


def _days(request: HttpRequest, plan: ActionPlan, shown: Timetable) -> PlanDays:
    """The days of a plan as the calendar takes them."""
    slug = plan.authority.slug
    return PlanDays(
        council_slug=slug,
        council=plan.authority.title,
        pk=plan.pk,
        title=plan.title,
        shown=shown,
        url=request.build_absolute_uri(reverse("plan-timetable", args=[slug, plan.pk])),
        embargo=embargo_of(list(plan.inspections.all()), today()),
    )
