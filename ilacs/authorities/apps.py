"""Names the app."""

from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    """Councils, people and roles."""

    name = "ilacs.authorities"
    label = "authorities"
    verbose_name = "Councils and people"
