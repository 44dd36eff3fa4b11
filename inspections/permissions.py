"""Who may do what with inspections."""

from ilacs.authorities.models import LocalAuthority, User
from ilacs.authorities.permissions import EDITORS, has_role


def can_edit_inspections(user: User, authority: LocalAuthority) -> bool:
    """Editors, leads and administrators record inspections and what they found."""
    return has_role(user, authority, *EDITORS)


def can_fix_deadline(user: User, authority: LocalAuthority) -> bool:
    """A lead or an editor adopts a deadline that has moved."""
    return has_role(user, authority, *EDITORS)
