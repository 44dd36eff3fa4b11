"""How a rating looks: letter, word, shape and colour, for pages and papers."""

from django import template

from actionplans.models.rating_scale import DEFAULT_RATINGS, RatingRule, RatingScales

register = template.Library()

LOOKS: dict[str, RatingRule] = {rule.code: rule for rule in DEFAULT_RATINGS}


@register.filter
def look(code: str, scales: RatingScales | None = None) -> RatingRule:
    """The look of the rating with this code in a council's scales; KeyError for a code that is on no scale."""
    return (scales or RatingScales()).rule(code)
