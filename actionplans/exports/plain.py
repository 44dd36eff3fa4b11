"""Text as every format can hold it: what people paste from Word and PDF files, without what no printer can print."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

# Word's symbol font writes its bullets and ticks into the private use area, where no other font has anything.
_SYMBOLS = {
    0xB7: "•",
    0xA7: "▪",
    0xA8: "□",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x76: "❖",
    0x77: "◆",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xFD: "☒",
    0x2D: "-",
}
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """The text as every format can hold it: one kind of line end, no control characters, Word's symbols as letters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    text = _PRIVATE.sub(lambda match: _SYMBOLS.get(ord(match[0]) - 0xF000, match[0]), text)
    return _UNPRINTABLE.sub("", text.replace("\u2029", "\n")).strip()


def plain_throughout(value: T) -> T:
    """The same frozen value with every text in it made plain, however deep."""
    return _plain(value)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.init}
        return replace(value, **changed)
    return value
