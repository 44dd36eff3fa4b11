"""Values to JSON and back: the same value always gives the same bytes."""

import functools
import json
import types
import typing
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any


def to_json(value: Any) -> str:
    """Canonical JSON of a frozen value: sorted keys, ISO dates, no spaces."""
    return json.dumps(asdict(value), default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(kind: Any, text: str) -> Any:
    """The value of this kind that to_json wrote. Raises ValueError or KeyError when the text is something else."""
    return _revive(kind, json.loads(text))


def _plain(value: date | Decimal) -> str:
    """A day as ISO writes it; a number as people do, so that 90 and 90.000 are the same bytes."""
    return value.isoformat() if isinstance(value, date) else format(value.normalize(), "f")


_hints = functools.cache(typing.get_type_hints)


def _revive(kind: Any, value: Any) -> Any:
    """A value of this annotated kind from what JSON gives."""
    if isinstance(kind, types.UnionType):
        inner = next(part for part in typing.get_args(kind) if part is not type(None))
        return None if value is None else _revive(inner, value)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_revive(inner, part) for part in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        # What the program has learnt to say since the text was written keeps its default.
        known = (field for field in fields(kind) if field.name in value or field.default is MISSING)
        return kind(**{field.name: _revive(hints[field.name], value[field.name]) for field in known})
    if kind is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if kind is date else value
