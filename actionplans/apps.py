"""Names the app."""

from importlib import import_module

from django.apps import AppConfig


class ActionPlansConfig(AppConfig):
    """Action plans and everything a committee reads about them."""

    name = "actionplans"
    verbose_name = "Action plans"

    def ready(self) -> None:
        """Register the check of the machine."""
        import_module("actionplans.checks")
