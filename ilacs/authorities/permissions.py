"""Who may do what in a council. Deny by default: a person without a current membership may do nothing."""

from typing import Any

from ilacs.authorities.models import LocalAuthority, Membership, Role

#: Who writes in a council: what Ofsted found, and the plan.
EDITORS = (Role.EDITOR, Role.LEAD, Role.ADMINISTRATOR)


def has_role(user: Any, authority: LocalAuthority, *roles: Role) -> bool:
    """Whether the person holds one of these roles in this authority now (one query a person)."""
    membership = current_membership(user, authority)
    return membership is not None and membership.role in roles


def current_membership(user: Any, authority: LocalAuthority) -> Membership | None:
    """The person's role in the authority, if they hold one now."""
    return current_memberships(user).get(authority.pk)


def current_memberships(user: Any) -> dict[int, Membership]:
    """The roles a person holds now, by the key of the authority; one query, remembered for the length of a request."""
    remembered = user.__dict__
    if "_memberships_by_authority" not in remembered:
        roles = Membership.objects.current().filter(user=user)
        remembered["_memberships_by_authority"] = {role.authority_id: role for role in roles}
    found: dict[int, Membership] = remembered["_memberships_by_authority"]
    return found


def can_manage_people(user: Any, authority: LocalAuthority) -> bool:
    """Only administrators give and end roles."""
    return has_role(user, authority, Role.ADMINISTRATOR)


def can_change_settings(user: Any, authority: LocalAuthority) -> bool:
    """A lead or an administrator says how the council works."""
    return has_role(user, authority, Role.LEAD, Role.ADMINISTRATOR)
