"""Deadlines that were fixed and reported: once told to a committee, a date never moves silently."""

from django.conf import settings
from django.db import models

from inspections.deadlines import Basis, Deadline, Duty
from inspections.models.inspection import Inspection


class FixedDeadline(models.Model):
    """One statement, by a person at a moment, of when a duty falls due, or that it no longer does.

    Rows are only added; the newest holds. A row without a date says that the duty is owed no longer.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="fixed_deadlines")
    duty = models.CharField(max_length=30, choices=[(duty.value, duty.label) for duty in Duty])
    due_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=20, choices=[(basis.value, basis.label) for basis in Basis], blank=True)
    counted_from = models.DateField(null=True, blank=True)
    stated_reason = models.CharField("why the stated date differs, as recorded then", max_length=255, blank=True)
    reason = models.CharField(max_length=255)
    fixed_at = models.DateTimeField()
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["fixed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_fixed_deadline_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True, basis="")
                | (models.Q(due_on__isnull=False) & ~models.Q(basis="")),
                name="a_fixed_date_rests_on_something",
            ),
        ]

    def __str__(self) -> str:
        if self.due_on is None:
            return f"{self.get_duty_display()}: no longer owed"
        return f"{self.get_duty_display()} by {self.due_on:%-d %B %Y}"

    def as_deadline(self, computed: Deadline | None = None) -> Deadline | None:
        """The same as the calculation gives it, so that pages and papers need know only one form; None without a date.

        `computed` is the date the law would give, shown beside a date that Ofsted stated instead.
        """
        if self.due_on is None:
            return None
        basis = Basis(self.basis)
        return Deadline(
            duty=Duty(self.duty),
            due_on=self.due_on,
            basis=basis,
            counted_from=self.counted_from,
            working_days=Duty(self.duty).working_days if self.counted_from else None,
            computed=computed if basis is Basis.STATED else None,
            reason=self.stated_reason,
        )
