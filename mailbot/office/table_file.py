"""Tables as offices keep them, CSV and XLSX, as rows of text; written so that no cell can become a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mailbot.core.plain import visible
from mailbot.papers.cells import FORMULA_STARTS, put_text

MAX_ROWS = 5000


def read_table(path: Path) -> list[list[str]]:
    """All rows of a CSV or XLSX file (its first sheet), the head first, empty rows kept so that row numbers hold.

    Raises ValueError, with one sentence, for a file that cannot be read as what its name says.
    """
    try:
        rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror or error}") from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise ValueError(f"has more than {MAX_ROWS} rows")
    return rows


def write_table(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Write rows of text as CSV (UTF-8 with BOM, as Excel wants it) or, where the name ends so, as XLSX."""
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(rows, path)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[_guard(cell) for cell in row] for row in rows])


def _read_csv(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8; in Excel, save it as 'CSV UTF-8 (Comma delimited)' or as .xlsx") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValueError(f"is not a table that can be read: {error}") from None
    return [[_unguard(cell) for cell in row] for row in rows]


def _read_xlsx(path: Path) -> list[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, values_only=True)
            return [[_cell_text(value) for value in row] for row in rows]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError):
        raise ValueError("is not an XLSX file; save it once more in Excel as 'Excel Workbook (.xlsx)'") from None


def _cell_text(value: object) -> str:
    """A cell as a person sees it: whole numbers without '.0', days as days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _write_xlsx(rows: Iterable[Sequence[str]], path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row_number, row in enumerate(rows, start=1):
        for column_number, text in enumerate(row, start=1):
            put_text(sheet.cell(row_number, column_number), visible(text))
    book.save(path)


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
