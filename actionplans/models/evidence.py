"""What shows that something was done, or that it made a difference."""

import uuid
from pathlib import PurePosixPath
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from actionplans.models.archiving import Archived, ArchivedQuerySet
from actionplans.models.item import ActionItem
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.progress import ProgressUpdate
from actionplans.models.version import sha256_of
from ilacs.design.today import Dated

MARK_LENGTH = 16
OWNER_ONLY, FOLDER_OF_OWNER = 0o600, 0o700
"""What the file system lets people do: the service reads and writes, and nobody else may even look."""
ANOTHER_ADDRESS = "Enter the whole address, beginning with https:// or http://, without a name or a password in it"


def web_address(link: str) -> None:
    """Raises ValidationError for a link that is no page of the web, or that gives a name and password away."""
    try:
        parts = urlsplit(link)
        is_page = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        is_page = False
    if not is_page or "@" in parts.netloc:
        raise ValidationError(ANOTHER_ADDRESS, code="invalid")


class FileChanged(Exception):
    """The file of a piece of evidence is not there any more, or not as it was added."""


class EvidenceStorage(FileSystemStorage):
    """The folder EVIDENCE_DIR: outside everything a web server shows, without an address of its own."""

    file_permissions_mode = OWNER_ONLY
    directory_permissions_mode = FOLDER_OF_OWNER

    @property
    def base_location(self) -> str:
        """The folder as the settings name it now."""
        return str(settings.EVIDENCE_DIR)

    @property
    def location(self) -> str:
        """The same, from the root."""
        return str(settings.EVIDENCE_DIR.resolve())

    def url(self, name: str | None) -> str:
        """No file has an address: each is served by a view that looks who asks."""
        raise ValueError("Evidence has no address of its own")


def evidence_storage() -> EvidenceStorage:
    """Where files of evidence are kept."""
    return EvidenceStorage()


def place_of(evidence: "Evidence", name: str) -> str:
    """A place nobody can guess, under the council and the plan; of the name only its ending is kept."""
    plan = evidence.item.plan
    return f"{plan.authority.slug}/{plan.pk}/{uuid.uuid4()}{PurePosixPath(name).suffix}"


class EvidenceQuerySet(ArchivedQuerySet):
    """Questions about much evidence."""

    def supporting(self) -> "EvidenceQuerySet":
        """What supports that it was done or made a difference."""
        return self.current().filter(stance=Evidence.Stance.SUPPORTS)

    def mark(self) -> str:
        """Short letters that differ as soon as a piece is added, put in other words or taken away (one query)."""
        seen = ",".join(f"{pk}.{revision}" for pk, revision in self.order_by("pk").values_list("pk", "revision"))
        return sha256_of(seen.encode())[:MARK_LENGTH]


class Evidence(Archived, Dated, models.Model):
    """One file or link that shows something about an action: of what kind, of which day, what it shows."""

    _change_reason: str

    EDITED_FIELDS: ClassVar[tuple[str, ...]] = ("kind", "dated_on", "shows", "stance", "link")

    class Kind(models.TextChoices):
        """Where it comes from."""

        DATA = "data", "Data"
        AUDIT = "audit", "Audit"
        VOICE = "voice", "Voice of children and families"
        DOCUMENT = "document", "Document"

    class Stance(models.TextChoices):
        """Which way it points."""

        SUPPORTS = "supports", "It supports that this is done and works"
        CONTRADICTS = "contradicts", "It contradicts that"

    item = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="evidence")
    update = models.ForeignKey(
        ProgressUpdate, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="evidence"
    )
    kind = models.CharField("what kind it is", max_length=20, choices=Kind)
    dated_on = models.DateField("its own date")
    shows = models.TextField("what it shows", max_length=LONGEST_TEXT)
    stance = models.CharField("which way it points", max_length=20, choices=Stance, default=Stance.SUPPORTS)
    link = models.URLField("address", max_length=1000, blank=True, validators=[web_address])
    file = models.FileField(storage=evidence_storage, upload_to=place_of, max_length=300, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(null=True, blank=True, editable=False, help_text="In bytes")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    entry = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords()
    objects: ClassVar[Any] = EvidenceQuerySet.as_manager()

    class Meta(Archived.Meta):
        verbose_name_plural = "evidence"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            *Archived.Meta.constraints,
            models.CheckConstraint(condition=~Q(shows=""), name="evidence_says_what_it_shows"),
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")), name="evidence_is_a_file_or_a_link"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://") | Q(link__startswith="http://"),
                name="evidence_links_to_the_web",
            ),
            models.CheckConstraint(
                condition=Q(file="") | (~Q(file_name="") & ~Q(content_type="") & ~Q(sha256="")),
                name="a_file_of_evidence_is_known_by_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.dated_on:%-d %B %Y}: {self.file_name or self.link}"

    def get_absolute_url(self) -> str:
        """The file, served to those who may see the action; a link leads where it points."""
        if self.link:
            return self.link
        plan = self.item.plan
        return reverse("evidence-file", args=[plan.authority.slug, plan.pk, self.item_id, self.pk])

    @property
    def contradicts(self) -> bool:
        """Whether it speaks against what was reported."""
        return self.stance == Evidence.Stance.CONTRADICTS

    @property
    def name(self) -> str:
        """What people call it: the name of the file, or the address."""
        return self.file_name or self.link

    def read(self) -> bytes:
        """The file as it was added. Raises FileChanged when it is gone or any other."""
        try:
            with self.file.open("rb") as stored:
                content: bytes = stored.read((self.size or 0) + 1)
        except OSError as gone:
            raise FileChanged(f"Evidence {self.pk}: {gone}") from gone
        if sha256_of(content) != self.sha256:
            raise FileChanged(f"Evidence {self.pk}: {self.file.name} has changed")
        return content
