"""Blocks as HTML that old and new mail clients show alike: tables, CSS on each element, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from mailbot.core.model import Illustration, State
from mailbot.core.summary import SHORT_TERMS, TERMS
from mailbot.core.terms import STATE_COLOURS
from mailbot.letters.buttons import BUTTONS
from mailbot.letters.markup import (
    Bar,
    Block,
    Buttons,
    Heading,
    Items,
    Line,
    Lines,
    Paragraph,
    Quote,
    Table,
    plain,
)

# A telephone number in groups, or a word that a column of a table on a phone cannot hold.
_WHOLE_OR_LONG = re.compile(r"((?:[Đđ]iện thoại:? )?\b\d{3,4}(?: \d{3,4}){1,3}\b|\S{13,})")
_WHOLE = Markup('<span class="mb-whole">{}</span>')
_BREAKS = Markup('<span class="mb-breaks">{}</span>')

# What is left for the second column of three, in percent: neither squeezes the other on a phone.
_NARROWEST, _WIDEST = 34, 58

_NONE = Markup("")
_UNRULED = Markup("<tr>{}</tr>")
_RULED = Markup('<tr class="mb-row">{}</tr>')


@dataclass(frozen=True)
class ShownBar:
    """The picture that a bar of the states is shown by, and the Content-ID under which the mail carries it."""

    content_id: str
    picture: Illustration


def as_html(blocks: Iterable[Block], links: Mapping[str, str] | None = None, picture: ShownBar | None = None) -> Markup:
    """The blocks; `links` are the buttons' targets by name, None leaves the buttons away (a page is not answered).

    `picture` takes the place of the coloured cells of a bar, which not every client shows.
    """
    return Markup("\n").join(piece for piece in (_html(block, links, picture) for block in blocks) if piece)


def _html(block: Block, links: Mapping[str, str] | None, picture: ShownBar | None) -> Markup:
    match block:
        case Paragraph((what, command), "command"):
            return _element("p", _line(what) + Markup("<br>") + _element("code", _shell(command), "code"), "command")
        case Paragraph(lines, style):
            return _element("p", _lines(lines), {"plain": "p"}.get(style, style))
        case Heading(line):
            return _element("h2", _line(line), "h2")
        case Items(items):
            return _element("ul", _NONE.join(_element("li", _line(item), "li") for item in items), "ul")
        case Quote(lines):
            return _element("blockquote", _lines(lines), "quote")
        case Table():
            return _table(block)
        case Bar(parts):
            return _bar(parts) if picture is None else _pictured(parts, picture)
        case Buttons(names, intro):
            return _NONE if links is None else _lines_small(intro) + _buttons(names, links)


def _element(tag: str, content: Markup, look: str, attributes: Markup = _NONE) -> Markup:
    """An element whose look stands in templates/layout/letter.css under `.mb-LOOK`."""
    opening = Markup('<{} class="mb-{}"{}>').format(Markup(tag), look, attributes)
    return opening + content + Markup("</{}>").format(Markup(tag))


def _line(line: Line) -> Markup:
    return _NONE.join(Markup("<strong>{}</strong>").format(_words(r.text)) if r.bold else _words(r.text) for r in line)


def _words(text: str) -> Markup:
    """The text; what would run out of a phone may break, a telephone number may not."""
    kept = _WHOLE_OR_LONG.split(text)
    return _NONE.join(
        (_WHOLE if " " in part else _BREAKS).format(_breakable(part)) if number % 2 else escape(part)
        for number, part in enumerate(kept)
    )


def _breakable(part: str) -> Markup:
    """An address breaks behind its '@' before it breaks within a name."""
    return Markup("@<wbr>").join(escape(piece) for piece in part.split("@"))


def _shell(command: Line) -> Markup:
    """A command; no option of it is broken at its hyphens."""
    return Markup(" ").join(_WHOLE.format(w) if w.startswith("--") else escape(w) for w in plain(command).split())


def _lines(lines: Lines) -> Markup:
    return Markup("<br>").join(map(_line, lines))


def _stacked(lines: Lines) -> Markup:
    """A cell: its first line as it is, those below it quieter."""
    if not lines:
        return Markup("&nbsp;")
    below = Markup("<br>") + _element("span", _lines(lines[1:]), "2") if lines[1:] else _NONE
    return _line(lines[0]) + below


def _table(table: Table) -> Markup:
    match table.style:
        case "facts":
            return _rows_in([_fact(row) for row in table.rows], "facts", _UNRULED)
        case "figures":
            return _rows_in([_figure_row(row) for row in table.rows], "figures", _UNRULED)
        case _:
            rows = [_cells(row) for row in table.rows]
            header = [_header(table.header, _share(table.rows))] if table.header is not None else []
            return _rows_in([*header, *rows], "table", _RULED)


def _rows_in(rows: Iterable[Markup], style: str, row: Markup) -> Markup:
    """The padding in cells is an attribute of the table: repeated on each cell it would be half of a long list."""
    body = Markup('<tbody valign="top">{}</tbody>').format(Markup("\n").join(row.format(cells) for cells in rows))
    padding = "0" if row is _UNRULED else "7"
    return _element("table", body, style, Markup(' cellpadding="{}" cellspacing="0"').format(padding))


def _cells(cells: Iterable[Lines]) -> Markup:
    return _NONE.join(Markup("<td>{}</td>").format(_stacked(cell)) for cell in cells)


def _fact(row: tuple[Lines, ...]) -> Markup:
    values = (_element("td", _stacked(cell), "value") for cell in row[1:])
    return _element("th", _stacked(row[0]), "label", Markup(' scope="row"')) + _NONE.join(values)


def _share(rows: tuple[tuple[Lines, ...], ...]) -> int:
    """The second column's width in percent, by how much stands in it and in the third."""
    second, third = (sum(max(map(_length, row[at]), default=0) for row in rows if len(row) > at) for at in (1, 2))
    return min(max(round(93 * second / (second + third or 1)), _NARROWEST), _WIDEST)


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line)


