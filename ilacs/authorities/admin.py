"""The site administration of councils, people and roles, behind the same sign-in as every page."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from simple_history.admin import SimpleHistoryAdmin

from ilacs.authorities.models import LocalAuthority, Membership, User

# One door: the rate limits of the sign-in page hold for the administration too, and so will a second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth's manual has it
admin.site.site_header = admin.site.site_title = "Improvement plans: site administration"

# Roles are memberships here, and the address to sign in with is the person's own: neither list would ever be used.
admin.site.unregister([Group, EmailAddress])


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A person is made without a password and sets one through the reset page."""

    class Meta:
        model = User
        fields = ("email", "name")

    def save(self, commit: bool = True) -> User:
        """Leaves the password unusable."""
        self.instance.set_unusable_password()
        super().save(commit)
        person: User = self.instance
        return person


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # not generic at run time
    """People by e-mail address. What they may do in a council is in their memberships."""

    add_form = NewPersonForm
    ordering = ("name",)
    list_display = ("name", "email", "is_active", "is_staff", "last_login")
    search_fields = ("name", "email")
    list_filter = ("is_active", "is_staff")
    fieldsets = (
        (None, {"fields": ("name", "email", "password")}),
        ("Site", {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = ((None, {"fields": ("email", "name")}),)


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(SimpleHistoryAdmin):
    """The councils, with their published codes."""

    list_display = ("name", "council_name", "region", "ons_code", "ofsted_urn", "dfe_number", "is_invented")
    list_filter = ("region", "is_invented")
    search_fields = ("name", "council_name", "slug", "ons_code")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Membership)
class MembershipAdmin(SimpleHistoryAdmin):
    """Who has which role where; a council's first administrator is made here, and joins like everybody else."""

    list_display = ("user", "authority", "role", "post", "joined_on", "ended_on")
    list_filter = ("role", ("ended_on", admin.EmptyFieldListFilter))
    list_select_related = ("user", "authority")
    search_fields = ("user__name", "user__email", "authority__name")
    autocomplete_fields = ("user", "authority")
    readonly_fields = ("joined_on",)
