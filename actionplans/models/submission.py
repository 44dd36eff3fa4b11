"""The proof that a plan was sent: which version, when, by whom, to whom, in time or late."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionplans.models.plan import ActionPlan
from actionplans.models.stage_move import StageMove
from actionplans.models.stages import BEFORE_SENT
from actionplans.models.version import Version
from inspections.countdown import Timeliness


class Submission(models.Model):
    """One sending of one version, with the facts of that day. The database refuses to edit or delete any.

    spare is in working days: how many were left of the deadline, negative when it was late; None without a deadline.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="submissions")
    move = models.OneToOneField(StageMove, on_delete=models.PROTECT, related_name="submission")
    sent_on = models.DateField()
    sent_to = models.TextField(max_length=1000, help_text="The addresses it was sent to")
    reference = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    basis = models.TextField(blank=True, help_text="Why the deadline was that day")
    counted_from = models.DateField(null=True, blank=True)
    working_day = models.PositiveIntegerField(null=True, blank=True)
    spare = models.IntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "recorded_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(sent_to=""), name="a_submission_says_to_whom")]

    def __str__(self) -> str:
        return f"{self.version} sent on {self.sent_on:%-d %B %Y}"

    @property
    def timeliness(self) -> Timeliness | None:
        """In time or late, and by how many working days, as it was on the day of sending; None without a deadline."""
        if self.due_on is None or self.spare is None:
            return None
        return Timeliness(
            sent_on=self.sent_on,
            due_on=self.due_on,
            in_time=self.spare >= 0,
            working_day=self.working_day,
            to_spare=max(self.spare, 0),
            late_by=max(-self.spare, 0),
        )

    def taken_back(self, moves: Iterable[StageMove]) -> StageMove | None:
        """The first of the plan's moves, oldest first, that took it back after it was sent; None while it holds."""
        after = (move for move in moves if move.pk > self.move_id and move.to_stage in BEFORE_SENT)
        return next(after, None)

    @property
    def addresses(self) -> list[str]:
        """Where it was sent, one address each."""
        return [line.strip() for line in self.sent_to.splitlines() if line.strip()]


class Acknowledgement(models.Model):
    """What came back: Ofsted's reference or an attached message. The database refuses to edit or delete any."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="acknowledgements")
    received_on = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["attached_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reference="") | Q(content__isnull=False), name="an_acknowledgement_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.file_name
