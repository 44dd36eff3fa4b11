"""The site administrator's view of inspections: proclaimed bank holidays are entered here, the rest is read."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from inspections.models import FixedDeadline, ImprovementArea, Inspection, Judgement, ProclaimedDay, Strength


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


class JudgementInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # no arguments at run time
    """The judgements of an inspection."""

    model = Judgement
    extra = 0


class FixedDeadlineInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # no arguments at run time
    """The dates that were fixed and reported."""

    model = FixedDeadline
    extra = 0


@admin.register(Inspection)
class InspectionAdmin(ReadOnly, SimpleHistoryAdmin):
    """Inspections of every council, with their history."""

    list_display = ("authority", "kind", "started_on", "published_on")
    list_filter = ("kind",)
    search_fields = ("authority__name",)
    list_select_related = ("authority",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = (JudgementInline, FixedDeadlineInline)


@admin.register(ImprovementArea, Strength)
class FindingAdmin(ReadOnly, SimpleHistoryAdmin):
    """Areas for improvement and strengths, with their history."""

    list_display = ("inspection", "position", "text")
    list_select_related = ("inspection",)
