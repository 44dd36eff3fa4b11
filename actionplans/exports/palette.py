"""How ratings look where there is no style sheet: the colours of static/scss/_colours.scss, and characters."""

from typing import NamedTuple

from actionplans.exports.document import RatingMark


class Tone(NamedTuple):
    """A rating's colours, six hexadecimal digits each: the fill, the text on it, and the line round it."""

    fill: str
    text: str
    line: str


TONES = {
    "grey": Tone("e1e5e8", "0b0c0c", "7c868c"),
    "green": Tone("0f6b46", "ffffff", "0f6b46"),
    "amber": Tone("ffb84d", "0b0c0c", "b36b00"),
    "red": Tone("b3261e", "ffffff", "b3261e"),
    "blue-outline": Tone("ffffff", "174e93", "1d5fb0"),
    "blue": Tone("1d5fb0", "ffffff", "1d5fb0"),
    "grey-outline": Tone("ffffff", "3b4245", "7c868c"),
    "teal-outline": Tone("ffffff", "00585f", "00717a"),
    "teal": Tone("00717a", "ffffff", "00717a"),
    "plum": Tone("6d2257", "ffffff", "6d2257"),
    "indigo": Tone("3a2f7d", "ffffff", "3a2f7d"),
    "indigo-outline": Tone("ffffff", "3a2f7d", "5c50a8"),
    "rust": Tone("8a3b12", "ffffff", "8a3b12"),
    "slate-outline": Tone("ffffff", "36434d", "5b6b77"),
}

SHAPE_CHARACTERS = {
    "ring": "○",
    "circle": "●",
    "triangle": "▲",
    "diamond": "◆",
    "square-outline": "□",
    "tick": "✓",
    "dots": "…",
    "arrow-flat": "→",
    "arrow-up": "↑",
    "arrow-up-double": "↑↑",
    "arrow-down": "↓",
    "bar-past": "▬|▬",
    "bar-near": "▬▬|",
    "bar-short": "▬ |",
    "bar-to-go": "□ |",
    "bar-alone": "▬",
    "line-alone": "|",
}
"""Each drawn shape in characters that Arial or its usual companions have."""

INK = "0b0c0c"
COUNCIL = "0e5258"
SURFACE = "edf3f4"
MUTED = "484949"
LINE = "b7c8ca"


def in_characters(rating: RatingMark) -> str:
    """A rating where nothing can be drawn: its shape as a character, its letter and its word."""
    return f"{SHAPE_CHARACTERS[rating.shape]} {rating.letter} {rating.word}"
