"""Success measures: what is counted, what it shall become, and what was read."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.archiving import Archived, ArchivedQuerySet
from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT, ActionPlan, AreaResponse, lead_words
from ilacs.design.today import Dated

DIGITS: dict[str, Any] = {"max_digits": 14, "decimal_places": 3}


class Measure(Archived, Dated, models.Model):
    """One number that shall show whether children are better off: how it is counted, and which way is better."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = (
        "name",
        "definition",
        "unit",
        "polarity",
        "baseline",
        "baseline_on",
        "tolerance",
        "source",
        "frequency",
        "owner_post",
        "owner_person",
    )

    class Unit(models.TextChoices):
        """What its values are."""

        PERCENT = "percent", "Per cent"
        NUMBER = "number", "Number"
        RATE = "rate", "Rate per 10,000 children"
        DAYS = "days", "Days"
        CASES = "cases", "Cases for each social worker"
        SCORE = "score", "Score"

    class Polarity(models.TextChoices):
        """Which way is better."""

        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    class Frequency(models.TextChoices):
        """How often it is read."""

        MONTHLY = "monthly", "Every month"
        QUARTERLY = "quarterly", "Every quarter"
        HALF_YEARLY = "half_yearly", "Every half-year"
        YEARLY = "yearly", "Every year"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField(editable=False, help_text="Its number in the plan, never used again")
    responses = models.ManyToManyField(AreaResponse, blank=True, related_name="measures")
    items = models.ManyToManyField(ActionItem, blank=True, related_name="measures")
    name = models.CharField("measure", max_length=300)
    definition = models.TextField(max_length=LONGEST_TEXT, blank=True)
    unit = models.CharField(max_length=20, choices=Unit, default=Unit.PERCENT)
    polarity = models.CharField("which way is better", max_length=20, choices=Polarity, default=Polarity.HIGHER)
    baseline = models.DecimalField(null=True, blank=True, **DIGITS)
    baseline_on = models.DateField("date of the baseline", null=True, blank=True)
    tolerance = models.DecimalField(
        default=0, help_text="How far from target still counts as near it, in the measure's own unit", **DIGITS
    )
    source = models.CharField("where the figures come from", max_length=300, blank=True)
    frequency = models.CharField("how often it is read", max_length=20, choices=Frequency, default=Frequency.MONTHLY)
    owner_post = models.CharField(max_length=160, blank=True)
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="measures_owned"
    )
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(m2m_fields=[responses, items])
    objects: ClassVar[Any] = ArchivedQuerySet.as_manager()

    class Meta(Archived.Meta):
        ordering = ["plan", "number"]
        constraints = [
            *Archived.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="one_measure_of_each_number_in_a_plan"),
            models.UniqueConstraint(
                fields=["plan", "name"],
                condition=Q(archived_at__isnull=True),
                name="one_measure_of_a_name_in_a_plan",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_measure_has_a_name"),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="a_tolerance_is_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"M{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        """The page of this measure."""
        return reverse("measure-detail", args=[self.plan.authority.slug, self.plan_id, self.number])

    @property
    def owner(self) -> str:
        """The person and post, whichever are known."""
        return lead_words(self.owner_person, self.owner_post)

    @property
    def has_had_targets(self) -> bool:
        """Whether it ever had one, so that other targets are a change."""
        before = MeasureTarget.history.filter(measure_id=self.pk)
        return self.targets.exists() or bool(before.exists())


class MeasureTarget(Dated, models.Model):
    """What a measure shall be by the end of one period."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    ends_on = models.DateField("by the end of")
    value = models.DecimalField(**DIGITS)

    history = HistoricalRecords()

    class Meta:
        ordering = ["ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "ends_on"], name="one_target_for_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.value} by {self.ends_on:%-d %B %Y}"


class Reading(models.Model):
    """The value of a measure for the period that ended on a day, with what others had. Added, never edited.

    A correction is another reading of the same day; the one that was added last holds.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="readings")
    ends_on = models.DateField("period that ended on")
    value = models.DecimalField(**DIGITS)
    neighbours = models.DecimalField("statistical neighbours", null=True, blank=True, **DIGITS)
    region = models.DecimalField(null=True, blank=True, **DIGITS)
    england = models.DecimalField("England", null=True, blank=True, **DIGITS)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["ends_on", "made_at", "pk"]
        indexes = [models.Index(fields=["measure", "ends_on"], name="readings_of_a_measure")]

    def __str__(self) -> str:
        return f"{self.value} for the period to {self.ends_on:%-d %B %Y}"
