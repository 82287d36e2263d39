"""Cells of a spreadsheet that hold what they are given: text that can never become a formula, days that are days."""

from __future__ import annotations

from datetime import datetime

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment

from mailbot.core.plain import one_line

LONGEST = 2000  # characters: a spreadsheet shows no more of a cell than a person would read
MOMENT_FORMAT = "hh:mm dd/mm/yyyy"

# What a spreadsheet program takes for the beginning of a formula; also where CSV is written.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | datetime | None


def put(cell: Cell, value: Value) -> None:
    """Write `value`: text as text, a number as a number, an aware moment as the date and time on its own clock."""
    if isinstance(value, str):
        put_text(cell, one_line(value, LONGEST))
    elif isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None, second=0, microsecond=0)  # spreadsheets know no zones
        cell.number_format = MOMENT_FORMAT
        cell.alignment = Alignment(vertical="top", horizontal="center", wrap_text=True)
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top", horizontal="center")


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that stays text, whatever it begins with and whoever edits the cell later."""
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)
