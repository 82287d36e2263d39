"""The year's record as a document in the administrative form: figures with annexes, no evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document

from mailbot.core.dates import say_moment, say_short
from mailbot.core.plain import one_line
from mailbot.core.policy import Policy
from mailbot.core.record import Figures, Record
from mailbot.core.terms import post
from mailbot.papers.form import annex_heading, committee_name, filled, heading, name_of_type, section_title, signature
from mailbot.papers.page import ANNEX_WIDTH, as_bytes, new_document, start_annex
from mailbot.papers.record_lines import HOW_COUNTED, NO_EVALUATION, STATE_COLUMNS, numbers, span, titles
from mailbot.papers.tables import header_row, spanning_row, table, text_row
from mailbot.papers.text import BODY, CENTRE, LEFT, Look, add

SIZE, HEADER_SIZE = 10.5, 9.5
MEETINGS = (12.0, 103.0, 50.0)
WHOLE = (12.0, 123.0, 30.0)
MEMBER_COLUMNS = (("Họ và tên", 31.0), ("Chức vụ, cơ quan", 37.0))
AGENCY_COLUMNS = (("Cơ quan, đơn vị", 68.0),)


def record_name(record: Record) -> str:
    return f"DU-THAO_Theo-doi-tham-du_{record.first:%Y%m%d}-{record.last:%Y%m%d}.docx"


def record_docx(record: Record, policy: Policy, *, draft: bool = True) -> bytes:
    """The record with Phụ lục I (members) and Phụ lục II (agencies), both in protocol order, without score or rank.

    It goes to the office itself and so names no addressee; number, date and signature are left open.
    """
    title = f"Theo dõi việc tham dự các phiên họp của {committee_name(policy)} {span(record)}"
    document = new_document(title, policy.office.division, record.at, draft=draft)
    heading(document, policy)
    name_of_type(document, "BÁO CÁO", title)
    _opening(document, record, policy)
    _meetings(document, record, policy)
    _whole(document, record)
    _remarks(document, record)
    _closing(document, policy)
    people = [
        ((one_line(each.member.name, 200), one_line(post(each.member), 200)), each.figures) for each in record.members
    ]
    _annex(document, "I", "SỐ LIỆU THEO THÀNH VIÊN", record, policy, MEMBER_COLUMNS, people)
    agencies = [((one_line(each.agency, 200) or "(chưa ghi cơ quan)",), each.figures) for each in record.agencies]
    _annex(document, "II", "SỐ LIỆU THEO CƠ QUAN, ĐƠN VỊ", record, policy, AGENCY_COLUMNS, agencies)
    return as_bytes(document)


def _opening(document: Document, record: Record, policy: Policy) -> None:
    reporter, ground = filled(policy).reporter, policy.regulation.citation + policy.regulation.article
    at = say_moment(record.at.astimezone(policy.working.zone))
    text = f"Thực hiện {ground}, {reporter} tổng hợp số liệu theo dõi việc tham dự các phiên họp {span(record)}, "
    add(document, f"{text}tính đến {at}, như sau:", BODY)


def _meetings(document: Document, record: Record, policy: Policy) -> None:
    section_title(document, "1. Các phiên họp được tính")
    if not record.meetings:
        add(document, "Chưa có phiên họp nào được tính trong thời gian này.", BODY)
        return
    made = table(document, MEETINGS, ruled=True)
    header_row(made, ("Stt", "Phiên họp", "Thời gian"), 13)
    middle, text = Look(13, align=CENTRE), Look(13, align=LEFT)
    for number, meeting in enumerate(record.meetings, start=1):
        starts = say_short(meeting.starts_at.astimezone(policy.working.zone))
        text_row(made, (str(number), one_line(meeting.title, 300), starts), (middle, text, middle))


def _whole(document: Document, record: Record) -> None:
    section_title(document, "2. Số liệu chung (tổng số lượt mời của các thành viên)")
    made = table(document, WHOLE, ruled=True)
    header_row(made, ("Stt", "Nội dung", "Số lượt"), 13)
    middle, text = Look(13, align=CENTRE, keep_next=True), Look(13, align=LEFT, keep_next=True)
    total = record.total
    for number, (title, state) in enumerate(STATE_COLUMNS, start=1):
        text_row(made, (str(number), title, str(total.states[state])), (middle, text, middle))
    bold = Look(13, bold=True)
    text_row(made, ("", "Tổng số lượt được mời", str(total.invited)), (bold, bold, replace(bold, align=CENTRE)))
    beside = f"xác nhận sau thời hạn {total.late} lượt; thư mời chưa chuyển được {total.unreached} lượt"
    add(document, f"Trong đó: {beside} (không cộng vào tổng số).", replace(BODY, before=6))
    if record.has_presence:
        came = f"có mặt {total.came}, người khác dự {total.came_for_him}, không có mặt {total.stayed_away}"
        add(document, f"Thực tế dự họp (số lượt): {came}, chưa ghi nhận {total.not_noted}.", BODY)


def _remarks(document: Document, record: Record) -> None:
    section_title(document, "3. Ghi chú")
    left_out = (("phiên họp không tổ chức", record.cancelled), ("phiên họp chưa diễn ra", record.upcoming))
    found = [f"{count} {what}" for what, count in left_out if count]
    beside = f" (trong thời gian này: {', '.join(found)})" if found else ""
    add(document, f"- {HOW_COUNTED}{beside}.", BODY)
    add(document, f"- {NO_EVALUATION}", BODY)


def _closing(document: Document, policy: Policy) -> None:
    text = f"Trên đây là số liệu theo dõi việc tham dự các phiên họp, {filled(policy).reporter} tổng hợp để phục vụ "
    closing = add(document, f"{text}công tác theo dõi hoạt động của Ban Chỉ đạo./.", replace(BODY, keep_next=True))
    closing.paragraph_format.keep_together = True
    signature(document, policy, upwards=False)


def _annex(
    document: Document,
    number: str,
    title: str,
    record: Record,
    policy: Policy,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[Sequence[str], Figures]],
) -> None:
    """A broad table: who, then the figures."""
    start_annex(document)
    annex_heading(document, number, title, policy)
    heads, stt = titles(record), 9.0
    each = (ANNEX_WIDTH - stt - sum(width for _, width in columns)) / len(heads)
    made = table(document, [stt, *(width for _, width in columns), *[each] * len(heads)], ruled=True, margin=0.4)
    header_row(made, ["Stt", *(name for name, _ in columns), *heads], HEADER_SIZE)
    text, middle = Look(SIZE, align=LEFT), Look(SIZE, align=CENTRE)
    looks = [middle, *[text] * len(columns), *[middle] * len(heads)]
    for position, (who, figures) in enumerate(rows, start=1):
        text_row(made, [str(position), *who, *map(str, numbers(figures, record))], looks)
    if not rows:
        spanning_row(made, "Chưa có số liệu.", middle)
        return
    whole = [str(figure) for figure in numbers(record.total, record)]
    blank = [""] * (len(columns) - 1)
    text_row(made, ["", "Tổng số", *blank, *whole], [replace(look, bold=True) for look in looks])
