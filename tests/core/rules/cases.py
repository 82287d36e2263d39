"""Small makers of cases: one quarterly meeting, five invitees and a guest, and whatever a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from mailbot.core.model import (
    Address,
    Answer,
    Authenticity,
    AuthResult,
    ConsentRequest,
    Decision,
    Effect,
    Intent,
    Invitation,
    Letter,
    Mail,
    Meeting,
    MeetingKind,
    Member,
    Rank,
    Reading,
    RequestStatus,
    Role,
    Roster,
    Send,
    SentMail,
    Source,
    State,
    Substitute,
    Trust,
    TrustProfile,
    UnitKind,
)
from mailbot.core.policy import Committee, Office, Policy, Regulation
from mailbot.core.profiles import PROFILES
from mailbot.core.rules import Case
from mailbot.core.rules.binding import request_digest

Wanted = TypeVar("Wanted")

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 12, 8, 0, tzinfo=ZONE)  # a Thursday
DEADLINE = START - timedelta(days=1)
INVITED = START - timedelta(days=7)
MORNING = START - timedelta(days=3)  # an ordinary moment between the invitation and the deadline

POLICY = Policy(
    committee=Committee("Ban Chỉ đạo", "BCĐ", "tỉnh Bình Định", "Bình Định"),
    regulation=Regulation("Quy chế hoạt động"),
    office=Office("Phòng KSTTHC", "Văn phòng UBND tỉnh", "kstt@vpub.example", ("clerk@vpub.example",)),
    profiles=PROFILES,
    trust=Trust(TrustProfile.INTRANET),
)

OPEN_NET = replace(POLICY, trust=Trust())  # where the Head's word needs somebody who vouches for it
VOUCHED = Authenticity(AuthResult.PASS, "dmarc")
FORGED = Authenticity(AuthResult.FAIL, "dmarc", "máy chủ thư xác định thư giả mạo")

HEAD = Member("CT", "Phạm Anh Tuấn", "Chủ tịch", "UBND tỉnh", Role.CHAIR, "ct@ubnd.example", kind="UBNDT", order=1)
STANDING = Member(
    "PCT", "Lâm Hải", "Phó Chủ tịch", "UBND tỉnh", Role.STANDING_VICE_CHAIR, "pct@ubnd.example", kind="UBNDT", order=2
)
HOME = Member(
    "SNV",
    "Đào Thị Hoa",
    "Giám đốc",
    "Sở Nội vụ",
    Role.VICE_CHAIR,
    "gd@snv.example",
    assistants=("vp@snv.example",),
    kind="SO",
    order=3,
)
FINANCE = Member("STC", "Lê Văn Tài", "Giám đốc", "Sở Tài chính", Role.MEMBER, "gd@stc.example", kind="SO", order=4)
VICE = Member(
    "PCT2", "Vũ Thị Năm", "Phó Chủ tịch", "UBND tỉnh", Role.MEMBER, "pct2@ubnd.example", kind="UBNDT", order=5
)
GUEST = Member("khach-1", "Hồ Quân", "Tổng Biên tập", "Báo Bình Định", Role.GUEST, "hq@bao.example", order=1001)

ROSTER = Roster((HEAD, STANDING, HOME, FINANCE, VICE), PROFILES)
EVERYBODY = (HEAD, STANDING, HOME, FINANCE, VICE, GUEST)

MEETING = Meeting(
    id=7,
    code="Q-7K4M",
    kind=MeetingKind.QUARTERLY,
    title="Phiên họp quý IV/2026",
    starts_at=START,
    place="Hội trường A",
    presiding="Đồng chí Trưởng Ban",
    deadline=DEADLINE,
    deadline_policy="h24",
    invited_at=INVITED,
)

DEPUTY = Substitute("Trần Văn Bình", "Phó Giám đốc", Rank.DEPUTY)
OTHER_DEPUTY = Substitute("Ngô Thị Cúc", "Phó Giám đốc", Rank.DEPUTY)
DIVISION_LEADER = Substitute("Lý Văn Dần", "Trưởng phòng", Rank.DIVISION, UnitKind.PHONG)
UNIT_LEADER = Substitute("Mai Thị Én", "Giám đốc Trung tâm", Rank.DIVISION, UnitKind.UNIT)
SPECIALIST = Substitute("Đỗ Văn Phú", "Chuyên viên", Rank.STAFF)
OUTSIDER = Substitute("Bùi Thị Giang", "Phó Giám đốc Sở Tài chính", Rank.OUTSIDE)
SOMEBODY = Substitute("Hà Văn Ích", "Chủ nhiệm", Rank.UNKNOWN)
NAMELESS = Substitute(None, "Phó Giám đốc", Rank.DEPUTY)


def invitation(member: Member, state: State = State.SILENT, **values: Any) -> Invitation:
    """An invitee who was invited in time and stands as said."""
    return replace(Invitation(MEETING.id, member, state, invited_at=INVITED), **values)


def answered(member: Member, state: State, at: datetime = MORNING, **values: Any) -> Invitation:
    """An invitee who answered once, at `at`."""
    return replace(invitation(member, state, first_answer_at=at, last_answer_at=at, turn=1), **values)


def request(member: Member = HOME, substitute: Substitute = DEPUTY, **values: Any) -> ConsentRequest:
    """A request that was put before the Head."""
    digest = request_digest(MEETING, member, substitute)
    made = ConsentRequest(31, MEETING.id, member, substitute, "đi công tác", RequestStatus.OPEN, MORNING, digest)
    return replace(made, **{"asked_at": MORNING} | values)


def pending(member: Member = HOME, substitute: Substitute = DEPUTY, **values: Any) -> Invitation:
    """The invitee to whom an open request belongs."""
    return answered(member, State.PENDING, substitute=substitute, **values)


def represented(member: Member = HOME, substitute: Substitute = DEPUTY, **values: Any) -> Invitation:
    """The invitee to whom a granted request belongs."""
    return answered(member, State.SUBSTITUTE, substitute=substitute, turn=2, **values)


def letter(kind: str = "invite", member: Member = HOME, **values: Any) -> SentMail:
    """One of our letters, as a reply's token finds it."""
    return replace(SentMail(kind, MEETING.id, member.id, member.email, INVITED), **values)


