"""Sending what is owed: each person's digest in a transaction of its own, with the record that it was sent.

The record and the mail belong together: a mail server that fails leaves no record, and the next call tries again.
"""

import contextlib
import logging
from datetime import date
from typing import Any, NamedTuple

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string

from actionplans.actions.requests.digest import Digest
from actionplans.actions.requests.finding import digest_for, people_asked
from actionplans.models import Round, SentRequest
from ilacs.authorities.models import User
from ilacs.design.today import now

_LOG = logging.getLogger(__name__)
HEADERS = {"Auto-Submitted": "auto-generated"}
"""So that nobody's absence note answers."""


class Delivered(NamedTuple):
    """How many digests were sent, and how many people could not be written to this time."""

    sent: int
    failed: int


class MailServerDown(Exception):
    """Nothing can be sent to anybody at the moment."""


def send_requests(*, on: date, round: Round | None = None) -> int:
    """Sends whatever is owed on a day, and says how many digests that were. Called twice, also at once, it sends once.

    With a round only those it asks get one, about everything that waits for them.
    """
    return deliver(on=on, round=round).sent


def deliver(*, on: date, round: Round | None = None) -> Delivered:
    """The same, and how many failed. One person's failure does not stop the others; no mail server at all does."""
    sent = failed = 0
    connection = get_connection()
    for person in people_asked(round):
        try:
            sent += _deliver_to(person, on=on, connection=connection)
        except MailServerDown:
            _LOG.exception("The mail server cannot be reached; nobody else is written to now")
            failed += 1
            break
        except Exception:
            # Whatever is wrong with one person's texts or rows, those after them are written to all the same.
            _LOG.exception("The request to person %s was not sent; the next call tries again", person.pk)
            failed += 1
            with contextlib.suppress(OSError):
                connection.close()
    with contextlib.suppress(OSError):
        connection.close()
    return Delivered(sent, failed)


@transaction.atomic
def _deliver_to(person: User, *, on: date, connection: Any) -> bool:
    """Sends one person what is owed and records it. Whoever else sends at this moment waits, and finds it recorded."""
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    digest = digest_for(locked, on=on)
    if digest is None or not locked.is_active:
        return False
    rows = [SentRequest(person=locked, round_id=key, kind=kind, sent_at=now()) for key, kind in digest.kinds]
    SentRequest.objects.bulk_create(rows)
    try:
        connection.open()
    except OSError as problem:
        raise MailServerDown from problem
    message_of(digest, connection=connection).send()
    return True


def message_of(digest: Digest, *, connection: Any = None) -> EmailMultiAlternatives:
    """The e-mail: plain text, and the same as simple HTML."""
    context = {"digest": digest}
    message = EmailMultiAlternatives(
        subject=digest.subject,
        body=render_to_string("actionplans/email/request_message.txt", context).strip() + "\n",
        to=[digest.email],
        reply_to=[address for _, address in digest.contacts],
        headers=HEADERS,
        connection=connection,
    )
    message.attach_alternative(render_to_string("actionplans/email/request_message.html", context), "text/html")
    return message
