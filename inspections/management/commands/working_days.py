"""Counts working days, so that a date can be checked without opening a page."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from inspections.models.calendar import current_calendar
from inspections.working_days import WorkingDayCalendar, key_decision_notice_by


class Command(BaseCommand):
    """Prints the day some working days after a date, or the last day for a committee's papers or a notice."""

    help = "Prints the working day COUNT working days after DATE. A negative COUNT goes backwards."

    requires_system_checks: list[str] = []  # counting days does not need the pages to be in order

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A date, a number and how to read them."""
        parser.add_argument("date", metavar="DATE", help="year-month-day, for example 2022-05-04")
        parser.add_argument(
            "count", metavar="COUNT", type=int, nargs="?", help="how many working days, for example 70 or -70"
        )
        of_a_meeting = parser.add_mutually_exclusive_group()
        of_a_meeting.add_argument(
            "--clear-days",
            action="store_true",
            help="DATE is a meeting and COUNT its clear days: print the last day for publishing the papers",
        )
        of_a_meeting.add_argument(
            "--key-decision",
            action="store_true",
            help="DATE is a meeting that takes a key decision: print the last day for the notice of it (no COUNT)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints one date, year-month-day. Raises CommandError with words when it cannot."""
        day, count = _parse(options["date"]), options["count"]
        if (count is None) != options["key_decision"]:
            raise CommandError("Give a COUNT of days, or --key-decision without one.")
        try:
            if options["key_decision"]:
                answer = key_decision_notice_by(day)
            else:
                answer = _answer(self._calendar(), day, count, clear_days=options["clear_days"])
        except OverflowError as error:
            raise CommandError("The answer is too far away: give a smaller COUNT or another DATE.") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(answer.isoformat())

    def _calendar(self) -> WorkingDayCalendar:
        """The calendar with the proclaimed days; before the database exists, without them, and saying so."""
        try:
            return current_calendar()
        except DatabaseError:
            self.stderr.write(
                "Proclaimed bank holidays are left out: there is no table of them. Run manage.py migrate."
            )
            return WorkingDayCalendar()


def _parse(text: str) -> date:
    """The date typed, or a CommandError that says how to type one."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a date. Write it as year-month-day, for example 2022-05-04.") from error


def _answer(calendar: WorkingDayCalendar, day: date, count: int, *, clear_days: bool) -> date:
    """The day asked for."""
    return calendar.publish_papers_by(day, count) if clear_days else calendar.add(day, count)
