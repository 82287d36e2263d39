"""What the year's record says of each member and each agency: the same columns on paper and in the spreadsheet."""

from __future__ import annotations

from mailbot.core.model import State
from mailbot.core.record import Figures, Record

# L20: the record says of itself what it is not.
NO_EVALUATION = "Số liệu theo dõi việc xác nhận tham dự, phục vụ tham khảo; không phải kết quả đánh giá, xếp loại."
HOW_COUNTED = (
    "Mỗi thành viên được tính theo các phiên họp diễn ra trong thời gian giữ vị trí thành viên; không tính khách mời, "
    "đồng chí Trưởng Ban Chỉ đạo, các phiên họp không tổ chức và các phiên họp chưa diễn ra"
)

# The seven states under the words of L20; they sum to the invitations, and so do the four kinds of presence.
STATE_COLUMNS: tuple[tuple[str, State], ...] = (
    ("Trực tiếp tham dự", State.ATTENDS),
    ("Dự thay được đồng ý", State.SUBSTITUTE),
    ("Đề nghị dự thay, chưa có ý kiến", State.PENDING),
    ("Đề nghị dự thay, chưa được đồng ý", State.REFUSED),
    ("Báo vắng", State.ABSENT),
    ("Cần báo lại", State.UNCLEAR),
    ("Chưa phản hồi", State.SILENT),
)
INVITED = "Số phiên được mời"
BESIDE = ("Xác nhận sau thời hạn", "Thư mời chưa chuyển được")
PRESENCE = ("Thực tế: có mặt", "Thực tế: người khác dự", "Thực tế: không có mặt", "Thực tế: chưa ghi nhận")


def titles(record: Record) -> tuple[str, ...]:
    """Of the columns of figures; who really came only where the office has noted it for somebody."""
    shown = (INVITED, *(title for title, _ in STATE_COLUMNS), *BESIDE)
    return (*shown, *PRESENCE) if record.has_presence else shown


def numbers(figures: Figures, record: Record) -> tuple[int, ...]:
    """The figures below `titles`."""
    states = (figures.states[state] for _, state in STATE_COLUMNS)
    shown = (figures.invited, *states, figures.late, figures.unreached)
    if not record.has_presence:
        return shown
    return (*shown, figures.came, figures.came_for_him, figures.stayed_away, figures.not_noted)


def span(record: Record) -> str:
    """'năm 2024', or the days from which to which."""
    first, last = record.first, record.last
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return f"năm {first.year}"
    return f"từ ngày {first.day}/{first.month}/{first.year} đến ngày {last.day}/{last.month}/{last.year}"
