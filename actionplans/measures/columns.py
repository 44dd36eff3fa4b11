"""The columns of a file with readings: what each is called, and what every row says in it. Pure."""

from dataclasses import dataclass

from actionplans.measures.sheets import SheetRow, Unreadable
from ilacs.design.wording import in_a_row

HEADINGS = {
    "number": "Measure number",
    "name": "Measure",
    "unit": "Unit",
    "ends_on": "Period ends",
    "value": "Value",
    "neighbours": "Statistical neighbours",
    "region": "Region",
    "england": "England",
    "note": "Note",
}
"""What the columns of the template are called, in its order."""
ALSO_CALLED = {
    "number": ("number", "no", "measure no", "ref", "reference"),
    "name": ("name", "measure name", "indicator"),
    "ends_on": ("period", "period end", "period ended", "period ended on", "end of period", "date", "month"),
    "value": ("reading", "result", "actual"),
    "neighbours": ("neighbours", "statistical neighbour", "sn"),
    "england": ("national",),
    "note": ("notes", "comment", "comments"),
}
HEADINGS_WITHIN = 10
"""The headings stand in one of so many rows at the top."""


@dataclass(frozen=True)
class Table:
    """The rows of a file by their numbers in it, each what it says in the known columns, and the other columns."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    not_read: tuple[str, ...] = ()


def table_of(sheet: list[SheetRow]) -> Table:
    """The rows under the headings. Raises Unreadable when a column is missing or there twice."""
    heads = max(range(min(len(sheet), HEADINGS_WITHIN)), key=lambda place: len(_named(sheet[place])))
    found = _named(sheet[heads])
    names = [name for _, name in found]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise Unreadable(f"The file has two columns for “{HEADINGS[twice[0]]}”. Leave one of them out")
    columns = {name: place for place, name in found}
    wanted = {"number" if "name" not in columns else "name", "ends_on", "value"}
    if missing := [HEADINGS[name] for name in HEADINGS if name in wanted - set(columns)]:
        raise Unreadable(_missing(missing, sheet[heads]))
    strange = (cell for place, cell in enumerate(sheet[heads].cells) if cell and place not in columns.values())
    rows = ((row.number, _cells(row, columns)) for row in sheet[heads + 1 :])
    return Table(tuple(rows), tuple(strange))


def _cells(row: SheetRow, columns: dict[str, int]) -> dict[str, str]:
    """What a row says in each column that is known."""
    return {name: row.cells[place] for name, place in columns.items() if place < len(row.cells) and row.cells[place]}


def _named(row: SheetRow) -> list[tuple[int, str]]:
    """The columns whose heading is known, as place and name."""
    known = {words.casefold(): name for name, words in HEADINGS.items()}
    known |= {words: name for name, others in ALSO_CALLED.items() for words in others}
    plain = ((place, cell.casefold().strip(" .:*").replace(".", "")) for place, cell in enumerate(row.cells))
    return [(place, known[words]) for place, words in plain if words in known]


def _missing(missing: list[str], row: SheetRow) -> str:
    there = in_a_row([f"“{cell[:40]}”" for cell in row.cells if cell][:12])
    quoted = in_a_row([f"“{name}”" for name in missing])
    noun = "column" if len(missing) == 1 else "columns"
    return f"The file has no {noun} {quoted}. Its headings are {there}. Name the columns as the template does"
