"""The judgements an inspection gave."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from ilacs.design.today import Dated
from inspections import frameworks
from inspections.models.inspection import Inspection


class Judgement(Dated, models.Model):
    """One grade given by one inspection, with the row's label and the grade's words as the report printed them."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="judgements")
    code = models.CharField(max_length=40)
    printed_label = models.CharField(max_length=200)
    grade = models.CharField(max_length=30, choices=frameworks.GRADE_CHOICES)
    printed_grade = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code"], name="one_judgement_per_area"),
            models.CheckConstraint(
                condition=Q(grade__in=[code for code, _ in frameworks.GRADE_CHOICES]), name="grade_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_label}: {self.printed_grade}"

    def clean(self) -> None:
        """Refuses a row that the framework of the inspection does not give, for example an overall grade since 2026.

        Refuses printed words, too, that do not mean the grade that is stored.
        """
        framework = self.inspection.framework_details
        if framework is None:
            raise ValidationError("This kind of inspection gives no grades.")
        if self.code == "overall" and not framework.gives_overall:
            raise ValidationError(frameworks.refuse_overall(framework))
        if self.code not in {row.code for row in framework.rows}:
            raise ValidationError(f"{framework.name} has no judgement {self.code}.")
        printed = frameworks.grade_for(self.printed_grade)
        if printed is None or printed.code != self.grade:
            raise ValidationError(f"“{self.printed_grade}” are not the words for the grade {self.grade}.")
