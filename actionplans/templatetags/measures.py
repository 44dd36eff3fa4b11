"""Filters for pages about measures: values with their unit."""

from decimal import Decimal

from django import template

from actionplans.measures import difference, in_unit

register = template.Library()


@register.filter(name="in_unit")
def in_unit_filter(value: Decimal | None, unit: str) -> str:
    """A value with its unit, "82.5%"; nothing gives an empty text."""
    return "" if value is None else in_unit(value, unit)


@register.filter
def apart(value: Decimal, unit: str) -> str:
    """A difference between two values, "5 percentage points"."""
    return difference(value, unit)
