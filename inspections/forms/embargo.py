"""Naming people on an inspection."""

from typing import Any

from django import forms

from ilacs.authorities.models import Membership
from ilacs.design.choices import Checkboxes, ChosenRows
from inspections.models import Inspection


class ChosenMembers(ChosenRows):
    """Any of the people who hold a role in a council; each is offered with what they do there."""

    def label_from_instance(self, membership: Any) -> str:
        """The name, the role and the job title: "Mel Member, Reader (scrutiny member), Chair of the committee"."""
        return ", ".join(filter(None, (str(membership.user), membership.get_role_display(), membership.post)))


class NamePeopleForm(forms.Form):
    """Who else may know of an inspection before its report is published."""

    show_optional = False

    people = ChosenMembers(
        queryset=Membership.objects.none(),
        label="Name more people",
        widget=Checkboxes,
        help_text="They keep their role: who only reads may read the inspection and its plan, and change nothing.",
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        """Offers everybody with a current role in the council who is not named yet."""
        super().__init__(*args, **kwargs)
        named = inspection.named_people.current().values("user")
        members = inspection.authority.memberships.current().filter(user__is_active=True).exclude(user__in=named)
        people: Any = self.fields["people"]
        people.queryset = members.select_related("user").order_by("user__name", "pk")

    def has_choices(self) -> bool:
        """Whether there is anybody left to name."""
        people: Any = self.fields["people"]
        return bool(people.queryset.exists())

    def chosen(self) -> list[Any]:
        """The people who were ticked; nobody while the form is not valid."""
        return [membership.user for membership in self.cleaned_data.get("people", ())]