def _header(cells: tuple[Lines, ...], share: int) -> Markup:
    """Widths for the number and the person, so that on a phone neither squeezes the other."""
    widths = ("7%", f"{share}%")
    scopes = [Markup(' scope="col" width="{}"').format(width) for width in widths[: len(cells) - 1]]
    scopes += [Markup(' scope="col"')] * (len(cells) - len(scopes))
    return _NONE.join(_element("th", _stacked(cell), "th", scope) for cell, scope in zip(cells, scopes, strict=True))


def _figure_row(row: tuple[Lines, ...]) -> Markup:
    """State (for its colour), name, number, share."""
    key, label, *figures = row
    colour = STATE_COLOURS[State(_line(key[0]))] if key else ""
    chip = _square(colour) if colour else Markup("&nbsp;")
    return (
        _element("td", chip, "chip")
        + _element("th", _stacked(label), "name", Markup(' scope="row"'))
        + _NONE.join(_element("td", _stacked(figure), "figure") for figure in figures)
    )


def _square(colour: str) -> Markup:
    return Markup(
        '<table role="presentation" cellpadding="0" cellspacing="0"><tr>'
        '<td class="mb-square" style="background-color:{}">&nbsp;</td></tr></table>'
    ).format(colour)


def _bar(parts: tuple[tuple[str, int], ...]) -> Markup:
    """The states' shares as coloured cells; said in words for those who hear it."""
    shown = [(State(key), number) for key, number in parts if number > 0]
    total = sum(number for _, number in shown)
    if not total:
        return _NONE
    words = ", ".join(f"{TERMS[state]}: {number}" for state, number in shown)
    cells = _NONE.join(
        Markup('<td class="mb-share" width="{0:.1f}%" style="width:{0:.1f}%;background-color:{1}">{2}</td>').format(
            100 * number / total, STATE_COLOURS[state], number
        )
        for state, number in shown
    )
    return Markup(
        '<table class="mb-bar" role="img" aria-label="{}" cellpadding="0" cellspacing="0"><tr>{}</tr></table>'
    ).format(words, cells)


def _pictured(parts: tuple[tuple[str, int], ...], shown: ShownBar) -> Markup:
    """The picture, and below it which colour is which: the silent ones are an empty frame there and here."""
    states = [(State(key), number) for key, number in parts if number > 0]
    if not states:
        return _NONE
    image = Markup('<img class="mb-image" src="cid:{}" alt="{}" width="{}" height="{}" style="max-width:{}px">').format(
        shown.content_id, shown.picture.alt, shown.picture.width, shown.picture.height, shown.picture.width
    )
    key = Markup(" ").join(
        Markup('<span class="mb-whole"><span style="color:{}">{}</span> {} {}&nbsp;</span>').format(
            STATE_COLOURS[state], "□" if state is State.SILENT else "■", number, SHORT_TERMS[state]
        )
        for state, number in states
    )
    return _element("p", image, "picture") + _element("p", _element("span", key, "2"), "p")


def _lines_small(lines: Lines) -> Markup:
    return _element("p", _lines(lines), "small") if lines else _NONE


def _buttons(names: tuple[str, ...], links: Mapping[str, str]) -> Markup:
    """One below the other: a thumb finds them, and no client breaks them. Where one is to stand out, the first does."""
    rows = []
    one_is_strong = any(BUTTONS[name].strong for name in names)
    for number, name in enumerate(names):
        button = BUTTONS[name]
        rest = "" if one_is_strong and number == 0 else "2"
        link = _element("a", escape(button.label), f"link{rest}", Markup(' href="{}"').format(links[name]))
        rows.append(_element("td", link, f"button{rest}"))
        rows.append(Markup('<td class="mb-gap">&nbsp;</td>'))
    body = _NONE.join(Markup("<tr>{}</tr>").format(row) for row in rows)
    return Markup('<table class="mb-buttons" role="presentation" cellpadding="0" cellspacing="0">{}</table>').format(
        body
    )
