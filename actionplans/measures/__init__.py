"""Success measures without a database: what a reading says, what is questioned, how it is drawn and read in."""

from actionplans.measures.judging import Standing, judge, judge_reading, target_for, worse_side
from actionplans.measures.looks import LOOKS, Look
from actionplans.measures.numbers import difference, in_unit, plain

__all__ = [
    "LOOKS",
    "Look",
    "Standing",
    "difference",
    "in_unit",
    "judge",
    "judge_reading",
    "plain",
    "target_for",
    "worse_side",
]
