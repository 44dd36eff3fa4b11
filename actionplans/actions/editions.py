"""What the public reads of an edition: its page and its files, made when it was published and kept."""

import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from actionplans.actions.versions import BODY, body_of, find_paper, paper_of, pdf_key, snapshot_of
from actionplans.exports import papers, printing
from actionplans.exports.build_edition import Imprint
from actionplans.exports.build_edition import edition as build_edition
from actionplans.exports.document import Document
from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.store import Paper
from actionplans.models import ActionPlan, Edition, KeptPaper
from ilacs.design.wording import counted

KINDS = ("pdf", "docx")
"""The files of an edition, beside the page."""
TRY_AGAIN_AFTER = 60
"""Seconds in which one stranger at most sets us to work on a file of an edition that is not kept."""
HAS_FAILED = "The PDF of this edition could not be made."
_BEGUN, _FAILED = "begun", "failed"


def edition_body(edition: Edition) -> SafeString:
    """The part of a page that shows the edition, as it was made when it was published."""
    if (kept := _kept(edition, BODY)) is not None:
        return mark_safe(kept.content.decode())  # noqa: S308 made by our own templates, and nobody can change it since
    return body_of(edition.version, document_of(edition), _paper(edition))


def edition_file(edition: Edition, kind: str) -> Paper | None:
    """The edition as a file: the one that is kept, else made now and kept. None while a large PDF is being printed.

    Raises PrinterMissing when this machine cannot make it.
    """
    if (kept := _kept(edition, kind)) is not None:
        return kept
    snapshot = snapshot_of(edition.version)
    document = build_edition(snapshot, _imprint(edition))
    return paper_of(edition.version, document, kind, actions=len(snapshot.items), paper=_paper(edition))


def public_file(edition: Edition, kind: str) -> Paper | None:
    """The same for strangers: they begin no PDF again that has failed, and none twice in a minute."""
    if (kept := _kept(edition, kind)) is not None:
        return kept
    if not cache.add(_asked(edition, kind), _BEGUN, TRY_AGAIN_AFTER):
        if cache.get(_asked(edition, kind)) == _FAILED:
            raise PrinterMissing(HAS_FAILED)
        return None
    try:
        return _unless_failed(edition, kind)
    except PrinterMissing:
        cache.set(_asked(edition, kind), _FAILED, TRY_AGAIN_AFTER)
        raise


def make_pdf(edition: Edition) -> Paper | None:
    """The PDF for people of the council, who begin one again that has failed. Otherwise as `edition_file`."""
    cache.delete(_asked(edition, "pdf"))
    return edition_file(edition, "pdf")


def document_of(made: Edition) -> Document:
    """What the edition says, from its version alone."""
    return build_edition(snapshot_of(made.version), _imprint(made))


def public_address(plan: ActionPlan) -> str:
    """Where the public reads the plan, as the plan prints it: with the host that the deployment names."""
    return f"{settings.SITE_ADDRESS}{reverse('published-plan', args=[plan.authority.slug, plan.public_name])}"


@dataclass(frozen=True)
class Printed:
    """An edition with what became of its PDF: whether there is one, and each character it does not show."""

    edition: Edition
    has_pdf: bool
    missing_characters: tuple[str, ...] = ()

    @property
    def missing_words(self) -> str:
        """That these characters are not in the PDF: "1 character could not be printed in the PDF: ☃ (snowman)."."""
        named = (f"{each} ({unicodedata.name(each, f'U+{ord(each):04X}').lower()})" for each in self.missing_characters)
        return (
            f"{counted(len(self.missing_characters), 'character')} could not be printed in the PDF: {', '.join(named)}."
        )


def printed(editions: Iterable[Edition]) -> list[Printed]:
    """The editions, each with what became of its PDF (one query)."""
    editions = list(editions)
    pdfs = KeptPaper.objects.filter(version__in=[edition.version_id for edition in editions], ending="pdf")
    kept = {(version, paper): missing for version, paper, missing in pdfs.values_list(*_WHICH, "missing_characters")}
    keys = [(edition.version_id, _paper(edition)) for edition in editions]
    return [
        Printed(edition, key in kept, tuple(kept.get(key, ()))) for edition, key in zip(editions, keys, strict=True)
    ]


_WHICH = ("version_id", "paper")


def _unless_failed(edition: Edition, kind: str) -> Paper | None:
    """The file made now and kept, as `edition_file`; raises PrinterMissing also where it failed before."""
    key = pdf_key(edition.version, document_of(edition), _paper(edition)) if kind == "pdf" else ""
    if key and printing.progress_of(papers.store(), key, now=time.time()).state is printing.State.FAILED:
        raise PrinterMissing(HAS_FAILED)
    return edition_file(edition, kind)


def _kept(edition: Edition, ending: str) -> Paper | None:
    """What is kept of the edition, found without reading what the version says. Raises NotAsStored."""
    return find_paper(edition.version, _paper(edition), ending)


def _asked(edition: Edition, kind: str) -> str:
    """Under which key the cache knows that somebody asked for a file within the minute."""
    return f"edition-{edition.pk}-{kind}"


def _imprint(made: Edition) -> Imprint:
    return Imprint(
        number=made.number,
        published_on=made.published_on,
        address=public_address(made.plan),
        shows_names=made.shows_names,
    )


def _paper(edition: Edition) -> KeptPaper.Paper:
    return KeptPaper.Paper.EDITION_NAMED if edition.shows_names else KeptPaper.Paper.EDITION
