"""Reading a pasted list, from a report or a letter, as items: what is one item, and what only marks it. Pure.

A bullet, a number or a blank line begins a new item. Other lines go on with the item above, as text copied from a PDF
is broken into lines. Where there are no bullets, numbers or blank lines at all, a line that begins with a capital is a
new item. The heading of the list, copied with it, is no item.
"""

import re

BULLET = re.compile(r"^(?:[•●○◦▪■◼◾□\uf0b7\uf0a7·*–—-]|o(?=\s))\s*(?=\S|$)")
"""What Word, PDF readers and typists put before an item, U+F0B7 and U+F0A7 being Word's own bullets."""
NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)](?!\d)|\(?[a-z][.)])(?:\s+|$)", re.IGNORECASE)
HEADING = re.compile(
    r"^(?:what (?:needs to improve|is working well|works well)\b|(?:areas? for|recommendations?\b|strengths?\b))"
    r".{0,80}$",
    re.IGNORECASE,
)
"""A line over a list, as reports print it: "What needs to improve?" or "Areas for priority action"."""
REFERENCE = re.compile(r"\(((?:paragraphs?|paras?\.?)\s[^()]*|[^()]*national framework)\)\.?$", re.IGNORECASE)


def lines_to_items(text: str) -> list[str]:
    """The items of a pasted list, in order, each on one line without bullet or number; empty when there are none."""
    lines = _without_heading([line.strip() for line in text.strip().splitlines()])
    is_marked = any(BULLET.match(line) or NUMBER.match(line) or not line for line in lines)
    items: list[str] = []
    begin = True
    for line in lines:
        marker = BULLET.match(line) or NUMBER.match(line)
        rest = line[marker.end() :].strip() if marker else line
        if begin or marker or (rest and not is_marked and not rest[:1].islower()):
            items.append("")
        if rest:
            items[-1] = f"{items[-1]} {rest}".strip()
        begin = not line
    return [" ".join(item.split()) for item in items if item]


def _without_heading(lines: list[str]) -> list[str]:
    """The lines without the heading of the list, known by its words or by its colon, over bullets or numbers."""
    has_bullets = any(BULLET.match(line) or NUMBER.match(line) for line in lines[1:])
    is_heading = has_bullets and not BULLET.match(lines[0]) and (HEADING.match(lines[0]) or lines[0].endswith(":"))
    return lines[1:] if is_heading else lines


def items_to_lines(items: list[str]) -> str:
    """A list as it is offered for editing: one bullet an item, so that reading it again gives the same items."""
    return "\n".join(f"• {' '.join(item.split())}" for item in items)


def reference_in(text: str) -> str:
    """The paragraph or National Framework reference in brackets at the end of an area's words; "" without one."""
    found = REFERENCE.search(text.strip())
    return found[1].strip()[:60] if found else ""
