"""Words on paper: paragraphs and runs in Times New Roman, in every slot in which a program looks for a font."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Protocol

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mailbot.core.plain import visible
from mailbot.papers.xml import element

FONT = "Times New Roman"
SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")

LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY

# Advance widths of Times Bold in thousandths of the size, for letters without their marks; all others are as wide as n.
_WIDTHS = {
    **dict.fromkeys("ACDNRUVXY", 722), **dict.fromkeys("BELTZ", 667), **dict.fromkeys("FP", 611),
    **dict.fromkeys("GHKOQ", 778), "M": 944, "W": 1000, "I": 389, "J": 500, "S": 556, " ": 250,
    **dict.fromkeys("cegrz", 444), **dict.fromkeys("fjlti", 310), "m": 833, "s": 389, "w": 722,
    **dict.fromkeys("avxy0123456789", 500), "-": 333, "/": 278, ".": 250, ",": 250,
}  # fmt: skip


CLEARANCE = 4.0  # points between a line of text and the line drawn below it: letters have marks there


class Container(Protocol):
    """Where paragraphs can be added: a document, a cell, a header."""

    @property
    def paragraphs(self) -> list[Paragraph]: ...

    def add_paragraph(self) -> Paragraph: ...


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; sizes and spaces in points, indents in millimetres."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = LEFT
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0  # of the first line; negative: hanging
    keep_next: bool = False


BODY = Look(align=JUSTIFIED, first=12.7, after=6)
TITLE = Look(bold=True, first=12.7, before=6, after=6, keep_next=True)


def add(container: Container, text: str, look: Look) -> Paragraph:
    """One more paragraph of this text."""
    paragraph = shaped(container.add_paragraph(), look)
    write(paragraph, text, look)
    return paragraph


def fill(container: Container, text: str, look: Look) -> Paragraph:
    """The first, still empty paragraph that every cell and header begins with, with this text."""
    paragraph = shaped(container.paragraphs[0], look)
    write(paragraph, text, look)
    return paragraph


def shaped(paragraph: Paragraph, look: Look) -> Paragraph:
    shape = paragraph.paragraph_format
    shape.alignment = look.align
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.left_indent, shape.first_line_indent = Mm(look.left), Mm(look.first)
    shape.line_spacing = 1.0
    shape.widow_control = True
    if look.keep_next:
        shape.keep_with_next = True
    return paragraph


def write(paragraph: Paragraph, text: str, look: Look) -> None:
    """One more run; whatever XML forbids or nobody can see is not written."""
    run = paragraph.add_run(visible(text))
    run.font.size, run.font.bold, run.font.italic = Pt(look.size), look.bold, look.italic
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for slot in SLOTS:
        fonts.set(qn(slot), FONT)
    run._r.get_or_add_rPr().append(element("szCs", val=str(round(2 * look.size))))


def field(paragraph: Paragraph, code: str, look: Look) -> None:
    """A field such as PAGE, which the reader's program computes."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        write(paragraph, "1" if kind == "shown" else "", look)
        run = paragraph.runs[-1]._r
        if kind == "code":
            instruction = element("instrText")
            instruction.text = code
            run.append(instruction)
        elif kind != "shown":
            run.append(element("fldChar", fldCharType=kind))


def rule(container: Container, length: float, within: float, after: float = 0) -> Paragraph:
    """A drawn line of `length` millimetres in the middle of `within`: the upper edge of a paragraph of no height."""
    side = (within - length) / 2
    paragraph = tiny(container.add_paragraph())
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(side)
    shape.space_before, shape.space_after = Pt(CLEARANCE), Pt(after)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
    return paragraph


def tiny(paragraph: Paragraph) -> Paragraph:
    """A paragraph that has to be there and must take no room."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    return paragraph


def width(text: str, size: float) -> float:
    """How long a line of bold text is, in millimetres; near enough to draw a line of a part of it."""
    return sum(_WIDTHS.get(_bare(char), 556) for char in visible(text)) * size / 1000 * 25.4 / 72


def _bare(char: str) -> str:
    """The letter without its marks."""
    return {"Đ": "D", "đ": "d"}.get(char) or unicodedata.normalize("NFD", char)[0]
