"""Ratings as papers show them, in the words and looks of the council."""

from actionplans.exports.document import Part, RatingMark
from actionplans.models import RatingRule, RatingScales


def mark(rule: RatingRule) -> RatingMark:
    """How papers show a rating."""
    return RatingMark(rule.letter, rule.word, rule.shape, rule.tone, rule.definition)


def rating_part(code: str, scales: RatingScales, label: str = "") -> Part:
    """The rating with this code as a part of a cell: "A At risk", its shape and tone beside it."""
    rule = scales.rule(code)
    return Part(f"{rule.letter} {rule.word}", label=label, rating=mark(rule))
