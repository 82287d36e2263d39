"""Blocks as plain text.

Lines are not wrapped: a wrapped line could leave 'đồng ý' standing alone, and whoever reads a reply that quotes our
letter must never meet such a line.
"""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.letters.markup import Bar, Block, Buttons, Heading, Items, Line, Lines, Paragraph, Quote, Table, plain

# A first column of this name numbers the rows.
_NUMBERS = frozenset({"stt", "số", "tt"})


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks, a blank line between them; buttons and bars say nothing that the words do not say."""
    text, last = "", None
    for block in blocks:
        if not (words := _text(block)):
            continue
        between = "\n" if _is_command(block) and last is not None and _is_command(last) else "\n\n"
        text += between + words if text else words
        last = block
    return text


def _is_command(block: Block) -> bool:
    """One of the commands that stand below each other."""
    return isinstance(block, Paragraph) and block.style == "command"


def _text(block: Block) -> str:
    match block:
        case Paragraph((what, command), "command"):
            return f"- {plain(what)} {plain(command)}"
        case Paragraph(lines):
            return "\n".join(map(plain, lines))
        case Heading(line):
            return plain(line).upper()
        case Items(items):
            return "\n".join(f"- {plain(item)}" for item in items)
        case Quote(lines):
            return "\n".join(f"“{plain(line)}”" for line in lines)
        case Table(rows, header, style):
            return "\n".join(_row(row, header, style) for row in rows)
        case Buttons() | Bar():
            return ""


def _row(row: tuple[Lines, ...], header: tuple[Lines, ...] | None, style: str) -> str:
    cells = [_cell(cell) for cell in row]
    if style == "figures":
        _, label, number, *share = cells
        return f"- {label}: {number}" + "".join(f" ({part})" for part in share if part)
    if header is None:
        return ": ".join(cell for cell in cells if cell)
    names = [_cell(cell) for cell in header]
    if style == "people" and len(cells) == 3:
        return f"{cells[0]}. {cells[1]}: {cells[2]}"
    if names[0].casefold() in _NUMBERS and len(cells) > 1:
        head, names, cells = f"{cells[0]}. {cells[1]}", names[2:], cells[2:]
    else:
        head, names, cells = f"- {cells[0]}", names[1:], cells[1:]
    names = [name[:1].lower() + name[1:] for name in names]  # in the middle of a sentence
    return "; ".join([head, *(f"{name}: {cell}" for name, cell in zip(names, cells, strict=True) if cell)])


def _cell(lines: Lines) -> str:
    return " - ".join(map(_bare, lines))


def _bare(line: Line) -> str:
    return plain(line).strip()
