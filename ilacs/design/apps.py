"""The Django app of the design system."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Registers the template tags; there are no models."""

    name = "ilacs.design"
    label = "design"
    verbose_name = "Design system"
