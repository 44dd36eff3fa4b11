"""Writes to everybody whose report an open round waits for; a scheduler calls it once a day or oftener."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actionplans.actions.requests import deliver, digests
from actionplans.actions.requests.sending import message_of
from ilacs.design.today import today
from ilacs.design.wording import counted


class Command(BaseCommand):
    """Sends one digest a person a day: asked, reminded, late or returned. What was sent is never sent again."""

    help = "Send the requests of reporting rounds by e-mail. Safe to call twice; call it on every working day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to print instead of sending."""
        parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Says how many were sent. Fails when somebody could not be written to, so that the scheduler notices."""
        if dry_run:
            self._print()
            return
        sent, failed = deliver(on=today())
        self.stdout.write(f"{counted(sent, 'message')} sent.")
        if failed:
            raise CommandError(f"{counted(failed, 'message')} not sent. The log says why; the next call tries again.")

    def _print(self) -> None:
        """Each message as it would be sent today."""
        owed = list(digests(on=today()))
        for digest in owed:
            message = message_of(digest)
            self.stdout.write(f"To: {digest.email}\nSubject: {message.subject}\n\n{message.body}\n")
        self.stdout.write(f"{counted(len(owed), 'message')} would be sent.")
