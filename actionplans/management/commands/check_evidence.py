"""`manage.py check_evidence [--remove-strays]`: whether every file of evidence is there and as it was added."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actionplans.actions.evidence_files import spoiled_evidence, strays
from ilacs.design.today import now
from ilacs.design.wording import counted


class Command(BaseCommand):
    """Reads every file of evidence, and names those that nothing in the database names."""

    help = "Check every file of evidence against its hash, and find files that no evidence names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether files that no evidence names are removed."""
        parser.add_argument("--remove-strays", action="store_true", help="remove files that no evidence names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Names every file that is wrong; fails when the file of some evidence is."""
        for path in strays(now()):
            self.stdout.write(f"No evidence names {path}")
            if options["remove_strays"]:
                path.unlink()
                self.stdout.write("Removed.")
        spoiled = list(spoiled_evidence())
        for words in spoiled:
            self.stderr.write(words)
        if spoiled:
            raise CommandError(f"{counted(len(spoiled), 'file')} to be put back from the backup.")
        self.stdout.write("Every file of evidence is there and as it was added.")
