"""Changes to the text of a plan that has been sent: proposed by one person, approved by another."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT, ActionPlan, AreaResponse
from actionplans.models.version import Version


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Questions about many amendments."""

    def waiting(self) -> "AmendmentQuerySet":
        """Those nobody has decided on."""
        return self.filter(state=Amendment.State.PROPOSED)

    def numbered(self) -> "AmendmentQuerySet":
        """Each with its `number`: the first amendment of a plan is 1."""
        so_far = Amendment.objects.filter(plan=OuterRef("plan"), pk__lte=OuterRef("pk")).order_by().values("plan")
        return self.annotate(number=Subquery(so_far.annotate(number=Count("pk")).values("number")))


class Amendment(models.Model):
    """One change to a sent plan: what it was, what it shall be, and why; who proposed it and who decided.

    `before` and `after` hold the fields by name as JSON: texts, ISO dates, keys of other rows. Nothing changes in the
    plan until it is approved.
    """

    class Kind(models.TextChoices):
        """What it changes."""

        EDIT_PLAN = "edit_plan", "Change the plan's own texts"
        EDIT_AREA = "edit_area", "Change the outcome of an area"
        EDIT_ACTION = "edit_action", "Change an action"
        ADD_ACTION = "add_action", "Add an action"
        DELETE_ACTION = "delete_action", "Take an action out"
        RESTORE_ACTION = "restore_action", "Bring an action back"
        MOVE_ACTION = "move_action", "Move an action to another area"

    class State(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed", "Waiting for a second person"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=20, choices=Kind)
    response = models.ForeignKey(
        AreaResponse, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(max_length=LONGEST_TEXT)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(max_length=LONGEST_TEXT, blank=True)
    version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        help_text="The plan just before it",
    )
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="nobody_decides_on_their_own_amendment",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decision_note=""), name="a_refused_amendment_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(version__isnull=False),
                name="an_approved_amendment_keeps_the_version_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, proposed {self.proposed_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Its page, where a second person decides."""
        return reverse("amendment-detail", args=[self.plan.authority.slug, self.plan_id, self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided on it."""
        return self.state == self.State.PROPOSED
