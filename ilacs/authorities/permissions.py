"""Who may do what in a council. Deny by default: a person without a current membership may do nothing."""

from typing import Any

from ilacs.authorities.models import LocalAuthority, Membership, Role

#: Who writes in a council: what Ofsted found, and the plan.
EDITORS = (Role.EDITOR, Role.LEAD, Role.ADMINISTRATOR)


def has_role(user: Any, authority: LocalAuthority, *roles: Role) -> bool:
    """Whether the person holds one of these roles in this authority now (one query a person and authority)."""
    membership = current_membership(user, authority)
    return membership is not None and membership.role in roles


def current_membership(user: Any, authority: LocalAuthority) -> Membership | None:
    """The person's role in the authority, remembered on the person for the length of a request."""
    remembered: dict[int, Membership | None] = user.__dict__.setdefault("_memberships_by_authority", {})
    if authority.pk not in remembered:
        remembered[authority.pk] = Membership.objects.current().filter(user=user, authority=authority).first()
    return remembered[authority.pk]


def can_manage_people(user: Any, authority: LocalAuthority) -> bool:
    """Only administrators give and end roles."""
    return has_role(user, authority, Role.ADMINISTRATOR)
