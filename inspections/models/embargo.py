"""Who may know of a report between its receipt and its publication: the people named on it, and nobody else."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from ilacs.authorities.models import Membership
from ilacs.authorities.permissions import EDITORS
from inspections.models.inspection import Inspection


class NamedPersonQuerySet(models.QuerySet["NamedPerson"]):
    """Questions about many namings."""

    def current(self) -> "NamedPersonQuerySet":
        """Those that have not been taken back."""
        return self.filter(removed_at__isnull=True)

    def who_can_see(self) -> "NamedPersonQuerySet":
        """The current ones of people who still have a role in the council, whatever it is, and an open account."""
        return self._with_role(Membership.objects.current())

    def who_can_edit(self) -> "NamedPersonQuerySet":
        """Those among them who record inspections, and so may name others: editors, leads and administrators."""
        return self._with_role(Membership.objects.current().filter(role__in=EDITORS))

    def _with_role(self, memberships: Any) -> "NamedPersonQuerySet":
        """The current ones of people who hold one of these roles in the council of the inspection."""
        held = memberships.filter(user=OuterRef("user"), authority=OuterRef("inspection__authority"))
        return self.current().filter(Exists(held), user__is_active=True)


class NamedPerson(models.Model):
    """One naming of one person on one inspection, by whom and from when until when.

    Rows are kept for ever: they say who could read a report before Ofsted published it. Nobody in named_by: the
    program named the person, because they recorded the report or lead the council's children's services.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="named_people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="person"
    )
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = NamedPersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "named people"
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "user"],
                condition=Q(removed_at__isnull=True),
                name="a_person_is_named_once_at_a_time_on_an_inspection",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(removed_by__isnull=True),
                name="whoever_took_a_naming_back_did_so_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_current(self) -> bool:
        """Whether it has not been taken back."""
        return self.removed_at is None

    def take_back(self, *, by: Any, at: datetime) -> None:
        """From this moment on the person is named no longer; who was it, and when, is kept."""
        self.removed_at = at
        self.removed_by = by
        self.save(update_fields=["removed_at", "removed_by"])
