"""The annexes of the report: everybody who is invited, and the requests that wait for the Head."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.table import Table

from mailbot.core.dates import say_short
from mailbot.core.model import Details
from mailbot.core.plain import one_line
from mailbot.core.policy import Policy
from mailbot.core.summary import Row, Summary
from mailbot.core.terms import person
from mailbot.papers.form import annex_heading
from mailbot.papers.lines import Line, chair_line, guest_lines, member_lines, who
from mailbot.papers.page import start_annex
from mailbot.papers.tables import header_row, spanning_row, table, text_row
from mailbot.papers.text import CENTRE, LEFT, Look

# Column titles and widths in millimetres, together the sheet's 252; the second set has room for who really came.
COLUMNS: tuple[tuple[str, float, float], ...] = (
    ("Stt", 10, 10), ("Họ và tên", 34, 31), ("Chức vụ, cơ quan", 40, 37), ("Chức danh trong Ban Chỉ đạo", 22, 20),
    ("Kết quả xác nhận", 28, 26), ("Người dự thay (họ tên, chức vụ)", 34, 31),
    ("Ý kiến Trưởng Ban (thời điểm)", 23, 21), ("Thời điểm xác nhận", 20, 19), ("Hình thức", 16, 15),
    ("Thực tế dự họp", 0, 20), ("Ghi chú", 25, 22),
)  # fmt: skip

REQUEST_COLUMNS: tuple[tuple[str, float], ...] = (
    ("Stt", 11), ("Thành viên", 52), ("Người được đề nghị", 47), ("Lý do (nguyên văn)", 68),
    ("Đối chiếu chức danh", 36), ("Ý kiến", 38),
)  # fmt: skip

WITHOUT_REASONS: tuple[tuple[str, float], ...] = (
    ("Stt", 11), ("Thành viên", 72), ("Người được đề nghị", 67), ("Đối chiếu chức danh", 56), ("Ý kiến", 46),
)  # fmt: skip

SIZE = 11.0
REQUEST_SIZE = 12.0
LONGEST_REASON = 400

_TEXT, _MIDDLE = Look(SIZE, align=LEFT), Look(SIZE, align=CENTRE)
_BLOCK = Look(SIZE, bold=True, align=LEFT, keep_next=True)


def annex_of_invitees(document: Document, summary: Summary, policy: Policy, details: Details, number: str) -> None:
    """Phụ lục I: all invitees in protocol order, the Head apart, guests in a block of their own; no reasons."""
    zone = policy.working.zone
    start_annex(document)
    annex_heading(document, number, "DANH SÁCH XÁC NHẬN THAM DỰ", policy)
    room = [with_presence if details.has_presence else without for _, without, with_presence in COLUMNS]
    shown = [index for index, width in enumerate(room) if width]
    made = table(document, [room[index] for index in shown], ruled=True, margin=1)
    header_row(made, [COLUMNS[index][0] for index in shown], SIZE)
    chair = chair_line(summary, details, zone)
    blocks = (
        ("TRƯỞNG BAN CHỈ ĐẠO (không tính trong số liệu)", (chair,) if chair else ()),
        (f"THÀNH VIÊN BAN CHỈ ĐẠO ({summary.total} đồng chí được mời)", member_lines(summary, details, zone)),
        ("KHÁCH MỜI (không tính trong số liệu)", guest_lines(summary, details, zone)),
    )
    filled_blocks = [(title, lines) for title, lines in blocks if lines]
    for position, (title, lines) in enumerate(filled_blocks):
        spanning_row(made, f"{('A', 'B', 'C')[position]}. {title}", _BLOCK)
        _add_lines(made, lines, shown)
    if not filled_blocks:
        spanning_row(made, "Chưa có đại biểu được mời.", _MIDDLE)


def _add_lines(made: Table, lines: Sequence[Line], shown: Sequence[int]) -> None:
    looks = [_MIDDLE if index in (0, 7) else _TEXT for index in shown]
    for line in lines:
        texts = _texts(line)
        text_row(made, [texts[index] for index in shown], looks)


def _texts(line: Line) -> tuple[str, ...]:
    return (
        str(line.number or ""),
        line.name,
        line.post,
        line.seat,
        line.result,
        line.substitute,
        line.consent,
        say_short(line.answered_at) if line.answered_at else "",
        line.way,
        line.came,
        ". ".join(filter(None, (line.change, line.remarks))),
    )


def annex_of_requests(
    document: Document, pending: Sequence[Row], summary: Summary, policy: Policy, *, reasons: bool
) -> None:
    """Phụ lục II: what waits for the Head, with the reasons where the reader may know them, and room for his word."""
    start_annex(document)
    annex_heading(document, "II", "ĐỀ NGHỊ DỰ THAY ĐANG XIN Ý KIẾN", policy)
    columns = REQUEST_COLUMNS if reasons else WITHOUT_REASONS
    made = table(document, [width for _, width in columns], ruled=True)
    header_row(made, [title for title, _ in columns], REQUEST_SIZE)
    text, middle = Look(REQUEST_SIZE), Look(REQUEST_SIZE, align=CENTRE)
    for number, row in enumerate(pending, start=1):
        member, proposed, reason, compared = _request_texts(row)
        texts = (str(number), member, proposed, *([reason] if reasons else []), compared, "")
        text_row(made, texts, [middle, *[text] * (len(columns) - 1)])


def _request_texts(row: Row) -> tuple[str, str, str, str]:
    request, invitation = row.request, row.invitation
    substitute = request.substitute if request else invitation.substitute
    reason = one_line((request.reason if request else "") or invitation.reason, LONGEST_REASON)
    said = f"“{reason}”" if reason else "Thư không nêu"
    compared = _compared(substitute.registered if substitute else None)
    if request and request.claimed_consent:
        compared += "; thành viên cho biết đã báo cáo và được đồng chí Trưởng Ban cho ý kiến"
    return one_line(person(invitation.member), 200), who(substitute), said, compared


def _compared(registered: bool | None) -> str:
    match registered:
        case True:
            return "Có trong danh sách cấp phó của cơ quan"
        case False:
            return "Chưa có trong danh sách cấp phó của cơ quan"
        case _:
            return "Chưa đối chiếu được"
