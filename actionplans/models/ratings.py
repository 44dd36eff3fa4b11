"""The delivery scale: is the work done? (Impact, is it better for children, is another scale and never this one.)"""

from django.db import models


class DeliveryRating(models.TextChoices):
    """How the work on an action stands. How each looks is in templatetags/ratings.py."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete - evidence awaited"
    EVIDENCED = "evidenced", "Complete and evidenced"

    @property
    def definition(self) -> str:
        """What the rating means and demands, as the key prints it."""
        return _DEFINITIONS[self.value]

    @property
    def is_complete(self) -> bool:
        """Whether the work is finished, evidenced or not."""
        return self in (DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED)

    @property
    def demands_next_step(self) -> bool:
        """Whether whoever gives this rating must say what will be done to recover."""
        return self in (DeliveryRating.AT_RISK, DeliveryRating.OFF_TRACK)


_DEFINITIONS = {
    "not_started": "Work has not begun.",
    "on_track": "Work is going to plan and will finish by its due date.",
    "at_risk": "Work may miss its due date. A recovery step is needed.",
    "off_track": "Work has missed or will miss its due date. A reason and a recovery step are needed.",
    "complete": "The work is finished. The evidence is still to come.",
    "evidenced": "The work is finished and the evidence has been seen.",
}

COMPLETE_RATINGS = (DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED)
