"""Evidence on an action: added, put in other words, taken away with a reason. A file is never replaced."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from actionplans.actions.proof import Attachment
from actionplans.actions.same_form import AlreadySaved, made_before
from actionplans.models import ActionItem, ActionPlan, EditConflict, Evidence, PlanRefused, ProgressUpdate
from actionplans.models.evidence import evidence_storage, place_of, web_address
from actionplans.models.version import sha256_of
from ilacs.authorities.models import User
from ilacs.design.today import now

TAKEN_AWAY = "This evidence has been taken away, so it does not change any more"


@dataclass(frozen=True)
class EvidenceDetails:
    """What somebody says of a piece of evidence: its kind, its own date, what it shows, which way it points.

    link is empty where it is a file.
    """

    kind: str
    dated_on: date
    shows: str
    stance: str = Evidence.Stance.SUPPORTS.value
    link: str = ""


@transaction.atomic
def add_evidence(
    *,
    item: ActionItem,
    by: User,
    today: date,
    details: EvidenceDetails,
    attachment: Attachment | None = None,
    update: ProgressUpdate | None = None,
    entry: UUID | None = None,
) -> Evidence:
    """Keeps one more piece of evidence, a file or a link, of an action; `update` is the report it came with.

    `entry` names the form it was typed into: the same form sent twice adds it once. Raises AlreadySaved where it was
    sent with other words or another file, and PlanRefused, with the field to mend. The file is written before the row;
    where the row is then not kept, nothing names the file and no address leads to it, and the command check_evidence
    removes it.
    """
    _lock(item)
    if made := _made_from(entry, item, details, attachment):
        return made
    _refuse_wrong(details, today)
    _refuse_file_and_link(details.link, attachment)
    if update is not None and update.item_id != item.pk:
        raise PlanRefused("This update is of another action")
    piece = Evidence(item=item, update=update, added_by=by, added_at=now(), entry=entry)
    for name in Evidence.EDITED_FIELDS:
        setattr(piece, name, getattr(details, name))
    piece._change_reason = f"Added by {by}"
    if attachment is None:
        piece.save()
    else:
        _save_with_file(piece, attachment)
    return piece


def _save_with_file(piece: Evidence, attachment: Attachment) -> None:
    """Writes the file, then the row; a row that is refused takes its file with it."""
    storage = evidence_storage()
    piece.file_name = attachment.name
    piece.content_type = attachment.content_type
    piece.size = len(attachment.content)
    piece.sha256 = sha256_of(attachment.content)
    piece.file.name = storage.save(place_of(piece, attachment.name), ContentFile(attachment.content))
    try:
        piece.save()
    except BaseException:
        storage.delete(piece.file.name)
        raise


@transaction.atomic
def edit_evidence(*, evidence: Evidence, revision: int, by: User, today: date) -> Evidence:
    """Saves what is said of a piece of evidence, and the address of a link; the file of a file stays as it is.

    Raises EditConflict when somebody else saved first, PlanRefused for what cannot be and for what was taken away.
    """
    stored = _locked(evidence)
    if stored.is_archived:
        raise PlanRefused(TAKEN_AWAY)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_wrong(evidence, today)
    if bool(evidence.link) != bool(stored.link):
        raise PlanRefused("Enter the address" if stored.link else "A file stays a file. Add the link beside it", "link")
    for name in Evidence.EDITED_FIELDS:
        setattr(stored, name, getattr(evidence, name))
    stored.revision += 1
    stored._change_reason = f"Edited by {by}"
    stored.save(update_fields=[*Evidence.EDITED_FIELDS, "revision"])
    return stored


@transaction.atomic
def archive_evidence(*, evidence: Evidence, by: User, reason: str) -> None:
    """Takes a piece of evidence away, with a reason; it can still be opened. A second time changes nothing.

    Whoever signs the action off at this moment waits, and then sees that it is gone. Raises PlanRefused.
    """
    _locked(evidence).archive(by=by, reason=reason)


def _locked(evidence: Evidence) -> Evidence:
    """It as it is stored now; neither it nor its action changes until the transaction ends. Raises PlanRefused."""
    _lock(evidence.item)
    stored: Evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    stored.item = evidence.item
    return stored


def _lock(item: ActionItem) -> None:
    """Keeps others from changing the action until the transaction ends; refuses one that takes no more evidence."""
    ActionPlan.objects.lock_to_lead(item.plan_id)
    item.lock()
    if item.is_deleted:
        raise PlanRefused("This action is not in the plan any more")


def _made_from(
    entry: UUID | None, item: ActionItem, details: EvidenceDetails, attachment: Attachment | None
) -> Evidence | None:
    """What this form made when it was sent the first time, with the same words and the same file."""
    made: Evidence | None = made_before(
        Evidence,
        entry,
        home=("item_id", item.pk, "action"),
        what="piece",
        said=vars(details) | {"sha256": sha256_of(attachment.content) if attachment else ""},
        other="evidence",
    )
    return made


def same_evidence(
    entry: UUID | None, item: ActionItem, details: EvidenceDetails, attachment: Attachment | None
) -> bool:
    """Whether nothing but this evidence was kept from a form."""
    try:
        _made_from(entry, item, details, attachment)
    except AlreadySaved:
        return False
    return True


def _refuse_wrong(said: EvidenceDetails | Evidence, today: date) -> None:
    """Raises PlanRefused for a kind or direction nobody knows, a day to come, no words, an address of no page."""
    if said.kind not in Evidence.Kind.values:
        raise PlanRefused("Choose what kind it is", "kind")
    if said.stance not in Evidence.Stance.values:
        raise PlanRefused("Choose which way it points", "stance")
    if said.dated_on > today:
        raise PlanRefused("The date of the evidence must be today or in the past", "dated_on")
    if not said.shows.strip():
        raise PlanRefused("Enter what it shows", "shows")
    if said.link:
        try:
            web_address(said.link)
        except ValidationError as wrong:
            raise PlanRefused(wrong.messages[0], "link") from None


def _refuse_file_and_link(link: str, attachment: Attachment | None) -> None:
    """A piece of evidence is one thing that can be opened."""
    if link and attachment:
        raise PlanRefused("Enter an address or choose a file, not both. Add the other one afterwards", "link")
    if not link and not attachment:
        raise PlanRefused("Choose a file, or enter an address", "attachment")
