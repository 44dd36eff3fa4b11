"""Names the app."""

from django.apps import AppConfig


class ActionPlansConfig(AppConfig):
    """Action plans and everything a committee reads about them."""

    name = "actionplans"
    verbose_name = "Action plans"
