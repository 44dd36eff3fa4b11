"""What is left behind by people whose role has ended. Other apps know; each of them tells here, when it is ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ilacs.authorities.models import LocalAuthority, User


@dataclass(frozen=True)
class Note:
    """Something to do about a person who has left: "leads 7 actions", and the link that leads to it."""

    words: str
    link: str
    url: str


Teller = Callable[[LocalAuthority, User], Mapping[int, Note]]
"""Told the council and who is looking, gives a note for the key of each person who left something behind."""

LeadingTeller = Callable[[LocalAuthority, User, User], str]
"""Told the council, who is looking and a person, says what that person leads: "7 actions and 1 area"; or nothing."""

_TELLERS: list[Teller] = []
_LEADING: list[LeadingTeller] = []


def register(teller: Teller) -> None:
    """From now on this one is asked too."""
    _TELLERS.append(teller)


def register_leading(teller: LeadingTeller) -> None:
    """From now on this one is asked too what somebody leads."""
    _LEADING.append(teller)


def leading(authority: LocalAuthority, user: User, person: User) -> list[str]:
    """What a person leads who still has a role, fit for somebody who is about to end it; empty where it is nothing."""
    return [words for teller in _LEADING if (words := teller(authority, user, person))]


def notes(authority: LocalAuthority, user: User) -> dict[int, list[Note]]:
    """Every note by the key of the person it is about, fit for somebody who looks at the people of a council."""
    found: dict[int, list[Note]] = {}
    for teller in _TELLERS:
        for key, note in teller(authority, user).items():
            found.setdefault(key, []).append(note)
    return found
