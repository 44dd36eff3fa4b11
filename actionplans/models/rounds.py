"""Reporting rounds: everybody is asked before a meeting, the lead reviews, and the version is made."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.archiving import Archived, ArchivedQuerySet
from actionplans.models.item import ActionItem
from actionplans.models.meeting import Meeting
from actionplans.models.plan import LONGEST_TEXT, ActionPlan
from actionplans.models.progress import ProgressUpdate
from actionplans.models.ratings import DeliveryRating, ImpactRating
from actionplans.models.stages import SENT
from actionplans.models.version import Version
from ilacs.design.today import Dated


class RoundQuerySet(ArchivedQuerySet):
    """Questions about many rounds."""

    def open(self) -> "RoundQuerySet":
        """Those that are still running."""
        return self.current().filter(closed_on__isnull=True)


class Round(Archived, Dated, models.Model):
    """One time the owners of a plan's actions were asked to report, for a meeting; closing it makes the version.

    A round that was cancelled is archived, with the reason.
    """

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("meeting", "answers_due_on", "message")

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(editable=False, help_text="The first round of a plan is 1")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rounds")
    answers_due_on = models.DateField("answers by")
    message = models.TextField("a word to the owners", max_length=LONGEST_TEXT, blank=True)
    opened_on = models.DateField(editable=False)
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, null=True, related_name="+"
    )
    closed_on = models.DateField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, null=True, related_name="+"
    )
    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, editable=False, null=True, related_name="round", help_text="What it made"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta(Archived.Meta):
        ordering = ["-number"]
        constraints = [
            *Archived.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="one_round_of_each_number_in_a_plan"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(closed_on__isnull=True, archived_at__isnull=True),
                name="one_round_of_a_plan_is_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(archived_at__isnull=True),
                name="a_round_is_closed_or_cancelled_never_both",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(version__isnull=False), name="a_closed_round_made_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number} for {self.meeting}"

    def get_absolute_url(self) -> str:
        """Its page: who answered, who is silent."""
        return reverse("round-detail", args=[self.plan.authority.slug, self.plan_id, self.number])

    @property
    def is_open(self) -> bool:
        """Whether it is still running."""
        return self.closed_on is None and not self.is_archived

    @property
    def ended_at(self) -> datetime | None:
        """The moment after which nothing answers it any more: closed or cancelled; None while it runs."""
        return self.version.made_at if self.version else self.archived_at

    def is_late(self, on: date) -> bool:
        """Whether answers should all be there by now."""
        return self.is_open and self.answers_due_on < on


class Standing(StrEnum):
    """How far one asked action has come in its round."""

    SILENT = "silent"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class AskedActionQuerySet(models.QuerySet["AskedAction"]):
    """Questions about many asked actions."""

    def still_asked(self) -> Self:
        """Those whose action is in the plan and not signed off, in rounds that run of plans that were sent."""
        return self.filter(
            round__in=Round.objects.open(),
            round__plan__stage__in=SENT,
            item__deleted_at__isnull=True,
        ).exclude(item__delivery_rating=DeliveryRating.EVIDENCED)

    def with_answers(self, until: datetime | None = None) -> Self:
        """Read with the newest report on each, now or at the moment a round ended: what `answer` reads."""
        updates = ProgressUpdate.objects.standing()
        if until:
            updates = ProgressUpdate.objects.filter(made_at__lte=until).exclude(correction__made_at__lte=until)
        newest = updates.select_related("made_by")[:1]
        return self.select_related("round").prefetch_related(
            Prefetch("item__updates", queryset=newest, to_attr="newest_reports")
        )

    def counted(self, at: datetime) -> dict[int, tuple[int, int]]:
        """Of each round, by its key, how many answered of how many asked: now, `at`, or when it ended (one query).

        As `answer` counts: the newest report decides, and an older one that was put right since answers nothing.
        """
        ended = Coalesce("round__version__made_at", "round__archived_at", at)
        last = OuterRef("ended")
        newest = ProgressUpdate.objects.filter(
            Q(correction__isnull=True) | Q(correction__made_at__gt=last), item=OuterRef("item"), made_at__lte=last
        )
        rows = self.annotate(ended=ended, newest_at=Subquery(newest.values("made_at")[:1]))
        rows = rows.filter(Q(item__deleted_at__isnull=True) | Q(item__deleted_at__gt=F("ended")))
        answered = Count("pk", filter=Q(newest_at__gte=F("round__opened_at")))
        counts = rows.order_by().values("round").annotate(answered=answered, total=Count("pk"))
        return {row["round"]: (row["answered"], row["total"]) for row in counts}


class AskedAction(Dated, models.Model):
    """One action that a round asked about, how it stood then, and what the lead said of the answer.

    delivery_before is the rating that was shown on the day, impact_before and due_before what was stored.
    """

    _change_reason: str

    class Review(models.TextChoices):
        """What the lead made of the answer."""

        NONE = "", "Not reviewed"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked")
    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="asked_in")
    delivery_before = models.CharField(max_length=20, choices=DeliveryRating, blank=True, editable=False)
    impact_before = models.CharField(max_length=20, choices=ImpactRating, blank=True, editable=False)
    due_before = models.DateField(null=True, editable=False)
    review = models.CharField(max_length=20, choices=Review, blank=True)
    note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    update = models.ForeignKey(
        ProgressUpdate,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="What was reviewed",
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(editable=False, null=True)

    history = HistoricalRecords()
    objects: ClassVar[Any] = AskedActionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="an_action_is_asked_once_in_a_round"),
            models.CheckConstraint(condition=~Q(review="returned") | ~Q(note=""), name="a_returned_answer_has_a_note"),
            models.CheckConstraint(
                condition=Q(review="") | Q(update__isnull=False), name="only_what_was_answered_is_reviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference} in {self.round}"

    @property
    def answer(self) -> ProgressUpdate | None:
        """The newest report since the round was opened that no later one corrects; read it `with_answers`."""
        reports: list[ProgressUpdate] = self.item.newest_reports  # type: ignore[attr-defined]  # a prefetch sets it
        return next((report for report in reports if report.made_at >= self.round.opened_at), None)

    @property
    def standing(self) -> Standing:
        """Silent without an answer; reviewed only where the newest answer is the one that was reviewed."""
        answer = self.answer
        if answer is None:
            return Standing.SILENT
        if not self.review or self.update_id != answer.pk:
            return Standing.TO_REVIEW
        return Standing(self.review)

    @property
    def is_waited_for(self) -> bool:
        """Whether its owner is still to answer, for the first time or again."""
        return self.standing in (Standing.SILENT, Standing.RETURNED)


class SentRequest(models.Model):
    """One digest that was sent to one person, so that the same is never sent twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=20, help_text="asked, reminded, late, or returned with a day")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "kind"], name="nobody_is_asked_the_same_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person}, {self.round}"
