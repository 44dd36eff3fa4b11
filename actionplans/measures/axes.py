"""Round values for an axis, and labels that do not lie over each other. Pure."""

from decimal import Decimal

NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
HUNDRED = Decimal(100)


def value_ticks(low: Decimal, high: Decimal, unit: str, most: int) -> tuple[Decimal, ...]:
    """Round values with a little room at both ends; per cents end at 0 and 100 where they can."""
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    bottom, top = low - room, high + room
    if low >= 0:
        bottom = max(bottom, Decimal(0))
    if unit == "percent" and high <= HUNDRED:
        top = min(top, HUNDRED)
    step = _nice_step((top - bottom) / (most - 1))
    first, last = bottom // step * step, -(-top // step) * step
    if first > bottom:
        first -= step
    if last < top:
        last += step
    return tuple(first + step * place for place in range(int((last - first) / step) + 1))


def _nice_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not below this."""
    power = Decimal(10) ** least.adjusted()
    return next(power * nice for nice in NICE if power * nice >= least)


def apart(wished: list[float], room: float, top: float, bottom: float) -> list[float]:
    """Places as near as can be to those wished for, at least the room of one from each other, on the sheet."""
    order = sorted(range(len(wished)), key=lambda place: wished[place])
    found, least = dict.fromkeys(order, 0.0), top
    for place in order:
        found[place] = least = max(wished[place], least)
        least += room
    most = bottom
    for place in reversed(order):
        found[place] = most = min(found[place], most)
        most -= room
    return [found[place] for place in range(len(wished))]
