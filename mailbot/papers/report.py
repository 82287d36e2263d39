"""The report to the Head before a meeting: who has confirmed what, as a draft in the administrative form."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document

from mailbot.core.dates import say_moment
from mailbot.core.model import Details, Member, Role, State
from mailbot.core.plain import capital, one_line
from mailbot.core.policy import Policy
from mailbot.core.summary import ORDER, SHORT_TERMS, TERMS, Row, Summary
from mailbot.core.terms import SEATS, percent, person
from mailbot.papers.annexes import annex_of_invitees, annex_of_requests
from mailbot.papers.form import addressees, committee_name, filled, heading, name_of_type, section_title, signature
from mailbot.papers.lines import presence, who
from mailbot.papers.page import as_bytes, new_document
from mailbot.papers.tables import header_row, table, text_row
from mailbot.papers.text import BODY, CENTRE, LEFT, Look, add

FIGURES = (13.0, 98.0, 27.0, 27.0)
FIGURES_HEADER = ("Stt", "Nội dung", "Số lượng", "Tỷ lệ")
LONGEST_LIST = 10  # names in a sentence of the remarks


def report_name(summary: Summary, policy: Policy) -> str:
    """The file's name: a draft, of this meeting, at this moment."""
    at = summary.at.astimezone(policy.working.zone)
    return f"DU-THAO_Bao-cao-xac-nhan-tham-du_{summary.meeting.code}_{at:%Y%m%d-%H%M}.docx"


def report_docx(
    summary: Summary, policy: Policy, details: Details | None = None, *, draft: bool = True, reasons: bool = True
) -> bytes:
    """'Báo cáo tổng hợp xác nhận tham dự' with its annexes, to be checked, numbered and signed by the office.

    Without `reasons` nothing in it tells why somebody asks to be replaced. `draft` puts a line in the head of the first
    page that is removed before the signature. Number, date and signature are never filled in. Every figure is the
    number of rows that Phụ lục I has of it.
    """
    details = details or Details()
    title = f"{_what(details)} xác nhận tham dự {one_line(summary.meeting.title, 300)} của {committee_name(policy)}"
    document = new_document(title, policy.office.division, summary.at, draft=draft)
    pending = [row for row in summary.rows if row.state is State.PENDING]
    heading(document, policy)
    name_of_type(document, "BÁO CÁO", title)
    addressees(document, _addressees(summary))
    _opening(document, summary, policy, details)
    _meeting(document, summary, policy)
    _results(document, summary, policy, details, several_annexes=bool(pending))
    _for_decision(document, pending)
    _remarks(document, summary, details)
    _closing(document, policy)
    annex_of_invitees(document, summary, policy, details, number="I" if pending else "")
    if pending:
        annex_of_requests(document, pending, summary, policy, reasons=reasons)
    return as_bytes(document)


def _what(details: Details) -> str:
    return f"Bổ sung (lần {details.supplement.number}) tổng hợp" if details.supplement else "Tổng hợp"


def _addressees(summary: Summary) -> tuple[str, str]:
    seated = [row.invitation.member for row in summary.rows]
    standing = next((member for member in seated if member.role is Role.STANDING_VICE_CHAIR), None)
    return (
        _addressee(summary.chair.member if summary.chair else None, Role.CHAIR),
        _addressee(standing, Role.STANDING_VICE_CHAIR),
    )


def _addressee(member: Member | None, role: Role) -> str:
    known = one_line(person(member), 200) if member else ""
    return f"Đồng chí {known}, {SEATS[role]}" if known else f"Đồng chí {SEATS[role]}"


def _opening(document: Document, summary: Summary, policy: Policy, details: Details) -> None:
    grounds = [policy.regulation.citation + policy.regulation.article]
    grounds += [one_line(details.invitation)] if details.invitation else []
    reporter = filled(policy).reporter
    text = f"Thực hiện {'; '.join(grounds)}, {reporter} báo cáo tổng hợp xác nhận tham dự như sau:"
    add(document, text, BODY)


def _meeting(document: Document, summary: Summary, policy: Policy) -> None:
    zone, meeting = policy.working.zone, summary.meeting
    section_title(document, "1. Thông tin phiên họp")
    facts = {
        "Thời gian": say_moment(meeting.starts_at.astimezone(zone)),
        "Địa điểm": one_line(meeting.place, 300),
        "Chủ trì": one_line(meeting.presiding, 300),
        "Thời hạn xác nhận": say_moment(meeting.deadline.astimezone(zone)),
    }
    shown = [f"{name}: {value}" for name, value in facts.items() if value]
    for number, fact in enumerate(shown, start=1):
        add(document, f"- {fact}{'.' if number == len(shown) else ';'}", BODY)


def _results(document: Document, summary: Summary, policy: Policy, details: Details, *, several_annexes: bool) -> None:
    at = say_moment(summary.at.astimezone(policy.working.zone))
    annex = "Phụ lục I" if several_annexes else "Phụ lục"
    section_title(document, "2. Kết quả xác nhận")
    intro = f"Số liệu đến {at} (danh sách chi tiết tại {annex} kèm theo):"
    add(document, intro, replace(BODY, keep_next=True))
    _figures(document, summary)
    late = f"Trong đó, xác nhận sau thời hạn: {_cases(len(summary.late))}."
    add(document, late, replace(BODY, before=6))
    if summary.chair:
        state = SHORT_TERMS[summary.chair.state]
        add(document, f"Đồng chí Trưởng Ban Chỉ đạo: {state} (không tính trong bảng số liệu).", BODY)
    if summary.guests:
        add(document, f"{_guests(summary)} (không tính trong bảng số liệu).", BODY)
    if details.has_presence:
        add(document, _really_came(summary, details), BODY)
    _changes(document, policy, details)


