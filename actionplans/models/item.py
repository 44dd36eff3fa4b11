"""One action of a plan."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.plan import LONGEST_TEXT, ActionPlan, AreaResponse, lead_words
from actionplans.models.proposing import DeliveryFacts, MilestoneFacts, lapses
from actionplans.models.ratings import COMPLETE_RATINGS, DeliveryRating, ImpactRating
from actionplans.models.stages import OVER
from ilacs.authorities.models import User
from ilacs.design.today import Dated, now


class EditConflict(Exception):
    """Somebody else saved the same thing first. Carries what is stored now."""

    def __init__(self, current: Any) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.current = current


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Questions about many actions."""

    def visible_to(self, user: Any) -> Self:
        """Those of the plans this person may see."""
        return self.filter(plan__in=ActionPlan.objects.visible_to(user))

    def current(self) -> Self:
        """Those that have not been deleted."""
        return self.filter(deleted_at__isnull=True)

    def complete(self) -> Self:
        """Those whose work is finished."""
        return self.filter(delivery_rating__in=COMPLETE_RATINGS)

    def overdue(self, on: date) -> Self:
        """Those due before this day and not complete, in plans that are not closed."""
        return (
            self.current()
            .filter(due_on__lt=on)
            .exclude(delivery_rating__in=COMPLETE_RATINGS)
            .exclude(plan__stage__in=OVER)
        )


