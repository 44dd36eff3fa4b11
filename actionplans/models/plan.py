"""The action plan, and what it says about each area for improvement."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.stages import BEFORE_SENT, OVER, SENT, Stage
from ilacs.authorities.models import LocalAuthority, User
from ilacs.design.today import Dated
from ilacs.design.wording import date_in_words
from inspections.models import ImprovementArea, Inspection

LONGEST_TEXT = 20_000
"""Characters in one text of a plan. Seven pages of paper: whatever is longer was pasted by mistake."""


LONGEST_NAME = 80
"""Characters a council's short name in addresses may have; no number of a plan is as long."""


LEAD_FIELDS = ("lead_post", "lead_person")
"""Who leads: all that a person edits which is not locked when the plan is sent."""


class PlanRefused(Exception):
    """A change of the plan that may not happen now; its words are fit for the page.

    `field` is what of the form to mend, empty when nothing that was typed is wrong.
    """

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class PlanLocked(PlanRefused):
    """The plan was sent, so that its text changes only by an amendment which a second person approves."""

    def __init__(self, plan: "ActionPlan") -> None:
        sent_on = date_in_words(plan.submitted_on)
        super().__init__(f"This plan was sent on {sent_on}, so its text is locked. Propose the change as an amendment")


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    """Questions about many plans."""

    def visible_to(self, user: Any) -> "ActionPlanQuerySet":
        """Those of the councils this person belongs to, unless they answer an inspection that is hidden from them.

        Or answered one at any time: versions, amendments, recommendations and past days still tell of it.
        """
        mine = LocalAuthority.objects.visible_to(user)
        hidden = Inspection.objects.exclude(pk__in=Inspection.objects.visible_to(user).values("pk"))
        past: Any = ActionPlan.history.model.inspections.model
        once_answered = past.objects.filter(actionplan=OuterRef("pk"), inspection__in=hidden)
        return self.filter(~Exists(once_answered), authority__in=mine).exclude(inspections__in=hidden)

    def open(self) -> "ActionPlanQuerySet":
        """Those still being drafted or carried out."""
        return self.exclude(stage__in=OVER)

    def lock_to_write(self, pk: int, *, approved: str = "") -> "ActionPlan":
        """The plan as it is stored now, which stays in its stage until the transaction ends.

        `approved` says which approved amendment is being carried out. Without one a sent plan raises PlanLocked; a plan
        that is over raises PlanRefused.
        """
        plan = self.lock_to_lead(pk)
        if plan.is_sent and not approved:
            raise PlanLocked(plan)
        return plan

    def lock_to_lead(self, pk: int) -> "ActionPlan":
        """The same for a change of who leads, which a sent plan allows too."""
        plan = self.select_for_update().get(pk=pk)
        if plan.is_closed:
            raise PlanRefused("This plan is over, so nothing in it changes")
        return plan

    def named(self, name: str) -> "ActionPlan":
        """The plan with this id, or of this council and year: "york/2022" is the year in which its inspection began.

        When a council has several of one year, the one about the latest inspection. Raises ActionPlan.DoesNotExist.
        """
        slug, _, year = name.strip().partition("/")
        plans = self.none()
        if max(len(slug), len(year)) > LONGEST_NAME:
            year = slug = ""
        if year.isdecimal() and date.min.year <= int(year) <= date.max.year:
            plans = self.filter(authority__slug=slug, inspections__started_on__year=int(year))
        elif slug.isdecimal() and not year:
            plans = self.filter(pk=int(slug))
        plan = plans.order_by("-inspections__started_on", "-pk").first()
        if plan is None:
            raise ActionPlan.DoesNotExist(
                f"There is no plan {name}. Give its id, or the council and the year its inspection began: york/2022."
            )
        return plan


