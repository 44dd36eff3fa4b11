"""Single actions of any number of plans and councils, in the same number of queries however many there are."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from actionplans.models import ActionItem, AreaResponse, CouncilPractice, CouncilRating, RatingScales
from actionplans.snapshot.items import Seen, changing, item_snapshot, reported
from actionplans.snapshot.values import ItemSnapshot

SeenAction = tuple[ActionItem, ItemSnapshot, RatingScales]


def see(items: "QuerySet[ActionItem]", *, on: date) -> list[SeenAction]:
    """Each of these actions with what pages show of it on a day, and the scales of its council (nine queries)."""
    served = Prefetch("also_serves", queryset=AreaResponse.objects.order_by("number"))
    read = items.select_related("plan__authority", "lead_person").prefetch_related(served, *reported(), *changing())
    found = list(read)
    councils = {item.plan.authority_id for item in found}
    scales, silent_after = _scales(councils), _silent_after(councils)
    seen = []
    for item in found:
        council = item.plan.authority_id
        known = Seen(item.plan, on, scales[council], silent_after[council])
        seen.append((item, item_snapshot(item, known), scales[council]))
    return seen


def _scales(councils: Iterable[int]) -> dict[int, RatingScales]:
    rows = list(CouncilRating._default_manager.filter(authority__in=councils))
    return {council: RatingScales.of_rows(row for row in rows if row.authority_id == council) for council in councils}


def _silent_after(councils: Iterable[int]) -> dict[int, int]:
    practices = CouncilPractice._default_manager.filter(authority__in=councils)
    own = dict(practices.values_list("authority", "silent_after_days"))
    usual = CouncilPractice._meta.get_field("silent_after_days").default
    return {council: own.get(council, usual) for council in councils}