class ActionItem(Dated, models.Model):
    """One thing the authority will do: who leads it, by when, and how anybody will know it worked."""

    # What a person edits in one form; the two texts of an edit conflict are compared over these.
    EDITED_FIELDS: ClassVar[tuple[str, ...]] = (
        "action",
        "lead_post",
        "lead_person",
        "partners",
        "starts_on",
        "due_on",
        "success_measure",
        "how_we_will_know",
        "resources",
        "monitoring_body",
    )

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="items")
    response = models.ForeignKey(AreaResponse, on_delete=models.PROTECT, related_name="items")
    also_serves = models.ManyToManyField(AreaResponse, blank=True, related_name="served_by")
    reference = models.CharField(max_length=12, editable=False)
    position = models.PositiveIntegerField(editable=False)
    action = models.TextField(max_length=LONGEST_TEXT)
    lead_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="actions_led"
    )
    lead_post = models.CharField(max_length=160, blank=True)
    partners = models.TextField("supporting partners", max_length=LONGEST_TEXT, blank=True)
    starts_on = models.DateField("start", null=True, blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    original_due_on = models.DateField("original due date", null=True, blank=True, editable=False)
    success_measure = models.TextField(max_length=LONGEST_TEXT, blank=True)
    how_we_will_know = models.TextField(max_length=LONGEST_TEXT, blank=True)
    resources = models.TextField(max_length=LONGEST_TEXT, blank=True)
    monitoring_body = models.CharField(max_length=200, blank=True)
    delivery_rating = models.CharField(
        max_length=20, choices=DeliveryRating, default=DeliveryRating.NOT_STARTED, editable=False
    )
    impact_rating = models.CharField(
        max_length=20, choices=ImpactRating, default=ImpactRating.TOO_EARLY, editable=False
    )
    rated_on = models.DateField(
        null=True, blank=True, editable=False, help_text="The day the ratings were reported for"
    )
    rating_reason = models.TextField(
        max_length=LONGEST_TEXT, blank=True, editable=False, help_text="Why not as proposed, or what the rating demands"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    entry = models.UUIDField(
        null=True,
        unique=True,
        editable=False,
        help_text="The form it was added with: sent twice, it adds nothing twice",
    )
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    history = HistoricalRecords(m2m_fields=[also_serves])
    objects: ClassVar[Any] = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["response__number", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "reference"], name="a_reference_is_never_used_twice_in_a_plan"),
            models.CheckConstraint(condition=~Q(action=""), name="an_action_has_words"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="an_action_is_due_on_or_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(delivery_rating__in=DeliveryRating.values), name="delivery_rating_is_known"
            ),
            models.CheckConstraint(condition=Q(impact_rating__in=ImpactRating.values), name="impact_rating_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.action}"

    def get_absolute_url(self) -> str:
        """The page of this action."""
        return reverse("action-detail", args=[self.plan.authority.slug, self.plan_id, self.pk])

    def clean(self) -> None:
        """Refuses a due date before the start, beside the field."""
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": "The due date must be the same as or after the start date"})

    # Questions

    @property
    def lead(self) -> str:
        """The person and post, whichever are known."""
        return lead_words(self.lead_person, self.lead_post)

    @property
    def rating(self) -> DeliveryRating:
        """The delivery rating as a member of its scale."""
        return DeliveryRating(self.delivery_rating)

    @property
    def is_deleted(self) -> bool:
        """Whether the action has been taken out of the plan (it can be brought back)."""
        return self.deleted_at is not None

    @property
    def is_complete(self) -> bool:
        """Whether the work is finished."""
        return self.rating.is_complete

    def is_overdue(self, on: date) -> bool:
        """Whether it was due before this day and is not complete; never in a closed plan."""
        return bool(
            self.due_on
            and self.due_on < on
            and not self.is_complete
            and not self.is_deleted
            and not self.plan.is_closed
        )

    def has_lapsed(self, on: date) -> bool:
        """Whether its rating no longer holds by itself: past due, not complete, and nobody has given a reason lately.

        In a plan that is over it stays as it was on the day that ended.
        """
        if self.is_deleted:
            return False
        on = min(on, self.plan.closed_on or on)
        return lapses(self.rating, due_on=self.due_on, on=on, rated_on=self.rated_on, reason=self.rating_reason)

    def shown_rating(self, on: date) -> DeliveryRating:
        """The delivery rating that pages and papers show on a day: what was said, or off track once that has lapsed."""
        return DeliveryRating.OFF_TRACK if self.has_lapsed(on) else self.rating

    def delivery_facts(
        self, *, milestones: Sequence[MilestoneFacts], share_done: int | None, is_supported: bool
    ) -> DeliveryFacts:
        """What the program proposes a rating from, as it stands: the one place, so that no two proposals differ.

        share_done is the last one said on an update that stands; is_supported says that evidence supports it.
        """
        return DeliveryFacts(
            starts_on=self.starts_on,
            due_on=self.due_on,
            milestones=milestones,
            share_done=share_done,
            has_begun=self.rating != DeliveryRating.NOT_STARTED,
            is_finished=self.is_complete,
            is_signed_off=self.rating == DeliveryRating.EVIDENCED and is_supported,
        )

    # Verbs

    def lock(self) -> None:
        """Reads the action as it is stored now and keeps others from changing it until the transaction ends."""
        self.refresh_from_db(from_queryset=ActionItem.objects.select_for_update())

    @transaction.atomic
    def delete_by(self, *, by: User, approved: str = "") -> None:
        """Takes the action out of the plan; nothing is lost and its reference is never used again.

        `approved` as for `lock_to_write`: raises PlanLocked in a plan that was sent.
        """
        ActionPlan.objects.lock_to_write(self.plan_id, approved=approved)
        self.lock()
        if self.is_deleted:
            return
        self._record_deletion(at=now(), by=by, reason=approved or f"Deleted by {by}")

    @transaction.atomic
    def restore(self, *, by: User, approved: str = "") -> None:
        """Brings a deleted action back to where it was; `approved` as for `delete_by`."""
        ActionPlan.objects.lock_to_write(self.plan_id, approved=approved)
        self.lock()
        if self.is_deleted:
            self._record_deletion(at=None, by=None, reason=approved or f"Brought back by {by}")

    def _record_deletion(self, *, at: datetime | None, by: User | None, reason: str) -> None:
        """Stores whether it is deleted. Whoever is editing the action at this moment is told so when they save."""
        self.deleted_at = at
        self.deleted_by = by
        self.revision += 1
        self._change_reason = reason
        self.save(update_fields=["deleted_at", "deleted_by", "revision"])
