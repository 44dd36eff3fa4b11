"""How a rating looks: letter, word, shape and colour, for pages."""

from django import template

from actionplans.models.rating_rules import RatingRule
from actionplans.models.rating_scale import RatingScales

register = template.Library()


@register.filter
def look(code: str, scales: RatingScales | None = None) -> RatingRule:
    """The look of the rating with this code in a council's scales; KeyError for a code that is on no scale."""
    return (scales or RatingScales()).rule(code)
