"""The sheet of an administrative document: A4, margins, page numbers, annexes on sheets of their own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Twips

from mailbot.core.plain import one_line
from mailbot.papers.archive import settled
from mailbot.papers.text import CENTRE, FONT, RIGHT, SLOTS, Look, field, fill, shaped, tiny
from mailbot.papers.xml import element

# A4, and the margins of Annex I, I.3 in twips: 20 mm above and below, 30 mm left, 15 mm right.
LONG, SHORT = 16838, 11906
TOP, BOTTOM, LEFT_SIDE, RIGHT_SIDE = 1134, 1134, 1701, 850
NUMBER_AT = 567  # of the page, from the upper edge

TEXT_WIDTH = 165.0  # millimetres
ANNEX_WIDTH = 252.0

DRAFT = "DỰ THẢO (bỏ dòng này khi trình ký)"

# Parts of the library's blank document that nothing refers to.
_UNUSED = ("stylesWithEffects", "thumbnail", "customXml")
_KEPT_STYLES = ("Normal", "Header", "DefaultParagraphFont", "TableNormal", "NoList")


def new_document(title: str, author: str, at: datetime, *, draft: bool) -> Document:
    """An empty document whose first sheet is upright."""
    document = docx.Document()
    _plain_styles(document)
    _without_leftovers(document)
    _describe(document, title, author, at)
    section = document.sections[0]
    _measure(section, SHORT, LONG)
    section.different_first_page_header_footer = True
    number = Look(size=14, align=CENTRE)
    field(shaped(section.header.paragraphs[0], number), "PAGE", number)
    fill(section.first_page_header, DRAFT if draft else "", Look(size=12, italic=True, align=RIGHT))
    return document


def start_annex(document: Document) -> None:
    """A broad sheet, its pages counted from 1 anew."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    tiny(document.paragraphs[-1])
    section.orientation = WD_ORIENT.LANDSCAPE
    _measure(section, LONG, SHORT)
    section.first_page_header.is_linked_to_previous = False
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(element("pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid")


def as_bytes(document: Document) -> bytes:
    """The file; the same document gives the same bytes."""
    tiny(document.add_paragraph())  # Word wants one after a table
    file = io.BytesIO()
    document.save(file)
    return settled(file.getvalue())


def _measure(section: Section, wide: int, high: int) -> None:
    section.page_width, section.page_height = Twips(wide), Twips(high)
    section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
    section.left_margin, section.right_margin = Twips(LEFT_SIDE), Twips(RIGHT_SIDE)
    section.header_distance, section.footer_distance = Twips(NUMBER_AT), Twips(NUMBER_AT)
    section.gutter = Emu(0)


def _plain_styles(document: Document) -> None:
    """Only the styles that are used, all in one font, in Vietnamese."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for slot in SLOTS:
            fonts.set(qn(slot), FONT)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _without_leftovers(document: Document) -> None:
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            relations.pop(key)
    for setting in _compatibility(document):
        setting.set(qn("w:val"), "15")  # else Word says 'Compatibility Mode'


def _compatibility(document: Document) -> Iterator[BaseOxmlElement]:
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            yield setting


def _describe(document: Document, title: str, author: str, at: datetime) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = one_line(title, 200), one_line(author, 200), ""
    about.comments, about.language = "", "vi-VN"
    about.created = about.modified = at
