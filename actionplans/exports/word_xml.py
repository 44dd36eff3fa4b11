"""The pieces of WordprocessingML a Word file is made of: runs, paragraphs and tables, as strings."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from actionplans.exports.palette import LINE, SURFACE

PAGE_WIDTH = 15478
"""The width of text between the margins of A4 landscape, in twentieths of a point."""
KEEP_WITH_NEXT = "<w:keepNext/>"


def grid(caption: str, heads: Iterable[str], shares: Iterable[int], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are paragraphs already, its caption before it; its first column heads the rows.

    Where a row has fewer cells than the table columns, its last one takes the rest of the width.
    """
    heads, widths = list(heads), [PAGE_WIDTH * share // 100 for share in shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in ("top", "bottom", "insideH")
    )
    head = (
        [row([paragraph(run(words, bold=True)) for words in heads], widths, "<w:tblHeader/>", SURFACE)] if heads else []
    )
    return (
        f"{styled('Caption', run(caption))}<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="04A0" w:firstRow="{int(bool(heads))}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/>"
        f"<w:tblDescription w:val={quoteattr(', '.join(heads) or caption)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join([*head, *(row(cells, widths) for cells in rows)])}</w:tbl>{paragraph('')}"
    )


def row(cells: Iterable[str], widths: list[int], properties: str = "", fill: str = "") -> str:
    """A row of cells that are paragraphs already; it stays on one page where it fits."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    cells = list(cells)
    last = len(cells) - 1
    span = len(widths) - last
    spans = [(width, "") for width in widths[:last]]
    spans.append((sum(widths[last:]), f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""))
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}</w:tcPr>{cell}</w:tc>'
        for cell, (width, merged) in zip(cells, spans, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{written}</w:tr>"


def styled(style: str, runs: str) -> str:
    """A paragraph in a style, by the style's id."""
    return paragraph(runs, f'<w:pStyle w:val="{style}"/>')


def paragraph(runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    struck: bool = False,
    underlined: bool = False,
) -> str:
    """Text in one piece, its line ends and tabs kept."""
    looks = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}{'<w:strike/>' if struck else ''}"
    looks += f'<w:color w:val="{colour}"/>' if colour else ""
    looks += '<w:u w:val="single"/>' if underlined else ""
    words = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(name: str) -> str:
    """A number Word works out itself: PAGE or NUMPAGES."""
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
