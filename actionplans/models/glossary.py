"""The council's own list of abbreviations."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actionplans.models.archiving import Archived, ArchivedQuerySet
from ilacs.authorities.models import LocalAuthority
from ilacs.design.one_line import one_line
from ilacs.design.today import Dated


class GlossaryTerm(Archived, Dated, models.Model):
    """One abbreviation and what it stands for, as the council explains it on pages and in papers."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("term", "meaning")

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="glossary")
    term = models.CharField("abbreviation", max_length=20, validators=[one_line])
    meaning = models.CharField("what it stands for", max_length=300, validators=[one_line])
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = ArchivedQuerySet.as_manager()

    class Meta(Archived.Meta):
        ordering = ["term"]
        constraints = [
            *Archived.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "term"],
                condition=Q(archived_at__isnull=True),
                name="an_abbreviation_is_explained_once",
            ),
            models.CheckConstraint(condition=~Q(term="") & ~Q(meaning=""), name="an_abbreviation_has_a_meaning"),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meaning}"
