"""Who is owed a digest on a day, and what it says."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from textwrap import shorten

from django.conf import settings
from django.urls import reverse

from actionplans.actions.requests.digest import LONGEST_TITLE, Digest, Line, Part, Urgency
from actionplans.actions.reviews import asked_of
from actionplans.models import AskedAction, Round, SentRequest, Standing
from actionplans.permissions import can_report_progress
from actionplans.snapshot import embargo_of
from ilacs.authorities.models import User
from inspections.models import current_calendar
from inspections.working_days import WorkingDayCalendar

ASKED = "asked"
REMIND_BEFORE = 3
"""Working days before answers are due on which whoever has not answered is reminded."""


def people_asked(round: Round | None = None) -> Iterator[User]:
    """Everybody with an open account who leads an action that is still asked, in any round or in one."""
    asked = AskedAction.objects.still_asked()
    if round is not None:
        asked = asked.filter(round=round)
    leads = asked.filter(item__lead_person__is_active=True).values("item__lead_person")
    yield from User.objects.filter(pk__in=leads).order_by("pk")


def digests(*, on: date, round: Round | None = None) -> Iterator[Digest]:
    """What would be sent on a day, nothing of it sent."""
    for person in people_asked(round):
        if digest := digest_for(person, on=on):
            yield digest


def digest_for(person: User, *, on: date) -> Digest | None:
    """The one message a person gets on a day about everything that waits for them; None where none is owed.

    Nothing is owed to whoever has had one that day, or has been told all this before.
    """
    if SentRequest.objects.filter(person=person, sent_at__date=on).exists():
        return None
    waiting: dict[int, list[AskedAction]] = {}
    for row in asked_of(person):
        if row.is_waited_for and can_report_progress(person, row.item):
            waiting.setdefault(row.round_id, []).append(row)
    told = _told(person, waiting)
    calendar = current_calendar()
    kinds = {pk: kinds_owed(rows, told=told.get(pk, {}), on=on, calendar=calendar) for pk, rows in waiting.items()}
    if not any(kinds.values()):
        return None
    return Digest(
        person_pk=person.pk,
        name=person.name,
        email=person.email,
        parts=tuple(_part(rows, kinds[pk], on=on, calendar=calendar) for pk, rows in waiting.items()),
        kinds=tuple((pk, kind) for pk, owed in kinds.items() for kind in owed),
        all_url=f"{settings.SITE_ADDRESS}{reverse('my-actions')}",
    )


def _told(person: User, rounds: Iterable[int]) -> dict[int, dict[str, datetime]]:
    """What the person was sent in each of these rounds: the kind, and when."""
    told: dict[int, dict[str, datetime]] = {}
    for sent in SentRequest.objects.filter(person=person, round__in=list(rounds)):
        told.setdefault(sent.round_id, {})[sent.kind] = sent.sent_at
    return told


def kinds_owed(
    rows: list[AskedAction], *, told: dict[str, datetime], on: date, calendar: WorkingDayCalendar
) -> tuple[str, ...]:
    """What one round has to tell one person on a day that it has not told them: asked, reminded, late, returned.

    Reminders and lateness are of one day: when answers become due on another, they are told again.
    """
    kinds = [ASKED]
    if urgency := _pressing(rows[0].round, on=on, calendar=calendar):
        kinds.append(f"{urgency.name.lower()} {rows[0].round.answers_due_on}")
    last = max(told.values(), default=None)
    back = [row.reviewed_at for row in rows if row.standing == Standing.RETURNED and row.reviewed_at]
    if back and (last is None or max(back) > last):
        kinds.append(f"returned {on}")
    return tuple(kind for kind in kinds if kind not in told)


def _pressing(round: Round, *, on: date, calendar: WorkingDayCalendar) -> Urgency | None:
    """Late from the working day after answers were due, a reminder from three working days before; else nothing."""
    if on >= calendar.add(round.answers_due_on, 1):
        return Urgency.LATE
    return Urgency.REMINDED if on >= calendar.add(round.answers_due_on, -REMIND_BEFORE) else None


def _part(rows: list[AskedAction], kinds: tuple[str, ...], *, on: date, calendar: WorkingDayCalendar) -> Part:
    """What a digest says of one round. Of a plan under embargo neither its title nor what the round is about."""
    round = rows[0].round
    plan = round.plan
    is_secret = bool(embargo_of(list(plan.inspections.all()), on))
    opener = round.opened_by if round.opened_by and round.opened_by.is_active else None
    return Part(
        plan=f"An action plan of {plan.authority.title}" if is_secret else f"{plan.title}, {plan.authority.title}",
        round=f"Reporting round {round.number}",
        meeting="" if is_secret else str(round.meeting),
        answers_due_on=round.answers_due_on,
        urgency=_urgency(round, kinds, on=on, calendar=calendar),
        message="" if is_secret else round.message,
        contact=str(opener) if opener else "",
        contact_email=opener.email if opener else "",
        url=f"{settings.SITE_ADDRESS}{round.get_absolute_url()}",
        lines=tuple(_line(row, is_secret=is_secret) for row in rows),
    )


def _urgency(round: Round, kinds: tuple[str, ...], *, on: date, calendar: WorkingDayCalendar) -> Urgency:
    """How a round is worded: what was never asked is not called a reminder."""
    pressing = _pressing(round, on=on, calendar=calendar)
    if pressing == Urgency.LATE:
        return Urgency.LATE
    if any(kind.startswith("returned") for kind in kinds):
        return Urgency.RETURNED
    return Urgency.ASKED if pressing is None or ASKED in kinds else Urgency.REMINDED


def _line(row: AskedAction, *, is_secret: bool) -> Line:
    item, plan = row.item, row.round.plan
    return Line(
        reference=item.reference,
        title="" if is_secret else shorten(item.action, LONGEST_TITLE, placeholder=" ..."),
        url=f"{settings.SITE_ADDRESS}{reverse('progress-add', args=[plan.authority.slug, plan.pk, item.pk])}",
        is_returned=row.standing == Standing.RETURNED,
    )