def _figures(document: Document, summary: Summary) -> None:
    figures = table(document, FIGURES, ruled=True)
    header_row(figures, FIGURES_HEADER, 13)
    plain, number = Look(size=13, align=LEFT, keep_next=True), Look(size=13, align=CENTRE, keep_next=True)
    for position, (state, count) in enumerate(summary.counts.items(), start=1):
        share = percent(count, summary.total)
        text_row(figures, (str(position), TERMS[state], str(count), share), (number, plain, number, number))
    bold, last = Look(size=13, bold=True), Look(size=13, bold=True, align=CENTRE)
    whole = "100%" if summary.total else ""
    text_row(figures, ("", "Tổng số thành viên được mời", str(summary.total), whole), (last, bold, last, last))


def _changes(document: Document, policy: Policy, details: Details) -> None:
    """Of a supplement: what is new since the last report."""
    since = details.supplement
    if since is None:
        return
    at = say_moment(since.previous_at.astimezone(policy.working.zone))
    add(document, f"Thay đổi so với báo cáo lúc {at}:", replace(BODY, before=6, keep_next=True))
    for number, change in enumerate(since.changes, start=1):
        end = "." if number == len(since.changes) else ";"
        add(document, f"- {one_line(capital(change), 400)}{end}", BODY)


def _guests(summary: Summary) -> str:
    counted = ((state, sum(guest.state is state for guest in summary.guests)) for state in ORDER)
    parts = [f"{SHORT_TERMS[state]} {_two_figures(count)}" for state, count in counted if count]
    return f"Khách mời: {_two_figures(len(summary.guests))}, trong đó {', '.join(parts)}"


def _really_came(summary: Summary, details: Details) -> str:
    """The counted invitees by who really came, as the column of the annex says it."""
    texts = [presence(details.presences.get(row.invitation.member.id), row.invitation) for row in summary.rows]
    away, himself, unknown = texts.count("Không có mặt"), texts.count("Có mặt"), texts.count("")
    parts = [
        f"thành viên có mặt {_two_figures(himself)}",
        f"người khác dự {_two_figures(len(texts) - away - himself - unknown)}",
        f"không có mặt {_two_figures(away)}",
    ]
    parts += [f"chưa ghi nhận {_two_figures(unknown)}"] if unknown else []
    return f"Thực tế dự họp (trong số {len(texts)} thành viên được mời): {', '.join(parts)}."


def _for_decision(document: Document, pending: list[Row]) -> None:
    section_title(document, "3. Nội dung xin ý kiến")
    if not pending:
        add(document, "Không có đề nghị dự thay đang chờ ý kiến.", BODY)
        return
    text = f"Kính đề nghị đồng chí Trưởng Ban Chỉ đạo cho ý kiến đối với {_two_figures(len(pending))} đề nghị dự thay "
    add(document, f"{text}(chi tiết tại Phụ lục II kèm theo):", replace(BODY, keep_next=True))
    shown = pending[:LONGEST_LIST]
    for number, row in enumerate(shown, start=1):
        proposed = who(row.request.substitute if row.request else row.invitation.substitute)
        someone = f"Đồng chí {proposed}" if proposed else "Người dự thay"
        end = "." if number == len(pending) else ";"
        add(document, f"- {someone} dự thay đồng chí {one_line(person(row.invitation.member), 200)}{end}", BODY)
    if len(pending) > len(shown):
        add(document, f"- Và {_two_figures(len(pending) - len(shown))} đề nghị khác tại Phụ lục II.", BODY)


def _remarks(document: Document, summary: Summary, details: Details) -> None:
    found = []
    if unreached := summary.undeliverable:
        found.append(f"Thư mời chưa chuyển được: {_cases(len(unreached))} ({_names(unreached)})")
    found += [one_line(each).rstrip(".;") for each in details.remarks if one_line(each)]
    if found:
        section_title(document, "4. Ghi chú")
    for number, each in enumerate(found, start=1):
        add(document, f"- {each}{'.' if number == len(found) else ';'}", BODY)


def _names(rows: tuple[Row, ...]) -> str:
    names = ", ".join(one_line(row.invitation.member.name, 100) for row in rows[:LONGEST_LIST])
    more = len(rows) - LONGEST_LIST
    return f"{names} và {_two_figures(more)} đồng chí khác" if more > 0 else names


def _closing(document: Document, policy: Policy) -> None:
    text = (
        f"{filled(policy).reporter} kính báo cáo đồng chí Trưởng Ban Chỉ đạo, đồng chí Phó Trưởng ban Thường trực "
        "Ban Chỉ đạo xem xét, chỉ đạo./."
    )
    closing = add(document, text, replace(BODY, keep_next=True))
    closing.paragraph_format.keep_together = True
    signature(document, policy, upwards=True)


def _cases(number: int) -> str:
    return f"{_two_figures(number)} trường hợp"


def _two_figures(number: int) -> str:
    """'03': numbers below ten take a leading zero in reports; nothing is '0'."""
    return f"{number:02d}" if number else "0"
