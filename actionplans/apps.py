"""Names the app."""

from importlib import import_module

from django.apps import AppConfig

from actionplans.secret_addresses import hide_in_logs


class ActionPlansConfig(AppConfig):
    """Action plans and everything a committee reads about them."""

    name = "actionplans"
    verbose_name = "Action plans"

    def ready(self) -> None:
        """Register the check of the machine, and keep calendar addresses out of the logs."""
        import_module("actionplans.checks")
        hide_in_logs()
