"""Mends the structure WeasyPrint writes, so that a screen reader hears the paper as its HTML says it.

Works on the objects of a PDF just before it is written (`write_pdf(finisher=...)`). What it mends: heading cells do not
say which way they head, there is no index of their names, a table is begun anew on every page, links are described by
their address, and page heads, page numbers and drawings that say nothing stand among the content.
"""

from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]
"""A structure element: its type S, its parent P and its kids K, references being bytes such as b"12 0 R"."""


def mend(document: Any, pdf: Any) -> None:
    """Mend the tags of a PDF that is about to be written; document is what WeasyPrint laid out."""
    describe_links(document)
    tree = Tree(pdf)
    tree.drop_silent_figures()
    tree.join_tables()
    tree.give_headings_a_scope()
    tree.index_names()
    tree.make_the_rest_artefacts()


def describe_links(document: Any) -> None:
    """Describe every link by its words."""
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation:
                annotation["Contents"].string = " ".join("".join(box.element.itertext()).split())


class Tree:
    """The tree of structure elements of one PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.object(pdf.catalog["StructTreeRoot"])
        self.parents = self.object(self.root["ParentTree"])["Nums"]

    def object(self, reference: bytes) -> Any:
        """The object a reference names."""
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: Element) -> Iterator[Element]:
        """The structure elements right under one."""
        for kid in element.get("K", ()):
            if isinstance(kid, bytes) and (found := self.object(kid)).get("Type") == "/StructElem":
                yield found

    def walk(self, element: Element) -> Iterator[Element]:
        """An element and everything under it in reading order."""
        yield element
        for kid in self.kids(element):
            yield from self.walk(kid)

    def all(self) -> Iterator[Element]:
        """Every structure element in reading order."""
        return self.walk(self.object(self.root["K"][0]))

    def kid_of(self, element: Element, kind: str) -> Element | None:
        """The first element of a kind right under one, kind being "/Caption"."""
        return next((kid for kid in self.kids(element) if kid["S"] == kind), None)

    def remove(self, element: Element) -> None:
        """Take an element out of its parent; its content becomes an artefact later."""
        self.object(element["P"])["K"].remove(element.reference)  # type: ignore[attr-defined]

    def drop_silent_figures(self) -> None:
        """Take out drawings without a description: they repeat what is written beside them."""
        for element in list(self.all()):
            if element["S"] == "/Figure" and "Alt" not in element:
                self.remove(element)

    def join_tables(self) -> None:
        """Make one table again of what the pages broke apart. Every table of ours begins with its caption."""
        whole: Element | None = None
        for element in [each for each in self.all() if each["S"] == "/Table"]:
            if whole is None or self.kid_of(element, "/Caption"):
                whole = element
            else:
                self.continue_table(whole, element)

    def continue_table(self, whole: Element, rest: Element) -> None:
        """Move the rows on another page to the table they belong to; the repeated header row is let go."""
        body = self.kid_of(whole, "/TBody")
        names = dict(zip(self.names_in_head(rest), self.names_in_head(whole), strict=False))
        for part in self.kids(rest):
            if body is None or part["S"] != "/TBody":
                continue
            for cell in self.walk(part):
                headers = cell.get("A", {}).get("Headers", [])
                headers[:] = [names.get(name, name) for name in headers]
            for row in self.kids(part):
                row["P"] = body.reference  # type: ignore[attr-defined]
            body["K"].extend(part["K"])
        self.remove(rest)

    def names_in_head(self, table: Element) -> list[Any]:
        """The names of the cells of a table's header row, in order."""
        head = self.kid_of(table, "/THead")
        return [cell["ID"] for cell in self.walk(head) if "ID" in cell] if head else []

    def give_headings_a_scope(self) -> None:
        """Say of each heading cell whether it heads its column or its row."""
        for element in self.all():
            if element["S"] == "/TH":
                section = self.object(self.object(element["P"])["P"])
                element["A"]["Scope"] = "/Column" if section["S"] == "/THead" else "/Row"

    def index_names(self) -> None:
        """Write the index in which readers look up the heading cells that cells name."""
        named = {element["ID"].string: element for element in self.all() if "ID" in element}
        if not named:
            return
        array = type(self.parents)()
        for name in sorted(named):
            array.extend((named[name]["ID"], named[name].reference))  # type: ignore[attr-defined]
        index = type(self.pdf.catalog)({"Names": array})
        self.pdf.add_object(index)
        self.root["IDTree"] = index.reference

    def make_the_rest_artefacts(self) -> None:
        """Mark what no element holds as artefacts: page heads and numbers, repeated header rows, silent drawings."""
        held = {id(element) for element in self.all()}
        for number, page_reference in enumerate(self.pdf.page_references):
            holders = self.parents[2 * number + 1]
            loose = set()
            for mark, reference in enumerate(holders):
                if id(self.object(reference)) not in held:
                    loose.add(mark)
                    holders[mark] = b"null"
            _unmark(self.object(self.object(page_reference)["Contents"]).stream, loose)
        for element in self.pdf.objects:
            if isinstance(element, dict) and element.get("Type") == "/StructElem" and id(element) not in held:
                element.clear()


def _unmark(stream: list[Any], loose: set[int]) -> None:
    """Turn marked content with these numbers into artefacts, in the operators of a page."""
    for place, operator in enumerate(stream):
        if operator == b"BDC" and stream[place - 1].get("MCID") in loose:
            stream[place - 2 : place + 1] = ["/Artifact", b"BMC", b""]
