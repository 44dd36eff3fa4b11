"""Making a plan public: each edition is one version, at an address that stays; it is never changed, only withdrawn."""

import contextlib
import time
from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

from actionplans.actions.stages import Wish, move_plan
from actionplans.actions.versions import body_of, paper_of, pdf_key, snapshot_of
from actionplans.exports import papers, printing
from actionplans.exports.build_edition import Imprint, edition
from actionplans.exports.document import Document
from actionplans.exports.pdf import PrinterMissing
from actionplans.exports.store import Paper
from actionplans.models import ActionPlan, Edition, KeptPaper, PlanRefused, Version
from actionplans.models.plan import LONGEST_NAME
from actionplans.models.stages import SENT
from ilacs.authorities.models import LocalAuthority, User
from ilacs.design.today import now, today
from ilacs.design.wording import date_in_words

KINDS = ("pdf", "docx")
"""The files of an edition, beside the page."""
_NO_TITLE = "action-plan"
_ROOM_FOR_NUMBER = 4


@transaction.atomic
def publish_plan(*, plan: ActionPlan, wish: Wish, shows_names: bool = False) -> Edition:
    """Moves the plan to the stage "published" and makes the version of that move public.

    Raises as `move_plan` and `publish_edition` do; then neither has happened.
    """
    move = move_plan(plan=plan, wish=wish)
    return publish_edition(plan=plan, version=move.version, by=wish.by, on=wish.on, shows_names=shows_names)


@transaction.atomic
def publish_edition(*, plan: ActionPlan, version: Version, by: User, on: date, shows_names: bool = False) -> Edition:
    """Makes a version public, its leads as posts unless names were chosen. The first one gives the plan its address.

    Raises PlanRefused when it may not be made public.
    """
    plan.lock()
    last = plan.editions.order_by("-number").first()
    for refusal in (*what_stops_publishing(plan), *_wrong_version(plan, version, shows_names), *_wrong_day(plan, on)):
        raise PlanRefused(refusal)
    _give_public_name(plan, by=by)
    made = Edition(
        plan=plan,
        number=last.number + 1 if last else 1,
        version=version,
        published_on=on,
        shows_names=shows_names,
        made_by=by,
        made_at=now(),
    )
    made._change_reason = f"Published by {by}"
    made.save()
    _keep(made)
    return made


@transaction.atomic
def withdraw_edition(*, edition: Edition, by: User, on: date, reason: str) -> None:
    """Takes an edition away from the public: its address says from now on that it was withdrawn, and when.

    Raises PlanRefused without a reason, on a day that cannot be, and when it was withdrawn before.
    """
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    for refusal in _not_to_withdraw(edition, on, reason):
        raise PlanRefused(refusal)
    edition.withdrawn_on, edition.withdrawn_by, edition.withdrawn_reason = on, by, reason
    edition._change_reason = f"Withdrawn by {by}"
    edition.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])


def what_stops_publishing(plan: ActionPlan) -> tuple[str, ...]:
    """Everything about the plan that forbids an edition today, in sentences; empty when one may be made."""
    return tuple(_what_stops(plan))


def versions_to_publish(plan: ActionPlan) -> list[Version]:
    """The versions that were made after the plan was sent, the newest first."""
    return list(plan.versions.filter(stage__in=SENT).order_by("-number"))


def edition_body(edition: Edition) -> SafeString:
    """The part of a page that shows the edition, as it was made when it was published."""
    return body_of(edition.version, document_of(edition), _paper(edition))


def edition_file(edition: Edition, kind: str) -> Paper | None:
    """The edition as a file: the one that is kept, else made now and kept. None while a large PDF is being printed.

    Raises PrinterMissing when this machine cannot make it.
    """
    actions = len(snapshot_of(edition.version).items)
    return paper_of(edition.version, document_of(edition), kind, actions=actions, paper=_paper(edition))


def pdf_has_failed(edition: Edition) -> bool:
    """Whether the last attempt to print a large PDF of the edition failed: strangers do not begin another."""
    key = pdf_key(edition.version, document_of(edition), _paper(edition))
    return printing.progress_of(papers.store(), key, now=time.time()).state is printing.State.FAILED


