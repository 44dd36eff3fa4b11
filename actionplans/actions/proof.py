"""What came back after a plan was sent."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from actionplans.models import Acknowledgement, PlanRefused, Submission
from actionplans.models.version import sha256_of
from ilacs.authorities.models import User
from ilacs.design.today import now
from ilacs.design.wording import date_in_words


@dataclass(frozen=True)
class Attachment:
    """A file somebody chose, once it is known what it is: its cleaned name, its media type and its content."""

    name: str
    content_type: str
    content: bytes


@transaction.atomic
def record_acknowledgement(
    *,
    submission: Submission,
    by: User,
    on: date,
    today: date,
    reference: str = "",
    attachment: Attachment | None = None,
) -> Acknowledgement:
    """Keeps what Ofsted or the Department answered, for ever; the same answer recorded twice is kept once.

    Raises PlanRefused for a day that cannot be, and for an answer that says nothing.
    """
    if on > today:
        raise PlanRefused("The date must be today or in the past")
    if on < submission.sent_on:
        raise PlanRefused(f"The plan was sent on {date_in_words(submission.sent_on)}. Enter that day or a later one")
    if not reference.strip() and attachment is None:
        raise PlanRefused("Enter the reference, or choose the file that came back")
    submission.plan.lock()
    content = attachment.content if attachment else None
    kept, _ = submission.acknowledgements.get_or_create(
        received_on=on,
        reference=reference,
        sha256=sha256_of(content) if content is not None else "",
        defaults={
            "file_name": attachment.name if attachment else "",
            "content_type": attachment.content_type if attachment else "",
            "content": content,
            "attached_by": by,
            "attached_at": now(),
        },
    )
    return kept
