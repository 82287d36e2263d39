"""The spreadsheet beside the summary: the list of invitees to work on, and the log of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from mailbot.core.dates import say_moment
from mailbot.core.model import Details, JournalLine
from mailbot.core.plain import capital, one_line
from mailbot.core.policy import Policy
from mailbot.core.summary import Summary
from mailbot.core.terms import post
from mailbot.papers.cells import Value
from mailbot.papers.lines import AWAY, PRESENT, Line, chair_line, guest_lines, member_lines
from mailbot.papers.log_words import actor_words, happened, rule_words
from mailbot.papers.sheets import Column, Sheet, workbook

# The columns by which the filled-in list is read back (office/presence.py).
NAME, CAME, ID = "Họ và tên", "Thực tế dự họp", "Mã"

LIST_COLUMNS = (
    Column("Stt", 6), Column("Khối", 12), Column(NAME, 20), Column("Chức vụ, cơ quan", 27),
    Column("Chức danh trong Ban Chỉ đạo", 16), Column("Kết quả xác nhận", 20),
    Column("Người dự thay (họ tên, chức vụ)", 23), Column("Ý kiến Trưởng Ban (thời điểm)", 18),
    Column("Thời điểm xác nhận", 17), Column("Hình thức", 15), Column(CAME, 17, (PRESENT, AWAY)), Column("Ghi chú", 22),
    Column(ID, 9),
)  # fmt: skip
CHANGE = Column("Thay đổi", 20)

LOG_COLUMNS = (
    Column("Thời điểm ghi nhận", 17), Column("Người", 20), Column("Chức vụ, cơ quan", 27),
    Column("Nội dung thay đổi", 34), Column("Căn cứ (nguyên văn)", 50), Column("Quy tắc áp dụng", 28),
    Column("Nguồn", 19),
)  # fmt: skip


def summary_name(summary: Summary, policy: Policy) -> str:
    """The file's name, of this meeting at this moment."""
    at = summary.at.astimezone(policy.working.zone)
    return f"Tong-hop-xac-nhan-tham-du_{summary.meeting.code}_{at:%Y%m%d-%H%M}.xlsx"


def summary_xlsx(
    summary: Summary, policy: Policy, log: Iterable[JournalLine] = (), details: Details | None = None
) -> bytes:
    """'Danh sách' (everybody in protocol order, without reasons) and 'Nhật ký' (the journal, in the order given).

    The log quotes what people wrote, reasons included: this file is for the office, not for wide distribution. Who
    passes no log gets the list alone.
    """
    zone, details, log = policy.working.zone, details or Details(), tuple(log)
    title = one_line(summary.meeting.title, 200)
    starts = say_moment(summary.meeting.starts_at.astimezone(zone))
    note = f"{title}, {starts}; số liệu đến {say_moment(summary.at.astimezone(zone))}. {_counts(summary)}"
    columns = (*LIST_COLUMNS, CHANGE) if details.supplement else LIST_COLUMNS
    rows = [row[: len(columns)] for row in _list_rows(summary, details, zone)]
    sheets = [Sheet("Danh sách", "DANH SÁCH XÁC NHẬN THAM DỰ", note, columns, rows)]
    if log:
        about = f"{title}, {starts}; {len(log)} dòng, theo thứ tự ghi nhận"
        sheets.append(Sheet("Nhật ký", "NHẬT KÝ XÁC NHẬN THAM DỰ", about, LOG_COLUMNS, _log_rows(log, zone)))
    return workbook(sheets, policy.office.division, summary.at)


def _counts(summary: Summary) -> str:
    return f"{capital(summary.headline())}."


def _list_rows(summary: Summary, details: Details, zone: ZoneInfo) -> Iterator[Sequence[Value]]:
    chair = chair_line(summary, details, zone)
    if chair:
        yield _list_row("Trưởng Ban", chair)
    for line in member_lines(summary, details, zone):
        yield _list_row("Thành viên", line)
    for line in guest_lines(summary, details, zone):
        yield _list_row("Khách mời", line)


def _list_row(block: str, line: Line) -> Sequence[Value]:
    return (
        line.number,
        block,
        line.name,
        line.post,
        line.seat,
        line.result,
        line.substitute,
        line.consent,
        line.answered_at,
        line.way,
        line.came,
        line.remarks,
        line.id,
        line.change,
    )


def _log_rows(log: Iterable[JournalLine], zone: ZoneInfo) -> Iterator[Sequence[Value]]:
    for line in log:
        yield (
            line.at.astimezone(zone),
            line.member.name,
            post(line.member),
            happened(line),
            line.words,
            rule_words(line.rule),
            actor_words(line),
        )
