"""The private calendar address of a person: made, found, taken back. Only a hash of its secret is kept (ADR 26)."""

import secrets

from django.db import transaction

from actionplans.models import CalendarFeed
from actionplans.models.version import sha256_of
from ilacs.authorities.models import User
from ilacs.design.today import now

SECRET_BYTES = 32
LONGEST_SECRET = 64
"""Letters; a secret of 32 bytes has 43."""


@transaction.atomic
def make_feed(*, user: User) -> str:
    """Gives the person a new secret, shown this once; the address they had before stops working."""
    revoke_feed(user=user)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.create(user=user, token_hash=sha256_of(secret.encode()), made_at=now())
    return secret


@transaction.atomic
def revoke_feed(*, user: User) -> bool:
    """Takes the person's address back; says whether there was one."""
    User.objects.select_for_update().get(pk=user.pk)
    return bool(CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=now()))


def owner_of(secret: str) -> User | None:
    """Whose address this is: nobody's when it is unknown, was taken back, or the account is closed (one query)."""
    if len(secret) > LONGEST_SECRET:
        return None
    known = CalendarFeed.objects.filter(token_hash=sha256_of(secret.encode()), revoked_at__isnull=True)
    feed = known.filter(user__is_active=True).select_related("user").first()
    return feed.user if feed else None
