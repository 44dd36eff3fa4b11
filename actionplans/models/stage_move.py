"""Every move of a plan from stage to stage, kept for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionplans.models.plan import LONGEST_TEXT, ActionPlan
from actionplans.models.stages import Stage
from actionplans.models.version import Version


class StageMove(models.Model):
    """One move: from which stage to which, on which day, by whom and why, and the version that it made.

    The database refuses to edit or delete any.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    moved_on = models.DateField()
    note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    successor = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField()
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="move")

    class Meta:
        ordering = ["plan", "moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_stage=models.F("to_stage")), name="a_move_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(to_stage="superseded", successor__isnull=False)
                | (~Q(to_stage="superseded") & Q(successor__isnull=True)),
                name="a_superseded_plan_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_stage_display()} to {self.get_to_stage_display()}, {self.moved_on:%-d %B %Y}"
