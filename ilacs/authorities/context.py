"""What every page shows at its head: the council the person is in, and where they can go from here."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from ilacs.authorities import permissions
from ilacs.authorities.models import LocalAuthority, Role

#: The sections of a council, in order: label, the page it opens, and how the names of its pages begin.
SECTIONS = (
    ("Home", "council-home", ("council-home",)),
    ("Inspections", "inspection-list", ("inspection", "findings", "area", "strength", "judgement", "deadline")),
    (
        "Action plans",
        "plan-list",
        (
            "plan",
            "meeting",
            "action",
            "annex",
            "response",
            "progress",
            "version",
            "amendment",
            "acknowledgement",
            "recommendation",
            "voice",
            "edition",
            "publication",
            "milestone",
            "measure",
            "reading",
            "round",
            "evidence",
            "sign-off",
        ),
    ),
)
MINE = ("My actions", "my-actions", ("my-actions",))
"""What the person must do, in all their councils; for everybody who may lead an action or sign one off."""
PEOPLE = ("People", "people-list", ("people",))
SETTINGS = ("Settings", "council-settings", ("council-settings", "body", "rating", "term"))


class Destination(NamedTuple):
    """One link of the navigation."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The council the view found and its navigation; nothing on pages that belong to no council (one query at most)."""
    restored = getattr(request, "text_restored", False)
    authority: LocalAuthority | None = getattr(request, "authority", None)
    if authority is None:
        return {"authority": None, "navigation": [], "text_restored": restored}
    sections = [*SECTIONS]
    if permissions.has_role(request.user, authority, *permissions.EDITORS, Role.ACTION_OWNER):
        sections.insert(1, MINE)
    if permissions.can_manage_people(request.user, authority):
        sections.append(PEOPLE)
    if permissions.can_change_settings(request.user, authority):
        sections.append(SETTINGS)
    page = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return {
        "authority": authority,
        "text_restored": restored,
        "has_other_councils": len(permissions.current_memberships(request.user)) > 1,
        "navigation": [
            Destination(label, _address(name, authority), page.startswith(prefixes))
            for label, name, prefixes in sections
        ],
    }


def _address(name: str, authority: LocalAuthority) -> str:
    """The page of a section in this council; of what belongs to the person alone, the same in every council."""
    return reverse(name) if name == MINE[1] else reverse(name, args=[authority.slug])
