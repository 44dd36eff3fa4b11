"""What day it is, and what time: the one clock of the program, which can be given from outside.

Views and commands ask it; rules are told the day as an argument. A demonstration or a test may set another day, with
TODAY in the settings or with `as_if_on`; then everything that is written carries that day, the stored history too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_GIVEN: ContextVar[date | None] = ContextVar("the day given from outside", default=None)


def today() -> date:
    """The day it is in London, or the day that was given instead."""
    return _given() or timezone.localdate()


def now() -> datetime:
    """The moment it is: on a day given from outside, the real time of day."""
    real = timezone.localtime()
    given = _given()
    return real if given is None else timezone.make_aware(datetime.combine(given, real.time()))


@contextmanager
def as_if_on(day: date) -> Iterator[None]:
    """Within it, it is this day."""
    token = _GIVEN.set(day)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def _given() -> date | None:
    return _GIVEN.get() or settings.TODAY


class Dated:
    """A model whose history is dated by this clock."""

    @property
    def _history_date(self) -> datetime:
        """When the row changed; read by simple_history."""
        return now()
