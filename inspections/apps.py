"""Names the app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """What Ofsted found. Knows nothing of plans."""

    name = "inspections"
    verbose_name = "Inspections"
