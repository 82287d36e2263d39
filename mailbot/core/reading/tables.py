"""Tables as lines that can be read: 'Họ tên | A' becomes 'Họ tên: A', and a row under a heading a line of a list."""

from __future__ import annotations

import re

from mailbot.core.reading.text import canonical
from mailbot.core.reading.words import forms as words

CELL = " | "  # between the cells of a row, as the mail's text has them
_NAME, _POST = re.compile(words.NAME), re.compile(words.POST)
_COMES, _AWAY, _SENT = re.compile(words.COMES), re.compile(words.AWAY), re.compile(words.SENT)
_NUMBER = re.compile(words.NUMBER)
_HEADS = re.compile(
    "|".join(
        f"(?:{p})"
        for p in (
            words.NAME,
            words.POST,
            words.COMES,
            words.AWAY,
            words.SENT,
            words.REASON,
            words.OTHER,
            words.NUMBER,
            words.STATUS,
        )
    )
)
_EMPTY_BOX, _TICKED = re.compile(r"[☐□○◻]|\[ ?\]"), re.compile(r"[☑☒✓✔✅■]|\[ ?[xv✓✔] ?\]")
_YES, _NO = re.compile(words.YES), re.compile(words.NO)


def without_tables(text: str) -> str:
    """`text` with every table's rows as lines of their own; text without tables as it is."""
    if CELL.strip() not in text:
        return text
    out: list[str] = []
    heads: list[str] = []
    inside = False  # the line before was a row
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split(CELL.strip())]
        if len(cells) < 2:
            out.append(line)
            heads = heads if not line.strip() else []
        elif _are_heads(cells, first=not inside):
            heads = cells
        elif heads:
            out += _row(heads, cells)
        elif len(cells) == 2 and all(cells) and len(cells[0].split()) < 8:
            out.append(f"{cells[0].rstrip(' :')}: {cells[1]}")
        else:
            out.append(line)
        inside = len(cells) > 1
    return "\n".join(out)


def _are_heads(cells: list[str], *, first: bool) -> bool:
    """Whether a row names columns; of two cells only the first row: later 'Xác nhận | Dự trực tiếp' is an answer."""
    if len(cells) == 2 and not (first and all(cells)):
        return False
    return all(_HEADS.fullmatch(canonical(cell)) for cell in cells if cell)


def _row(heads: list[str], cells: list[str]) -> list[str]:
    """A row as a line of a list, 'A, Giám đốc: dự họp'; with somebody in another's place as 'label: value' lines."""
    row = [
        (head, cell)
        for head, cell in zip(heads, cells, strict=False)
        if cell and not _NUMBER.fullmatch(canonical(head))
    ]
    if any(_SENT.fullmatch(canonical(head)) for head, _ in row):
        return [f"{head}: {cell}" for head, cell in row]
    who = [cell for head, cell in row if _NAME.fullmatch(canonical(head)) or _POST.fullmatch(canonical(head))]
    said = [_said(canonical(head), cell) for head, cell in row if cell not in who]
    told = ", ".join(part for part in said if part)
    return [f"- {', '.join(who)}: {told}" if told else f"- {', '.join(who)}"]


def _said(head: str, cell: str) -> str:
    """A cell under 'dự họp' or 'vắng' as a verb; any other as it stands."""
    value = canonical(cell)
    comes, away = bool(_COMES.fullmatch(head)), bool(_AWAY.fullmatch(head))
    if not comes and not away:
        return cell
    if _EMPTY_BOX.fullmatch(value):
        return ""
    if _YES.fullmatch(value) or _TICKED.fullmatch(value):
        return "dự họp" if comes else "vắng"
    return ("không dự họp" if comes else "") if _NO.fullmatch(value) else cell
