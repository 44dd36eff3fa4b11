"""The site administration of bank holidays proclaimed after the software was made."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from inspections.models import ProclaimedDay


@admin.register(ProclaimedDay)
class ProclaimedDayAdmin(SimpleHistoryAdmin):
    """One-off bank holidays; every deadline that has not been fixed follows them at once."""

    list_display = ("day", "name")
