"""Making a version of a plan, and the papers that are kept with it."""

import contextlib
import logging
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from actionplans.exports import papers
from actionplans.exports.build import annex
from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.html import body_html, paper_html
from actionplans.exports.pdf import PrinterMissing, print_paper
from actionplans.exports.store import Paper
from actionplans.models import ActionPlan, KeptPaper, Meeting, NotAsStored, PlanRefused, Version, VersionContent
from actionplans.models.version import sha256_of
from actionplans.snapshot import PlanSnapshot, take
from ilacs.authorities.models import User
from ilacs.design.today import now, today
from inspections.models import current_calendar

_LOG = logging.getLogger(__name__)
BODY = "body"
"""What is kept of a version besides files: the part of a page, which its PDF is printed from too."""


@transaction.atomic
def save_version(
    *,
    plan: ActionPlan,
    by: User | None,
    reason: str,
    cause: Version.Cause = Version.Cause.SAVED,
    meeting: Meeting | None = None,
    after: int | None = None,
) -> Version:
    """The plan as it stands at this moment, stored whole; a meeting it is made for is from then on said to see it.

    `after` is the last number whoever asks has seen: the same form sent twice makes one version. Raises PlanRefused
    without a reason, and for a meeting that was cancelled or is not of this plan. Once all this is stored, the PDF of
    what a stage or a meeting is given is made as well.
    """
    if not reason.strip():
        raise PlanRefused("Enter what this version is for")
    plan.lock()
    if after is not None and (made := _made_since(plan, after, by=by, reason=reason, meeting=meeting)):
        return made
    if meeting is not None:
        _lock_meeting(meeting, plan)
    version = _store(Version(plan=plan, cause=cause, reason=reason, stage=plan.stage, meeting=meeting, made_by=by))
    _keep_page(version, annex(snapshot_of(version)), KeptPaper.Paper.ANNEX)
    if meeting is not None:
        _give(meeting, version, by=by)
    if cause == Version.Cause.STAGE or meeting is not None:
        transaction.on_commit(partial(_begin_pdf, version), robust=True)
    return version


def _store(version: Version) -> Version:
    """The version with its number, its text and the hash of that, stored."""
    plan, on = version.plan, today()
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    snapshot = replace(take(plan, on=on, calendar=current_calendar()), version=str(last + 1))
    if version.meeting is not None:
        snapshot = replace(snapshot, committee=str(version.meeting.body), meeting_on=version.meeting.held_on)
    content = snapshot.to_json()
    version.number, version.as_at, version.made_at = last + 1, on, now()
    version.sha256 = sha256_of(content.encode())
    version.save(force_insert=True)
    VersionContent.objects.create(version=version, text=content)
    return version


