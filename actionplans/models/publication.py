"""The public editions of a plan, and the log of what was published where and given to whom."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.plan import LONGEST_TEXT, ActionPlan
from actionplans.models.version import Version
from ilacs.design.today import Dated
from inspections.models import Inspection


class EditionQuerySet(models.QuerySet["Edition"]):
    """Questions about many editions."""

    def standing(self) -> "EditionQuerySet":
        """Those that were not withdrawn: the public can read them."""
        return self.filter(withdrawn_on__isnull=True)

    def readable(self, on: date) -> "EditionQuerySet":
        """Those the public may be shown on a day: none of a plan under embargo, none that tells of what is."""
        hidden = Inspection.objects.embargoed(on).values("pk")
        return self.exclude(plan__inspections__in=hidden).exclude(inspections__in=hidden)


class Edition(Dated, models.Model):
    """One version made public. Lead officers appear as posts, by name only where that was chosen.

    Its titles are kept beside it, so that no list and no page reads the whole version for them.
    """

    _change_reason: str

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="editions")
    published_on = models.DateField()
    shows_names = models.BooleanField(default=False)
    inspections = models.ManyToManyField(Inspection, related_name="+", help_text="What the version tells of")
    title = models.CharField(max_length=200, help_text="The title of the plan in this version")
    paper_title = models.CharField(max_length=500, help_text="The same with the council")
    subject = models.CharField(max_length=500)
    running_head = models.CharField(max_length=500)
    file_stem = models.CharField(max_length=200, help_text="The name of its files without the ending")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.TextField(max_length=LONGEST_TEXT, blank=True)
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_edition_of_each_number_of_a_plan"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="a_withdrawn_edition_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def get_absolute_url(self) -> str:
        """Where the public reads it."""
        return reverse("published-edition", args=[self.plan.authority.slug, self.plan.public_name, self.number])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken away from the public again."""
        return self.withdrawn_on is not None


class PublicationEntryQuerySet(models.QuerySet["PublicationEntry"]):
    """Questions about many entries of the log."""

    def standing(self) -> "PublicationEntryQuerySet":
        """Those that were not struck out."""
        return self.filter(struck_at__isnull=True)


class PublicationEntry(models.Model):
    """One line of the log: Ofsted's report or the plan, made known in one way on one day. Mistakes are struck out."""

    class Way(models.TextChoices):
        """How it was made known; the law names all but the last (SI 2007/462)."""

        WEBSITE = "website", "On the council’s website"
        OFFICES = "offices", "For free inspection at the council’s offices"
        COPY = "copy", "A copy given on request"
        PARTNERS = "partners", "Sent to partners"
        NEWSPAPER = "newspaper", "Sent to a local newspaper"
        RADIO = "radio", "Sent to a local radio station"
        OFSTED = "ofsted", "Sent to Ofsted"
        SECRETARY = "secretary", "Sent to the Secretary of State"
        OTHER = "other", "Another way"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="publication_entries")
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its report, or the plan",
    )
    way = models.CharField(max_length=20, choices=Way)
    done_on = models.DateField()
    to_whom = models.CharField(max_length=255, blank=True)
    address = models.URLField(blank=True)
    fee = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True, help_text="In pounds")
    note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_reason = models.CharField(max_length=500, blank=True)
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = PublicationEntryQuerySet.as_manager()

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True) | ~Q(struck_reason=""),
                name="a_struck_entry_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(fee__isnull=True) | Q(fee__gte=0), name="a_fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.done_on:%-d %B %Y}"

    @property
    def is_struck(self) -> bool:
        """Whether it was a mistake."""
        return self.struck_at is not None
