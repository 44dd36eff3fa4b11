"""Versions of a plan that never change, and the papers made of them; the database refuses to edit or delete any."""

import hashlib
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actionplans.models.plan import LONGEST_TEXT, ActionPlan
from actionplans.models.stages import Stage


class NotAsStored(Exception):
    """What is stored of a version is not what was saved: its hash differs, so it is not shown, sent or published."""


class Version(models.Model):
    """One plan as it stood at one moment: a whole PlanSnapshot as canonical JSON, with its SHA-256."""

    class Cause(models.TextChoices):
        """What it was made for."""

        STAGE = "stage", "Stage move"
        SAVED = "saved", "Saved"
        AMENDMENT = "amendment", "Before an amendment"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=20, choices=Cause)
    reason = models.TextField(max_length=LONGEST_TEXT)
    stage = models.CharField(max_length=20, choices=Stage, help_text="The stage the plan was in")
    meeting = models.ForeignKey(
        "Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versions_made",
        help_text="It was made for",
    )
    as_at = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_each_number_of_a_plan"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        """The page of this version."""
        return reverse("version-detail", args=[self.plan.authority.slug, self.plan_id, self.number])

    @property
    def content(self) -> str:
        """The canonical JSON of the snapshot, read when it is asked for."""
        return self.stored.text

    @cached_property
    def is_intact(self) -> bool:
        """Whether the stored text is there and still has the hash it was stored with."""
        stored: VersionContent | None = getattr(self, "stored", None)
        return stored is not None and sha256_of(stored.text.encode()) == self.sha256


class VersionContent(models.Model):
    """The text of a version: hundreds of kilobytes in a table of their own, so that no list of versions reads them."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="stored")
    text = models.TextField(help_text="Canonical JSON of the snapshot")

    def __str__(self) -> str:
        return f"What {self.version} says"


class KeptPaper(models.Model):
    """A file made of a version. Once it is made it is kept, whatever becomes of the program that made it."""

    class Paper(models.TextChoices):
        """Which paper it is."""

        ANNEX = "annex", "The annex"
        EDITION = "edition", "The published edition, posts only"
        EDITION_NAMED = "edition_named", "The published edition, with names"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="papers")
    paper = models.CharField(max_length=20, choices=Paper)
    ending = models.CharField(max_length=10, help_text="pdf, docx, html; body is the part of a page, source is printed")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    missing_characters = models.JSONField(
        default=list, blank=True, help_text="Each character that no font of the file can draw"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "paper", "ending"], name="a_paper_of_a_version_is_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.get_paper_display()}.{self.ending}"

    @property
    def is_intact(self) -> bool:
        """Whether the stored file still has the hash it was stored with."""
        return sha256_of(bytes(self.content)) == self.sha256


def sha256_of(content: bytes) -> str:
    """The hash that proves content unchanged, as 64 hexadecimal letters."""
    return hashlib.sha256(content).hexdigest()
