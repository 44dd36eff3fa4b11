"""Who changed what of an action, from what, to what and when: the stored history in words anybody can read."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from actionplans.models import ActionItem, DeliveryRating
from actionplans.models.plan import lead_words
from ilacs.authorities.models import User
from ilacs.design.wording import date_in_words

ADDED, CHANGED, DELETED, RESTORED = "Added", "Changed", "Deleted", "Brought back"


@dataclass(frozen=True)
class FieldChange:
    """One field with its words before and after; empty words mean that it was empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one person did at one moment, and the reason given: "Added", "Changed", "Deleted" or "Brought back"."""

    made_at: datetime
    by: str
    what: str
    reason: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class _Names:
    """What stands behind the keys that history rows hold."""

    people: dict[int, User]
    areas: dict[int, int]
    served: dict[int, list[int]]

    def lead(self, row: Any) -> str:
        """The lead as it was printed then."""
        return lead_words(self.people.get(row.lead_person_id), row.lead_post)

    def area(self, row: Any) -> str:
        """The area the action stood under then."""
        return f"Area {self.areas[row.response_id]}" if row.response_id in self.areas else ""

    def other_areas(self, row: Any) -> str:
        """The other areas it served then."""
        numbers = sorted(self.areas[key] for key in self.served[row.history_id] if key in self.areas)
        return ", ".join(f"Area {number}" for number in numbers)


_FIELDS: tuple[tuple[str, Callable[[Any, _Names], str]], ...] = (
    ("Area", lambda row, names: names.area(row)),
    ("Action", lambda row, names: str(row.action)),
    ("Lead", lambda row, names: names.lead(row)),
    ("Supporting partners", lambda row, names: str(row.partners)),
    ("Start", lambda row, names: date_in_words(row.starts_on)),
    ("Due", lambda row, names: date_in_words(row.due_on)),
    ("Success measure", lambda row, names: str(row.success_measure)),
    ("How we will know", lambda row, names: str(row.how_we_will_know)),
    ("Resources", lambda row, names: str(row.resources)),
    ("Monitored by", lambda row, names: str(row.monitoring_body)),
    ("Delivery rating", lambda row, names: str(DeliveryRating(row.delivery_rating).label)),
    ("Also serves", lambda row, names: names.other_areas(row)),
)


def changes_of(item: ActionItem) -> tuple[Change, ...]:
    """Every change of an action, newest first; saves that changed nothing a reader sees are left out (four queries)."""
    rows = list(item.history.select_related("history_user").order_by("history_date", "history_id"))
    if not rows:
        return ()
    names = _names(item, rows)
    changes = [_change(ADDED, rows[0], ())]
    for before, after in pairwise(rows):
        fields = tuple(_compare(before, after, names))
        what = _what(before, after)
        if fields or what != CHANGED:
            changes.append(_change(what, after, fields))
    return tuple(reversed(changes))


def _names(item: ActionItem, rows: Iterable[Any]) -> _Names:
    served: dict[int, list[int]] = defaultdict(list)
    links = ActionItem.history.model.also_serves.model.objects.filter(actionitem_id=item.pk)
    for history_id, response_id in links.values_list("history_id", "arearesponse_id"):
        served[history_id].append(response_id)
    return _Names(
        people=User.objects.in_bulk({row.lead_person_id for row in rows if row.lead_person_id}),
        areas=dict(item.plan.responses.values_list("pk", "number")),
        served=served,
    )


def _what(before: Any, after: Any) -> str:
    if bool(before.deleted_at) == bool(after.deleted_at):
        return CHANGED
    return DELETED if after.deleted_at else RESTORED


def _compare(before: Any, after: Any, names: _Names) -> Iterable[FieldChange]:
    for name, words in _FIELDS:
        old, new = words(before, names), words(after, names)
        if old != new:
            yield FieldChange(name, old, new)


def _change(what: str, row: Any, fields: tuple[FieldChange, ...]) -> Change:
    by = str(row.history_user) if row.history_user else ""
    reason = row.history_change_reason or ""
    # A reason that ends with the person's name is the program's own and says no more than the heading does.
    return Change(row.history_date, by, what, "" if reason.endswith(f" by {by}") else reason, fields)
