"""Offering a person a role in a council: the change that touches the person and the membership."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ilacs.authorities.models import LocalAuthority, Membership, Role, User


@transaction.atomic
def add_person(*, authority: LocalAuthority, email: str, name: str, role: Role, post: str, by: User) -> Membership:
    """Offers the person with this e-mail address a role, making the account where there is none.

    Whether there was an account, and whether it is closed, makes no difference that the council could see (ADR 22).
    Somebody whose role here had ended gets it back with the new role and job title. An account that exists keeps its
    name. Raises RoleRefused when the person has a role here already, also when the same form arrives twice at once.
    """
    LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    new = {"email": email.lower(), "name": name, "password": make_password(None)}
    person, _ = User.objects.get_or_create(email__iexact=email, defaults=new)
    membership = Membership.objects.filter(user=person, authority=authority).first()
    if membership is None:
        return Membership.objects.create(user=person, authority=authority, role=role, post=post)
    membership.revive(role=role, post=post, by=by)
    return membership
