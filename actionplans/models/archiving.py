"""Deleting is archiving: the row stays, with who put it away, when and why."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionplans.models.plan import PlanRefused
from ilacs.authorities.models import User
from ilacs.design.today import now


class ArchivedQuerySet(models.QuerySet[Any]):
    """Questions about rows that can be archived."""

    def current(self) -> Self:
        """Those that have not been archived."""
        return self.filter(archived_at__isnull=True)


class Archived(models.Model):
    """A row that is put away instead of deleted."""

    archived_at = models.DateTimeField(null=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    archived_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects: ClassVar[Any] = ArchivedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | (Q(archived_by__isnull=False) & ~Q(archived_reason="")),
                name="an_archived_%(class)s_says_who_and_why",
            ),
        ]

    @property
    def is_archived(self) -> bool:
        """Whether it was put away."""
        return self.archived_at is not None

    def archive(self, *, by: User, reason: str) -> None:
        """Puts the row away; a second time changes nothing. Raises PlanRefused without a reason."""
        if not reason.strip():
            raise PlanRefused("Enter why it is taken away", "reason")
        if self.is_archived:
            return
        self.archived_at, self.archived_by, self.archived_reason = now(), by, reason
        self._change_reason = reason  # read by simple_history, where the row has a history
        self.save(update_fields=["archived_at", "archived_by", "archived_reason"])
