"""What the report asks for and what it praises."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from ilacs.design.today import Dated
from inspections.models.inspection import Inspection


class ImprovementArea(Dated, models.Model):
    """One area for improvement, recommendation or priority action, in Ofsted's own words and order."""

    class Origin(models.TextChoices):
        """Who found it: mostly Ofsted, sometimes the council itself."""

        OFSTED = "ofsted", "Ofsted"
        SELF_EVALUATION = "self_evaluation", "Self-evaluation"
        PEER_REVIEW = "peer_review", "Peer review"
        SCRUTINY = "scrutiny", "Scrutiny"
        OTHER = "other", "Other"

    EDITED_FIELDS = ("text", "reference", "is_priority_action", "short_label", "theme", "origin")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField(help_text="Its place in the report, from 1")
    text = models.TextField(help_text="Exactly as the report prints it")
    reference = models.CharField(
        max_length=60, blank=True, help_text="The paragraph or National Framework reference, where the report gives one"
    )
    is_priority_action = models.BooleanField("area for priority action", default=False)
    short_label = models.CharField(max_length=120, blank=True, help_text="The council's own short name for it")
    theme = models.CharField(max_length=120, blank=True, help_text="The council's own grouping, if it uses one")
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.OFSTED)
    locked_because = models.CharField(
        max_length=255, blank=True, editable=False, help_text="Why its words may not change: they have been quoted"
    )

    _change_reason: str  # read by simple_history
    history = HistoricalRecords()

    class Meta:
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="one_area_in_each_place_of_a_report"),
            models.CheckConstraint(condition=~Q(text=""), name="an_area_for_improvement_has_words"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The council's short name, else Ofsted's words."""
        return self.short_label or self.text


class Strength(Dated, models.Model):
    """Something the report says works well, in its order."""

    EDITED_FIELDS = ("text",)

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="strengths")
    position = models.PositiveSmallIntegerField(help_text="Its place in the report, from 1")
    text = models.TextField()

    _change_reason: str  # read by simple_history
    history = HistoricalRecords()

    class Meta:
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="one_strength_in_each_place_of_a_report"),
            models.CheckConstraint(condition=~Q(text=""), name="a_strength_has_words"),
        ]

    def __str__(self) -> str:
        return self.text
