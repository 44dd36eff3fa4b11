"""What a committee asked of a plan, and what became of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.item import ActionItem
from actionplans.models.meeting import Meeting
from actionplans.models.plan import LONGEST_TEXT, ActionPlan, AreaResponse, lead_words
from actionplans.models.version import Version
from ilacs.design.today import Dated


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Questions about many recommendations."""

    def open(self) -> "RecommendationQuerySet":
        """Those neither done nor rejected: shown at the next meeting of the body that made them."""
        return self.filter(done_on__isnull=True).exclude(answer=Recommendation.Answer.REJECTED)

    def open_for(self, meeting: Meeting) -> "RecommendationQuerySet":
        """What earlier meetings of the same body asked of the plan and is still open: a meeting is shown these."""
        return self.open().filter(
            plan=meeting.plan_id, meeting__body=meeting.body_id, meeting__held_on__lt=meeting.held_on
        )


class Recommendation(Dated, models.Model):
    """One thing a meeting asked: its words, by whom, the answer and its reason, the owner, and where it was done."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("meeting", "text", "asked_by", "owner_post", "owner_person", "due_on")

    class Answer(models.TextChoices):
        """What the council says to it."""

        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Partly accepted"
        REJECTED = "rejected", "Rejected"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField(editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField(max_length=LONGEST_TEXT)
    asked_by = models.CharField(max_length=160, blank=True, help_text="A post or group; the whole body when empty")
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    reason = models.TextField(max_length=LONGEST_TEXT, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_post = models.CharField("owner", max_length=160, blank=True)
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations_owned"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations_done"
    )
    responses = models.ManyToManyField(AreaResponse, blank=True, related_name="recommendations")
    items = models.ManyToManyField(ActionItem, blank=True, related_name="recommendations")
    revision = models.PositiveIntegerField(default=0, editable=False)
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    history = HistoricalRecords(m2m_fields=[responses, items])
    objects: ClassVar[Any] = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_recommendation_of_each_number_of_a_plan"),
            models.CheckConstraint(condition=~Q(text=""), name="a_recommendation_has_words"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted"]) | ~Q(reason=""),
                name="a_recommendation_not_wholly_accepted_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="an_answered_recommendation_has_the_day",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(answer__in=["accepted", "partly"]),
                name="only_an_accepted_recommendation_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("recommendation-detail", args=[self.plan.authority.slug, self.plan_id, self.number])

    @property
    def owner(self) -> str:
        """The person and post, whichever are known."""
        return lead_words(self.owner_person, self.owner_post)

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor rejected."""
        return self.done_on is None and self.answer != self.Answer.REJECTED
