"""Making a version of a plan, and the papers that are kept with it."""

import contextlib
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from actionplans.exports import papers
from actionplans.exports.build import annex
from actionplans.exports.document import Document
from actionplans.exports.formats import FORMATS
from actionplans.exports.html import body_html, paper_html
from actionplans.exports.pdf import PrinterMissing, print_paper
from actionplans.exports.store import Paper
from actionplans.models import ActionPlan, KeptPaper, Meeting, PlanRefused, Version, VersionContent
from actionplans.models.version import sha256_of
from actionplans.snapshot import PlanSnapshot, take
from ilacs.authorities.models import User
from ilacs.design.today import now, today
from inspections.models import current_calendar

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
    without a reason.
    """
    if not reason.strip():
        raise PlanRefused("Enter what this version is for")
    plan.lock()
    if after is not None and (made := _made_since(plan, after, by=by, reason=reason, meeting=meeting)):
        return made
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    snapshot = replace(take(plan, on=today(), calendar=current_calendar()), version=str(last + 1))
    content = snapshot.to_json()
    version = Version.objects.create(
        plan=plan,
        number=last + 1,
        cause=cause,
        reason=reason,
        stage=plan.stage,
        meeting=meeting,
        as_at=snapshot.as_at,
        made_by=by,
        made_at=now(),
        sha256=sha256_of(content.encode()),
    )
    VersionContent.objects.create(version=version, text=content)
    _keep_page(version, annex(snapshot), KeptPaper.Paper.ANNEX)
    if meeting is not None:
        meeting.version = version
        meeting.revision += 1
        meeting._change_reason = f"Given version {version.number} by {by}"
        meeting.save(update_fields=["version", "revision"])
    return version


def _made_since(
    plan: ActionPlan, after: int, *, by: User | None, reason: str, meeting: Meeting | None
) -> Version | None:
    """The version the same person saved for the same purpose after one of this number."""
    since = plan.versions.filter(number__gt=after, cause=Version.Cause.SAVED)
    found: Version | None = since.filter(made_by=by, reason=reason, meeting=meeting).first()
    return found


def snapshot_of(version: Version) -> PlanSnapshot:
    """The plan as the version holds it."""
    return PlanSnapshot.from_json(version.content)


def body_of(version: Version, document: Document, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX) -> SafeString:
    """The part of a page that shows the paper, as it was made with the version."""
    kept = _kept_or_made(version, paper, BODY, lambda: body_html(document).encode())
    return mark_safe(kept.decode())  # noqa: S308 made by our own templates, and nobody can change it since


def paper_of(
    version: Version, document: Document, ending: str, *, actions: int, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX
) -> Paper | None:
    """A file of a version: the one made before, else made now and kept. None while a large PDF is being printed.

    `document` is the paper it shows, with so many actions. Raises PrinterMissing when this machine cannot make it.
    """
    if ending != "pdf" or version.papers.filter(paper=paper, ending=ending).exists():
        return finished_paper_of(version, document, ending, paper)
    html = paper_html(document, body=body_of(version, document, paper))
    printed = papers.find_or_begin(document, actions=actions, owner=str(version.plan_id), html=html)
    return printed and Paper(_keep(version, paper, ending, printed.content), printed.missing_characters)


def finished_paper_of(
    version: Version, document: Document, ending: str, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX
) -> Paper:
    """A file of a version, made here however large it is, and kept. Raises PrinterMissing as `paper_of` does."""
    if (kept := _find(version, paper, ending)) is not None:
        return Paper(kept)
    if ending == "pdf":
        made = print_paper(paper_html(document, body=body_of(version, document, paper)))
    else:
        made = FORMATS[ending].make(document)
    return Paper(_keep(version, paper, ending, made.content), made.missing_characters)


def pdf_key(version: Version, document: Document, paper: KeptPaper.Paper = KeptPaper.Paper.ANNEX) -> str:
    """The key under which a large PDF of a version is being printed."""
    html = paper_html(document, body=body_of(version, document, paper))
    return papers.key_of(document, "pdf", html)


def _keep_page(version: Version, document: Document, paper: KeptPaper.Paper) -> None:
    """Keeps how the paper reads as a page, so that no later template changes it."""
    _keep(version, paper, BODY, body_html(document).encode())
    with contextlib.suppress(PrinterMissing):
        _keep(version, paper, "html", FORMATS["html"].make(document).content)


def _kept_or_made(version: Version, paper: str, ending: str, make: Callable[[], bytes]) -> bytes:
    kept = _find(version, paper, ending)
    return _keep(version, paper, ending, make()) if kept is None else kept


def _find(version: Version, paper: str, ending: str) -> bytes | None:
    found = version.papers.filter(paper=paper, ending=ending).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def _keep(version: Version, paper: str, ending: str, content: bytes) -> bytes:
    """Stores a file once. Whoever comes second gets what the first one stored."""
    kept, _ = KeptPaper.objects.get_or_create(
        version=version,
        paper=paper,
        ending=ending,
        defaults={"content": content, "sha256": sha256_of(content), "made_at": now()},
    )
    return bytes(kept.content)
