"""What was reported about an action, dated and signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.ratings import DeliveryRating


class ProgressUpdate(models.Model):
    """One report on one action: what changed, the rating then, and what comes next. Added, never edited."""

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="updates")
    reported_on = models.DateField()
    what_changed = models.TextField(max_length=LONGEST_TEXT)
    delivery_rating = models.CharField(max_length=20, choices=DeliveryRating)
    next_step = models.TextField(max_length=LONGEST_TEXT, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    entry = models.UUIDField(
        null=True,
        unique=True,
        editable=False,
        help_text="The form it was added with: sent twice, it adds nothing twice",
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["item", "-made_at"], name="updates_of_an_action")]
        constraints = [
            models.CheckConstraint(condition=~Q(what_changed=""), name="a_progress_update_has_words"),
            models.CheckConstraint(
                condition=Q(delivery_rating__in=DeliveryRating.values), name="a_reported_rating_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference}, {self.reported_on:%-d %B %Y}"
