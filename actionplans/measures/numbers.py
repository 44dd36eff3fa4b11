"""How the values of measures are written and read: always with their unit, never with figures nobody measured."""

import re
from decimal import ROUND_HALF_UP, Decimal

PERCENT = "percent"
UNIT_WORDS = {
    "rate": (" per 10,000 children", " per 10,000 children"),
    "days": (" day", " days"),
    "cases": (" case", " cases"),
    "score": (" point", " points"),
}
"""What stands behind a value of each unit, for exactly one and for any other number; a plain number has nothing."""
LARGEST = Decimal(10) ** 11
"""Values are smaller than this, as the database keeps them."""
THOUSANDTH = Decimal("0.001")
NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\Z", re.ASCII)
LONGEST = 40
"""Characters in a number; what is longer is text."""


class NotANumber(ValueError):
    """What was typed is no value of a measure; its words say what to enter."""


def plain(value: Decimal) -> str:
    """A number as people write it: "1,234", "82.5", "-3", never "90.000" or "0E+1"."""
    text = f"{Decimal(value).normalize():,f}"
    return "0" if text in ("-0", "0") else text


def in_unit(value: Decimal, unit: str) -> str:
    """A value with its unit: "82.5%", "1,234", "45 days", "60 per 10,000 children"."""
    if unit == PERCENT:
        return f"{plain(value)}%"
    return plain(value) + _behind(value, unit)


def short_in_unit(value: Decimal, unit: str) -> str:
    """A value where there is little room, beside the name of its unit: "82.5%", "1,234", "45"."""
    return f"{plain(value)}%" if unit == PERCENT else plain(value)


def difference(value: Decimal, unit: str) -> str:
    """How far two values are apart: "9 percentage points", "1 day", "3.2 per 10,000 children", "12"."""
    apart = abs(value)
    if unit == PERCENT:
        return f"{plain(apart)} percentage {'point' if apart == 1 else 'points'}"
    return plain(apart) + _behind(apart, unit)


def _behind(value: Decimal, unit: str) -> str:
    one, many = UNIT_WORDS.get(unit, ("", ""))
    return one if value == 1 else many


def read_number(text: str, unit: str) -> Decimal:
    """The value somebody typed, "82.5", "82.5%" or "1,234", to a thousandth. Raises NotANumber in words."""
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    bare = typed.removesuffix("%").rstrip()
    if len(typed) > LONGEST or not NUMBER.match(bare):
        raise NotANumber(f"“{_shown(text)}” is not a number. Enter a number such as {EXAMPLES.get(unit, '82.5')}")
    if bare != typed and unit != PERCENT:
        raise NotANumber(f"“{_shown(text)}” is a per cent, and this measure is not. Enter the number without %")
    exact = Decimal(bare.replace(",", ""))
    if abs(exact) > LARGEST - 1:
        raise NotANumber(f"“{_shown(text)}” is too large. Enter a number below 100,000,000,000")
    return exact.quantize(THOUSANDTH, rounding=ROUND_HALF_UP)


EXAMPLES = {"percent": "82.5", "number": "1,234", "rate": "61.3", "days": "43", "cases": "17.5", "score": "7.2"}
"""A number such as each unit has, for the words that ask for one."""


def _shown(text: str) -> str:
    """What was typed, as far as a message can hold it."""
    typed = " ".join(text.split())
    return typed if len(typed) <= LONGEST else f"{typed[:LONGEST]}…"
