"""Loading the demonstration: adds what is missing and never touches what is there."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from actionplans.demonstration import people, thornley
from actionplans.demonstration.content import CouncilContent
from actionplans.demonstration.days import RelativeDays
from ilacs.authorities.models import LocalAuthority, Role, User
from inspections.models import current_calendar

EARLIEST = date(2022, 1, 1)
"""Loaded earlier, the invented councils' inspections would lie before there was any framework for them."""
REASON = "Loaded with the demonstration"
FIXTURES = Path(settings.BASE_DIR) / "fixtures"
COUNCILS = ("marlbrook", "york", "herefordshire", "durham", "great-thornley")


@dataclass(frozen=True)
class Demonstration:
    """What was asked for and is there now: councils by slug, their people, and the councils filled just now."""

    authorities: dict[str, LocalAuthority]
    people: dict[str, dict[Role, User]]
    administrator: User
    filled: tuple[str, ...]


@transaction.atomic
def load(on: date, councils: Iterable[str] = COUNCILS) -> Demonstration:
    """Loads whatever is missing of these councils, seen from the day `on`; one that has any inspection stays as it is.

    Raises ValueError for a day before 2022, when the invented councils could not have been inspected as told.
    """
    if on < EARLIEST:
        raise ValueError(f"The demonstration cannot be loaded as on a day before {EARLIEST:%-d %B %Y}.")
    add_authorities()
    days = RelativeDays(on=on, calendar=current_calendar())
    contents = {slug: _content(slug) for slug in councils}
    authorities = {slug: _authority(slug, content) for slug, content in contents.items()}
    cast = {slug: people.people_of(authority) for slug, authority in authorities.items()}
    empty = tuple(slug for slug, authority in authorities.items() if not authority.inspections.exists())
    for slug in empty:
        CouncilContent(authorities[slug], cast[slug], days, REASON).add(contents[slug])
    return Demonstration(authorities, cast, people.administrator_of(authorities.values()), empty)


def add_authorities() -> int:
    """Adds the English authorities that are missing; says how many. Those present keep what people made of them."""
    known = set(LocalAuthority.objects.values_list("ons_code", flat=True))
    rows = [row["fields"] for row in _read("local_authorities.json")]
    new = [LocalAuthority(**fields) for fields in rows if fields["ons_code"] not in known]
    bulk_create_with_history(new, LocalAuthority, default_change_reason=REASON)
    return len(new)


def _authority(slug: str, content: dict[str, Any]) -> LocalAuthority:
    """The council of this slug; an invented one is made if missing."""
    authority: LocalAuthority | None = LocalAuthority.objects.filter(slug=slug).first()
    if authority is None:
        authority = LocalAuthority(slug=slug, is_invented=True, **content["authority"])
        authority.full_clean()
        authority._change_reason = REASON  # type: ignore[attr-defined]  # read by simple_history
        authority.save()
    return authority


def _content(slug: str) -> dict[str, Any]:
    content: dict[str, Any] = _read(f"demonstration/{slug}.json")
    for story in (plan["story"] for plan in content.get("plans", ()) if "story" in plan):
        if further := story.get("goes_on_in"):
            story["steps"] += _read(f"demonstration/{further}")
    return thornley.compose(content) if slug == "great-thornley" else content


def _read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))
