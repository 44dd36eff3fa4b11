"""What children, families and staff said, and what we did."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.archiving import Archived, ArchivedQuerySet
from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT, ActionPlan, AreaResponse
from ilacs.design.today import Dated


class VoiceQuerySet(ArchivedQuerySet):
    """Questions about what was heard."""

    def of_area(self, number: int) -> Self:
        """What is about the area of this number, or about an action under it."""
        return self.filter(Q(response__number=number) | Q(item__response__number=number))

    def about(self, place: ActionItem | AreaResponse) -> Self:
        """What is about this action, or about this area as a whole."""
        return self.filter(item=place) if isinstance(place, ActionItem) else self.filter(response=place)


class Voice(Archived, Dated, models.Model):
    """Something that was said, by whom and how it was heard, and what became of it. Never who exactly."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("who", "heard_on", "how", "said", "did", "did_on")

    class Who(models.TextChoices):
        """Who said it."""

        CHILDREN = "children", "Children and young people"
        FAMILIES = "families", "Parents, carers and families"
        STAFF = "staff", "Staff"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="voices")
    response = models.ForeignKey(
        AreaResponse, on_delete=models.PROTECT, null=True, blank=True, related_name="voices", verbose_name="area"
    )
    item = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="voices", verbose_name="action"
    )
    who = models.CharField("who said it", max_length=20, choices=Who)
    heard_on = models.DateField("when")
    how = models.CharField("how we heard it", max_length=200, blank=True, help_text="For example, survey of 40 carers")
    said = models.TextField("what they said", max_length=LONGEST_TEXT)
    did = models.TextField("what we did", max_length=LONGEST_TEXT, blank=True)
    did_on = models.DateField("when we did it", null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = VoiceQuerySet.as_manager()

    class Meta(Archived.Meta):
        ordering = ["-heard_on", "-pk"]
        constraints = [
            *Archived.Meta.constraints,
            models.CheckConstraint(condition=~Q(said=""), name="a_voice_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_who_display()}, {self.heard_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Its place among what was heard."""
        return f"{reverse('voice-list', args=[self.plan.authority.slug, self.plan_id])}#voice-{self.pk}"
