"""Making a plan public: each edition is one version, at an address that stays; it is never changed, only withdrawn."""

import contextlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from actionplans.actions.editions import document_of, edition_body, edition_file
from actionplans.actions.stages import Wish, move_plan, reports_to_come
from actionplans.actions.versions import snapshot_of
from actionplans.exports.pdf import PrinterMissing
from actionplans.models import ActionPlan, Edition, PlanRefused, Version
from actionplans.models.plan import LONGEST_NAME
from actionplans.models.stages import BEFORE_SENT, SENT
from actionplans.snapshot import PlanSnapshot, mark_of
from ilacs.authorities.models import LocalAuthority, User
from ilacs.design.today import now, today
from ilacs.design.wording import date_in_words
from inspections.models import Inspection

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
def publish_edition(
    *,
    plan: ActionPlan,
    version: Version,
    by: User,
    on: date,
    shows_names: bool = False,
    entry: UUID | None = None,
) -> Edition:
    """Makes a version public, its leads as posts unless names were chosen. The first one gives the plan its address.

    `entry` names the form it was chosen in: the same form sent twice makes one edition. Raises PlanRefused, with the
    field to mend, when the version may not be made public.
    """
    plan.lock()
    made: Edition | None = plan.editions.filter(entry=entry).first() if entry else None
    if made:
        return made
    for refusal in _refusals(plan, version, shows_names, on):
        raise refusal
    _give_public_name(plan, by=by)
    made = Edition(
        plan=plan,
        number=_next_number(plan),
        version=version,
        published_on=on,
        shows_names=shows_names,
        made_by=by,
        made_at=now(),
        entry=entry,
    )
    _store(made, by=by)
    _keep(made)
    return made


@transaction.atomic
def withdraw_edition(*, edition: Edition, by: User, on: date, reason: str) -> None:
    """Takes an edition away from the public: its address says from now on that it was withdrawn, and when.

    Raises PlanRefused without a reason, on a day that cannot be, and when it was withdrawn before.
    """
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    for refusal in _not_to_withdraw(edition, on, reason):
        raise refusal
    edition.withdrawn_on, edition.withdrawn_by, edition.withdrawn_reason = on, by, reason
    edition._change_reason = f"Withdrawn by {by}"
    edition.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])


def what_stops_publishing(plan: ActionPlan) -> tuple[str, ...]:
    """Everything about the plan that forbids an edition today, in sentences; empty when one may be made."""
    return tuple(_what_stops(plan))


def versions_to_publish(plan: ActionPlan) -> list[Version]:
    """The versions made since the plan was last sent, the newest first: what was taken back is never made public."""
    before = plan.versions.filter(stage__in=BEFORE_SENT).order_by("-number").values_list("number", flat=True).first()
    return list(plan.versions.filter(stage__in=SENT, number__gt=before or 0).order_by("-number"))


def _what_stops(plan: ActionPlan) -> Iterator[str]:
    if plan.is_closed:
        yield "The plan is over. What was published stays, and no new edition is made"
    elif not plan.is_sent:
        yield "A plan is published after it was sent to Ofsted"
    elif not versions_to_publish(plan):
        yield "No version has been made since the plan was sent. Save one first"
    yield from reports_to_come(plan, on=today())


def _refusals(plan: ActionPlan, version: Version, shows_names: bool, on: date) -> Iterator[PlanRefused]:
    """Why this edition cannot be made, what stops every edition first."""
    yield from map(PlanRefused, what_stops_publishing(plan))
    yield from (PlanRefused(words, "version") for words in _wrong_version(plan, version, shows_names))
    yield from (PlanRefused(words, "on") for words in _wrong_day(plan, version, on))


def _wrong_version(plan: ActionPlan, version: Version, shows_names: bool) -> Iterator[str]:
    """Why this version cannot be made public."""
    if version not in versions_to_publish(plan):
        yield "Choose a version that was made after the plan was sent and has not been taken back"
    elif not version.is_intact:
        yield f"{version} is not as it was stored: its hash differs. Tell whoever looks after this server"
    elif _is_kept_back(plan, snapshot_of(version)):
        yield f"{version} tells of a report that Ofsted has not published yet. Choose a later version"
    twin = plan.editions.filter(version=version, shows_names=shows_names).first()
    if twin:
        yield f"{version} was published before, as edition {twin.number}. Save a new version and publish that one"


def _is_kept_back(plan: ActionPlan, told: PlanSnapshot) -> bool:
    """Whether anything a version tells of is under embargo today, or was then and is not known to be published."""
    if mark_of(plan, told, on=today()):
        return True
    unpublished = {
        each.pk for each in told.inspections if each.received_on and not _has_passed(each.published_on, told.as_at)
    }
    known = Inspection.objects.filter(pk__in=unpublished, published_on__lte=today())
    return len(unpublished) > known.count()


def _has_passed(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _wrong_day(plan: ActionPlan, version: Version, on: date) -> Iterator[str]:
    """Why an edition cannot be of this day."""
    if on > today():
        yield "The date must be today or in the past"
    if plan.submitted_on and on < plan.submitted_on:
        yield f"The plan was sent on {date_in_words(plan.submitted_on)}. Enter that day or a later one"
    for inspection in _told_of(plan, version):
        if inspection.published_on and on < inspection.published_on:
            day = date_in_words(inspection.published_on)
            yield f"Ofsted published its report on {day}. Enter that day or a later one"
    last = plan.editions.order_by("-number").first()
    if last and on < last.published_on:
        yield f"{last} was published on {date_in_words(last.published_on)}. Enter that day or a later one"


def _told_of(plan: ActionPlan, version: Version) -> list[Inspection]:
    """The inspections that the version tells of or the plan answers now."""
    told = [inspection.pk for inspection in snapshot_of(version).inspections]
    return list(Inspection.objects.filter(Q(pk__in=told) | Q(plans=plan)).distinct())


def _not_to_withdraw(edition: Edition, on: date, reason: str) -> Iterator[PlanRefused]:
    if edition.withdrawn_on:
        yield PlanRefused(f"{edition} was withdrawn on {date_in_words(edition.withdrawn_on)}")
    if not reason.strip():
        yield PlanRefused("Enter the reason", "reason")
    if on > today():
        yield PlanRefused("The date must be today or in the past", "on")
    if on < edition.published_on:
        day = date_in_words(edition.published_on)
        yield PlanRefused(f"{edition} was published on {day}. Enter that day or a later one", "on")


def _next_number(plan: ActionPlan) -> int:
    last = plan.editions.order_by("-number").first()
    return last.number + 1 if last else 1


def _store(made: Edition, *, by: User) -> None:
    """Stores the edition with its titles, so that lists and pages need not read the version for them."""
    told, document = snapshot_of(made.version), document_of(made)
    made.title, made.paper_title = told.title, document.title
    made.subject, made.running_head, made.file_stem = document.subject, document.running_head, document.file_stem
    made._change_reason = f"Published by {by}"
    made.save()
    made.inspections.set(Inspection.objects.filter(pk__in=[inspection.pk for inspection in told.inspections]))


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
