"""The people of the demonstration: one for each role in each council, and one who administers them all.

Their names are made up, their addresses end in .example and reach nobody.
"""

import secrets
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import make_password

from ilacs.authorities.models import LocalAuthority, Membership, Role, User

ADDRESS_ENDING = ".example"
OF_SEVERAL_COUNCILS = "administrator@councils.example"
JOINED_ON = date(2022, 1, 10)

_FIRST_NAMES = {
    "marlbrook": ("Robin", "Olu", "Edie", "Leigh", "Addy"),
    "york": ("Rosa", "Owen", "Esme", "Lena", "Anil"),
    "herefordshire": ("Ruth", "Otis", "Evan", "Luca", "Asha"),
    "durham": ("Rhys", "Ola", "Ella", "Lorna", "Amir"),
    "great-thornley": ("Ravi", "Oona", "Erin", "Leon", "Ailsa"),
}
_LAST_NAMES = dict(zip(Role, ("Reader", "Owner", "Editor", "Leader", "Administrator"), strict=True))
_POSTS = {
    Role.READER: "Member of the scrutiny committee",
    Role.ACTION_OWNER: "Service Manager",
    Role.EDITOR: "Improvement Programme Manager",
    Role.LEAD: "Director of Children’s Services",
    Role.ADMINISTRATOR: "Systems and Performance Manager",
}


def address(role: Role, slug: str) -> str:
    """The e-mail address of the person with this role in this council, for example action-owner@york.example."""
    return f"{role.value.replace('_', '-')}@{slug}{ADDRESS_ENDING}"


def people_of(authority: LocalAuthority) -> dict[Role, User]:
    """The demonstration's people in one council, made if they are missing; roles somebody changed stay changed."""
    people = {}
    for role, first_name in zip(Role, _FIRST_NAMES[authority.slug], strict=True):
        person = _person(address(role, authority.slug), f"{first_name} {_LAST_NAMES[role]}")
        _membership(person, authority, role)
        people[role] = person
    return people


def administrator_of(authorities: Iterable[LocalAuthority]) -> User:
    """The person who administers every one of these councils, made if missing."""
    person = _person(OF_SEVERAL_COUNCILS, "Sam Severalcouncils")
    for authority in authorities:
        _membership(person, authority, Role.ADMINISTRATOR)
    return person


def _person(email: str, name: str) -> User:
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)


def _membership(person: User, authority: LocalAuthority, role: Role) -> None:
    given = {"role": role, "post": _POSTS[role], "joined_on": JOINED_ON}
    Membership.objects.get_or_create(user=person, authority=authority, defaults=given)


def give_new_passwords(slugs: Iterable[str]) -> dict[str, str]:
    """Gives every demonstration person a fresh password, the same for a role in every council.

    Returns the passwords by role, and that of the administrator of several councils by address.
    """
    addresses = {role.value: [address(role, slug) for slug in slugs] for role in Role}
    addresses[OF_SEVERAL_COUNCILS] = [OF_SEVERAL_COUNCILS]
    passwords = {name: new_password() for name in addresses}
    for name, emails in addresses.items():
        User.objects.filter(email__in=emails).update(password=make_password(passwords[name]))
    return passwords


def new_password() -> str:
    """A password of four made-up words that can be read aloud, about 66 bits of chance."""
    consonants, vowels = "bdfghjkmnprstvwz", "aeiou"
    pattern = (consonants, vowels, consonants, vowels, consonants)
    return "-".join("".join(secrets.choice(letters) for letters in pattern) for _ in range(4))
