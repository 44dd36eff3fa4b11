"""Where each gap of a plan is mended: the address of the place, for those who may open it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from actionplans import permissions
from actionplans.models import ActionPlan
from actionplans.readiness import Missing
from actionplans.snapshot import PlanSnapshot
from ilacs.authorities.models import User

# The fields of the forms in which texts of the plan and of an area are mended, by the names that gaps give them.
IN_PLAN_FORM = {"title", "introduction", "monitoring_arrangements"}
IN_AREA_FORM = {"outcome": "outcome", "lead": "lead_post", "lead_post": "lead_post"}


@dataclass(frozen=True)
class GapPlaces:
    """Knows the place of every gap of one plan, and who may go there: an empty address is plain text."""

    snapshot: PlanSnapshot
    may_edit: bool
    may_draft: bool

    @classmethod
    def seen_by(cls, user: User, plan: ActionPlan, snapshot: PlanSnapshot) -> "GapPlaces":
        """The places of a plan's gaps for one person: editors everywhere, action owners in the list of actions."""
        may_edit = permissions.can_edit_plan(user, plan)
        return cls(snapshot, may_edit, permissions.can_draft_in_plan(user, plan))

    def of(self, gaps: Iterable[Missing]) -> list[tuple[Missing, str]]:
        """The gaps, each with the address where it is mended, empty where this person cannot mend it."""
        keys = {item.reference: item.pk for item in self.snapshot.items}
        return [(gap, self._address(gap, keys)) for gap in gaps]

    def _address(self, gap: Missing, keys: dict[str, int]) -> str:
        if gap.code == "unexplained-abbreviation" and self.may_edit:
            return self._page("plan-abbreviations")
        if gap.item_reference:
            place = f"#action-{keys[gap.item_reference]}"
            return self._page("plan-draft-area", gap.area_number) + place if self.may_draft else ""
        if not self.may_edit:
            return ""
        if gap.area_number is None:
            in_form = gap.field in IN_PLAN_FORM
            return f"{self._page('plan-edit')}#id_{gap.field}" if in_form else self._page("plan-draft")
        if gap.field in IN_AREA_FORM:
            return f"{self._page('response-edit', gap.area_number)}#id_{IN_AREA_FORM[gap.field]}"
        return self._page("plan-draft-area", gap.area_number)

    def _page(self, name: str, *more: int | None) -> str:
        return reverse(name, args=[self.snapshot.council_slug, self.snapshot.pk, *more])
