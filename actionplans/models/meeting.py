"""The bodies a plan goes through, and their meetings."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.plan import LONGEST_TEXT, ActionPlan
from actionplans.models.version import Version
from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import Dated
from inspections.working_days import CLEAR_DAYS_FOR_PAPERS


class Body(Dated, models.Model):
    """A committee, board or team of one council that plans go to."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = (
        "name",
        "kind",
        "chair_post",
        "rhythm",
        "papers_clear_days",
        "ended_on",
    )

    class Kind(models.TextChoices):
        """What sort of body it is."""

        SCRUTINY = "scrutiny", "Scrutiny committee"
        EXECUTIVE = "executive", "Executive or cabinet"
        BOARD = "board", "Improvement board"
        PARTNERSHIP = "partnership", "Partnership"
        LEADERSHIP = "leadership", "Leadership team"

    PUBLIC: ClassVar[tuple[str, ...]] = (Kind.SCRUTINY, Kind.EXECUTIVE)

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=Kind)
    chair_post = models.CharField("chair", max_length=160, blank=True, help_text="The post, not the person")
    rhythm = models.CharField(max_length=120, blank=True, help_text="For example, every six weeks on a Tuesday")
    papers_clear_days = models.PositiveSmallIntegerField(
        "clear days for papers",
        null=True,
        blank=True,
        default=CLEAR_DAYS_FOR_PAPERS,
        help_text="Working days between publishing papers and the meeting; the law asks five of a public meeting",
    )
    ended_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="one_body_of_a_name_in_an_authority")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where its rules are kept."""
        return reverse("body-edit", args=[self.authority.slug, self.pk])


class OwnDeadline(Dated, models.Model):
    """A deadline the council sets itself before the meetings of a body, in working days before the meeting."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="own_deadlines")
    name = models.CharField(max_length=120, help_text="For example, report signed off by the director")
    working_days = models.PositiveSmallIntegerField("working days before the meeting")

    history = HistoricalRecords()

    class Meta:
        ordering = ["-working_days", "name"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="one_own_deadline_of_a_name_for_a_body")]

    def __str__(self) -> str:
        return f"{self.name}, {self.working_days} working days before"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about many meetings."""

    def standing(self) -> "MeetingQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_on__isnull=True)


class Meeting(Dated, models.Model):
    """One plan before one body on one day: what for, which version it saw, and what came of it."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = (
        "body",
        "held_on",
        "purpose",
        "version",
        "is_key_decision",
        "notice_published_on",
        "signed_off_on",
        "papers_published_on",
        "remedy",
        "remedy_reason",
        "outcome",
    )

    class Purpose(models.TextChoices):
        """What the plan goes there for."""

        CONSULT = "consult", "Consult"
        SCRUTINISE = "scrutinise", "Scrutinise"
        DECIDE = "decide", "Decide"
        MONITOR = "monitor", "Monitor"

    class Remedy(models.TextChoices):
        """What was done about a day that is too late."""

        DELEGATE = "delegate", "The decision is delegated to an officer or a cabinet member"
        EXTRA = "extra", "An extra meeting is called"
        URGENT = "urgent", "The chair takes the item as urgent, or general exception or special urgency applies"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("date of the meeting")
    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="seen_at", help_text="What they saw"
    )
    is_key_decision = models.BooleanField(default=False)
    signed_off_on = models.DateField("report signed off on", null=True, blank=True)
    notice_published_on = models.DateField("notice of the key decision published on", null=True, blank=True)
    papers_published_on = models.DateField(null=True, blank=True)
    remedy = models.CharField(max_length=20, choices=Remedy, blank=True)
    remedy_reason = models.CharField(max_length=500, blank=True)
    outcome = models.TextField("what the meeting decided", max_length=LONGEST_TEXT, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "body", "held_on"],
                condition=Q(cancelled_on__isnull=True),
                name="a_plan_is_once_before_a_body_on_a_day",
            ),
            models.CheckConstraint(condition=Q(remedy="") | ~Q(remedy_reason=""), name="a_remedy_has_a_reason"),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | ~Q(cancelled_reason=""),
                name="a_cancelled_meeting_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Its page: what it sees, what it asked."""
        return reverse("meeting-detail", args=[self.plan.authority.slug, self.plan_id, self.pk])

    def how_seen(self, on: date) -> str:
        """How a version recorded for it stands to it on a day: seen by it, its papers, or neither any more."""
        if self.cancelled_on is not None:
            return "Cancelled:"
        return "Seen by" if self.is_held(on) else "Papers for"

    def is_held(self, on: date) -> bool:
        """Whether it is over on a day."""
        return self.cancelled_on is None and self.held_on < on
