"""Tables on paper: fixed columns in millimetres, ruled or bare, rows that do not break across pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from mailbot.papers.text import CENTRE, Look, fill
from mailbot.papers.xml import element, twips

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")

ROOM = 0.6  # millimetres above and below the text of a ruled cell: capitals have marks above them


def table(document: Document, widths: Sequence[float], *, ruled: bool, margin: float = 1.5) -> Table:
    """An empty table of these columns; `margin`: room at the sides of each cell, in millimetres."""
    made: Table = document.add_table(0, len(widths))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER if ruled else WD_TABLE_ALIGNMENT.LEFT
    for column, each in zip(made.columns, widths, strict=True):
        column.width = Mm(each)
    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblStyle")) + properties.findall(qn("w:tblW")):
        properties.remove(old)
    total = element("tblW", type="dxa", w=str(twips(sum(widths))))
    properties.insert(0, total)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(_borders("single" if ruled else "nil"))
    layout.addnext(_margins(margin, ROOM if ruled else 0))
    return made


def row(made: Table, *, header: bool = False) -> Sequence[_Cell]:
    """One more row, whole on one page; a header stands again on every page."""
    add_row: Callable[[], _Row] = made.add_row
    added = add_row()
    _keep_whole(added)
    if header:
        added._tr.get_or_add_trPr().append(element("tblHeader"))
    cells: Sequence[_Cell] = added.cells
    for cell, column in zip(cells, made.columns, strict=True):
        cell.width = column.width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER if header else WD_CELL_VERTICAL_ALIGNMENT.TOP
    return cells


def text_row(made: Table, texts: Sequence[str], looks: Sequence[Look], *, header: bool = False) -> None:
    """One more row of these texts."""
    for cell, text, look in zip(row(made, header=header), texts, looks, strict=True):
        fill(cell, text, look)


def header_row(made: Table, texts: Sequence[str], size: float) -> None:
    text_row(made, texts, [Look(size, bold=True, align=CENTRE)] * len(texts), header=True)


def spanning_row(made: Table, text: str, look: Look) -> None:
    """One more row that is a single cell."""
    cells = row(made)
    fill(cells[0].merge(cells[-1]), text, look)


def _keep_whole(added: _Row) -> None:
    added._tr.get_or_add_trPr().append(element("cantSplit"))


def _borders(style: str) -> BaseOxmlElement:
    borders = element("tblBorders")
    for edge in EDGES:
        borders.append(element(edge, val=style, sz="4", space="0", color="000000"))
    return borders


def _margins(side: float, above: float) -> BaseOxmlElement:
    margins = element("tblCellMar")
    for edge, room in (("top", above), ("left", side), ("bottom", above), ("right", side)):
        margins.append(element(edge, w=str(twips(room)), type="dxa"))
    return margins
