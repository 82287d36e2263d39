"""Every letter with made-up data: for checking templates, for previews and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from mailbot.core.model import (
    CalendarEntry,
    CalendarMethod,
    ConsentRequest,
    Doubt,
    Invitation,
    Letter,
    LetterKind,
    Meeting,
    MeetingKind,
    Member,
    Mode,
    OpenMail,
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
    companions: str = "đồng chí Mai, Văn phòng Sở"
    seats: int = 26


@dataclass(frozen=True)
class Sample:
    """A letter under a name of its own, and when it is written."""

    name: str
    letter: Letter
    now: datetime = NOW


def sample_letters(cast: Cast) -> Iterator[Sample]:
    """Every template, in the variants that make a difference to its words."""
    yield from _invitations(cast)
    yield from _receipts(cast)
    yield from _questions(cast)
    yield from _to_the_head(cast)
    yield from _decisions(cast)
    yield from _changes(cast)
    yield from _reports(cast)
    yield from _to_the_office(cast)


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
        Invitation(1, replace(cast.guest, id="khach2", order=91), State.SUBSTITUTE, substitute=cast.other),
    ]
    requests = [
        _request(cast, number, status, member=row.member)
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


def _request(
    cast: Cast, number: int = 1, status: RequestStatus = RequestStatus.OPEN, member: Member | None = None
) -> ConsentRequest:
    decided = status in (RequestStatus.GRANTED, RequestStatus.REFUSED, RequestStatus.REVOKED)
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
        decided_at=NOW + timedelta(hours=3) if decided else None,
        words=cast.words if decided else "",
        received_at=NOW,
    )


def _letter(template: str, kind: LetterKind, to: Member, cast: Cast, **context: object) -> Letter:
    return Letter(
        key=f"sample {template}",
        kind=kind,
        template=template,
        to=to.email,
        to_name=to.name,
        meeting_id=1,
        member_id=to.id,
        context={"meeting": sample_meeting(cast), **context},
    )


def _reply(letter: Letter) -> Letter:
    answered, earlier = "<answer.1@coquan.binhdinh.example>", "<invite.earlier@vpub.binhdinh.example>"
    return replace(letter, in_reply_to=answered, references=(earlier,))


def _invitations(cast: Cast) -> Iterator[Sample]:
    for name, to, short in (
        ("invite", cast.member, False),
        ("invite_short_notice", cast.member, True),
        ("invite_guest", cast.guest, False),
        ("invite_chair", cast.chair, False),
    ):
        letter = _letter("invite", LetterKind.INVITE, to, cast, invitation=Invitation(1, to), short_notice=short)
        yield Sample(name, replace(letter, calendar=CalendarEntry(CalendarMethod.REQUEST, f"1-{to.id}@mailbot")))
    for name, to, last in (
        ("remind", cast.member, False),
        ("remind_last", cast.member, True),
        ("remind_guest", cast.guest, True),
    ):
        left = timedelta(days=1) if last else timedelta(days=3)
        letter = _letter("remind", LetterKind.REMIND, to, cast, invitation=Invitation(1, to), last=last, left=left)
        yield Sample(name, letter, DEADLINE - left)
    for name, to in (("deadline_passed", cast.member), ("deadline_passed_guest", cast.guest)):
        letter = _letter("deadline_passed", LetterKind.REMIND, to, cast, invitation=Invitation(1, to))
        yield Sample(name, letter, DEADLINE + timedelta(minutes=5))


def _receipts(cast: Cast) -> Iterator[Sample]:
    def receipt(template: str, to: Member, invitation: Invitation | None = None, **context: object) -> Letter:
        if invitation is not None:
            context["invitation"] = invitation
        return _reply(_letter(template, LetterKind.RECEIPT, to, cast, received_at=NOW, **context))

    attends = Invitation(1, cast.member, State.ATTENDS)
    along = replace(attends, companions=cast.companions, modes=(Mode.LATE, Mode.ONLINE))
    absent = replace(attends, state=State.ABSENT, reason=cast.reason)
    pending = replace(attends, state=State.PENDING, substitute=cast.substitute, reason=cast.reason)
    yield Sample("receipt_attend", receipt("receipt_attend", cast.member, attends, late=False, before=None))
    yield Sample(
        "receipt_attend_changed", receipt("receipt_attend", cast.member, along, late=True, before=State.SUBSTITUTE)
    )
    yield Sample("receipt_absent", receipt("receipt_absent", cast.member, absent, late=False, before=None))
    yield Sample(
        "receipt_absent_changed", receipt("receipt_absent", cast.member, absent, late=True, before=State.PENDING)
    )
    plain = {"claimed": False, "by_assistant": False, "unregistered": False}
    yield Sample("receipt_pending", receipt("receipt_pending", cast.member, pending, late=False, before=None, **plain))
    marked = {"claimed": True, "by_assistant": True, "unregistered": True}
    yield Sample(
        "receipt_pending_marked",
        receipt("receipt_pending", cast.member, pending, late=True, before=State.ATTENDS, **marked),
    )
    for state in (State.ATTENDS, State.ABSENT, State.SUBSTITUTE, State.UNCLEAR):
        sent = cast.substitute if state is State.SUBSTITUTE else None
        answer = Invitation(1, cast.guest, state, substitute=sent, companions=cast.companions)
        yield Sample(f"receipt_guest_{state}", receipt("receipt_guest", cast.guest, answer))
    for state in (State.ATTENDS, State.ABSENT, State.UNCLEAR):
        yield Sample(f"receipt_chair_{state}", receipt("receipt_chair", cast.chair, Invitation(1, cast.chair, state)))
    yield Sample("receipt_question", receipt("receipt_question", cast.member))


def _questions(cast: Cast) -> Iterator[Sample]:
    def question(template: str, to: Member, **context: object) -> Letter:
        invitation = Invitation(1, to, State.UNCLEAR)
        return _reply(
            _letter(template, LetterKind.CLARIFY, to, cast, invitation=invitation, received_at=NOW, **context)
        )

    nameless, untitled = replace(cast.low, name=None), replace(cast.low, title=None)
    for template in ("refuse_division", "refuse_unit"):
        yield Sample(template, question(template, cast.member, substitute=cast.low, late=False))
        late = question(template, cast.member, substitute=nameless, late=True)
        yield Sample(f"{template}_nameless", late, DEADLINE + timedelta(hours=1))
    yield Sample("refuse_unit_untitled", question("refuse_unit", cast.member, substitute=untitled, late=False))
    for doubt in Doubt:
        yield Sample(f"clarify_{doubt}", question("clarify", cast.member, substitute=cast.low, doubt=doubt.value))
    for doubt in (Doubt.PERSON, Doubt.POST, Doubt.SEVERAL):
        bare = question("clarify", cast.member, substitute=None, doubt=doubt.value)
        yield Sample(f"clarify_{doubt}_bare", bare)
    for doubt in (Doubt.ATTENDANCE, Doubt.PERSON):
        guest = question("clarify", cast.guest, substitute=None, doubt=doubt.value)
        yield Sample(f"clarify_{doubt}_guest", guest)
    yield Sample("clarify_vice_chair", question("clarify_vice_chair", cast.vice_chair, substitute=cast.substitute))
    nobody = question("clarify_vice_chair", cast.vice_chair, substitute=Substitute())
    yield Sample("clarify_vice_chair_bare", nobody)


def _to_the_head(cast: Cast) -> Iterator[Sample]:
    def approval(template: str, **context: object) -> Letter:
        return _letter(template, LetterKind.APPROVAL, cast.chair, cast, **context)

    bare = replace(_request(cast, 3), reason="", claimed_consent=True, received_at=DEADLINE + timedelta(hours=1))
    bare = replace(bare, substitute=replace(cast.other, registered=None))
    one, several = ((1, _request(cast)),), ((1, _request(cast)), (2, _request(cast, 2)), (3, bare))
    yield Sample("chair_request", approval("chair_request", requests=one, nudge=False))
    yield Sample("chair_request_nudge", approval("chair_request", requests=((1, bare),), nudge=True))
    yield Sample("chair_list", approval("chair_list", requests=several, nudge=False, listed_at=NOW))
    yield Sample("chair_list_nudge", approval("chair_list", requests=several, nudge=True, listed_at=NOW))
    yield Sample("chair_unclear", approval("chair_unclear", words=cast.words, requests=several))
    yield Sample("chair_unclear_one", approval("chair_unclear", words=cast.words, requests=one))
    decided = (
        (1, _request(cast, 1, RequestStatus.GRANTED), True),
        (2, _request(cast, 2, RequestStatus.REFUSED), False),
    )
    echo = _letter("chair_echo", LetterKind.RECEIPT, cast.chair, cast, decided=decided)
    yield Sample("chair_echo", _reply(echo))
    office = replace(cast.member, id="", name="", email="kstt@vpub.binhdinh.example")
    letter = _letter("office_decision", LetterKind.RECEIPT, office, cast, decided=decided)
    yield Sample("office_decision", replace(letter, member_id=None))


def _decisions(cast: Cast) -> Iterator[Sample]:
    def decision(template: str, kind: LetterKind, request: ConsentRequest, **context: object) -> Letter:
        return _letter(template, kind, cast.member, cast, request=request, **context)

    granted, refused = _request(cast, 1, RequestStatus.GRANTED), _request(cast, 1, RequestStatus.REFUSED)
    wordless = replace(granted, words="", decided_at=None, substitute=replace(cast.substitute, name=None))
    for name, request in (("", granted), ("_wordless", wordless)):
        yield Sample(f"decision_agreed{name}", decision("decision_agreed", LetterKind.RECEIPT, request))
        invited = decision("substitute_invited", LetterKind.RECEIPT, request)
        entry = CalendarEntry(CalendarMethod.REQUEST, "1-snv-substitute@mailbot", rsvp=False)
        yield Sample(f"substitute_invited{name}", replace(invited, to_name=cast.substitute.name or "", calendar=entry))
        revoked = decision("decision_revoked", LetterKind.CLARIFY, request)
        yield Sample(f"decision_revoked{name}", revoked)
    for name, wants_head, other in (("", False, None), ("_wants_head", True, None), ("_other", False, cast.other)):
        letter = decision("decision_refused", LetterKind.CLARIFY, refused, wants_head=wants_head, other=other)
        yield Sample(f"decision_refused{name}", letter)
    for cause in ("withdrawn", "replaced", "revoked", "cancelled", "moved"):
        letter = decision("substitute_released", LetterKind.RECEIPT, granted, cause=cause)
        yield Sample(f"substitute_released_{cause}", letter)
    released = decision("substitute_released", LetterKind.RECEIPT, wordless, cause="withdrawn")
    yield Sample("substitute_released_nameless", released)
    yield Sample("expired", decision("expired", LetterKind.RECEIPT, _request(cast)), STARTS_AT)


def _changes(cast: Cast) -> Iterator[Sample]:
    old = {"old_starts_at": STARTS_AT - timedelta(days=2), "old_place": "Phòng họp số 2, UBND tỉnh"}
    for template in ("meeting_moved", "meeting_place", "meeting_cancelled"):
        cancels = template == "meeting_cancelled"
        for to in (cast.member, cast.guest, cast.chair):
            letter = _letter(template, LetterKind.INVITE, to, cast, invitation=Invitation(1, to), **old)
            method = CalendarMethod.CANCEL if cancels else CalendarMethod.REQUEST
            entry = CalendarEntry(method, f"1-{to.id}@mailbot", sequence=1)
            yield Sample(f"{template}_{to.role}", replace(letter, calendar=entry))


def _reports(cast: Cast) -> Iterator[Sample]:
    summary = sample_summary(cast)
    pending = tuple(row.request for row in summary.rows if row.state is State.PENDING and row.request)
    more = {"summary": summary, "pending": pending}
    changes = (f"{cast.member.name}: từ chưa phản hồi sang tham dự", f"{cast.guest.name}: tham dự")
    for name, to, to_chair in (("chair", cast.chair, True), ("vice_chair", cast.vice_chair, False)):
        letter = _letter("summary", LetterKind.SUMMARY, to, cast, to_chair=to_chair, **more)
        yield Sample(f"summary_{name}", letter, DEADLINE)
        again = {"previous_at": DEADLINE, "changes": changes, "number": 2}
        letter = _letter("supplement", LetterKind.SUMMARY, to, cast, to_chair=to_chair, **more, **again)
        yield Sample(f"supplement_{name}", letter, DEADLINE + timedelta(hours=3))
    nobody = summarise(sample_meeting(cast), [], [], DEADLINE)
    letter = _letter("summary", LetterKind.SUMMARY, cast.chair, cast, summary=nobody, pending=(), to_chair=True)
    yield Sample("summary_empty", letter, DEADLINE)


def _to_the_office(cast: Cast) -> Iterator[Sample]:
    def to_office(template: str, **context: object) -> Letter:
        return Letter(
            key=f"sample {template}",
            kind=LetterKind.DIGEST,
            template=template,
            to="kstt@vpub.binhdinh.example",
            context=context,
        )

    notice = to_office(
        "office_notice",
        title="Thư của Trưởng Ban chưa xác định được ý kiến",
        lines=(f"Nội dung thư: “{cast.words}”", f"Người gửi: {cast.chair.email}"),
    )
    yield Sample("office_notice", notice)
    waiting = OpenMail("17", NOW, cast.member.email, cast.title, cast.words, "Thư nêu hai phương án khác nhau.")
    stranger = OpenMail("18", NOW, "nguoila@noikhac.example", "Hỏi thông tin", cast.reason, "Địa chỉ chưa đăng ký.")
    yield Sample(
        "digest",
        to_office(
            "digest",
            meetings=((sample_summary(cast), (f"{cast.member.name}: tham dự",)),),
            open_mails=(waiting,),
            strangers=(stranger,),
            sent={LetterKind.REMIND.value: 3, LetterKind.CLARIFY.value: 1, LetterKind.DIGEST.value: 0},
            failures=("Thư gửi haitm@snv.binhdinh.example: máy chủ từ chối",),
            health=("Lần đọc hộp thư gần nhất: 16:28 23/9/2024",),
            day=NOW.date(),
        ),
    )
    quiet = to_office(
        "digest", meetings=(), open_mails=(), strangers=(), sent={}, failures=(), health=(), day=NOW.date()
    )
    yield Sample("digest_quiet", quiet)