class ActionPlan(Dated, models.Model):
    """The written statement of what one authority will do, and by when, about one or more of its inspections."""

    _change_reason: str

    # What a person edits in one form; the two texts of an edit conflict are compared over these.
    EDITED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title",
        "introduction",
        "monitoring_arrangements",
    )

    Stage = Stage

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="plans")
    inspections = models.ManyToManyField(Inspection, related_name="plans")
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    introduction = models.TextField(
        max_length=LONGEST_TEXT, blank=True, help_text="A few sentences for the head of the paper"
    )
    monitoring_arrangements = models.TextField(
        max_length=LONGEST_TEXT, blank=True, help_text="Who checks progress, how often, in which meeting"
    )
    submitted_on = models.DateField("sent to Ofsted on", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    public_name = models.SlugField(
        max_length=LONGEST_NAME, blank=True, editable=False, help_text="Its public address, which stays once given"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(m2m_fields=[inspections])
    objects: ClassVar[Any] = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "title"], name="one_plan_of_a_title_in_an_authority"),
            models.CheckConstraint(
                condition=Q(stage__in=OVER, closed_on__isnull=False) | (~Q(stage__in=OVER) & Q(closed_on__isnull=True)),
                name="a_plan_that_is_over_has_the_day_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=SENT) | Q(submitted_on__isnull=False),
                name="a_sent_plan_has_the_day_it_was_sent",
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="stage_is_known"),
            models.UniqueConstraint(
                fields=["authority", "public_name"], condition=~Q(public_name=""), name="one_public_address_for_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The overview of this plan."""
        return reverse("plan-overview", args=[self.authority.slug, self.pk])

    # Questions

    @property
    def is_draft(self) -> bool:
        """Whether the plan has not been sent yet, however far it has come."""
        return self.stage in BEFORE_SENT

    @property
    def is_sent(self) -> bool:
        """Whether it was sent and is not over: its text is locked and changes only by amendment."""
        return self.stage in SENT

    @property
    def is_closed(self) -> bool:
        """Whether the plan is over, closed or superseded: nothing in it is overdue and nothing in it changes."""
        return self.stage in OVER

    def title_taken(self, person: Any) -> str:
        """That the council has another plan of this title, in words; "" when it has none.

        Of one that this person may not know of they say no more than they must.
        """
        twins = ActionPlan.objects.filter(authority=self.authority_id, title=self.title).exclude(pk=self.pk)
        if not twins.exists():
            return ""
        if twins.visible_to(person).exists():
            return "There is already a plan with this title. Choose another title"
        return "This title cannot be used. Choose another title"

    # Verbs

    def lock(self) -> None:
        """Reads the plan as it is stored now and keeps others from changing it until the transaction ends."""
        self.refresh_from_db(from_queryset=ActionPlan.objects.select_for_update())


class AreaResponse(Dated, models.Model):
    """What the plan says about one area for improvement: the outcome for children and who leads on it."""

    _change_reason: str

    # What a person edits in one form; the two texts of an edit conflict are compared over these.
    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("outcome", "lead_post", "lead_person")

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="responses")
    area = models.ForeignKey(ImprovementArea, on_delete=models.PROTECT, related_name="responses")
    number = models.PositiveSmallIntegerField(
        help_text="Its number in the plan, the first part of its actions' references"
    )
    outcome = models.TextField("outcome for children", max_length=LONGEST_TEXT, blank=True)
    lead_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="areas_led"
    )
    lead_post = models.CharField("lead", max_length=160, blank=True, help_text="A person's post, for example Director")
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "area"], name="one_response_to_an_area_in_a_plan"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_area_of_each_number_in_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.area.label}"

    def get_absolute_url(self) -> str:
        """Its place on the drafting page."""
        return reverse("plan-draft-area", args=[self.plan.authority.slug, self.plan_id, self.number])

    @property
    def lead(self) -> str:
        """The person and post, whichever are known."""
        return lead_words(self.lead_person, self.lead_post)

    def lock(self) -> None:
        """Reads the response as it is stored now and keeps others from changing it until the transaction ends."""
        self.refresh_from_db(from_queryset=AreaResponse.objects.select_for_update())

    def next_reference(self) -> str:
        """The next free reference under this area, for example 3.4; numbers of deleted actions are not used again."""
        prefix = f"{self.number}."
        used = self.plan.items.filter(reference__startswith=prefix).values_list("reference", flat=True)
        return prefix + str(max((int(reference.split(".")[1]) for reference in used), default=0) + 1)

    def next_position(self) -> int:
        """The place after the last action under this area."""
        return (self.items.aggregate(last=Max("position"))["last"] or 0) + 1


def lead_words(person: User | None, post: str) -> str:
    """How a lead is printed: post and name, whichever are known."""
    return ", ".join(part for part in (post, str(person) if person else "") if part)


def same_text(one: Any, other: Any) -> bool:
    """Whether two values of a field read the same; how a browser ends its lines is no difference."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def texts_changed(stored: Any, edited: Any) -> tuple[str, ...]:
    """The edited fields in which two copies of a plan, an area's response or an action differ, leads apart."""
    names = (name for name in edited.EDITED_FIELDS if name not in LEAD_FIELDS)
    return tuple(name for name in names if not same_text(getattr(stored, name), getattr(edited, name)))


def leads_changed(stored: Any, edited: Any) -> bool:
    """Whether two copies of an area's response or an action name different leads."""
    names = (name for name in edited.EDITED_FIELDS if name in LEAD_FIELDS)
    return any(getattr(stored, name) != getattr(edited, name) for name in names)
