"""Papers to look at: the sample meeting and awkward ones, and what stands in a file or on its pages."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from openpyxl import Workbook, load_workbook

from mailbot.core.model import Event, JournalLine, Presence, State
from mailbot.core.policy import Form
from mailbot.core.summary import Summary, summarise
from mailbot.letters.cast import DEADLINE, NOW, Cast, sample_meeting, sample_summary
from mailbot.papers import Details, as_pdf
from tests.letters.casts import CASTS, POLICY

ZONE = POLICY.working.zone

# Signed by order of a deputy, with the office's symbols: all that the form can say.
FULL_FORM = Form(
    symbol="BC-VPUB",
    authority=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    signer="Nguyễn Thị Hòa",
    recipients=("Chánh Văn phòng (báo cáo)", "Các Phó Chánh Văn phòng"),
    kept_by="KSTT",
)

SUMMARIES: dict[str, Summary] = {name: sample_summary(cast) for name, cast in CASTS.items()}
PLAIN = SUMMARIES["plain"]
NOBODY = summarise(sample_meeting(Cast()), [], [], DEADLINE)
ONLY_GUESTS = summarise(sample_meeting(Cast()), PLAIN.guests, [], DEADLINE)
MANY = sample_summary(replace(Cast(), seats=300))

# Reasons that nobody but the Head and the office may read.
REASON = Cast().reason


def details_of(summary: Summary) -> Details:
    """Everything that the office can know besides: for every fourth nobody, for some somebody else, some not noted."""
    noted: dict[str, Presence] = {}
    for number, row in enumerate(summary.rows):
        who = "Lê Văn Bình" if number % 4 == 1 else ""
        noted[row.invitation.member.id] = Presence(None if number % 4 == 3 else number % 4 != 0, who)
    ways = {row.invitation.member.id: "Thư điện tử" for row in summary.rows if row.invitation.last_answer_at}
    return Details(
        noted, ways, "Giấy mời số 120/GM-UBND ngày 20/9/2024", ("Vị trí Giám đốc Sở Công Thương đang khuyết",)
    )


def journal_of(summary: Summary) -> tuple[JournalLine, ...]:
    """A line for everybody, some of them of the office."""
    return tuple(
        JournalLine(
            NOW + timedelta(minutes=number),
            row.invitation.member,
            Event.ATTEND,
            State.SILENT,
            row.state,
            "attends" if number % 2 else "by_hand",
            "mail" if number % 2 else "office: Lan",
            row.invitation.reason or "Tôi tham dự",
            row.invitation.substitute,
        )
        for number, row in enumerate(summary.rows)
    )


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def xml_parts(content: bytes) -> dict[str, str]:
    """The XML files of the archive, by name."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def texts(document: Document) -> list[str]:
    """Every paragraph of the body in the order of the file, those in tables included; none that is empty."""
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))
    return [text for text in paragraphs if text.strip()]


def cells(table: Table) -> list[list[str]]:
    """The table's texts; a cell that spans columns stands once."""
    return [[_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def _text(cell: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))


def runs(document: Document) -> list[Any]:
    """All runs of body and headers, as elements."""
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.first_page_header._element]
    return [run for root in roots for run in root.iter(qn("w:r"))]


@cache
def pages(content: bytes, ending: str = ".docx") -> tuple[str, ...]:
    """The text of each page, as LibreOffice lays it out."""
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=as_pdf(content, ending), capture_output=True, check=True
    )
    return tuple(told.stdout.decode().split("\f")[:-1])
