"""The shapes and tones a rating may have, drawn once and used by pages and papers.

A shape is drawn in a square of 16 units in the colour of the text beside it, so it survives black and white printing
and colours forced by the reader's system.
"""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

#: What each shape is made of. Filled shapes take the text's colour, lines leave the inside open.
SHAPES: dict[str, str] = {
    "circle": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "ring": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "triangle": '<path d="M8 1.5 15.5 14.5H.5Z" fill="currentColor"/>',
    "diamond": '<path d="M8 .5 15.5 8 8 15.5.5 8Z" fill="currentColor"/>',
    "square-outline": '<rect x="2.25" y="2.25" width="11.5" height="11.5" fill="none" stroke="currentColor" '
    'stroke-width="2.5"/>',
    "tick": '<path d="M1.5 8.5 6 13 14.5 3.5" fill="none" stroke="currentColor" stroke-width="3"/>',
    "dots": '<circle cx="2.5" cy="8" r="2" fill="currentColor"/><circle cx="8" cy="8" r="2" fill="currentColor"/>'
    '<circle cx="13.5" cy="8" r="2" fill="currentColor"/>',
    "arrow-flat": '<path d="M.5 8H14M9 3 14 8 9 13" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "arrow-up": '<path d="M8 15.5V2M3 7 8 2 13 7" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "arrow-up-double": '<path d="M4.25 15.5V2M1 6.25 4.25 2 7.5 6.25M11.75 15.5V2M8.5 6.25 11.75 2 15 6.25" '
    'fill="none" stroke="currentColor" stroke-width="2"/>',
    "arrow-down": '<path d="M8 .5V14M3 9 8 14 13 9" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "bar-past": '<path d="M0 4H15.5V12H0Z" fill="currentColor"/>'
    '<path d="M10.5 .5V15.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "bar-near": '<path d="M0 4H9V12H0Z" fill="currentColor"/>'
    '<path d="M13 .5V15.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "bar-short": '<path d="M0 4H5.5V12H0Z" fill="currentColor"/>'
    '<path d="M14.5 .5V15.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "bar-to-go": '<path d="M1 5H7V11H1Z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M13.5 .5V15.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>',
    "bar-alone": '<path d="M1 4H15V12H1Z" fill="currentColor"/>',
    "line-alone": '<path d="M8 .5V15.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>',
}

#: The colours a rating may have; each has a rule in `static/scss/_ratings.scss`.
TONES = (
    "grey",
    "green",
    "amber",
    "red",
    "blue-outline",
    "blue",
    "grey-outline",
    "teal-outline",
    "teal",
    "plum",
    "indigo",
    "indigo-outline",
    "rust",
    "slate-outline",
)


def shape_svg(shape: str, css_class: str = "app-shape", colour: str = "currentColor") -> SafeString:
    """The drawing of a shape, hidden from screen readers because the word stands beside it; raises KeyError.

    Papers name its colour: their printer does not know that of the text around a drawing.
    """
    drawing = mark_safe(SHAPES[shape].replace("currentColor", escape(colour)))  # noqa: S308 a constant of this file
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        css_class,
        drawing,
    )
