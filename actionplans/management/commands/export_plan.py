"""`manage.py export_plan PLAN --format pdf -o FILE`: writes a paper of a plan to a file."""

import unicodedata
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actionplans.exports.build import annex
from actionplans.exports.formats import FORMATS
from actionplans.exports.papers import find_or_make
from actionplans.exports.pdf import PrinterMissing
from actionplans.models import ActionPlan
from actionplans.snapshot import PlanSnapshot, take
from ilacs.design.today import today
from inspections.models import current_calendar


class Command(BaseCommand):
    """Writes the annex of a plan as PDF, Word, Excel or a web page, or the whole plan as JSON."""

    help = "Write the annex of a plan to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, in which format, where to, and seen on which day."""
        parser.add_argument("plan", help="its id, or the council and the year of its inspection: york/2022")
        parser.add_argument("--format", choices=[*FORMATS, "json"], default="pdf", dest="ending")
        parser.add_argument("-o", "--output", type=Path, help="the file to write (named after the plan when left out)")
        parser.add_argument("--date", type=date.fromisoformat, help="the day it is seen on, YYYY-MM-DD (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Finds the plan, writes the file, and says in one line where it is."""
        try:
            plan = ActionPlan.objects.named(options["plan"])
        except ActionPlan.DoesNotExist as error:
            raise CommandError(str(error)) from error
        snapshot = take(plan, on=options["date"] or today(), calendar=current_calendar())
        name, content = self._written(snapshot, options["ending"])
        path = options["output"] or Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.stdout.write(f"Wrote {path} ({len(content) / 1000:,.0f} kB).")

    def _written(self, snapshot: PlanSnapshot, ending: str) -> tuple[str, bytes]:
        """The name of the file and what stands in it; characters that no font has are told on stderr."""
        document = annex(snapshot)
        name = f"{document.file_stem}.{ending}"
        if ending == "json":
            return name, snapshot.to_json().encode()
        try:
            paper = find_or_make(document, ending)
        except PrinterMissing as missing:
            raise CommandError(str(missing)) from missing
        for character in paper.missing_characters:
            words = f"U+{ord(character):04X} {unicodedata.name(character, 'no name').lower()}"
            self.stderr.write(f"No font has this character, and a box stands in its place: {words}")
        return name, paper.content
