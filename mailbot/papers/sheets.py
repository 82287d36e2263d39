"""Spreadsheets for people: a title, a frozen header with filters, columns of a given width, ready to be printed."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from mailbot.core.plain import one_line
from mailbot.papers.archive import settled
from mailbot.papers.cells import LONGEST, Value, put, put_text
from mailbot.papers.text import FONT

HEADER_ROW = 3  # below the title and a line on what it is
TITLE_LONGEST = 300
LINE_HEIGHT = 15.0  # points
DENSITY = 1.1  # characters of this font in the width of one
HIGHEST = 400.0  # points; a spreadsheet allows 409

_PLAIN, _BOLD, _TITLE, _NOTE = (
    Font(name=FONT, size=11),
    Font(name=FONT, size=11, bold=True),
    Font(name=FONT, size=14, bold=True),
    Font(name=FONT, size=11, italic=True),
)
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="E7ECF1")


@dataclass(frozen=True)
class Column:
    """A column's title, and its width in characters."""

    title: str
    width: float
    choices: tuple[str, ...] = ()  # offered to who fills the column in; anything else may stand there too


@dataclass(frozen=True)
class Sheet:
    """One sheet: what stands in it, in order."""

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    bold_last: bool = False  # the last row is a total: apart from what the filter moves


def workbook(sheets: Sequence[Sheet], author: str, at: datetime) -> bytes:
    """The sheets as an XLSX file; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    moment = at.replace(tzinfo=None, microsecond=0)
    book.properties.creator, book.properties.title = one_line(author, 200), one_line(sheets[0].title, 200)
    book.properties.created = book.properties.modified = moment
    for sheet in sheets:
        _draw(book.create_sheet(sheet.name), sheet)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # not `book.save`: that writes the hour into the file
    return settled(file.getvalue())


def _draw(page: Worksheet, sheet: Sheet) -> None:
    _head(page, sheet)
    last = HEADER_ROW
    for last, row in enumerate(sheet.rows, start=HEADER_ROW + 1):
        for number, value in enumerate(row, start=1):
            cell = _cell(page, last, number)
            put(cell, value)
            cell.font, cell.border = _PLAIN, _BOX
        page.row_dimensions[last].height = _height(row, sheet.columns)
    if sheet.bold_last and last > HEADER_ROW:
        for number in range(1, len(sheet.columns) + 1):
            page.cell(last, number).font = _BOLD
    width = get_column_letter(len(sheet.columns))
    filtered = last - 1 if sheet.bold_last and last > HEADER_ROW + 1 else last
    page.auto_filter.ref = f"A{HEADER_ROW}:{width}{max(filtered, HEADER_ROW)}"
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    _offer_choices(page, sheet.columns, last)
    _print_setup(page, f"A1:{width}{last}")


def _offer_choices(page: Worksheet, columns: Sequence[Column], last: int) -> None:
    for number, column in enumerate(columns, start=1):
        if column.choices and last > HEADER_ROW:
            listed = ",".join(column.choices)
            offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(number)
            offered.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
            page.add_data_validation(offered)


def _head(page: Worksheet, sheet: Sheet) -> None:
    for row, text, font in ((1, sheet.title, _TITLE), (2, sheet.note, _NOTE)):
        cell = _cell(page, row, 1)
        put_text(cell, one_line(text, TITLE_LONGEST))
        cell.font, cell.alignment = font, Alignment(wrap_text=False)
    for number, column in enumerate(sheet.columns, start=1):
        cell = _cell(page, HEADER_ROW, number)
        put_text(cell, column.title)
        cell.font, cell.border, cell.fill = _BOLD, _BOX, _SHADE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[HEADER_ROW].height = _height([column.title for column in sheet.columns], sheet.columns)


def _print_setup(page: Worksheet, area: str) -> None:
    page.print_area = area
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.page_margins.header = page.page_margins.footer = 0.25  # else the number is cut at the sheet's edge
    if page.oddFooter is not None and page.oddFooter.center is not None:  # empty ones are falsy
        page.oddFooter.center.text = "Trang &P/&N"
        page.oddFooter.center.font = "Times New Roman,Regular"


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    found = page.cell(row, column)
    assert isinstance(found, Cell), "nothing is merged here"
    return found


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Room for the longest text of the row: not every program makes it by itself."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str):
            lines = max(lines, len(textwrap.wrap(one_line(value, LONGEST), max(4, int(column.width * DENSITY)))))
    return min(HIGHEST, LINE_HEIGHT * lines + 2)
