"""The people, the meeting and the answers of the sample letters; all made up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from mailbot.core.model import (
    ConsentRequest,
    Invitation,
    Letter,
    Meeting,
    MeetingKind,
    Member,
    Mode,
    Rank,
    RequestStatus,
    Role,
    State,
    Substitute,
)
from mailbot.core.summary import Summary, summarise

# 08:00 on Friday 27 September 2024 in Vietnam.
STARTS_AT = datetime(2024, 9, 27, 1, 0, tzinfo=UTC)
DEADLINE = STARTS_AT - timedelta(days=1)
NOW = STARTS_AT - timedelta(days=4)

_STATES = (
    *[State.ATTENDS] * 7,
    State.SUBSTITUTE,
    State.PENDING,
    State.REFUSED,
    State.ABSENT,
    State.UNCLEAR,
    State.SILENT,
)


_DECIDED = frozenset({RequestStatus.GRANTED, RequestStatus.REFUSED, RequestStatus.REVOKED})

_SEATS = (
    ("Hồ Ngọc Lan", "Sở Tài chính"),
    ("Bùi Văn Dũng", "Sở Kế hoạch và Đầu tư"),
    ("Lê Thị Thu Hà", "Sở Tài nguyên và Môi trường"),
    ("Phan Văn Tài", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("Lâm Quang Sơn", "Sở Y tế"),
    ("Huỳnh Văn Lộc", "Sở Lao động - Thương binh và Xã hội"),
    ("Tạ Minh Châu", "Sở Văn hóa và Thể thao"),
)


@dataclass(frozen=True)
class Cast:
    """Who and what stands in the samples; tests replace it by shorter, longer and hostile ones."""

    member: Member = field(
        default_factory=lambda: Member(
            "snv",
            "Trần Minh Hải",
            "Giám đốc Sở Nội vụ",
            "Sở Nội vụ",
            Role.MEMBER,
            "haitm@snv.binhdinh.example",
            phone="0256 000 0001",
            order=5,
        )
    )
    chair: Member = field(
        default_factory=lambda: Member(
            "ct", "Phạm Quốc Anh", "Chủ tịch UBND tỉnh", "UBND tỉnh", Role.CHAIR, "chutich@binhdinh.example", order=1
        )
    )
    vice_chair: Member = field(
        default_factory=lambda: Member(
            "pct",
            "Lê Hải Minh",
            "Phó Chủ tịch UBND tỉnh",
            "UBND tỉnh",
            Role.STANDING_VICE_CHAIR,
            "pct.tt@binhdinh.example",
            order=2,
        )
    )
    guest: Member = field(
        default_factory=lambda: Member(
            "khach",
            "Hoàng Gia Linh",
            "Giám đốc Chi nhánh",
            "Công ty Viễn thông",
            Role.GUEST,
            "linh@vienthong.example",
            order=90,
        )
    )
    substitute: Substitute = field(
        default_factory=lambda: Substitute("Lê Văn Bình", "Phó Giám đốc Sở Nội vụ", Rank.DEPUTY, registered=True)
    )
    other: Substitute = field(default_factory=lambda: Substitute("Ngô Thị Thảo", "Phó Giám đốc Sở Nội vụ", Rank.DEPUTY))
    low: Substitute = field(
        default_factory=lambda: Substitute("Đỗ Văn Nam", "Trưởng phòng Cải cách hành chính", Rank.DIVISION)
    )
    title: str = "Phiên họp quý III/2024"
    place: str = "Hội trường A, UBND tỉnh"
    presiding: str = "Chủ tịch UBND tỉnh, Trưởng Ban Chỉ đạo"
    reason: str = "đi công tác tại Hà Nội theo lịch của Bộ Nội vụ"
    words: str = "Đồng ý, giao đồng chí Bình chuẩn bị báo cáo"
    refusal: str = "Chưa đồng ý, phiên này Giám đốc dự"
    companions: str = "đồng chí Mai, Văn phòng Sở"
    seats: int = 26


@dataclass(frozen=True)
class Sample:
    """A letter under a name of its own, and when it is written."""

    name: str
    letter: Letter
    now: datetime = NOW


def sample_meeting(cast: Cast) -> Meeting:
    """The meeting of all samples."""
    return Meeting(
        1, "Q3-7K4M", MeetingKind.QUARTERLY, cast.title, STARTS_AT, cast.place, cast.presiding, DEADLINE, "h24"
    )


def sample_summary(cast: Cast) -> Summary:
    """A meeting with somebody in every state, someone late, one undeliverable, the Head and two guests."""
    seats = [replace(cast.vice_chair, order=2), *(_seat(cast, number) for number in range(3, cast.seats + 2))]
    rows = [_answered(cast, seat, _STATES[n % len(_STATES)], n) for n, seat in enumerate(seats[: cast.seats])]
    head = Invitation(1, cast.chair, State.ATTENDS, first_answer_at=NOW, last_answer_at=NOW)
    guests = [
        Invitation(1, cast.guest, State.ATTENDS, first_answer_at=NOW, last_answer_at=NOW),
        Invitation(1, replace(cast.guest, id="khach2", order=91), State.ATTENDS, substitute=cast.other),
    ]
    requests = [
        sample_request(cast, number, status, member=row.member)
        for number, row in enumerate(rows, start=1)
        for state, status in ((State.PENDING, RequestStatus.OPEN), (State.REFUSED, RequestStatus.REFUSED))
        if row.state is state
    ]
    return summarise(sample_meeting(cast), [head, *rows, *guests], requests, DEADLINE)


def _seat(cast: Cast, number: int) -> Member:
    """Another member; where the cast is not the usual one, of the name that it tries out."""
    seat = replace(cast.member, id=f"m{number}", order=number, email=f"m{number}@coquan.binhdinh.example")
    if cast.member != Cast().member:
        return seat
    name, agency = _SEATS[number % len(_SEATS)]
    return replace(seat, name=name, title=f"Giám đốc {agency}", agency=agency)


def _answered(cast: Cast, seat: Member, state: State, number: int) -> Invitation:
    late = number % 9 == 4
    answered_at = None if state is State.SILENT else (DEADLINE + timedelta(hours=2, minutes=10) if late else NOW)
    proposes = state in (State.SUBSTITUTE, State.PENDING, State.REFUSED)
    return Invitation(
        1,
        seat,
        state,
        substitute=cast.substitute if proposes else (cast.low if state is State.UNCLEAR else None),
        reason=cast.reason if proposes or state is State.ABSENT else "",
        modes=(Mode.LATE,) if number == 1 else (),
        companions=cast.companions if number == 3 else "",
        first_answer_at=answered_at,
        last_answer_at=answered_at,
        invited_at=NOW - timedelta(days=3),
        undeliverable=state is State.SILENT and number > len(_STATES),
        by_assistant=number == 8,
    )


def sample_request(
    cast: Cast, number: int = 1, status: RequestStatus = RequestStatus.OPEN, member: Member | None = None
) -> ConsentRequest:
    return ConsentRequest(
        id=number,
        meeting_id=1,
        member=member or cast.member,
        substitute=cast.substitute,
        reason=cast.reason,
        status=status,
        made_at=NOW,
        digest=f"digest{number}",
        asked_at=NOW,
        decided_at=NOW + timedelta(hours=3) if status in _DECIDED else None,
        words=_words(cast, status),
        received_at=NOW,
    )


def _words(cast: Cast, status: RequestStatus) -> str:
    """What the Head said when he decided."""
    if status not in _DECIDED:
        return ""
    return cast.words if status is RequestStatus.GRANTED else cast.refusal
