"""The year's record as a spreadsheet: members, agencies, and the meetings that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailbot.core.dates import say_moment
from mailbot.core.policy import Policy
from mailbot.core.record import Record
from mailbot.core.terms import SHORT_SEATS, post
from mailbot.papers.cells import Value
from mailbot.papers.record_lines import NO_EVALUATION, numbers, span, titles
from mailbot.papers.sheets import Column, Sheet, workbook

FIGURE_WIDTH = 11.0


def record_book_name(record: Record) -> str:
    return f"Theo-doi-tham-du_{record.first:%Y%m%d}-{record.last:%Y%m%d}.xlsx"


def record_xlsx(record: Record, policy: Policy) -> bytes:
    """'Thành viên', 'Cơ quan' and 'Phiên họp', in protocol order and in the order of time, without score or rank."""
    figures = [Column(title, FIGURE_WIDTH) for title in titles(record)]
    at = say_moment(record.at.astimezone(policy.working.zone))
    note = f"{NO_EVALUATION} Số liệu đến {at}."
    people = [Column("Stt", 6), Column("Họ và tên", 24), Column("Chức vụ, cơ quan", 32), Column("Chức danh", 16)]
    agencies = [Column("Stt", 6), Column("Cơ quan, đơn vị", 40)]
    meetings = [Column("Stt", 6), Column("Phiên họp", 60), Column("Thời gian", 18), Column("Địa điểm", 60)]
    sheets = [
        Sheet("Thành viên", _title("THEO THÀNH VIÊN", record), note, people + figures, _people(record), bold_last=True),
        Sheet("Cơ quan", _title("THEO CƠ QUAN", record), note, agencies + figures, _agencies(record), bold_last=True),
        Sheet("Phiên họp", _title("CÁC PHIÊN HỌP ĐƯỢC TÍNH", record), note, meetings, _meetings(record, policy)),
    ]
    return workbook(sheets, policy.office.division, record.at)


def _title(what: str, record: Record) -> str:
    return f"THEO DÕI VIỆC THAM DỰ CÁC PHIÊN HỌP {span(record).upper()} - {what}"


def _people(record: Record) -> Iterator[Sequence[Value]]:
    for number, each in enumerate(record.members, start=1):
        member = each.member
        seat = SHORT_SEATS[member.role]
        yield (number, member.name, post(member), seat, *numbers(each.figures, record))
    yield ("", "Tổng số", "", "", *numbers(record.total, record))


def _agencies(record: Record) -> Iterator[Sequence[Value]]:
    for number, each in enumerate(record.agencies, start=1):
        yield (number, each.agency or "(chưa ghi cơ quan)", *numbers(each.figures, record))
    yield ("", "Tổng số", *numbers(record.total, record))


def _meetings(record: Record, policy: Policy) -> Iterator[Sequence[Value]]:
    for number, meeting in enumerate(record.meetings, start=1):
        yield (number, meeting.title, meeting.starts_at.astimezone(policy.working.zone), meeting.place)
