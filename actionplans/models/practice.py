"""How one council works: the stages it does without and the warnings it does not want."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from actionplans.models.stages import SKIPPABLE
from ilacs.authorities.models import LocalAuthority
from ilacs.design.today import Dated


class CouncilPractice(Dated, models.Model):
    """How one council works with its plans. A council without a row uses every stage and sees every warning."""

    _change_reason: str

    authority = models.OneToOneField(LocalAuthority, on_delete=models.PROTECT, related_name="practice")
    skipped_stages = models.JSONField(default=list, blank=True)
    warnings_off = models.JSONField(default=list, blank=True, help_text="Codes of readiness warnings not shown")
    silent_after_days = models.PositiveSmallIntegerField(
        "days without an update",
        default=60,
        help_text="After how many days without an update an action counts as silent",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"How {self.authority} works"

    def clean(self) -> None:
        """Refuses to skip a stage that every plan goes through."""
        if unknown := set(self.skipped_stages) - set(SKIPPABLE):
            raise ValidationError({"skipped_stages": f"{', '.join(sorted(unknown))} cannot be skipped."})

    @classmethod
    def of(cls, authority: LocalAuthority) -> "CouncilPractice":
        """The council's practice; one not stored yet where it never said anything (one query)."""
        found: Any = cls._default_manager.filter(authority=authority).first()
        return found or cls(authority=authority)

    @property
    def skips(self) -> frozenset[str]:
        """The stages the council does without."""
        return frozenset(self.skipped_stages)

    @property
    def turned_off(self) -> frozenset[str]:
        """The codes of the warnings it does not want to see."""
        return frozenset(self.warnings_off)