def document_of(made: Edition) -> Document:
    """What the edition says, from its version alone."""
    imprint = Imprint(
        number=made.number,
        published_on=made.published_on,
        address=public_address(made.plan),
        shows_names=made.shows_names,
    )
    return edition(snapshot_of(made.version), imprint)


def title_of(made: Edition) -> str:
    """The title the plan had in the version that was published."""
    return snapshot_of(made.version).title


def public_address(plan: ActionPlan) -> str:
    """Where the public reads the plan, as the plan prints it: with the host that the deployment names."""
    return f"{settings.SITE_ADDRESS}{reverse('published-plan', args=[plan.authority.slug, plan.public_name])}"


def _what_stops(plan: ActionPlan) -> Iterator[str]:
    if plan.is_closed:
        yield "The plan is over. What was published stays, and no new edition is made"
    elif not plan.is_sent:
        yield "A plan is published after it was sent to Ofsted"
    for inspection in plan.inspections.all():
        if inspection.is_embargoed(today()):
            yield f"{inspection}: Ofsted has not published the report yet"


def _wrong_version(plan: ActionPlan, version: Version, shows_names: bool) -> Iterator[str]:
    """Why this version cannot be made public."""
    if version.plan_id != plan.pk or version.stage not in SENT:
        yield "Choose a version that was made after the plan was sent"
    twin = plan.editions.filter(version=version, shows_names=shows_names).first()
    if twin:
        yield f"{version} was published before, as edition {twin.number}. Save a new version and publish that one"


def _wrong_day(plan: ActionPlan, on: date) -> Iterator[str]:
    """Why an edition cannot be of this day."""
    if on > today():
        yield "The date must be today or in the past"
    if plan.submitted_on and on < plan.submitted_on:
        yield f"The plan was sent on {date_in_words(plan.submitted_on)}. Enter that day or a later one"
    last = plan.editions.order_by("-number").first()
    if last and on < last.published_on:
        yield f"{last} was published on {date_in_words(last.published_on)}. Enter that day or a later one"


def _not_to_withdraw(edition: Edition, on: date, reason: str) -> Iterator[str]:
    if edition.withdrawn_on:
        yield f"{edition} was withdrawn on {date_in_words(edition.withdrawn_on)}"
    if not reason.strip():
        yield "Enter the reason"
    if on > today():
        yield "The date must be today or in the past"
    if on < edition.published_on:
        yield f"{edition} was published on {date_in_words(edition.published_on)}. Enter that day or a later one"


def _give_public_name(plan: ActionPlan, *, by: User) -> None:
    """Gives the plan its place among the council's public addresses, which then never changes."""
    if plan.public_name:
        return
    # Two plans published at once queue here, so that no address is given twice.
    LocalAuthority.objects.select_for_update().get(pk=plan.authority_id)
    taken = set(plan.authority.plans.exclude(public_name="").values_list("public_name", flat=True))
    name = slugify(plan.title)[: LONGEST_NAME - _ROOM_FOR_NUMBER].strip("-") or _NO_TITLE
    free = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    plan.public_name = next(each for each in free if each not in taken)
    plan._change_reason = f"Given its public address by {by}"
    plan.save(update_fields=["public_name"])


def _paper(edition: Edition) -> KeptPaper.Paper:
    return KeptPaper.Paper.EDITION_NAMED if edition.shows_names else KeptPaper.Paper.EDITION


def _keep(made: Edition) -> None:
    """Makes what the public reads, so that nothing that changes later changes it; the PDF once all this is stored."""
    edition_body(made)
    with contextlib.suppress(PrinterMissing):
        edition_file(made, "html")
    edition_file(made, "docx")
    transaction.on_commit(partial(_begin_pdf, made), robust=True)


def _begin_pdf(made: Edition) -> None:
    """Makes the PDF, or begins it when it is large; without a printer the public is told so when they ask."""
    with contextlib.suppress(PrinterMissing):
        edition_file(made, "pdf")
