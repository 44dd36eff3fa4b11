"""`manage.py demo_data`: loads the demonstration and prints how to sign in to it."""

import os
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from actionplans.demonstration import Demonstration, load, people
from ilacs.authorities.models import Role
from ilacs.design.today import today

NEWCOMERS_COUNCIL = "marlbrook"
LATER_COUNCILS = ("york", "herefordshire", "durham", "great-thornley")


class Command(BaseCommand):
    """Loads what is missing of the demonstration, loses and overwrites nothing, and gives its people new passwords."""

    help = "Load the demonstration councils and print a sign-in for each role, with a new password every time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day the moving dates are seen from, and leave to load into a database that is in earnest."""
        parser.add_argument("--date", type=_day, help="load as on this day, YYYY-MM-DD (today when left out)")
        parser.add_argument("--force", action="store_true", help="load although DEMONSTRATION is off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, then prints: the sign-in to try first, then one line for each role."""
        if not settings.DEMONSTRATION and not options["force"]:
            raise CommandError(
                "This looks like a database in earnest (DEMONSTRATION is off). Demonstration people could sign in. "
                "Add --force if that is what you want."
            )
        try:
            demonstration = load(options["date"] or today())
        except ValueError as error:
            raise CommandError(str(error)) from error
        for line in _sign_ins(demonstration):
            self.stdout.write(line)


def _sign_ins(demonstration: Demonstration) -> list[str]:
    """The lines to print; every password is new and nobody sees it again."""
    passwords = people.give_new_passwords(demonstration.authorities)
    first = demonstration.authorities[NEWCOMERS_COUNCIL]
    editor = people.address(Role.EDITOR, NEWCOMERS_COUNCIL)
    site = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    return [
        f"Try first: {editor}  password {passwords[Role.EDITOR]}  at {site}{reverse('account_login')}",
        f"{first.title} is invented and its clock is running. Its other people:",
        *(
            _line(people.address(role, NEWCOMERS_COUNCIL), role.label, passwords[role])
            for role in Role
            if role is not Role.EDITOR
        ),
        _line(people.OF_SEVERAL_COUNCILS, "Administrator of all five", passwords[people.OF_SEVERAL_COUNCILS]),
        f"The same roles and passwords work at {', '.join(LATER_COUNCILS)}: {people.address(Role.READER, 'york')}.",
        _what_happened(demonstration),
    ]


def _line(email: str, role: str, password: str) -> str:
    return f"  {email:<32} {role:<26} password {password}"


def _what_happened(demonstration: Demonstration) -> str:
    """Which councils were filled just now; those that held anything were left as they were."""
    filled = [demonstration.authorities[slug].title for slug in demonstration.filled]
    if not filled:
        return "The demonstration was there already and nothing in it was changed, except these passwords."
    return f"Loaded: {', '.join(filled)}."


def _day(text: str) -> date:
    """A day as the command line gives it; raises ValueError, which the parser words, for anything else."""
    return date.fromisoformat(text)
