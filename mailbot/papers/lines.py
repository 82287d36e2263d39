"""What the list of a meeting says of each invitee: the same words in the annex and in the spreadsheet, no reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.core.dates import say_short, say_span
from mailbot.core.model import (
    ConsentRequest,
    Details,
    Invitation,
    Presence,
    RequestStatus,
    State,
    Substitute,
    Supplement,
)
from mailbot.core.names import same_person
from mailbot.core.plain import capital, one_line
from mailbot.core.summary import TERMS, Row, Summary
from mailbot.core.terms import MODES, SHORT_SEATS, post

LONGEST = 200  # characters in a cell of the list

# Who came, in the words of the column.
PRESENT, AWAY = "Có mặt", "Không có mặt"

PROPOSED = frozenset({State.SUBSTITUTE, State.PENDING, State.REFUSED})

# The Head's word on a request; his own words stay in the mails, they may repeat a reason.
_CONSENT: dict[RequestStatus, str] = {
    RequestStatus.OPEN: "Chờ ý kiến",
    RequestStatus.GRANTED: "Đồng ý",
    RequestStatus.REFUSED: "Chưa đồng ý",
    RequestStatus.REVOKED: "Rút ý kiến đồng ý",
    RequestStatus.EXPIRED: "Không có ý kiến trước phiên họp",
}


@dataclass(frozen=True)
class Line:
    """One invitee; texts on one line each, in NFC, cut to a cell's length."""

    number: int | None  # None: the Head, who is not counted
    id: str
    name: str
    post: str
    seat: str
    result: str
    substitute: str
    consent: str
    answered_at: datetime | None  # in the office's zone
    way: str
    came: str
    remarks: str
    change: str  # since the last report


def chair_line(summary: Summary, details: Details, zone: ZoneInfo) -> Line | None:
    """The Head's own line, where he is invited."""
    return None if summary.chair is None else _line(None, summary.chair, details, zone)


def member_lines(summary: Summary, details: Details, zone: ZoneInfo) -> tuple[Line, ...]:
    """The counted invitees in protocol order."""
    return tuple(_line(row.number, row.invitation, details, zone, row) for row in summary.rows)


def guest_lines(summary: Summary, details: Details, zone: ZoneInfo) -> tuple[Line, ...]:
    return tuple(_line(number, each, details, zone) for number, each in enumerate(summary.guests, start=1))


def who(someone: Substitute | None) -> str:
    """'Lê Văn Bình, Phó Giám đốc', or as much of it as is known."""
    return one_line(", ".join(part for part in (someone.name, someone.title) if part), LONGEST) if someone else ""


def presence(noted: Presence | None, invitation: Invitation) -> str:
    """Who really came, in the words of the column."""
    if noted is None or noted.came is None:
        return ""
    if not noted.came:
        return AWAY
    if not noted.who.strip() or same_person(noted.who, invitation.member.name):
        return PRESENT
    return f"Người dự: {one_line(noted.who, LONGEST)}"


def _line(number: int | None, invitation: Invitation, details: Details, zone: ZoneInfo, row: Row | None = None) -> Line:
    member = invitation.member
    answered_at = invitation.last_answer_at
    return Line(
        number=number,
        id=one_line(member.id, LONGEST),
        name=one_line(member.name, LONGEST),
        post=one_line(post(member), LONGEST),
        seat=SHORT_SEATS[member.role],
        result=_result(invitation),
        substitute=_proposed(invitation),
        consent=_consent(row.request, zone) if row and row.state in PROPOSED else "",
        answered_at=answered_at.astimezone(zone) if answered_at else None,
        way=one_line(details.ways.get(member.id, ""), LONGEST),
        came=presence(details.presences.get(member.id), invitation),
        remarks=capital("; ".join(_remarks(invitation, row))),
        change=_change(details.supplement, member.id),
    )


def _change(supplement: Supplement | None, member_id: str) -> str:
    changed = supplement.changed.get(member_id, "") if supplement else ""
    return f"Thay đổi ({changed})" if changed else ""


def _result(invitation: Invitation) -> str:
    if invitation.is_guest and invitation.state is State.ATTENDS and who(invitation.substitute):
        return "Cử người tham dự"
    return TERMS[invitation.state]


def _proposed(invitation: Invitation) -> str:
    if invitation.state in PROPOSED or (invitation.is_guest and invitation.state is State.ATTENDS):
        return who(invitation.substitute)
    if invitation.state is State.UNCLEAR and who(invitation.substitute):
        return f"{who(invitation.substitute)} (chưa phù hợp hoặc chưa rõ)"
    return ""


def _consent(request: ConsentRequest | None, zone: ZoneInfo) -> str:
    if request is None:
        return ""
    said = _CONSENT.get(request.status, "")
    decided = request.decided_at if request.status is not RequestStatus.EXPIRED else None
    return f"{said} ({say_short(decided.astimezone(zone))})" if said and decided else said


def _remarks(invitation: Invitation, row: Row | None) -> list[str]:
    found = []
    if row and row.late_by is not None:
        found.append(f"sau thời hạn {say_span(row.late_by)}")
    elif row and row.changed_late:
        found.append("đúng hạn; thay đổi sau thời hạn")
    found += [MODES[mode] for mode in invitation.modes]
    if invitation.companions and invitation.state is State.ATTENDS:
        found.append(f"đi cùng: {one_line(invitation.companions, 100)}")
    if invitation.by_assistant:
        found.append("chưa do thành viên trực tiếp gửi")
    if invitation.undeliverable:
        found.append("thư mời chưa chuyển được")
    return found
