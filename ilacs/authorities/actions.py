"""Giving a person a role in a council: the change that touches the person and the membership."""

from django.db import transaction

from ilacs.authorities.models import LocalAuthority, Membership, Role, RoleRefused, User


@transaction.atomic
def add_person(*, authority: LocalAuthority, email: str, name: str, role: Role, post: str, by: User) -> Membership:
    """Gives the person with this e-mail address a role, making the account where there is none.

    Somebody whose role here had ended gets it back with the new role and job title. An account that exists keeps its
    name. Raises RoleRefused when the person has a role here already or the account has been closed.
    """
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name=name)
    if not person.is_active:
        raise RoleRefused("This account has been closed. Ask whoever looks after the site to open it again.")
    membership = Membership.objects.filter(user=person, authority=authority).first()
    if membership is None:
        return Membership.objects.create(user=person, authority=authority, role=role, post=post)
    membership.revive(role=role, post=post, by=by)
    return membership
