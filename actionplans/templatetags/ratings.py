"""How a rating looks: letter, word, shape and colour, in one table for pages and papers."""

from dataclasses import dataclass

from django import template

from actionplans.models.ratings import DeliveryRating

register = template.Library()


@dataclass(frozen=True)
class RatingLook:
    """A rating as it is drawn: never colour alone. tone names a colour of the style sheet; shape a drawn figure."""

    code: str
    letter: str
    word: str
    shape: str
    tone: str
    definition: str


_DRAWN = {
    DeliveryRating.NOT_STARTED: ("N", "ring", "grey"),
    DeliveryRating.ON_TRACK: ("G", "circle", "green"),
    DeliveryRating.AT_RISK: ("A", "triangle", "amber"),
    DeliveryRating.OFF_TRACK: ("R", "diamond", "red"),
    DeliveryRating.COMPLETE: ("C", "square-outline", "blue-outline"),
    DeliveryRating.EVIDENCED: ("B", "tick", "blue"),
}

LOOKS: dict[str, RatingLook] = {
    rating.value: RatingLook(rating.value, letter, str(rating.label), shape, tone, rating.definition)
    for rating, (letter, shape, tone) in _DRAWN.items()
}


@register.filter
def look(code: str) -> RatingLook:
    """The look of the rating with this code; KeyError for a code that is not on the scale."""
    return LOOKS[code]
