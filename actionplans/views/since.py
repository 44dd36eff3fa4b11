"""The ways to what has changed since a meeting saw the plan: from its own page, the overview and the home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from actionplans.models import ActionPlan, Meeting, Version

TODAY = "today"


@dataclass(frozen=True)
class Since:
    """A link to a comparison: with which meeting it begins, in which words, and its address."""

    meeting: Meeting
    words: str
    url: str


def since_meeting(meeting: Meeting, *, on: date) -> list[Since]:
    """From what this meeting saw to the plan as it is, and from what the one before saw to what this one saw."""
    if meeting.cancelled_on is not None:
        return []
    links = []
    if meeting.version is not None:
        words = "What changed since this meeting" if meeting.is_held(on) else "What changed since its papers"
        links.append(Since(meeting, words, _address(meeting.plan, meeting.version, TODAY)))
    earlier = meeting.plan.meetings.standing().filter(body=meeting.body_id, held_on__lt=meeting.held_on)
    before = earlier.filter(version__isnull=False).select_related("version").last()
    if before is not None and before.version_id != meeting.version_id:
        until = str(meeting.version.number) if meeting.version else TODAY
        url = _address(meeting.plan, before.version, until)
        links.append(Since(before, "What changed since the meeting before", url))
    return links


def last_meetings(plans: Iterable[ActionPlan], *, on: date) -> dict[int, Since]:
    """The key of each plan that was before a meeting, with the last one whose version is recorded (one query)."""
    seen = Meeting.objects.standing().filter(plan__in=plans, held_on__lt=on, version__isnull=False)
    held = seen.select_related("version", "body", "plan__authority").order_by("held_on", "pk")
    words = "What changed since the last meeting"
    return {each.plan_id: Since(each, words, _address(each.plan, each.version, TODAY)) for each in held}


def _address(plan: ActionPlan, version: Version | None, until: str) -> str:
    """The comparison of a version with a later one or with today."""
    asked = urlencode({"from": version.number if version else TODAY, "to": until})
    return f"{reverse('plan-compare', args=[plan.authority.slug, plan.pk])}?{asked}"
