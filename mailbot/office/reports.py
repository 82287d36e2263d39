"""The office's own papers: of one meeting as it stands, with the log, and of a year."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from mailbot.core.model import Roster
from mailbot.core.record import Record, Sitting, year_record
from mailbot.desk import Desk
from mailbot.desk.gather import standing
from mailbot.desk.material import Material, material_of
from mailbot.office.by_code import meeting_of_code
from mailbot.office.errors import OfficeError
from mailbot.papers import (
    as_pdf,
    record_book_name,
    record_docx,
    record_name,
    record_xlsx,
    report_docx,
    report_name,
    summary_name,
    summary_xlsx,
)
from mailbot.store import meetings, presences


def meeting_material(desk: Desk, code: str, now: datetime) -> Material:
    """What the papers of the meeting `code` are made of. Raises OfficeError where there is none."""
    with desk.store.read() as connection:
        return material_of(connection, desk, meeting_of_code(connection, code).id, now)


def meeting_papers(desk: Desk, material: Material, *, pdf: bool) -> dict[str, bytes]:
    """The draft of the report and the list with the log, by file name; raises PdfError."""
    summary, details, policy = material.summary, material.details, desk.policy
    draft = {report_name(summary, policy): report_docx(summary, policy, details)}
    return {
        **draft,
        summary_name(summary, policy): summary_xlsx(summary, policy, material.log, details),
        **_pdfs(draft, pdf),
    }


def attendance(desk: Desk, year: int, now: datetime) -> Record:
    """The record of a year, everybody as he was, and as he stood, when each meeting began."""
    with desk.store.read() as connection:
        sittings = []
        for meeting in meetings.all_of_them(connection):
            invitations, _ = standing(connection, meeting.id, Roster(()))
            sittings.append(Sitting(meeting, invitations, presences.of_meeting(connection, meeting.id)))
    return year_record(sittings, year, now, desk.policy.working.zone)


def record_papers(desk: Desk, record: Record, *, pdf: bool) -> dict[str, bytes]:
    """The record as a draft and as a spreadsheet, by file name; raises PdfError."""
    draft = {record_name(record): record_docx(record, desk.policy)}
    book = {record_book_name(record): record_xlsx(record, desk.policy)}
    return {**draft, **book, **_pdfs(draft, pdf)}


def write_papers(papers: Mapping[str, bytes], folder: Path, *, force: bool) -> list[Path]:
    """Write them into `folder` for their owner alone, all or none: a file that is there stays, unless `force`.

    Raises OfficeError with every file that is there already.
    """
    there = [folder / name for name in papers if (folder / name).exists()]
    if there and not force:
        raise OfficeError(*(f"{path} is there already; --force overwrites it" for path in there))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in papers.items():
        _write(folder / name, content)
    return [folder / name for name in papers]


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, whatever mode an older file had; `mkstemp` makes files of mode 0600."""
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _pdfs(drafts: Mapping[str, bytes], wanted: bool) -> dict[str, bytes]:
    if not wanted:
        return {}
    return {f"{name.removesuffix('.docx')}.pdf": as_pdf(content, ".docx") for name, content in drafts.items()}
