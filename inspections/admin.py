"""The site administrator's view of inspections: proclaimed bank holidays are entered here, the rest is read.

What is under embargo is not even read here. When everybody named on it has left, the site administrator names somebody.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from ilacs.authorities.models import Membership
from ilacs.design.today import now, today
from inspections.models import (
    FixedDeadline,
    ImprovementArea,
    Inspection,
    Judgement,
    NamedPerson,
    ProclaimedDay,
    Strength,
)


@admin.register(ProclaimedDay)
class ProclaimedDayAdmin(SimpleHistoryAdmin):
    """One-off bank holidays. A deadline that was fixed and reported does not move by them: its page shows both."""

    list_display = ("day", "name")


class ReadOnly:
    """Seen, never changed, here: the council's own pages keep the rules."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


class NotUnderEmbargo(ReadOnly):
    """Seen only where no embargo is: until publication a report is for the people named on it."""

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without inspections that are embargoed today, and what belongs to them."""
        hidden = Inspection.objects.embargoed(today())
        queryset: Any = super().get_queryset(request)  # type: ignore[misc]  # ModelAdmin has it
        is_finding = queryset.model is not Inspection
        return queryset.exclude(**{"inspection__in" if is_finding else "pk__in": hidden.values("pk")})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody sees one that is embargoed, nor its history, by an address of its own."""
        inspection = getattr(obj, "inspection", obj)
        if isinstance(inspection, Inspection) and inspection.is_embargoed(today()):
            return False
        return bool(super().has_view_permission(request, obj))  # type: ignore[misc]  # ModelAdmin has it


class JudgementInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # no arguments at run time
    """The judgements of an inspection."""

    model = Judgement
    extra = 0


class FixedDeadlineInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # no arguments at run time
    """The dates that were fixed and reported."""

    model = FixedDeadline
    extra = 0


@admin.register(Inspection)
class InspectionAdmin(NotUnderEmbargo, SimpleHistoryAdmin):
    """Inspections of every council, with their history."""

    list_display = ("authority", "kind", "started_on", "published_on")
    list_filter = ("kind",)
    search_fields = ("authority__name",)
    list_select_related = ("authority",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = (JudgementInline, FixedDeadlineInline)


@admin.register(ImprovementArea, Strength)
class FindingAdmin(NotUnderEmbargo, SimpleHistoryAdmin):
    """Areas for improvement and strengths, with their history."""

    list_display = ("inspection", "position", "text")
    list_select_related = ("inspection",)


class NamePersonForm(forms.ModelForm):  # type: ignore[type-arg]  # no arguments at run time
    """One person to name on one inspection that is under embargo."""

    class Meta:
        model = NamedPerson
        fields = ("inspection", "user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offers the inspections under embargo today, each with its council; one that is only read asks nothing."""
        super().__init__(*args, **kwargs)
        inspection: Any = self.fields.get("inspection")
        if inspection:
            inspection.queryset = Inspection.objects.embargoed(today()).select_related("authority")
            inspection.label_from_instance = lambda each: f"{each.authority}: {each}"

    def clean(self) -> dict[str, Any]:
        """Refuses somebody without a role in the council, and somebody who is named already."""
        cleaned = super().clean() or self.cleaned_data
        inspection, person = cleaned.get("inspection"), cleaned.get("user")
        if inspection and person:
            if not Membership.objects.current().filter(user=person, authority=inspection.authority_id).exists():
                self.add_error("user", "This person has no role in the council. An administrator of it gives one")
            elif inspection.named_people.current().filter(user=person).exists():
                self.add_error("user", "This person is named already")
        return cleaned


@admin.register(NamedPerson)
class NamedPersonAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # no arguments at run time
    """Who is named on which inspection, and the way out when nobody is left who could name others."""

    form = NamePersonForm
    list_display = ("inspection", "user", "named_at", "named_by", "removed_at", "removed_by")
    list_select_related = ("inspection", "user", "named_by", "removed_by")
    autocomplete_fields = ("user",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The site's administrators name people; they take no naming back and change none."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keeps who named the person, and when."""
        obj.named_by, obj.named_at = request.user, now()
        super().save_model(request, obj, form, change)
