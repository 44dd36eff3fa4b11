"""Bank holidays proclaimed after the software was made, and the calendar that takes them into account."""

from django.db import models
from simple_history.models import HistoricalRecords

from ilacs.design.today import Dated
from inspections.working_days import WorkingDayCalendar


class ProclaimedDay(Dated, models.Model):
    """A one-off bank holiday in England and Wales, entered by the administrator of the site when it is proclaimed."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120, help_text="For example, Bank holiday for the State Funeral")

    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%-d %B %Y}"


def current_calendar() -> WorkingDayCalendar:
    """The calendar of working days as known today: the statutory holidays and every proclaimed day (one query)."""
    return WorkingDayCalendar(extra_holidays=frozenset(ProclaimedDay.objects.values_list("day", flat=True)))
