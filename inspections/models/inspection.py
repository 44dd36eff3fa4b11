"""One inspection or visit."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import Dated, today
from ilacs.design.wording import date_in_words
from inspections import frameworks
from inspections.deadlines import Clock, Deadline, Duty, deadline, duties_for, entered_deadline, next_inspection_window
from inspections.validation import check_dates
from inspections.working_days import WorkingDayCalendar

if TYPE_CHECKING:
    from inspections.models.judgement import Judgement

NO_GRADES = "No grades given"


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of inspection; a function, so that another kind needs no migration."""
    return frameworks.KIND_CHOICES


def framework_choices() -> list[tuple[str, str]]:
    """The frameworks; a function, so that another framework needs no migration."""
    return frameworks.FRAMEWORK_CHOICES


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Questions about many inspections."""

    def visible_to(self, user: Any, on: date | None = None) -> "InspectionQuerySet":
        """Those of the councils this person belongs to; one under embargo only if the person is named on it.

        The role makes no difference. `on` is the day that says what is published: today unless told otherwise.
        """
        mine = self.filter(authority__in=LocalAuthority.objects.visible_to(user))
        named = Inspection.objects.filter(named_people__user=user.pk, named_people__removed_at__isnull=True)
        kept_back = Inspection.objects.embargoed(on or today()).exclude(pk__in=named.values("pk"))
        return mine.exclude(pk__in=kept_back.values("pk"))

    def embargoed(self, on: date) -> "InspectionQuerySet":
        """Those whose report the council has and the public has not."""
        unpublished = Q(published_on__isnull=True) | Q(published_on__gt=on)
        return self.filter(unpublished, received_on__isnull=False)

    def graded(self) -> "InspectionQuerySet":
        """Those that gave judgements, newest first."""
        kinds = [code for code, kind in frameworks.KINDS.items() if kind.is_graded]
        return self.filter(kind__in=kinds).order_by("-started_on")


class Inspection(Dated, models.Model):
    """One inspection, visit or review of an authority: when it was, when its report came, and what it said."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=30, choices=kind_choices)
    framework = models.CharField(max_length=30, choices=framework_choices, blank=True)
    focus = models.CharField(
        max_length=255,
        blank=True,
        help_text="What a visit looked at, for example children in need of help and protection",
    )
    notified_on = models.DateField("council contacted on", null=True, blank=True)
    started_on = models.DateField("first day on site")
    ended_on = models.DateField("last day on site", null=True, blank=True)
    received_on = models.DateField("report received on", null=True, blank=True)
    published_on = models.DateField("report published on", null=True, blank=True)
    stated_deadline_on = models.DateField("deadline stated by Ofsted", null=True, blank=True)
    stated_deadline_reason = models.CharField("why the stated date differs", max_length=255, blank=True)
    statement_required = models.BooleanField(
        default=False, help_text="For a joint targeted area inspection: Ofsted has asked for a statement of action"
    )
    principal_authority = models.ForeignKey(
        LocalAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="statements_owed"
    )
    lead_inspector = models.CharField(max_length=160, blank=True)
    report_url = models.URLField("address of the report", blank=True)
    background = models.TextField(blank=True, help_text="What a committee should know about how the inspection went")
    deadline_reported_reason = models.CharField(
        max_length=255,
        blank=True,
        editable=False,
        help_text="Why the deadline counts as reported though no date was known then; the first one is fixed",
    )
    revision = models.PositiveIntegerField(
        default=0, editable=False, help_text="Raised by every change of the inspection, its judgements or its findings"
    )

    _change_reason: str  # read by simple_history
    history = HistoricalRecords()
    objects: ClassVar[Any] = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        indexes = [models.Index(fields=["authority", "-started_on"], name="inspections_of_an_authority")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "started_on"],
                name="one_inspection_of_a_kind_starts_on_a_day",
                violation_error_message="An inspection of this kind that began on this day is recorded already",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="an_inspection_ends_on_or_after_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(stated_deadline_on__isnull=True) | ~Q(stated_deadline_reason=""),
                name="a_stated_deadline_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_words}, {self.started_on:%B %Y}"

    def get_absolute_url(self) -> str:
        """The page of this inspection."""
        return reverse("inspection-detail", args=[self.authority.slug, self.pk])

    def clean(self) -> None:
        """Refuses the dates and the framework that cannot be, in words for the field."""
        started_on: date | None = self.started_on  # empty when its field did not pass
        if started_on is None or self.kind not in frameworks.KINDS:
            return
        errors: dict[str, list[str]] = {}
        for finding in self.date_findings():
            if finding.level == "error":
                errors.setdefault(finding.field, []).append(finding.message)
        if self.stated_deadline_on and not self.stated_deadline_reason:
            errors.setdefault("stated_deadline_reason", []).append(
                "Enter the reason Ofsted gave for the date it stated"
            )
        if message := frameworks.framework_mismatch(self.kind, self.framework, self.started_on):
            errors.setdefault("framework", []).append(message)
        if errors:
            raise ValidationError(errors)

    # Questions

    @property
    def kind_details(self) -> frameworks.Kind:
        """The entry of this kind in the frameworks table."""
        return frameworks.KINDS[self.kind]

    @property
    def kind_words(self) -> str:
        """The kind as a heading prints it."""
        return self.kind_details.name

    @property
    def framework_details(self) -> frameworks.Framework | None:
        """The framework the judgements belong to, or None for a visit without grades."""
        return frameworks.FRAMEWORKS.get(self.framework)

    @property
    def is_graded(self) -> bool:
        """Whether inspections of this kind give judgements."""
        return self.kind_details.is_graded

    def date_findings(self, on: date | None = None) -> list[Any]:
        """What is impossible (errors) or odd (warnings) about the dates on the day `on`: today unless told."""
        return check_dates(
            kind=self.kind,
            notified_on=self.notified_on,
            started_on=self.started_on,
            ended_on=self.ended_on,
            received_on=self.received_on,
            published_on=self.published_on,
            stated_deadline_on=self.stated_deadline_on,
            on=on or today(),
        )

    def warnings(self, on: date | None = None) -> list[str]:
        """Sentences a careful reader would want to see about the dates and the clock."""
        found = [finding.message for finding in self.date_findings(on) if finding.level == "warning"]
        has_clock = bool(self.duties() or (self.stated_deadline_on and not self.is_owed_by_another))
        return list(dict.fromkeys([*found, *(self.clock().warnings if has_clock else ())]))

    def clock(self) -> Clock:
        """The facts the statutory clock runs on."""
        return Clock(
            received_on=self.received_on,
            published_on=self.published_on,
            stated_on=self.stated_deadline_on,
            stated_reason=self.stated_deadline_reason,
        )

    def has_priority_action(self) -> bool:
        """Whether Ofsted named an area for priority action (reads the areas; prefetch them)."""
        return any(area.is_priority_action for area in self.areas.all())

    @property
    def is_owed_by_another(self) -> bool:
        """Whether another authority, the principal one, owes what follows a joint inspection."""
        return self.principal_authority_id not in (None, self.authority_id)

    def duties(self) -> tuple[Duty, ...]:
        """What the authority owes after this inspection. Only the principal authority owes a joint one's statement."""
        if self.is_owed_by_another:
            return ()
        return duties_for(
            kind=self.kind,
            has_priority_action=self.has_priority_action(),
            statement_required=self.statement_required,
        )

    def computed_deadline(self, duty: Duty, calendar: WorkingDayCalendar) -> Deadline | None:
        """The date the law gives today for one duty, whatever was fixed before; None while no date can be counted."""
        if self.is_owed_by_another:
            return None
        if duty in self.duties():
            return deadline(duty, self.clock(), calendar)
        if duty is Duty.ACTION_PLAN and self.stated_deadline_on:
            return entered_deadline(self.stated_deadline_on, self.stated_deadline_reason)
        return None

    def fixed_deadline(self, duty: Duty) -> Any | None:
        """The latest date that was fixed and reported for one duty (reads fixed_deadlines; prefetch them)."""
        fixed = [row for row in self.fixed_deadlines.all() if row.duty == duty]
        return max(fixed, key=lambda row: (row.fixed_at, row.pk)) if fixed else None

    def plan_deadline(self, calendar: WorkingDayCalendar) -> Deadline | None:
        """When the action plan is due: the fixed date where there is one, else the date the law gives."""
        computed = self.computed_deadline(Duty.ACTION_PLAN, calendar)
        fixed = self.fixed_deadline(Duty.ACTION_PLAN)
        return fixed.as_deadline(computed and computed.computed) if fixed else computed

    def deadline_has_moved(self, calendar: WorkingDayCalendar) -> bool:
        """Whether the calendar, the dates or the duties now give another day than the one fixed, or none."""
        fixed = self.fixed_deadline(Duty.ACTION_PLAN)
        computed = self.computed_deadline(Duty.ACTION_PLAN, calendar)
        return bool(fixed and fixed.due_on != (computed and computed.due_on))

    def deadline_can_be_adopted(self, calendar: WorkingDayCalendar) -> bool:
        """Whether a moved deadline has a new date, or is owed no longer. One whose dates are gone waits for them."""
        still_owed = Duty.ACTION_PLAN in self.duties()
        has_date = self.computed_deadline(Duty.ACTION_PLAN, calendar) is not None
        return self.deadline_has_moved(calendar) and (has_date or not still_owed)

    def next_inspection_window(self) -> tuple[date, date] | None:
        """When the next graded inspection may be expected; None after inadequate or for a visit without grades."""
        if not self.is_graded:
            return None
        return next_inspection_window(self.started_on, self.is_inadequate)

    @property
    def is_inadequate(self) -> bool:
        """Whether the overall grade is inadequate or, where the framework gives none, any of its judgements."""
        given, framework = self.given_judgements(), self.framework_details
        if framework and framework.gives_overall:
            given = [row for row in given if row.code == "overall"]
        return any(row.grade == "inadequate" for row in given)

    def is_embargoed(self, on: date) -> bool:
        """Whether the council has the report and the public has not: only the people named on it may see it."""
        return self.received_on is not None and (self.published_on is None or on < self.published_on)

    def embargo_words(self, on: date) -> str:
        """The mark that pages and papers carry while the report is embargoed; "" when everybody may see it."""
        if not self.is_embargoed(on):
            return ""
        return f"Embargoed until {date_in_words(self.published_on) or 'Ofsted publishes the report'}"

    def overall_words(self) -> str:
        """The overall grade as printed, or why there is none: never blank (reads judgements; prefetch them)."""
        if (overall := self.judgement_of("overall")) is not None:
            return overall.printed_grade
        framework = self.framework_details
        if framework is None:
            return NO_GRADES
        return framework.no_overall_words or "Not recorded yet"

    def given_judgements(self) -> "list[Judgement]":
        """The judgements that the framework gives, in its order: what is shown (reads judgements; prefetch them).

        A row the framework has not, as an overall grade since April 2026, is refused by `Judgement.clean`; one that
        was stored past it is never shown.
        """
        framework = self.framework_details
        return [row for row in self.judgements.all() if framework and framework.row(row.code)]

    def judgement_of(self, code: str) -> "Judgement | None":
        """The judgement with this code (reads judgements; prefetch them)."""
        return next((row for row in self.given_judgements() if row.code == code), None)

    def recorded_already(self, on: date | None = None) -> str:
        """That the council has another inspection of this kind and first day, in words; "" when it has none.

        Of one that is embargoed on the day `on` (today unless told otherwise) it says no more than it must.
        """
        same = Inspection.objects.filter(authority=self.authority_id, kind=self.kind, started_on=self.started_on)
        twin = same.exclude(pk=self.pk).first()
        if twin is None:
            return ""
        one = f"{self.kind_words}: one that began on {date_in_words(self.started_on)}"
        if twin.is_embargoed(on or today()):
            return f"{one} cannot be recorded here. If you do not see it in the list, ask your director"
        return f"{one} is recorded already"
