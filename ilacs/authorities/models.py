"""The tenant (a local authority), the people, and the role each has in each authority."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from ilacs.design.one_line import one_line
from ilacs.design.today import Dated


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this e-mail address; without a password they must set one through the reset page."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may use the site administration."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail address, however it is capitalised."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person who signs in. What they may do comes from their memberships, never from here."""

    username = None  # type: ignore[assignment]  # the e-mail address is the user name
    first_name = None  # type: ignore[assignment]  # one name field fits every name
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("full name", max_length=120, validators=[one_line])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # keyed by e-mail

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_for_each_email_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def natural_key(self) -> tuple[str]:
        """Fixtures name a person by e-mail address."""
        return (self.email,)

    def get_full_name(self) -> str:
        """The name as the person writes it."""
        return self.name

    def get_short_name(self) -> str:
        """The same: names are not cut."""
        return self.name


class LocalAuthorityQuerySet(models.QuerySet["LocalAuthority"]):
    """Questions about many authorities."""

    def visible_to(self, user: Any) -> "LocalAuthorityQuerySet":
        """The authorities this person has joined and not left; for anybody else they do not exist."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(memberships__in=Membership.objects.current().filter(user=user))

    def get_by_natural_key(self, slug: str) -> "LocalAuthority":
        """Fixtures name an authority by its slug."""
        return self.get(slug=slug)


class LocalAuthority(Dated, models.Model):
    """One of the English authorities with children's services duties, or one invented for demonstration."""

    class Region(models.TextChoices):
        """The nine English regions, by the code of the published lookup."""

        EAST_MIDLANDS = "EM", "East Midlands"
        EAST = "EE", "East of England"
        LONDON = "GL", "London"
        NORTH_EAST = "NE", "North East"
        NORTH_WEST = "NW", "North West"
        SOUTH_EAST = "SE", "South East"
        SOUTH_WEST = "SW", "South West"
        WEST_MIDLANDS = "WM", "West Midlands"
        YORKSHIRE = "YH", "Yorkshire and the Humber"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True, help_text="As Ofsted lists it, for example York")
    council_name = models.CharField(
        max_length=160, blank=True, help_text="As it stands on papers, for example City of York Council"
    )
    ons_code = models.CharField("ONS code", max_length=9, null=True, blank=True, unique=True)
    ofsted_urn = models.PositiveIntegerField("Ofsted URN", null=True, blank=True, unique=True)
    dfe_number = models.PositiveSmallIntegerField("DfE number", null=True, blank=True, unique=True)
    region = models.CharField(max_length=2, choices=Region)
    is_invented = models.BooleanField(default=False, help_text="Made up for demonstration and training")

    history = HistoricalRecords()
    objects: ClassVar[Any] = LocalAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "local authorities"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_invented=True)
                | Q(ons_code__isnull=False, ofsted_urn__isnull=False, dfe_number__isnull=False),
                name="a_real_authority_has_its_codes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The home page of the council."""
        return reverse("council-home", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """Fixtures name an authority by its slug."""
        return (self.slug,)

    @property
    def title(self) -> str:
        """The council's own name where it is known, else the authority's."""
        return self.council_name or self.name


class Role(models.TextChoices):
    """What a person does in a council; each word is the label officers use."""

    READER = "reader", "Reader (scrutiny member)"
    ACTION_OWNER = "action_owner", "Action owner"
    EDITOR = "editor", "Editor"
    LEAD = "lead", "Lead (director)"
    ADMINISTRATOR = "administrator", "Administrator"


class RoleRefused(Exception):
    """A change of somebody's role that may not happen; its words are fit for the page."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def current(self) -> "MembershipQuerySet":
        """Those of people who have joined and not left: the only ones that let anybody do anything."""
        return self.filter(joined_on__isnull=False, ended_on__isnull=True)

    def invited(self) -> "MembershipQuerySet":
        """Those whose person has not answered yet."""
        return self.filter(joined_on__isnull=True, ended_on__isnull=True)

    def standing(self) -> "MembershipQuerySet":
        """Those which have not ended, whether the person has joined or not."""
        return self.filter(ended_on__isnull=True)

    def administrators(self) -> "MembershipQuerySet":
        """The current administrators, those whose account is open."""
        return self.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)


class Membership(Dated, models.Model):
    """The role of one person in one authority: offered, then held from the day the person joined until it ended."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    post = models.CharField(
        "job title",
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text="For example Head of Service, Corporate Parenting",
    )
    joined_on = models.DateField(null=True, blank=True, help_text="The day the person accepted; empty until then")
    ended_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()
    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "authority"], name="one_role_for_a_person_in_an_authority"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.authority}"

    # Questions

    @property
    def is_current(self) -> bool:
        """Whether the person has joined and not left."""
        return self.joined_on is not None and self.ended_on is None

    @property
    def is_invited(self) -> bool:
        """Whether the person has not answered yet."""
        return self.joined_on is None and self.ended_on is None

    @property
    def known_as(self) -> str:
        """What the council may call the person: by name once they have joined, before that by the address it typed."""
        return str(self.user) if self.joined_on else self.user.email

    # Verbs

    def join(self, *, on: date) -> None:
        """The person accepts the role. Raises RoleRefused when it is not on offer."""
        self._refuse_unless_invited()
        self.joined_on = on
        self._change_reason = "Joined"
        self.save(update_fields=["joined_on"])

    def decline(self, *, on: date) -> None:
        """The person does not want the role. Raises RoleRefused when it is not on offer."""
        self._refuse_unless_invited()
        self.ended_on = on
        self._change_reason = "Declined"
        self.save(update_fields=["ended_on"])

    @transaction.atomic
    def change(self, *, role: Role, post: str, by: User) -> None:
        """Gives another role or job title. Raises RoleRefused when it would leave the council without administrator."""
        if self.ended_on:
            raise RoleRefused(f"{self.known_as}'s role has ended. Add them again to give them a role.")
        if role != Role.ADMINISTRATOR:
            self._keep_an_administrator(by=by)
        self.role = role
        self.post = post
        self._change_reason = f"Changed by {by}"
        self.save(update_fields=["role", "post"])

    @transaction.atomic
    def end(self, *, by: User, on: date) -> None:
        """Ends the role on this day. Raises RoleRefused for one's own, the last administrator's, or an ended one."""
        if self.ended_on:
            raise RoleRefused(f"{self.known_as}'s role has ended already.")
        if self.user_id == by.pk:
            raise RoleRefused("You cannot end your own role. Ask another administrator to do it.")
        self._keep_an_administrator(by=by)
        self.ended_on = on
        self._change_reason = f"Ended by {by}"
        self.save(update_fields=["ended_on"])

    def revive(self, *, role: Role, post: str, by: User) -> None:
        """Gives the role back, or offers it again to somebody who never joined. Raises RoleRefused unless it ended."""
        if not self.ended_on:
            raise RoleRefused(
                f"{self.known_as} has a role here already: {self.get_role_display()}. Change that one instead."
            )
        self.role = role
        self.post = post
        self.ended_on = None
        self._change_reason = f"Given again by {by}"
        self.save(update_fields=["role", "post", "ended_on"])

    def _refuse_unless_invited(self) -> None:
        if not self.is_invited:
            raise RoleRefused("This invitation has been answered or withdrawn.")

    def _keep_an_administrator(self, *, by: User) -> None:
        """Refuses to take the role from oneself or from the last administrator; others wait for the same council."""
        if self.role != Role.ADMINISTRATOR:
            return
        if self.user_id == by.pk:
            raise RoleRefused("You cannot stop being administrator yourself. Ask another administrator to do it.")
        authority = LocalAuthority.objects.select_for_update().get(pk=self.authority_id)
        if not authority.memberships.administrators().exclude(pk=self.pk).exists():
            raise RoleRefused(f"{self.known_as} is the only administrator. Make somebody else administrator first.")
