"""What templates can do with a value: dates in the administrative style, persons, and the fixed terms of letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailbot.core.dates import say_day, say_left, say_moment, say_short, say_span
from mailbot.core.model import LetterKind, Member, State, Substitute
from mailbot.core.plain import capital
from mailbot.core.summary import SHORT_TERMS, TERMS, Summary
from mailbot.core.terms import MODES, SEATS, percent, person
from mailbot.letters.scrub import one_line

# What went out, in the digest.
KINDS: dict[LetterKind, str] = {
    LetterKind.INVITE: "thư mời và thông báo thay đổi",
    LetterKind.REMIND: "thư nhắc",
    LetterKind.CLARIFY: "thư đề nghị làm rõ",
    LetterKind.RECEIPT: "thư ghi nhận và báo kết quả",
    LetterKind.APPROVAL: "thư trình Trưởng Ban Chỉ đạo",
    LetterKind.DIGEST: "thư gửi Phòng",
    LetterKind.SUMMARY: "báo cáo tổng hợp",
}

# What the clock will send, in the digest; the templates that follow from nobody's mail.
COMING: dict[str, str] = {
    "remind": "thư nhắc xác nhận tham dự",
    "deadline_passed": "thư báo đã hết thời hạn xác nhận",
    "summary": "báo cáo tổng hợp",
    "supplement": "báo cáo bổ sung",
    "chair_request": "thư trình đồng chí Trưởng Ban (một đề nghị)",
    "chair_list": "thư trình đồng chí Trưởng Ban (danh sách đề nghị)",
    "decision_agreed": "thư báo ý kiến đồng ý tới thành viên",
    "substitute_invited": "thư mời người dự thay",
    "expired": "thư báo không có ý kiến trước phiên họp",
}

_SUBSTITUTE_UNKNOWN = "người dự thay"


def filters(zone: ZoneInfo) -> dict[str, Callable[..., object]]:
    """The filters of all templates; moments are said in `zone`."""
    return {
        "moment": lambda moment: say_moment(_local(moment, zone)),
        "short": lambda moment: say_short(_local(moment, zone)),
        "day": lambda day: say_day(_day(day, zone)),
        "figures": lambda day: f"{_day(day, zone):%d/%m/%Y}",
        "left": say_left,
        "span": say_span,
        "person": person,
        "seat": lambda member: SEATS[member.role],
        "substitute": substitute,
        "sentence": lambda text: capital(str(text)),
        "term": lambda state: SHORT_TERMS[State(state)],
        "full_term": lambda state: TERMS[State(state)],
        "modes": lambda modes: ", ".join(MODES[mode] for mode in modes),
        "kind": lambda kind: KINDS[LetterKind(kind)],
        "coming": lambda template: COMING[template],
        "percent": percent,
        "clip": lambda text, longest=300: one_line(str(text), longest),
        "invitee": invitee,
    }


def substitute(someone: Substitute | None) -> str:
    """'đồng chí Lê Văn Bình - Phó Giám đốc', or as much of it as the mail said."""
    known = [part for part in (someone.name, someone.title) if part] if someone else []
    return f"đồng chí {' - '.join(known)}" if known else _SUBSTITUTE_UNKNOWN


def invitee(summary: Summary, address: str) -> Member | None:
    """The invitee of this address, in the Head's seat or in another."""
    everybody = [row.invitation for row in summary.rows] + ([summary.chair] if summary.chair else [])
    return next((i.member for i in everybody if i.member.email == address.lower()), None)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)


def _day(day: date, zone: ZoneInfo) -> date:
    return day.astimezone(zone).date() if isinstance(day, datetime) else day
