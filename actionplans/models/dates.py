"""Moved dates and milestones."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.amendment import Amendment
from actionplans.models.archiving import Archived, ArchivedQuerySet
from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.proposing import MilestoneFacts
from ilacs.design.today import Dated


class DateMove(models.Model):
    """One time the due date of an action was moved: from when to when, why, by whom, and who approved. Kept for ever.

    In a plan that was sent somebody else approves every move; before that nobody needs to.
    """

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="date_moves")
    from_on = models.DateField("from")
    to_on = models.DateField("to")
    reason = models.TextField(max_length=LONGEST_TEXT)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="date_move"
    )

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_moved_date_has_a_reason"),
            models.CheckConstraint(condition=~Q(to_on=F("from_on")), name="a_moved_date_moves"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("moved_by")),
                name="nobody_approves_their_own_move",
            ),
            models.CheckConstraint(
                condition=Q(amendment__isnull=True) | Q(approved_by__isnull=False),
                name="a_move_after_sending_has_an_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference}: {self.from_on:%-d %B %Y} to {self.to_on:%-d %B %Y}"

    @property
    def days(self) -> int:
        """How many days later the date became; fewer than none where it became earlier."""
        return (self.to_on - self.from_on).days


class Milestone(Archived, Dated, models.Model):
    """A step inside an action with a day of its own: the working tool of whoever carries the action out."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("name", "due_on")

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField("milestone", max_length=300)
    due_on = models.DateField("by when")
    original_due_on = models.DateField(null=True, blank=True, editable=False)
    done_on = models.DateField("reached on", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = ArchivedQuerySet.as_manager()

    class Meta(Archived.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *Archived.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="a_milestone_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is written."""
        plan = self.item.plan
        return reverse("milestone-edit", args=[plan.authority.slug, plan.pk, self.item_id, self.pk])

    @property
    def facts(self) -> MilestoneFacts:
        """What a proposal is made from."""
        return MilestoneFacts(self.name, self.due_on, self.done_on)

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it is not reached; never once it was put away."""
        return not self.is_archived and self.facts.is_late(on)