def request_list(*requests: ConsentRequest) -> SentMail:
    """The numbered list that the Head got."""
    items = tuple((number, one.id, one.digest) for number, one in enumerate(requests, start=1))
    return letter("approval", HEAD, items=items)


def mail(sender: Member | None = HOME, at: datetime = MORNING) -> Mail:
    """A mail that a person wrote."""
    address = Address(sender.email, sender.name) if sender else Address("ai.do@else.example")
    return Mail(at, Source.REPLY, address, message_id="<1@x.example>", text="Vâng.")


def reading(intent: Intent, member: Member | None = HOME, **values: Any) -> Reading:
    """What the mail says for this member; from his own mailbox unless `writer` says otherwise."""
    writer = "stranger" if member is None else "chair" if member.role is Role.CHAIR else "member"
    return replace(Reading(Source.REPLY, intent, member.id if member else None, writer), **values)


def case(
    intent: Intent = Intent.ATTEND,
    member: Member | None = HOME,
    *,
    at: datetime = MORNING,
    stands: Iterable[Invitation] = (),
    requests: Iterable[ConsentRequest] = (),
    reference: SentMail | None = None,
    meeting: Meeting | None = MEETING,
    mailed: dict[str, Any] | None = None,
    policy: Policy = POLICY,
    **read: Any,
) -> Case:
    """What `member` writes at `at` about the meeting, where `stands` says how some of the invitees stand already."""
    changed = {one.member.id: one for one in stands}
    invitations = tuple(changed.get(each.id, invitation(each)) for each in EVERYBODY)
    return Case(
        replace(mail(member, at), **mailed or {}),
        reading(intent, member, **read),
        replace(ROSTER, members=(*ROSTER.members, GUEST)),
        policy,
        now=at,
        ref="mail 1",
        reference=reference,
        meeting=meeting,
        invitations=invitations if meeting else (),
        requests=tuple(requests) if meeting else (),
    )


def proposes(substitute: Substitute | None, member: Member = HOME, **values: Any) -> Case:
    """The member sends this person in his place."""
    return case(Intent.DELEGATE, member, substitute=substitute, **values)


def head_says(intent: Intent, *requests: ConsentRequest, stands: Iterable[Invitation] = (), **values: Any) -> Case:
    """The Head answers the list of these requests."""
    wanted = [*stands] or [pending(one.member, one.substitute) for one in requests]
    more: dict[str, Any] = {"reference": request_list(*requests), "requests": requests} | values
    return case(intent, HEAD, stands=wanted, **more)


def of_kind(kind: type[Wanted], effects: Iterable[Effect]) -> list[Wanted]:
    """The effects of this kind, in order."""
    return [effect for effect in effects if isinstance(effect, kind)]


def letters(decision: Decision) -> list[Letter]:
    return [effect.letter for effect in decision.effects if isinstance(effect, Send)]


def templates(decision: Decision) -> list[str]:
    """The letters that follow, by template."""
    return [each.template for each in letters(decision)]


def the_answer(decision: Decision) -> Answer:
    """The one journal line that follows."""
    (found,) = of_kind(Answer, decision.effects)
    return found
