"""`manage.py export_plan PLAN --format pdf -o FILE`: writes a paper of a plan to a file."""

import unicodedata
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actionplans.actions.versions import finished_paper_of, snapshot_of
from actionplans.exports.build import annex
from actionplans.exports.formats import FORMATS
from actionplans.exports.papers import find_or_make
from actionplans.exports.pdf import PrinterMissing
from actionplans.models import ActionPlan, NotAsStored, Version
from actionplans.snapshot import take
from ilacs.design.today import today
from inspections.models import current_calendar

JSON = "json"


class Command(BaseCommand):
    """Writes the annex of a plan as PDF, Word, Excel or a web page, or the whole plan as JSON."""

    help = "Write the annex of a plan, as it stands or as one of its versions, to a file."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Lets --version mean a version of the plan; Django's own would print that of Django."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, which version of it or seen on which day, in which format, and where to."""
        parser.add_argument("plan", help="its id, or the council and the year of its inspection: york/2022")
        parser.add_argument("--format", choices=[*FORMATS, JSON], default="pdf", dest="ending")
        parser.add_argument("-o", "--output", type=Path, help="the file to write (named after the plan when left out)")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--version", type=int, dest="number", help="the number of a stored version")
        chosen.add_argument(
            "--date",
            type=date.fromisoformat,
            help="the newest version of that day, YYYY-MM-DD; where there was none yet, the plan as it is, seen then",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Finds the plan, writes the file, and says in one line where it is."""
        try:
            plan = ActionPlan.objects.named(options["plan"])
        except ActionPlan.DoesNotExist as error:
            raise CommandError(str(error)) from error
        version = _version(plan, options["number"], options["date"])
        try:
            name, content = self._written(plan, version, options["date"] or today(), options["ending"])
        except (PrinterMissing, NotAsStored) as reason:
            raise CommandError(str(reason)) from reason
        path = options["output"] or Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        of_version = f", version {version.number}" if version else ""
        self.stdout.write(f"Wrote {path}{of_version} ({len(content) / 1000:,.0f} kB).")

    def _written(self, plan: ActionPlan, version: Version | None, on: date, ending: str) -> tuple[str, bytes]:
        """The name of the file and what stands in it; characters that no font has are told on stderr."""
        snapshot = snapshot_of(version) if version else take(plan, on=on, calendar=current_calendar())
        document = annex(snapshot)
        name = f"{document.file_stem}.{ending}"
        if ending == JSON:
            return name, (version.content if version else snapshot.to_json()).encode()
        paper = finished_paper_of(version, document, ending) if version else find_or_make(document, ending)
        for character in paper.missing_characters:
            words = f"U+{ord(character):04X} {unicodedata.name(character, 'no name').lower()}"
            self.stderr.write(f"No font has this character, and a box stands in its place: {words}")
        return name, paper.content


def _version(plan: ActionPlan, number: int | None, on: date | None) -> Version | None:
    """The version with this number, or the newest there was on a day; None means the plan as it stands."""
    if number is not None:
        version: Version | None = plan.versions.filter(number=number).first()
        if version is None:
            raise CommandError(f"{plan} has no version {number}.")
        return version
    newest: Version | None = plan.versions.filter(made_at__date__lte=on).order_by("-number").first() if on else None
    return newest
