"""What was reported about an action, dated and signed, and the second person's word on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.ratings import DeliveryRating, ImpactRating


class ProgressUpdateQuerySet(models.QuerySet["ProgressUpdate"]):
    """Questions about many updates."""

    def standing(self) -> "ProgressUpdateQuerySet":
        """Those that no later update corrects."""
        return self.filter(correction__isnull=True)


class ProgressUpdate(models.Model):
    """One report on one action: what changed, both ratings then, and what comes next. Added, never edited.

    The database refuses to change or delete it; a correction is another update that points to the one it corrects and
    has its number, so that an old update which is corrected late is still an old one.
    proposed_rating and proposed_because are what the program said; reason is why the person said otherwise, or what the
    rating demands.
    """

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="updates")
    number = models.PositiveSmallIntegerField(
        default=0,
        editable=False,
        help_text="Its place among the updates of its action; a correction takes the place of what it corrects",
    )
    reported_on = models.DateField()
    what_changed = models.TextField(max_length=LONGEST_TEXT)
    delivery_rating = models.CharField(max_length=20, choices=DeliveryRating)
    impact_rating = models.CharField(max_length=20, choices=ImpactRating, default=ImpactRating.TOO_EARLY)
    share_done = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How much is done, in per cent")
    proposed_rating = models.CharField(max_length=20, choices=DeliveryRating, blank=True, editable=False)
    proposed_because = models.TextField(blank=True, editable=False)
    reason = models.TextField(max_length=LONGEST_TEXT, blank=True)
    next_step = models.TextField(max_length=LONGEST_TEXT, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="correction"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    entry = models.UUIDField(
        null=True,
        unique=True,
        editable=False,
        help_text="The form it was added with: sent twice, it adds nothing twice",
    )

    objects: ClassVar[Any] = ProgressUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "-made_at", "-pk"]
        indexes = [models.Index(fields=["item", "-number", "-made_at"], name="updates_of_an_action")]
        constraints = [
            models.CheckConstraint(condition=~Q(what_changed=""), name="a_progress_update_has_words"),
            models.CheckConstraint(
                condition=Q(delivery_rating__in=DeliveryRating.values), name="a_reported_rating_is_known"
            ),
            models.CheckConstraint(
                condition=Q(impact_rating__in=ImpactRating.values), name="a_reported_impact_is_known"
            ),
            models.CheckConstraint(
                condition=Q(proposed_rating="") | Q(proposed_rating=F("delivery_rating")) | ~Q(reason=""),
                name="an_overridden_proposal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(share_done__isnull=True) | Q(share_done__lte=100), name="no_more_than_all_is_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference}, {self.reported_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its action."""
        return f"{self.item.get_absolute_url()}#update-{self.pk}"

    @property
    def is_overridden(self) -> bool:
        """Whether the person chose another rating than the program proposed."""
        return bool(self.proposed_rating) and self.proposed_rating != self.delivery_rating


class SignOff(models.Model):
    """A second person's answer to a report that needs one: accepted, or returned with a note. Kept for ever."""

    class Outcome(models.TextChoices):
        """What the second person said."""

        ACCEPTED = "accepted", "Signed off"
        RETURNED = "returned", "Returned"

    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, related_name="sign_offs")
    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="sign_offs")
    outcome = models.CharField(max_length=20, choices=Outcome)
    note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="accepted") | ~Q(note=""), name="a_returned_report_has_a_note"),
            models.CheckConstraint(
                condition=Q(reported_by__isnull=True) | ~Q(reported_by=F("made_by")),
                name="nobody_signs_off_their_own_report",
            ),
            models.UniqueConstraint(
                fields=["update"], condition=Q(outcome="accepted"), name="a_report_is_signed_off_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.update}"


def awaits_second_person(
    update: ProgressUpdate,
    *,
    rating: DeliveryRating,
    demanded: bool,
    evidenced_at: Sequence[datetime],
    last: SignOff | None,
) -> bool:
    """Whether the newest report waits for a second person: finished and evidenced, or a rating that demands one.

    `evidenced_at` are the moments at which the evidence that supports the action was added, `last` the newest answer to
    the report. What was returned waits again once newer evidence is there; a newer report has no answer yet.
    """
    if rating == DeliveryRating.EVIDENCED or update.delivery_rating != rating:
        return False
    if not (evidenced_at if rating == DeliveryRating.COMPLETE else demanded):
        return False
    if last is None:
        return True
    return last.outcome == SignOff.Outcome.RETURNED and any(moment > last.made_at for moment in evidenced_at)
