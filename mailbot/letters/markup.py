"""The light markup of the templates: one source of words for the text and the HTML part of a letter.

A template begins with its front lines (`Subject: ...`, `Hint: ...`); blank lines stand after them and between blocks:

    a paragraph, whose lines are joined; a `\\` at the end of a line breaks it there
    # a heading
    - an item of a list
    > words of a person, quoted
    | a row | of a table |        `| --- | --- |` below the first row makes that row the header; `\\` breaks a cell
    @table STYLE                  the style of the table that follows: facts, figures, people
    @lead WORDS                   the sentence that matters
    @small WORDS
    @command WORDS: LINE          what a clerk can do, and the command that does it
    @buttons NAME NAME: WORDS     in HTML, buttons that open a prepared answer (`buttons.py`), below these words
    @bar NAME=NUMBER ...          a bar of the seven states

`**bold**` stands within a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.core.model import State
from mailbot.letters.buttons import BUTTONS
from mailbot.letters.scrub import restored

_FRONT = re.compile(r"([A-Z][a-z]+):[ \t]*(.*)")
_BOLD = re.compile(r"\*\*(.*?)\*\*")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\s*")

DIRECTIVES = frozenset({"table", "lead", "small", "command", "buttons", "bar"})
_STATES = tuple(state.value for state in State)
TABLE_STYLES = frozenset({"plain", "facts", "figures", "people"})


class MarkupError(ValueError):
    """A template's markup that cannot be read; the message is a sentence, `where` what stands in the faulty line."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True)
class Run:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]
Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Paragraph:
    lines: Lines
    style: str = "plain"  # plain, lead, small, command


@dataclass(frozen=True)
class Heading:
    line: Line


@dataclass(frozen=True)
class Items:
    items: Lines


@dataclass(frozen=True)
class Quote:
    lines: Lines


@dataclass(frozen=True)
class Table:
    """Cells are lines one above the other."""

    rows: tuple[tuple[Lines, ...], ...]
    header: tuple[Lines, ...] | None = None
    style: str = "plain"


@dataclass(frozen=True)
class Buttons:
    names: tuple[str, ...]
    intro: Lines = ()


@dataclass(frozen=True)
class Bar:
    parts: tuple[tuple[str, int], ...]


Block = Paragraph | Heading | Items | Quote | Table | Buttons | Bar


def plain(line: Line) -> str:
    """The line without its weights."""
    return "".join(run.text for run in line)


def split_front(source: str) -> tuple[dict[str, str], str]:
    """The front lines of a rendered template, by name, and what follows them."""
    lines = source.lstrip().splitlines()
    front: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            return front, "\n".join(lines[number + 1 :])
        match = _FRONT.fullmatch(line.strip())
        if match is None:
            raise MarkupError(f"'{line.strip()[:40]}' is no front line such as 'Subject: Giấy mời'", line.strip())
        front[match[1].lower()] = restored(match[2].strip())
    return front, ""


def read_blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a rendered template, without its front lines; raises MarkupError."""
    blocks: list[Block] = []
    style = "plain"
    for chunk in _chunks(source):
        styled = chunk[0].startswith("@table")
        if styled:
            style = _table_style(chunk[0])
        if lines := chunk[1:] if styled else chunk:
            blocks.append(_block(lines, style))
            style = "plain"
    return tuple(blocks)


def _chunks(source: str) -> list[list[str]]:
    """Lines that belong together: no blank line between them, and of one kind."""
    chunks: list[list[str]] = []
    last = "blank"
    for raw in source.splitlines():
        line = raw.strip()
        kind = _kind(line)
        joins = kind in ("|", "- ", "> ", "") and kind == last
        follows_style = last == "@" and chunks[-1][0].startswith("@table") and kind == "|"
        if line and (joins or follows_style):
            chunks[-1].append(line)
        elif line:
            chunks.append([line])
        last = kind if line else "blank"
    return chunks


def _kind(line: str) -> str:
    if line[:1] in ("|", "@"):
        return line[0]
    return line[:2] if line[:2] in ("- ", "> ", "# ") else ""


def _block(lines: list[str], style: str) -> Block:
    match _kind(lines[0]):
        case "|":
            return _table(lines, style)
        case "@":
            return _directive(lines[0])
        case "# ":
            return Heading(_line(lines[0][2:]))
        case "- ":
            return Items(tuple(_line(line[2:]) for line in lines))
        case "> ":
            return Quote(tuple(_line(line[2:]) for line in lines))
        case _:
            return Paragraph(_broken(" ".join(line + "\n" if line.endswith("\\") else line for line in lines)))


def _directive(line: str) -> Block:
    name, _, rest = line[1:].partition(" ")
    match name:
        case "lead" | "small":
            return Paragraph(_broken(rest), name)
        case "command":
            what, _, command = rest.rpartition(": ")
            return Paragraph((_line(f"{what}:"), _line(command)), name)
        case "buttons":
            names, _, intro = rest.partition(":")
            return Buttons(_button_names(names), _broken(intro))
        case "bar":
            return Bar(tuple(_bar_part(part) for part in rest.split()))
        case _:
            known = ", ".join("@" + directive for directive in sorted(DIRECTIVES))
            raise MarkupError(f"'@{name}' is no directive; there are {known}", f"@{name}")


def _button_names(names: str) -> tuple[str, ...]:
    for name in names.split():
        if name not in BUTTONS:
            raise MarkupError(f"'{name}' is no button; there are {', '.join(BUTTONS)}", name)
    return tuple(names.split())


def _bar_part(part: str) -> tuple[str, int]:
    key, _, number = part.partition("=")
    if key not in _STATES or not number.isdecimal():
        raise MarkupError(f"'{part}' is no part of a bar such as 'attends=7'; there are {', '.join(_STATES)}", "@bar")
    return key, int(number)


def _table_style(line: str) -> str:
    style = line.removeprefix("@table").strip()
    if style not in TABLE_STYLES:
        raise MarkupError(f"'{style}' is no table style; there are {', '.join(sorted(TABLE_STYLES))}", line)
    return style


def _table(lines: list[str], style: str) -> Table:
    rows = [tuple(_broken(cell) for cell in _cells(line)) for line in lines if not _RULE.fullmatch(line)]
    if not rows:
        raise MarkupError("a table has a rule and no row", lines[0])
    width = max(map(len, rows))
    if style == "figures":
        _check_figures(rows)
    even = [row + ((),) * (width - len(row)) for row in rows]
    if len(lines) > 1 and _RULE.fullmatch(lines[1]):
        return Table(tuple(even[1:]), even[0], style)
    return Table(tuple(even), None, style)


def _check_figures(rows: list[tuple[Lines, ...]]) -> None:
    """State (or nothing), name, number, and what else there is."""
    for row in rows:
        if len(row) < 3 or (row[0] and plain(row[0][0]) not in _STATES):
            known = ", ".join(_STATES)
            raise MarkupError(f"a row of figures is '| STATE | name | number |'; states: {known}", "@table figures")


def _cells(line: str) -> list[str]:
    return line.removeprefix("|").removesuffix("|").split("|")


def _broken(text: str) -> Lines:
    """Lines one above the other; empty ones left away."""
    lines = (_line(" ".join(part.split())) for part in text.split("\\"))
    return tuple(line for line in lines if line)


def _line(text: str) -> Line:
    pieces = ((piece, number % 2 == 1) for number, piece in enumerate(_BOLD.split(text)))
    return tuple(Run(restored(piece), bold) for piece, bold in pieces if piece)
