"""Names the app."""

from importlib import import_module

from django.apps import AppConfig

from actionplans.secret_addresses import hide_in_logs


class ActionPlansConfig(AppConfig):
    """Action plans and everything a committee reads about them."""

    name = "actionplans"
    verbose_name = "Action plans"

    def ready(self) -> None:
        """Register the check of the machine and who tells what people leave behind; keep secrets out of the logs."""
        import_module("actionplans.checks")
        left_behind = import_module("ilacs.authorities.left_behind")
        left_behind.register(lambda *asked: import_module("actionplans.views.handover").notes_on_people(*asked))
        left_behind.register_leading(lambda *asked: import_module("actionplans.views.handover").what_is_led(*asked))
        hide_in_logs()