def _lock_meeting(meeting: Meeting, plan: ActionPlan) -> None:
    """Holds the meeting as it is stored now. Raises PlanRefused when it cannot be given a version of this plan."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if meeting.plan_id != plan.pk:
        raise PlanRefused("Choose a meeting of this plan", "meeting")
    if meeting.cancelled_on is not None:
        raise PlanRefused("This meeting was cancelled. Choose another meeting, or none", "meeting")


def _give(meeting: Meeting, version: Version, *, by: User | None) -> None:
    """From now on the meeting is said to see this version."""
    meeting.version = version
    meeting.revision += 1
    meeting._change_reason = f"Given version {version.number} by {by}"
    meeting.save(update_fields=["version", "revision"])


def _begin_pdf(version: Version) -> None:
    """Makes the PDF of a version that was just made, or begins it when it is large.

    What is replayed as on another day, as a demonstration is, gets its PDF when somebody asks for it.
    """
    if not settings.PAPERS_WITH_VERSIONS or version.as_at != today():
        return
    snapshot = snapshot_of(version)
    try:
        paper_of(version, annex(snapshot), "pdf", actions=len(snapshot.items))
    except PrinterMissing as missing:
        _LOG.warning("The PDF of %s of plan %s was not made: %s", version, version.plan_id, missing)


def _made_since(
    plan: ActionPlan, after: int, *, by: User | None, reason: str, meeting: Meeting | None
) -> Version | None:
    """The version the same person saved for the same purpose after one of this number."""
    since = plan.versions.filter(number__gt=after, cause=Version.Cause.SAVED)
    found: Version | None = since.filter(made_by=by, reason=reason, meeting=meeting).first()
    return found


def snapshot_of(version: Version) -> PlanSnapshot:
    """The plan as the version holds it. Raises NotAsStored when that is not what was saved."""
    if not version.is_intact:
        raise _spoiled(version)
    return PlanSnapshot.from_json(version.content)


def body_of(version: Version, document: Document, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX) -> SafeString:
    """The part of a page that shows the paper, as it was made with the version. Raises NotAsStored as `paper_of`."""
    kept = find_paper(version, paper, BODY) or _keep(version, paper, BODY, Paper(body_html(document).encode()))
    return mark_safe(kept.content.decode())  # noqa: S308 made by our own templates, and its hash has been checked


def paper_of(
    version: Version, document: Document, ending: str, *, actions: int, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX
) -> Paper | None:
    """A file of a version: the one made before, else made now and kept. None while a large PDF is being printed.

    `document` is the paper it shows, with so many actions. Raises PrinterMissing when this machine cannot make it, and
    NotAsStored when the file that is kept is not the one that was stored.
    """
    if (kept := find_paper(version, paper, ending)) is not None:
        return kept
    if ending != "pdf":
        return finished_paper_of(version, document, ending, paper)
    html = paper_html(document, body=body_of(version, document, paper))
    printed = papers.find_or_begin(document, actions=actions, owner=str(version.plan_id), html=html)
    return printed and _keep(version, paper, ending, printed)


def finished_paper_of(
    version: Version, document: Document, ending: str, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX
) -> Paper:
    """A file of a version, made here however large it is, and kept. Raises PrinterMissing as `paper_of` does."""
    if (kept := find_paper(version, paper, ending)) is not None:
        return kept
    if ending == "pdf":
        made = print_paper(paper_html(document, body=body_of(version, document, paper)))
    else:
        made = FORMATS[ending].make(document)
    return _keep(version, paper, ending, made)


def pdf_key(version: Version, document: Document, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX) -> str:
    """The key under which a large PDF of a version is being printed."""
    html = paper_html(document, body=body_of(version, document, paper))
    return papers.key_of(document, "pdf", html)


def _keep_page(version: Version, document: Document, paper: KeptPaper.Paper) -> None:
    """Keeps how the paper reads as a page, so that no later template changes it."""
    _keep(version, paper, BODY, Paper(body_html(document).encode()))
    with contextlib.suppress(PrinterMissing):
        _keep(version, paper, "html", FORMATS["html"].make(document))


def find_paper(version: Version, paper: str, ending: str) -> Paper | None:
    """The file that is kept; None where there is none yet. Raises NotAsStored."""
    kept: KeptPaper | None = version.papers.filter(paper=paper, ending=ending).first()
    return None if kept is None else _checked(kept)


def _keep(version: Version, paper: str, ending: str, made: Paper) -> Paper:
    """Stores a file once. Whoever comes second gets what the first one stored."""
    values = {
        "content": made.content,
        "sha256": sha256_of(made.content),
        "missing_characters": list(made.missing_characters),
        "made_at": now(),
    }
    kept, _ = KeptPaper.objects.get_or_create(version=version, paper=paper, ending=ending, defaults=values)
    return _checked(kept)


def _checked(kept: KeptPaper) -> Paper:
    """The file, if it is the one that was stored. Raises NotAsStored."""
    if not kept.is_intact:
        raise _spoiled(kept)
    return Paper(bytes(kept.content), tuple(kept.missing_characters))


def _spoiled(stored: Version | KeptPaper) -> NotAsStored:
    """The refusal to show what is not as it was stored, told to whoever looks after the server as well."""
    plan_pk = stored.plan_id if isinstance(stored, Version) else stored.version.plan_id
    _LOG.error("%s of plan %s is not as it was stored: its hash differs", stored, plan_pk)
    return NotAsStored(f"{stored} is not as it was stored")
