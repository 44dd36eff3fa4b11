"""The two scales: delivery (is the work done?) and impact (is it better for children?). Never one colour for both.

What a rating means to the program is its code, which is the same everywhere. What a council calls it, how it looks and
what it demands is data: models/rating_rules.py and rating_scale.py.
"""

from django.db import models


class Scale(models.TextChoices):
    """Which of the two a rating belongs to."""

    DELIVERY = "delivery", "Delivery: is the work done?"
    IMPACT = "impact", "Impact: is it better for children?"


class DeliveryRating(models.TextChoices):
    """How the work on an action stands; the labels are those of a council that chose no words of its own."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete - evidence awaited"
    EVIDENCED = "evidenced", "Complete and evidenced"

    @property
    def is_complete(self) -> bool:
        """Whether the work is finished, evidenced or not."""
        return self in COMPLETE_RATINGS

    @property
    def promises(self) -> bool:
        """Whether it says, or lets hope, that the due date will be kept: what no overdue action may say unexplained."""
        return self in (DeliveryRating.NOT_STARTED, DeliveryRating.ON_TRACK, DeliveryRating.AT_RISK)


class ImpactRating(models.TextChoices):
    """What difference an action has made to children."""

    TOO_EARLY = "too_early", "Too early to say"
    NO_CHANGE = "no_change", "No change yet"
    SOME = "some", "Some improvement"
    EMBEDDED = "embedded", "Embedded"
    WORSE = "worse", "Worse"


COMPLETE_RATINGS = (DeliveryRating.COMPLETE, DeliveryRating.EVIDENCED)
